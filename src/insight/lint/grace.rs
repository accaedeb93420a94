//! What a shutdown takes, by simulating it again with all the time in the world.

use super::case::Case;
use crate::engine::{EventId, EventKind, SimTime, Subject, Timeline, Verb, simulate};
use crate::model::{Container, ContainerIndex, Millis};

/// The deletion of the timeline, unless it has a grace period of its own, and the Pod's grace period.
pub(super) fn deletion(case: &Case<'_>) -> Option<(SimTime, Millis)> {
    let action = case.timeline.scenario.deletion()?;
    if action.verb != (Verb::Delete { grace: None }) {
        return None;
    }
    let event = requested(case.timeline)?;
    Some((case.time(event), case.pod.termination_grace_period))
}

fn requested(timeline: &Timeline) -> Option<EventId> {
    let mut events = timeline.events.iter();
    let event = events.find(|event| matches!(event.kind, EventKind::DeletionRequested { .. }))?;
    Some(event.id)
}

/// When a container was killed for want of time in that deletion.
pub(super) fn killed(case: &Case<'_>, index: ContainerIndex, deleted: SimTime) -> Option<EventId> {
    let mut events = case.timeline.events.iter().filter(|event| event.at >= deleted);
    let subject = Subject::Container(index);
    let event = events.find(|event| event.subject == subject && event.kind == EventKind::Kill)?;
    Some(event.id)
}

/// The least grace period, in whole seconds, with which no container is killed; `None` if there is
/// none, as one of them ignores its stop signal.
pub(super) fn enough(case: &Case<'_>) -> Option<Millis> {
    deletion(case)?;
    let with = |grace: Millis| {
        let mut pod = case.pod.clone();
        pod.termination_grace_period = grace;
        simulate(&pod, &case.timeline.scenario, case.timeline.version)
    };
    let kills =
        |timeline: &Timeline| timeline.events.iter().any(|event| event.kind == EventKind::Kill);
    let unhurried = with(Millis::from_secs(12 * 3600));
    let since = unhurried.event(requested(&unhurried)?).at;
    let stopped = |kind: &EventKind| matches!(kind, EventKind::SandboxStopped);
    let over = unhurried.events.iter().rfind(|event| stopped(&event.kind))?.at;
    // A process that ends at the very moment of the deadline is killed, or not.
    Some(Millis::from_secs(over.since(since).whole_secs() + 1))
        .filter(|&grace| !kills(&with(grace)))
}

/// `40s would be enough`, with `about` where a time is assumed, or what stands in the way.
pub(super) fn advice(case: &Case<'_>) -> String {
    match enough(case) {
        Some(grace) => {
            let assumed = |(index, container): (ContainerIndex, &Container)| {
                let attempt = case.timeline.scenario.process(index).attempt(0);
                let of_hook = container.pre_stop.is_some() && attempt.pre_stop.takes.is_assumed();
                attempt.on_term.is_assumed() || of_hook
            };
            let about = if case.lasting().any(assumed) { "about " } else { "" };
            format!("{about}{grace} would be enough")
        }
        None => "no grace period is long enough, as a container ignores its stop signal".to_owned(),
    }
}
