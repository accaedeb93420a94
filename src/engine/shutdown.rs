//! Stopping: one container, or all of them in order, inside one grace period.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainer,
//! `kuberuntime_termination_order.go`, `pkg/kubelet/pod_workers.go`.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::{EventId, EventKind, HookKind, OnTerm, Rule, SimTime, Subject};
use crate::model::{ContainerIndex, ContainerRole, Millis, ProbeKind};

/// The runtime gets at least this long between the stop signal and SIGKILL
/// (`minimumGracePeriodInSeconds`).
const FLOOR: Millis = Millis::from_secs(2);
/// Inside the kubelet a grace period is never shorter (`calculateEffectiveGracePeriod`).
const SHORTEST: Millis = Millis::from_secs(1);

/// One container being stopped (killContainer).
#[derive(Debug)]
pub(super) struct Stop {
    container: ContainerIndex,
    /// What is left of the grace period; time used is taken off in whole seconds.
    grace: Millis,
    /// When the hook, or the waiting, began.
    since: SimTime,
    /// Whom a sidecar waits for: the app containers and the next later sidecar, those that ran.
    waits_for: Vec<ContainerIndex>,
    /// It waits for its turn.
    waiting: bool,
    /// `Stopping`, then the end of the hook.
    cause: EventId,
}

impl Kubelet<'_> {
    /// `kubectl delete pod`: the API server sets the deletion timestamp (`CheckGracefulDelete`).
    pub(super) fn delete(&mut self, grace: Option<Millis>, proposed: bool) {
        // What has ended, or was never bound to a node, is removed at once.
        let at_once =
            self.state.status.phase.is_terminal() || self.is_gated() || self.state.stopped;
        let grace =
            if at_once { Millis::ZERO } else { grace.unwrap_or(self.pod.termination_grace_period) };
        let rule = match self.state.deletion {
            None => Rule::Deleted,
            // A later call can only shorten the grace period.
            Some(before) if grace >= before.grace || self.state.removed => return,
            Some(_) => Rule::DeletedAgain,
        };
        let kind = EventKind::DeletionRequested { grace };
        let deleted = self.log(Subject::Pod, kind, None, rule, proposed);
        if grace == Millis::ZERO {
            self.log(Subject::Pod, EventKind::Removed, Some(deleted), Rule::RemovedLast, false);
        }
        // A stop that is under way goes on as it began: the kubelet does not cancel it
        // (SyncTerminatingPod detaches its context).
        if self.state.stopping_since.is_none() && !self.is_gated() {
            self.terminate = Some((self.effective_grace(Some(grace)), deleted, Rule::StopAll));
        }
    }

    /// What the kubelet makes of the deletion's grace period, or of the Pod's own
    /// (`pod_workers.go` calculateEffectiveGracePeriod). Up to 1.31 a period of zero counted as none
    /// given, so that a forced deletion let the containers have their whole grace period.
    pub(super) fn effective_grace(&self, deletion: Option<Millis>) -> Millis {
        let zero_counts = self.version.at_least(32);
        let given = deletion.filter(|grace| *grace > Millis::ZERO || zero_counts);
        given.unwrap_or(self.pod.termination_grace_period).max(SHORTEST)
    }

    /// `activeDeadlineSeconds` passed (`active_deadline.go`).
    pub(super) fn active_deadline(&mut self) {
        if self.state.stopping_since.is_some() {
            return;
        }
        let kind = EventKind::DeadlineExceeded;
        let id = self.log(Subject::Pod, kind, Some(EventId(0)), Rule::ActiveDeadline, false);
        self.terminate = Some((self.effective_grace(None), id, Rule::ActiveDeadline));
    }

    /// Every running container begins to stop, all at once; nothing is started any more.
    pub(super) fn stop_pod(&mut self, grace: Millis, cause: EventId, rule: Rule) {
        let stop = self.log(Subject::Pod, EventKind::StopRequested, Some(cause), rule, false);
        // Liveness and startup probing end here; readiness goes on (SyncTerminatingPod).
        self.queue.retain(|alarm| {
            !matches!(
                alarm,
                Alarm::ProbeTick { probe: ProbeKind::Liveness | ProbeKind::Startup, .. }
                    | Alarm::Wake
                    | Alarm::ActiveDeadline
            )
        });
        let running: Vec<_> =
            self.pod.indices().filter(|&index| self.state.container(index).is_running()).collect();
        for &container in &running {
            let waits_for = self.termination_order(container, &running);
            self.announce_stop(container, grace, waits_for, stop, Rule::StopAll);
        }
        for container in running {
            self.begin_stop(container);
        }
        if self.stops.is_empty() {
            self.all_stopped(stop);
        }
    }

    /// Whom `container` waits for (newTerminationOrdering): a sidecar for every app container and
    /// for its next later sidecar; what did not run counts as finished. Others wait for nobody.
    fn termination_order(
        &self,
        container: ContainerIndex,
        running: &[ContainerIndex],
    ) -> Vec<ContainerIndex> {
        if self.pod.container(container).role != ContainerRole::Sidecar {
            return Vec::new();
        }
        let next_sidecar = self.pod.init_indices().find(|&other| {
            other > container && self.pod.container(other).role == ContainerRole::Sidecar
        });
        running
            .iter()
            .copied()
            .filter(|&other| self.pod.is_app(other) || Some(other) == next_sidecar)
            .collect()
    }

    /// One container alone is stopped because a probe failed.
    pub(super) fn kill_container(&mut self, container: ContainerIndex, verdict: EventId) {
        let probe_grace = match self.events[verdict.0 as usize].kind {
            EventKind::ProbeVerdict(kind) => self
                .pod
                .container(container)
                .probe(kind)
                .and_then(|probe| probe.termination_grace_period),
            _ => None,
        };
        let grace = probe_grace.unwrap_or(self.pod.termination_grace_period);
        self.stop_alone(container, grace, verdict, Rule::ProbeKills);
    }

    /// One container alone is stopped because its `postStart` hook failed.
    pub(super) fn kill_after_post_start(&mut self, container: ContainerIndex, hook: EventId) {
        self.stop_alone(container, self.pod.termination_grace_period, hook, Rule::PostStartFailed);
    }

    pub(super) fn stop_alone(
        &mut self,
        container: ContainerIndex,
        grace: Millis,
        cause: EventId,
        rule: Rule,
    ) {
        if self.state.container(container).is_running() {
            self.announce_stop(container, grace, Vec::new(), cause, rule);
            self.begin_stop(container);
        } else {
            self.unblock();
        }
    }

    fn announce_stop(
        &mut self,
        container: ContainerIndex,
        grace: Millis,
        waits_for: Vec<ContainerIndex>,
        cause: EventId,
        rule: Rule,
    ) {
        let cause =
            self.log(Subject::Container(container), EventKind::Stopping, Some(cause), rule, false);
        let since = self.now;
        self.stops.push(Stop { container, grace, since, waits_for, waiting: false, cause });
    }

    /// killContainer: the hook first, then the turn, then the signal.
    fn begin_stop(&mut self, container: ContainerIndex) {
        let stop = self.stops.iter().find(|stop| stop.container == container);
        let Some((grace, stopping)) = stop.map(|stop| (stop.grace, stop.cause)) else { return };
        if self.pod.container(container).pre_stop.is_some() && grace > Millis::ZERO {
            let kind = EventKind::HookStarted(HookKind::PreStop);
            let subject = Subject::Container(container);
            self.log(subject, kind, Some(stopping), Rule::PreStopFirst, false);
            let takes = self.hook_run(container, HookKind::PreStop).takes.value.min(grace);
            let run = self.runtime[container.0].run;
            let alarm = Alarm::HookOver { container, run, hook: HookKind::PreStop };
            self.queue.set(self.now + takes, alarm);
        } else {
            self.wait_for_turn(container);
        }
    }

    /// The hook returned, or used up the grace period and is no longer waited for.
    pub(super) fn pre_stop_over(&mut self, container: ContainerIndex) {
        let run = self.hook_run(container, HookKind::PreStop);
        let Some(stop) = self.stops.iter().position(|stop| stop.container == container) else {
            return;
        };
        let stop = &mut self.stops[stop];
        let cut = run.takes.value > stop.grace;
        let used = Millis::from_secs(self.now.since(stop.since).whole_secs());
        stop.grace = stop.grace - used;
        let cause = stop.cause;
        let kind = EventKind::HookFinished { hook: HookKind::PreStop, failed: run.fails, cut };
        let rule = if cut { Rule::PreStopCut } else { Rule::PreStopFirst };
        let assumed = run.takes.is_assumed() && !cut;
        let over = self.log(Subject::Container(container), kind, Some(cause), rule, assumed);
        if let Some(stop) = self.stops.iter_mut().find(|stop| stop.container == container) {
            stop.cause = over;
        }
        self.wait_for_turn(container);
    }

    /// waitForTurn: at most as long as the rest of the grace period.
    fn wait_for_turn(&mut self, container: ContainerIndex) {
        let busy: Vec<_> = self.stops.iter().map(|stop| stop.container).collect();
        let Some(stop) = self.stops.iter_mut().find(|stop| stop.container == container) else {
            return;
        };
        let must_wait = stop.waits_for.iter().any(|other| busy.contains(other));
        stop.since = self.now;
        if must_wait && stop.grace > Millis::ZERO {
            stop.waiting = true;
            let (over, run) = (self.now + stop.grace, self.runtime[container.0].run);
            self.queue.set(over, Alarm::TurnOver { container, run });
            return;
        }
        let cause = stop.cause;
        let after_hook =
            matches!(self.events[cause.0 as usize].kind, EventKind::HookFinished { .. });
        let rule =
            if after_hook { Rule::SignalAfterHook } else { self.events[cause.0 as usize].rule };
        self.signal(container, cause, rule);
    }

    /// The grace period ran out while the sidecar waited for its turn.
    pub(super) fn turn_over(&mut self, container: ContainerIndex) {
        let waiting = self.stops.iter().find(|stop| stop.container == container && stop.waiting);
        if let Some(cause) = waiting.map(|stop| stop.cause) {
            self.signal(container, cause, Rule::TurnCut);
        }
    }

    /// The stop signal, and SIGKILL when the rest of the grace period, at least 2 s, is over.
    fn signal(&mut self, container: ContainerIndex, cause: EventId, rule: Rule) {
        let Some(stop) = self.stops.iter_mut().find(|stop| stop.container == container) else {
            return;
        };
        let waited = Millis::from_secs(self.now.since(stop.since).whole_secs());
        stop.waiting = false;
        stop.grace = (stop.grace - waited).max(FLOOR);
        let grace = stop.grace;
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

    /// A process ended by itself, or on its stop signal.
    pub(super) fn process_over(&mut self, container: ContainerIndex, after: Option<EventId>) {
        let attempt = *self.attempt(container);
        let started = self.runtime[container.0].started;
        match after {
            None => {
                let assumed = attempt.runs.is_assumed();
                self.exit(container, attempt.exit_code, started, Rule::ProcessEnds, assumed);
            }
            Some(term) => {
                let assumed = attempt.on_term.is_assumed();
                self.exit(
                    container,
                    attempt.term_exit_code,
                    Some(term),
                    Rule::ProcessStops,
                    assumed,
                );
            }
        }
    }

    /// A process is gone.
    pub(super) fn exit(
        &mut self,
        container: ContainerIndex,
        code: i32,
        cause: Option<EventId>,
        rule: Rule,
        assumed: bool,
    ) {
        let subject = Subject::Container(container);
        let was_ready = self.state.container(container).ready;
        let reason = if code == 0 { "Completed" } else { "Error" };
        let exited = self.log(subject, EventKind::Exited { code, reason }, cause, rule, assumed);
        // While the Pod terminates nobody is told: its status is not written (SyncTerminatingPod).
        if was_ready && self.state.stopping_since.is_none() {
            self.log(subject, EventKind::BecameUnready, Some(exited), Rule::Unready, false);
        }
        self.runtime[container.0].exited = Some(exited);
        self.wake = true;
        self.post_start_died(container);
        self.stop_finished(container, exited);
    }

    /// A stopped container lets those go on that waited for it.
    fn stop_finished(&mut self, container: ContainerIndex, exited: EventId) {
        let before = self.stops.len();
        self.stops.retain(|stop| stop.container != container);
        if self.stops.len() == before {
            return;
        }
        if self.state.stopping_since.is_none() {
            self.stopped_alone(container);
            return;
        }
        let busy: Vec<_> = self.stops.iter().map(|stop| stop.container).collect();
        let free: Vec<_> = self
            .stops
            .iter()
            .filter(|stop| stop.waiting && !stop.waits_for.iter().any(|other| busy.contains(other)))
            .map(|stop| stop.container)
            .collect();
        let rule = if self.pod.is_app(container) {
            Rule::SidecarsAfterApps
        } else {
            Rule::SidecarsReversed
        };
        for sidecar in free {
            self.signal(sidecar, exited, rule);
        }
        if self.stops.is_empty() {
            self.all_stopped(exited);
        }
    }

    /// The pass that stopped one container goes on.
    fn stopped_alone(&mut self, container: ContainerIndex) {
        if self.runtime[container.0].post_start_failed {
            self.give_up_start(container);
        } else {
            self.unblock();
        }
    }

    /// Nothing runs any more: the sandbox goes, then, after a deletion, the API object.
    fn all_stopped(&mut self, cause: EventId) {
        let kind = EventKind::SandboxStopped;
        let gone = self.log(Subject::Pod, kind, Some(cause), Rule::SandboxLast, false);
        if self.state.deletion.is_some() && !self.state.removed {
            self.log(Subject::Pod, EventKind::Removed, Some(gone), Rule::RemovedLast, false);
        }
        debug_assert!(
            self.state.containers.iter().all(|c| !c.is_running()),
            "nothing outlives its sandbox"
        );
    }
}
