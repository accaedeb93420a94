//! A restart rule that restarts every container of the Pod, in place (KEP-5532).
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go` computePodActions, getContainersToReset,
//! SyncPod; `pkg/kubelet/kubelet.go` SyncPod.

use super::kubelet::Kubelet;
use super::plan::Step;
use super::{EventId, EventKind, Rule, Subject};
use crate::model::{ContainerIndex, Millis, RestartAction};
use std::collections::VecDeque;

impl Kubelet<'_> {
    /// The steps of a pass that does nothing but stop and remove every container; none if no
    /// container asks for it.
    ///
    /// App containers come first, then the init list, each in declared order; those that asked for it
    /// come last, so that a kubelet that is interrupted finds them again.
    pub(super) fn plan_reset(&mut self) -> VecDeque<Step> {
        let with_rules = self.pod.indices().filter(|index| {
            // Few Pods have any, and every pass asks.
            !self.pod.container(*index).restart_rules.is_empty()
        });
        let Some(trigger) = with_rules.filter_map(|index| self.asks_for_all(index)).min() else {
            return VecDeque::new();
        };
        let kind = EventKind::RestartAllStarted;
        let started = self.log(Subject::Pod, kind, Some(trigger), Rule::RestartAll, false);
        let (apps, inits) = (self.pod.app_indices(), self.pod.init_indices());
        let all: Vec<_> = apps.chain(inits).filter(|index| self.runtime[index.0].known).collect();
        let (asking, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|&index| self.asks_for_all(index).is_some());
        let reset = |container| Step::Reset { container, trigger: started };
        others.into_iter().chain(asking).map(reset).collect()
    }

    /// The exit after which the first matching restart rule asks for a restart of all containers.
    fn asks_for_all(&self, index: ContainerIndex) -> Option<EventId> {
        let status = self.state.container(index);
        let runtime = &self.runtime[index.0];
        if !runtime.known || status.is_running() {
            return None;
        }
        let exit = status.newest_exit()?;
        let rule = self.pod.container(index).restart_rule(exit.exit_code)?;
        (rule.action == RestartAction::RestartAllContainers).then_some(runtime.exited).flatten()
    }

    /// Stops a container if it runs, without its hook and with the shortest grace, then removes it.
    pub(super) fn reset_container(&mut self, container: ContainerIndex, trigger: EventId) {
        self.do_next(Step::Remove { container, cause: trigger });
        if self.state.container(container).is_running() {
            self.block();
            self.stop_alone(container, Millis::ZERO, trigger, Rule::RestartAllKills);
        }
    }

    /// Removes a container that does not run; its logs stay, so its restarts go on being counted.
    pub(super) fn remove_container(&mut self, container: ContainerIndex, trigger: EventId) {
        let exited = self.runtime[container.0].exited.unwrap_or(trigger).max(trigger);
        self.forget(container, exited, Rule::RestartAllKills, true);
        if self.runtime.iter().all(|runtime| !runtime.known) {
            let kind = EventKind::RestartAllFinished;
            self.log(Subject::Pod, kind, Some(exited), Rule::RestartAll, false);
        }
    }
}
