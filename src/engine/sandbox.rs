//! The sandbox: set up first, and replaced when it is lost.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go` computePodActions and SyncPod,
//! `kuberuntime/util/util.go` PodSandboxChanged.

use super::kubelet::Kubelet;
use super::plan::Step;
use super::queue::Alarm;
use super::{EventId, EventKind, Rule, Subject};
use crate::model::{ContainerIndex, Millis, RestartPolicy};

impl Kubelet<'_> {
    /// A pass that finds no sandbox sets one up, unless the Pod must not go on without its old one.
    pub(super) fn begin_sandbox(&mut self) {
        if let Some(lost) = self.lost {
            if !self.may_replace_sandbox() {
                self.terminate =
                    Some((self.pod.termination_grace_period, lost, Rule::SandboxEndsPod));
                return;
            }
            let kind = EventKind::SandboxChanged;
            let changed = self.log(Subject::Pod, kind, Some(lost), Rule::SandboxReplaced, false);
            self.purge_init_containers(changed);
            self.lost = Some(changed);
        }
        self.block();
        self.queue.set(self.now + self.scenario.timings.sandbox, Alarm::SandboxReady);
    }

    /// Under `Never` a Pod that once ran gets no second sandbox; under `OnFailure` none in which
    /// there would be nothing to start. The Pod's own policy decides.
    fn may_replace_sandbox(&self) -> bool {
        if self.pod.restart_policy == RestartPolicy::Never {
            return self.runtime.iter().all(|runtime| !runtime.known);
        }
        let app_was_created = self.pod.app_indices().any(|index| self.runtime[index.0].known);
        !app_was_created || self.pod.app_indices().any(|index| self.starts_over(index))
    }

    /// Whether an app container belongs into a new sandbox: all but those that succeeded under
    /// `OnFailure`, by the Pod's or their own policy.
    fn starts_over(&self, index: ContainerIndex) -> bool {
        let container = self.pod.container(index);
        let succeeded = self.runtime[index.0].known
            && self.state.container(index).newest_exit().is_some_and(|exit| exit.exit_code == 0);
        self.pod.restart_policy_of(container) != RestartPolicy::OnFailure || !succeeded
    }

    /// The old init containers are removed with their logs: the list starts over. (The pass that does
    /// it still knows the first one, so that one's restarts go on being counted.)
    fn purge_init_containers(&mut self, cause: EventId) {
        for index in self.pod.init_indices() {
            if self.runtime[index.0].known {
                self.forget(index, cause, Rule::SandboxReplaced, index.0 == 0);
            }
        }
    }

    /// The runtime lists the container no more.
    pub(super) fn forget(
        &mut self,
        index: ContainerIndex,
        cause: EventId,
        rule: Rule,
        counts_on: bool,
    ) {
        let kind = EventKind::ContainerRemoved { counts_on };
        self.log(Subject::Container(index), kind, Some(cause), rule, false);
        let runtime = &mut self.runtime[index.0];
        runtime.known = false;
        runtime.refused = None;
        runtime.verdict = None;
    }

    /// The sandbox is up: network namespace, IP, volumes. In a new one the first init container, or
    /// else every app container that belongs there, starts in the same pass.
    pub(super) fn sandbox_ready(&mut self) {
        let assumed = self.scenario.timings.sandbox > Millis::ZERO;
        let cause = self.lost.take();
        let rule = if cause.is_some() { Rule::SandboxReplaced } else { Rule::SandboxFirst };
        let cause = cause.unwrap_or(EventId(0));
        let ready = self.log(Subject::Pod, EventKind::SandboxReady, Some(cause), rule, assumed);
        self.sandbox_ready = ready;
        self.unblock();
        let starts: Vec<Step> = if self.pod.init_count() > 0 {
            vec![Step::Start(self.plan(ContainerIndex(0), ready, Rule::FirstInit))]
        } else {
            let apps = self.pod.app_indices().filter(|&index| self.starts_over(index));
            apps.map(|index| Step::Start(self.plan(index, ready, Rule::AppsAfterInit))).collect()
        };
        self.do_then(starts);
    }

    /// The sandbox dies, and every process in it at once.
    pub(super) fn lose_sandbox(&mut self) {
        if !self.state.sandbox {
            return;
        }
        let kind = EventKind::SandboxLost;
        let lost = self.log(Subject::Pod, kind, None, Rule::SandboxKilled, false);
        self.lost = Some(lost);
        for index in self.pod.indices() {
            if self.state.container(index).is_running() {
                let code = self.attempt(index).lost_exit_code;
                self.exit(index, code, Some(lost), Rule::SandboxKilled, false);
            }
        }
        self.wake = true;
    }
}
