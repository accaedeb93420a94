//! What is easily overlooked at an event.

use super::{Case, words};
use crate::engine::{Event, EventKind, HookKind, OnTerm};
use crate::insight::patterns::{self, LocalCall};
use crate::model::{ContainerIndex, ContainerRole};

/// Sentences, the most important first.
pub(super) fn at(case: &Case<'_>, event: &Event) -> Vec<String> {
    let mut found = Vec::new();
    let Some(index) = words::container(event) else { return found };
    match event.kind {
        EventKind::Exited { .. } => found.extend(refused(case, event, index)),
        EventKind::Started => found.extend(refused_yet(case, event, index)),
        EventKind::HookStarted(HookKind::PreStop) => {
            found.extend(gone_meanwhile(case, event, index));
            found.push("A Service may send traffic for a moment longer: endpoints change beside the stop, and nobody waits for that.".to_owned());
        }
        EventKind::Term { .. } => found.extend(ignores(case, index)),
        EventKind::BackOff { .. } if others_run(case, event, index) => {
            found.push(
                "The other containers of the Pod go on: only this one is restarted.".to_owned(),
            );
        }
        EventKind::BecameReady if case.container(index).role == ContainerRole::Sidecar => {
            found.push("Readiness of a native sidecar holds nothing up: only its start, with a startup probe if it has one, releases the next container. It counts in READY, though.".to_owned());
        }
        EventKind::ProbeVerdict(_) => {
            found.push("The container is stopped like in a deletion, with its preStop hook and its grace period, and only then started again.".to_owned());
        }
        _ => {}
    }
    found
}

/// Who calls a port of a container that is gone, and goes on.
fn refused(case: &Case<'_>, event: &Event, index: ContainerIndex) -> Option<String> {
    let state = case.at(event.at);
    let calls = patterns::local_calls(case.pod());
    let calls_it =
        |call: &&LocalCall| call.to == Some(index) && state.container(call.from).is_running();
    let call = calls.iter().find(calls_it)?;
    let until = case.next_start(index, event).or_else(|| case.end_after(call.from, event.at))?;
    let (from, to) = (case.name(call.from), case.name(index));
    Some(format!(
        "By `{}` {from} calls `localhost:{}`. Until {until} that is refused: {to} is gone while {from} still runs.",
        call.path, call.port
    ))
}

/// Whom a container calls that does not run yet.
fn refused_yet(case: &Case<'_>, event: &Event, index: ContainerIndex) -> Option<String> {
    let state = case.at(event.at);
    let calls = patterns::local_calls(case.pod());
    let (call, to) = calls.iter().find_map(|call| {
        let to = call.to.filter(|&to| call.from == index && !state.container(to).is_running())?;
        Some((call, to))
    })?;
    let until = case.next_start(to, event)?;
    let (from, to) = (case.name(index), case.name(to));
    Some(format!(
        "By `{}` {from} calls `localhost:{}`. Until {until} that is refused: {to} does not run yet.",
        call.path, call.port
    ))
}

fn others_run(case: &Case<'_>, event: &Event, index: ContainerIndex) -> bool {
    let state = case.at(event.at);
    case.pod().indices().any(|other| other != index && state.container(other).is_running())
}

/// An app container beside it that is signalled at once, and does not wait for this hook.
fn gone_meanwhile(case: &Case<'_>, event: &Event, index: ContainerIndex) -> Option<String> {
    let others: Vec<ContainerIndex> = case
        .pod()
        .app_indices()
        .filter(|&other| {
            other != index
                && case.container(other).pre_stop.is_none()
                && case.timeline.events.iter().any(|term| {
                    term.at == event.at
                        && words::container(term) == Some(other)
                        && matches!(term.kind, EventKind::Term { .. })
                })
        })
        .collect();
    let verb = if others.len() == 1 { "gets" } else { "get" };
    (!others.is_empty()).then(|| {
        format!(
            "Nobody waits for this hook but its own container: {} {verb} a stop signal at the same moment.",
            case.names(&others)
        )
    })
}

/// A process that does nothing on its signal.
fn ignores(case: &Case<'_>, index: ContainerIndex) -> Option<String> {
    let on_term = case.timeline.scenario.process(index).attempt(0).on_term;
    let name = case.name(index);
    (on_term.value == OnTerm::Ignores).then(|| {
        format!(
            "{name} does nothing on this signal, so the kubelet waits out the grace period. Process 1 of a container has to handle the signal itself, with a trap for example: there is no default action for it."
        )
    })
}
