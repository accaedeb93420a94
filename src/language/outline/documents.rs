//! Where the documents of a text are: `---` and `...` end one, and so does a JSON object at the top.

use crate::manifest::TextRange;

/// The documents of `text`, in order, without the lines that separate them.
pub(in crate::language) fn documents(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut line_start = start;
    for line in text[start..].split_inclusive(['\n', '\r']) {
        let end = line_start + line.len();
        if is_separator(line) {
            push(text, TextRange { start, end: line_start }, &mut found);
            start = end;
        }
        line_start = end;
    }
    push(text, TextRange { start, end: text.len() }, &mut found);
    found
}

fn is_separator(line: &str) -> bool {
    let rest = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
    rest.is_some_and(|rest| rest.trim_start().is_empty() || rest.starts_with([' ', '\t']))
}

/// Adds a document, or the JSON objects in it that follow one another.
fn push(text: &str, mut range: TextRange, found: &mut Vec<TextRange>) {
    while let Some(cut) = json_end(&text[range.start..range.end]) {
        let end = range.start + cut;
        if text[end..range.end].trim().is_empty() {
            break;
        }
        found.push(TextRange { start: range.start, end });
        range.start = end;
    }
    found.push(range);
}

/// Where the braces that open `text` are closed.
fn json_end(text: &str) -> Option<usize> {
    let first = text.len() - text.trim_start().len();
    if !text[first..].starts_with('{') {
        return None;
    }
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate().skip(first) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            // A string ends with its line at the latest: this one is not closed yet.
            b'\n' => is_quoted = false,
            _ if is_quoted => {}
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
