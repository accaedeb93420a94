//! The end of a Pod: who asks for it, with which grace period, and in which order containers stop.
//!
//! Source: `pkg/kubelet/pod_workers.go`, `pkg/kubelet/kubelet.go` SyncTerminatingPod,
//! `pkg/kubelet/kuberuntime/kuberuntime_termination_order.go` newTerminationOrdering.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::{EventId, EventKind, Rule, Subject};
use crate::model::{ContainerIndex, ContainerRole, Millis, ProbeKind};

/// Inside the kubelet a grace period is never shorter (`calculateEffectiveGracePeriod`).
const SHORTEST: Millis = Millis::from_secs(1);

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
            self.terminate_soon(self.effective_grace(Some(grace)), deleted, Rule::StopAll);
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
        // Every status that is generated asks for it, also the last one of a Pod that is being
        // stopped; a Pod whose end has been told stays as it is (generateAPIPodStatus).
        if self.state.stopped || self.state.status.phase.is_terminal() {
            return;
        }
        let kind = EventKind::DeadlineExceeded;
        let id = self.log(Subject::Pod, kind, Some(EventId(0)), Rule::ActiveDeadline, false);
        if self.state.stopping_since.is_none() {
            self.terminate_soon(self.effective_grace(None), id, Rule::ActiveDeadline);
        }
    }

    /// The Pod is stopped as soon as the pass under way is over. A grace period that is in force can
    /// only shrink.
    fn terminate_soon(&mut self, grace: Millis, cause: EventId, rule: Rule) {
        let (before, cause, rule) = self.terminate.unwrap_or((grace, cause, rule));
        self.terminate = Some((grace.min(before), cause, rule));
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
        // The order came with the feature's beta: in 1.28, switched on by hand, there was none.
        if self.pod.container(container).role != ContainerRole::Sidecar
            || !self.version.at_least(29)
        {
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
        self.stopped_process_ended(container, exited);
    }

    /// The pass that stopped one container goes on.
    pub(super) fn stopped_alone(&mut self, container: ContainerIndex) {
        if self.runtime[container.0].post_start_failed {
            self.give_up_start(container);
        } else {
            self.unblock();
        }
    }

    /// Nothing runs any more: the sandbox goes, then, after a deletion, the API object.
    pub(super) fn all_stopped(&mut self, cause: EventId) {
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
