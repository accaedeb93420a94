//! Offsets as JavaScript counts them, in UTF-16 units, and as Rust does, in bytes.

/// The characters of a text that are longer in one count than in the other.
pub(super) struct Utf16 {
    beyond_ascii: Vec<Longer>,
}

/// A character beyond ASCII.
struct Longer {
    /// Its bytes.
    start: usize,
    end: usize,
    /// How many more bytes than units there are up to its end.
    surplus: usize,
}

impl Utf16 {
    /// Reads `text` once.
    pub(super) fn of(text: &str) -> Self {
        let mut surplus = 0;
        let beyond_ascii = text.char_indices().filter(|(_, it)| !it.is_ascii());
        let longer = beyond_ascii.map(|(start, it)| {
            surplus += it.len_utf8() - it.len_utf16();
            Longer { start, end: start + it.len_utf8(), surplus }
        });
        Self { beyond_ascii: longer.collect() }
    }

    /// The units before the byte `at`, which begins a character.
    pub(super) fn of_byte(&self, at: usize) -> usize {
        at - self.surplus(self.beyond_ascii.partition_point(|it| it.end <= at))
    }

    /// The byte that the unit `at` belongs to; inside a character, where it begins.
    pub(super) fn to_byte(&self, at: usize) -> usize {
        let before = self.beyond_ascii.partition_point(|it| it.end - it.surplus <= at);
        let byte = at + self.surplus(before);
        self.beyond_ascii.get(before).map_or(byte, |next| byte.min(next.start))
    }

    /// How many more bytes than units the first `count` of them bring.
    fn surplus(&self, count: usize) -> usize {
        count.checked_sub(1).map_or(0, |last| self.beyond_ascii[last].surplus)
    }
}

#[cfg(test)]
mod tests {
    use super::Utf16;

    #[test]
    fn both_counts_agree_at_every_character() {
        for text in ["", "abc", "é: 😀\nb", "😀😀", "a😀é語z", "語"] {
            let offsets = Utf16::of(text);
            let mut units = 0;
            for (byte, character) in text.char_indices() {
                assert_eq!(offsets.of_byte(byte), units, "{text} {byte}");
                assert_eq!(offsets.to_byte(units), byte, "{text} {units}");
                units += character.len_utf16();
            }
            assert_eq!(offsets.of_byte(text.len()), units, "{text}");
            assert_eq!(offsets.to_byte(units), text.len(), "{text}");
        }
    }

    #[test]
    fn half_a_character_belongs_to_its_beginning() {
        assert_eq!(Utf16::of("a😀b").to_byte(2), 1);
    }
}
