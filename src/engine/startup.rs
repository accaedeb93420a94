//! What one pass decides and does: the init list, then the app containers.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go` computePodActions and SyncPod,
//! `kuberuntime_container.go` computeInitContainerActions and startContainer.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::restart::{BackOff, Verdict, may_restart};
use super::{EventId, EventKind, HookKind, Rule, SimTime, Subject};
use crate::model::{ContainerIndex, ContainerRole, Millis};
use std::collections::VecDeque;

/// One start that a pass has decided on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    container: ContainerIndex,
    /// What released it.
    cause: EventId,
    rule: Rule,
    /// When the newest run that the snapshot knows ended.
    exit: Option<SimTime>,
}

/// One step of a pass.
#[derive(Clone, Copy, Debug)]
enum Step {
    Kill { container: ContainerIndex, verdict: EventId },
    Start(Start),
}

/// A pass under way.
#[derive(Debug, Default)]
pub(super) struct Pass {
    steps: VecDeque<Step>,
    /// The start whose pull, creation or `postStart` is waited for.
    starting: Option<Start>,
    /// The pass waits for an alarm.
    blocked: bool,
    /// The last thing that happened to an app container in this pass.
    last_app: Option<EventId>,
    /// How many events there were when it began.
    began_with: usize,
}

/// What the walk over the init list finds.
enum InitList {
    /// Every entry is through: app containers may start, because of that.
    Done(EventId, Rule),
    /// Something is still to come.
    Busy,
    /// An init container failed for good.
    Failed(EventId),
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
        self.pass = Some(Pass { began_with: self.events.len(), ..Pass::default() });
        if !self.state.sandbox {
            self.block();
            self.queue.set(self.now + self.scenario.timings.sandbox, Alarm::SandboxReady);
            return;
        }
        let mut steps = VecDeque::new();
        match self.walk_init_list(&mut steps) {
            InitList::Done(cause, rule) => {
                let inits = steps.len();
                self.plan_apps(cause, rule, &mut steps);
                if steps.len() == inits
                    && let Some(last) = self.all_apps_done()
                {
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
        if let Some(pass) = &mut self.pass {
            pass.steps = steps;
        }
    }

    fn next_step(&mut self) {
        let Some(pass) = &mut self.pass else { return };
        match pass.steps.pop_front() {
            Some(Step::Kill { container, verdict }) => {
                self.block();
                self.kill_container(container, verdict);
            }
            Some(Step::Start(start)) => self.start_container(start),
            None => {
                // A pass that did something asks for the next one (kubelet.go SyncPod, postSync).
                self.wake |= self.events.len() > pass.began_with;
                self.pass = None;
            }
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

    /// The sandbox is up: network namespace, IP, volumes.
    pub(super) fn sandbox_ready(&mut self) {
        let assumed = self.scenario.timings.sandbox > Millis::ZERO;
        self.log(
            Subject::Pod,
            EventKind::SandboxReady,
            Some(EventId(0)),
            Rule::SandboxFirst,
            assumed,
        );
        self.wake = true;
        self.unblock();
    }

    /// The walk over the init list, from its last entry to its first
    /// (`computeInitContainerActions`): the first entry met that has ever run is the frontier, and
    /// only the frontier gates what follows it. Sidecars before it are kept alive.
    fn walk_init_list(&self, steps: &mut VecDeque<Step>) -> InitList {
        let last = self.pod.init_count().checked_sub(1);
        let Some(last) = last else {
            return InitList::Done(self.sandbox_event(), Rule::AppsAfterInit);
        };
        // A running app container proves that the list was through.
        let app_running =
            self.pod.app_indices().find(|&index| self.state.container(index).is_running());
        let mut found =
            app_running.map(|index| InitList::Done(self.started(index), Rule::AppsAfterInit));
        let mut planned = Vec::new();
        for index in self.pod.init_indices().rev() {
            let status = self.state.container(index);
            if found.is_some() {
                self.keep_sidecar_alive(index, &mut planned);
            } else if status.has_run() {
                found = Some(self.frontier(index, index.0 == last, &mut planned));
            }
        }
        if found.is_none() {
            planned.push(Step::Start(self.plan(
                ContainerIndex(0),
                self.sandbox_event(),
                Rule::FirstInit,
            )));
        }
        planned.sort_by_key(|step| match step {
            Step::Kill { container, .. } => (0, container.0),
            Step::Start(start) => (1, start.container.0),
        });
        steps.extend(planned);
        found.unwrap_or(InitList::Busy)
    }

    /// The frontier decides whether the next entry may start.
    fn frontier(&self, index: ContainerIndex, is_last: bool, planned: &mut Vec<Step>) -> InitList {
        let container = self.pod.container(index);
        let status = self.state.container(index);
        let sidecar = container.role == ContainerRole::Sidecar;
        let through = |kubelet: &Self, cause, rule, planned: &mut Vec<Step>| {
            if is_last {
                return InitList::Done(cause, Rule::AppsAfterInit);
            }
            let next = ContainerIndex(index.0 + 1);
            planned.push(Step::Start(kubelet.plan(next, cause, rule)));
            InitList::Busy
        };
        if status.is_running() {
            if self.runtime[index.0].verdict.is_some() {
                self.keep_sidecar_alive(index, planned);
                return InitList::Busy;
            }
            // A sidecar gates on started (process, postStart, startup probe), not on ready.
            if sidecar && status.started {
                let rule = if container.startup_probe.is_some() {
                    Rule::SidecarStartupProbe
                } else {
                    Rule::SidecarReleases
                };
                let cause = self.runtime[index.0].released.unwrap_or_else(|| self.started(index));
                return through(self, cause, rule, planned);
            }
            return InitList::Busy;
        }
        if sidecar {
            self.keep_sidecar_alive(index, planned);
            return InitList::Busy;
        }
        let exit = self.exited(index);
        let code = status.newest_exit().map_or(0, |exit| exit.exit_code);
        if code == 0 {
            return through(self, exit, Rule::InitInOrder, planned);
        }
        if may_restart(self.pod, container, status) {
            planned.push(Step::Start(self.plan(index, exit, Rule::InitRetried)));
            return InitList::Busy;
        }
        InitList::Failed(exit)
    }

    /// A sidecar that ended is started again, one that fails its probe is killed first. It no longer
    /// gates anything.
    fn keep_sidecar_alive(&self, index: ContainerIndex, planned: &mut Vec<Step>) {
        let status = self.state.container(index);
        if self.pod.container(index).role != ContainerRole::Sidecar {
            return;
        }
        if let Some((_, verdict)) = self.runtime[index.0].verdict.filter(|_| status.is_running()) {
            planned.push(Step::Kill { container: index, verdict });
            planned.push(Step::Start(self.plan(index, verdict, Rule::SidecarRestarts)));
        } else if status.has_run() && !status.is_running() {
            planned.push(Step::Start(self.plan(index, self.exited(index), Rule::SidecarRestarts)));
        } else if !status.has_run() {
            planned.push(Step::Start(self.plan(
                index,
                self.sandbox_event(),
                Rule::SidecarRestarts,
            )));
        }
    }

    /// App containers that are absent or due for a restart, in declared order.
    fn plan_apps(&self, cause: EventId, rule: Rule, steps: &mut VecDeque<Step>) {
        let mut starts = Vec::new();
        for index in self.pod.app_indices() {
            let status = self.state.container(index);
            let container = self.pod.container(index);
            if !status.has_run() {
                starts.push(Step::Start(self.plan(index, cause, rule)));
            } else if status.is_running() {
                if let Some((_, verdict)) = self.runtime[index.0].verdict {
                    steps.push_back(Step::Kill { container: index, verdict });
                    if self.pod.restart_policy != crate::model::RestartPolicy::Never {
                        starts.push(Step::Start(self.plan(index, verdict, Rule::RestartInPlace)));
                    }
                }
            } else if may_restart(self.pod, container, status) {
                starts.push(Step::Start(self.plan(
                    index,
                    self.exited(index),
                    Rule::RestartInPlace,
                )));
            }
        }
        steps.extend(starts);
    }

    /// The exit of the last app container, if none runs and none will start again.
    fn all_apps_done(&self) -> Option<EventId> {
        let running = self.pod.app_indices().any(|index| self.state.container(index).is_running());
        if running {
            None
        } else {
            self.pod.app_indices().filter_map(|index| self.runtime[index.0].exited).max()
        }
    }

    fn plan(&self, container: ContainerIndex, cause: EventId, rule: Rule) -> Start {
        let runtime = &self.runtime[container.0];
        let (cause, rule) = match (runtime.refused, runtime.pull_failed) {
            (Some(refused), _) => (refused, Rule::CrashBackOff),
            (None, Some((failed, ..))) => (failed, Rule::PullBackOff),
            (None, None) => (cause, rule),
        };
        let exit = self.state.container(container).newest_exit().map(|exit| exit.finished_at);
        Start { container, cause, rule, exit }
    }

    pub(super) fn sandbox_event(&self) -> EventId {
        self.events
            .iter()
            .rev()
            .find(|event| event.kind == EventKind::SandboxReady)
            .map_or(EventId(0), |event| event.id)
    }

    fn started(&self, index: ContainerIndex) -> EventId {
        self.runtime[index.0].started.expect("invariant: it has run")
    }

    fn exited(&self, index: ContainerIndex) -> EventId {
        self.runtime[index.0].exited.expect("invariant: it has run and does not run")
    }

    /// Starting one container: back-off, image, create, start, `postStart`; the pass waits for each.
    fn start_container(&mut self, start: Start) {
        let container = start.container;
        if let Some(exit) = start.exit {
            let verdict = BackOff::ask(&mut self.runtime[container.0].back_off, exit, self.now);
            if let Verdict::Refuse { until, delay } = verdict {
                self.refuse(start, exit, until, delay);
                return;
            }
        }
        if let Some(pass) = &mut self.pass {
            pass.starting = Some(start);
        }
        self.ensure_image(start.container);
    }

    /// A start inside the back-off is refused; the status says so shortly after the exit.
    fn refuse(&mut self, start: Start, exit: SimTime, until: SimTime, delay: Millis) {
        let container = start.container;
        let told = exit + self.scenario.timings.notice;
        if self.runtime[container.0].refused.is_none() && self.now >= told {
            let exited = self.exited(container);
            let id = self.log(
                Subject::Container(container),
                EventKind::BackOff { delay },
                Some(exited),
                Rule::CrashBackOff,
                false,
            );
            self.runtime[container.0].refused = Some(id);
            self.queue.set(until, Alarm::Wake);
        } else if self.now < told {
            self.queue.set(told.min(until), Alarm::Wake);
        }
        self.give_up_start(container);
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

    /// Notes the last thing that an app container's start did in this pass.
    pub(super) fn note_app(&mut self, container: ContainerIndex, event: EventId) {
        if self.pod.is_app(container)
            && let Some(pass) = &mut self.pass
        {
            pass.last_app = Some(event);
        }
    }

    /// The image is there: the container is created.
    pub(super) fn create(&mut self, container: ContainerIndex, image: EventId) {
        let subject = Subject::Container(container);
        self.log(subject, EventKind::Created, Some(image), Rule::CreateThenStart, false);
        if self.scenario.timings.create == Millis::ZERO {
            self.start_process(container);
        } else {
            self.block();
            self.queue
                .set(self.now + self.scenario.timings.create, Alarm::CreateOver { container });
        }
    }

    /// The process starts; `postStart` runs beside it, and the pass waits for that.
    pub(super) fn start_process(&mut self, container: ContainerIndex) {
        let created = self.events.iter().rev().find(|event| {
            event.subject == Subject::Container(container) && event.kind == EventKind::Created
        });
        let created = created.map(|event| event.id);
        self.unblock();
        let run = {
            let runtime = &mut self.runtime[container.0];
            runtime.run += 1;
            runtime.verdict = None;
            runtime.refused = None;
            runtime.post_start_failed = false;
            runtime.in_a_row = Default::default();
            runtime.run
        };
        let subject = Subject::Container(container);
        let started = self.log(subject, EventKind::Started, created, Rule::CreateThenStart, false);
        self.runtime[container.0].started = Some(started);
        self.runtime[container.0].released = Some(started);
        let attempt = *self.attempt(container);
        if let Some(runs) = attempt.runs.value {
            self.queue.set(self.now + runs, Alarm::ProcessOver { container, run, after: None });
        }
        self.begin_probing(container, started);
        self.note_app(container, started);
        if self.pod.container(container).post_start.is_some() {
            let kind = EventKind::HookStarted(HookKind::PostStart);
            self.log(subject, kind, Some(started), Rule::PostStartBlocks, false);
            self.block();
            let over = self.now + attempt.post_start.takes.value;
            self.queue.set(over, Alarm::HookOver { container, run, hook: HookKind::PostStart });
        } else {
            self.start_over();
        }
    }

    fn start_over(&mut self) {
        if let Some(pass) = &mut self.pass {
            pass.starting = None;
            pass.blocked = false;
        }
    }

    /// `postStart` returned: the pass goes on, or the container is killed.
    pub(super) fn post_start_over(&mut self, container: ContainerIndex) {
        let run = self.attempt(container).post_start;
        self.finish_post_start(container, run.fails, run.takes.is_assumed());
    }

    fn finish_post_start(&mut self, container: ContainerIndex, failed: bool, assumed: bool) {
        let kind = EventKind::HookFinished { hook: HookKind::PostStart, failed, cut: false };
        let cause = self.runtime[container.0].started;
        let subject = Subject::Container(container);
        let over = self.log(subject, kind, cause, Rule::PostStartBlocks, assumed);
        self.note_app(container, over);
        if failed {
            self.runtime[container.0].post_start_failed = true;
            if self.state.container(container).is_running() {
                self.block();
                self.kill_after_post_start(container, over);
                return;
            }
            self.give_up_start(container);
        } else {
            if self.pod.container(container).startup_probe.is_none() {
                self.runtime[container.0].released = Some(over);
            }
            self.start_over();
        }
    }

    /// A process that ends while its `postStart` hook runs takes the hook with it.
    pub(super) fn post_start_died(&mut self, container: ContainerIndex) {
        let waits = self
            .pass
            .as_ref()
            .and_then(|pass| pass.starting)
            .is_some_and(|start| start.container == container);
        if waits {
            self.finish_post_start(container, true, false);
        }
    }
}
