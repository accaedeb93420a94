//! A document as nodes with text ranges: what was written, before any schema is asked.
//!
//! Nodes live in one arena per document. Aliases share the node of their anchor, so a tree is
//! never larger than its text; [`build`] bounds how far aliases and nesting may go, hence every
//! walk over a tree is bounded too. Knows YAML, nothing of Kubernetes.

mod build;
mod lenient;
mod offsets;
mod scalar;
mod syntax;

pub(in crate::manifest) use build::{Budget, read};
pub(crate) use scalar::{Scalar, infinity, resolve_plain, shortest};

use super::{FieldPath, TextRange};

/// How deep values may be nested.
pub const MAX_DEPTH: usize = 64;

/// How many values the aliases of one document may repeat.
pub const MAX_ALIASED: usize = 50_000;

/// A node of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its bytes in the text; of an aliased value, those at its anchor.
    pub(crate) range: TextRange,
    /// What was written there.
    pub(crate) value: Value,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A single value.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<NodeId>),
    /// A mapping, its keys unique and in order of appearance.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key as text.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_range: TextRange,
    /// The value.
    pub(crate) value: NodeId,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    root: NodeId,
}

impl Tree {
    /// The outermost value.
    pub(crate) fn root(&self) -> NodeId {
        self.root
    }

    /// Whether it is a mapping, as every object is.
    pub(super) fn is_map(&self) -> bool {
        matches!(self.node(self.root).value, Value::Map(_))
    }

    /// The node `id`.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The entry `key` of the mapping `id`, if it is one and has it.
    pub(crate) fn entry(&self, id: NodeId, key: &str) -> Option<&Entry> {
        match &self.node(id).value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The text at `key` of the mapping `id`, if that is text.
    pub(crate) fn text(&self, id: NodeId, key: &str) -> Option<&str> {
        match &self.node(self.entry(id, key)?.value).value {
            Value::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Where `path` below `from` stands: from its key to the end of its value.
    pub(crate) fn range(&self, from: NodeId, path: &FieldPath) -> Option<TextRange> {
        let (id, key) = self.find(from, path)?;
        let value = self.node(id).range;
        Some(match key {
            // An aliased value may stand elsewhere: then its key is all there is to mark.
            Some(key) if value.start < key.start => key,
            Some(key) => TextRange { start: key.start, end: value.end.max(key.end) },
            None => value,
        })
    }

    /// Whether `path` below `from` has a value: not null, and no empty text, list or mapping.
    pub(crate) fn has_value(&self, from: NodeId, path: &FieldPath) -> bool {
        self.find(from, path).is_some_and(|(id, _)| match &self.node(id).value {
            Value::Scalar(Scalar::Text(text)) => !text.is_empty(),
            Value::Scalar(scalar) => *scalar != Scalar::Null,
            Value::List(items) => !items.is_empty(),
            Value::Map(entries) => !entries.is_empty(),
        })
    }

    /// The value at `path` and, unless it is a list item, where its key stands.
    fn find(&self, from: NodeId, path: &FieldPath) -> Option<(NodeId, Option<TextRange>)> {
        let mut found = (from, None);
        for step in path.steps() {
            found = match &self.node(found.0).value {
                Value::Map(_) => {
                    let entry = self.entry(found.0, step)?;
                    (entry.value, Some(entry.key_range))
                }
                Value::List(items) => (*items.get(step.parse::<usize>().ok()?)?, None),
                Value::Scalar(_) => return None,
            };
        }
        Some(found)
    }
}

impl Value {
    /// The value as Go's JSON decoder names its type.
    pub(crate) fn json_type(&self) -> &'static str {
        match self {
            Self::Scalar(Scalar::Null) => "null",
            Self::Scalar(Scalar::Bool(_)) => "bool",
            Self::Scalar(Scalar::Int(_) | Scalar::Float(_)) => "number",
            Self::Scalar(Scalar::Text(_)) => "string",
            Self::List(_) => "array",
            Self::Map(_) => "object",
        }
    }
}
