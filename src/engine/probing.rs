//! Probes: their grid, thresholds and verdicts.
//!
//! Source: `pkg/kubelet/prober/worker.go`, `prober_manager.go`. The kubelet's workers tick on a grid
//! of their own; the model anchors it one second (at most one period) after the container's start.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::{
    Attempt, EventId, EventKind, Guess, HookKind, HookRun, Rule, RuntimeState, SimTime, Subject,
};
use crate::model::{ContainerIndex, ContainerRole, Hook, Millis, Probe, ProbeKind};

/// The first tick comes this long after the start, unless `initialDelaySeconds` is longer.
const FIRST_TICK: Millis = Millis::from_secs(1);

impl Kubelet<'_> {
    /// What the container's present (or last) run does.
    pub(super) fn attempt(&self, container: ContainerIndex) -> &Attempt {
        self.scenario.process(container).attempt(self.runtime[container.0].attempt)
    }

    /// How a hook of the container's present run goes. A `sleep` is the kubelet's own timer: it takes
    /// what the manifest says and cannot fail (`lifecycle/handlers.go` runSleepHandler).
    pub(super) fn hook_run(&self, container: ContainerIndex, hook: HookKind) -> HookRun {
        let (declared, scripted) = match hook {
            HookKind::PostStart => {
                (&self.pod.container(container).post_start, self.attempt(container).post_start)
            }
            HookKind::PreStop => {
                (&self.pod.container(container).pre_stop, self.attempt(container).pre_stop)
            }
        };
        match declared {
            Some(Hook::Sleep(span)) => HookRun { takes: Guess::declared(*span), fails: false },
            _ => scripted,
        }
    }

    /// A container's start is told: its startup probe begins, or, without one, everything after it.
    /// `last` is what happened last in the pass that tells of it.
    pub(super) fn begin_probing(&mut self, container: ContainerIndex, last: EventId) {
        if self.pod.container(container).role == ContainerRole::Init {
            return;
        }
        if self.pod.container(container).startup_probe.is_some() {
            self.set_tick(container, ProbeKind::Startup);
            return;
        }
        if !self.begin_after_startup(container) {
            return;
        }
        let started = self.runtime[container.0].released.unwrap_or(last);
        // Later than its start, it is the pass that is waited for.
        let (cause, rule) = if self.events[started.0 as usize].at < self.now {
            (last, Rule::ToldAfterPass)
        } else {
            (started, Rule::Ready)
        };
        let subject = Subject::Container(container);
        self.push(subject, EventKind::BecameReady, Some(cause), rule, false);
    }

    /// The container has started: readiness and liveness begin. Whether it is ready without a probe.
    fn begin_after_startup(&mut self, container: ContainerIndex) -> bool {
        let spec = self.pod.container(container);
        if spec.liveness_probe.is_some() && self.state.stopping_since.is_none() {
            self.set_tick(container, ProbeKind::Liveness);
        }
        match &spec.readiness_probe {
            None => return true,
            // Readiness is also tried whenever the status is computed, so at once.
            Some(probe) if probe.initial_delay <= self.now.since(self.started_at(container)) => {
                let run = self.runtime[container.0].run;
                self.queue.set(
                    self.now,
                    Alarm::ProbeTick { container, run, probe: ProbeKind::Readiness },
                );
            }
            Some(_) => self.set_tick(container, ProbeKind::Readiness),
        }
        false
    }

    fn started_at(&self, container: ContainerIndex) -> SimTime {
        match self.state.container(container).state {
            RuntimeState::Running { started_at } => started_at,
            _ => self.now,
        }
    }

    fn spec(&self, container: ContainerIndex, kind: ProbeKind) -> Option<&Probe> {
        self.pod.container(container).probe(kind)
    }

    /// Sets the next tick of the probe's grid.
    fn set_tick(&mut self, container: ContainerIndex, kind: ProbeKind) {
        let Some(probe) = self.spec(container, kind) else {
            return;
        };
        let first = probe.initial_delay.max(FIRST_TICK.min(probe.period));
        let period = probe.period.max(Millis(1));
        let mut at = self.started_at(container) + first;
        if at <= self.now {
            let periods = self.now.since(at).0 / period.0 + 1;
            at = at + Millis(periods * period.0);
        }
        let run = self.runtime[container.0].run;
        self.queue.set(at, Alarm::ProbeTick { container, run, probe: kind });
    }

    /// One try of a probe.
    pub(super) fn probe_tick(&mut self, container: ContainerIndex, kind: ProbeKind) {
        let errors = self.pod.container(container).missing_port(kind).is_some();
        let success = !errors && self.would_succeed(container, kind);
        let subject = Subject::Container(container);
        let runtime = &self.runtime[container.0];
        // Liveness and readiness begin when the startup probe has passed, if there is one.
        let gated =
            kind != ProbeKind::Startup && self.pod.container(container).startup_probe.is_some();
        let since = if gated { runtime.released } else { runtime.started };
        let probed = EventKind::Probed { probe: kind, success };
        let tick = self.log(subject, probed, since, Rule::ProbePeriod, false);
        // The worker throws the result of a probe away that could not be made (`worker.go` doProbe).
        if errors {
            return self.set_tick(container, kind);
        }
        let Some(probe) = self.spec(container, kind) else {
            return;
        };
        let (needed, tolerated) = (probe.success_threshold, probe.failure_threshold);
        let in_a_row = &mut self.runtime[container.0].in_a_row[kind as usize];
        *in_a_row = if success { (in_a_row.0 + 1, 0) } else { (0, in_a_row.1 + 1) };
        let (successes, failures) = *in_a_row;
        match kind {
            ProbeKind::Startup if success => {
                self.startup_passed(container, tick);
                return;
            }
            ProbeKind::Startup | ProbeKind::Liveness if failures >= tolerated => {
                self.verdict(container, kind, tick);
                return; // The worker holds until it sees a new container.
            }
            ProbeKind::Readiness => {
                let ready = self.state.container(container).ready;
                if success && successes >= needed && !ready {
                    let assumed = self.attempt(container).ready_after.is_assumed();
                    self.log(subject, EventKind::BecameReady, Some(tick), Rule::Ready, assumed);
                } else if failures >= tolerated && ready {
                    self.log(subject, EventKind::BecameUnready, Some(tick), Rule::Unready, false);
                }
            }
            _ => {}
        }
        self.set_tick(container, kind);
    }

    fn would_succeed(&self, container: ContainerIndex, kind: ProbeKind) -> bool {
        let up_for = self.now.since(self.started_at(container));
        let attempt = self.attempt(container);
        match kind {
            ProbeKind::Startup => attempt.startup_after.value.is_some_and(|after| up_for >= after),
            ProbeKind::Readiness => attempt.ready_after.value.is_some_and(|after| up_for >= after),
            ProbeKind::Liveness => attempt.liveness_fails_after.is_none_or(|after| up_for < after),
        }
    }

    fn startup_passed(&mut self, container: ContainerIndex, tick: EventId) {
        let assumed = self.attempt(container).startup_after.is_assumed();
        let subject = Subject::Container(container);
        let passed =
            self.log(subject, EventKind::BecameStarted, Some(tick), Rule::StartupPassed, assumed);
        self.runtime[container.0].released = Some(passed);
        self.wake = true;
        if self.begin_after_startup(container) {
            self.log(subject, EventKind::BecameReady, Some(passed), Rule::Ready, assumed);
        }
    }

    fn verdict(&mut self, container: ContainerIndex, kind: ProbeKind, tick: EventId) {
        let subject = Subject::Container(container);
        let id =
            self.log(subject, EventKind::ProbeVerdict(kind), Some(tick), Rule::ProbeKills, false);
        self.runtime[container.0].verdict = Some((kind, id));
        self.wake = true;
    }

    /// Whether an alarm can only repeat what is known: nothing but probes of a settled container.
    pub(super) fn is_idle(&self, alarm: &Alarm) -> bool {
        let Alarm::ProbeTick { container, run, probe } = *alarm else {
            return false;
        };
        if self.runtime[container.0].run != run {
            return true;
        }
        let attempt = self.attempt(container);
        match probe {
            ProbeKind::Startup => false,
            ProbeKind::Liveness => attempt.liveness_fails_after.is_none(),
            ProbeKind::Readiness => {
                self.state.container(container).ready || attempt.ready_after.value.is_none()
            }
        }
    }
}
