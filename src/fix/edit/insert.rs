//! New fields and new items, in the style of what stands around them.

use super::{Editor, New, Spot};
use crate::fix::TextEdit;
use crate::manifest::tree::Value;
use crate::manifest::{FieldPath, TextRange};

/// Behind which fields a new one stands, the best first; behind all of them if none is there.
pub(in crate::fix) type After = &'static [&'static str];

impl Editor<'_> {
    /// Adds the field at `path`, which is not there, and the mappings around it that are missing.
    pub(in crate::fix) fn put(
        &self,
        path: &FieldPath,
        value: New,
        after: After,
    ) -> Option<TextEdit> {
        let (parent, step) = (path.parent()?, path.steps().last()?);
        let is_there = self.value(&parent).is_some_and(|id| !self.is_null(id));
        if !is_there && self.find(&parent).is_none() {
            return self.put(&parent, New::Map(vec![(step.to_owned(), value)]), &[]);
        }
        let id = self.value(&parent)?;
        if matches!(self.node(id).value, Value::Map(_)) && self.len(id) > 0 {
            let entries = self.entries(id);
            let named = |name: &&str| entries.iter().position(|entry| entry.key == *name);
            let at = after.iter().find_map(named).unwrap_or(entries.len() - 1);
            return self.add(self.spot(id, at)?, Some(step), value);
        }
        let is_empty = matches!(self.node(id).value, Value::Map(_)) || self.is_null(id);
        is_empty.then(|| self.fill(&parent, &New::Map(vec![(step.to_owned(), value)])))?
    }

    /// Adds an item at the end of the list at `path`, and the list if there is none.
    pub(in crate::fix) fn push(
        &self,
        path: &FieldPath,
        item: New,
        after: After,
    ) -> Option<TextEdit> {
        let Some(id) = self.value(path) else {
            return self.put(path, New::List(vec![item]), after);
        };
        match self.node(id).value {
            Value::List(_) if self.len(id) > 0 => {
                self.add(self.spot(id, self.len(id) - 1)?, None, item)
            }
            Value::List(_) => self.fill(path, &New::List(vec![item])),
            _ if self.is_null(id) => self.fill(path, &New::List(vec![item])),
            _ => None,
        }
    }

    /// Adds a field before the first one of the mapping at `path`.
    pub(in crate::fix) fn put_first(
        &self,
        path: &FieldPath,
        key: &str,
        value: &New,
    ) -> Option<TextEdit> {
        let id = self.value(path)?;
        let start = self.range(self.spot(id, 0)?).start;
        let text = if self.is_flow(id) {
            format!("{}, ", value.flow_entry(key, self.is_json()))
        } else {
            let column = self.column_of(start);
            let lines = value.entry(key, column, self.habits());
            let line_break = self.habits().line_break;
            format!("{}{line_break}{}", lines.join(line_break), " ".repeat(column))
        };
        Some(TextEdit { range: TextRange { start, end: start }, text })
    }

    /// Adds a field, or without a key an item, behind `spot`.
    fn add(&self, spot: Spot, key: Option<&str>, value: New) -> Option<TextEdit> {
        if self.is_flow(spot.parent) {
            let json = self.is_json();
            let text = match key {
                Some(key) => value.flow_entry(key, json),
                None => value.flow(json),
            };
            return Some(self.add_flow(spot, &text));
        }
        let column = self.column(spot)?;
        let lines = match key {
            Some(key) => value.entry(key, column, self.habits()),
            None => New::List(vec![value]).block(column, self.habits()),
        };
        Some(self.below(self.last_line(spot)?, column, &lines))
    }

    /// Puts `text` behind `spot` within brackets; on a line of its own, if `spot` stands so.
    pub(super) fn add_flow(&self, spot: Spot, text: &str) -> TextEdit {
        let range = self.range(spot);
        let between = if self.begins_line(range.start) {
            let indentation = " ".repeat(self.column_of(range.start));
            format!(",{}{indentation}", self.habits().line_break)
        } else {
            ", ".to_owned()
        };
        // Nothing written after a key is as good as null.
        TextEdit {
            range: TextRange { start: range.end, end: range.end },
            text: format!("{between}{text}"),
        }
    }

    /// Puts lines below `line`; the first of them lacks its indentation.
    pub(super) fn below(&self, line: usize, column: usize, lines: &[String]) -> TextEdit {
        let end = self.source.line_range(line).end;
        let line_break = self.habits().line_break;
        let text = format!("{line_break}{}{}", " ".repeat(column), lines.join(line_break));
        TextEdit { range: TextRange { start: end, end }, text }
    }

    /// Gives the field at `path`, which is null or empty, a value.
    pub(in crate::fix) fn fill(&self, path: &FieldPath, value: &New) -> Option<TextEdit> {
        let spot = self.find(path)?;
        if !self.is_blank(spot) {
            let range = self.node(spot.value).range;
            let is_plain = !self.slice(spot.value).contains(['&', '!', '#', '\n', '\r']);
            return is_plain.then(|| TextEdit { range, text: value.flow(self.is_json()) });
        }
        let key = spot.key.filter(|_| !self.is_flow(spot.parent))?;
        let column = self.column(spot)?;
        // Behind the key stand a colon, and maybe an anchor, which would stay with nothing.
        let line = self.source.line_range(self.line_of(key.end));
        let rest = self.source.slice(TextRange { start: key.end, end: line.end }).trim_start();
        let rest = rest.strip_prefix(':')?.trim_start();
        if !(rest.is_empty() || rest.starts_with('#')) {
            return None;
        }
        let column = column
            + match value {
                New::List(_) => self.habits().dash,
                _ => self.habits().step,
            };
        Some(self.below(self.line_of(key.end), column, &value.block(column, self.habits())))
    }
}
