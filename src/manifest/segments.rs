//! Cuts a stream into documents, as kubectl does, so that a mistake in one hides no other.
//!
//! A line that begins with `---` begins a document; JSON objects may also follow one another without it.
//! Knows nothing of what a document holds.

use super::TextRange;

/// The documents of `text`, in order, each with the `---` line that opens it. Documents with
/// nothing but blank lines and comments are left out.
pub(super) fn segments(text: &str) -> Vec<TextRange> {
    let begin = after_mark(text, 0);
    let mut found = Vec::new();
    let mut current = Segment::at(begin);
    for line in lines(text, begin) {
        let content = &text[line.start.max(current.start)..line.end];
        if is_separator(content) && !current.only_directives {
            current.push_to(&mut found, text, line.start);
            // Where files were joined, a document may begin with a mark of its own.
            let next = after_mark(text, line.end);
            let is_cut = next > line.end || content.starts_with("---#");
            current = Segment::at(if is_cut { next } else { line.start });
        }
        current.note(content);
    }
    current.push_to(&mut found, text, text.len());
    found
}

/// Behind the byte order mark at the byte `at`, if there is one.
fn after_mark(text: &str, at: usize) -> usize {
    const MARK: char = '\u{feff}';
    if text[at..].starts_with(MARK) { at + MARK.len_utf8() } else { at }
}

/// The document under the cursor of [`segments`].
struct Segment {
    start: usize,
    has_content: bool,
    /// `%YAML` and `%TAG` lines belong to the document whose `---` follows.
    only_directives: bool,
}

impl Segment {
    fn at(start: usize) -> Self {
        Self { start, has_content: false, only_directives: false }
    }

    fn note(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with('%') && !self.has_content {
            self.only_directives = true;
        } else if is_separator(line) {
            self.only_directives = false;
            let rest = line[3..].trim_start();
            self.has_content |= !rest.is_empty() && !rest.starts_with('#');
        } else if !line.is_empty() && !line.starts_with('#') && line != "..." {
            self.only_directives = false;
            self.has_content = true;
        }
    }

    fn push_to(&self, found: &mut Vec<TextRange>, text: &str, end: usize) {
        if !self.has_content && !self.only_directives {
            return;
        }
        let mut range = TextRange { start: self.start, end };
        while let Some(cut) = json_end(&text[range.start..range.end]) {
            found.push(TextRange { start: range.start, end: range.start + cut });
            range.start += cut;
        }
        found.push(range);
    }
}

/// A line that begins with `---`, whatever comes behind it (apimachinery `YAMLReader`).
fn is_separator(line: &str) -> bool {
    line.starts_with("---")
}

/// What kubectl, which cuts a text itself, does not take of a document that is YAML.
pub(super) struct Refused {
    /// Its words.
    pub(super) message: String,
    /// What to do instead.
    pub(super) help: &'static str,
    /// The line that is to blame, in the document.
    pub(super) range: TextRange,
    /// Where what can be read begins: a line such as `----` marks nothing for YAML.
    pub(super) content: usize,
}

/// What kubectl does not take of `document`: a directive, or content on the line of the `---`.
pub(super) fn refused(document: &str) -> Option<Refused> {
    let says_nothing = |line: &TextRange| {
        let text = document[line.start..line.end].trim();
        text.is_empty() || text.starts_with('#')
    };
    let first = lines(document, 0).find(|line| !says_nothing(line))?;
    let line = document[first.start..first.end].trim_end();
    let range = TextRange { start: first.start, end: first.start + line.len() };
    if line.starts_with('%') {
        let message = "did not find expected <document start>".to_owned();
        let help = "Remove the line: kubectl takes no directives.";
        return Some(Refused { message, help, range, content: 0 });
    }
    let rest = line.strip_prefix("---")?;
    let behind = rest.trim_start();
    (!behind.is_empty() && !behind.starts_with('#')).then(|| Refused {
        message: format!("invalid Yaml document separator: {behind}"),
        help: "Write `---` alone on its line, and the document below it.",
        range,
        content: if rest == behind { range.end } else { 0 },
    })
}

/// The lines of `text` from the byte `from`, breaks included.
fn lines(text: &str, from: usize) -> impl Iterator<Item = TextRange> {
    let bytes = text.as_bytes();
    let mut start = from;
    std::iter::from_fn(move || {
        let length = bytes.get(start..)?.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = length.map_or(bytes.len(), |at| {
            let at = start + at;
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
        });
        let line = TextRange { start, end };
        start = end;
        (line.start < line.end).then_some(line)
    })
}

/// Where the JSON object that opens `text` ends, if another one follows it directly.
fn json_end(text: &str) -> Option<usize> {
    let first = text.find(|c: char| !c.is_whitespace())?;
    // Two of them open a template.
    if !text[first..].starts_with('{') || text[first..].starts_with("{{") {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate().skip(first) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    let rest = &text[at + 1..];
                    return rest.trim_start().starts_with('{').then_some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        segments(text).into_iter().map(|range| &text[range.start..range.end]).collect()
    }

    #[test]
    fn separators_begin_documents() {
        assert_eq!(cut("a: 1\n---\nb: 2\n"), ["a: 1\n", "---\nb: 2\n"]);
        assert_eq!(
            cut("--- # first\na: 1\r\n---\r\nb: 2"),
            ["--- # first\na: 1\r\n", "---\r\nb: 2"]
        );
        assert_eq!(cut("a: |\n  ---\n  x\n---x: 1\n"), ["a: |\n  ---\n  x\n", "---x: 1\n"]);
        assert_eq!(cut("a: 1\r---\rb: 2"), ["a: 1\r", "---\rb: 2"]);
    }

    #[test]
    fn empty_documents_are_left_out() {
        assert_eq!(cut(""), [""; 0]);
        assert_eq!(cut("---\n---\n# nothing\n\n--- # still nothing\n...\n"), [""; 0]);
        assert_eq!(cut("\u{feff}---\na: 1"), ["---\na: 1"]);
        assert_eq!(cut("a: 1\n---\n\u{feff}b: 2"), ["a: 1\n", "b: 2"]);
        assert_eq!(cut("a: 1\n--- # x\n\u{feff}# nothing\n---\nb: 2"), ["a: 1\n", "---\nb: 2"]);
    }

    #[test]
    fn content_may_follow_the_separator() {
        assert_eq!(cut("--- {a: 1}\n--- {b: 2}"), ["--- {a: 1}\n", "--- {b: 2}"]);
    }

    #[test]
    fn directives_belong_to_the_document_after_them() {
        assert_eq!(cut("%YAML 1.1\n---\na: 1\n---\nb: 2"), ["%YAML 1.1\n---\na: 1\n", "---\nb: 2"]);
    }

    #[test]
    fn json_objects_may_follow_one_another() {
        assert_eq!(cut("{\"a\": \"}\\\"\"}\n{\"b\": {}}"), ["{\"a\": \"}\\\"\"}", "\n{\"b\": {}}"]);
        assert_eq!(cut("{a: {b: 1}} # one"), ["{a: {b: 1}} # one"]);
        assert_eq!(cut("{{ a }}\n{{ b }}"), ["{{ a }}\n{{ b }}"]);
    }
}
