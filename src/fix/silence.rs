//! The comment that silences a finding where it stands.

use super::TextEdit;
use super::case::{Case, Draft};
use crate::insight::lint::Finding;
use crate::manifest::{FieldPath, TextRange};

/// What such a comment begins with; [`crate::manifest::allowed`] reads it.
const MARK: &str = "# podline: allow ";

/// A line above the field, or above what it stands in; a comment that is there already takes one more
/// code. JSON has no comments.
pub(super) fn draft(case: &Case<'_>, finding: &Finding) -> Option<Draft> {
    if case.editor.is_json() {
        return None;
    }
    let mut within = std::iter::successors(finding.paths.first().cloned(), FieldPath::parent);
    let range = within.find_map(|path| case.object.range(&path)).unwrap_or(case.object.range);
    let source = case.manifest.source();
    let line = source.position(range.start).line;
    let code = finding.code;
    let above = source.line_range(line.saturating_sub(1));
    let edit = if line > 1 && source.slice(above).trim_start().starts_with(MARK) {
        let start = above.start + source.slice(above).find(MARK)? + MARK.len();
        TextEdit { range: TextRange { start, end: start }, text: format!("{code}, ") }
    } else {
        let own = source.line_range(line);
        let text = source.slice(own);
        let blanks = &text[..text.len() - text.trim_start_matches(' ').len()];
        let line_break = case.editor.line_break();
        // A byte order mark stays in front.
        let start = if text.starts_with('\u{feff}') { own.start + 3 } else { own.start };
        let text = format!("{blanks}{MARK}{code}{line_break}");
        TextEdit { range: TextRange { start, end: start }, text }
    };
    Draft::of("silence", "Silence this here", Some(edit))
}
