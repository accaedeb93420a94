//! Text that is no YAML: quotes for a value, spaces for tabs.

use crate::fix::TextEdit;
use crate::fix::case::Draft;
use crate::manifest::{Manifest, Problem, TextRange};

pub(super) fn drafts(manifest: &Manifest, problem: &Problem) -> Vec<Draft> {
    let source = manifest.source();
    let draft = if problem.message.ends_with("a tab") {
        tabs(manifest)
    } else {
        quotes(manifest, source.position(problem.range.start).line)
    };
    draft.into_iter().collect()
}

/// Two spaces for each tab that indents, in the whole text.
fn tabs(manifest: &Manifest) -> Option<Draft> {
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
    Some(Draft::new("indent-with-spaces", "Indent with spaces", edits))
}

/// Quotes around the value of a line `key: value`, which holds what YAML takes for something else.
fn quotes(manifest: &Manifest, line: usize) -> Option<Draft> {
    let source = manifest.source();
    let range = source.line_range(line);
    let text = source.slice(range);
    let blanks = text.len() - text.trim_start_matches([' ', '-']).len();
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let key = text[blanks..].find(": ").filter(|at| text[blanks..][..*at].chars().all(is_word));
    let start = match key {
        Some(at) => blanks + at + 2,
        None if text[..blanks].ends_with("- ") => blanks,
        None => return None,
    };
    let value = text[start..].split(" #").next()?.trim();
    let start = start + text[start..].len() - text[start..].trim_start().len();
    if value.is_empty() || value.contains(['"', '\'', '{']) || value.starts_with(['|', '>']) {
        return None;
    }
    let start = range.start + start;
    let edit = TextEdit {
        range: TextRange { start, end: start + value.len() },
        text: format!("\"{}\"", value.replace('\\', "\\\\")),
    };
    Draft::of("quote", "Quote the value", Some(edit))
}
