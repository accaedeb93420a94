//! What released a container: to start, or to get its stop signal.

use super::{Case, words};
use crate::engine::{Event, EventKind, Rule};
use crate::model::{ContainerIndex, ContainerRole};

/// The beginning of a start: why now, and what becomes of the image.
pub(super) fn sentence(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let image = match event.kind {
        EventKind::PullStarted => "the kubelet pulls its image",
        _ => "its image is already on the node, so nothing is pulled",
    };
    format!("{}: {image}", why_now(case, event, index))
}

fn why_now(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    match event.rule {
        Rule::FirstInit => format!("{name} stands first in initContainers, so it comes first"),
        Rule::InitInOrder | Rule::SidecarReleases => {
            format!("that releases {name}, the next entry of initContainers")
        }
        Rule::SidecarStartupProbe => format!(
            "the startup probe has passed, and that releases {name}, the next entry of initContainers"
        ),
        Rule::AppsAfterInit if case.pod().init_count() > 0 => {
            format!(
                "every entry of initContainers is through, so the app containers begin, with {name}"
            )
        }
        Rule::AppsAfterInit if is_first_app(case, index) => {
            format!("there are no init containers, so the app containers begin, with {name}")
        }
        Rule::AppsInOnePass => {
            format!("{name} follows, and does not wait until the one before it is ready")
        }
        Rule::RestartInPlace if is_first_restart(case, event, index) => format!(
            "the restartPolicy says to start {name} again, and the first restart comes without delay"
        ),
        Rule::RestartInPlace => format!("the restartPolicy says to start {name} again"),
        Rule::RestartRule => {
            format!("one of its restartPolicyRules matches the exit code, so {name} starts again")
        }
        Rule::InitRetried => {
            format!("{name} failed, so the kubelet tries it again, and it alone")
        }
        Rule::SidecarRestarts => {
            format!("whatever its exit code, the native sidecar {name} is started again")
        }
        Rule::CrashBackOff => format!("the back-off is over, so {name} starts again"),
        Rule::PullBackOff => format!("the kubelet tries to start {name} again"),
        _ => follows(case, event, index),
    }
}

/// What is already on the node takes the place of a rule about order.
fn follows(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    let before = event.cause.map(|id| case.timeline.event(id));
    match before.and_then(words::container) {
        Some(other) if other != index => {
            format!("{name} follows {}, and does not wait until that is ready", case.name(other))
        }
        _ => format!("it is the turn of {name}"),
    }
}

fn is_first_restart(case: &Case<'_>, event: &Event, index: ContainerIndex) -> bool {
    let before = &case.timeline.events[..event.id.0 as usize];
    let starts = before
        .iter()
        .filter(|it| words::container(it) == Some(index) && it.kind == EventKind::Started);
    starts.count() == 1
}

fn is_only_sidecar(case: &Case<'_>, index: ContainerIndex) -> bool {
    let sidecar = |other: &ContainerIndex| case.container(*other).role == ContainerRole::Sidecar;
    case.pod().indices().filter(sidecar).all(|other| other == index)
}

fn is_first_app(case: &Case<'_>, index: ContainerIndex) -> bool {
    case.pod().app_indices().next() == Some(index)
}

/// The stop signal: why now.
pub(super) fn signal(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let (name, signal) = (case.name(index), case.signal(index));
    match event.rule {
        Rule::StopAll if case.container(index).pre_stop.is_some() => {
            format!(
                "the grace period leaves no time for the preStop hook of {name}: {signal} comes at once"
            )
        }
        Rule::StopAll if case.container(index).role == ContainerRole::Sidecar => {
            format!("nothing runs that {name} would have to wait for, so {signal} comes at once")
        }
        Rule::StopAll => format!("{name} has no preStop hook, so {signal} comes at once"),
        Rule::SignalAfterHook => format!("its hook is over, so {name} gets {signal}"),
        Rule::SidecarsAfterApps if is_only_sidecar(case, index) => {
            format!("the last app container has ended, so the native sidecar {name} gets {signal}")
        }
        Rule::SidecarsAfterApps => format!(
            "the last app container has ended, and {name} is the last of the native sidecars: it gets {signal}"
        ),
        Rule::SidecarsReversed => {
            format!(
                "native sidecars stop one by one, last to first: now it is the turn of {name}, which gets {signal}"
            )
        }
        Rule::TurnCut => format!(
            "the grace period is over while {name} still waits for its turn, so it gets {signal} now, together with all that wait"
        ),
        Rule::RestartAllKills => format!("{name} gets {signal}, without its hook"),
        _ => format!("{name} gets {signal}"),
    }
}
