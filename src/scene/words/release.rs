//! Cause and effect in one line: what the selected arrow says.

use super::{past, stop_signal};
use crate::engine::{Event, EventKind, Subject, Timeline};

/// `startup probe of log-agent passed → fetch-config starts`.
pub(in crate::scene) fn release(timeline: &Timeline, cause: &Event, effect: &Event) -> String {
    format!("{} → {}", cause_of(timeline, cause, effect), effect_of(timeline, effect))
}

fn cause_of(timeline: &Timeline, cause: &Event, effect: &Event) -> String {
    let Subject::Container(container) = cause.subject else {
        return past(timeline, cause);
    };
    let name = &timeline.pod.container(container).name;
    match &cause.kind {
        EventKind::Exited { .. } if is_stop(effect) && timeline.pod.is_app(container) => {
            format!("{name}, the last container, exits")
        }
        EventKind::Exited { .. } if is_stop(effect) => format!("{name} exits"),
        EventKind::Exited { code, .. } => format!("{name} exits {code}"),
        _ => {
            let told = past(timeline, cause);
            told.strip_prefix("the ").map_or_else(|| told.clone(), str::to_owned)
        }
    }
}

fn effect_of(timeline: &Timeline, effect: &Event) -> String {
    let Subject::Container(container) = effect.subject else {
        return past(timeline, effect);
    };
    let name = &timeline.pod.container(container).name;
    match effect.kind {
        EventKind::Term { .. } => format!("{name} gets {}", stop_signal(timeline, container)),
        EventKind::Kill => format!("{name} gets SIGKILL"),
        _ if is_stop(effect) => format!("{name} begins to stop"),
        _ => format!("{name} starts"),
    }
}

fn is_stop(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Stopping
            | EventKind::HookStarted(_)
            | EventKind::HookFinished { .. }
            | EventKind::Term { .. }
            | EventKind::Kill
    )
}
