//! The lane of one container, as data: what stands on it from left to right.

use super::{Label, Span};
use crate::engine::{EventId, SimTime};
use crate::model::{ContainerIndex, ContainerRole, Millis};

/// A stretch without a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// From when to when.
    pub span: Span,
    /// The reason as Kubernetes writes it.
    pub title: String,
}

/// One image pull.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// From when to when.
    pub span: Span,
    /// It failed.
    pub failed: bool,
    /// The event that began it.
    pub event: EventId,
    /// What the pointer is told.
    pub title: String,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// The exit code.
    pub code: i32,
    /// The event behind it.
    pub event: EventId,
    /// What the pointer is told.
    pub title: String,
}

/// One run of the process.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// From process start to exit, or to the edge of the picture.
    pub span: Span,
    /// The event that started it.
    pub event: EventId,
    /// When the stop signal was sent: from there on the bar is striped.
    pub term: Option<SimTime>,
    /// How it ended; `None` while it still runs at the edge of the picture.
    pub exit: Option<Exit>,
    /// The time of its end is merely assumed: this many pixels of its right end are dashed.
    pub assumed_end: Option<f64>,
    /// What the pointer is told.
    pub title: String,
}

/// One run of a lifecycle hook.
#[derive(Clone, Debug, PartialEq)]
pub struct HookBlock {
    /// From when to when.
    pub span: Span,
    /// The event that began it.
    pub event: EventId,
    /// What it is: `preStop: sleep 5`.
    pub text: String,
    /// Whether there is room to write that into it.
    pub named: bool,
    /// The time of its end is merely assumed.
    pub assumed_end: bool,
    /// What the pointer is told.
    pub title: String,
}

/// One probe result that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeMark {
    /// When.
    pub at: SimTime,
    /// Passed, not failed.
    pub success: bool,
    /// The event behind it.
    pub event: EventId,
    /// What the pointer is told.
    pub title: String,
}

/// A signal sent to the process.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalMark {
    /// When.
    pub at: SimTime,
    /// SIGKILL, not the stop signal.
    pub kill: bool,
    /// The event behind it.
    pub event: EventId,
    /// What the pointer is told.
    pub title: String,
}

/// A back-off: the kubelet waits before it tries again.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// From when to when.
    pub span: Span,
    /// The whole delay.
    pub delay: Millis,
    /// The event that began it.
    pub event: EventId,
    /// What the pointer is told.
    pub title: String,
}

/// The lane of one container.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Whose lane.
    pub container: ContainerIndex,
    /// The container's name.
    pub name: String,
    /// What it is to the lifecycle.
    pub role: ContainerRole,
    /// The number of its hue, 1 to 8, in declared order.
    pub hue: usize,
    /// Its declared position in the init list, from 1; app containers have none.
    pub position: Option<usize>,
    /// The whole lane in one sentence, for screen readers.
    pub sentence: String,
    /// Stretches without a process.
    pub waits: Vec<Wait>,
    /// Image pulls.
    pub pulls: Vec<Pull>,
    /// Runs of the process.
    pub runs: Vec<Run>,
    /// When it counted in READY.
    pub ready: Vec<Span>,
    /// Hooks.
    pub hooks: Vec<HookBlock>,
    /// Probe results, thinned where they would run together.
    pub probes: Vec<ProbeMark>,
    /// Signals.
    pub signals: Vec<SignalMark>,
    /// Back-off gaps.
    pub gaps: Vec<Gap>,
    /// What is written beside the marks.
    pub labels: Vec<Label>,
}

/// Lanes of one role under their heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The role they share.
    pub role: ContainerRole,
    /// The heading, in the words of the look.
    pub title: &'static str,
    /// The lanes in declared order; never empty.
    pub lanes: Vec<Lane>,
}

/// The lanes by role; roles that do not occur have no group.
pub(super) fn groups(lanes: Vec<Lane>) -> Vec<Group> {
    let mut groups = vec![
        Group { role: ContainerRole::Init, title: "Init containers", lanes: Vec::new() },
        Group { role: ContainerRole::Sidecar, title: "Native sidecars", lanes: Vec::new() },
        Group { role: ContainerRole::App, title: "Containers", lanes: Vec::new() },
    ];
    for lane in lanes {
        if let Some(group) = groups.iter_mut().find(|group| group.role == lane.role) {
            group.lanes.push(lane);
        }
    }
    groups.retain(|group| !group.lanes.is_empty());
    groups
}
