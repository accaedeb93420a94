//! The moment on screen as plain data, for `window.podline.snapshot()`: what course pages show and
//! tests assert. Described with types in docs/embedding.md; names here are names there.

use super::session::Session;
use crate::engine::{
    Condition, ContainerState, ContainerStatus, Event, EventKind, HookKind, PodState, Row, Subject,
    Timeline,
};
use crate::manifest::{Problem, Severity};
use crate::model::{Container, ContainerRole};
use crate::scene::words;
use leptos::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything about the moment on screen.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Snapshot {
    object: ObjectView,
    version: String,
    time: u64,
    playing: bool,
    end: u64,
    row: RowView,
    removed: bool,
    phase: String,
    conditions: BTreeMap<&'static str, bool>,
    containers: Vec<ContainerView>,
    events: Vec<EventView>,
    problems: Vec<ProblemView>,
    stale: bool,
    frames_scheduled: u32,
}

#[derive(Serialize)]
struct ObjectView {
    kind: &'static str,
    name: String,
    namespace: String,
}

#[derive(Serialize)]
struct RowView {
    name: String,
    ready: String,
    status: String,
    restarts: String,
    age: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContainerView {
    name: String,
    role: &'static str,
    state: &'static str,
    reason: Option<&'static str>,
    exit_code: Option<i32>,
    ready: bool,
    started: bool,
    restart_count: u32,
}

#[derive(Serialize)]
struct EventView {
    id: u32,
    time: u64,
    subject: String,
    kind: &'static str,
    text: String,
    cause: Option<u32>,
    rule: &'static str,
    assumed: bool,
}

#[derive(Serialize)]
struct ProblemView {
    severity: &'static str,
    kind: String,
    path: String,
    line: usize,
    column: usize,
    message: String,
    help: String,
}

impl Snapshot {
    /// The moment that `session` shows.
    pub(super) fn of(session: Session, frames_scheduled: u32) -> Self {
        let timeline = session.timeline.get_untracked();
        let cursor = session.cursor.get_untracked();
        let state = timeline.at(cursor);
        Self {
            object: ObjectView::of(&timeline),
            version: timeline.version.to_string(),
            time: cursor.0,
            playing: session.playing.get_untracked(),
            end: session.stops.read_untracked().end().0,
            row: RowView::of(timeline.row(cursor)),
            removed: state.removed,
            phase: state.phase.to_string(),
            conditions: Condition::ALL
                .map(|condition| (condition.as_str(), state.conditions.contains(&condition)))
                .into(),
            containers: containers(&timeline, &state),
            events: timeline
                .past(cursor)
                .iter()
                .map(|event| EventView::of(&timeline, event))
                .collect(),
            problems: session.problems.read_untracked().iter().map(ProblemView::of).collect(),
            stale: session.stale_since.read_untracked().is_some(),
            frames_scheduled,
        }
    }
}

impl ObjectView {
    fn of(timeline: &Timeline) -> Self {
        let pod = &timeline.pod;
        let (kind, name) = match &pod.owner {
            Some(owner) => (owner.kind.as_str(), owner.name.clone()),
            None => ("Pod", pod.name.clone()),
        };
        Self { kind, name, namespace: pod.namespace.clone() }
    }
}

impl RowView {
    fn of(row: Row) -> Self {
        Self {
            name: row.name,
            ready: row.ready,
            status: row.status,
            restarts: row.restarts,
            age: row.age,
        }
    }
}

fn containers(timeline: &Timeline, state: &PodState) -> Vec<ContainerView> {
    timeline
        .pod
        .containers()
        .iter()
        .zip(&state.containers)
        .map(|(container, status)| ContainerView::of(container, status))
        .collect()
}

impl ContainerView {
    fn of(container: &Container, status: &ContainerStatus) -> Self {
        let (state, reason, exit_code) = match status.state {
            ContainerState::Waiting(reason) => ("waiting", Some(reason.as_str()), None),
            ContainerState::Running { .. } => ("running", None, None),
            ContainerState::Terminated(ended) => {
                ("terminated", Some(ended.reason), Some(ended.exit_code))
            }
        };
        Self {
            name: container.name.clone(),
            role: match container.role {
                ContainerRole::Init => "init",
                ContainerRole::Sidecar => "sidecar",
                ContainerRole::App => "app",
            },
            state,
            reason,
            exit_code,
            ready: status.ready,
            started: status.started,
            restart_count: status.restart_count,
        }
    }
}

impl EventView {
    fn of(timeline: &Timeline, event: &Event) -> Self {
        Self {
            id: event.id.0,
            time: event.at.0,
            subject: match event.subject {
                Subject::Pod => "Pod".to_owned(),
                Subject::Container(container) => timeline.pod.container(container).name.clone(),
            },
            kind: kind(&event.kind),
            text: words::sentence(timeline, event),
            cause: event.cause.map(|cause| cause.0),
            rule: event.rule.id(),
            assumed: event.assumed,
        }
    }
}

impl ProblemView {
    fn of(problem: &Problem) -> Self {
        Self {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            kind: problem.kind.to_string(),
            path: problem.path.to_string(),
            line: problem.position.line,
            column: problem.position.column,
            message: problem.message.clone(),
            help: problem.help.clone(),
        }
    }
}

/// The name of an event's kind. Part of the interface: never renamed.
fn kind(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Scheduled => "Scheduled",
        EventKind::SandboxReady => "SandboxReady",
        EventKind::ConditionChanged(..) => "ConditionChanged",
        EventKind::PhaseChanged(_) => "PhaseChanged",
        EventKind::DeletionRequested { .. } => "DeletionRequested",
        EventKind::DeadlineExceeded => "DeadlineExceeded",
        EventKind::StopRequested => "StopRequested",
        EventKind::SandboxStopped => "SandboxStopped",
        EventKind::Removed => "Removed",
        EventKind::PullStarted => "PullStarted",
        EventKind::Pulled { .. } => "Pulled",
        EventKind::PullFailed(_) => "PullFailed",
        EventKind::PullBackOff { .. } => "PullBackOff",
        EventKind::Created => "Created",
        EventKind::Started => "Started",
        EventKind::HookStarted(HookKind::PostStart) => "PostStartStarted",
        EventKind::HookStarted(HookKind::PreStop) => "PreStopStarted",
        EventKind::HookFinished { hook: HookKind::PostStart, .. } => "PostStartFinished",
        EventKind::HookFinished { hook: HookKind::PreStop, .. } => "PreStopFinished",
        EventKind::Probed { .. } => "Probed",
        EventKind::BecameStarted => "BecameStarted",
        EventKind::BecameReady => "BecameReady",
        EventKind::BecameUnready => "BecameUnready",
        EventKind::ProbeVerdict(_) => "ProbeVerdict",
        EventKind::Stopping => "Stopping",
        EventKind::Term { .. } => "Term",
        EventKind::Kill => "Kill",
        EventKind::Exited { .. } => "Exited",
        EventKind::BackOff { .. } => "BackOff",
    }
}
