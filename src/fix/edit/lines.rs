//! Which lines a field or an item takes, with the comments that belong to it.
//!
//! The comment lines directly above belong to it, unless they are indented further: those belong to what
//! stands before. Likewise the comment lines directly below that are indented further than itself.

use super::{Editor, Spot};
use crate::manifest::TextRange;

/// The lines of a field or an item of a block, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// Where its comments begin.
    pub(super) first: usize,
    /// Where its key or its dash stands.
    pub(super) own: usize,
    /// Its last one.
    pub(super) last: usize,
    /// How many blanks stand before its key or its dash.
    pub(super) column: usize,
}

impl Editor<'_> {
    /// The lines of `spot`; `None` where it shares them with what it stands in, as the first key behind a
    /// dash does.
    pub(super) fn lines(&self, spot: Spot) -> Option<Lines> {
        let start = self.begin(spot)?;
        let column = self.column_of(start);
        let own = self.line_of(start);
        if self.is_flow(spot.parent) || !self.begins_line(start) {
            return None;
        }
        let belongs = |line: usize| {
            self.comment(line).is_some_and(|blanks| spot.at == 0 || blanks <= column)
        };
        let first = (1..own).rev().take_while(|line| belongs(*line)).last().unwrap_or(own);
        Some(Lines { first, own, last: self.last_line(spot)?, column })
    }

    /// The last line of `spot`.
    pub(super) fn last_line(&self, spot: Spot) -> Option<usize> {
        let column = self.column(spot)?;
        let end = self.line_of(self.range(spot).end);
        let belongs = |line: &usize| self.comment(*line).is_some_and(|blanks| blanks > column);
        Some((end + 1..=self.source.line_count()).take_while(belongs).last().unwrap_or(end))
    }

    /// The column, from 0, of its key or its dash.
    pub(super) fn column(&self, spot: Spot) -> Option<usize> {
        Some(self.column_of(self.begin(spot)?))
    }

    /// The column of a byte of the text, in bytes from 0.
    pub(super) fn column_of(&self, offset: usize) -> usize {
        offset - self.source.line_range(self.line_of(offset)).start
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.source.position(offset).line
    }

    /// Whole lines, with the line break after them; at the end of the text the one before them.
    pub(super) fn whole(&self, first: usize, last: usize) -> TextRange {
        let start = self.source.line_range(first).start;
        if last < self.source.line_count() {
            return TextRange { start, end: self.source.line_range(last + 1).start };
        }
        let before = first.checked_sub(1).filter(|line| *line > 0);
        let start = before.map_or(start, |line| self.source.line_range(line).end);
        TextRange { start, end: self.source.text().len() }
    }

    /// Where its key or its dash begins; in brackets, where it begins itself.
    fn begin(&self, spot: Spot) -> Option<usize> {
        match spot.key {
            Some(key) => Some(key.start),
            None if self.is_flow(spot.parent) => Some(self.range(spot).start),
            None => self.dash(self.range(spot).start),
        }
    }

    /// The dash of the item whose value begins at the byte `start`: before it, or on a line above.
    fn dash(&self, start: usize) -> Option<usize> {
        let text = self.source.text();
        let line = self.line_of(start);
        let here = self.source.line_range(line).start;
        let mut before = TextRange { start: here, end: start };
        for above in (0..line).rev() {
            let mut rest = self.source.slice(before).trim_end();
            // An anchor or a tag may stand between.
            while let Some((left, last)) = rest.rsplit_once([' ', '-']) {
                if !last.starts_with(['&', '!']) {
                    break;
                }
                rest = &rest[..left.len() + 1];
                rest = rest.trim_end();
            }
            if rest.ends_with('-') {
                return Some(before.start + rest.len() - 1);
            }
            if !rest.is_empty() || above == 0 {
                return None;
            }
            before = self.source.line_range(above);
            // What follows `#` is no dash.
            let line = &text[before.start..before.end];
            let end = line.find(" #").unwrap_or(line.len());
            let is_comment = line.trim_start().starts_with('#');
            before.end = before.start + if is_comment { 0 } else { end };
        }
        None
    }

    /// Whether only blanks stand before the byte `offset` on its line.
    pub(super) fn begins_line(&self, offset: usize) -> bool {
        let start = self.source.line_range(self.line_of(offset)).start;
        self.source.slice(TextRange { start, end: offset }).trim().is_empty()
    }

    /// How many blanks stand before the `#` of a line that is nothing but a comment.
    fn comment(&self, line: usize) -> Option<usize> {
        let text = self.source.slice(self.source.line_range(line));
        let comment = text.trim_start();
        comment.starts_with('#').then(|| text.len() - comment.len())
    }
}
