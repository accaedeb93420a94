//! The text of one object, to be changed at a few places: where each field and item is written, and in
//! which style its author writes.
//!
//! A function that makes edits returns `None` where it cannot keep what stands around them: a value that
//! an alias or a merge key brings is written elsewhere, and is not changed here. Knows YAML and JSON,
//! nothing of Kubernetes.

mod deepen;
mod insert;
mod lines;
mod nest;
mod relocate;
mod remove;
mod replace;
mod reshape;
mod value;

pub(super) use insert::After;
pub(super) use nest::Around;
pub(super) use value::New;

use crate::manifest::tree::{Entry, Node, NodeId, Scalar, Tree, Value};
use crate::manifest::{FieldPath, Object, Source, TextRange};
use std::cell::OnceCell;
use value::Habits;

/// The text and the tree of one object.
pub(super) struct Editor<'a> {
    source: &'a Source,
    tree: &'a Tree,
    root: NodeId,
    habits: OnceCell<Habits>,
}

/// A field or a list item, at the place where it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    parent: NodeId,
    /// Its position in the parent.
    at: usize,
    /// Its value.
    pub(super) value: NodeId,
    /// Its key; `None` for a list item.
    pub(super) key: Option<TextRange>,
}

impl<'a> Editor<'a> {
    pub(super) fn new(object: &'a Object) -> Self {
        let place = &object.place;
        Self { source: &place.source, tree: &place.tree, root: place.root, habits: OnceCell::new() }
    }

    /// How the author indents: read when something is to be written.
    fn habits(&self) -> Habits {
        *self.habits.get_or_init(|| Habits::of(self))
    }

    /// The field at `path`, if it is written there.
    pub(super) fn find(&self, path: &FieldPath) -> Option<Spot> {
        let mut spot: Option<Spot> = None;
        for step in path.steps() {
            let parent = spot.map_or(self.root, |spot| spot.value);
            spot = Some(self.step(parent, step)?);
        }
        spot
    }

    /// The value at `path`, if it is written there; for the empty path the object.
    pub(super) fn value(&self, path: &FieldPath) -> Option<NodeId> {
        if path.as_str().is_empty() { Some(self.root) } else { Some(self.find(path)?.value) }
    }

    /// The text at `path`.
    pub(super) fn text(&self, path: &FieldPath) -> Option<&'a str> {
        match &self.node(self.value(path)?).value {
            Value::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// How many items the list at `path` has.
    pub(super) fn count(&self, path: &FieldPath) -> usize {
        self.value(path).map_or(0, |id| self.items(id).len())
    }

    /// The keys of the mapping at `path`.
    pub(super) fn keys(&self, path: &FieldPath) -> Vec<&'a str> {
        let entries = self.value(path).map_or(&[][..], |id| self.entries(id));
        entries.iter().map(|entry| entry.key.as_str()).collect()
    }

    /// What stands at `path`, to be written again elsewhere.
    pub(super) fn copy(&self, path: &FieldPath) -> Option<New> {
        Some(New::copy(self, self.value(path)?))
    }

    /// What is written as `id`, with its brackets or quotes.
    pub(super) fn slice(&self, id: NodeId) -> &'a str {
        self.source.slice(self.node(id).range)
    }

    /// The single value that begins where `range` does, and its path.
    pub(super) fn scalar_at(&self, range: TextRange) -> Option<FieldPath> {
        let mut open = vec![(self.root, FieldPath::root())];
        while let Some((id, path)) = open.pop() {
            for (spot, path) in self.children(id, &path) {
                let node = self.node(spot.value);
                match node.value {
                    Value::Scalar(_) if node.range.start == range.start => return Some(path),
                    Value::Scalar(_) => {}
                    _ if holds(node.range, range.start) => open.push((spot.value, path)),
                    _ => {}
                }
            }
        }
        None
    }

    /// How many single values of the object are this text.
    pub(super) fn mentions(&self, text: &str) -> usize {
        let (mut count, mut open) = (0, vec![self.root]);
        while let Some(id) = open.pop() {
            match &self.node(id).value {
                Value::Scalar(Scalar::Text(own)) => count += usize::from(own == text),
                Value::Scalar(_) => {}
                _ => {
                    let spots = (0..self.len(id)).filter_map(|at| self.spot(id, at));
                    open.extend(spots.map(|spot| spot.value));
                }
            }
        }
        count
    }

    /// The field whose key stands at `range`, and the path of its mapping.
    pub(super) fn key_at(&self, range: TextRange) -> Option<(FieldPath, Spot)> {
        let mut open = vec![(self.root, FieldPath::root())];
        while let Some((id, path)) = open.pop() {
            for (spot, below) in self.children(id, &path) {
                if spot.key == Some(range) {
                    return Some((path, spot));
                }
                let node = self.node(spot.value);
                if !matches!(node.value, Value::Scalar(_)) && holds(node.range, range.start) {
                    open.push((spot.value, below));
                }
            }
        }
        None
    }

    /// The whole text.
    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// What ends a line of the text.
    pub(super) fn line_break(&self) -> &'static str {
        self.habits().line_break
    }

    /// Whether the object is JSON: braces around it, and its keys in quotes.
    pub(super) fn is_json(&self) -> bool {
        let is_quoted = |entry: &Entry| self.source.slice(entry.key_range).starts_with('"');
        self.is_flow(self.root) && self.entries(self.root).first().is_some_and(is_quoted)
    }

    /// Whether a list or mapping is written with brackets or braces.
    pub(super) fn is_flow(&self, id: NodeId) -> bool {
        let is_open = |open| self.slice(id).starts_with(open);
        match self.node(id).value {
            Value::List(_) => is_open('['),
            Value::Map(_) => is_open('{'),
            Value::Scalar(_) => false,
        }
    }

    fn node(&self, id: NodeId) -> &'a Node {
        self.tree.node(id)
    }

    fn entries(&self, id: NodeId) -> &'a [Entry] {
        match &self.node(id).value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    fn items(&self, id: NodeId) -> &'a [NodeId] {
        match &self.node(id).value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The fields or items of `id` that are written there, with their paths.
    fn children(&self, id: NodeId, path: &FieldPath) -> Vec<(Spot, FieldPath)> {
        let of_map = self.entries(id).iter().map(|entry| path.child(&entry.key));
        let paths = of_map.chain((0..self.items(id).len()).map(|at| path.index(at)));
        let spots = paths.enumerate().filter_map(|(at, path)| Some((self.spot(id, at)?, path)));
        spots.collect()
    }

    fn step(&self, parent: NodeId, step: &str) -> Option<Spot> {
        let at = match &self.node(parent).value {
            Value::Map(entries) => entries.iter().position(|entry| entry.key == step)?,
            Value::List(_) => step.parse().ok()?,
            Value::Scalar(_) => return None,
        };
        self.spot(parent, at)
    }

    /// The entry or item `at` of `parent`; `None` if it is written elsewhere.
    fn spot(&self, parent: NodeId, at: usize) -> Option<Spot> {
        let whole = self.node(parent).range;
        let is_within = |range: TextRange| range.start >= whole.start && range.end <= whole.end;
        let (value, key) = match &self.node(parent).value {
            Value::Map(entries) => {
                let entry = entries.get(at)?;
                (entry.value, Some(entry.key_range))
            }
            Value::List(items) => (*items.get(at)?, None),
            Value::Scalar(_) => return None,
        };
        let range = self.node(value).range;
        let after = match (key, at.checked_sub(1)) {
            (Some(key), _) => key.start,
            // An alias of an item before it stands there.
            (None, Some(before)) => self.node(self.items(parent)[before]).range.end,
            (None, None) => whole.start,
        };
        let is_here = is_within(range) && range.start >= after;
        let is_key = |key| is_within(key) && self.is_key(key) && self.is_in_line(parent, key);
        (is_here && key.is_none_or(is_key)).then_some(Spot { parent, at, value, key })
    }

    /// Whether a key of a block stands below its first one: one that a merge key brings may come from
    /// deeper inside.
    fn is_in_line(&self, parent: NodeId, key: TextRange) -> bool {
        let first = self.entries(parent).first().map_or(key, |entry| entry.key_range);
        self.is_flow(parent) || self.column_of(first.start) == self.column_of(key.start)
    }

    /// Whether a key is written as one, without an anchor or a tag.
    fn is_key(&self, range: TextRange) -> bool {
        !self.source.slice(range).starts_with(['&', '!', '*', '?'])
    }

    /// The key of a field.
    pub(super) fn key(&self, spot: Spot) -> Option<&'a str> {
        spot.key?;
        Some(&self.entries(spot.parent).get(spot.at)?.key)
    }

    /// From its key, if it has one, to the end of its value.
    pub(super) fn range(&self, spot: Spot) -> TextRange {
        let value = self.node(spot.value).range;
        TextRange { start: spot.key.map_or(value.start, |key| key.start), end: value.end }
    }

    /// Whether nothing is written as its value.
    fn is_blank(&self, spot: Spot) -> bool {
        let range = self.node(spot.value).range;
        range.start == range.end || spot.key == Some(range)
    }

    fn is_null(&self, id: NodeId) -> bool {
        self.node(id).value == Value::Scalar(Scalar::Null)
    }
}

fn holds(range: TextRange, at: usize) -> bool {
    range.start <= at && at < range.end
}
