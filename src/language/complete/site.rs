//! The word under the cursor, and how something is written in its place.

use crate::language::outline::{Entry, Found, NodeId, Outline, Step, Value};
use crate::language::place::Place;
use crate::manifest::TextRange;
use crate::manifest::schema::{FieldKind, ValueKind};

/// Words that are no text where they stand without quotes, in YAML as Kubernetes reads it.
const NO_TEXT: &[&str] = &[
    "True", "False", "true", "false", "yes", "no", "on", "off", "y", "n", "Y", "N", "Yes", "No",
    "On", "Off", "null", "~",
];

/// The word under the cursor.
pub(super) struct Site<'a> {
    pub(super) outline: &'a Outline,
    pub(super) place: Place,
    pub(super) found: Found,
    /// The word is written in double quotes, or stands among words that are.
    pub(super) is_json: bool,
    /// The word stands in brackets.
    pub(super) is_flow: bool,
    before: Before,
}

/// What stands before the word on its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// At most blanks.
    Nothing,
    /// A dash, and nothing else but blanks and dashes.
    Dash,
    /// A key or a value.
    Words,
}

impl<'a> Site<'a> {
    /// What the cursor of `outline` is at; `None` if that is no single word.
    pub(super) fn find(outline: &'a Outline) -> Option<Self> {
        let found = outline.find(outline.mark()?)?;
        let typed = outline.before_cursor(&found.token);
        if typed.ends_with([' ', '\t']) || outline.word(&found.token).contains(['\n', '\r']) {
            return None;
        }
        let place = Place::find(outline, &found.way, found.node)?;
        let container = match found.key {
            Some(_) => Some(found.node),
            None => found.way.last().map(|(node, _)| *node),
        };
        let is_flow = container.is_some_and(|node| outline.node(node).is_flow);
        let has_quotes = |entry: &Entry| entry.key.quote == Some('"');
        let maps = found.way.iter().map(|(node, _)| *node).chain([found.node]);
        let is_json = is_flow
            && (found.token.quote == Some('"')
                || maps.rev().any(|map| outline.entries(map).iter().any(has_quotes)));
        let line = outline.line_before(&found.token);
        let before = match line.trim_end_matches([' ', '\t']) {
            "" => Before::Nothing,
            dashes if dashes.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'-')) => {
                Before::Dash
            }
            _ => Before::Words,
        };
        Some(Self { outline, place, found, is_json, is_flow, before })
    }

    /// The bytes of the text that are replaced. A key takes its last quote along.
    pub(super) fn range(&self, is_key: bool) -> TextRange {
        let token = self.found.token;
        let end = if is_key && self.appends_colon() { token.outer().end } else { token.end };
        self.outline.in_text(TextRange { start: token.start, end })
    }

    /// Whether a key is written with what follows it.
    fn appends_colon(&self) -> bool {
        self.found.key != Some(true)
    }

    /// What has to stand before a new word: a blank after a dash or colon, a dash in a list.
    fn prefix(&self, in_list: bool) -> &'static str {
        let is_item = matches!(self.found.way.last(), Some((_, Step::Item(_))));
        match self.outline.byte_before(&self.found.token) {
            Some(b'-' | b':') if self.found.key.is_none() && !self.is_flow => " ",
            _ if self.is_flow || self.found.key.is_some() => "",
            _ if (is_item || in_list) && self.before == Before::Nothing => "- ",
            _ => "",
        }
    }

    /// The keys that stand beside the word.
    pub(super) fn siblings(&self) -> Vec<String> {
        if self.found.key.is_none() {
            return Vec::new();
        }
        let entries = self.outline.entries(self.found.node).iter();
        let others = entries.filter(|entry| entry.key != self.found.token);
        others.map(|entry| self.outline.word(&entry.key)).collect()
    }

    /// The key just before the word, if it waits for a value.
    pub(super) fn key_before(&self) -> Option<String> {
        let entries = self.outline.entries(self.found.node);
        let at = entries.iter().position(|entry| entry.key == self.found.token)?;
        let before = entries.get(at.checked_sub(1)?)?;
        let waits = before.has_colon && self.outline.node(before.value).value == Value::Empty;
        (waits && !self.is_flow && self.before == Before::Nothing)
            .then(|| self.outline.word(&before.key))
    }

    /// What keys may be written here: those of an object at this very place, or of an item of a list
    /// whose dash is still to come.
    pub(super) fn keys(&self) -> Option<(FieldKind, bool)> {
        let kind = self.place.kind?;
        if self.found.key.is_some() {
            return Some((kind, false));
        }
        if self.is_flow || self.before == Before::Words {
            return None;
        }
        match kind {
            FieldKind::List(kind @ ValueKind::Object(_)) => Some((FieldKind::Value(kind), true)),
            FieldKind::List(_) => None,
            _ => Some((kind, false)),
        }
    }

    /// How a key that holds `kind` is written, and where the cursor stands afterwards.
    pub(super) fn key(&self, name: &str, kind: FieldKind, in_list: bool) -> (String, usize) {
        let token = self.found.token;
        let mut insert =
            if self.appends_colon() { self.prefix(in_list).to_owned() } else { String::new() };
        let column = self.outline.column(token.outer().start) + insert.len();
        let opens_quote = self.is_json && token.quote.is_none();
        if opens_quote {
            insert.push('"');
        }
        insert += name;
        if !self.appends_colon() {
            if opens_quote {
                insert.push('"');
            }
            let caret = insert.len();
            return (insert, caret);
        }
        insert.extend(token.quote.or(opens_quote.then_some('"')));
        insert.push(':');
        let (step, of_lists) = self.indentation();
        let after = match kind {
            FieldKind::List(_) if self.is_flow => " []".to_owned(),
            FieldKind::Value(ValueKind::Object(_)) | FieldKind::Map(_) if self.is_flow => {
                " {}".to_owned()
            }
            FieldKind::Value(ValueKind::String) if self.is_json => " \"\"".to_owned(),
            FieldKind::List(_) => format!("\n{}- ", " ".repeat(column + of_lists)),
            FieldKind::Value(ValueKind::Object(_)) | FieldKind::Map(_) => {
                format!("\n{}", " ".repeat(column + step))
            }
            FieldKind::Value(_) => " ".to_owned(),
        };
        insert += &after;
        let inside = usize::from(after.ends_with([']', '}', '"']));
        let caret = insert.len() - inside;
        (insert, caret)
    }

    /// How a value of this kind is written. Text that YAML reads as something else gets quotes.
    pub(super) fn value(&self, value: &str, kind: ValueKind) -> String {
        let token = self.found.token;
        let is_number = value.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'));
        let needs_quotes = match kind {
            ValueKind::String => self.is_json || is_number || NO_TEXT.contains(&value),
            ValueKind::IntOrString => self.is_json && !is_number,
            _ => false,
        };
        match token.quote {
            Some(_) if token.is_closed => value.to_owned(),
            Some(quote) => format!("{value}{quote}"),
            None if needs_quotes => format!("{}\"{value}\"", self.prefix(false)),
            None => format!("{}{value}", self.prefix(false)),
        }
    }

    /// How far mappings are indented below their key, and lists below theirs, as the first of each is in
    /// this document; else as kubectl prints them.
    fn indentation(&self) -> (usize, usize) {
        let (mut of_maps, mut of_lists) = (None, None);
        let mut waiting = vec![Outline::ROOT];
        while let Some(id) = waiting.pop() {
            if of_maps.is_some() && of_lists.is_some() {
                break;
            }
            waiting.extend(self.outline.items(id));
            for value in self.outline.entries(id).iter().map(|entry| entry.value) {
                waiting.push(value);
                let slot = match self.outline.node(value).value {
                    Value::Map(_) => &mut of_maps,
                    Value::List(_) => &mut of_lists,
                    _ => continue,
                };
                if slot.is_none() && !self.outline.node(value).is_flow {
                    *slot = self.further(id, value);
                }
            }
        }
        (of_maps.filter(|step| *step > 0).unwrap_or(2), of_lists.unwrap_or(0))
    }

    /// By how many columns `inner` is indented further than `outer`.
    fn further(&self, outer: NodeId, inner: NodeId) -> Option<usize> {
        self.outline.column_of(inner).checked_sub(self.outline.column_of(outer))
    }
}
