//! The pasted text and where its lines begin: byte offsets in, lines and columns out.
//!
//! Knows nothing of YAML.

use super::{Position, TextRange};

/// A text with an index of its lines. `\n`, `\r\n` and a lone `\r` end a line, as in YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
}

/// The empty text: one empty line.
impl Default for Source {
    fn default() -> Self {
        Self::new("")
    }
}

impl Source {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                line_starts.push(at + 1);
            }
        }
        Self { text: text.to_owned(), line_starts }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `range`; empty if the range does not fit the text.
    pub fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.start..range.end).unwrap_or_default()
    }

    /// The place of the byte `offset` as people count it; the end of the text for larger ones.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.boundary(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The bytes of `line` (from 1) without its line break; the empty end of the text for a line
    /// that is not there.
    pub fn line_range(&self, line: usize) -> TextRange {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return TextRange { start: self.text.len(), end: self.text.len() };
        };
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let length = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        TextRange { start, end: start + length }
    }

    /// How many lines the text has; at least one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The part of `range` on its first line.
    pub(crate) fn first_line(&self, range: TextRange) -> TextRange {
        let text = self.slice(range);
        let length = text.find(['\n', '\r']).unwrap_or(text.len());
        TextRange { start: range.start, end: range.start + length }
    }

    /// `offset`, moved back to the nearest character boundary inside the text.
    pub(crate) fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let Position { line, column } = Source::new(text).position(offset);
        (line, column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(place("é: x\nb", 3), (1, 3));
        assert_eq!(place("é: x\nb", 6), (2, 1));
    }

    #[test]
    fn every_line_break_of_yaml_ends_a_line() {
        assert_eq!(place("a\r\nb", 3), (2, 1));
        assert_eq!(place("a\rb\nc", 2), (2, 1));
        assert_eq!(place("a\rb\nc", 4), (3, 1));
    }

    #[test]
    fn offsets_beyond_the_text_are_its_end() {
        assert_eq!(place("ab", 99), (1, 3));
        assert_eq!(place("", 0), (1, 1));
    }

    #[test]
    fn a_line_has_no_break() {
        let source = Source::new("a\r\nbc\n");
        assert_eq!(source.slice(source.line_range(2)), "bc");
        assert_eq!(source.slice(source.line_range(9)), "");
    }
}
