//! Keys: text, each once in a mapping.

use super::super::scalar::{Scalar, resolve_plain, shortest};
use super::super::{Entry, NodeId, Value, syntax};
use super::Builder;
use super::frame::{Key, path};
use crate::manifest::{Problem, ProblemKind, Severity, TextRange};
use std::collections::BTreeMap;

impl Builder<'_> {
    /// Takes in a scalar where a key stands.
    pub(super) fn on_key(&mut self, text: &str, plain: bool, range: TextRange) {
        let next = if plain && text == "<<" {
            Key::Merge(range)
        } else {
            let resolved = if plain { resolve_plain(text) } else { Scalar::Text(text.to_owned()) };
            match key_text(resolved) {
                Some(name) => Key::Named(name, range),
                None => self.unusable_key(range),
            }
        };
        self.set_key(next);
    }

    fn unusable_key(&mut self, range: TextRange) -> Key {
        // A key within a key, as in `{{ .Values.x }}:`, is one fault.
        let is_told = |problem: &Problem| {
            problem.range.start >= range.start && problem.range.end <= range.end
        };
        if !self.problems.told().last().is_some_and(is_told) {
            let help = if self.source.slice(range).starts_with("{{") || self.after_brace(range) {
                syntax::TEMPLATE_HELP
            } else {
                "Write the key as plain text."
            };
            let message = "invalid map key: a key must be text";
            let draft =
                || Problem::draft(ProblemKind::Syntax, &path(&self.stack), message).help(help);
            self.problems.add(Severity::Error, self.source, range, draft);
        }
        Key::Unusable
    }

    /// Whether `range` begins with a brace that directly follows another one, as in `{{ .Values.x }}`.
    fn after_brace(&self, range: TextRange) -> bool {
        let text = self.source.text();
        text[range.start..].starts_with('{') && text[..range.start].ends_with('{')
    }

    /// Keeps the last entry of each key, as kubectl does, and reports those that are written again or
    /// that a later `<<` sets again.
    pub(super) fn drop_duplicates(
        &mut self,
        entries: &mut Vec<Entry>,
        merged: &[Option<TextRange>],
    ) {
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        let mut dropped = Vec::new();
        for (at, second) in entries.iter().enumerate() {
            let Some(first) = last.insert(&second.key, at) else { continue };
            dropped.push(first);
            if merged[first].is_some() {
                continue;
            }
            let draft = || {
                let line = self.source.position(entries[first].key_range.start).line;
                let path = path(&self.stack).child(&second.key);
                let message = format!("duplicate field \"{path}\"");
                let remedy =
                    if merged[at].is_some() { "write `<<` first" } else { "remove one of them" };
                Problem::draft(ProblemKind::DuplicateField, &path, message).help(format!(
                    "It is already set in line {line}. kubectl keeps the last one; {remedy}."
                ))
            };
            let range = merged[at].unwrap_or(second.key_range);
            self.problems.add(Severity::Warning, self.source, range, draft);
        }
        if dropped.is_empty() {
            return;
        }
        let mut keep = vec![true; entries.len()];
        for at in dropped {
            keep[at] = false;
        }
        let mut keep = keep.into_iter();
        entries.retain(|_| keep.next() == Some(true));
    }

    /// Takes in the finished node `id` where a key stands: an alias or an anchored text, or what
    /// cannot be a key.
    pub(super) fn on_key_node(&mut self, id: NodeId) {
        let node = &self.nodes[id.0];
        let range = node.range;
        let name = match &node.value {
            Value::Scalar(scalar) => key_text(scalar.clone()),
            _ => None,
        };
        let next = match name {
            // A template, told of at its inner brace.
            Some(name) if name.starts_with("{{") => Key::Unusable,
            Some(name) => Key::Named(name, range),
            None => self.unusable_key(self.source.first_line(range)),
        };
        self.set_key(next);
    }

    fn set_key(&mut self, next: Key) {
        if let Some(frame) = self.stack.last_mut() {
            frame.set_key(next);
        }
    }
}

/// A key as text: sigs.k8s.io/yaml turns numbers and booleans into their JSON text.
fn key_text(key: Scalar) -> Option<String> {
    match key {
        Scalar::Text(text) => Some(text),
        Scalar::Float(number) => Some(shortest(&number)),
        Scalar::Int(number) => Some(number.to_string()),
        Scalar::Bool(value) => Some(value.to_string()),
        Scalar::Null => None,
    }
}
