//! Writing the Pod's status: what follows from an event for the phase and the conditions.
//!
//! Source: `pkg/kubelet/status/status_manager.go`.

use super::kubelet::Kubelet;
use super::{Condition, ContainerStatus, EventId, EventKind, Phase, Rule, Subject, status};

impl Kubelet<'_> {
    /// Writes what changed in the Pod's status (`status_manager.go`): phase, then conditions.
    ///
    /// `act` is what the phase follows from, `readiness` what the readiness of the Pod follows from.
    pub(super) fn publish(&mut self, act: EventId, readiness: EventId) {
        let phase = status::phase(self.pod, &self.state);
        let final_phase = matches!(self.state.phase, Phase::Succeeded | Phase::Failed);
        // A terminal phase is held back while anything runs (status_manager.go mergePodStatus).
        let held_back = matches!(phase, Phase::Succeeded | Phase::Failed)
            && self.state.containers.iter().any(ContainerStatus::is_running);
        if phase != self.state.phase && !final_phase && !held_back {
            let kind = EventKind::PhaseChanged(phase);
            self.push(Subject::Pod, kind, Some(act), Rule::PhaseFromStatuses, false);
        }
        for condition in [
            Condition::PodScheduled,
            Condition::PodReadyToStartContainers,
            Condition::Initialized,
            Condition::ContainersReady,
            Condition::Ready,
        ] {
            let value = status::condition(self.pod, &self.state, condition);
            if value != self.state.is(condition) {
                let of_readiness =
                    matches!(condition, Condition::ContainersReady | Condition::Ready);
                let cause = if of_readiness { readiness } else { act };
                let kind = EventKind::ConditionChanged(condition, value);
                self.push(Subject::Pod, kind, Some(cause), Rule::ConditionsFromStatuses, false);
            }
        }
    }
}
