//! What is told about the text, as far as the page itself shows it: how much, and at which lines. By
//! the language worker once it is there; until then what reading for the simulation has found.

use super::{Reading, Session};
use crate::manifest::{Problem, Severity};
use crate::markup;
use leptos::prelude::*;
use std::sync::Arc;

/// How much is told, and at which lines.
pub(in crate::view) struct Told {
    /// "2 errors, 1 warning".
    pub(in crate::view) count: String,
    /// Line and severity of each, in order of place.
    pub(in crate::view) marks: Vec<(usize, Severity)>,
}

impl Told {
    pub(super) fn of(problems: &[Problem]) -> Arc<Self> {
        let marks = problems.iter().map(|it| (it.position.line, it.severity)).collect();
        Arc::new(Self { count: markup::problem_count(problems), marks })
    }

    /// How many errors there are.
    pub(in crate::view) fn errors(&self) -> usize {
        self.marks.iter().filter(|(_, severity)| *severity == Severity::Error).count()
    }

    /// The worst severity of all.
    pub(in crate::view) fn worst(&self) -> Option<Severity> {
        self.marks.iter().map(|(_, severity)| *severity).min()
    }
}

impl Session {
    /// What is told about the text.
    pub(in crate::view) fn told(self) -> Arc<Told> {
        let by_worker = self.reviewed.get();
        by_worker.unwrap_or_else(|| self.reading.with(|reading: &Arc<Reading>| Arc::clone(&reading.told)))
    }
}
