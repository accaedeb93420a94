//! One pass: decide from a snapshot, then do step by step, waiting for each.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go` SyncPod.

use super::kubelet::Kubelet;
use super::plan::{InitList, Start, Step};
use super::{EventId, Rule};
use crate::model::{ContainerIndex, ContainerRole};
use std::collections::VecDeque;

/// A pass under way.
#[derive(Debug, Default)]
pub(super) struct Pass {
    steps: VecDeque<Step>,
    /// The start whose pull, creation or `postStart` is waited for.
    pub(super) starting: Option<Start>,
    /// The pass waits for an alarm.
    blocked: bool,
    /// The last thing that happened to an app container in this pass.
    last_app: Option<EventId>,
    /// Something happened in it.
    announced: bool,
    /// What it has started.
    started: Vec<ContainerIndex>,
}

impl Pass {
    /// Whether the first event of the pass is about to come.
    pub(super) fn announce(&mut self) -> bool {
        !std::mem::replace(&mut self.announced, true)
    }

    /// What it has started.
    pub(super) fn started(self) -> Vec<ContainerIndex> {
        self.started
    }

    /// Whether anything happened in it.
    pub(super) fn is_announced(&self) -> bool {
        self.announced
    }
}

impl Kubelet<'_> {
    /// Lets passes follow one another until nothing more happens at this instant.
    pub(super) fn settle(&mut self) {
        loop {
            match &self.pass {
                Some(pass) if pass.blocked => return,
                Some(_) => self.next_step(),
                None => {
                    if let Some((grace, cause, rule)) = self.terminate.take() {
                        self.stop_pod(grace, cause, rule);
                    }
                    if self.state.stopping_since.is_some() || !std::mem::take(&mut self.wake) {
                        return;
                    }
                    self.begin_pass();
                }
            }
        }
    }

    fn begin_pass(&mut self) {
        self.pass = Some(Pass::default());
        if self.has_ended() {
            return;
        }
        if !self.state.sandbox {
            self.begin_sandbox();
            return;
        }
        let mut steps = self.plan_reset();
        if steps.is_empty() {
            steps = self.plan_pass();
        }
        if let Some(pass) = &mut self.pass {
            pass.steps = steps;
        }
    }

    /// A Pod whose phase is terminal is taken down without looking further (`kubelet.go` SyncPod).
    fn has_ended(&mut self) -> bool {
        if !self.state.due_phase(self.pod).is_terminal() {
            return false;
        }
        let exits = self.pod.app_indices().filter_map(|index| self.runtime[index.0].exited);
        let (cause, rule) = match (self.lost, self.failed_init()) {
            (Some(lost), _) => (lost, Rule::SandboxEndsPod),
            (None, Some(exit)) => (exit, Rule::InitFailsPod),
            (None, None) => (exits.max().unwrap_or(EventId(0)), Rule::AppsDone),
        };
        self.terminate = Some((self.effective_grace(None), cause, rule));
        true
    }

    /// computePodActions, with the sandbox up.
    fn plan_pass(&mut self) -> VecDeque<Step> {
        let mut steps = VecDeque::new();
        match self.walk_init_list(&mut steps) {
            InitList::Done(cause, rule) => {
                if let Some(last) = self.plan_apps(cause, rule, &mut steps) {
                    steps.clear();
                    self.terminate =
                        Some((self.pod.termination_grace_period, last, Rule::AppsDone));
                }
            }
            InitList::Busy => {}
            InitList::Failed(exit) => {
                steps.clear();
                self.terminate =
                    Some((self.pod.termination_grace_period, exit, Rule::InitFailsPod));
            }
        }
        steps
    }

    fn next_step(&mut self) {
        let Some(pass) = &mut self.pass else { return };
        match pass.steps.pop_front() {
            Some(Step::Kill { container, verdict }) => {
                self.block();
                self.kill_container(container, verdict);
            }
            Some(Step::Start(start)) => self.start_container(start),
            Some(Step::Reset { container, trigger }) => self.reset_container(container, trigger),
            Some(Step::Remove { container, cause }) => self.remove_container(container, cause),
            None => {
                // A pass that did something asks for the next one (kubelet.go SyncPod, postSync).
                self.wake |= pass.announced;
                self.finish_pass();
            }
        }
    }

    /// Puts a step before the others.
    pub(super) fn do_next(&mut self, step: Step) {
        if let Some(pass) = &mut self.pass {
            pass.steps.push_front(step);
        }
    }

    /// Puts steps behind the others.
    pub(super) fn do_then(&mut self, steps: impl IntoIterator<Item = Step>) {
        if let Some(pass) = &mut self.pass {
            pass.steps.extend(steps);
        }
    }

    /// The pass waits for an alarm.
    pub(super) fn block(&mut self) {
        if let Some(pass) = &mut self.pass {
            pass.blocked = true;
        }
    }

    /// What the pass waited for is over.
    pub(super) fn unblock(&mut self) {
        if let Some(pass) = &mut self.pass {
            pass.blocked = false;
        }
    }

    /// A start that failed: an ordinary init container ends the pass, anything else lets it go on.
    pub(super) fn give_up_start(&mut self, container: ContainerIndex) {
        let plain_init = self.pod.container(container).role == ContainerRole::Init;
        if let Some(pass) = &mut self.pass {
            pass.starting = None;
            pass.blocked = false;
            if plain_init {
                pass.steps.clear();
            }
        }
    }

    /// Why the container that is being started may start now, and after what: an app container that
    /// follows another in the same pass follows from that one.
    pub(super) fn release(&self, container: ContainerIndex) -> (EventId, Rule) {
        let pass = self.pass.as_ref();
        let start = pass.and_then(|pass| pass.starting).expect("invariant: a start is under way");
        match pass.and_then(|pass| pass.last_app) {
            Some(last) if start.rule == Rule::AppsAfterInit && self.pod.is_app(container) => {
                (last, Rule::AppsInOnePass)
            }
            _ => (start.cause, start.rule),
        }
    }

    /// Whether the pass is in the middle of starting the container.
    pub(super) fn is_starting(&self, container: ContainerIndex) -> bool {
        let start = self.pass.as_ref().and_then(|pass| pass.starting);
        start.is_some_and(|start| start.container == container)
    }

    /// Notes that the container was started in this pass: its probes begin when the pass is over.
    pub(super) fn note_started(&mut self, container: ContainerIndex) {
        if let Some(pass) = &mut self.pass {
            pass.started.push(container);
        }
    }

    /// Notes the last thing that an app container's start did in this pass.
    pub(super) fn note_app(&mut self, container: ContainerIndex, event: EventId) {
        if self.pod.is_app(container)
            && let Some(pass) = &mut self.pass
        {
            pass.last_app = Some(event);
        }
    }

    /// The start under way is complete.
    pub(super) fn start_over(&mut self) {
        if let Some(pass) = &mut self.pass {
            pass.starting = None;
            pass.blocked = false;
        }
    }
}
