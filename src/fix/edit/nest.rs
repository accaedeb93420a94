//! Putting what is written one level deeper.

use super::{Editor, New};
use crate::fix::TextEdit;
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// Puts the field at `path` into a field `inside` of a new one with the same name: `spec` becomes
    /// `spec.template.spec`. `before` stands beside `inside`, `first` in it.
    pub(in crate::fix) fn nest(
        &self,
        path: &FieldPath,
        inside: &str,
        before: Vec<(String, New)>,
        first: Vec<(String, New)>,
    ) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let key = path.steps().last()?;
        if self.is_flow(spot.value) {
            let range = self.node(spot.value).range;
            let (mut open, json) = (String::from("{"), self.is_json());
            let name = |key: &str| New::text(key).flow(json);
            for (key, value) in &before {
                open.push_str(&format!("{}, ", value.flow_entry(key, json)));
            }
            open.push_str(&format!("{}: {{", name(inside)));
            for (key, value) in &first {
                open.push_str(&format!("{}, ", value.flow_entry(key, json)));
            }
            open.push_str(&format!("{}: ", name(key)));
            let at = |at: usize, text: String| TextEdit {
                range: TextRange { start: at, end: at },
                text,
            };
            return Some(vec![at(range.start, open), at(range.end, "}}".to_owned())]);
        }
        let lines = self.lines(spot)?;
        let step = self.habits.step;
        let mut open = Vec::new();
        let mut write = |column: usize, of: Vec<String>| {
            let mut of = of.into_iter();
            open.extend(of.next().map(|line| format!("{}{line}", " ".repeat(column))));
            open.extend(of);
        };
        let outer = lines.column + step;
        write(lines.column, vec![format!("{key}:")]);
        for (key, value) in &before {
            write(outer, value.entry(key, outer, self.habits));
        }
        write(outer, vec![format!("{inside}:")]);
        for (key, value) in &first {
            write(outer + step, value.entry(key, outer + step, self.habits));
        }
        let line_break = self.habits.line_break;
        let start = self.source.line_range(lines.own).start;
        // What is left of the own line goes on below, two levels deeper.
        let text = format!("{}{line_break}{}", open.join(line_break), " ".repeat(2 * step));
        let mut edits = vec![TextEdit { range: TextRange { start, end: start }, text }];
        edits.append(&mut self.indent_below(path, 2 * step)?);
        Some(edits)
    }
}
