//! Collections that are still open, and what each expects next.

use super::super::{Entry, NodeId};
use crate::manifest::{FieldPath, TextRange};

/// How far a node reaches, with everything its aliases repeat.
#[derive(Clone, Copy)]
pub(super) struct Weight {
    /// Values in it, itself included.
    pub(super) size: usize,
    /// Levels in it, itself included.
    pub(super) height: usize,
}

/// A collection that is still open.
pub(super) struct Frame {
    pub(super) items: Items,
    pub(super) start: usize,
    /// Written with brackets or braces.
    pub(super) flow: bool,
    pub(super) anchor: usize,
    pub(super) end: usize,
    pub(super) weight: Weight,
}

pub(super) enum Items {
    List(Vec<NodeId>),
    Map {
        entries: Vec<Entry>,
        /// For each entry, the `<<` that brought it, unless it is the mapping's own.
        merged: Vec<Option<TextRange>>,
        key: Key,
    },
}

/// What a mapping expects next.
pub(super) enum Key {
    /// A key.
    Awaited,
    /// The value of this key.
    Named(String, TextRange),
    /// The value of `<<`.
    Merge(TextRange),
    /// The value of a key that was no text.
    Unusable,
}

impl Weight {
    /// A single value, or a collection that holds nothing yet.
    pub(super) const ONE: Self = Self { size: 1, height: 1 };
}

impl Items {
    pub(super) fn list() -> Self {
        Self::List(Vec::new())
    }

    pub(super) fn map() -> Self {
        Self::Map { entries: Vec::new(), merged: Vec::new(), key: Key::Awaited }
    }
}

impl Frame {
    pub(super) fn awaits_key(&self) -> bool {
        matches!(self.items, Items::Map { key: Key::Awaited, .. })
    }

    pub(super) fn set_key(&mut self, next: Key) {
        if let Items::Map { key, .. } = &mut self.items {
            *key = next;
        }
    }

    /// Takes in the finished node `id` that reaches to the byte `end`, as an item or a value. The
    /// value of a `<<` is left to the caller, with the place of the `<<`.
    pub(super) fn take_in(&mut self, id: NodeId, weight: Weight, end: usize) -> Option<TextRange> {
        self.end = self.end.max(end);
        self.weight.size += weight.size;
        self.weight.height = self.weight.height.max(weight.height + 1);
        match &mut self.items {
            Items::List(items) => items.push(id),
            Items::Map { entries, merged, key } => match std::mem::replace(key, Key::Awaited) {
                Key::Named(name, key_range) => {
                    entries.push(Entry { key: name, key_range, value: id });
                    merged.push(None);
                }
                Key::Merge(range) => return Some(range),
                Key::Awaited | Key::Unusable => {}
            },
        }
        None
    }
}

/// The path of the value that comes next in the innermost of `frames`.
pub(super) fn path(frames: &[Frame]) -> FieldPath {
    frames.iter().fold(FieldPath::root(), |path, frame| match &frame.items {
        Items::List(items) => path.index(items.len()),
        Items::Map { key: Key::Named(name, _), .. } => path.child(name),
        Items::Map { .. } => path,
    })
}
