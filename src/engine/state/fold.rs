//! How events add up: the state before, one event, the state after.

use super::{ContainerNow, Deletion, Forced, PodState};
use crate::engine::status::{
    ContainerId, PodStatus, RuntimeState, Terminated, Waiting, reason, terminate,
};
use crate::engine::{Event, EventKind, HookKind, SimTime, Subject};
use crate::model::{ContainerIndex, ContainerRole, Pod, Version};

impl ContainerNow {
    fn create(&mut self) {
        if let RuntimeState::Exited(ended) = self.state {
            self.before = Some(ended);
        }
        self.state = RuntimeState::Created;
        self.restart_count = self.restarts_from;
        self.reset = false;
    }

    fn start(&mut self, at: SimTime) {
        self.create();
        self.state = RuntimeState::Running { started_at: at };
        self.restarts_from += 1;
        self.runs += 1;
        self.in_sandbox = true;
        self.started = !self.has_startup_probe;
        self.ready = false;
        self.stopping = false;
        self.term_at = None;
        self.refused = None;
    }

    fn exit(&mut self, at: SimTime, exit_code: i32, reason: &'static str, role: ContainerRole) {
        if let RuntimeState::Running { started_at } = self.state {
            let ended = Terminated {
                exit_code,
                signal: 0,
                reason,
                started_at: Some(started_at),
                finished_at: Some(at),
                id: Some(ContainerId(self.runs)),
            };
            self.state = RuntimeState::Exited(ended);
            self.newest_exit = Some(ended);
        }
        self.started = false;
        self.ready = role == ContainerRole::Init && exit_code == 0;
        self.hook = None;
        self.stopping = false;
    }

    /// The runtime lists it no more.
    fn remove(&mut self, counts_on: bool, reset: bool) {
        self.state = RuntimeState::Absent;
        self.before = None;
        self.in_sandbox = false;
        self.reset = reset;
        self.ready = false;
        if !counts_on {
            self.restarts_from = 0;
        }
    }
}

impl PodState {
    /// The Pod as it is accepted: nothing has happened yet.
    pub fn new(pod: &Pod, version: Version) -> Self {
        let now = |container: &crate::model::Container| ContainerNow {
            has_startup_probe: container.startup_probe.is_some(),
            ..ContainerNow::default()
        };
        Self {
            status: PodStatus::new(pod),
            containers: pod.containers().iter().map(now).collect(),
            sandbox: false,
            deletion: None,
            stopping_since: None,
            stopped: false,
            removed: false,
            restarting_all: false,
            held: false,
            forced: None,
            ended_as: None,
            version,
            revision: 0,
        }
    }

    /// Adds one event.
    pub fn apply(&mut self, pod: &Pod, event: &Event) {
        match event.subject {
            Subject::Pod => self.apply_to_pod(pod, event),
            Subject::Container(index) => self.apply_to_container(pod, index, event),
        }
    }

    fn apply_to_pod(&mut self, pod: &Pod, event: &Event) {
        match event.kind {
            EventKind::Gated => self.gate(pod, event.at),
            EventKind::Scheduled => self.take_over(pod, event.at),
            EventKind::SandboxReady => self.set_sandbox(pod),
            EventKind::SandboxLost => {
                self.sandbox = false;
                self.revision += 1;
            }
            EventKind::SandboxChanged => {
                for container in &mut self.containers {
                    container.in_sandbox = false;
                }
                self.revision += 1;
            }
            EventKind::RestartAllStarted | EventKind::RestartAllFinished => {
                self.restarting_all = event.kind == EventKind::RestartAllStarted;
                self.revision += 1;
            }
            EventKind::SandboxStopped => self.end(pod),
            EventKind::PassStarted => self.held = true,
            EventKind::PassFinished if self.stopping_since.is_none() => self.tell(pod),
            EventKind::ConditionChanged(condition, value) => {
                self.set_condition(pod, condition, value, event.at);
            }
            EventKind::PhaseChanged(phase) => self.set_phase(pod, phase),
            EventKind::DeletionRequested { grace } => {
                self.deletion.get_or_insert(Deletion { at: event.at, grace }).grace = grace;
            }
            EventKind::DeadlineExceeded => {
                self.forced = Some(Forced {
                    reason: "DeadlineExceeded",
                    message: "Pod was active on the node longer than the specified deadline",
                });
            }
            EventKind::StopRequested => {
                // Written once before the kill, and again when everything is gone.
                self.write_all(pod);
                self.stopping_since = Some(event.at);
                self.held = true;
            }
            EventKind::Removed => self.removed = true,
            _ => {}
        }
    }

    /// Nothing of the Pod is left on the node.
    fn end(&mut self, pod: &Pod) {
        self.sandbox = false;
        self.stopped = true;
        self.held = false;
        self.revision += 1;
        self.write_all(pod);
        self.ended_as = Some(self.final_phase(pod));
        if let Some(Forced { reason, message }) = self.forced {
            self.status.reason = Some(reason);
            self.status.message = Some(message);
        }
        terminate(pod, &mut self.status);
    }

    fn apply_to_container(&mut self, pod: &Pod, index: ContainerIndex, event: &Event) {
        let role = pod.container(index).role;
        let container = &mut self.containers[index.0];
        match event.kind {
            EventKind::ContainerRemoved { counts_on } => {
                container.remove(counts_on, self.restarting_all);
            }
            EventKind::PullStarted => container.pulling_since = Some(event.at),
            EventKind::Pulled { .. } => container.pulling_since = None,
            EventKind::PullFailed(reason) => {
                container.pulling_since = None;
                container.refused = Some(Waiting::because(reason));
            }
            EventKind::PullBackOff { delay } => {
                container.refused = Some(Waiting { reason: reason::IMAGE_PULL_BACK_OFF, delay });
            }
            EventKind::BackOff { delay } => {
                container.refused = Some(Waiting { reason: reason::CRASH_LOOP_BACK_OFF, delay });
            }
            EventKind::Created => container.create(),
            EventKind::Started => container.start(event.at),
            EventKind::HookStarted(hook) => container.hook = Some(hook),
            EventKind::HookFinished { hook, failed, .. } => {
                container.hook = None;
                if hook == HookKind::PostStart && failed {
                    container.refused = Some(Waiting::because(reason::POST_START_HOOK_ERROR));
                }
            }
            EventKind::BecameStarted => container.started = true,
            EventKind::BecameReady => container.ready = true,
            EventKind::BecameUnready => container.ready = false,
            EventKind::Stopping => container.stopping = true,
            EventKind::Term { .. } => container.term_at = Some(event.at),
            EventKind::Exited { code, reason } => container.exit(event.at, code, reason, role),
            _ => {}
        }
        if event.kind == EventKind::Created || event.kind.changes_status() {
            self.report(pod, index, event.kind.is_readiness());
        }
    }
}
