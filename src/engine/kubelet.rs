//! The kubelet's loop: one Pod, one worker, one pass at a time (`kubelet.go` SyncPod).
//!
//! A pass takes a snapshot, decides what to do and does it step by step, blocking; what happens
//! meanwhile is seen by the next pass. Alarms carry everything that takes time.

use super::pass::Pass;
use super::queue::{Alarm, Queue};
use super::restart::{BackOff, Delays};
use super::stop::Stop;
use super::{
    Basis, End, Event, EventId, EventKind, HookKind, PodState, Rule, Scenario, SimTime, Subject,
    Timeline, Verb,
};
use crate::model::{ContainerIndex, Millis, Pod, ProbeKind, Version};

/// More events than this are a pattern that repeats.
const EVENT_CAP: usize = 10_000;
/// How long a Pod that goes on unchanged is watched before the timeline ends.
const STEADY_TAIL: Millis = Millis::from_secs(10);

/// What the kubelet remembers about a container besides its status.
#[derive(Debug, Default)]
pub(super) struct Runtime {
    /// The runtime lists the container: created in the present sandbox or before, and not removed.
    pub(super) known: bool,
    /// How many processes were started.
    pub(super) run: u32,
    /// Which of the scenario's attempts the present run, or else the last one, is.
    pub(super) attempt: usize,
    /// The last `PullStarted`, then the last `Created`, then the last `Term`: what the next step of the
    /// start or of the stop follows from.
    pub(super) step: Option<EventId>,
    /// The last `Started`.
    pub(super) started: Option<EventId>,
    /// The last `Exited`.
    pub(super) exited: Option<EventId>,
    /// What let the containers after it start: `Started`, `postStart`'s end or the startup probe.
    pub(super) released: Option<EventId>,
    /// The crash back-off.
    pub(super) back_off: Option<BackOff>,
    /// The refusal that is in force.
    pub(super) refused: Option<EventId>,
    /// Pull attempts so far.
    pub(super) pulls: usize,
    /// The last failed pull, and whether its back-off has been told.
    pub(super) pull_failed: Option<(EventId, SimTime, bool)>,
    /// The startup or liveness verdict that the next pass acts on.
    pub(super) verdict: Option<(ProbeKind, EventId)>,
    /// Successes and failures in a row, by probe.
    pub(super) in_a_row: [(u32, u32); 3],
    /// `postStart` failed in this run.
    pub(super) post_start_failed: bool,
}

/// One simulation.
pub(super) struct Kubelet<'a> {
    pub(super) pod: &'a Pod,
    pub(super) scenario: &'a Scenario,
    pub(super) now: SimTime,
    pub(super) queue: Queue,
    pub(super) state: PodState,
    pub(super) events: Vec<Event>,
    pub(super) runtime: Vec<Runtime>,
    /// Images on the node.
    pub(super) images: Vec<&'a str>,
    /// The back-off of images that could not be pulled; containers of one image share it.
    pub(super) pull_back_offs: Vec<(&'a str, BackOff)>,
    /// How long crash back-off waits.
    pub(super) delays: Delays,
    /// The last `SandboxReady`.
    pub(super) sandbox_ready: EventId,
    /// The sandbox that died, until it is replaced.
    pub(super) lost: Option<EventId>,
    /// The pass under way.
    pub(super) pass: Option<Pass>,
    /// Something happened that the next pass has to look at.
    pub(super) wake: bool,
    /// The Pod ends as soon as the pass under way is over: with this grace period, because of that.
    pub(super) terminate: Option<(Millis, EventId, Rule)>,
    /// Containers being stopped.
    pub(super) stops: Vec<Stop>,
    /// How many runs of each container there have been, over all Pods of a workload: the next run is
    /// the attempt of that number.
    pub(super) drawn: Vec<usize>,
    pub(super) version: Version,
    /// The revision of the state whose phase and conditions are told.
    pub(super) published: u32,
    last_change: SimTime,
}

impl<'a> Kubelet<'a> {
    pub(super) fn new(pod: &'a Pod, scenario: &'a Scenario, version: Version) -> Self {
        Self {
            pod,
            scenario,
            now: SimTime::ZERO,
            queue: Queue::default(),
            state: PodState::new(pod, version),
            events: Vec::new(),
            runtime: pod.containers().iter().map(|_| Runtime::default()).collect(),
            images: Vec::new(),
            pull_back_offs: Vec::new(),
            delays: Delays::of(version, scenario.node),
            sandbox_ready: EventId(0),
            lost: None,
            pass: None,
            wake: false,
            terminate: None,
            stops: Vec::new(),
            drawn: vec![0; pod.containers().len()],
            version,
            published: 0,
            last_change: SimTime::ZERO,
        }
    }

    /// Runs to the end.
    pub(super) fn run(mut self) -> Timeline {
        self.begin();
        loop {
            match self.rest() {
                Ok(_) => self.advance(),
                Err(end) => return self.finish(end),
            }
        }
    }

    /// The Pod is bound, and the kubelet takes it over; with scheduling gates it only waits.
    pub(super) fn begin(&mut self) {
        let gated = self.is_gated();
        let (kind, rule) = if gated {
            (EventKind::Gated, Rule::SchedulingGated)
        } else {
            (EventKind::Scheduled, Rule::Scheduled)
        };
        let root = self.log(Subject::Pod, kind, None, rule, false);
        debug_assert_eq!(root, EventId(0), "the first event is the root");
        for action in &self.scenario.actions {
            let proposed = action.basis == Basis::Assumed;
            self.queue.set(action.at, Alarm::Action { verb: action.verb, proposed });
        }
        if gated {
            return;
        }
        if let Some(deadline) = self.pod.active_deadline {
            self.queue.set(SimTime::ZERO + deadline, Alarm::ActiveDeadline);
        }
        self.wake = true;
    }

    /// No scheduler looks at a Pod with scheduling gates, so no kubelet ever hears of it.
    pub(super) fn is_gated(&self) -> bool {
        !self.pod.scheduling_gates.is_empty()
    }

    /// Lets everything happen that this instant holds, and says when there is more to come.
    ///
    /// # Errors
    /// How the timeline ends, if nothing of interest is to come.
    pub(super) fn rest(&mut self) -> Result<SimTime, End> {
        self.settle();
        // A deletion that is still to come is of interest even after the end.
        let deleted_later = self
            .queue
            .iter()
            .any(|(_, alarm)| matches!(alarm, Alarm::Action { verb: Verb::Delete { .. }, .. }));
        let over = self.state.stopped || self.is_gated();
        if over && (self.state.removed || !deleted_later) {
            return Err(End::Finished);
        }
        if self.events.len() >= EVENT_CAP {
            return Err(End::EventCap);
        }
        if self.is_steady() {
            return Err(End::Steady);
        }
        match self.queue.next() {
            None => Err(End::Steady),
            Some(next) if next > self.horizon() => {
                let next =
                    self.queue.iter().find(|(_, alarm)| !self.is_idle(alarm)).map(|(at, _)| at);
                Err(next.map_or(End::Steady, |next| End::Horizon { next }))
            }
            Some(next) => Ok(next),
        }
    }

    /// Goes on to the next alarm. Processes that end at the same instant end before any pass: the
    /// kubelet lists the containers anew and finds them all (`pleg/generic.go` Relist).
    pub(super) fn advance(&mut self) {
        let ends =
            |alarm: &Alarm| matches!(alarm, Alarm::ProcessOver { .. } | Alarm::KillDue { .. });
        while let Some((at, alarm)) = self.queue.pop() {
            self.now = at;
            let next = self.queue.iter().next();
            let together = ends(&alarm) && next.is_some_and(|(next, too)| next == at && ends(too));
            self.handle(alarm);
            if !together {
                return;
            }
        }
    }

    /// The timeline so far.
    pub(super) fn finish(self, end: End) -> Timeline {
        let until = if matches!(end, End::Horizon { .. }) { self.horizon() } else { self.now };
        Timeline {
            pod: self.pod.clone(),
            scenario: self.scenario.clone(),
            version: self.version,
            events: self.events,
            end,
            until,
        }
    }

    /// A Pod that is being stopped is followed to its end; any other only so far.
    fn horizon(&self) -> SimTime {
        if self.state.stopping_since.is_some() {
            SimTime(u64::MAX)
        } else {
            SimTime::ZERO + self.scenario.horizon
        }
    }

    /// Nothing but probes that go on giving the same result is left to happen.
    fn is_steady(&self) -> bool {
        self.pass.is_none()
            && self.queue.next().is_none_or(|next| next > self.last_change + STEADY_TAIL)
            && self.queue.iter().all(|(_, alarm)| self.is_idle(alarm))
    }

    fn handle(&mut self, alarm: Alarm) {
        match alarm {
            Alarm::Action { verb, proposed } => self.act(verb, proposed),
            Alarm::ActiveDeadline => self.active_deadline(),
            Alarm::SandboxReady => self.sandbox_ready(),
            Alarm::PullOver { container } => self.pull_over(container),
            Alarm::CreateOver { container } => self.start_process(container),
            Alarm::HookOver { container, run, hook } if self.hook_counts(container, run, hook) => {
                match hook {
                    HookKind::PostStart => self.post_start_over(container),
                    HookKind::PreStop => self.pre_stop_over(container),
                }
            }
            Alarm::ProcessOver { container, run, after } if self.is_current(container, run) => {
                self.process_over(container, after);
            }
            Alarm::ProbeTick { container, run, probe } if self.is_current(container, run) => {
                self.probe_tick(container, probe);
            }
            Alarm::TurnOver { container, run } if self.runtime[container.0].run == run => {
                self.turn_over(container);
            }
            Alarm::KillDue { container, run } if self.is_current(container, run) => {
                self.kill_due(container);
            }
            Alarm::Wake => self.wake = true,
            _ => {} // An alarm of a run that is over.
        }
    }

    fn is_current(&self, container: ContainerIndex, run: u32) -> bool {
        self.runtime[container.0].run == run && self.state.container(container).is_running()
    }

    fn act(&mut self, verb: Verb, proposed: bool) {
        match verb {
            Verb::Delete { grace } => self.delete(grace, proposed),
            Verb::KillSandbox => self.lose_sandbox(),
            Verb::KillProcess(container) => {
                if self.state.container(container).is_running() {
                    let cause = self.runtime[container.0].started;
                    self.exit(container, 137, cause, Rule::ProcessKilled, false);
                }
            }
        }
    }

    /// Logs one event, and the conditions and the phase that follow from it.
    pub(super) fn log(
        &mut self,
        subject: Subject,
        kind: EventKind,
        cause: Option<EventId>,
        rule: Rule,
        assumed: bool,
    ) -> EventId {
        if !matches!(kind, EventKind::Probed { .. }) {
            self.last_change = self.now;
        }
        self.announce_pass();
        let reported = kind.changes_status();
        let id = self.push(subject, kind, cause, rule, assumed);
        if reported {
            self.publish(id, id);
        }
        id
    }

    /// The first event of a pass begins it.
    fn announce_pass(&mut self) {
        if self.pass.as_mut().is_some_and(Pass::announce) {
            let before = self.last_event();
            self.push(Subject::Pod, EventKind::PassStarted, before, Rule::ToldAfterPass, false);
        }
    }

    /// The pass is over: its outcome is in the status at once.
    pub(super) fn finish_pass(&mut self) {
        let Some(pass) = self.pass.take().filter(Pass::is_announced) else { return };
        let last = self.last_about_container(|_| true);
        self.push(Subject::Pod, EventKind::PassFinished, last, Rule::ToldAfterPass, false);
        let act = self.last_about_container(|kind| !kind.is_readiness());
        if let (Some(act), Some(last)) = (act, last) {
            self.publish(act, last);
        }
        // The probers learn of a container from the status, so not before it is told (worker.go
        // doProbe).
        for container in pass.started() {
            if self.state.container(container).is_running() {
                self.begin_probing(container);
            }
        }
    }

    /// The last event about a container, of a kind; else the last event of all.
    fn last_about_container(&self, kind: impl Fn(&EventKind) -> bool) -> Option<EventId> {
        let mut events = self.events.iter().rev();
        let found = events.find(|event| event.subject != Subject::Pod && kind(&event.kind));
        found.map(|event| event.id).or_else(|| self.last_event())
    }

    fn last_event(&self) -> Option<EventId> {
        self.events.last().map(|event| event.id)
    }

    pub(super) fn push(
        &mut self,
        subject: Subject,
        kind: EventKind,
        cause: Option<EventId>,
        rule: Rule,
        assumed: bool,
    ) -> EventId {
        let id = EventId(u32::try_from(self.events.len()).expect("invariant: events are capped"));
        let event = Event { id, at: self.now, subject, kind, cause, rule, assumed };
        self.state.apply(self.pod, &event);
        self.events.push(event);
        id
    }
}
