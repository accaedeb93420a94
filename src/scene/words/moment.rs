//! What is so at one moment, read off the events passed: who runs, who is ready, who was signalled.

use crate::engine::{Event, EventKind, SimTime, Subject, Timeline};
use crate::model::{Container, ContainerIndex};

/// The events passed, and the one that is told.
pub(super) struct Moment<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) past: &'a [Event],
    pub(super) event: &'a Event,
}

impl Moment<'_> {
    pub(super) fn declared(&self, container: ContainerIndex) -> &Container {
        self.timeline.pod.container(container)
    }

    pub(super) fn name(&self, container: ContainerIndex) -> &str {
        &self.declared(container).name
    }

    pub(super) fn running(&self) -> Vec<ContainerIndex> {
        self.timeline.pod.indices().filter(|&container| self.runs(container)).collect()
    }

    pub(super) fn runs(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .find_map(|event| match event.kind {
                EventKind::Started => Some(true),
                EventKind::Exited { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    pub(super) fn of(&self, container: ContainerIndex) -> impl DoubleEndedIterator<Item = &Event> {
        self.past.iter().filter(move |event| event.subject == Subject::Container(container))
    }

    pub(super) fn last_exit(&self, container: ContainerIndex) -> Option<(SimTime, i32)> {
        self.of(container).rev().find_map(|event| match event.kind {
            EventKind::Exited { code, .. } => Some((event.at, code)),
            _ => None,
        })
    }

    pub(super) fn got_signal(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .take_while(|event| event.kind != EventKind::Started)
            .any(|event| matches!(event.kind, EventKind::Term { .. }))
    }

    pub(super) fn is_ready(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .find_map(|event| match event.kind {
                EventKind::BecameReady => Some(true),
                EventKind::BecameUnready | EventKind::Exited { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    pub(super) fn next_in_list(&self, container: ContainerIndex) -> Option<ContainerIndex> {
        self.timeline.pod.init_indices().find(|&next| next > container && !self.runs(next))
    }

    /// `a`, `a and b`, `a, b and c`, `a, b and 4 more`.
    pub(super) fn list(&self, containers: &[ContainerIndex]) -> String {
        let names: Vec<&str> = containers.iter().map(|&container| self.name(container)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one} and {two}"),
            [one, two, three] => format!("{one}, {two} and {three}"),
            [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
        }
    }
}
