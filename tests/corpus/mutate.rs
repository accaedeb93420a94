//! Manifests with damage: what slips, cuts and copying do to a text, and what nobody would write.
//! A seed always makes the same text.

/// Numbers that look random (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if that is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or_default()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What breaks lines, values and characters.
const CRUMBS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|",
    ">",
    "|2-",
    "&a ",
    "*a",
    "<<: *a\n",
    "\t",
    "\r",
    "\r\n",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\u{0}",
    "\u{201c}",
    "\u{2019}",
    "é",
    "😀",
    "---\n",
    "...\n",
    "- ",
    "-",
    ": ",
    ":",
    "? ",
    ", ",
    "#",
    " #",
    "!!str ",
    "!x ",
    "%YAML 1.2\n",
    "{{ .Values.a }}",
    "{{- end }}\n",
    "$(A)",
    "${A}",
    "```\n",
    "> ",
    "+",
    "1\n",
    "<<EOF\n",
    "\\",
    "@",
    "`",
    "kind: Pod\n",
    "kind: List\nitems:\n",
    "apiVersion: v1\n",
    "spec:\n",
    "containers:\n",
];

/// Values that few fields take.
const VALUES: &[&str] = &[
    "",
    "null",
    "~",
    "{}",
    "[]",
    "\"\"",
    "''",
    "0",
    "-1",
    "1.5",
    "65536",
    "9223372036854775808",
    "-9223372036854775809",
    "1e9",
    "1e999",
    ".inf",
    ".nan",
    "0x1f",
    "0o17",
    "017",
    "1_000",
    "12:30:45",
    "2001-01-01",
    "yes",
    "on",
    "True",
    "1Gi",
    "1500m",
    "1e-9",
    "0.1Ki",
    "99999999999999999999Ei",
    "*a",
    "&a b",
    "!!int \"3\"",
    "!!binary aGk=",
    "[a, b]",
    "{a: b}",
    "|\n  text",
    "\"\\u0000\"",
    "\"\\x\"",
    "a: b",
    "{name: a, image: b}",
    "Always",
    "Never",
    "a/b:c@d",
    "-.-",
    "🦀",
];

/// A text with `count` slips; `other` lends it lines.
pub(crate) fn mutate(text: &str, other: &str, count: usize, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..count {
        text = match random.below(3) {
            0 => letters(text, random),
            _ => lines(&text, other, random),
        };
    }
    text
}

/// A slip between letters.
fn letters(mut text: String, random: &mut Random) -> String {
    let mut place = |text: &str| {
        let at = random.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
    };
    let (one, two) = (place(&text), place(&text));
    let (first, last) = (one.min(two), one.max(two));
    match random.below(8) {
        0 => text.truncate(last),
        1 => text.replace_range(..first, ""),
        2 | 3 => {
            let end = (first..=last.min(first + 12)).rev().find(|at| text.is_char_boundary(*at));
            text.replace_range(first..end.unwrap_or(first), "");
        }
        _ => text.insert_str(one, random.of(CRUMBS)),
    }
    text
}

/// A slip among lines.
fn lines(text: &str, other: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let at = random.below(lines.len());
    let Some(line) = lines.get(at).cloned() else { return random.of(CRUMBS).to_owned() };
    match random.below(13) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, line),
        2 => {
            let to = random.below(lines.len());
            lines.swap(at, to);
        }
        3 => lines[at].insert_str(0, &" ".repeat(1 + random.below(5))),
        4 => line.trim_start().clone_into(&mut lines[at]),
        5 => {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line[random.below(blanks + 1)..].clone_into(&mut lines[at]);
        }
        6 => lines.iter_mut().for_each(|line| *line = line.trim_start_matches(' ').to_owned()),
        7 | 8 => {
            if let Some((key, _)) = line.split_once(':') {
                lines[at] = format!("{key}: {}\n", random.of(VALUES));
            }
        }
        9 | 10 => {
            let lent: Vec<&str> = other.split_inclusive('\n').collect();
            let from = random.below(lent.len());
            let some = lent.iter().skip(from).take(1 + random.below(6));
            lines.splice(at..at, some.map(|line| (*line).to_owned()));
        }
        11 => lines[at] = format!("{} {line}", at + 1),
        _ => {
            let end = (at + random.below(8)).min(lines.len());
            let block: Vec<String> = lines.drain(at..end).collect();
            let to = random.below(lines.len() + 1);
            lines.splice(to..to, block);
        }
    }
    lines.concat()
}
