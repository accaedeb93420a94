//! Text that is no YAML because of a sign too few or too many: a blank, a bracket, a quote, a column.

use crate::fix::TextEdit;
use crate::fix::case::Draft;
use crate::manifest::{Manifest, Problem, TextRange};

/// A line of a text without the blanks and dashes before it.
struct Line<'a> {
    /// Where what is left of it begins in the text.
    start: usize,
    /// The column of that.
    column: usize,
    text: &'a str,
}

pub(super) fn drafts(manifest: &Manifest, problem: &Problem) -> Vec<Draft> {
    let message = problem.message.as_str();
    let line = manifest.source().position(problem.range.start).line;
    let drafts = if message.starts_with("mapping values are not allowed") {
        vec![
            dash(manifest, line),
            colon(manifest, line),
            image(manifest, line),
            column(manifest, line),
        ]
    } else if message.starts_with("did not find expected key") {
        vec![column(manifest, line)]
    } else if message.starts_with("could not find expected ':'") {
        vec![bare_key(manifest, line)]
    } else if message.starts_with("did not find expected ',' or") {
        vec![bracket(manifest, line)]
    } else if problem.help.starts_with("This quote is not closed") {
        vec![quote(manifest, problem)]
    } else {
        Vec::new()
    };
    drafts.into_iter().flatten().collect()
}

/// What is plain about a syntax error: a key that ran into its value.
pub(in crate::fix) fn help(manifest: &Manifest, problem: &Problem) -> Option<String> {
    if !problem.message.starts_with("mapping values are not allowed") {
        return None;
    }
    let line = manifest.source().position(problem.range.start).line;
    let (at, key, value) = joined(manifest, line)?;
    Some(format!("Put a space after the colon in line {at}: `{key}: {value}`."))
}

fn read(manifest: &Manifest, line: usize) -> Line<'_> {
    let source = manifest.source();
    let range = source.line_range(line);
    let text = source.slice(range);
    let column = text.len() - text.trim_start_matches([' ', '-']).len();
    let text = text[column..].split(" #").next().unwrap_or_default().trim_end();
    Line { start: range.start + column, column, text }
}

/// The nearest line above that holds something.
fn above(manifest: &Manifest, line: usize) -> Option<usize> {
    (1..line).rev().find(|line| {
        let text = read(manifest, *line).text;
        !text.is_empty() && !text.starts_with('#')
    })
}

/// `key:value` in the line before the one that does not fit: its line, and what it is.
fn joined(manifest: &Manifest, line: usize) -> Option<(usize, &str, &str)> {
    let at = above(manifest, line)?;
    let (key, value) = read(manifest, at).text.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic());
    let is_value = !value.is_empty() && !value.starts_with([' ', '/', ':']);
    (is_key && is_value).then_some((at, key, value))
}

fn colon(manifest: &Manifest, line: usize) -> Option<Draft> {
    let (at, key, _) = joined(manifest, line)?;
    let at = read(manifest, at).start + key.len() + 1;
    let edit = insert(at, " ".to_owned());
    Draft::of("write-space", "Put a space after the colon", Some(edit))
}

/// `-name: web`: a dash that became a part of the key.
fn dash(manifest: &Manifest, line: usize) -> Option<Draft> {
    let before = read(manifest, above(manifest, line)?);
    let source = manifest.source();
    let text = source.slice(TextRange { start: before.start.checked_sub(1)?, end: before.start });
    let is_joined = text == "-" && before.text.starts_with(|c: char| c.is_ascii_alphabetic());
    let edit = insert(before.start, " ".to_owned());
    Draft::of("write-space", "Put a space after the dash", Some(edit).filter(|_| is_joined))
}

/// A key without its colon, on this line or on the one before it.
fn bare_key(manifest: &Manifest, line: usize) -> Option<Draft> {
    let lines = [Some(line), above(manifest, line)].into_iter().flatten();
    let mut keys = lines
        .map(|line| read(manifest, line))
        .filter(|line| !line.text.is_empty() && line.text.chars().all(|c| c.is_ascii_alphabetic()));
    let key = keys.next()?;
    let edit = insert(key.start + key.text.len(), ":".to_owned());
    Draft::of("write-colon", format!("Put a colon after {}", key.text), Some(edit))
}

/// `image: nginx: 1.27`: a tag has no blank before it.
fn image(manifest: &Manifest, line: usize) -> Option<Draft> {
    let line = read(manifest, line);
    let value = line.text.strip_prefix("image: ")?;
    let image = value.replacen(": ", ":", 1);
    let start = line.start + line.text.len() - value.len();
    let range = TextRange { start, end: start + value.len() };
    let is_image = image != value && !image.contains([' ', '"', '\'']);
    let edit = TextEdit { range, text: image.clone() };
    Draft::of("correct-value", format!("Write {image}"), Some(edit).filter(|_| is_image))
}

/// A key that stands in another column than the one before it, which has a value.
fn column(manifest: &Manifest, line: usize) -> Option<Draft> {
    let before = read(manifest, above(manifest, line)?);
    let (key, _) = before.text.split_once(": ")?;
    let source = manifest.source();
    let own = source.slice(source.line_range(line));
    let blanks = own.len() - own.trim_start_matches(' ').len();
    if own[blanks..].starts_with('-') || blanks == before.column {
        return None;
    }
    let start = source.line_range(line).start;
    let range = TextRange { start, end: start + blanks };
    let edit = TextEdit { range, text: " ".repeat(before.column) };
    Draft::of("indent-like", format!("Line it up with {key}"), Some(edit))
}

/// The end of the list that was opened last, on the line where it was.
fn bracket(manifest: &Manifest, line: usize) -> Option<Draft> {
    let opened = (1..=line).rev().find_map(|line| {
        let line = read(manifest, line);
        let is_quoted = line.text.contains(['"', '\'']);
        let count = |sign: char| line.text.matches(sign).count();
        let close = match () {
            () if count('[') > count(']') => "]",
            () if count('{') > count('}') => "}",
            () => return None,
        };
        Some((line.start + line.text.len(), close))
            .filter(|_| !is_quoted || line.text.ends_with('"'))
    });
    let (at, close) = opened?;
    Draft::of("close-bracket", "Close the bracket", Some(insert(at, close.to_owned())))
}

/// The quote that is missing at the end of the line.
fn quote(manifest: &Manifest, problem: &Problem) -> Option<Draft> {
    let source = manifest.source();
    let quote = source.slice(problem.range).chars().find(|c| ['"', '\''].contains(c))?;
    let end = source.line_range(source.position(problem.range.start).line).end;
    let at = end
        - source
            .slice(TextRange { start: problem.range.start, end })
            .chars()
            .rev()
            .take_while(char::is_ascii_whitespace)
            .count();
    Draft::of("close-quote", "Close the quote", Some(insert(at, quote.to_string())))
}

fn insert(at: usize, text: String) -> TextEdit {
    TextEdit { range: TextRange { start: at, end: at }, text }
}
