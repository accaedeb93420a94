//! The chain of causes, without the links that say nothing new.

use super::{Case, Step, Versions, event, words};
use crate::engine::{Event, EventId, EventKind, Rule};

/// Longer chains are cut in the middle: the root stays, and what led here directly.
const MOST: usize = 12;
/// How many of the first links stay.
const FIRST: usize = 2;

/// What led to the event `id`, oldest first; it comes last.
pub(super) fn to(case: &Case<'_>, id: EventId) -> Vec<Step> {
    let timeline = case.timeline;
    let mut ids = timeline.causes(id);
    ids.reverse();
    let shown: Vec<&Event> = ids
        .iter()
        .enumerate()
        .map(|(place, &id)| (timeline.event(id), ids.get(place + 1)))
        .filter(|(event, next)| {
            next.is_none_or(|&next| tells(event, timeline.event(next), timeline.event(id)))
        })
        .map(|(event, _)| event)
        .collect();
    let mut steps = Vec::new();
    for (place, event) in shown.iter().enumerate() {
        let cut = shown.len() > MOST;
        if cut && (FIRST..shown.len() - (MOST - FIRST)).contains(&place) {
            if place == FIRST {
                steps.push(left_out(event, shown.len() - MOST));
            }
            continue;
        }
        steps.push(event::step(case, event));
    }
    steps
}

/// Whether a link says something that the `next` one does not, for somebody who asks about `last`.
fn tells(event: &Event, next: &Event, last: &Event) -> bool {
    let same = event.subject == next.subject;
    // How another container came up matters less than that it did, and what it released by that.
    let aside = same && event.subject != last.subject;
    match event.kind {
        EventKind::PullStarted | EventKind::Pulled { .. } | EventKind::Started if aside => false,
        EventKind::Pulled { already_present, .. } => {
            already_present || !same || next.kind != EventKind::Created
        }
        // Of the runs before, their end.
        EventKind::Started => {
            let goes_on = matches!(next.kind, EventKind::Exited { .. }) && next.id != last.id;
            !(same && (goes_on || matches!(next.kind, EventKind::HookStarted(_))))
        }
        EventKind::HookFinished { failed: false, cut: false, .. } => {
            !matches!(next.kind, EventKind::Term { .. })
        }
        // The kubelet's own decisions, where only the act before them decides.
        EventKind::StopRequested => !matches!(event.rule, Rule::StopAll | Rule::ActiveDeadline),
        // What follows from them says it all: a single try of a probe, a step on the way.
        EventKind::Created
        | EventKind::Probed { .. }
        | EventKind::Stopping
        | EventKind::PassStarted
        | EventKind::PassFinished => false,
        // An act on a container follows from its end, not from what the status says of it.
        EventKind::ConditionChanged(..) | EventKind::PhaseChanged(_) => {
            words::container(next).is_none()
        }
        _ => true,
    }
}

/// Stands for `count` links; `event` is the first of them.
fn left_out(event: &Event, count: usize) -> Step {
    let link = if count == 1 { "step is" } else { "steps are" };
    Step {
        at: event.at,
        event: None,
        text: format!("{count} {link} left out here."),
        rule: None,
        versions: Versions::default(),
        lines: Vec::new(),
        assumed: false,
    }
}
