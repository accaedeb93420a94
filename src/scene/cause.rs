//! What released what across lanes: the vertical arrows.

use super::words;
use crate::engine::{Event, EventId, EventKind, SimTime, Subject, Timeline};
use crate::model::ContainerIndex;

/// Where on a lane an arrow begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At the edge of a running bar.
    Bar,
    /// At the thin line before the start: an image pull or a wait.
    Pull,
    /// At the cap of an exit.
    Cap,
}

/// One arrow: the moment at which something on one lane released something on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseArrow {
    /// The moment of release.
    pub at: SimTime,
    /// The lane it comes from, and where it begins there.
    pub from: (ContainerIndex, Anchor),
    /// The lane that was released, and where it ends there.
    pub to: (ContainerIndex, Anchor),
    /// The event that released.
    pub cause: EventId,
    /// The event that was released.
    pub effect: EventId,
    /// Both in one line: `startup probe of log-agent passed → fetch-config starts`.
    pub sentence: String,
}

/// The arrows up to `last`, and which arrow explains which event.
pub(super) fn arrows(timeline: &Timeline, last: SimTime) -> (Vec<CauseArrow>, Vec<Option<usize>>) {
    let mut arrows = Vec::new();
    let mut arrow_of = vec![None; timeline.events.len()];
    for event in
        timeline.events.iter().filter(|event| event.at <= last && can_be_released(&event.kind))
    {
        let Subject::Container(to) = event.subject else {
            continue;
        };
        let Some((cause, from)) = releasing(timeline, event) else {
            continue;
        };
        if from == to {
            // Pulled, Created, Started: the chain that the same release set going.
            arrow_of[event.id.0 as usize] = arrow_of[cause.id.0 as usize];
            continue;
        }
        arrow_of[event.id.0 as usize] = Some(arrows.len());
        let anchor =
            if matches!(cause.kind, EventKind::Exited { .. }) { Anchor::Cap } else { Anchor::Bar };
        arrows.push(CauseArrow {
            at: event.at,
            from: (from, anchor),
            to: (to, target(&event.kind)),
            cause: cause.id,
            effect: event.id,
            sentence: words::release(timeline, cause, event),
        });
    }
    (arrows, arrow_of)
}

/// The event of a container that released `event`: its cause, or the one behind a Pod status that
/// or order that merely follows from it.
fn releasing<'a>(timeline: &'a Timeline, event: &Event) -> Option<(&'a Event, ContainerIndex)> {
    let mut cause = timeline.event(event.cause?);
    loop {
        match (cause.subject, &cause.kind) {
            (Subject::Container(container), _) => return Some((cause, container)),
            (
                Subject::Pod,
                EventKind::ConditionChanged(..)
                | EventKind::PhaseChanged(_)
                | EventKind::StopRequested,
            ) => {
                cause = timeline.event(cause.cause?);
            }
            (Subject::Pod, _) => return None,
        }
    }
}

/// Start and stop of a container, step by step; what a process does by itself was not released.
fn can_be_released(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::PullStarted
            | EventKind::Pulled { .. }
            | EventKind::PullFailed(_)
            | EventKind::Created
            | EventKind::Started
            | EventKind::Stopping
            | EventKind::HookStarted(_)
            | EventKind::HookFinished { .. }
            | EventKind::Term { .. }
            | EventKind::Kill
    )
}

fn target(kind: &EventKind) -> Anchor {
    match kind {
        EventKind::PullStarted
        | EventKind::Pulled { .. }
        | EventKind::PullFailed(_)
        | EventKind::Created => Anchor::Pull,
        _ => Anchor::Bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{build, sample};

    #[test]
    fn every_release_across_lanes_has_its_arrow() {
        let timeline = sample::shop();
        let scene = build(&timeline);
        let name = |index: ContainerIndex| timeline.pod.container(index).name.as_str();
        let drawn: Vec<String> = scene
            .causes
            .iter()
            .map(|arrow| {
                format!(
                    "{} {} → {}: {}",
                    arrow.at,
                    name(arrow.from.0),
                    name(arrow.to.0),
                    arrow.sentence
                )
            })
            .collect();
        assert_eq!(
            drawn,
            [
                "4.6 s migrate → log-agent: migrate exits 0 → log-agent starts",
                "7.6 s log-agent → fetch-config: startup probe of log-agent passed → fetch-config starts",
                "10.4 s fetch-config → api: fetch-config exits 0 → api starts",
                "12.0 s api → envoy: api started → envoy starts",
                "31.0 s api → log-agent: api, the last container, exits → log-agent gets SIGTERM",
            ]
        );
    }

    #[test]
    fn an_event_is_explained_by_the_release_that_set_it_going() {
        let timeline = sample::shop();
        let scene = build(&timeline);
        let started = |name: &str| {
            let container = timeline.pod.index_of(name).expect("in the sample");
            timeline
                .events
                .iter()
                .find(|event| {
                    event.subject == Subject::Container(container)
                        && event.kind == EventKind::Started
                })
                .map(|event| event.id)
                .expect("it starts")
        };
        assert_eq!(scene.arrow_for(started("fetch-config")), Some(1));
        assert_eq!(
            scene.arrow_for(started("migrate")),
            None,
            "the sandbox released it, not a container"
        );
    }

    #[test]
    fn an_exit_is_explained_by_what_it_releases() {
        let timeline = sample::shop();
        let exit = timeline
            .events
            .iter()
            .find(|event| matches!(event.kind, EventKind::Exited { .. }))
            .map(|event| event.id)
            .expect("migrate exits");
        assert_eq!(build(&timeline).arrow_for(exit), Some(0));
    }
}
