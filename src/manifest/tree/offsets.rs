//! From the parser's character counts to byte offsets.

/// Every how many characters the table has an entry.
const STEP: usize = 16;

/// Translates character positions in one text; free of cost for ASCII.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// Byte offset of every [`STEP`]th character; empty for ASCII.
    table: Vec<usize>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let table = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| at).collect()
        };
        Self { text, table }
    }

    /// The byte offset of the character `index`; the end of the text for larger ones.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.table.is_empty() {
            return index.min(self.text.len());
        }
        let Some(&start) = self.table.get(index / STEP) else {
            return self.text.len();
        };
        self.text[start..]
            .char_indices()
            .nth(index % STEP)
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let text = format!("{}é{}x", "a".repeat(63), "ü".repeat(64));
        let offsets = Offsets::new(&text);
        for (index, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.byte(index), byte);
        }
        assert_eq!(offsets.byte(129), text.len());
        assert_eq!(offsets.byte(9999), text.len());
        assert_eq!(Offsets::new("abc").byte(2), 2);
        assert_eq!(Offsets::new("abc").byte(7), 3);
    }
}
