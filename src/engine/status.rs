//! What the kubelet reports and `kubectl get pod` prints: pure functions of the container statuses.

use super::restart::may_restart;
use super::{Condition, ContainerState, ContainerStatus, Phase, PodState, SimTime, WaitingReason};
use crate::model::{ContainerIndex, ContainerRole, Pod, Version};
use std::fmt::Write as _;

/// One row of `kubectl get pod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// NAME.
    pub name: String,
    /// READY, such as `2/3`.
    pub ready: String,
    /// STATUS.
    pub status: String,
    /// RESTARTS, such as `3 (10s ago)`.
    pub restarts: String,
    /// AGE.
    pub age: String,
}

/// The phase that follows from the statuses (`kubelet_pods.go` getPhase).
pub(super) fn phase(pod: &Pod, state: &PodState) -> Phase {
    if state.stopped && state.reason.is_some() {
        return Phase::Failed; // activeDeadlineSeconds: forced once nothing runs any more.
    }
    let mut count = Tally::default();
    for index in pod.indices() {
        let (container, status) = (pod.container(index), state.published(index));
        match container.role {
            ContainerRole::Init => count.init(status, !may_restart(pod, container, status)),
            ContainerRole::Sidecar => count.sidecar(status),
            ContainerRole::App => count.app(status, !may_restart(pod, container, status)),
        }
    }
    let app_exists = pod.app_indices().any(|index| state.container(index).in_sandbox);
    let phase = count.phase(state.stopped, app_exists);
    // A Pod that ends before it ran is Failed (status_manager.go TerminatePod).
    let ended = matches!(phase, Phase::Succeeded | Phase::Failed);
    if state.stopped && !ended { Phase::Failed } else { phase }
}

/// The counters of getPhase.
#[derive(Default)]
struct Tally {
    init_failed_for_good: bool,
    init_pending: bool,
    sidecar_pending: bool,
    waiting: u32,
    running: u32,
    stopped: u32,
    stopped_for_good: u32,
    succeeded: u32,
}

impl Tally {
    fn init(&mut self, status: &ContainerStatus, done: bool) {
        let failed = match status.state {
            ContainerState::Terminated(t) => t.exit_code != 0,
            ContainerState::Waiting(_) => {
                if let Some(last) = status.last {
                    last.exit_code != 0
                } else {
                    self.init_pending = true;
                    return;
                }
            }
            ContainerState::Running { .. } => {
                self.init_pending = true;
                return;
            }
        };
        if failed && done {
            self.init_failed_for_good = true;
        } else if failed {
            self.init_pending = true;
        }
    }

    fn sidecar(&mut self, status: &ContainerStatus) {
        match status.state {
            ContainerState::Running { .. } => {
                self.running += 1;
                self.sidecar_pending |= !status.started;
            }
            ContainerState::Waiting(_) if status.last.is_none() => {
                self.sidecar_pending = true;
                self.waiting += 1;
            }
            // Once it has ended, a sidecar does not count at all.
            ContainerState::Waiting(_) | ContainerState::Terminated(_) => {}
        }
    }

    fn app(&mut self, status: &ContainerStatus, done: bool) {
        match (status.state, status.last) {
            (ContainerState::Running { .. }, _) => self.running += 1,
            (ContainerState::Terminated(ended), _) => {
                self.stopped += 1;
                self.succeeded += u32::from(ended.exit_code == 0);
                self.stopped_for_good += u32::from(done);
            }
            (ContainerState::Waiting(_), Some(_)) => self.stopped += 1,
            (ContainerState::Waiting(_), None) => self.waiting += 1,
        }
    }

    fn phase(&self, terminal: bool, app_exists: bool) -> Phase {
        if self.init_failed_for_good {
            Phase::Failed
        } else if self.init_pending || (self.sidecar_pending && !app_exists) || self.waiting > 0 {
            Phase::Pending
        } else if self.running > 0 {
            Phase::Running
        } else if self.stopped == 0 {
            Phase::Pending
        } else if !terminal && self.stopped_for_good < self.stopped {
            Phase::Running
        } else if self.succeeded == self.stopped {
            Phase::Succeeded
        } else {
            Phase::Failed
        }
    }
}

/// Whether `condition` is True (`status/generate.go`).
pub(super) fn condition(pod: &Pod, state: &PodState, condition: Condition) -> bool {
    let ended = matches!(state.phase, Phase::Succeeded | Phase::Failed);
    match condition {
        Condition::PodScheduled => true,
        Condition::PodReadyToStartContainers => state.sandbox,
        Condition::Initialized => {
            state.phase == Phase::Succeeded
                || pod.app_indices().any(|index| {
                    let status = state.published(index);
                    status.is_running() || status.terminated().is_some()
                })
                || pod.init_indices().all(|index| match pod.container(index).role {
                    ContainerRole::Sidecar => state.published(index).started,
                    _ => state.published(index).ready,
                })
        }
        Condition::ContainersReady => {
            !ended
                && pod.indices().all(|index| {
                    pod.container(index).role == ContainerRole::Init || state.published(index).ready
                })
        }
        // A readiness gate that nobody sets keeps the Pod from being Ready.
        Condition::Ready => {
            self::condition(pod, state, Condition::ContainersReady)
                && pod.readiness_gates.is_empty()
        }
    }
}

/// The row of `kubectl get pod` (`pkg/printers/internalversion/printers.go` printPod).
pub(super) fn row(pod: &Pod, state: &PodState, now: SimTime, version: Version) -> Row {
    let mut print = Print::new(pod, state);
    let initialized = print.init_list() || state.is(Condition::Initialized);
    if initialized {
        print.app_list();
    }
    let ended = matches!(state.phase, Phase::Succeeded | Phase::Failed);
    if state.deletion.is_some() && !(ended && version.at_least(31)) {
        "Terminating".clone_into(&mut print.status);
    }
    let total = pod.containers().iter().filter(|c| c.role != ContainerRole::Init).count();
    let mut restarts = print.restarts.to_string();
    if let Some(at) = print.last_exit.filter(|_| print.restarts > 0) {
        let _ = write!(restarts, " ({} ago)", age(now.since(at).whole_secs()));
    }
    Row {
        name: pod.name.clone(),
        ready: format!("{}/{total}", print.ready),
        status: print.status,
        restarts,
        age: age(now.0 / 1000),
    }
}

/// The walk of printPod over the statuses.
struct Print<'a> {
    pod: &'a Pod,
    state: &'a PodState,
    status: String,
    ready: usize,
    restarts: u32,
    last_exit: Option<SimTime>,
    sidecar_restarts: u32,
    sidecar_last_exit: Option<SimTime>,
}

impl<'a> Print<'a> {
    fn new(pod: &'a Pod, state: &'a PodState) -> Self {
        Self {
            pod,
            state,
            // The reason of a forced end is held back with its phase, until nothing runs.
            status: state
                .reason
                .filter(|_| state.stopped)
                .map_or_else(|| state.phase.to_string(), str::to_owned),
            ready: 0,
            restarts: 0,
            last_exit: None,
            sidecar_restarts: 0,
            sidecar_last_exit: None,
        }
    }

    /// Walks the init list; false if an entry stops the walk.
    fn init_list(&mut self) -> bool {
        let total = self.pod.init_count();
        for index in self.pod.init_indices() {
            let status = self.state.published(index);
            let sidecar = self.pod.container(index).role == ContainerRole::Sidecar;
            let finished = status.last.map(|last| last.finished_at);
            self.restarts += status.restart_count;
            self.last_exit = self.last_exit.max(finished);
            if sidecar {
                self.sidecar_restarts += status.restart_count;
                self.sidecar_last_exit = self.sidecar_last_exit.max(finished);
            }
            match status.state {
                ContainerState::Terminated(ended) if ended.exit_code == 0 => continue,
                _ if sidecar && status.started => {
                    self.ready += usize::from(status.ready);
                    continue;
                }
                ContainerState::Terminated(ended) => self.status = format!("Init:{}", ended.reason),
                ContainerState::Waiting(reason) if reason != WaitingReason::PodInitializing => {
                    self.status = format!("Init:{}", reason.as_str());
                }
                _ => self.status = format!("Init:{}/{total}", index.0),
            }
            return false;
        }
        true
    }

    /// Walks the app containers, last by name to first, so that the first with a reason wins.
    fn app_list(&mut self) {
        self.restarts = self.sidecar_restarts;
        self.last_exit = self.sidecar_last_exit;
        let name = |index| &self.pod.container(index).name;
        let mut by_name: Vec<ContainerIndex> = Vec::new();
        for index in self.pod.app_indices() {
            by_name.insert(by_name.partition_point(|&other| name(other) < name(index)), index);
        }
        let mut running_ready = false;
        for index in by_name.into_iter().rev() {
            let status = self.state.published(index);
            self.restarts += status.restart_count;
            self.last_exit = self.last_exit.max(status.last.map(|last| last.finished_at));
            match status.state {
                ContainerState::Waiting(reason) => reason.as_str().clone_into(&mut self.status),
                ContainerState::Terminated(ended) => ended.reason.clone_into(&mut self.status),
                ContainerState::Running { .. } if status.ready => {
                    running_ready = true;
                    self.ready += 1;
                }
                ContainerState::Running { .. } => {}
            }
        }
        if self.status == "Completed" && running_ready {
            let ready = self.state.is(Condition::Ready);
            (if ready { "Running" } else { "NotReady" }).clone_into(&mut self.status);
        }
    }
}

/// An age as kubectl prints it (`apimachinery` duration.HumanDuration).
pub fn age(seconds: u64) -> String {
    let two = |big: u64, big_unit, small: u64, small_unit| {
        if small == 0 {
            format!("{big}{big_unit}")
        } else {
            format!("{big}{big_unit}{small}{small_unit}")
        }
    };
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
    match seconds {
        0..120 => format!("{seconds}s"),
        120..600 => two(minutes, 'm', seconds % 60, 's'),
        600..10_800 => format!("{minutes}m"),
        10_800..28_800 => two(hours, 'h', minutes % 60, 'm'),
        28_800..172_800 => format!("{hours}h"),
        172_800..691_200 => two(days, 'd', hours % 24, 'h'),
        _ if days < 730 => format!("{days}d"),
        _ => two(days / 365, 'y', days % 365, 'd'),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_are_printed_as_kubectl_does() {
        for (seconds, text) in [
            (0, "0s"),
            (119, "119s"),
            (120, "2m"),
            (130, "2m10s"),
            (599, "9m59s"),
            (600, "10m"),
            (10_799, "179m"),
            (10_800, "3h"),
            (12_000, "3h20m"),
            (28_800, "8h"),
            (172_800, "2d"),
            (180_000, "2d2h"),
            (691_200, "8d"),
        ] {
            assert_eq!(age(seconds), text);
        }
    }
}
