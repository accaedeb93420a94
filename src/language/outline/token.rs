//! A word of a document and its quotes.

use super::MARK;
use crate::manifest::TextRange;

/// A key or a value: the bytes between its quotes, if it has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) struct Token {
    pub(in crate::language) start: usize,
    pub(in crate::language) end: usize,
    /// The quote before it.
    pub(in crate::language) quote: Option<char>,
    /// Whether the same quote stands after it.
    pub(in crate::language) is_closed: bool,
}

impl Token {
    /// The word with its quotes.
    pub(in crate::language) fn outer(&self) -> TextRange {
        TextRange {
            start: self.start - usize::from(self.quote.is_some()),
            end: self.end + usize::from(self.is_closed),
        }
    }

    /// Whether the mark is in it.
    pub(super) fn has(&self, mark: Option<usize>) -> bool {
        mark.is_some_and(|mark| self.start <= mark && mark < self.end)
    }

    /// The word in quotes that begins at `at`, with all of it before `end`: up to the same quote, or to
    /// `end` if that is not there.
    pub(super) fn quoted(text: &str, at: usize, end: usize) -> Self {
        let quote = text[at..].chars().next();
        let start = at + 1;
        let mut bytes = text.as_bytes()[start..end].iter().enumerate();
        let quote_byte = text.as_bytes()[at];
        while let Some((index, byte)) = bytes.next() {
            if *byte == b'\\' && quote_byte == b'"' {
                bytes.next();
            } else if *byte == quote_byte {
                if quote_byte == b'\''
                    && text.as_bytes()[..end].get(start + index + 1) == Some(&b'\'')
                {
                    bytes.next();
                    continue;
                }
                return Self { start, end: start + index, quote, is_closed: true };
            }
        }
        Self { start, end, quote, is_closed: false }
    }

    /// The word without quotes from `start` to `end`; blanks at its end are not part of it. One that
    /// begins with the cursor and a blank ends there: what follows is another word.
    pub(super) fn plain(text: &str, start: usize, end: usize) -> Self {
        let word = text[start..end].trim_end_matches([' ', '\t']);
        let only_mark =
            word.starts_with(MARK) && word[MARK.len_utf8()..].starts_with([' ', '\t', '#']);
        let length = if only_mark { MARK.len_utf8() } else { word.len() };
        Self { start, end: start + length, quote: None, is_closed: false }
    }
}

/// Whether a `:` or `-` at the byte `at` separates: a blank, the end of the line or the cursor follows.
pub(super) fn separates(text: &str, at: usize, mark: Option<usize>) -> bool {
    let next = text.as_bytes().get(at + 1);
    next.is_none_or(|next| matches!(next, b' ' | b'\t' | b'\n' | b'\r')) || mark == Some(at + 1)
}
