//! Stopping one container: its hook, its turn, its signal, SIGKILL, all inside one grace period.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainer,
//! `kuberuntime_termination_order.go` waitForTurn.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::{EventId, EventKind, HookKind, OnTerm, Rule, SimTime, Subject};
use crate::model::{ContainerIndex, Hook, Millis};

/// The runtime gets at least this long between the stop signal and SIGKILL
/// (`minimumGracePeriodInSeconds`).
const FLOOR: Millis = Millis::from_secs(2);

/// How far killContainer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing has begun.
    Announced,
    /// `preStop` runs.
    Hook,
    /// It waits for its turn.
    Turn,
    /// The runtime was asked to stop it.
    Signalled,
}

/// One container being stopped (killContainer).
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) container: ContainerIndex,
    /// What is left of the grace period; time used is taken off in whole seconds.
    grace: Millis,
    /// When the hook, or the waiting, began.
    since: SimTime,
    /// Whom a sidecar waits for: the app containers and the next later sidecar, those that ran.
    waits_for: Vec<ContainerIndex>,
    stage: Stage,
    /// The process ended before it was its turn. Nobody tells those who wait: the container counts as
    /// stopped when its turn has come.
    gone: Option<EventId>,
    /// `Stopping`, then the beginning of the hook, then its end.
    cause: EventId,
}

impl Kubelet<'_> {
    fn stop_of(&mut self, container: ContainerIndex) -> Option<&mut Stop> {
        self.stops.iter_mut().find(|stop| stop.container == container)
    }

    fn set_stage(&mut self, container: ContainerIndex, stage: Stage) {
        if let Some(stop) = self.stop_of(container) {
            stop.stage = stage;
        }
    }

    /// Books the stop of a running container; nothing happens to it yet.
    pub(super) fn announce_stop(
        &mut self,
        container: ContainerIndex,
        grace: Millis,
        waits_for: Vec<ContainerIndex>,
        cause: EventId,
        rule: Rule,
    ) {
        let cause =
            self.log(Subject::Container(container), EventKind::Stopping, Some(cause), rule, false);
        let (since, stage, gone) = (self.now, Stage::Announced, None);
        self.stops.push(Stop { container, grace, since, waits_for, stage, gone, cause });
    }

    /// killContainer: the hook first, then the turn, then the signal.
    pub(super) fn begin_stop(&mut self, container: ContainerIndex) {
        let Some(stop) = self.stop_of(container) else { return };
        let (grace, stopping, gone) = (stop.grace, stop.cause, stop.gone.is_some());
        let has_hook = self.pod.container(container).pre_stop.is_some();
        if has_hook && grace > Millis::ZERO && !gone {
            self.set_stage(container, Stage::Hook);
            let kind = EventKind::HookStarted(HookKind::PreStop);
            let subject = Subject::Container(container);
            let begun = self.log(subject, kind, Some(stopping), Rule::PreStopFirst, false);
            if let Some(stop) = self.stop_of(container) {
                stop.cause = begun;
            }
            let takes = self.hook_run(container, HookKind::PreStop).takes.value.min(grace);
            let run = self.runtime[container.0].run;
            let alarm = Alarm::HookOver { container, run, hook: HookKind::PreStop };
            self.queue.set(self.now + takes, alarm);
        } else {
            self.wait_for_turn(container);
        }
    }

    /// Whether the end of a hook still means something: its process runs, or the hook is a `sleep`,
    /// which is the kubelet's own timer and goes on without the process (`handlers.go`
    /// runSleepHandler).
    pub(super) fn hook_counts(&self, container: ContainerIndex, run: u32, hook: HookKind) -> bool {
        let runtime = &self.runtime[container.0];
        let waited_for = match hook {
            HookKind::PostStart => self.is_starting(container),
            HookKind::PreStop => self
                .stops
                .iter()
                .any(|stop| stop.container == container && stop.stage == Stage::Hook),
        };
        let goes_on =
            self.state.container(container).is_running() || self.is_sleep(container, hook);
        runtime.run == run && waited_for && goes_on
    }

    /// Whether a hook of the container is a `sleep`.
    pub(super) fn is_sleep(&self, container: ContainerIndex, hook: HookKind) -> bool {
        let declared = self.pod.container(container);
        let hook = match hook {
            HookKind::PostStart => &declared.post_start,
            HookKind::PreStop => &declared.pre_stop,
        };
        matches!(hook, Some(Hook::Sleep(_)))
    }

    /// The hook returned, or used up the grace period and is no longer waited for.
    pub(super) fn pre_stop_over(&mut self, container: ContainerIndex) {
        let (run, now) = (self.hook_run(container, HookKind::PreStop), self.now);
        let Some(stop) = self.stop_of(container) else { return };
        let cut = run.takes.value > stop.grace;
        let used = Millis::from_secs(now.since(stop.since).whole_secs());
        stop.grace = stop.grace - used;
        let cause = stop.cause;
        let kind = EventKind::HookFinished { hook: HookKind::PreStop, failed: run.fails, cut };
        let rule = if cut { Rule::PreStopCut } else { Rule::PreStopFirst };
        let assumed = run.takes.is_assumed() && !cut;
        let over = self.log(Subject::Container(container), kind, Some(cause), rule, assumed);
        if let Some(stop) = self.stop_of(container) {
            stop.cause = over;
        }
        self.wait_for_turn(container);
    }

    /// waitForTurn: at most as long as the rest of the grace period.
    fn wait_for_turn(&mut self, container: ContainerIndex) {
        let busy: Vec<_> = self.stops.iter().map(|stop| stop.container).collect();
        let (now, run) = (self.now, self.runtime[container.0].run);
        let Some(stop) = self.stop_of(container) else { return };
        let must_wait = stop.waits_for.iter().any(|other| busy.contains(other));
        let (cause, grace) = (stop.cause, stop.grace);
        stop.since = now;
        stop.stage = Stage::Turn;
        if must_wait && grace > Millis::ZERO {
            self.queue.set(now + grace, Alarm::TurnOver { container, run });
            return;
        }
        let cause_of = &self.events[cause.0 as usize];
        let after_hook = matches!(cause_of.kind, EventKind::HookFinished { .. });
        let rule = if after_hook { Rule::SignalAfterHook } else { cause_of.rule };
        self.signal(container, cause, rule);
    }

    /// The grace period ran out while the sidecar waited for its turn.
    pub(super) fn turn_over(&mut self, container: ContainerIndex) {
        let waiting = self.stop_of(container).filter(|stop| stop.stage == Stage::Turn);
        if let Some(cause) = waiting.map(|stop| stop.cause) {
            self.signal(container, cause, Rule::TurnCut);
        }
    }

    /// The stop signal, and SIGKILL when the rest of the grace period, at least 2 s, is over. A process
    /// that is gone already gets none, and its container counts as stopped.
    fn signal(&mut self, container: ContainerIndex, cause: EventId, rule: Rule) {
        let now = self.now;
        let Some(stop) = self.stop_of(container) else { return };
        let waited = Millis::from_secs(now.since(stop.since).whole_secs());
        stop.stage = Stage::Signalled;
        stop.grace = (stop.grace - waited).max(FLOOR);
        let (grace, gone) = (stop.grace, stop.gone);
        if let Some(exited) = gone {
            self.stop_finished(container, exited.max(cause));
            return;
        }
        let kind = EventKind::Term { grace };
        let term = self.log(Subject::Container(container), kind, Some(cause), rule, false);
        self.runtime[container.0].step = Some(term);
        let run = self.runtime[container.0].run;
        if self.pod.container(container).stop_signal.as_deref() == Some("SIGKILL") {
            let kind = EventKind::Kill;
            let rule = Rule::StopSignalKills;
            let kill = self.log(Subject::Container(container), kind, Some(term), rule, false);
            self.exit(container, 137, Some(kill), rule, false);
            return;
        }
        if let OnTerm::ExitsAfter(after) = self.attempt(container).on_term.value {
            let alarm = Alarm::ProcessOver { container, run, after: Some(term) };
            self.queue.set(self.now + after, alarm);
        }
        self.queue.set(self.now + grace, Alarm::KillDue { container, run });
    }

    /// SIGKILL.
    pub(super) fn kill_due(&mut self, container: ContainerIndex) {
        let subject = Subject::Container(container);
        let term = self.runtime[container.0].step;
        let kill = self.log(subject, EventKind::Kill, term, Rule::KillAtDeadline, false);
        self.exit(container, 137, Some(kill), Rule::KillAtDeadline, false);
    }

    /// The process of a container that is being stopped has ended.
    pub(super) fn stopped_process_ended(&mut self, container: ContainerIndex, exited: EventId) {
        let sleeps = self.is_sleep(container, HookKind::PreStop);
        let Some(stop) = self.stop_of(container) else { return };
        match stop.stage {
            Stage::Signalled => self.stop_finished(container, exited),
            // A hook in the container dies with it; a `sleep` goes on.
            Stage::Hook if !sleeps => {
                stop.gone = Some(exited);
                self.wait_for_turn(container);
            }
            Stage::Announced | Stage::Hook | Stage::Turn => stop.gone = Some(exited),
        }
    }

    /// A stopped container lets those go on that waited for it.
    fn stop_finished(&mut self, container: ContainerIndex, cause: EventId) {
        self.stops.retain(|stop| stop.container != container);
        if self.state.stopping_since.is_none() {
            self.stopped_alone(container);
            return;
        }
        let busy: Vec<_> = self.stops.iter().map(|stop| stop.container).collect();
        let is_free = |stop: &&Stop| {
            stop.stage == Stage::Turn && !stop.waits_for.iter().any(|other| busy.contains(other))
        };
        let free: Vec<_> = self.stops.iter().filter(is_free).map(|stop| stop.container).collect();
        let rule = if self.pod.is_app(container) {
            Rule::SidecarsAfterApps
        } else {
            Rule::SidecarsReversed
        };
        for sidecar in free {
            self.signal(sidecar, cause, rule);
        }
        if self.stops.is_empty() {
            self.all_stopped(cause);
        }
    }
}
