//! The lines of the manifest that made an event what it is.

use super::{Case, Line, words};
use crate::engine::{Condition, Event, EventKind, Rule, SimTime, Verb};
use crate::model::{ContainerIndex, ContainerRole, ProbeKind};

const NO_HOOK: &str = "no hook: the signal comes at once";
const NO_READINESS: &str = "no readiness probe: ready as soon as it has started";
const NO_STARTUP: &str = "no startup probe: it counts as started with its process";

impl Case<'_> {
    /// The lines that an event rests on, the one that decides first; none where Kubernetes does it
    /// whatever the manifest says, or where somebody outside did it.
    pub(super) fn places(&self, event: &Event) -> Vec<Line> {
        match words::container(event) {
            None => self.of_pod(event),
            Some(index) => self.of_container(event, index),
        }
    }

    fn of_pod(&self, event: &Event) -> Vec<Line> {
        let lines = &self.lines;
        match event.kind {
            EventKind::Gated => vec![lines.spec("schedulingGates", "no gate")],
            EventKind::DeletionRequested { .. } => self.grace_line(),
            EventKind::DeadlineExceeded => vec![lines.spec("activeDeadlineSeconds", "no deadline")],
            EventKind::StopRequested => match event.rule {
                Rule::AppsDone | Rule::InitFailsPod | Rule::SandboxEndsPod => {
                    vec![self.pod_policy()]
                }
                Rule::ActiveDeadline => vec![lines.spec("activeDeadlineSeconds", "no deadline")],
                _ => Vec::new(),
            },
            EventKind::RestartAllStarted => self.rule_that_matched(event),
            EventKind::ConditionChanged(condition, value) => {
                self.of_condition(condition, value, event.at)
            }
            EventKind::PhaseChanged(phase) if phase.is_terminal() => vec![self.pod_policy()],
            _ => Vec::new(),
        }
    }

    /// The lines that a condition of the Pod goes by.
    fn of_condition(&self, condition: Condition, value: bool, at: SimTime) -> Vec<Line> {
        let pod = self.pod();
        match condition {
            Condition::PodScheduled => vec![
                self.lines.spec("schedulingGates", "no gate: the scheduler takes the Pod at once"),
            ],
            Condition::Initialized => {
                vec![self.lines.spec("initContainers", "no init containers: initialized at once")]
            }
            Condition::ContainersReady | Condition::Ready => {
                let counted: Vec<ContainerIndex> = if value {
                    let init = |index| self.container(index).role == ContainerRole::Init;
                    pod.indices().filter(|&index| !init(index)).collect()
                } else {
                    self.unready(&self.at(at))
                };
                let mut found: Vec<Line> = counted
                    .into_iter()
                    .take(MOST)
                    .map(|index| self.lines.of(index, "readinessProbe", NO_READINESS))
                    .collect();
                if condition == Condition::Ready && !pod.readiness_gates.is_empty() {
                    found.push(self.lines.spec("readinessGates", "no gate"));
                }
                found
            }
            Condition::AllContainersRestarting | Condition::PodReadyToStartContainers => Vec::new(),
        }
    }

    fn of_container(&self, event: &Event, index: ContainerIndex) -> Vec<Line> {
        let of = |members, default| self.lines.of(index, members, default);
        match &event.kind {
            EventKind::PullStarted | EventKind::Pulled { already_present: true, .. } => {
                let mut found = self.of_release(event, index);
                if event.kind == EventKind::PullStarted && event.rule != Rule::PullBackOff {
                    found.push(of("image", "the image is missing"));
                }
                found.push(self.pull_policy(index));
                found
            }
            EventKind::Pulled { .. } | EventKind::PullBackOff { .. } => {
                vec![of("image", "the image is missing")]
            }
            EventKind::PullFailed(_) => {
                vec![of("image", "the image is missing"), self.pull_policy(index)]
            }
            EventKind::Created | EventKind::Started => vec![self.program(index)],
            EventKind::HookStarted(hook) => vec![of(words::hook_field(*hook), "no hook")],
            EventKind::HookFinished { hook, cut, .. } => {
                let mut found = vec![of(words::hook_field(*hook), "no hook")];
                if *cut {
                    found.extend(self.grace_line());
                }
                found
            }
            EventKind::Probed { probe, .. } => self.probe(index, *probe, "periodSeconds", "10 s"),
            EventKind::ProbeVerdict(probe) => {
                self.probe(index, *probe, "failureThreshold", "3 failures in a row")
            }
            EventKind::BecameStarted => vec![of("startupProbe", NO_STARTUP)],
            EventKind::BecameReady | EventKind::BecameUnready => {
                vec![of("readinessProbe", NO_READINESS)]
            }
            EventKind::Term { .. } => self.of_signal(event, index),
            EventKind::Kill | EventKind::Exited { .. } => self.of_end(event, index),
            EventKind::BackOff { .. } => vec![self.policy(index)],
            _ => Vec::new(),
        }
    }

    /// What let a container start: its place in its list, or what restarts it.
    fn of_release(&self, event: &Event, index: ContainerIndex) -> Vec<Line> {
        let cause = event.cause.map(|cause| self.timeline.event(cause));
        let before = cause.and_then(words::container).filter(|&other| other != index);
        match (event.rule, before) {
            (Rule::SidecarReleases, Some(sidecar)) => vec![
                self.lines.of(sidecar, "restartPolicy", "an ordinary init container"),
                self.lines.of(sidecar, "startupProbe", NO_STARTUP),
                self.lines.whole(index),
            ],
            (Rule::SidecarStartupProbe, Some(sidecar)) => {
                vec![self.lines.of(sidecar, "startupProbe", NO_STARTUP), self.lines.whole(index)]
            }
            (Rule::AppsAfterInit, None) if self.pod().init_count() == 0 => {
                vec![self.lines.spec("initContainers", "none: app containers start at once")]
            }
            (
                Rule::RestartInPlace
                | Rule::InitRetried
                | Rule::SidecarRestarts
                | Rule::CrashBackOff,
                _,
            ) => vec![self.policy(index)],
            (Rule::RestartRule, _) => {
                vec![self.lines.of(index, "restartPolicyRules", "no rule")]
            }
            (Rule::PullBackOff, _) => vec![self.lines.of(index, "image", "the image is missing")],
            _ => vec![self.lines.whole(index)],
        }
    }

    /// What let the stop signal come.
    fn of_signal(&self, event: &Event, index: ContainerIndex) -> Vec<Line> {
        let lines = &self.lines;
        let mut found = match event.rule {
            Rule::StopAll | Rule::SignalAfterHook => {
                vec![lines.of(index, "lifecycle.preStop", NO_HOOK)]
            }
            Rule::SidecarsAfterApps | Rule::SidecarsReversed => {
                vec![
                    lines.of(index, "restartPolicy", "an ordinary init container"),
                    lines.whole(index),
                ]
            }
            Rule::TurnCut => self.grace_line(),
            _ => Vec::new(),
        };
        if self.container(index).stop_signal.is_some() {
            found.push(lines.of(index, "lifecycle.stopSignal", "SIGTERM"));
        }
        found
    }

    /// What let a process end.
    fn of_end(&self, event: &Event, index: ContainerIndex) -> Vec<Line> {
        match event.rule {
            Rule::KillAtDeadline => {
                let mut found = self.grace_line();
                found.push(self.program(index));
                found
            }
            Rule::StopSignalKills => {
                vec![self.lines.of(index, "lifecycle.stopSignal", "SIGTERM")]
            }
            Rule::ProcessKilled | Rule::SandboxKilled => Vec::new(),
            _ => vec![self.program(index)],
        }
    }

    /// The grace period, unless the deletion brought one of its own.
    pub(super) fn grace_line(&self) -> Vec<Line> {
        let own = self.timeline.scenario.deletion().map(|action| action.verb);
        match own {
            Some(Verb::Delete { grace: Some(_) }) => Vec::new(),
            _ => vec![self.lines.spec("terminationGracePeriodSeconds", "30 s")],
        }
    }

    /// What restarts a container, or does not.
    pub(super) fn policy(&self, index: ContainerIndex) -> Line {
        let container = self.container(index);
        match container.restart_policy {
            None if container.role != ContainerRole::Sidecar => self.pod_policy(),
            _ => self.lines.of(index, "restartPolicy", "an ordinary init container"),
        }
    }

    fn pod_policy(&self) -> Line {
        self.lines.spec("restartPolicy", "Always")
    }

    fn pull_policy(&self, index: ContainerIndex) -> Line {
        let default = match self.container(index).tag() {
            Some("latest") => "Always, because of the tag latest",
            _ => "IfNotPresent",
        };
        self.lines.of(index, "imagePullPolicy", default)
    }

    /// What a container runs.
    pub(super) fn program(&self, index: ContainerIndex) -> Line {
        let container = self.container(index);
        let field = match (container.command.is_empty(), container.args.is_empty()) {
            (false, _) => "command",
            (_, false) => "args",
            _ => "image",
        };
        self.lines.of(index, field, "what the image starts")
    }

    /// A probe, and the number of it that decides.
    pub(super) fn probe(
        &self,
        index: ContainerIndex,
        probe: ProbeKind,
        number: &str,
        default: &'static str,
    ) -> Vec<Line> {
        let field = words::probe_field(probe);
        vec![
            self.lines.of(index, field, "no probe"),
            self.lines.of(index, &format!("{field}.{number}"), default),
        ]
    }

    /// The restart rule that asked for a restart of all containers.
    fn rule_that_matched(&self, event: &Event) -> Vec<Line> {
        let Some(cause) = event.cause.map(|cause| self.timeline.event(cause)) else {
            return Vec::new();
        };
        let (Some(index), EventKind::Exited { code, .. }) = (words::container(cause), &cause.kind)
        else {
            return Vec::new();
        };
        let rules = &self.container(index).restart_rules;
        let at = rules.iter().position(|rule| rule.exit_codes.contains(*code));
        at.map(|at| self.lines.item(index, "restartPolicyRules", at)).into_iter().collect()
    }
}

/// More containers than this are not listed one by one.
const MOST: usize = 8;
