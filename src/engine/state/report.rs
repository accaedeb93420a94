//! What the kubelet tells the API server, and when: from what is true to `.status`.
//!
//! It writes nothing during a pass, however long a pull or a hook blocks it, and nothing between the
//! beginning and the end of a Pod's termination (`kubelet.go` SyncPod, SyncTerminatingPod). A
//! readiness result alone gets through at any time (`status_manager.go` SetContainerReadiness).

use super::{ContainerNow, PodState};
use crate::engine::SimTime;
use crate::engine::status::{
    Condition, ConditionFacts, ContainerId, ConvertFacts, Phase, PhaseFacts, Seen, conditions,
    container_status, phase,
};
use crate::model::{ContainerIndex, ContainerRole, Pod};

/// The address that every simulated Pod gets; on the host's network it is [`HOST_IP`]. Invented.
pub const POD_IP: &str = "10.244.1.10";
/// The address of the only node. Invented.
pub const HOST_IP: &str = "192.168.1.11";

impl ContainerNow {
    fn seen(&self) -> Seen {
        Seen {
            newest: self.state,
            id: (self.runs > 0).then_some(ContainerId(self.runs)),
            before: self.before,
            restart_count: self.restart_count,
            reset: self.reset,
            refused: self.refused,
            started: self.started,
            ready: self.ready,
        }
    }
}

impl PodState {
    /// A Pod with scheduling gates: no scheduler looks at it, and no kubelet.
    pub(super) fn gate(&mut self, pod: &Pod, at: SimTime) {
        if let Some(told) = self.condition(pod, Condition::PodScheduled) {
            self.status.conditions.set(Condition::PodScheduled, told, at);
        }
    }

    /// The kubelet hears of the Pod and reports for the first time; nothing holds yet.
    pub(super) fn take_over(&mut self, pod: &Pod, at: SimTime) {
        self.status.start_time = Some(at);
        self.status.listed = true;
        for condition in Condition::ALL {
            if self.condition(pod, condition).is_some() {
                self.status.conditions.set(condition, (false, ""), at);
            }
        }
        self.write_all(pod);
        self.set_reasons(pod);
    }

    /// The sandbox is up, and with it the network.
    pub(super) fn set_sandbox(&mut self, pod: &Pod) {
        self.sandbox = true;
        self.revision += 1;
        self.status.ip = Some(if pod.host_network { HOST_IP } else { POD_IP });
    }

    /// Something happened to a container: it is told now, or when the kubelet is no longer busy.
    pub(super) fn report(&mut self, pod: &Pod, index: ContainerIndex, readiness: bool) {
        let container = &mut self.containers[index.0];
        container.unreported = true;
        if !self.held {
            self.write(pod, index);
        } else if readiness && container.is_running() {
            let told = self.status.containers[index.0].as_mut();
            if let Some(told) = told.filter(|told| told.is_running()) {
                told.ready = container.ready;
                self.revision += 1;
            }
        }
    }

    /// The API server learns what has been held back.
    pub(super) fn tell(&mut self, pod: &Pod) {
        self.held = false;
        for index in pod.indices() {
            if self.containers[index.0].unreported {
                self.write(pod, index);
            }
        }
    }

    /// Every container's status is written afresh.
    pub(super) fn write_all(&mut self, pod: &Pod) {
        for index in pod.indices() {
            self.write(pod, index);
        }
    }

    fn write(&mut self, pod: &Pod, index: ContainerIndex) {
        let facts = ConvertFacts {
            deleted: self.deletion.is_some(),
            app_exists: pod.container(index).role == ContainerRole::Init
                && pod.app_indices().any(|app| self.containers[app.0].in_sandbox),
            version: self.version,
        };
        let container = &mut self.containers[index.0];
        container.unreported = false;
        let told = &mut self.status.containers[index.0];
        let status = Some(container_status(pod, index, &container.seen(), told.as_ref(), facts));
        if *told != status {
            *told = status;
            self.revision += 1;
        }
    }

    /// The phase that follows from what the API server has.
    pub(in crate::engine) fn due_phase(&self, pod: &Pod) -> Phase {
        self.ended_as.unwrap_or_else(|| phase(pod, &self.status, self.phase_facts(pod)))
    }

    fn phase_facts(&self, pod: &Pod) -> PhaseFacts {
        PhaseFacts {
            terminal: self.stopped,
            app_in_sandbox: pod.app_indices().any(|index| self.containers[index.0].in_sandbox),
        }
    }

    /// The phase in which a Pod ends of which nothing runs any more. A Pod that ends before it ran
    /// is Failed (`status_manager.go` TerminatePod).
    pub(super) fn final_phase(&self, pod: &Pod) -> Phase {
        match phase(pod, &self.status, self.phase_facts(pod)) {
            ended if ended.is_terminal() && self.forced.is_none() => ended,
            _ => Phase::Failed,
        }
    }

    /// The value and the reason that a condition should have by now; `None` if the Pod has no such
    /// condition, or nobody to report it.
    pub(in crate::engine) fn condition(
        &self,
        pod: &Pod,
        condition: Condition,
    ) -> Option<(bool, &'static str)> {
        let facts = ConditionFacts {
            sandbox: self.sandbox,
            restarting_all: self.restarting_all,
            version: self.version,
        };
        let told = self.status.start_time.is_some() || condition == Condition::PodScheduled;
        conditions::condition(pod, &self.status, facts, condition).filter(|_| told)
    }

    /// A condition took another value.
    pub(super) fn set_condition(
        &mut self,
        pod: &Pod,
        condition: Condition,
        value: bool,
        at: SimTime,
    ) {
        self.status.conditions.set(condition, (value, ""), at);
        self.set_reasons(pod);
    }

    /// The phase changed.
    pub(super) fn set_phase(&mut self, pod: &Pod, phase: Phase) {
        self.status.phase = phase;
        self.set_reasons(pod);
    }

    /// The reasons follow the statuses, but a condition whose value is about to change keeps its own.
    fn set_reasons(&mut self, pod: &Pod) {
        for condition in Condition::ALL {
            let Some(before) = self.status.conditions.get(condition) else { continue };
            let told = self.condition(pod, condition).filter(|told| told.0 == before.value);
            if let Some(told) = told {
                self.status.conditions.set(condition, told, before.since);
            }
        }
    }
}
