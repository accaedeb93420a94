//! The repaired text under the pen, line by line, with where each line comes from.

use super::ambiguity::{Ambiguity, question};
use super::doubt::Doubt;
use super::line::Line;
use super::rebuild::Rebuilt;
use super::row::Row;
use super::wrap::Piece;
use super::{ChangeKind, Edit};

/// What is written so far.
#[derive(Default)]
pub(super) struct Output {
    lines: Vec<String>,
    /// For every line, the line of the paste, from 1.
    origins: Vec<Option<usize>>,
    /// The doubts, each with its line, an index.
    doubts: Vec<(usize, Doubt)>,
    /// An object has been written and no `---` behind it.
    needs_separator: bool,
}

/// The repaired text, its origins and what is ambiguous in it.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) origins: Vec<Option<usize>>,
    pub(super) ambiguous: Vec<Ambiguity>,
}

impl Output {
    /// Writes rows as they are; `first` is the row of the paste they begin with.
    pub(super) fn verbatim(&mut self, rows: &[Row<'_>], first: usize) {
        self.lines.extend(rows.iter().map(|row| row.text.clone().into_owned()));
        self.origins.extend((0..rows.len()).map(|at| Some(first + at + 1)));
    }

    /// Writes a piece of the paste: as it was rebuilt, or as it is.
    pub(super) fn piece(
        &mut self,
        rows: &[Row<'_>],
        piece: &Piece,
        rebuilt: Option<Rebuilt>,
        edits: &mut Vec<Edit>,
    ) {
        let own = &rows[piece.first..piece.end];
        let says_nothing =
            |rows: &[Row<'_>]| rows.iter().all(|row| Line::read(&row.text).is_none());
        if piece.separates {
            // One between two objects is enough; one before the first was there for a reason.
            if self.needs_separator || says_nothing(&rows[..piece.first]) {
                self.verbatim(own, piece.first);
            }
            self.needs_separator = false;
            return;
        }
        if !says_nothing(own) && std::mem::replace(&mut self.needs_separator, true) {
            self.lines.push("---".to_owned());
            self.origins.push(None);
            let at = piece.first;
            edits.push(Edit::new(ChangeKind::Separator, at, at));
        }
        let Some(rebuilt) = rebuilt else { return self.verbatim(own, piece.first) };
        for (first, last) in rebuilt.dropped {
            let (first, last) = (piece.first + first, piece.first + last);
            edits.push(Edit::new(ChangeKind::Furniture, first, last));
        }
        if rebuilt.moved > 0 {
            let row = |row: Option<&usize>| piece.first + row.copied().unwrap_or_default();
            let (first, last) = (row(rebuilt.rows.first()), row(rebuilt.rows.last()));
            edits.push(Edit::new(ChangeKind::Indentation, first, last));
        }
        let above = self.lines.len();
        self.doubts.extend(rebuilt.doubts.into_iter().map(|doubt| (above + doubt.line, doubt)));
        self.lines.extend(rebuilt.lines);
        self.origins.extend(rebuilt.rows.into_iter().map(|row| Some(piece.first + row + 1)));
    }

    /// The text: no blank lines at its ends.
    pub(super) fn finish(mut self, line_break: &str) -> Written {
        let is_blank = |line: &String| line.trim().is_empty();
        let blank = self.lines.iter().take_while(|line| is_blank(line)).count();
        let end =
            self.lines.iter().rposition(|line| !is_blank(line)).map_or(blank, |last| last + 1);
        let mut lines: Vec<String> = self.lines.drain(blank..end).collect();
        lines.push(String::new());
        let origins: Vec<Option<usize>> = self.origins.drain(blank..end).collect();
        let ambiguity = |(line, doubt): (usize, Doubt)| {
            let line = line - blank + 1;
            let Doubt { words, choices, chosen, why, .. } = doubt;
            let question =
                if choices.is_empty() { words } else { question(line, &words, choices.len()) };
            let pasted = origins.get(line - 1).copied().flatten().unwrap_or_default();
            Ambiguity { line, pasted, question, choices, chosen, why }
        };
        let ambiguous = self.doubts.into_iter().map(ambiguity).collect();
        Written { text: lines.join(line_break), origins, ambiguous }
    }
}
