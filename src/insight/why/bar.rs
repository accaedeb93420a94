//! What a container does at an instant: the bar under the pointer, or the gap before it.

use super::{Case, Why, chain, ending, wait, watch_out, words};
use crate::engine::{EventId, EventKind, HookKind, PodState, Rule, SimTime};
use crate::model::{ContainerIndex, ContainerRole};

pub(super) fn why(case: &Case<'_>, index: ContainerIndex, at: SimTime) -> Why {
    let state = case.at(at);
    let waits = wait::of(case, index, at);
    let last = last_of(case, index, at);
    let question = question(case, &state, index, at);
    let answer = answer(case, &state, index, at, waits.is_empty());
    // A container that waits for others is explained by what those do.
    let led = last
        .filter(|_| !waits_for_others(&state, index))
        .or_else(|| led_by(case, &state, index, at));
    let id = led.unwrap_or(EventId(0));
    let watch_out = watch_out::at(case, case.timeline.event(id));
    Why { question, answer, steps: chain::to(case, id), waits, watch_out }
}

/// Whether what a container itself did last says nothing about why it stands still.
fn waits_for_others(state: &PodState, index: ContainerIndex) -> bool {
    let now = state.container(index);
    now.stopping && now.term_at.is_none() && now.hook.is_none()
}

/// The last thing that happened to a container and led to what it does now.
fn last_of(case: &Case<'_>, index: ContainerIndex, at: SimTime) -> Option<EventId> {
    let past = case.timeline.past(at).iter().rev();
    let mut of_it = past.filter(|event| words::container(event) == Some(index));
    let leads = |kind: &EventKind| {
        !matches!(
            kind,
            EventKind::Probed { .. }
                | EventKind::Stopping
                | EventKind::BecameUnready
                | EventKind::HookFinished { hook: HookKind::PreStop, .. }
        )
    };
    of_it.find(|event| leads(&event.kind)).map(|event| event.id)
}

/// What somebody else did last that a container waits for: the entry of the init list that is under way,
/// the app container that still runs, or the Pod.
fn led_by(
    case: &Case<'_>,
    state: &PodState,
    index: ContainerIndex,
    at: SimTime,
) -> Option<EventId> {
    let pod = case.pod();
    let last = if state.container(index).stopping {
        // Of those that use the time now, the last one to end holds up all.
        let uses_time = |other: &ContainerIndex| {
            let now = state.container(*other);
            now.is_running() && (now.term_at.is_some() || now.hook.is_some())
        };
        let others = pod.indices().filter(|other| pod.is_app(*other) || *other > index);
        let slowest = others
            .filter(uses_time)
            .max_by_key(|&other| case.end_after(other, at).unwrap_or(SimTime(u64::MAX)));
        slowest.and_then(|other| last_of(case, other, at))
    } else {
        let others = pod.indices().filter(|&other| other < index);
        others.filter_map(|other| last_of(case, other, at)).max()
    };
    last.or_else(|| {
        let of_pod = |kind: &EventKind| {
            matches!(
                kind,
                EventKind::Gated
                    | EventKind::Scheduled
                    | EventKind::SandboxReady
                    | EventKind::SandboxLost
                    | EventKind::DeletionRequested { .. }
            )
        };
        let mut past = case.timeline.past(at).iter().rev();
        past.find(|event| of_pod(&event.kind)).map(|event| event.id)
    })
}

fn question(case: &Case<'_>, state: &PodState, index: ContainerIndex, at: SimTime) -> String {
    let now = state.container(index);
    let name = case.name(index);
    if now.pulling_since.is_some() {
        format!("What does {name} wait for?")
    } else if now.is_running() && now.stopping {
        format!("Why is {name} still running?")
    } else if now.is_running() && now.hook == Some(HookKind::PostStart) {
        format!("Why does {name} hold up the others?")
    } else if now.is_running() && !now.started {
        format!("Why does {name} not count as started yet?")
    } else if now.is_running() && !now.ready && case.container(index).role != ContainerRole::Init {
        format!("Why is {name} not ready?")
    } else if now.is_running() {
        format!("Why is {name} running?")
    } else if !now.has_run() {
        let ever = case.timeline.events.iter().any(|event| {
            event.at > at
                && words::container(event) == Some(index)
                && event.kind == EventKind::Started
        });
        format!("Why has {name} not started{}?", if ever { " yet" } else { "" })
    } else if state.removed || state.stopped || last_is_exit(case, index, at) {
        format!("Why did {name} end?")
    } else {
        format!("Why does {name} not run?")
    }
}

fn last_is_exit(case: &Case<'_>, index: ContainerIndex, at: SimTime) -> bool {
    let last = last_of(case, index, at);
    last.is_some_and(|id| matches!(case.timeline.event(id).kind, EventKind::Exited { .. }))
}

/// One sentence where nothing is waited for, or where a run has ended.
fn answer(
    case: &Case<'_>,
    state: &PodState,
    index: ContainerIndex,
    at: SimTime,
    waits_for_nothing: bool,
) -> String {
    let now = state.container(index);
    let name = case.name(index);
    if now.is_running() && !now.stopping {
        return running(case, index, at);
    }
    let exit = last_of(case, index, at).map(|id| case.timeline.event(id));
    if let Some(exit) = exit.filter(|event| matches!(event.kind, EventKind::Exited { .. })) {
        let mut text = ending::of(case, index, exit);
        if waits_for_nothing {
            text = format!("{text} {name} is not started again.");
        }
        return text;
    }
    if !now.has_run() && (state.stopping_since.is_some() || state.stopped || state.removed) {
        return format!(
            "{name} never started, and once a Pod is being stopped nothing in it is started any more."
        );
    }
    String::new()
}

/// Until when a running container goes on.
fn running(case: &Case<'_>, index: ContainerIndex, at: SimTime) -> String {
    let name = case.name(index);
    match case.next_exit(index, at) {
        Some(end) if end.rule == Rule::ProcessEnds => {
            let basis = if end.assumed { " (assumed)" } else { "" };
            format!("{name} runs until its process ends by itself, at {}{basis}.", end.at)
        }
        Some(end) => format!("{name} runs until {}, when it is stopped.", end.at),
        None => format!("{name} runs on: nothing on this timeline ends it."),
    }
}
