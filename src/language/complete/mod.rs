//! What may be written at a place: field names, and values where they are few.
//!
//! The editor filters by what is typed. Here only what fits the place counts, in the order in which it
//! is likely to be wanted.

mod keys;
mod names;
mod order;
mod site;
mod values;

use super::documentation::Documentation;
use super::outline::{Outline, documents};
use crate::manifest::{MAX_TEXT, TextRange};
use crate::version::Version;
use site::Site;

/// What may be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// The bytes of the text that an item takes the place of: the word under the cursor. What stands in
    /// it before the cursor is what was typed.
    pub range: TextRange,
    /// What may stand there, the likeliest first; never empty.
    pub items: Vec<CompletionItem>,
}

/// One of several things that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows and what typed letters are held against: `volumeMounts`.
    pub label: String,
    /// What is written, line breaks and indentation included.
    pub insert: String,
    /// Where the cursor stands afterwards, in bytes of `insert`.
    pub caret: usize,
    /// What it is.
    pub kind: CompletionKind,
    /// What it holds (`list of VolumeMount`), or where a name is from (`volume`).
    pub detail: String,
    /// Whether the object is refused without it.
    pub required: bool,
    /// The first minor that has it, 34 for 1.34, if the chosen version does not.
    pub needs: Option<u8>,
    /// What Kubernetes says of it; empty if that is not loaded, or nothing.
    pub text: String,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A field.
    Field,
    /// One of the values that Kubernetes knows.
    Value,
    /// A name that stands in the same text.
    Name,
}

/// What may be written at the byte `offset` of `text`. `None` where nothing is known to fit: in comments
/// and texts of several lines, in objects of unknown kinds, in values of the author's choice.
pub fn complete(
    text: &str,
    offset: usize,
    version: Version,
    documentation: &Documentation,
) -> Option<Completions> {
    if text.len() > MAX_TEXT || !text.is_char_boundary(offset) || in_indentation(text, offset) {
        return None;
    }
    let documents = documents(text);
    let range = documents.iter().find(|range| range.start <= offset && offset <= range.end)?;
    // Beside a line that separates documents there is no place for a key.
    let is_beside = |at: usize| at == offset && !text[..at].ends_with(['\n', '\r', '\u{feff}']);
    if (range.start > 0 && is_beside(range.start))
        || (offset == range.end && range.end < text.len())
    {
        return None;
    }
    let outline = Outline::with_cursor(text, *range, offset);
    let site = Site::find(&outline)?;
    let mut items = values::items(&site, text, version, documentation);
    items.extend(keys::items(&site, version, documentation));
    let range = site.range(items.iter().any(|item| item.kind == CompletionKind::Field));
    // Behind the last quote of a value, and before its first one, there is nothing to complete.
    let is_within = range.start <= offset && offset <= range.end;
    (is_within && !items.is_empty()).then_some(Completions { range, items })
}

/// Whether a word follows on the line after blanks, or directly a comment: a new word would run into it.
fn in_indentation(text: &str, offset: usize) -> bool {
    let (before, after) = text.split_at(offset);
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let next = after.trim_start_matches([' ', '\t']);
    let is_blank = next.is_empty() || next.starts_with(['\n', '\r']);
    let is_indentation = before[line..].bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'-'));
    after.starts_with('#') || (is_indentation && !is_blank && next.len() < after.len())
}

#[cfg(test)]
mod tests;
