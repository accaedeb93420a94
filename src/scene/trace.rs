//! From the events of one container to its lane: one pass, in order of time.

use super::{
    CauseArrow, Exit, Gap, HookBlock, Lane, ProbeMark, Pull, Range, Run, SignalMark, Span, Wait,
    label, words,
};
use crate::engine::status::reason;
use crate::engine::{Event, EventId, EventKind, HookKind, SimTime, Subject, Timeline};
use crate::model::{ContainerIndex, ContainerRole, ProbeKind};

/// Hues repeat after this many containers; name and position remain the identity.
const HUES: usize = 8;
/// Probe marks closer than this, in pixels at the usual width, are thinned to their changes.
const PROBE_ROOM: f64 = 8.0;
/// A hook's block shorter than this, in pixels at the usual width, has no room for its name.
const HOOK_ROOM: f64 = 58.0;
/// So much of a bar's right end is dashed when its time is assumed, if the bar is long enough.
const ASSUMED_PX: f64 = 22.0;

/// The lane of `container` up to `last`.
pub(super) fn lane(
    timeline: &Timeline,
    container: ContainerIndex,
    range: Range,
    last: SimTime,
    causes: &[CauseArrow],
) -> Lane {
    let declared = timeline.pod.container(container);
    let mut pen = Pen::new(timeline, container);
    for event in timeline
        .events
        .iter()
        .filter(|event| event.subject == Subject::Container(container) && event.at <= last)
    {
        pen.take(event);
    }
    let mut lane = pen.finish(last);
    for run in &mut lane.runs {
        let half = range.px_width(run.span) / 2.0;
        // Not `clamp`: its panic would bring all of float printing along.
        run.assumed_end = run.assumed_end.map(|px| half.max(4.0).min(px));
    }
    for hook in &mut lane.hooks {
        hook.named = range.px_width(hook.span) >= HOOK_ROOM;
    }
    thin(&mut lane.probes, range);
    let arrows: Vec<SimTime> = causes
        .iter()
        .filter(|arrow| touches(arrow, container, timeline))
        .map(|arrow| arrow.at)
        .collect();
    let signal = declared.stop_signal.as_deref().unwrap_or("SIGTERM");
    lane.labels = label::labels(&lane, range, &arrows, signal);
    lane
}

/// Whether an arrow begins, ends or crosses at the upper edge of this lane, where signals are named.
fn touches(arrow: &CauseArrow, container: ContainerIndex, timeline: &Timeline) -> bool {
    let height = |index: ContainerIndex| {
        let role = timeline.pod.container(index).role;
        (role != ContainerRole::Init, role == ContainerRole::App, index)
    };
    let (a, b) = (height(arrow.from.0), height(arrow.to.0));
    let own = height(container);
    a.min(b) < own && own <= a.max(b)
}

/// Keeps every result where there is room, else only the first and those that differ from the last.
fn thin(probes: &mut Vec<ProbeMark>, range: Range) {
    let crowded =
        probes.windows(2).any(|pair| range.px(pair[1].at) - range.px(pair[0].at) < PROBE_ROOM);
    if crowded {
        let mut last = None;
        probes.retain(|mark| last.replace(mark.success) != Some(mark.success));
    }
}

/// What is being drawn at the moment.
struct Pen<'a> {
    timeline: &'a Timeline,
    lane: Lane,
    waiting: Option<(SimTime, &'static str)>,
    pull: Option<(SimTime, EventId)>,
    gap: Option<(SimTime, EventId, crate::model::Millis, &'static str)>,
    hook: Option<(SimTime, EventId, HookKind)>,
    ready: Option<SimTime>,
}

impl<'a> Pen<'a> {
    fn new(timeline: &'a Timeline, container: ContainerIndex) -> Self {
        let pod = &timeline.pod;
        let declared = pod.container(container);
        let position = (declared.role != ContainerRole::App).then_some(container.0 + 1);
        let reason = if pod.init_count() > 0 {
            reason::POD_INITIALIZING
        } else {
            reason::CONTAINER_CREATING
        };
        Self {
            timeline,
            lane: Lane {
                container,
                name: declared.name.clone(),
                role: declared.role,
                hue: container.0 % HUES + 1,
                position,
                sentence: words::lane(timeline, container),
                waits: Vec::new(),
                pulls: Vec::new(),
                runs: Vec::new(),
                ready: Vec::new(),
                hooks: Vec::new(),
                probes: Vec::new(),
                signals: Vec::new(),
                gaps: Vec::new(),
                labels: Vec::new(),
            },
            waiting: Some((SimTime::ZERO, reason)),
            pull: None,
            gap: None,
            hook: None,
            ready: None,
        }
    }

    fn take(&mut self, event: &Event) {
        let at = event.at;
        match &event.kind {
            EventKind::PullStarted => {
                self.end_waiting(at);
                self.pull = Some((at, event.id));
            }
            EventKind::Pulled { .. } | EventKind::PullFailed(_) => self.end_pull(event),
            EventKind::PullBackOff { delay } => {
                self.end_waiting(at);
                self.gap = Some((at, event.id, *delay, reason::IMAGE_PULL_BACK_OFF));
            }
            EventKind::Started => {
                self.end_waiting(at);
                self.begin_run(event);
            }
            EventKind::HookStarted(hook) => self.hook = Some((at, event.id, *hook)),
            EventKind::HookFinished { .. } => self.end_hook(at, event.assumed),
            EventKind::Probed { probe, success } => self.probe(event, *probe, *success),
            EventKind::BecameReady => self.ready = Some(at),
            EventKind::BecameUnready => self.end_ready(at),
            EventKind::Term { .. } => {
                if let Some(run) = self.lane.runs.last_mut() {
                    run.term.get_or_insert(at);
                }
                self.signal(event, false);
            }
            EventKind::Kill => self.signal(event, true),
            EventKind::Exited { code, .. } => self.exit(event, *code),
            EventKind::BackOff { delay } => {
                // Counted from the exit, wherever the kubelet takes notice of it.
                let from = self.waiting.take().map_or(at, |(from, _)| from);
                self.gap = Some((from, event.id, *delay, reason::CRASH_LOOP_BACK_OFF));
            }
            _ => {}
        }
    }

    fn end_waiting(&mut self, to: SimTime) {
        if let Some((from, reason)) = self.waiting.take() {
            let span = Span { from, to };
            if !span.is_empty() {
                self.lane.waits.push(Wait { span, title: format!("Waiting: {reason}") });
            }
        }
        if let Some((from, event, delay, reason)) = self.gap.take() {
            let title = format!("Waiting: {reason}, {delay}");
            self.lane.gaps.push(Gap { span: Span { from, to }, delay, event, title });
        }
    }

    fn end_pull(&mut self, event: &Event) {
        let failed = match event.kind {
            EventKind::PullFailed(reason) => Some(reason),
            _ => None,
        };
        match self.pull.take() {
            Some((from, id)) => self.push_pull(Span { from, to: event.at }, id, failed),
            None => self.end_waiting(event.at),
        }
        let reason = failed.unwrap_or(reason::CONTAINER_CREATING);
        self.waiting = Some((event.at, reason));
    }

    fn push_pull(&mut self, span: Span, event: EventId, failed: Option<&'static str>) {
        let image = &self.timeline.pod.container(self.lane.container).image;
        let title = match failed {
            Some(reason) => format!("Pulling image {image}: {reason}"),
            None => format!("Pulling image {image}"),
        };
        if !span.is_empty() {
            self.lane.pulls.push(Pull { span, failed: failed.is_some(), event, title });
        }
    }

    fn begin_run(&mut self, event: &Event) {
        self.lane.runs.push(Run {
            span: Span { from: event.at, to: event.at },
            event: event.id,
            term: None,
            exit: None,
            assumed_end: None,
            title: String::new(),
        });
    }

    fn end_hook(&mut self, to: SimTime, assumed_end: bool) {
        let Some((from, event, hook)) = self.hook.take() else {
            return;
        };
        let text = words::hook(self.timeline.pod.container(self.lane.container), hook);
        let title = format!("{text}, from {from} to {to}");
        self.lane.hooks.push(HookBlock {
            span: Span { from, to },
            event,
            text,
            named: true,
            assumed_end,
            title,
        });
    }

    fn end_ready(&mut self, to: SimTime) {
        self.lane.ready.extend(self.ready.take().map(|from| Span { from, to }));
    }

    fn probe(&mut self, event: &Event, probe: ProbeKind, success: bool) {
        let verb = if success { "passed" } else { "failed" };
        let title = format!("{} probe {verb} at {}", words::capital(&probe.to_string()), event.at);
        self.lane.probes.push(ProbeMark { at: event.at, success, event: event.id, title });
    }

    fn signal(&mut self, event: &Event, kill: bool) {
        let title = words::capital(&words::sentence(self.timeline, event));
        self.lane.signals.push(SignalMark { at: event.at, kill, event: event.id, title });
    }

    fn exit(&mut self, event: &Event, code: i32) {
        self.end_hook(event.at, false);
        self.end_ready(event.at);
        let title = words::capital(&words::sentence(self.timeline, event));
        if let Some(run) = self.lane.runs.last_mut().filter(|run| run.exit.is_none()) {
            run.span.to = event.at;
            run.exit = Some(Exit { code, event: event.id, title });
            run.assumed_end = event.assumed.then_some(ASSUMED_PX);
        }
        // Drawn only if something follows.
        self.waiting = Some((event.at, reason::CONTAINER_CREATING));
    }

    /// Closes what is still open at the end of the picture.
    fn finish(mut self, last: SimTime) -> Lane {
        if let Some((from, id)) = self.pull.take() {
            self.push_pull(Span { from, to: last }, id, None);
        }
        let ended = self.lane.runs.last().is_some_and(|run| run.exit.is_some());
        if ended && self.gap.is_none() {
            self.waiting = None;
        }
        let gone = self
            .timeline
            .events
            .iter()
            .find(|event| matches!(event.kind, EventKind::Removed))
            .map_or(last, |event| event.at.min(last));
        self.end_waiting(gone);
        self.end_hook(last, false);
        self.end_ready(last);
        for run in &mut self.lane.runs {
            if run.exit.is_none() {
                run.span.to = last;
            }
            let until = match &run.exit {
                Some(_) => format!("to {}", run.span.to),
                None => "on".to_owned(),
            };
            run.title = format!("{}: running from {} {until}", self.lane.name, run.span.from);
        }
        self.lane
    }
}
