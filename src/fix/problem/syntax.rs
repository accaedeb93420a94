//! Text that is no YAML: quotes for a value, spaces for tabs.

use super::spelling;
use crate::fix::TextEdit;
use crate::fix::case::Draft;
use crate::manifest::{Manifest, Problem, TextRange};

pub(super) fn drafts(manifest: &Manifest, problem: &Problem) -> Vec<Draft> {
    let source = manifest.source();
    if problem.message.ends_with("a tab") {
        return vec![tabs(manifest)];
    }
    let line = source.position(problem.range.start).line;
    let quoted = [value(manifest, line), item(manifest, line)].into_iter().flatten();
    spelling::drafts(manifest, problem).into_iter().chain(quoted).collect()
}

/// Two spaces for each tab that indents, in the whole text.
fn tabs(manifest: &Manifest) -> Draft {
    let source = manifest.source();
    let mut edits = Vec::new();
    for line in 1..=source.line_count() {
        let range = source.line_range(line);
        let text = source.slice(range);
        let blanks = text.len() - text.trim_start_matches([' ', '\t', '-']).len();
        for (at, _) in text[..blanks].match_indices('\t') {
            let start = range.start + at;
            let range = TextRange { start, end: start + 1 };
            edits.push(TextEdit { range, text: "  ".to_owned() });
        }
    }
    Draft::new("indent-with-spaces", "Indent with spaces", edits)
}

/// Quotes around the value of a line `key: value`, which holds what YAML takes for something else.
fn value(manifest: &Manifest, line: usize) -> Option<Draft> {
    let source = manifest.source();
    let text = source.slice(source.line_range(line));
    let blanks = text.len() - text.trim_start_matches([' ', '-']).len();
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let (key, _) = text[blanks..].split_once(": ").filter(|(key, _)| key.chars().all(is_word))?;
    quoted(manifest, line, blanks + key.len() + 2, "Quote the value")
}

/// Quotes around a whole item: what looks like a key in it may be text.
fn item(manifest: &Manifest, line: usize) -> Option<Draft> {
    let source = manifest.source();
    let text = source.slice(source.line_range(line));
    let blanks = text.len() - text.trim_start_matches([' ', '-']).len();
    let is_item = text[..blanks].ends_with("- ");
    is_item.then(|| quoted(manifest, line, blanks, "Quote the item"))?
}

/// Quotes around what stands on a line from the byte `from` on, but for a comment.
fn quoted(manifest: &Manifest, line: usize, from: usize, title: &str) -> Option<Draft> {
    let source = manifest.source();
    let range = source.line_range(line);
    let rest = &source.slice(range)[from..];
    let value = rest.split(" #").next()?.trim();
    let is_plain = !value.contains(['"', '\'', '{', '\\']) && !value.starts_with(['|', '>', '[']);
    if value.is_empty() || !is_plain {
        return None;
    }
    let start = range.start + from + rest.len() - rest.trim_start().len();
    let range = TextRange { start, end: start + value.len() };
    Draft::of("quote", title, Some(TextEdit { range, text: format!("\"{value}\"") }))
}
