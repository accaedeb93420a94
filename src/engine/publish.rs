//! Writing the Pod's status: what follows from an event for the phase and the conditions.
//!
//! Source: `pkg/kubelet/status/status_manager.go`.

use super::kubelet::Kubelet;
use super::{Condition, ContainerNow, EventId, EventKind, Rule, Subject};

impl Kubelet<'_> {
    /// Writes what changed in the Pod's status (`status_manager.go`): phase, then conditions.
    ///
    /// `act` is what the phase follows from, `readiness` what the readiness of the Pod follows from.
    pub(super) fn publish(&mut self, act: EventId, readiness: EventId) {
        if std::mem::replace(&mut self.published, self.state.revision) == self.state.revision {
            return;
        }
        let (phase, before) = (self.state.due_phase(self.pod), self.state.status.phase);
        // A terminal phase is held back while anything runs (status_manager.go mergePodStatus).
        let held_back =
            phase.is_terminal() && self.state.containers.iter().any(ContainerNow::is_running);
        if phase != before && !before.is_terminal() && !held_back {
            let kind = EventKind::PhaseChanged(phase);
            self.push(Subject::Pod, kind, Some(act), Rule::PhaseFromStatuses, false);
        }
        for condition in [
            Condition::PodScheduled,
            Condition::PodReadyToStartContainers,
            Condition::AllContainersRestarting,
            Condition::Initialized,
            Condition::ContainersReady,
            Condition::Ready,
        ] {
            let before = self.state.status.conditions.get(condition).map(|told| told.value);
            let due = self.state.condition(self.pod, condition).map(|told| told.0);
            if let Some(value) = due.filter(|_| due != before) {
                let of_readiness =
                    matches!(condition, Condition::ContainersReady | Condition::Ready);
                let cause = if of_readiness { readiness } else { act };
                let kind = EventKind::ConditionChanged(condition, value);
                self.push(Subject::Pod, kind, Some(cause), Rule::ConditionsFromStatuses, false);
            }
        }
    }
}
