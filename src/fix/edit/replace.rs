//! Changes to what is there: a key's name, a single value.

use super::value::{quoted, scalar};
use super::{Editor, Spot};
use crate::fix::TextEdit;
use crate::manifest::tree::{Scalar, Value};
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// Gives a field another name.
    pub(in crate::fix) fn rename(&self, spot: Spot, name: &str) -> Option<TextEdit> {
        let range = spot.key?;
        Some(TextEdit { range, text: self.styled(range, name)? })
    }

    /// Writes another text in the place of a single value, in quotes if that had them.
    pub(in crate::fix) fn replace_text(&self, path: &FieldPath, text: &str) -> Option<TextEdit> {
        let range = self.single(path)?;
        Some(TextEdit { range, text: self.styled(range, text)? })
    }

    /// Writes a number, `true` or `false` in the place of a single value.
    pub(in crate::fix) fn replace_plain(&self, path: &FieldPath, value: &str) -> Option<TextEdit> {
        Some(TextEdit { range: self.single(path)?, text: value.to_owned() })
    }

    /// Puts a single value into quotes, as it is written.
    pub(in crate::fix) fn quote(&self, path: &FieldPath) -> Option<TextEdit> {
        let range = self.single(path)?;
        let written = self.source.slice(range);
        if written.starts_with(['"', '\'']) {
            return None;
        }
        Some(TextEdit { range, text: quoted(written) })
    }

    /// Puts brackets around a single value: a list with one item.
    pub(in crate::fix) fn bracket(&self, path: &FieldPath) -> Option<TextEdit> {
        let range = self.single(path)?;
        let written = self.source.slice(range);
        // What is text in a block is more than that in brackets.
        let is_quoted = written.starts_with(['"', '\'']);
        let is_more = !is_quoted && written.contains([',', '[', ']', '{', '}', ':', '#']);
        let item = if is_more { quoted(written) } else { written.to_owned() };
        Some(TextEdit { range, text: format!("[{item}]") })
    }

    /// Writes a list of texts in the place of a single value, in brackets.
    pub(in crate::fix) fn replace_by_list(
        &self,
        path: &FieldPath,
        items: &[&str],
    ) -> Option<TextEdit> {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        Some(TextEdit { range: self.single(path)?, text: format!("[{}]", items.join(", ")) })
    }

    /// Where a single value stands; `None` for a block of text, for what has an anchor or a tag, and for
    /// what goes over several lines.
    fn single(&self, path: &FieldPath) -> Option<TextRange> {
        let spot = self.find(path)?;
        let node = self.node(spot.value);
        let Value::Scalar(value) = &node.value else { return None };
        let written = self.slice(spot.value);
        let is_plain = !written.starts_with(['&', '!', '*']);
        if !is_plain || written.contains(['\n', '\r']) || self.is_blank(spot) {
            return None;
        }
        // Below `|` or `>` a text does not begin behind its key.
        let line = self.source.line_range(self.line_of(node.range.start)).start;
        let before = self.source.slice(TextRange { start: line, end: node.range.start }).trim_end();
        let is_quoted = written.starts_with(['"', '\'']);
        let is_inline =
            before.ends_with([':', '-', '[', '{', ',']) || is_quoted || before.is_empty();
        let is_itself = is_quoted || !matches!(value, Scalar::Text(text) if text != written);
        (is_inline && is_itself).then_some(node.range)
    }

    /// `text` in the quotes that stand at `range`; in JSON, in quotes.
    fn styled(&self, range: TextRange, text: &str) -> Option<String> {
        match self.source.slice(range).chars().next()? {
            '"' => Some(quoted(text)),
            '\'' if !text.contains(char::is_control) => {
                Some(format!("'{}'", text.replace('\'', "''")))
            }
            '&' | '!' | '*' => None,
            _ if self.is_json() => Some(quoted(text)),
            _ => Some(scalar(text)),
        }
    }
}
