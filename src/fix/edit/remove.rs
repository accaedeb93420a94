//! Taking a field or an item away, with the comments that belong to it.

use super::{Editor, Spot};
use crate::fix::TextEdit;
use crate::manifest::tree::{NodeId, Value};
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// Takes the field or item at `path` away. A list that would be empty goes as a whole, a mapping stays
    /// as `{}`: that it is there may mean something.
    pub(in crate::fix) fn remove(&self, path: &FieldPath) -> Option<TextEdit> {
        let spot = self.find(path)?;
        let is_only = self.len(spot.parent) == 1;
        match self.node(spot.parent).value {
            Value::List(_) if is_only => self.remove(&path.parent()?),
            Value::Map(_) if is_only && !self.is_flow(spot.parent) => self.empty(spot.parent),
            _ => self.cut(spot),
        }
    }

    /// Like [`Self::remove`], and with it the mappings around it that hold nothing else.
    pub(in crate::fix) fn prune(&self, path: &FieldPath) -> Option<TextEdit> {
        let parent = path.parent()?;
        let is_only = self.value(&parent).is_some_and(|id| self.len(id) == 1);
        if is_only && !parent.as_str().is_empty() { self.prune(&parent) } else { self.remove(path) }
    }

    /// Takes away what stands at `spot`, which is not alone there.
    pub(super) fn cut(&self, spot: Spot) -> Option<TextEdit> {
        let range = if self.is_flow(spot.parent) {
            self.flow_part(spot)?
        } else if let Some(lines) = self.lines(spot) {
            self.whole(lines.first, lines.last)
        } else {
            // The first key behind a dash: the next one, or the comment above it, takes its place.
            let next = self.spot(spot.parent, spot.at + 1)?;
            let rest = TextRange { start: self.range(spot).end, end: self.range(next).start };
            let gap = self.source.slice(rest);
            let end = match gap.find(['\n', '\r']) {
                Some(at) => rest.start + at,
                None => return None,
            };
            let blank = self.source.slice(TextRange { start: end, end: rest.end });
            let skipped = blank.len() - blank.trim_start().len();
            spot.key?;
            TextRange { start: self.range(spot).start, end: end + skipped }
        };
        Some(TextEdit { range, text: String::new() })
    }

    /// How many fields or items a value has.
    pub(super) fn len(&self, id: NodeId) -> usize {
        self.entries(id).len() + self.items(id).len()
    }

    /// Writes `{}` in the place of a mapping's lines.
    fn empty(&self, id: NodeId) -> Option<TextEdit> {
        let (first, last) = (self.spot(id, 0)?, self.spot(id, self.len(id) - 1)?);
        let lines = self.lines(first)?;
        let above = self.source.line_range(lines.first.checked_sub(1)?);
        let before = self.source.slice(above);
        if !before.ends_with(':') {
            return None;
        }
        let end = self.source.line_range(self.last_line(last)?).end;
        Some(TextEdit { range: TextRange { start: above.end, end }, text: " {}".to_owned() })
    }

    /// What goes with an entry within brackets: a comma, and the blanks on one side.
    fn flow_part(&self, spot: Spot) -> Option<TextRange> {
        let own = self.range(spot);
        let before = match spot.at.checked_sub(1) {
            Some(before) => Some(self.range(self.spot(spot.parent, before)?)),
            None => None,
        };
        let after = match spot.at + 1 < self.len(spot.parent) {
            true => Some(self.range(self.spot(spot.parent, spot.at + 1)?)),
            false => None,
        };
        let gap = |start: usize, end: usize| {
            let between = self.source.slice(TextRange { start, end });
            // More than a comma: a field that another of its name hides.
            let (code, comment) = match between.split_once('#') {
                Some((code, _)) => (code, Some(start + code.len())),
                None => (between, None),
            };
            (code.trim() == ",").then_some(comment)
        };
        match (before, after) {
            (_, Some(after)) => {
                let comment = gap(own.end, after.start)?;
                Some(TextRange { start: own.start, end: comment.unwrap_or(after.start) })
            }
            (Some(before), None) => match gap(before.end, own.start)? {
                Some(_) => Some(own),
                None => Some(TextRange { start: before.end, end: own.end }),
            },
            (None, None) => Some(own),
        }
    }
}
