//! What a part of the picture rests on, as it is told beside it.

use crate::insight::evidence::Evidence;
use crate::manifest::Object;

/// Where something is known from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// It is a guess from what programs usually do, and drawn as one.
    pub inferred: bool,
    /// How it is known: `inferred from its command, line 12`; empty where that goes without saying.
    pub words: String,
    /// The line of the manifest, from 1.
    pub line: Option<usize>,
}

impl Source {
    /// What `evidence` in the text of `object` comes to.
    pub(super) fn of(evidence: &Evidence, object: &Object) -> Self {
        let range = evidence.range(object);
        let line = range.map(|it| object.place.source.position(it.start).line);
        let words = evidence.basis.words();
        let words = line.map_or_else(|| words.to_owned(), |line| format!("{words}, line {line}"));
        Self { inferred: evidence.basis.is_inferred(), words, line }
    }

    /// The field `path` of `object`, which declares it.
    pub(super) fn declared(path: &crate::manifest::FieldPath, object: &Object) -> Self {
        let line = object.range(path).map(|it| object.place.source.position(it.start).line);
        Self { inferred: false, words: String::new(), line }
    }
}
