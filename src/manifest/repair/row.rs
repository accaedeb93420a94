//! A line of the paste on its way through the repair: its text so far, and where it stood.

use super::super::{Source, TextRange};
use std::borrow::Cow;

/// One line. Its text changes, its place in the paste does not.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) old: TextRange,
}

impl<'a> Row<'a> {
    /// The lines of a text, without their breaks.
    pub(super) fn all(source: &'a Source) -> Vec<Self> {
        let row = |line| {
            let old = source.line_range(line);
            Self { text: Cow::Borrowed(source.slice(old)), old }
        };
        (1..=source.line_count()).map(row).collect()
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// How many blanks stand before its text.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Takes `length` bytes off its beginning; fewer if these cut a character or are not there.
    pub(super) fn cut(&mut self, length: usize) {
        let mut length = length.min(self.text.len());
        while !self.text.is_char_boundary(length) {
            length -= 1;
        }
        match &mut self.text {
            Cow::Borrowed(text) => *text = &text[length..],
            Cow::Owned(text) => *text = text[length..].to_owned(),
        }
    }
}
