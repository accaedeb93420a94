//! A line of YAML taken apart, whatever its indentation: the dash, the key, the form of its value.
//!
//! Knows as much YAML as a manifest needs and nothing of Kubernetes.

/// What stands behind a key or a dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing: the value follows on the next lines, or there is none.
    Empty,
    /// `|` or `>`: lines of text follow.
    Block,
    /// `{…}`.
    FlowMap,
    /// `[…]`.
    FlowList,
    /// Text in quotes.
    Quoted,
    /// Text, a number, a boolean.
    Plain,
    /// `*name`, which may stand for anything.
    Alias,
}

/// A line's parts. All offsets are columns of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where its text begins; with a dash, where that stands.
    pub(super) column: usize,
    /// It begins a list item.
    pub(super) dash: bool,
    /// Where the text behind the dash begins; the same as `column` without a dash.
    pub(super) content: usize,
    /// The key, without quotes.
    pub(super) key: Option<&'a str>,
    /// What stands behind key and dash, a comment left out.
    pub(super) value: &'a str,
    /// Its form.
    pub(super) form: Form,
    /// How much of the line is YAML: the rest is text that was glued to a value that had ended.
    pub(super) end: usize,
    /// There is such text.
    pub(super) is_glued: bool,
}

impl<'a> Line<'a> {
    /// `None` for a line with nothing but blanks or a comment.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let column = text.len() - text.trim_start().len();
        let mut rest = &text[column..];
        if rest.is_empty() || rest.starts_with('#') {
            return None;
        }
        let behind = rest.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if let Some(behind) = behind {
            rest = behind.trim_start();
        }
        let content =
            if behind.is_some() && rest.is_empty() { column + 2 } else { text.len() - rest.len() };
        let key = key(rest);
        let mut value = key.map_or(rest, |(_, length)| rest[length..].trim_start());
        // An anchor or a tag stands before a value and changes nothing in its form.
        while value.starts_with(['&', '!']) {
            let word = value.find(' ').unwrap_or(value.len());
            value = value[word..].trim_start();
        }
        let key = key.map(|(key, _)| key);
        let form = form(value);
        let start = text.len() - value.len();
        let mut end = text.len();
        match form {
            Form::FlowMap | Form::FlowList | Form::Quoted => {
                if let Some(length) = closed(value) {
                    let behind = value[length..].trim_start();
                    if !behind.is_empty() && !behind.starts_with('#') {
                        end = start + length;
                    }
                    value = &value[..length];
                }
            }
            Form::Plain => {
                value = value.split(" #").next().unwrap_or_default().trim_end();
                if let Some(length) = glued_number(key.unwrap_or_default(), value) {
                    end = start + length;
                    value = &value[..length];
                }
            }
            _ => {}
        }
        Some(Self {
            column,
            dash: behind.is_some(),
            content,
            key,
            value,
            form,
            end,
            is_glued: end < text.len(),
        })
    }

    /// It has neither dash nor key: prose, a line of a script, the rest of a longer value.
    pub(super) fn is_text(&self) -> bool {
        !self.dash && self.key.is_none()
    }

    /// Its value goes on in the next line.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.form, Form::FlowMap | Form::FlowList | Form::Quoted)
            && closed(self.value).is_none()
    }
}

/// The key at the beginning of `text`, without quotes, and the length up to its colon.
fn key(text: &str) -> Option<(&str, usize)> {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let length = text[1..].find(quote)? + 2;
        let rest = text[length..].strip_prefix(':')?;
        return is_end(rest).then(|| (&text[1..length - 1], length + 1));
    }
    let in_key = |c: char| {
        !c.is_ascii() || c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '-' | '$' | '<')
    };
    let (mut from, mut at) = (0, 0);
    loop {
        at += text[at..].find(':')?;
        if !text[from..at].chars().all(in_key) || at == 0 {
            return None;
        }
        if is_end(&text[at + 1..]) {
            return Some((&text[..at], at + 1));
        }
        at += 1;
        from = at;
    }
}

fn form(value: &str) -> Form {
    let rest = value.get(1..).unwrap_or_default();
    match value.as_bytes().first() {
        None | Some(b'#') => Form::Empty,
        Some(b'|' | b'>') => {
            let rest = rest.trim_start_matches(['+', '-']);
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = rest.trim_start_matches(['+', '-']).trim_start();
            if rest.is_empty() || rest.starts_with('#') { Form::Block } else { Form::Plain }
        }
        Some(b'{') => Form::FlowMap,
        Some(b'[') => Form::FlowList,
        Some(b'"' | b'\'') => Form::Quoted,
        Some(b'*') => Form::Alias,
        Some(_) => Form::Plain,
    }
}

/// The length of a value that opens with a quote or a bracket, if it is closed.
fn closed(value: &str) -> Option<usize> {
    Closing::default().feed(value)
}

/// Looks for the end of a value that opens with a quote or a bracket, line by line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Closing {
    depth: usize,
    quote: Option<u8>,
}

impl Closing {
    /// Reads on; the length up to and with the closing quote or bracket, if it is in this line.
    pub(super) fn feed(&mut self, line: &str) -> Option<usize> {
        let mut before = b' ';
        let mut bytes = line.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => {
                    bytes.next();
                }
                (Some(b'\''), b'\'') if line[at + 1..].starts_with('\'') => {
                    bytes.next();
                }
                (Some(open), _) if open == byte => {
                    self.quote = None;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                (None, b'"' | b'\'') if matches!(before, b' ' | b',' | b'[' | b'{' | b':') => {
                    self.quote = Some(byte);
                }
                (None, b'{' | b'[') => self.depth += 1,
                (None, b'}' | b']') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            before = byte;
        }
        None
    }
}

/// The digits of a port to which the text behind the manifest was glued: `80The next step is`.
fn glued_number(key: &str, value: &str) -> Option<usize> {
    let length = value.find(|c: char| !c.is_ascii_digit())?;
    let is_port = key == "port" || key.ends_with("Port");
    (is_port && length > 0 && value.contains(' ')).then_some(length)
}

/// The top-level keys of a flow mapping.
pub(super) fn flow_keys(value: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 1 => start = at + 1,
            (None, ':') if depth == 1 && start <= at => {
                keys.push(value[start..at].trim().trim_matches(['"', '\'']));
                // One key per entry.
                start = usize::MAX;
            }
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (bool, Option<&str>, &str, Form) {
        let line = Line::read(text).expect("it says something");
        (line.dash, line.key, line.value, line.form)
    }

    #[test]
    fn lines_come_apart() {
        for (text, dash, key, value, form) in [
            ("spec:", false, Some("spec"), "", Form::Empty),
            ("  spec: # here", false, Some("spec"), "# here", Form::Empty),
            ("- name: web # it", true, Some("name"), "web", Form::Plain),
            ("-   \"a b\": {}", true, Some("a b"), "{}", Form::FlowMap),
            ("- sh", true, None, "sh", Form::Plain),
            ("-", true, None, "", Form::Empty),
            ("-c", false, None, "-c", Form::Plain),
            ("- 'until a; do b: c; done'", true, None, "'until a; do b: c; done'", Form::Quoted),
            ("- |-", true, None, "|-", Form::Block),
            ("run.sh: |2 # text", false, Some("run.sh"), "|2 # text", Form::Block),
            ("a: | b", false, Some("a"), "| b", Form::Plain),
            ("prometheus.io/port: '80'", false, Some("prometheus.io/port"), "'80'", Form::Quoted),
            ("f:metadata:", false, Some("f:metadata"), "", Form::Empty),
            ("metadata: &m !!map", false, Some("metadata"), "", Form::Empty),
            ("<<: *m", false, Some("<<"), "*m", Form::Alias),
            ("image: redis:8", false, Some("image"), "redis:8", Form::Plain),
            ("Time to Complete: 50 min", false, None, "Time to Complete: 50 min", Form::Plain),
            ("http://example.org", false, None, "http://example.org", Form::Plain),
            (": x", false, None, ": x", Form::Plain),
        ] {
            assert_eq!(parts(text), (dash, key, value, form), "{text}");
        }
        assert!(Line::read("  # only a comment").is_none());
        assert!(Line::read(" \t").is_none());
    }

    #[test]
    fn a_value_ends_where_it_is_closed() {
        for (text, end) in [
            ("emptyDir: {}What comes next", Some(12)),
            ("value: \"5\"Then", Some(10)),
            ("value: 'it''s' # fine", None),
            ("- containerPort: 80That was it", Some(19)),
            ("containerPort: 80", None),
            ("image: nginx and more", None),
            ("command: ['sh', '-c', \"a ] b\"]", None),
        ] {
            let line = Line::read(text).expect(text);
            assert_eq!((line.end < text.len()).then_some(line.end), end, "{text}");
            assert!(!line.is_open(), "{text}");
        }
        for open in ["command: [", "- \"two", "a: {b: 'c}'"] {
            assert!(Line::read(open).expect(open).is_open(), "{open}");
        }
    }

    #[test]
    fn flow_mappings_name_their_keys() {
        assert_eq!(
            flow_keys("{name: a, 'x': {y: 1}, z: [1, 2], w: \"a, b: c\"}"),
            ["name", "x", "z", "w"]
        );
        assert_eq!(flow_keys("{}"), [""; 0]);
        assert_eq!(flow_keys("{a"), [""; 0]);
    }
}
