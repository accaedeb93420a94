//! The smallest grace period that would be enough, found by simulating the stop again.

use super::{begin, is_late, total};
use crate::engine::{
    Action, Basis, Event, EventKind, HookKind, Rule, SimTime, Timeline, Verb, simulate,
};
use crate::model::Millis;

/// Longer than any stop that ends by itself is taken to be.
const UNHURRIED: Millis = Millis::from_secs(12 * 3600);

/// The smallest number of whole seconds with which nobody is killed, no hook is cut and no sidecar loses
/// its turn, nor comes so close that it is a matter of luck: what ends at the very instant of a deadline is
/// late or not.
pub(super) fn enough(timeline: &Timeline) -> Option<Millis> {
    let unhurried = with(timeline, UNHURRIED);
    let stop = begin(&unhurried)?;
    if !suffices(&unhurried) {
        return None;
    }
    let from = unhurried.event(stop).at;
    let last = unhurried.events.iter().rfind(|event| event.kind == EventKind::SandboxStopped)?;
    // Less may do, as used time counts in whole seconds and the runtime gets two in any case.
    let (mut low, mut high) = (1, last.at.since(from).whole_secs() + 2);
    while low < high {
        let middle = low + (high - low) / 2;
        if suffices(&with(timeline, Millis::from_secs(middle))) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(Millis::from_secs(high)).filter(|&grace| suffices(&with(timeline, grace)))
}

/// The same Pod, stopped with another grace period.
fn with(timeline: &Timeline, grace: Millis) -> Timeline {
    let mut pod = timeline.pod.clone();
    pod.termination_grace_period = grace;
    let mut scenario = timeline.scenario.clone().without_deletion();
    let mut events = timeline.events.iter();
    // Whether it stands in the scenario or a controller deleted the Pod.
    let deleted = events.find(|event| matches!(event.kind, EventKind::DeletionRequested { .. }));
    if let Some(deleted) = deleted {
        let verb = Verb::Delete { grace: Some(grace) };
        let before = scenario.actions.partition_point(|action| action.at <= deleted.at);
        scenario.actions.insert(before, Action { at: deleted.at, verb, basis: Basis::Chosen });
    }
    simulate(&pod, &scenario, timeline.version)
}

fn suffices(timeline: &Timeline) -> bool {
    let Some(stop) = begin(timeline) else { return false };
    let end = timeline.event(stop).at + total(timeline, stop);
    timeline.events[stop.0 as usize..].iter().all(|event| match event.kind {
        EventKind::HookFinished { hook: HookKind::PreStop, cut, .. } => !cut && event.at < end,
        // Who waits for its turn gets it before the end.
        EventKind::Term { .. } => {
            event.rule != Rule::TurnCut && (event.at < end || waits_for_nobody(event))
        }
        EventKind::Kill => !is_late(event),
        EventKind::Exited { .. } => deadline(timeline, event).is_none_or(|at| event.at < at),
        _ => true,
    })
}

/// Whether a stop signal comes with the beginning of the stop, or with the end of a hook.
fn waits_for_nobody(term: &Event) -> bool {
    !matches!(term.rule, Rule::SidecarsAfterApps | Rule::SidecarsReversed)
}

/// When SIGKILL would come to a process that ended on its stop signal.
fn deadline(timeline: &Timeline, exited: &Event) -> Option<SimTime> {
    let cause = timeline.event(exited.cause?);
    match cause.kind {
        EventKind::Term { grace } => Some(cause.at + grace),
        _ => None,
    }
}
