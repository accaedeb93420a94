//! One event: its chain of causes, what its exit code means, what comes next.

use super::question::question;
use super::sentence::sentence;
use super::{Case, Step, Why, chain, ending, versions, wait, watch_out, words};
use crate::engine::{Event, EventId, EventKind};
use crate::model::{ContainerIndex, Millis, ProbeKind};
use words::length;

pub(super) fn why(case: &Case<'_>, id: EventId) -> Why {
    let event = case.timeline.event(id);
    let mut answer = if event.cause.is_none() { outside(event) } else { String::new() };
    let mut waits = Vec::new();
    if event.kind == EventKind::Gated {
        waits = wait::of(case, ContainerIndex(0), event.at);
    }
    if let Some(index) = words::container(event) {
        match event.kind {
            EventKind::Exited { .. } => answer = ending::of(case, index, event),
            EventKind::Probed { probe, .. } => answer = probed(case, event, index, probe),
            // What has just begun: what it is waited for with.
            EventKind::PullStarted
            | EventKind::PullFailed(_)
            | EventKind::PullBackOff { .. }
            | EventKind::BackOff { .. }
            | EventKind::HookStarted(_)
            | EventKind::Stopping
            | EventKind::Term { .. } => waits = wait::of(case, index, event.at),
            _ => {}
        }
    }
    Why {
        question: question(case, event),
        answer,
        steps: chain::to(case, id),
        waits,
        watch_out: watch_out::at(case, event),
    }
}

/// What nobody in the Pod caused.
fn outside(event: &Event) -> String {
    match (&event.kind, event.assumed) {
        (EventKind::Gated, _) => String::new(),
        (EventKind::DeletionRequested { .. }, true) => {
            "This comes from outside: nothing in the manifest makes it happen. It is put here so that the end of the Pod can be seen.".to_owned()
        }
        _ => "This comes from outside: nothing in the manifest makes it happen.".to_owned(),
    }
}

/// A step of a chain.
pub(super) fn step(case: &Case<'_>, event: &Event) -> Step {
    Step {
        at: event.at,
        event: Some(event.id),
        text: case.full_stop(&sentence(case, event)),
        rule: Some(event.rule),
        versions: versions::of_event(case.timeline, event),
        lines: case.places(event),
        assumed: event.assumed,
    }
}

/// From when on a probe would pass, and who says so.
fn probed(case: &Case<'_>, event: &Event, index: ContainerIndex, probe: ProbeKind) -> String {
    let name = case.name(index);
    let before = &case.timeline.events[..event.id.0 as usize];
    let starts = before
        .iter()
        .filter(|it| words::container(it) == Some(index) && it.kind == EventKind::Started);
    let attempt = case.timeline.scenario.process(index).attempt(starts.count().saturating_sub(1));
    let from = match probe {
        ProbeKind::Startup => attempt.startup_after,
        ProbeKind::Readiness => attempt.ready_after,
        ProbeKind::Liveness => {
            return match attempt.liveness_fails_after {
                Some(after) => {
                    format!(
                        "{name} passes this probe until {} after its start, and fails it from then on.",
                        length(after)
                    )
                }
                None => format!("Nothing says that {name} ever fails this probe."),
            };
        }
    };
    let says = if from.is_assumed() { "is assumed to pass" } else { "passes" };
    match from.value {
        Some(Millis::ZERO) => format!("{name} {says} this probe as soon as it runs."),
        Some(after) => {
            format!("{name} {says} this probe from {} after its start on.", length(after))
        }
        None => format!("{name} never passes this probe."),
    }
}
