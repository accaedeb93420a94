//! Moving what is written to another place, with its comments: re-indented, and otherwise as it was.

use super::{Editor, Spot};
use crate::fix::TextEdit;
use crate::fix::apply::apply;
use crate::manifest::tree::Value;
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// Moves an item to the end of the list at `to`, changed by `inner` on the way. A list that is not
    /// there is written beside the one that the item comes from; a list that is left empty goes.
    pub(in crate::fix) fn move_item(
        &self,
        item: &FieldPath,
        to: &FieldPath,
        inner: &[TextEdit],
    ) -> Option<Vec<TextEdit>> {
        let spot = self.find(item)?;
        let mut edits = self.take(spot, item)?;
        let put = if self.is_flow(spot.parent) {
            let text = self.changed(self.range(spot), inner)?;
            self.put_flow_item(item, to, &text)?
        } else {
            self.put_block_item(spot, item, to, inner)?
        };
        edits.push(put);
        Some(in_order(edits))
    }

    /// Takes an item away that comes to stand elsewhere. Of a list that it leaves empty only its key goes:
    /// what is said above it, or beside its key, stays.
    fn take(&self, spot: Spot, item: &FieldPath) -> Option<Vec<TextEdit>> {
        if self.is_flow(spot.parent) || self.len(spot.parent) > 1 {
            return Some(vec![self.remove(item)?]);
        }
        let list = self.find(&item.parent()?)?;
        let (whole, own) = (self.lines(list)?, self.lines(spot)?);
        let key = self.source.slice(self.source.line_range(whole.own));
        if key.ends_with(':') && own.first == whole.own + 1 && own.last == whole.last {
            let range = self.whole(whole.own, whole.last);
            return Some(vec![TextEdit { range, text: String::new() }]);
        }
        let colon = list.key?.end + 1;
        let empty =
            TextEdit { range: TextRange { start: colon, end: colon }, text: " []".to_owned() };
        let range = self.whole(own.first, own.last);
        Some(vec![empty, TextEdit { range, text: String::new() }])
    }

    /// Moves an item of a list up, before the item at `before`.
    pub(in crate::fix) fn move_up(
        &self,
        item: &FieldPath,
        before: &FieldPath,
    ) -> Option<Vec<TextEdit>> {
        let (from, to) = (self.find(item)?, self.find(before)?);
        let put = if self.is_flow(from.parent) {
            let start = self.range(to).start;
            let text = self.source.slice(self.range(from));
            let between = if self.begins_line(start) {
                format!(",{}{}", self.habits().line_break, " ".repeat(self.column_of(start)))
            } else {
                ", ".to_owned()
            };
            TextEdit { range: TextRange { start, end: start }, text: format!("{text}{between}") }
        } else {
            let lines = self.lines(from)?;
            let start = self.source.line_range(self.lines(to)?.first).start;
            let end = self.source.line_range(lines.last).end;
            let from = self.source.line_range(lines.first).start;
            let text = self.source.slice(TextRange { start: from, end });
            TextEdit {
                range: TextRange { start, end: start },
                text: format!("{text}{}", self.habits().line_break),
            }
        };
        Some(in_order(vec![self.cut(from)?, put]))
    }

    /// Moves a field into the mapping at `to`, where it stands last.
    pub(in crate::fix) fn move_field(
        &self,
        from: &FieldPath,
        to: &FieldPath,
    ) -> Option<Vec<TextEdit>> {
        let spot = self.find(from)?;
        let target = self.value(to)?;
        let last = self.spot(target, self.len(target).checked_sub(1)?)?;
        if self.len(spot.parent) == 1 || self.is_flow(spot.parent) != self.is_flow(target) {
            return None;
        }
        let cut = self.cut(spot)?;
        let put = if self.is_flow(target) {
            self.add_flow(last, self.source.slice(self.range(spot)))
        } else {
            let lines = self.lines(spot)?;
            let column = self.column(last)?;
            let text = self.text_of(lines.first, lines.last, &[])?;
            let line = self.last_line(last)?;
            // What moves out of the target's own lines goes behind what is left of them.
            let own = lines.first..=lines.last;
            let line = if own.contains(&line) { lines.first.checked_sub(1)? } else { line };
            self.raw_below(line, &self.shifted(&text, lines.column, column))
        };
        Some(in_order(vec![cut, put]))
    }

    /// An item of a block, as the last one of the list at `to`.
    fn put_block_item(
        &self,
        spot: Spot,
        item: &FieldPath,
        to: &FieldPath,
        inner: &[TextEdit],
    ) -> Option<TextEdit> {
        let lines = self.lines(spot)?;
        let text = self.text_of(lines.first, lines.last, inner)?;
        let Some(target) = self.find(to) else {
            // Init containers come first, and so does their list.
            let (source, key) = (self.find(&item.parent()?)?, to.steps().last()?);
            let of_source = self.lines(source)?;
            let key = format!("{}{key}:", " ".repeat(of_source.column));
            let line_break = self.habits().line_break;
            return if key.trim_start().starts_with("init") {
                let start = self.source.line_range(of_source.first).start;
                let text = format!("{key}{line_break}{text}{line_break}");
                Some(TextEdit { range: TextRange { start, end: start }, text })
            } else {
                Some(self.raw_below(of_source.last, &format!("{key}{line_break}{text}")))
            };
        };
        let id = target.value;
        match &self.node(id).value {
            Value::List(items) if !items.is_empty() && !self.is_flow(id) => {
                let last = self.spot(id, items.len() - 1)?;
                let text = self.shifted(&text, lines.column, self.column(last)?);
                Some(self.raw_below(self.last_line(last)?, &text))
            }
            // `[]` and nothing at all give way to lines.
            Value::List(items) if items.is_empty() => {
                let of_target = self.lines(target)?;
                let column = of_target.column + self.habits().dash;
                let text = self.shifted(&text, lines.column, column);
                let range = self.node(id).range;
                let before = self.source.line_range(of_target.own).start;
                let key =
                    self.source.slice(TextRange { start: before, end: range.start }).trim_end();
                let after = self.source.slice(TextRange {
                    start: range.end,
                    end: self.source.line_range(of_target.last).end,
                });
                // A comment behind the brackets would come to stand behind the item.
                let range = TextRange { start: before + key.len(), end: range.end };
                let text = format!("{}{text}", self.habits().line_break);
                after.trim().is_empty().then_some(TextEdit { range, text })
            }
            Value::Scalar(_) if self.is_blank(target) => {
                let of_target = self.lines(target)?;
                let column = of_target.column + self.habits().dash;
                Some(self.raw_below(of_target.own, &self.shifted(&text, lines.column, column)))
            }
            _ => None,
        }
    }

    /// An item in brackets, as the last one of the list at `to`.
    fn put_flow_item(&self, item: &FieldPath, to: &FieldPath, text: &str) -> Option<TextEdit> {
        let Some(target) = self.find(to) else {
            let source = self.find(&item.parent()?)?;
            let key = to.steps().last()?;
            let key = if self.is_json() { format!("\"{key}\"") } else { key.to_owned() };
            let start = self.range(source).start;
            let line_break = self.habits().line_break;
            let below = |column: usize| format!("{line_break}{}", " ".repeat(column));
            let (own, of_item) = (self.column_of(start), self.range(self.find(item)?).start);
            // As the other list is written: on lines of its own, or on one.
            let list = if self.begins_line(of_item) {
                format!("{key}: [{}{text}{}]", below(self.column_of(of_item)), below(own))
            } else {
                format!("{key}: [{text}]")
            };
            let text = match (self.is_flow(source.parent), self.begins_line(start)) {
                (true, true) => format!("{list},{}", below(own)),
                (true, false) => format!("{list}, "),
                (false, true) => format!("{list}{}", below(own)),
                (false, false) => return None,
            };
            let end = start;
            return Some(TextEdit { range: TextRange { start, end }, text });
        };
        let id = target.value;
        match &self.node(id).value {
            Value::List(items) if !items.is_empty() && self.is_flow(id) => {
                Some(self.add_flow(self.spot(id, items.len() - 1)?, text))
            }
            Value::List(items) if !items.is_empty() && !text.contains(['\n', '\r']) => {
                let last = self.spot(id, items.len() - 1)?;
                let line = format!("- {text}");
                Some(self.below(self.last_line(last)?, self.column(last)?, &[line]))
            }
            Value::List(items) if items.is_empty() => {
                Some(TextEdit { range: self.node(id).range, text: format!("[{text}]") })
            }
            _ => None,
        }
    }

    /// Indents the lines of the field at `path` by `by` more blanks; not the one that its key stands on.
    pub(in crate::fix) fn indent_below(
        &self,
        path: &FieldPath,
        by: usize,
    ) -> Option<Vec<TextEdit>> {
        let lines = self.lines(self.find(path)?)?;
        let filled = (lines.own + 1..=lines.last).map(|line| self.source.line_range(line));
        let filled = filled.filter(|range| !self.source.slice(*range).trim().is_empty());
        let indent = |range: TextRange| TextEdit {
            range: TextRange { start: range.start, end: range.start },
            text: " ".repeat(by),
        };
        Some(filled.map(indent).collect())
    }

    /// Lines of the text with their changes, without the last line break.
    fn text_of(&self, first: usize, last: usize, inner: &[TextEdit]) -> Option<String> {
        let start = self.source.line_range(first).start;
        let end = self.whole(first, last).end;
        let text = self.changed(TextRange { start, end }, inner)?;
        Some(text.strip_suffix(self.habits().line_break).map_or(text.clone(), str::to_owned))
    }

    /// A part of the text with its changes; `None` if one of them reaches beyond it.
    fn changed(&self, part: TextRange, inner: &[TextEdit]) -> Option<String> {
        let is_within =
            |edit: &TextEdit| edit.range.start >= part.start && edit.range.end <= part.end;
        if !inner.iter().all(is_within) {
            return None;
        }
        let moved = inner.iter().map(|edit| TextEdit {
            range: TextRange {
                start: edit.range.start - part.start,
                end: edit.range.end - part.start,
            },
            text: edit.text.clone(),
        });
        Some(apply(self.source.slice(part), &moved.collect::<Vec<_>>()))
    }

    /// Lines that began in the column `from`, so that they begin in `to`.
    fn shifted(&self, text: &str, from: usize, to: usize) -> String {
        let line_break = self.habits().line_break;
        let shift = |line: &str| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            match line.trim() {
                "" => line.to_owned(),
                _ if to >= from => format!("{}{line}", " ".repeat(to - from)),
                _ => line[blanks.min(from - to)..].to_owned(),
            }
        };
        text.split(line_break).map(shift).collect::<Vec<_>>().join(line_break)
    }

    /// Whole lines below `line`.
    fn raw_below(&self, line: usize, text: &str) -> TextEdit {
        let end = self.source.line_range(line).end;
        let text = format!("{}{text}", self.habits().line_break);
        TextEdit { range: TextRange { start: end, end }, text }
    }
}

fn in_order(mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| edit.range);
    edits
}
