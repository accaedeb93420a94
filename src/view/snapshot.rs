//! The moment on screen as plain data, for `window.podline.snapshot()`: what course pages show and
//! tests assert. Described with types in docs/embedding.md; names here are names there.

use super::session::{Session, Shown};
use super::workbench;
use crate::engine::{
    ContainerState, ContainerStatus, Event, EventKind, HookKind, PodState, SimTime, Subject,
    Timeline,
};
use crate::manifest::{Problem, Severity};
use crate::model::{Container, ContainerRole};
use crate::scene::words;
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

/// The moment that `session` shows.
pub(super) fn of(session: Session, frames_scheduled: u32) -> JsValue {
    let (reading, shown) = (session.reading.get_untracked(), session.shown.get_untracked());
    let timeline = shown.timeline();
    let cursor = session.cursor.get_untracked();
    let (state, row) = (timeline.at(cursor), timeline.row(cursor));
    let events = timeline.past(cursor).iter();
    let problems = workbench::problems(&reading.text, reading.version)
        .unwrap_or_else(|| reading.problems.iter().map(problem).collect::<Array>().into());
    Fields::new()
        .with("object", object(timeline))
        .text("version", &timeline.version.to_string())
        .number("time", cursor.0)
        .with("playing", session.playing())
        .number("end", shown.stops.end().0)
        .with(
            "row",
            Fields::new()
                .text("name", &row.name)
                .text("ready", &row.ready)
                .text("status", &row.status)
                .text("restarts", &row.restarts)
                .text("age", &row.age),
        )
        .with("pods", pods(&shown))
        .with("pod", u32::try_from(shown.pod).unwrap_or_default())
        .with("removed", state.removed)
        .text("phase", state.status.phase.as_str())
        .with("conditions", conditions(&state))
        .with("containers", containers(timeline, &state))
        .with("events", events.map(|event| self::event(timeline, event)).collect::<Array>())
        .with("problems", problems)
        .with("stale", reading.stale_since.is_some())
        .with("framesScheduled", frames_scheduled)
        .into()
}

/// A plain object under construction.
struct Fields(Object);

impl Fields {
    fn new() -> Self {
        Self(Object::new())
    }

    fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        // Fails only for objects that are frozen.
        let _ = Reflect::set(&self.0, &name.into(), &value.into());
        self
    }

    fn text(self, name: &str, value: &str) -> Self {
        self.with(name, value)
    }

    /// A number of milliseconds, or the like: far below what JavaScript's numbers hold exactly.
    #[expect(clippy::cast_precision_loss, reason = "nothing is simulated for 285 000 years")]
    fn number(self, name: &str, value: u64) -> Self {
        self.with(name, value as f64)
    }
}

impl From<Fields> for JsValue {
    fn from(fields: Fields) -> Self {
        fields.0.into()
    }
}

fn object(timeline: &Timeline) -> Fields {
    let pod = &timeline.pod;
    let (kind, name) = match &pod.owner {
        Some(owner) => (owner.kind.as_str(), &owner.name),
        None => ("Pod", &pod.name),
    };
    Fields::new().text("kind", kind).text("name", name).text("namespace", &pod.namespace)
}

/// The Pods of the workload, or the one that stands alone, each with the last phase it has.
fn pods(shown: &Shown) -> Array {
    let pod = |name: &str, created: SimTime, timeline: &Timeline| -> JsValue {
        let phase = timeline.at(timeline.until).status.phase;
        Fields::new()
            .text("name", name)
            .number("created", created.0)
            .text("phase", phase.as_str())
            .into()
    };
    match &shown.workload {
        Some(run) => {
            run.timeline.pods.iter().map(|it| pod(&it.name, it.created, &it.timeline)).collect()
        }
        None => Array::of1(&pod(&shown.timeline().pod.name, SimTime::ZERO, shown.timeline())),
    }
}

fn conditions(state: &PodState) -> Fields {
    state.status.conditions.iter().fold(Fields::new(), |fields, (condition, told)| {
        fields.with(condition.as_str(), told.value)
    })
}

fn containers(timeline: &Timeline, state: &PodState) -> Array {
    let declared = timeline.pod.indices().map(|index| (index, timeline.pod.container(index)));
    let told = |index| state.status.container(index).copied().unwrap_or_default();
    declared.map(|(index, declared)| container(declared, &told(index))).collect()
}

fn container(container: &Container, status: &ContainerStatus) -> JsValue {
    let (state, reason, exit_code) = match status.state {
        ContainerState::Empty => ("waiting", None, None),
        ContainerState::Waiting(waiting) => {
            ("waiting", Some(waiting.reason).filter(|reason| !reason.is_empty()), None)
        }
        ContainerState::Running { .. } => ("running", None, None),
        ContainerState::Terminated(ended) => {
            ("terminated", Some(ended.reason), Some(ended.exit_code))
        }
    };
    let role = match container.role {
        ContainerRole::Init => "init",
        ContainerRole::Sidecar => "sidecar",
        ContainerRole::App => "app",
    };
    Fields::new()
        .text("name", &container.name)
        .text("role", role)
        .text("state", state)
        .with("reason", reason.map_or(JsValue::NULL, JsValue::from))
        .with("exitCode", exit_code.map_or(JsValue::NULL, JsValue::from))
        .with("ready", status.ready)
        .with("started", status.started)
        .with("restartCount", status.restart_count)
        .into()
}

fn event(timeline: &Timeline, event: &Event) -> JsValue {
    let subject = match event.subject {
        Subject::Pod => "Pod",
        Subject::Container(container) => &timeline.pod.container(container).name,
    };
    Fields::new()
        .with("id", event.id.0)
        .number("time", event.at.0)
        .text("subject", subject)
        .text("kind", kind(&event.kind))
        .text("text", &words::sentence(timeline, event))
        .with("cause", event.cause.map_or(JsValue::NULL, |cause| cause.0.into()))
        .text("rule", event.rule.id())
        .with("assumed", event.assumed)
        .into()
}

fn problem(problem: &Problem) -> JsValue {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    Fields::new()
        .text("severity", severity)
        .text("kind", &problem.kind.to_string())
        .with("code", JsValue::NULL)
        .text("path", problem.path.as_str())
        .number("line", problem.position.line as u64)
        .number("column", problem.position.column as u64)
        .text("message", &problem.message)
        .text("help", &problem.help)
        .into()
}

/// The name of an event's kind. Part of the interface: never renamed.
fn kind(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Gated => "Gated",
        EventKind::Scheduled => "Scheduled",
        EventKind::SandboxReady => "SandboxReady",
        EventKind::SandboxLost => "SandboxLost",
        EventKind::SandboxChanged => "SandboxChanged",
        EventKind::RestartAllStarted => "RestartAllStarted",
        EventKind::RestartAllFinished => "RestartAllFinished",
        EventKind::ContainerRemoved { .. } => "ContainerRemoved",
        EventKind::ConditionChanged(..) => "ConditionChanged",
        EventKind::PhaseChanged(_) => "PhaseChanged",
        EventKind::DeletionRequested { .. } => "DeletionRequested",
        EventKind::DeadlineExceeded => "DeadlineExceeded",
        EventKind::PassStarted => "PassStarted",
        EventKind::PassFinished => "PassFinished",
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
