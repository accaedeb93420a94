//! The lines of a document as statements: a line that says something, with the further lines of a
//! quoted text or a bracket that it leaves open.

use super::line::{Closing, Line};
use super::row::Row;

/// How many lines a quoted text or a bracket may go on for; beyond, its line is taken alone.
const MAX_LINES: usize = 100;

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement<'a> {
    /// The row it begins in.
    pub(super) first: usize,
    /// Its last row.
    pub(super) last: usize,
    /// The first row, taken apart.
    pub(super) line: Line<'a>,
    /// A blank line stands before it.
    pub(super) after_blank: bool,
    /// The nearest statement before it that is no mere text: what such text may continue.
    pub(super) origin: usize,
}

impl Statement<'_> {
    /// Its value has ended, and text of the page follows without a blank.
    pub(super) fn is_glued(&self) -> bool {
        self.first == self.last && self.line.is_glued
    }
}

/// The statements of a document, in order.
pub(super) fn statements<'a>(rows: &'a [Row<'_>]) -> Vec<Statement<'a>> {
    let mut found: Vec<Statement<'a>> = Vec::new();
    let (mut at, mut after_blank) = (0, false);
    while let Some(row) = rows.get(at) {
        let Some(line) = Line::read(&row.text) else {
            after_blank |= row.is_blank();
            at += 1;
            continue;
        };
        let last = if line.is_text() { at } else { last_row(rows, at, &line) };
        let origin = match found.last() {
            Some(before) if !before.line.is_text() => found.len() - 1,
            Some(before) => before.origin,
            None => 0,
        };
        found.push(Statement { first: at, last, line, after_blank, origin });
        after_blank = false;
        at = last + 1;
    }
    found
}

/// Where the value of the line in row `at` ends.
fn last_row(rows: &[Row<'_>], at: usize, line: &Line<'_>) -> usize {
    if !line.is_open() {
        return at;
    }
    let mut closing = Closing::default();
    closing.feed(line.value);
    let following = rows.iter().enumerate().skip(at + 1).take(MAX_LINES);
    for (index, row) in following {
        if closing.feed(row.text.trim()).is_some() {
            return index;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Source;

    #[test]
    fn open_values_take_their_lines() {
        let source =
            Source::new("command: [\n'sh',\n\n'-c']\n# c\nx:\n\n- \"a\nb\"\nc: 'never closed\nd");
        let rows = Row::all(&source);
        let found: Vec<_> =
            statements(&rows).iter().map(|s| (s.first, s.last, s.after_blank)).collect();
        assert_eq!(
            found,
            [(0, 3, false), (5, 5, false), (7, 8, true), (9, 9, false), (10, 10, false)]
        );
    }

    #[test]
    fn text_knows_what_it_may_continue() {
        let source = Source::new("a: b\nc d\ne f\n- g");
        let rows = Row::all(&source);
        let origins: Vec<usize> = statements(&rows).iter().map(|s| s.origin).collect();
        assert_eq!(origins, [0, 0, 0, 0]);
    }
}
