//! What to draw, as plain data: one [`Scene`] per timeline, one [`Layout`] per density and selection.
//!
//! Across, everything is an instant ([`SimTime`]); [`Range`] turns it into percent of the track, so
//! the picture fits any width without measuring. Down, everything is a row; [`Layout`] turns it into
//! pixels. Knows no DOM, no colours and no playing; the sentences beside the picture are in [`words`].

mod axis;
mod band;
mod cause;
mod cut;
mod label;
mod lane;
mod layout;
mod pod_lane;
mod pod_strip;
mod rails;
#[cfg(test)]
mod sample;
pub mod stage;
mod trace;
pub mod words;

pub use axis::{Range, Span, Tick};
pub use band::{Band, BandKind};
pub use cause::{Anchor, CauseArrow};
pub use cut::Cut;
pub use label::{Label, LabelKind, Side};
pub use lane::{Exit, Gap, Group, HookBlock, Lane, ProbeMark, Pull, Run, SignalMark, Wait};
pub use layout::{Density, Layout, PULL, Row};
pub use pod_lane::{PhaseBar, PodLane, PodText};
pub use pod_strip::{PodEnd, PodRow, PodStrip, next_pod, owner, pod_strip};
pub use rails::{Rail, chosen, rails};

use crate::engine::{Event, EventId, EventKind, SimTime, Timeline};
use crate::model::{ContainerIndex, Millis};
use crate::playback::is_step;

/// What the user has picked out: the same thing in the manifest, the picture and the explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The container whose lane is marked.
    pub container: Option<ContainerIndex>,
    /// The event whose cause is shown.
    pub event: Option<EventId>,
}

/// The deletion as drawn: a line that can be dragged, and the deadline it sets.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteLine {
    /// When the deletion timestamp was set.
    pub at: SimTime,
    /// The event behind it.
    pub event: EventId,
    /// The grace period in force.
    pub grace: Millis,
    /// When the grace period is over.
    pub deadline: SimTime,
    /// When the last container had ended, so that nothing counts down any more.
    pub settled: Option<SimTime>,
    /// The deadline in words, such as `SIGKILL 54 s →`, while nothing was killed by it.
    pub deadline_text: Option<String>,
}

/// A tick of the scrubber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTick {
    /// When.
    pub at: SimTime,
    /// The deletion, drawn taller.
    pub tall: bool,
}

/// The whole picture of one timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The Pod's name.
    pub pod_name: String,
    /// The time that is shown.
    pub range: Range,
    /// Where the picture is torn off, if the Pod goes on behind it.
    pub cut: Option<Cut>,
    /// The axis.
    pub ticks: Vec<Tick>,
    /// The bands behind the lanes, in order.
    pub bands: Vec<Band>,
    /// The lane of the Pod's phase.
    pub pod: PodLane,
    /// The deletion, if there is one.
    pub deletion: Option<DeleteLine>,
    /// The containers' lanes in groups, top to bottom.
    pub groups: Vec<Group>,
    /// What released what across lanes, in order of time.
    pub causes: Vec<CauseArrow>,
    /// The scrubber's ticks, in order of time.
    pub event_ticks: Vec<EventTick>,
    moments: Vec<SimTime>,
    /// The arrow that released each event, by its id.
    arrow_of: Vec<Option<usize>>,
}

impl Scene {
    /// The last instant up to `at` at which the picture changes: what is past, without the clock.
    pub fn last_change(&self, at: SimTime) -> Option<SimTime> {
        self.moments[..self.moments.partition_point(|&moment| moment <= at)].last().copied()
    }

    /// All lanes, top to bottom.
    pub fn lanes(&self) -> impl Iterator<Item = &Lane> {
        self.groups.iter().flat_map(|group| &group.lanes)
    }

    /// The last instant that can be shown: the torn edge, or the end of the axis.
    pub fn last(&self) -> SimTime {
        self.cut.as_ref().map_or(self.range.end, |cut| cut.at)
    }

    /// The arrow that explains `event`: what released it, or what it released.
    pub fn arrow_for(&self, event: EventId) -> Option<usize> {
        self.arrow_of
            .get(event.0 as usize)
            .copied()
            .flatten()
            .or_else(|| self.causes.iter().position(|arrow| arrow.cause == event))
    }
}

/// The picture of `timeline`.
pub fn build(timeline: &Timeline) -> Scene {
    let cut = cut::cut(timeline);
    let range = axis::range(timeline, cut.as_ref());
    let last = cut.as_ref().map_or(range.end, |cut| cut.at);
    let (causes, arrow_of) = cause::arrows(timeline, last);
    let lanes = timeline
        .pod
        .indices()
        .map(|container| trace::lane(timeline, container, range, last, &causes))
        .collect();
    Scene {
        pod_name: timeline.pod.name.clone(),
        range,
        ticks: axis::ticks(range, cut.as_ref()),
        bands: band::bands(timeline, range, last),
        pod: pod_lane::pod_lane(timeline, range, last),
        deletion: deletion(timeline, range),
        groups: lane::groups(lanes),
        causes,
        event_ticks: event_ticks(timeline, range, last),
        moments: moments(timeline, last),
        arrow_of,
        cut,
    }
}

fn deletion(timeline: &Timeline, range: Range) -> Option<DeleteLine> {
    let (event, grace) = timeline.events.iter().find_map(|event| match event.kind {
        EventKind::DeletionRequested { grace } => Some((event, grace)),
        _ => None,
    })?;
    let deadline = event.at + grace;
    let killed = timeline.events.iter().any(|event| event.kind == EventKind::Kill);
    let settled = timeline
        .events
        .iter()
        .find(|event| matches!(event.kind, EventKind::SandboxStopped | EventKind::Removed))
        .map(|event| event.at);
    let ahead = !killed && settled.is_some_and(|settled| settled < deadline);
    Some(DeleteLine {
        at: event.at,
        event: event.id,
        grace,
        deadline,
        settled,
        deadline_text: ahead.then(|| {
            let arrow = if deadline > range.end { " →" } else { "" };
            format!("SIGKILL {} s{arrow}", axis::number(deadline))
        }),
    })
}

fn moments(timeline: &Timeline, last: SimTime) -> Vec<SimTime> {
    let mut moments: Vec<SimTime> = timeline
        .events
        .iter()
        .filter(|event| is_step(event) && event.at <= last)
        .map(|event| event.at)
        .collect();
    moments.dedup();
    moments
}

fn event_ticks(timeline: &Timeline, range: Range, last: SimTime) -> Vec<EventTick> {
    let mut ticks: Vec<EventTick> = Vec::new();
    let begins = |event: &&Event| {
        let ends_pull =
            matches!(event.kind, EventKind::Pulled { .. } | EventKind::PullBackOff { .. });
        is_step(event) && !ends_pull && event.at <= last
    };
    for event in timeline.events.iter().filter(begins) {
        let tall = matches!(event.kind, EventKind::DeletionRequested { .. });
        match ticks.last_mut() {
            Some(tick) if tick.at == event.at => tick.tall |= tall,
            Some(tick) if !tall && range.px(event.at) - range.px(tick.at) < 4.0 => {}
            _ => ticks.push(EventTick { at: event.at, tall }),
        }
    }
    ticks
}
