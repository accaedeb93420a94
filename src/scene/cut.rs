//! Where a Pod that goes on for ever is torn off, and the sentence that says so.

use super::words;
use crate::engine::{End, Event, EventKind, SimTime, Subject, Timeline};
use crate::model::{ContainerIndex, ContainerRole, Millis};
use crate::playback::is_step;

/// The torn edge of a picture that has no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where it stands.
    pub at: SimTime,
    /// What follows "Stops here:".
    pub sentence: String,
}

/// The cut of `timeline`; a Pod that is gone or finished has none.
pub(super) fn cut(timeline: &Timeline) -> Option<Cut> {
    let sentence = match timeline.end {
        End::Finished | End::Steady if is_gated(timeline) => {
            "no scheduler looks at the Pod before its scheduling gates are removed.".to_owned()
        }
        End::Finished => return None,
        End::Steady => steady(timeline),
        End::EventCap => "the pattern repeats.".to_owned(),
        End::Horizon { next } => horizon(timeline, next),
    };
    let last = timeline
        .events
        .iter()
        .rev()
        .find(|event| is_step(event))
        .map_or(SimTime::ZERO, |event| event.at);
    // A little of what goes on: a tenth of what happened, and never less than two seconds.
    let beyond = Millis((last.0 / 10).max(2000));
    Some(Cut { at: last + beyond, sentence })
}

/// Whether the Pod waits for somebody to remove its scheduling gates.
fn is_gated(timeline: &Timeline) -> bool {
    !timeline.pod.scheduling_gates.is_empty()
        && !timeline.events.iter().any(|event| matches!(event.kind, EventKind::Removed))
}

fn steady(timeline: &Timeline) -> String {
    let state = timeline.at(timeline.events.last().map_or(SimTime::ZERO, |event| event.at));
    let stuck = timeline.pod.init_indices().find(|&index| {
        timeline.pod.container(index).role == ContainerRole::Init
            && state.containers[index.0].is_running()
    });
    if let Some(index) = stuck {
        let name = &timeline.pod.container(index).name;
        return format!("{name} does not end by itself, and everything behind it waits.");
    }
    let probed = timeline.events.iter().any(|event| matches!(event.kind, EventKind::Probed { .. }));
    if probed {
        "the Pod goes on like this; only its probes repeat.".to_owned()
    } else {
        "the Pod goes on like this.".to_owned()
    }
}

fn horizon(timeline: &Timeline, next: SimTime) -> String {
    let last = timeline.events.iter().rev().find(|event| is_step(event));
    let Some(Event { at, subject: Subject::Container(container), kind, .. }) = last else {
        return format!("nothing changes before {next}.");
    };
    let name = &timeline.pod.container(*container).name;
    let (what, delay, from) = match kind {
        EventKind::BackOff { delay } => {
            (format!("{name} restarts"), *delay, last_exit(timeline, *container).unwrap_or(*at))
        }
        EventKind::PullBackOff { delay } => {
            (format!("the image of {name} is pulled again"), *delay, *at)
        }
        _ => return format!("nothing changes before {next}."),
    };
    format!(
        "the pattern repeats. Next, {what} after {}, at {}; the delay grows to 5 min.",
        words::length(delay),
        from + delay
    )
}

/// A restart's delay counts from the exit.
fn last_exit(timeline: &Timeline, container: ContainerIndex) -> Option<SimTime> {
    timeline
        .events
        .iter()
        .rev()
        .find(|event| {
            event.subject == Subject::Container(container)
                && matches!(event.kind, EventKind::Exited { .. })
        })
        .map(|event| event.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::sample;

    #[test]
    fn a_finished_pod_is_not_cut() {
        assert_eq!(cut(&sample::shop()), None);
    }

    #[test]
    fn a_crash_loop_says_when_it_restarts() {
        let cut = cut(&sample::crash_loop()).expect("a crash loop has no end");
        assert_eq!(
            cut.sentence,
            "the pattern repeats. Next, app restarts after 20 s, at 38.0 s; the delay grows to 5 min."
        );
        assert!(cut.at > SimTime(18_000));
    }

    #[test]
    fn a_steady_pod_is_shown_a_little_beyond_its_last_step() {
        let cut = cut(&sample::idle(1)).expect("an idle Pod goes on");
        assert_eq!(cut.sentence, "the Pod goes on like this.");
        assert!(cut.at < SimTime::from_secs(10), "not up to the horizon");
    }
}
