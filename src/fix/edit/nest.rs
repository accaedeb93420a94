//! Putting what is written one level deeper.

use super::{Editor, New};
use crate::fix::TextEdit;
use crate::manifest::{FieldPath, TextRange};

/// What is written around a value that goes deeper.
pub(in crate::fix) struct Around {
    /// The field that it goes into.
    pub(in crate::fix) inside: &'static str,
    /// What stands before that field.
    pub(in crate::fix) before: Vec<(String, New)>,
    /// What stands in it before the value.
    pub(in crate::fix) first: Vec<(String, New)>,
}

impl Editor<'_> {
    /// Puts the field at `path` into a field of a new one with the same name: `spec` becomes
    /// `spec.template.spec`.
    pub(in crate::fix) fn nest(&self, path: &FieldPath, around: &Around) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let key = path.steps().last()?;
        if self.is_flow(spot.value) {
            let range = self.node(spot.value).range;
            let at = |at: usize, text: String| TextEdit {
                range: TextRange { start: at, end: at },
                text,
            };
            let open = self.open_flow(key, around);
            return Some(vec![at(range.start, open), at(range.end, "}}".to_owned())]);
        }
        let lines = self.lines(spot)?;
        let (line_break, step) = (self.habits().line_break, self.habits().step);
        let mut open = self.open_block(key, lines.column, around);
        // What is left of the own line goes on below, two levels deeper.
        open.push(" ".repeat(2 * step));
        let start = self.source.line_range(lines.own).start;
        let text = open.join(line_break);
        let mut edits = vec![TextEdit { range: TextRange { start, end: start }, text }];
        edits.append(&mut self.indent_below(path, 2 * step)?);
        Some(edits)
    }

    /// What stands before the value in braces.
    fn open_flow(&self, key: &str, around: &Around) -> String {
        let json = self.is_json();
        let name = |key: &str| New::text(key).flow(json);
        let then = |entries: &[(String, New)], last: &str| {
            let entries = entries.iter().map(|(key, value)| value.flow_entry(key, json));
            entries.chain([format!("{}: ", name(last))]).collect::<Vec<_>>().join(", ")
        };
        format!("{{{}{{{}", then(&around.before, around.inside), then(&around.first, key))
    }

    /// The lines that stand before the field's own, whose key stands in `column`.
    fn open_block(&self, key: &str, column: usize, around: &Around) -> Vec<String> {
        let mut open = Vec::new();
        let mut write = |column: usize, lines: Vec<String>| {
            let mut lines = lines.into_iter();
            open.extend(lines.next().map(|first| format!("{}{first}", " ".repeat(column))));
            open.extend(lines);
        };
        let (outer, inner) = (column + self.habits().step, column + 2 * self.habits().step);
        write(column, vec![format!("{key}:")]);
        for (key, value) in &around.before {
            write(outer, value.entry(key, outer, self.habits()));
        }
        write(outer, vec![format!("{}:", around.inside)]);
        for (key, value) in &around.first {
            write(inner, value.entry(key, inner, self.habits()));
        }
        open
    }
}
