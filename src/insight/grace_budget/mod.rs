//! The one grace period of a Pod, and who uses it up: hooks, app containers, then sidecars in turn.
//!
//! A stop has one countdown for all containers (`kuberuntime_container.go` killContainer): what one of
//! them uses is gone for those that wait for it. Reads it off a timeline; what would be enough is found
//! by simulating again, never by adding up.

mod enough;

use crate::engine::{Event, EventId, EventKind, HookKind, Rule, SimTime, Subject, Timeline};
use crate::manifest::{FieldPath, WorkloadKind};
use crate::model::{ContainerIndex, Millis};

/// The runtime gets at least this long between the stop signal and SIGKILL
/// (`minimumGracePeriodInSeconds`).
pub const FLOOR: Millis = Millis::from_secs(2);

/// What a part of the countdown is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// A `preStop` hook runs.
    Hook,
    /// A native sidecar waits for its turn, and uses nothing up itself.
    Turn,
    /// The process has its stop signal, and ends.
    Process,
    /// The countdown is over: the two seconds that a process has left at least.
    Floor,
}

/// What one container does with a part of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The container.
    pub container: ContainerIndex,
    /// From when.
    pub from: SimTime,
    /// Until when.
    pub to: SimTime,
    /// On what.
    pub spent: Spent,
    /// Whether this is what the Pod waits for: nobody else that it needs is slower.
    pub decides: bool,
    /// The event that ended it.
    pub ended_by: EventId,
}

/// A container that does not end in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Killed {
    /// The container.
    pub container: ContainerIndex,
    /// When SIGKILL comes.
    pub at: SimTime,
    /// The event.
    pub event: EventId,
    /// How long after the end of the countdown: the floor of two seconds, or what cutting off to whole
    /// seconds leaves.
    pub late: Millis,
}

/// The shared countdown of one stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraceBudget {
    /// What began the stop: the deletion, or what ended the Pod.
    pub cause: EventId,
    /// When the countdown begins. Later than the deletion if a pull or a hook held the kubelet up.
    pub from: SimTime,
    /// The whole of it.
    pub total: Millis,
    /// Who uses which part, by container in order of their signals.
    pub segments: Vec<Segment>,
    /// Who is killed for want of time.
    pub killed: Vec<Killed>,
    /// When the last container has ended.
    pub over: SimTime,
    /// The smallest grace period, in whole seconds, with which nobody is killed, no hook is cut and the
    /// order is kept; `None` if there is none, as a process ignores its stop signal.
    pub enough: Option<Millis>,
    /// Whether `enough` or a segment rests on a time that is assumed.
    pub assumed: bool,
    /// Whether sidecars wait for their turn: from 1.29 on.
    pub ordered: bool,
    /// The rules that it went by, in the order in which they came into play.
    pub rules: Vec<Rule>,
    /// Where the grace period stands in the manifest, or could.
    pub path: FieldPath,
}

impl GraceBudget {
    /// When the countdown is over.
    pub fn end(&self) -> SimTime {
        self.from + self.total
    }

    /// What is left of it at an instant; nothing from its end on.
    pub fn left(&self, at: SimTime) -> Millis {
        self.end().since(at.max(self.from))
    }

    /// Who uses it at an instant: those that have not ended and wait for nobody.
    pub fn spending(&self, at: SimTime) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(move |segment| {
            segment.spent != Spent::Turn && segment.from <= at && at < segment.to
        })
    }
}

/// When the countdown of the timeline's stop is over, if it has one.
pub(super) fn end(timeline: &Timeline) -> Option<SimTime> {
    let stop = begin(timeline)?;
    Some(timeline.event(stop).at + total(timeline, stop))
}

/// The countdown of the stop on a timeline: of its deletion, or of an end without one. `None` if the Pod
/// is not stopped, or nothing of it runs by then.
pub fn grace_budget(timeline: &Timeline) -> Option<GraceBudget> {
    let stop = begin(timeline)?;
    let total = total(timeline, stop);
    let from = timeline.event(stop).at;
    let mut segments: Vec<Segment> = timeline
        .pod
        .indices()
        .flat_map(|index| spent(timeline, stop, index, from + total))
        .collect();
    if segments.is_empty() {
        return None;
    }
    decide(timeline, &mut segments);
    let order = |segment: &Segment| (end_of(timeline, stop, segment.container), segment.container);
    segments.sort_by_cached_key(|segment| (order(segment), segment.from));
    let killed = killed(timeline, stop, from + total);
    let over = segments.iter().map(|segment| segment.to).max().unwrap_or(from);
    Some(GraceBudget {
        cause: timeline.event(stop).cause.unwrap_or(stop),
        from,
        total,
        assumed: segments.iter().any(|segment| timeline.event(segment.ended_by).assumed),
        segments,
        killed,
        over,
        enough: enough::enough(timeline),
        ordered: timeline.version.at_least(29) && timeline.pod.has_sidecar(),
        rules: rules(timeline, stop),
        path: path(timeline),
    })
}

/// The beginning of the stop of the whole Pod.
fn begin(timeline: &Timeline) -> Option<EventId> {
    let mut events = timeline.events.iter();
    events.find(|event| event.kind == EventKind::StopRequested).map(|event| event.id)
}

/// The countdown as the kubelet counts it (`pod_workers.go` calculateEffectiveGracePeriod): of the
/// deletion that came first, else of the Pod; a second deletion changes nothing.
fn total(timeline: &Timeline, stop: EventId) -> Millis {
    let own = timeline.pod.termination_grace_period;
    let deleted = timeline.events[..=stop.0 as usize].iter().filter_map(|event| match event.kind {
        EventKind::DeletionRequested { grace } => Some(grace),
        _ => None,
    });
    let zero_counts = timeline.version.at_least(32);
    let given = deleted.min().filter(|grace| *grace > Millis::ZERO || zero_counts);
    given.unwrap_or(own).max(Millis::from_secs(1))
}

/// The rules of the stop.
fn rules(timeline: &Timeline, stop: EventId) -> Vec<Rule> {
    let mut rules = Vec::new();
    for event in &timeline.events[stop.0 as usize..] {
        let counts = matches!(
            event.kind,
            EventKind::StopRequested
                | EventKind::HookStarted(HookKind::PreStop)
                | EventKind::HookFinished { hook: HookKind::PreStop, .. }
                | EventKind::Term { .. }
                | EventKind::Kill
        );
        if counts && !rules.contains(&event.rule) {
            rules.push(event.rule);
        }
    }
    rules
}

fn path(timeline: &Timeline) -> FieldPath {
    let owner = timeline.pod.owner.as_ref().map(|owner| owner.kind.as_str());
    let kind = owner.and_then(WorkloadKind::from_name).unwrap_or(WorkloadKind::Pod);
    kind.pod_spec_path().child("terminationGracePeriodSeconds")
}

/// The events of a container from the beginning of the stop on.
fn events_of(
    timeline: &Timeline,
    stop: EventId,
    index: ContainerIndex,
) -> impl Iterator<Item = &Event> {
    let subject = Subject::Container(index);
    timeline.events[stop.0 as usize..].iter().filter(move |event| event.subject == subject)
}

/// How a container spends its time, from the beginning of the stop to its end.
fn spent(timeline: &Timeline, stop: EventId, index: ContainerIndex, end: SimTime) -> Vec<Segment> {
    let mut segments = Vec::new();
    let Some(stopping) = events_of(timeline, stop, index).find(|it| it.kind == EventKind::Stopping)
    else {
        return segments;
    };
    let mut add = |from: SimTime, to: SimTime, spent: Spent, ended_by: EventId| {
        // A process may end at once; a hook or a turn that takes no time is none.
        if from < to || spent == Spent::Process {
            segments.push(Segment { container: index, from, to, spent, decides: false, ended_by });
        }
    };
    let (mut from, mut now) = (stopping.at, Spent::Turn);
    for event in events_of(timeline, stop, index) {
        let next = match event.kind {
            EventKind::HookStarted(HookKind::PreStop) => Spent::Hook,
            EventKind::HookFinished { hook: HookKind::PreStop, .. } => Spent::Turn,
            EventKind::Term { .. } => Spent::Process,
            // Where a process ends before its signal, its `sleep` hook or its turn goes on.
            EventKind::Exited { .. } => now,
            _ => continue,
        };
        if now == Spent::Process && end < event.at {
            let over = from.max(end);
            if from < over {
                add(from, over, Spent::Process, event.id);
            }
            add(over, event.at, Spent::Floor, event.id);
        } else {
            add(from, event.at, now, event.id);
        }
        (from, now) = (event.at, next);
        if matches!(event.kind, EventKind::Exited { .. }) && next == Spent::Process {
            break;
        }
    }
    segments
}

/// When a container has ended.
fn end_of(timeline: &Timeline, stop: EventId, index: ContainerIndex) -> Option<SimTime> {
    let mut events = events_of(timeline, stop, index);
    events.find(|event| matches!(event.kind, EventKind::Exited { .. })).map(|event| event.at)
}

/// Marks what the end of the Pod follows from. Where the order is lost at the end of the countdown, that
/// is whoever used it up.
fn decide(timeline: &Timeline, segments: &mut [Segment]) {
    let mut events = timeline.events.iter().rev();
    let Some(last) = events.find(|event| event.kind == EventKind::SandboxStopped) else { return };
    let causes = timeline.causes(last.id);
    let cut = causes.iter().map(|&id| timeline.event(id)).find(|event| event.rule == Rule::TurnCut);
    for segment in segments {
        let uses_it_up = cut.is_some_and(|cut| {
            matches!(segment.spent, Spent::Hook | Spent::Process)
                && segment.from < cut.at
                && cut.at <= segment.to
        });
        segment.decides = uses_it_up || causes.contains(&segment.ended_by);
    }
}

/// Who is killed for want of time.
fn killed(timeline: &Timeline, stop: EventId, end: SimTime) -> Vec<Killed> {
    let events = timeline.events[stop.0 as usize..].iter();
    let kills = events.filter(|event| is_late(event));
    kills
        .filter_map(|event| {
            let Subject::Container(container) = event.subject else { return None };
            Some(Killed { container, at: event.at, event: event.id, late: event.at.since(end) })
        })
        .collect()
}

/// Whether a container is killed because its time is over.
fn is_late(event: &Event) -> bool {
    event.kind == EventKind::Kill && event.rule == Rule::KillAtDeadline
}
