//! A mapping where a list is wanted: as its only item, or each field as an item.

use super::value::quoted;
use super::{Editor, New, Spot};
use crate::fix::TextEdit;
use crate::manifest::tree::{Scalar, Value};
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// The mapping at `path`, as the only item of a list.
    pub(in crate::fix) fn as_item(&self, path: &FieldPath) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let insert = |at: usize, text: &str| TextEdit {
            range: TextRange { start: at, end: at },
            text: text.to_owned(),
        };
        if self.len(spot.value) == 0 {
            return None;
        }
        if self.is_flow(spot.value) {
            let range = self.node(spot.value).range;
            return Some(vec![insert(range.start, "["), insert(range.end, "]")]);
        }
        let first = self.lines(self.spot(spot.value, 0)?)?;
        let start = self.source.line_range(first.own).start + first.column;
        let below =
            (first.own + 1..=self.last_line(spot)?).map(|line| self.source.line_range(line));
        let filled = below.filter(|range| !self.source.slice(*range).trim().is_empty());
        let indent = filled.map(|range| insert(range.start, "  "));
        Some(std::iter::once(insert(start, "- ")).chain(indent).collect())
    }

    /// Each field of the mapping at `path`, as an item with its `name` and its `value`.
    pub(in crate::fix) fn as_named_items(&self, path: &FieldPath) -> Option<Vec<TextEdit>> {
        let id = self.value(path)?;
        let json = self.is_json();
        let mut edits = Vec::new();
        let mut items = Vec::new();
        for (at, entry) in self.entries(id).iter().enumerate() {
            let spot = self.spot(id, at)?;
            let written = self.slice(spot.value);
            let value = self.as_text(spot)?;
            let item = New::map([("name", New::text(&entry.key)), ("value", value)]);
            if self.is_flow(id) {
                items.push(item);
                continue;
            }
            let range = self.range(spot);
            if written.contains(['\n', '\r']) {
                return None;
            }
            let column = self.column(spot)?;
            let lines = New::List(vec![item]).block(column, self.habits());
            edits.push(TextEdit { range, text: lines.join(self.habits().line_break) });
        }
        if self.is_flow(id) {
            let range = self.node(id).range;
            if self.source.slice(range).contains('#') {
                return None;
            }
            edits.push(TextEdit { range, text: New::List(items).flow(json) });
        }
        Some(edits)
    }

    /// The only field of the mapping at `path`, as its `name` and its `value`.
    pub(in crate::fix) fn as_named(&self, path: &FieldPath) -> Option<Vec<TextEdit>> {
        let id = self.value(path)?;
        let [entry] = self.entries(id) else { return None };
        let spot = self.spot(id, 0)?;
        let written = self.slice(spot.value);
        let item = New::map([("name", New::text(&entry.key)), ("value", self.as_text(spot)?)]);
        if written.contains(['\n', '\r']) {
            return None;
        }
        let range = self.range(spot);
        let text = if self.is_flow(id) {
            let braces = item.flow(self.is_json());
            braces.trim_matches(['{', '}']).to_owned()
        } else {
            item.block(self.column_of(range.start), self.habits()).join(self.habits().line_break)
        };
        Some(vec![TextEdit { range, text }])
    }

    /// A single value as text; in quotes, if it would be something else.
    fn as_text(&self, spot: Spot) -> Option<New> {
        let Value::Scalar(scalar) = &self.node(spot.value).value else { return None };
        match scalar {
            Scalar::Null => None,
            Scalar::Text(_) => Some(New::copy(self, spot.value)),
            _ => Some(New::Raw(quoted(self.slice(spot.value)))),
        }
    }
}
