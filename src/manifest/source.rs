//! The pasted text and where its lines begin: byte offsets in, lines and columns out.
//!
//! Knows nothing of YAML.

use super::{Position, TextRange};

/// A text with an index of its lines. `\n`, `\r\n` and a lone `\r` end a line, as in YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes, so that a column in a line
    /// of a megabyte costs no walk over it.
    chars_before: Vec<usize>,
}

/// Bytes between two entries of [`Source::chars_before`].
const BLOCK: usize = 1024;

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
        let mut count = 0;
        let chars_before = bytes
            .chunks(BLOCK)
            .map(|block| {
                let before = count;
                count += char_starts(block);
                before
            })
            .collect();
        Self { text: text.to_owned(), line_starts, chars_before }
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
        Position { line, column: self.chars_before(offset) - self.chars_before(start) + 1 }
    }

    /// How many characters stand before the byte `offset`, which begins one or ends the text.
    fn chars_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let known = self.chars_before.get(block).or(self.chars_before.last()).copied();
        let from = if block < self.chars_before.len() {
            block
        } else {
            self.chars_before.len().saturating_sub(1)
        };
        known.unwrap_or(0) + char_starts(&self.text.as_bytes()[from * BLOCK..offset])
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

/// How many characters begin in `bytes` of UTF-8.
fn char_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_long_lines_are_exact() {
        let text = format!("é\n{}", "aé€😀".repeat(2000));
        let source = Source::new(&text);
        for (index, (at, _)) in text.char_indices().enumerate().skip(2) {
            assert_eq!(source.position(at), Position { line: 2, column: index - 1 });
        }
        assert_eq!(source.position(text.len()).column, 8001);
        assert_eq!(Source::new(&"x".repeat(BLOCK)).position(BLOCK).column, BLOCK + 1);
    }

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
