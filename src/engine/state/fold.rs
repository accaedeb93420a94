//! How events add up: the state before, one event, the state after.

use super::{
    Condition, ContainerState, ContainerStatus, Deletion, Phase, PodState, Terminated,
    WaitingReason,
};
use crate::engine::restart::may_restart;
use crate::engine::{Event, EventKind, HookKind, SimTime, Subject};
use crate::model::{ContainerIndex, ContainerRole, Pod};

impl ContainerStatus {
    fn new(reason: WaitingReason, has_startup_probe: bool) -> Self {
        Self {
            state: ContainerState::Waiting(reason),
            last: None,
            restart_count: 0,
            restarts_from: 0,
            in_sandbox: false,
            started: false,
            ready: false,
            pulling_since: None,
            hook: None,
            stopping: false,
            term_at: None,
            runs: 0,
            has_startup_probe,
            post_start_failed: false,
            stale: None,
        }
    }

    /// Whether the container ever had a process.
    pub fn has_run(&self) -> bool {
        self.runs > 0
    }

    /// The newest run that ended, whether it is the state or the last state.
    pub fn newest_exit(&self) -> Option<&Terminated> {
        self.terminated().or(self.last.as_ref())
    }

    /// The kubelet's waiting rewrite: a refused start turns `terminated` into `waiting`
    /// (`kubelet_pods.go` convertToAPIContainerStatuses).
    fn wait(&mut self, reason: WaitingReason, in_init_list: bool) {
        if let ContainerState::Terminated(terminated) = self.state {
            if in_init_list && terminated.exit_code == 0 {
                return; // An entry of the init list that exited 0 keeps `terminated Completed`.
            }
            self.last = Some(terminated);
        }
        self.state = ContainerState::Waiting(reason);
    }

    /// From now on the API server's copy stands still.
    fn hold(&mut self) {
        if self.stale.is_none() {
            self.stale = Some(Box::new(self.clone()));
        }
    }

    /// A readiness result; the prober writes it even while everything else stands still.
    fn set_ready(&mut self, ready: bool) {
        self.ready = ready;
        let running = self.is_running();
        if let Some(stale) = self.stale.as_mut().filter(|stale| running && stale.is_running()) {
            stale.ready = ready;
        }
    }

    fn start(&mut self, at: SimTime) {
        if let ContainerState::Terminated(terminated) = self.state {
            self.last = Some(terminated);
        }
        self.state = ContainerState::Running { started_at: at };
        self.restart_count = self.restarts_from;
        self.restarts_from += 1;
        self.runs += 1;
        self.in_sandbox = true;
        self.started = !self.has_startup_probe;
        self.ready = false;
        self.stopping = false;
        self.term_at = None;
        self.post_start_failed = false;
    }

    /// The container was removed for a restart of the whole Pod.
    fn forget(&mut self) {
        self.wait(WaitingReason::RestartingAllContainers, false);
        self.ready = false;
    }

    fn exit(&mut self, at: SimTime, exit_code: i32, reason: &'static str, role: ContainerRole) {
        if let ContainerState::Running { started_at } = self.state {
            self.state = ContainerState::Terminated(Terminated {
                exit_code,
                reason,
                started_at,
                finished_at: at,
            });
        }
        self.started = false;
        self.ready = role == ContainerRole::Init && exit_code == 0;
        self.hook = None;
        self.stopping = false;
    }
}

impl PodState {
    /// The Pod as it is accepted: nothing has happened yet.
    pub fn new(pod: &Pod) -> Self {
        let reason = if pod.init_count() == 0 {
            WaitingReason::ContainerCreating
        } else {
            WaitingReason::PodInitializing
        };
        Self {
            phase: Phase::Pending,
            reason: None,
            conditions: Vec::new(),
            containers: pod
                .containers()
                .iter()
                .map(|c| ContainerStatus::new(reason, c.startup_probe.is_some()))
                .collect(),
            sandbox: false,
            deletion: None,
            stopping_since: None,
            stopped: false,
            removed: false,
            restarting_all: false,
            held: false,
        }
    }

    /// The container at `index`.
    pub fn container(&self, index: ContainerIndex) -> &ContainerStatus {
        &self.containers[index.0]
    }

    /// Whether `condition` is True.
    pub fn is(&self, condition: Condition) -> bool {
        self.conditions.contains(&condition)
    }

    /// The status of one container that the API server has. The kubelet writes nothing during a
    /// pass, however long a pull or a hook blocks it, and nothing between the beginning and the end
    /// of a Pod's termination (`kubelet.go` SyncPod, SyncTerminatingPod).
    pub fn published(&self, index: ContainerIndex) -> &ContainerStatus {
        let status = &self.containers[index.0];
        status.stale.as_deref().unwrap_or(status)
    }

    /// Adds one event.
    pub fn apply(&mut self, pod: &Pod, event: &Event) {
        match event.subject {
            Subject::Pod => self.apply_to_pod(event),
            Subject::Container(index) => self.apply_to_container(pod, index, event),
        }
    }

    fn apply_to_pod(&mut self, event: &Event) {
        match event.kind {
            EventKind::SandboxReady => self.sandbox = true,
            EventKind::SandboxLost => self.sandbox = false,
            EventKind::SandboxChanged => {
                for status in &mut self.containers {
                    status.in_sandbox = false;
                }
            }
            EventKind::RestartAllStarted => self.restarting_all = true,
            EventKind::RestartAllFinished => self.restarting_all = false,
            EventKind::SandboxStopped => {
                self.sandbox = false;
                self.stopped = true;
                self.tell();
            }
            EventKind::PassStarted => self.held = true,
            EventKind::PassFinished if self.stopping_since.is_none() => self.tell(),
            EventKind::ConditionChanged(condition, value) => {
                self.conditions.retain(|&other| other != condition);
                if value {
                    let at = self.conditions.partition_point(|other| *other < condition);
                    self.conditions.insert(at, condition);
                }
            }
            EventKind::PhaseChanged(phase) => self.phase = phase,
            EventKind::DeletionRequested { grace } => {
                self.deletion.get_or_insert(Deletion { at: event.at, grace }).grace = grace;
            }
            EventKind::DeadlineExceeded => self.reason = Some("DeadlineExceeded"),
            EventKind::StopRequested => {
                self.stopping_since = Some(event.at);
                self.held = true;
            }
            EventKind::Removed => self.removed = true,
            _ => {}
        }
    }

    /// The API server learns what has been held back.
    fn tell(&mut self) {
        self.held = false;
        for status in &mut self.containers {
            status.stale = None;
        }
    }

    fn apply_to_container(&mut self, pod: &Pod, index: ContainerIndex, event: &Event) {
        let role = pod.container(index).role;
        let status = &mut self.containers[index.0];
        if self.held {
            status.hold();
        }
        match event.kind {
            EventKind::ContainerRemoved { counts_on } => {
                status.in_sandbox = false;
                if counts_on {
                    status.forget();
                } else {
                    status.restarts_from = 0;
                }
            }
            EventKind::PullStarted => status.pulling_since = Some(event.at),
            EventKind::Pulled { .. } => status.pulling_since = None,
            EventKind::PullFailed(reason) => {
                status.pulling_since = None;
                status.wait(reason, role != ContainerRole::App);
            }
            EventKind::PullBackOff { .. } => {
                status.wait(WaitingReason::ImagePullBackOff, role != ContainerRole::App);
            }
            EventKind::BackOff { .. } => {
                status.wait(WaitingReason::CrashLoopBackOff, role != ContainerRole::App);
            }
            EventKind::Started => status.start(event.at),
            EventKind::HookStarted(hook) => status.hook = Some(hook),
            EventKind::HookFinished { hook, failed, .. } => {
                status.hook = None;
                if hook == HookKind::PostStart {
                    status.post_start_failed = failed;
                }
            }
            EventKind::BecameStarted => status.started = true,
            EventKind::BecameReady | EventKind::BecameUnready => {
                status.set_ready(event.kind == EventKind::BecameReady);
            }
            EventKind::Stopping => status.stopping = true,
            EventKind::Term { .. } => status.term_at = Some(event.at),
            EventKind::Exited { code, reason } => {
                status.exit(event.at, code, reason, role);
                if status.post_start_failed && may_restart(pod, pod.container(index), status) {
                    status.wait(WaitingReason::PostStartHookError, role != ContainerRole::App);
                }
            }
            _ => {}
        }
    }
}
