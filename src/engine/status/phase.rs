//! The phase that follows from the container statuses (`kubelet_pods.go` getPhase).

use super::{ContainerState, ContainerStatus, Phase, PodStatus, reason};
use crate::engine::restart::should_restart;
use crate::model::{Container, ContainerRole, Pod};

/// What the phase follows from besides the statuses.
#[derive(Clone, Copy, Debug, Default)]
pub struct PhaseFacts {
    /// The Pod's termination has finished: nothing will be started again.
    pub terminal: bool,
    /// An app container exists in the present sandbox.
    pub app_in_sandbox: bool,
}

/// The phase that follows from the statuses.
pub fn phase(pod: &Pod, status: &PodStatus, facts: PhaseFacts) -> Phase {
    let mut count = Tally::default();
    for index in pod.indices() {
        let (container, status) = (pod.container(index), status.container(index));
        match container.role {
            ContainerRole::Init => count.init(pod, container, status),
            ContainerRole::Sidecar => count.sidecar(status),
            ContainerRole::App => count.app(pod, container, status),
        }
    }
    count.phase(facts)
}

/// The counters of getPhase.
#[derive(Default)]
struct Tally {
    init_failed_for_good: bool,
    init_pending: bool,
    sidecar_pending: bool,
    unknown: u32,
    waiting: u32,
    running: u32,
    stopped: u32,
    stopped_for_good: u32,
    succeeded: u32,
}

impl Tally {
    /// An ordinary init container: pending until it has ended; a failure counts only for good.
    fn init(&mut self, pod: &Pod, container: &Container, status: Option<&ContainerStatus>) {
        let ended = match status.map(|status| (status.state, status.last)) {
            // Removed so that the Pod can start over: that is no failure of its own.
            Some((ContainerState::Waiting(_), Some(ended)))
                if ended.reason == reason::RESTARTING_ALL_CONTAINERS =>
            {
                self.init_pending = true;
                return;
            }
            Some(
                (ContainerState::Terminated(ended), _) | (ContainerState::Waiting(_), Some(ended)),
            ) => ended,
            _ => {
                self.init_pending = true;
                return;
            }
        };
        self.init_failed_for_good |=
            ended.exit_code != 0 && !should_restart(pod, container, ended.exit_code);
    }

    /// A sidecar: once it has ended it does not count at all.
    fn sidecar(&mut self, status: Option<&ContainerStatus>) {
        let Some(status) = status else {
            self.unknown += 1;
            return;
        };
        match (status.state, status.last) {
            (ContainerState::Running { .. }, _) => {
                self.running += 1;
                self.sidecar_pending |= !status.started;
            }
            (ContainerState::Terminated(_), _) | (ContainerState::Waiting(_), Some(_)) => {}
            (ContainerState::Waiting(_), None) => {
                self.sidecar_pending = true;
                self.waiting += 1;
            }
            (ContainerState::Empty, _) => {
                self.sidecar_pending = true;
                self.unknown += 1;
            }
        }
    }

    fn app(&mut self, pod: &Pod, container: &Container, status: Option<&ContainerStatus>) {
        match status.map(|status| (status.state, status.last)) {
            Some((ContainerState::Running { .. }, _)) => self.running += 1,
            Some((ContainerState::Terminated(ended), _)) => {
                self.stopped += 1;
                self.succeeded += u32::from(ended.exit_code == 0);
                self.stopped_for_good +=
                    u32::from(!should_restart(pod, container, ended.exit_code));
            }
            Some((ContainerState::Waiting(_), Some(_))) => self.stopped += 1,
            Some((ContainerState::Waiting(_), None)) => self.waiting += 1,
            Some((ContainerState::Empty, _)) | None => self.unknown += 1,
        }
    }

    /// The decision: the first that holds.
    fn phase(&self, facts: PhaseFacts) -> Phase {
        let initializing = self.init_pending || (self.sidecar_pending && !facts.app_in_sandbox);
        if self.init_failed_for_good {
            Phase::Failed
        } else if initializing || self.waiting > 0 || self.unknown > 0 {
            Phase::Pending
        } else if self.running > 0 {
            Phase::Running
        } else if self.stopped == 0 {
            Phase::Pending
        } else if !facts.terminal && self.stopped_for_good < self.stopped {
            Phase::Running
        } else if self.succeeded == self.stopped {
            Phase::Succeeded
        } else {
            Phase::Failed
        }
    }
}
