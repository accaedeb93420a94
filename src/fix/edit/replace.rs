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
        Some(TextEdit { range, text: styled(self.source.slice(range), name)? })
    }

    /// Writes another text in the place of a single value, in quotes if that had them.
    pub(in crate::fix) fn replace_text(&self, path: &FieldPath, text: &str) -> Option<TextEdit> {
        let range = self.single(path)?;
        Some(TextEdit { range, text: styled(self.source.slice(range), text)? })
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
        let is_quoted = written.starts_with(['"', '\'']);
        let item = if is_quoted { written.to_owned() } else { scalar(written) };
        Some(TextEdit { range, text: format!("[{item}]") })
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
        let is_inline = before.ends_with([':', '-', '[', '{', ',']) || is_quoted || before.is_empty();
        let is_itself = is_quoted || !matches!(value, Scalar::Text(text) if text != written);
        (is_inline && is_itself).then_some(node.range)
    }
}

/// `text` in the quotes that `written` has.
fn styled(written: &str, text: &str) -> Option<String> {
    match written.chars().next()? {
        '"' => Some(quoted(text)),
        '\'' if !text.contains(char::is_control) => Some(format!("'{}'", text.replace('\'', "''"))),
        '&' | '!' | '*' => None,
        _ => Some(scalar(text)),
    }
}
