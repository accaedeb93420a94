//! What is to be written: values that do not stand in the text yet, in the style of what does.

use super::Editor;
use crate::manifest::tree::{NodeId, Scalar, Value, resolve_plain};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::fix) enum New {
    /// As it is to stand there: a number, a boolean, a quoted text, something in brackets.
    Raw(String),
    /// Text, quoted where that is needed.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping.
    Map(Vec<(String, Self)>),
}

/// How the author of a text indents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habits {
    /// By how much a mapping in a mapping.
    pub(super) step: usize,
    /// By how much the dash of a list below its key.
    pub(super) dash: usize,
    /// What ends a line.
    pub(super) line_break: &'static str,
}

impl Default for Habits {
    fn default() -> Self {
        Self { step: 2, dash: 0, line_break: "\n" }
    }
}

impl Habits {
    /// Those of the object, as far as it shows them: by its first mapping and its first list.
    pub(super) fn of(editor: &Editor<'_>) -> Self {
        let text = editor.source.text();
        let line_break = match (text.contains('\n'), text.contains('\r')) {
            (true, true) if text.contains("\r\n") => "\r\n",
            (false, true) => "\r",
            _ => "\n",
        };
        let (mut step, mut dash) = (None, None);
        let mut open = vec![editor.root];
        while let Some(id) = open.pop() {
            for at in 0..editor.entries(id).len() + editor.items(id).len() {
                let Some(spot) = editor.spot(id, at) else { continue };
                open.push(spot.value);
                let Some(key) = spot.key.filter(|_| !editor.is_flow(spot.value)) else { continue };
                let below = editor.spot(spot.value, 0).and_then(|first| editor.column(first));
                let by = below.and_then(|below| below.checked_sub(editor.column_of(key.start)));
                match editor.node(spot.value).value {
                    Value::Map(_) => step = step.or(by.filter(|by| *by > 0)),
                    Value::List(_) => dash = dash.or(by),
                    Value::Scalar(_) => {}
                }
            }
        }
        let habits = Self::default();
        Self { step: step.unwrap_or(habits.step), dash: dash.unwrap_or(habits.dash), line_break }
    }
}

impl New {
    /// Text.
    pub(in crate::fix) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or `true` or `false`.
    pub(in crate::fix) fn plain(value: impl ToString) -> Self {
        Self::Raw(value.to_string())
    }

    /// A mapping.
    pub(in crate::fix) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// What stands in the text as `id`.
    pub(super) fn copy(editor: &Editor<'_>, id: NodeId) -> Self {
        let written = editor.slice(id);
        match &editor.node(id).value {
            Value::Scalar(Scalar::Text(text)) => {
                let is_quoted = written.starts_with(['"', '\'']) && !written.contains(['\n', '\r']);
                if is_quoted { Self::Raw(written.to_owned()) } else { Self::text(text) }
            }
            Value::Scalar(Scalar::Null) => Self::plain("null"),
            Value::Scalar(_) => Self::plain(written),
            Value::List(items) => {
                Self::List(items.iter().map(|item| Self::copy(editor, *item)).collect())
            }
            Value::Map(entries) => {
                let copy = |entry: &super::Entry| {
                    (entry.key.clone(), Self::copy(editor, entry.value))
                };
                Self::Map(entries.iter().map(copy).collect())
            }
        }
    }

    /// On one line, with brackets and braces.
    pub(super) fn flow(&self, json: bool) -> String {
        match self {
            Self::Raw(raw) => raw.clone(),
            Self::Text(text) if json => quoted(text),
            Self::Text(text) => scalar(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.flow(json)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| value.flow_entry(key, json)).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// `key: value` within braces.
    pub(super) fn flow_entry(&self, key: &str, json: bool) -> String {
        let key = if json { quoted(key) } else { scalar(key) };
        format!("{key}: {}", self.flow(json))
    }

    /// `key: value` as lines whose keys stand in `column`; the first without its indentation.
    pub(super) fn entry(&self, key: &str, column: usize, habits: Habits) -> Vec<String> {
        let key = scalar(key);
        let column = match self {
            Self::List(items) if !items.is_empty() => column + habits.dash,
            Self::Map(entries) if !entries.is_empty() => column + habits.step,
            _ => return vec![format!("{key}: {}", self.flow(false))],
        };
        let mut lines = vec![format!("{key}:")];
        let mut below = self.block(column, habits);
        below[0].insert_str(0, &" ".repeat(column));
        lines.append(&mut below);
        lines
    }

    /// As lines that begin in `column`; the first without its indentation.
    pub(super) fn block(&self, column: usize, habits: Habits) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        match self {
            Self::List(items) if !items.is_empty() => {
                for (at, item) in items.iter().enumerate() {
                    let mut below = item.block(column + 2, habits);
                    let indent = if at > 0 { column } else { 0 };
                    below[0].insert_str(0, &format!("{}- ", " ".repeat(indent)));
                    lines.append(&mut below);
                }
            }
            Self::Map(entries) if !entries.is_empty() => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    let mut below = value.entry(key, column, habits);
                    if at > 0 {
                        below[0].insert_str(0, &" ".repeat(column));
                    }
                    lines.append(&mut below);
                }
            }
            _ => lines.push(self.flow(false)),
        }
        lines
    }
}

/// A text as YAML: plain if it reads as itself wherever it stands, else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_./@+=%:$()*".contains(c);
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "/._$(".contains(c));
    let reads_as_text = resolve_plain(text) == Scalar::Text(text.to_owned());
    if begins && reads_as_text && text.chars().all(is_safe) && !text.ends_with(':') {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in double quotes, as JSON and YAML both read it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
