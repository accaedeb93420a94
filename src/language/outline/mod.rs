//! A document as keys, items and values with their places, whatever state it is in.
//!
//! A text under a cursor is seldom YAML: a word stands where a key will be, a bracket is not closed yet,
//! an item is one blank short. No parser accepts that, and a lenient one would guess at meanings. Here
//! only the layout counts: columns, dashes, colons and brackets. Nothing is refused, every text gives an
//! outline, in time that grows with its length. Values stay as they are written; aliases, tags and
//! escapes are nobody's question here. Knows nothing of Kubernetes.

mod block;
mod documents;
mod flow;
mod token;

pub(super) use documents::documents;
pub(super) use token::Token;

use crate::manifest::TextRange;

/// Stands at the cursor while a text is read, so that there is always a word under it: one code point
/// that no text means anything by.
const MARK: char = '\u{f8fe}';

/// A node of an [`Outline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(usize);

/// A value: where it begins, and what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Its first byte; of nothing, where it would begin.
    start: usize,
    pub(super) value: Value,
    /// Whether it is written in brackets.
    pub(super) is_flow: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing, so far.
    Empty,
    /// A word, in quotes or not.
    Scalar(Token),
    /// The lines of a `|` or `>`.
    Lines,
    Map(Vec<Entry>),
    List(Vec<NodeId>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Token,
    /// Whether a colon follows; else the key is half-typed.
    pub(super) has_colon: bool,
    pub(super) value: NodeId,
}

/// One step from a value to one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of a key.
    Key(String),
    /// The item with this index, from 0.
    Item(usize),
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The values on the way, each with the step that leads on from it, from the root to the value that
    /// is found or that has the key.
    pub(super) way: Vec<(NodeId, Step)>,
    /// The mapping that has the key, or the value.
    pub(super) node: NodeId,
    /// The word that is there.
    pub(super) token: Token,
    /// Whether it is a key, and whether a colon follows.
    pub(super) key: Option<bool>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// The document, with the [`MARK`] if there is a cursor.
    text: String,
    /// Where the document begins in the whole text.
    base: usize,
    /// Where the mark is in the document.
    mark: Option<usize>,
    nodes: Vec<Node>,
}

impl Outline {
    /// The document at `range` of `text`.
    pub(super) fn read(text: &str, range: TextRange) -> Self {
        Self::of(text[range.start..range.end].to_owned(), range.start, None)
    }

    /// The document at `range` of `text` with a cursor at the byte `cursor` of the text, which is in it.
    pub(super) fn with_cursor(text: &str, range: TextRange, cursor: usize) -> Self {
        let mut document = text[range.start..range.end].to_owned();
        let mark = cursor - range.start;
        document.insert(mark, MARK);
        Self::of(document, range.start, Some(mark))
    }

    fn of(text: String, base: usize, mark: Option<usize>) -> Self {
        let nodes = block::read(&text, mark);
        Self { text, base, mark, nodes }
    }

    /// The outermost value.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// The node `id`.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The entries of the mapping `id`; none if it is something else.
    pub(super) fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.node(id).value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of the list `id`; none if it is something else.
    pub(super) fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.node(id).value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The value at `key` of the mapping `id`.
    pub(super) fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        let mut entries = self.entries(id).iter();
        entries.find(|entry| self.word(&entry.key) == key).map(|entry| entry.value)
    }

    /// The value at the end of `keys` below `id`.
    pub(super) fn at(&self, id: NodeId, keys: &[&str]) -> Option<NodeId> {
        keys.iter().try_fold(id, |id, key| self.get(id, key))
    }

    /// The word at `key` of the mapping `id`; empty if there is none.
    pub(super) fn text_at(&self, id: NodeId, key: &str) -> String {
        self.get(id, key).map(|id| self.text(id)).unwrap_or_default()
    }

    /// The word that the value `id` is; empty if it is none.
    pub(super) fn text(&self, id: NodeId) -> String {
        match &self.node(id).value {
            Value::Scalar(token) => self.word(token),
            _ => String::new(),
        }
    }

    /// A word as it is written, without the cursor in it.
    pub(super) fn word(&self, token: &Token) -> String {
        let word = &self.text[token.start..token.end];
        if token.has(self.mark) { word.replace(MARK, "") } else { word.to_owned() }
    }

    /// What stands before the cursor in a word that the cursor is in.
    pub(super) fn before_cursor(&self, token: &Token) -> &str {
        self.mark.map_or("", |mark| &self.text[token.start..mark])
    }

    /// What stands before a word on its line.
    pub(super) fn line_before(&self, token: &Token) -> &str {
        let before = &self.text[..token.outer().start];
        &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..]
    }

    /// The byte before a word, its quote left out.
    pub(super) fn byte_before(&self, token: &Token) -> Option<u8> {
        let start = token.outer().start;
        self.text.as_bytes()[..start].last().copied()
    }

    /// The column of a byte of the document, from 0, in characters.
    pub(super) fn column(&self, offset: usize) -> usize {
        let before = &self.text[..offset];
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        before[line..].chars().filter(|c| !matches!(*c, MARK | '\u{feff}')).count()
    }

    /// The column of the keys of the mapping, or of the dashes of the list `id`, from 0.
    pub(super) fn column_of(&self, id: NodeId) -> usize {
        self.column(self.node(id).start)
    }

    /// A range of the document as one of the whole text.
    pub(super) fn in_text(&self, range: TextRange) -> TextRange {
        let place = |at: usize| {
            let beyond = self.mark.is_some_and(|mark| mark < at);
            self.base + if beyond { at - MARK.len_utf8() } else { at }
        };
        TextRange { start: place(range.start), end: place(range.end) }
    }

    /// Where the cursor is in the document.
    pub(super) fn mark(&self) -> Option<usize> {
        self.mark
    }

    /// The key or value at a byte of the document.
    pub(super) fn find(&self, offset: usize) -> Option<Found> {
        let mut way = Vec::new();
        let mut id = Self::ROOT;
        loop {
            let (step, next) = match &self.node(id).value {
                Value::Map(entries) => {
                    let after = entries.partition_point(|entry| entry.key.outer().start <= offset);
                    let entry = &entries[after.checked_sub(1)?];
                    if offset <= entry.key.outer().end {
                        let key = Some(entry.has_colon);
                        return Some(Found { way, node: id, token: entry.key, key });
                    }
                    (Step::Key(self.word(&entry.key)), entry.value)
                }
                Value::List(items) => {
                    let after = items.partition_point(|item| self.node(*item).start <= offset);
                    let at = after.checked_sub(1)?;
                    (Step::Item(at), items[at])
                }
                Value::Scalar(token) => {
                    let outer = token.outer();
                    let is_here = outer.start <= offset && offset <= outer.end;
                    return is_here.then_some(Found { way, node: id, token: *token, key: None });
                }
                Value::Empty | Value::Lines => return None,
            };
            way.push((id, step));
            id = next;
        }
    }
}

#[cfg(test)]
mod tests;
