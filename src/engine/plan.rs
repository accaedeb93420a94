//! What a pass decides: which containers to kill and which to start, in which order, and why.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go` computePodActions,
//! `kuberuntime_container.go` computeInitContainerActions.

use super::kubelet::Kubelet;
use super::restart::{by_rule, may_restart};
use super::{EventId, Rule, SimTime};
use crate::model::{ContainerIndex, ContainerRole, ProbeKind, RestartPolicy};
use std::collections::VecDeque;

/// One start that a pass has decided on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) container: ContainerIndex,
    /// What released it.
    pub(super) cause: EventId,
    pub(super) rule: Rule,
    /// When the newest run that the snapshot knows ended.
    pub(super) exit: Option<SimTime>,
}

/// One step of a pass.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Kill {
        container: ContainerIndex,
        verdict: EventId,
    },
    Start(Start),
    /// Stop the container without its hook, then remove it: a restart of all containers, because of
    /// `trigger`.
    Reset {
        container: ContainerIndex,
        trigger: EventId,
    },
    /// Remove the container, after its end `cause`.
    Remove {
        container: ContainerIndex,
        cause: EventId,
    },
}

/// What the walk over the init list finds.
pub(super) enum InitList {
    /// Every entry is through: app containers may start, because of that.
    Done(EventId, Rule),
    /// Something is still to come.
    Busy,
    /// An init container failed for good.
    Failed(EventId),
}

impl Kubelet<'_> {
    /// The walk over the init list, from its last entry to its first
    /// (`computeInitContainerActions`): the first entry met that has ever run is the frontier, and
    /// only the frontier gates what follows it. Sidecars before it are kept alive.
    pub(super) fn walk_init_list(&self, steps: &mut VecDeque<Step>) -> InitList {
        let last = self.pod.init_count().checked_sub(1);
        let Some(last) = last else {
            return InitList::Done(self.sandbox_ready, Rule::AppsAfterInit);
        };
        // A running app container proves that the list was through.
        let app_running =
            self.pod.app_indices().find(|&index| self.state.container(index).is_running());
        let mut found =
            app_running.map(|index| InitList::Done(self.started(index), Rule::AppsAfterInit));
        let mut planned = Vec::new();
        for index in self.pod.init_indices().rev() {
            if found.is_some() {
                self.keep_sidecar_alive(index, &mut planned);
            } else if self.runtime[index.0].known {
                found = Some(self.frontier(index, index.0 == last, &mut planned));
            }
        }
        if found.is_none() {
            planned.push(Step::Start(self.plan(
                ContainerIndex(0),
                self.sandbox_ready,
                Rule::FirstInit,
            )));
        }
        let rank = |step: &Step| match step {
            Step::Start(start) => (1, start.container.0),
            Step::Kill { container, .. }
            | Step::Reset { container, .. }
            | Step::Remove { container, .. } => (0, container.0),
        };
        let mut in_order: Vec<Step> = Vec::with_capacity(planned.len());
        for step in planned {
            let at = in_order.partition_point(|other| rank(other) <= rank(&step));
            in_order.insert(at, step);
        }
        steps.extend(in_order);
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
            let verdict = self.failed_probe(index);
            if verdict.is_some() {
                self.keep_sidecar_alive(index, planned);
            }
            // A failed startup probe holds the list; a failed liveness probe does not.
            if verdict.is_some_and(|(kind, _)| kind == ProbeKind::Startup) {
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
        if let Some((_, verdict)) = self.failed_probe(index) {
            planned.push(Step::Kill { container: index, verdict });
            planned.push(Step::Start(self.plan(index, verdict, Rule::SidecarRestarts)));
        } else if self.runtime[index.0].known && !status.is_running() {
            planned.push(Step::Start(self.plan(index, self.exited(index), Rule::SidecarRestarts)));
        } else if !self.runtime[index.0].known {
            planned.push(Step::Start(self.plan(index, self.sandbox_ready, Rule::SidecarRestarts)));
        }
    }

    /// App containers that are absent or due for a restart, in declared order.
    ///
    /// If none is left running and none is to be started, the Pod is done: what happened last to one
    /// of them. One that a probe fails and that is not restarted is not killed on its own then, but
    /// stopped with the whole Pod.
    pub(super) fn plan_apps(
        &self,
        cause: EventId,
        rule: Rule,
        steps: &mut VecDeque<Step>,
    ) -> Option<EventId> {
        let mut starts = Vec::new();
        let mut is_kept = false;
        let mut last = EventId(0);
        for index in self.pod.app_indices() {
            let (status, container) = (self.state.container(index), self.pod.container(index));
            if !self.runtime[index.0].known {
                starts.push(Step::Start(self.plan(index, cause, rule)));
            } else if let Some((_, verdict)) = self.failed_probe(index) {
                last = last.max(verdict);
                steps.push_back(Step::Kill { container: index, verdict });
                if self.pod.restart_policy_of(container) != RestartPolicy::Never {
                    starts.push(Step::Start(self.plan(index, verdict, Rule::RestartInPlace)));
                }
            } else if status.is_running() {
                is_kept = true;
            } else if may_restart(self.pod, container, status) {
                let rule = if by_rule(container, status) {
                    Rule::RestartRule
                } else {
                    Rule::RestartInPlace
                };
                starts.push(Step::Start(self.plan(index, self.exited(index), rule)));
            } else {
                last = last.max(self.exited(index));
            }
        }
        let done = starts.is_empty() && !is_kept;
        steps.extend(starts);
        done.then_some(last)
    }

    /// The startup or liveness verdict on a container's present run.
    fn failed_probe(&self, index: ContainerIndex) -> Option<(ProbeKind, EventId)> {
        self.runtime[index.0].verdict.filter(|_| self.state.container(index).is_running())
    }

    pub(super) fn plan(&self, container: ContainerIndex, cause: EventId, rule: Rule) -> Start {
        let runtime = &self.runtime[container.0];
        let (cause, rule) = match (runtime.refused, runtime.pull_failed) {
            (Some(refused), _) => (refused, Rule::CrashBackOff),
            (None, Some((failed, ..))) => (failed, Rule::PullBackOff),
            (None, None) => (cause, rule),
        };
        let exit = self.state.container(container).newest_exit().filter(|_| runtime.known);
        let exit = exit.and_then(|exit| exit.finished_at);
        Start { container, cause, rule, exit }
    }

    /// The end of an init container that failed for good.
    pub(super) fn failed_init(&self) -> Option<EventId> {
        let failed = self.pod.init_indices().find(|&index| {
            let (container, status) = (self.pod.container(index), self.state.container(index));
            self.runtime[index.0].known
                && !status.is_running()
                && status.newest_exit().is_some_and(|exit| exit.exit_code != 0)
                && !may_restart(self.pod, container, status)
        });
        failed.and_then(|index| self.runtime[index.0].exited)
    }

    fn started(&self, index: ContainerIndex) -> EventId {
        self.runtime[index.0].started.expect("invariant: it has run")
    }

    pub(super) fn exited(&self, index: ContainerIndex) -> EventId {
        self.runtime[index.0].exited.expect("invariant: it has run and does not run")
    }
}
