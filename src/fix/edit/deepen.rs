//! A field that goes into a mapping, there or not; a value that gets a key, or loses its brackets or dash.

use super::value::quoted;
use super::{Editor, New};
use crate::fix::TextEdit;
use crate::manifest::tree::Value;
use crate::manifest::{FieldPath, TextRange};

impl Editor<'_> {
    /// Puts the field at `from` into the mapping at `to`: where it stands, if `to` is missing beside it.
    pub(in crate::fix) fn move_into(
        &self,
        from: &FieldPath,
        to: &FieldPath,
    ) -> Option<Vec<TextEdit>> {
        if let Some(edits) = self.move_field(from, to) {
            return Some(edits);
        }
        let beside: Vec<&str> = match from.parent() {
            Some(parent) => to.steps().skip(parent.steps().count()).collect(),
            None => Vec::new(),
        };
        let is_beside = from.parent().is_some_and(|it| to.as_str().starts_with(it.as_str()));
        if let (true, [first, deeper @ ..]) = (is_beside, beside.as_slice()) {
            let first = from.parent()?.child(first);
            if self.find(&first).is_none() {
                return self.wrap(from, &beside);
            }
            if let (Some(edits), []) = (self.indent_under(from, &first), deeper) {
                return Some(edits);
            }
        }
        // What is written anew has no comments.
        if self.source.slice(self.range(self.find(from)?)).contains('#') {
            return None;
        }
        let put = self.put(&to.child(from.steps().last()?), self.copy(from)?, &[])?;
        // What is around it may be where it goes to.
        let is_around = from.as_str().starts_with(to.as_str());
        let cut = if is_around { self.remove(from)? } else { self.prune(from)? };
        Some(self.joined(cut, put))
    }

    /// Two edits in order; as one, if what is put stands below the lines that go.
    fn joined(&self, cut: TextEdit, put: TextEdit) -> Vec<TextEdit> {
        let at = put.range.start;
        if !(cut.range.start < at && at <= cut.range.end && cut.text.is_empty()) {
            let mut edits = vec![cut, put];
            edits.sort_by_key(|edit| edit.range);
            return edits;
        }
        let line_break = self.habits().line_break;
        let text = match put.text.strip_prefix(line_break) {
            Some(lines) if self.begins_line(cut.range.start) => format!("{lines}{line_break}"),
            _ => put.text,
        };
        vec![TextEdit { range: cut.range, text }]
    }

    /// Writes keys above a field, which goes below them.
    fn wrap(&self, path: &FieldPath, into: &[&str]) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let key = spot.key?;
        if self.is_flow(spot.parent) {
            let names = into.iter().map(|name| New::text(*name).flow(self.is_json()));
            let open: String = names.flat_map(|name| [name, ": {".to_owned()]).collect();
            let close = "}".repeat(into.len());
            return Some(vec![insert(key.start, open), insert(self.range(spot).end, close)]);
        }
        let (line_break, step) = (self.habits().line_break, self.habits().step);
        let mut column = self.column(spot)?;
        let mut open = String::new();
        for name in into {
            column += step;
            open.extend([name, ":", line_break, &" ".repeat(column)]);
        }
        let below = self.indent_below(path, step * into.len()).unwrap_or_default();
        Some(std::iter::once(insert(key.start, open)).chain(below).collect())
    }

    /// Indents a field below the one before it, which has no value.
    fn indent_under(&self, path: &FieldPath, above: &FieldPath) -> Option<Vec<TextEdit>> {
        let (spot, above) = (self.find(path)?, self.find(above)?);
        let is_next = above.parent == spot.parent && above.at + 1 == spot.at;
        if !is_next || !self.is_blank(above) || self.is_flow(spot.parent) {
            return None;
        }
        let step = self.habits().step;
        let start = self.source.line_range(self.lines(spot)?.own).start;
        let own = insert(start, " ".repeat(step));
        Some(std::iter::once(own).chain(self.indent_below(path, step)?).collect())
    }

    /// Gives the value at `path`, which stands on one line, a key, and fields after it; `as_item` makes it
    /// the only item of a list.
    pub(in crate::fix) fn give_key(
        &self,
        path: &FieldPath,
        key: &str,
        more: &[(&str, String)],
        as_item: bool,
    ) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let (range, written) = (self.node(spot.value).range, self.slice(spot.value));
        if written.contains(['\n', '\r']) || written.starts_with(['&', '!', '*', '|', '>']) {
            return None;
        }
        if self.is_flow(spot.parent) {
            let name = |key: &str| New::text(key).flow(self.is_json());
            let fields = more.iter().flat_map(|(key, value)| {
                [", ".to_owned(), name(key), ": ".to_owned(), value.clone()]
            });
            let rest: String = fields.collect();
            let (open, close) = if as_item { ("[{", "}]") } else { ("{", "}") };
            let open = insert(range.start, format!("{open}{}: ", name(key)));
            return Some(vec![open, insert(range.end, format!("{rest}{close}"))]);
        }
        let line_break = self.habits().line_break;
        let dash = if as_item { "- " } else { "" };
        let (open, column) = match spot.key {
            None => (insert(range.start, format!("{key}: ")), self.column_of(range.start)),
            Some(own) => {
                let gap = TextRange { start: own.end, end: range.start };
                if self.source.slice(gap).trim() != ":" {
                    return None;
                }
                let by = if as_item { self.habits().dash } else { self.habits().step };
                let column = self.column(spot)? + by;
                let text = format!(":{line_break}{}{dash}{key}: ", " ".repeat(column));
                (TextEdit { range: gap, text }, column + dash.len())
            }
        };
        let indent = " ".repeat(column);
        let fields =
            more.iter().flat_map(|(key, value)| [line_break, indent.as_str(), key, ": ", value]);
        let rest: String = fields.collect();
        let close = (!rest.is_empty()).then(|| insert(range.end, rest));
        Some(std::iter::once(open).chain(close).collect())
    }

    /// A single text in an item, as two fields.
    pub(in crate::fix) fn as_pair(
        &self,
        path: &FieldPath,
        fields: [&str; 2],
        texts: [&str; 2],
    ) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        let range = self.range(spot);
        let item = New::map([(fields[0], New::text(texts[0])), (fields[1], New::text(texts[1]))]);
        let text = if self.is_flow(spot.parent) {
            item.flow(self.is_json())
        } else {
            item.block(self.column_of(range.start), self.habits()).join(self.habits().line_break)
        };
        Some(vec![TextEdit { range, text }])
    }

    /// What looks like a mapping on one line, as text.
    pub(in crate::fix) fn quote_line(&self, path: &FieldPath) -> Option<TextEdit> {
        let spot = self.find(path)?;
        let (range, written) = (self.range(spot), self.slice(spot.value));
        let is_plain = !written.contains(['\n', '\r', '#']) && !self.is_flow(spot.value);
        is_plain.then(|| TextEdit { range, text: quoted(written) })
    }

    /// The only item of a list in brackets, without them.
    pub(in crate::fix) fn only_item(&self, path: &FieldPath) -> Option<TextEdit> {
        let spot = self.find(path)?;
        let [item] = self.items(spot.value) else { return None };
        if !self.is_flow(spot.value) || !matches!(self.node(*item).value, Value::Scalar(_)) {
            return None;
        }
        let text = self.slice(*item).to_owned();
        Some(TextEdit { range: self.node(spot.value).range, text })
    }

    /// A list of mappings as one mapping: blanks in the place of its dashes.
    pub(in crate::fix) fn without_dashes(&self, path: &FieldPath) -> Option<Vec<TextEdit>> {
        let spot = self.find(path)?;
        if self.is_flow(spot.value) {
            return None;
        }
        let items = 0..self.items(spot.value).len();
        let blank = |at: usize| {
            let item = self.spot(spot.value, at)?;
            let is_map = matches!(self.node(item.value).value, Value::Map(_));
            let (start, value) = (self.line_start_of(item)?, self.range(item).start);
            let range = TextRange { start, end: value };
            let is_inline = self.source.slice(range).trim() == "-" && !self.is_flow(item.value);
            (is_map && is_inline).then(|| {
                let text = self.source.slice(range).replace('-', " ");
                TextEdit { range, text }
            })
        };
        items.map(blank).collect()
    }

    /// Where the dash of an item stands.
    fn line_start_of(&self, item: super::Spot) -> Option<usize> {
        let start = self.range(item).start;
        Some(self.source.line_range(self.line_of(start)).start + self.column(item)?)
    }
}

fn insert(at: usize, text: String) -> TextEdit {
    TextEdit { range: TextRange { start: at, end: at }, text }
}
