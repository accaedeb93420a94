//! What is open at a line: a chain of levels from the document's root to the innermost one.
//!
//! Chains share their outer levels, in an arena: a guess costs one or two new levels, whatever the
//! depth.

use super::grammar::{Type, Value};

/// What stands on a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Fields of a type.
    Object(Type),
    /// Items.
    List(Value),
    /// Free keys.
    Map(Value),
    /// Lines that are taken as they are: of a text (`|`), or of a value that may be anything.
    Raw {
        /// They are text.
        text: bool,
    },
    /// Nothing more: the manifest has ended, what follows is no part of it.
    Done,
}

/// A level in its [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LevelId(u32);

/// One level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    /// The level around it.
    pub(super) parent: Option<LevelId>,
    pub(super) shape: Shape,
    /// The fields it has, as bits by their index.
    pub(super) seen: u64,
    /// Something stands on it.
    pub(super) filled: bool,
    /// The column of its latest line, as pasted; of raw lines, of the first that has one.
    pub(super) column: usize,
    /// The column of the key or dash that opened it, as pasted.
    pub(super) opener_column: usize,
    /// The statement that opened it; `None` for the root.
    pub(super) opener: Option<usize>,
    /// Of a list, how many items it has; of an item, which one it is.
    pub(super) index: usize,
    /// The column that its lines get.
    pub(super) indent: usize,
    /// Tells chains apart.
    hash: u64,
}

/// All levels of one search.
#[derive(Debug, Default)]
pub(super) struct Arena {
    levels: Vec<Level>,
}

impl Arena {
    /// The level of a document.
    pub(super) fn root(&mut self, type_: Type) -> LevelId {
        self.add(Level {
            parent: None,
            shape: Shape::Object(type_),
            seen: 0,
            filled: false,
            column: 0,
            opener_column: 0,
            opener: None,
            index: 0,
            indent: 0,
            hash: 0,
        })
    }

    pub(super) fn get(&self, id: LevelId) -> &Level {
        &self.levels[id.0 as usize]
    }

    /// A level opened by a key or a dash of the level `parent`.
    pub(super) fn open(
        &mut self,
        parent: LevelId,
        shape: Shape,
        opener: usize,
        opener_column: usize,
    ) -> LevelId {
        let around = self.get(parent);
        let indent = match (shape, around.shape) {
            // A list's dashes stand under its key, as kubectl writes them.
            (Shape::List(_), _) => around.indent,
            _ => around.indent + 2,
        };
        let index = around.index.saturating_sub(1);
        self.add(Level {
            parent: Some(parent),
            shape,
            seen: 0,
            filled: false,
            column: opener_column,
            opener_column,
            opener: Some(opener),
            index: if matches!(around.shape, Shape::List(_)) { index } else { 0 },
            indent,
            hash: 0,
        })
    }

    /// The level with a line more, in `column` of the paste.
    pub(super) fn with_line(
        &mut self,
        id: LevelId,
        column: usize,
        field: Option<usize>,
    ) -> LevelId {
        let mut level = *self.get(id);
        level.seen |= field.map_or(0, |index| 1 << index);
        // The column of a text is that of its first line which has kept one.
        let is_text = level.filled && matches!(level.shape, Shape::Raw { .. });
        if !is_text || level.column <= level.opener_column {
            level.column = column;
        }
        level.index += usize::from(matches!(level.shape, Shape::List(_)));
        level.filled = true;
        self.add(level)
    }

    /// A number that two chains have in common only if the same may follow.
    pub(super) fn hash(&self, id: LevelId) -> u64 {
        self.get(id).hash
    }

    /// The levels from `id` outwards.
    pub(super) fn outwards(&self, id: LevelId) -> impl Iterator<Item = (LevelId, &Level)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let level = self.get(id);
            next = level.parent;
            Some((id, level))
        })
    }

    fn add(&mut self, mut level: Level) -> LevelId {
        let parent = level.parent.map_or(0, |parent| self.get(parent).hash);
        let tag = match level.shape {
            Shape::Object(_) => 1,
            Shape::List(_) => 2,
            Shape::Map(_) => 3,
            Shape::Raw { .. } => 4,
            Shape::Done => 5,
        };
        let mut hash = parent ^ 0x9e37_79b9_7f4a_7c15;
        let opener = level.opener.map_or(0, |opener| opener as u64 + 1);
        for part in [tag, opener, level.seen, u64::from(level.filled), level.column as u64] {
            hash = (hash ^ part).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
        }
        level.hash = hash;
        let id = LevelId(u32::try_from(self.levels.len()).unwrap_or(u32::MAX));
        self.levels.push(level);
        id
    }
}
