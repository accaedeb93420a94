//! What is waited for: what must come, since when, when it comes, and what if it never does.

mod own;
mod stop;

use super::{Case, Line, Wait, words};
use crate::engine::{Event, EventKind, HookKind, PodState, Rule, SimTime};
use crate::model::{ContainerIndex, ContainerRole, Millis, ProbeKind, RestartPolicy};
use words::length;

/// More entries of a list than this are counted.
const MOST: usize = 5;

/// What a container waits for at `at`, in the order in which it must come.
pub(super) fn of(case: &Case<'_>, index: ContainerIndex, at: SimTime) -> Vec<Wait> {
    let state = case.at(at);
    let look = Look { case, state: &state, at };
    if state.removed || state.stopped {
        return Vec::new();
    }
    if !case.pod().scheduling_gates.is_empty() {
        return vec![look.scheduling_gates()];
    }
    let now = state.container(index);
    if now.is_running() {
        return if now.stopping {
            look.stop(index)
        } else {
            look.progress(index).into_iter().collect()
        };
    }
    if state.stopping_since.is_some() || look.is_done(index) {
        return Vec::new();
    }
    if !state.sandbox {
        return vec![look.sandbox()];
    }
    look.start(index)
}

/// The Pod at the instant that somebody looks at.
struct Look<'a> {
    case: &'a Case<'a>,
    state: &'a PodState,
    at: SimTime,
}

impl Look<'_> {
    /// The last event of a container, of a kind, up to now.
    fn last(&self, index: ContainerIndex, kind: impl Fn(&EventKind) -> bool) -> Option<&Event> {
        let past = self.case.timeline.past(self.at).iter().rev();
        past.filter(|event| words::container(event) == Some(index)).find(|event| kind(&event.kind))
    }

    /// When the next event of a container, of a kind, comes.
    fn next(&self, index: ContainerIndex, kind: impl Fn(&EventKind) -> bool) -> Option<SimTime> {
        let events = &self.case.timeline.events[self.case.timeline.past(self.at).len()..];
        let mut events = events.iter().filter(|event| words::container(event) == Some(index));
        events.find(|event| kind(&event.kind)).map(|event| event.at)
    }

    /// When a container began what `kind` names, or else when the Pod did.
    fn since(&self, index: ContainerIndex, kind: impl Fn(&EventKind) -> bool) -> SimTime {
        self.last(index, kind).map_or(SimTime::ZERO, |event| event.at)
    }

    fn scheduling_gates(&self) -> Wait {
        let gates: Vec<&str> =
            self.case.pod().scheduling_gates.iter().map(String::as_str).collect();
        Wait {
            text: format!(
                "Whoever set the scheduling gate {} must take it out of the Pod.",
                words::list(&gates)
            ),
            since: SimTime::ZERO,
            until: None,
            otherwise:
                "The Pod stays Pending: no scheduler looks at it, and nothing has a time limit."
                    .to_owned(),
            rule: Rule::SchedulingGated,
            lines: vec![self.case.lines.spec("schedulingGates", "no gate")],
        }
    }

    fn sandbox(&self) -> Wait {
        let lost = |event: &&Event| matches!(event.kind, EventKind::SandboxLost);
        let past = self.case.timeline.past(self.at);
        let mut ahead = self.case.timeline.events[past.len()..].iter();
        let up = ahead.find(|event| event.kind == EventKind::SandboxReady);
        Wait {
            text: "The kubelet must set up the Pod's sandbox, with its network and its volumes.".to_owned(),
            since: past.iter().rev().find(lost).map_or(SimTime::ZERO, |event| event.at),
            until: up.map(|event| event.at),
            otherwise: "No container can start, and the Pod stays Pending; `kubectl describe` tells what fails, such as a volume that cannot be mounted.".to_owned(),
            rule: Rule::SandboxFirst,
            lines: Vec::new(),
        }
    }

    /// Whether a container has ended and is not started again.
    fn is_done(&self, index: ContainerIndex) -> bool {
        let began = |kind: &EventKind| {
            matches!(
                kind,
                EventKind::PullStarted
                    | EventKind::Pulled { .. }
                    | EventKind::PullFailed(_)
                    | EventKind::BackOff { .. }
                    | EventKind::ContainerRemoved { .. }
            )
        };
        let now = self.state.container(index);
        let waits =
            self.last(index, |kind| began(kind) || matches!(kind, EventKind::Exited { .. }));
        let ended = waits.is_some_and(|event| matches!(event.kind, EventKind::Exited { .. }));
        let again =
            now.terminated().is_some_and(|exit| self.case.starts_again(index, exit.exit_code));
        ended && !again && self.next(index, began).is_none()
    }

    /// What has to come before a container that does not run can start.
    fn start(&self, index: ContainerIndex) -> Vec<Wait> {
        if let Some(own) = self.own_start(index) {
            return vec![own];
        }
        let pod = self.case.pod();
        let app_ran = pod.app_indices().any(|app| self.state.container(app).has_run());
        let before: Vec<ContainerIndex> = pod
            .init_indices()
            .filter(|&other| other < index && !app_ran && !self.is_through(other))
            .collect();
        let mut waits: Vec<Wait> =
            before.iter().take(MOST).flat_map(|&other| self.gate(other)).collect();
        if before.len() > MOST
            && let Some(last) = waits.last().cloned()
        {
            let text = format!(
                "After that, {} more entries of initContainers must be through.",
                before.len() - MOST
            );
            waits.push(Wait { text, until: None, ..last });
        }
        // App containers start one after another, in one pass.
        if before.is_empty() && pod.is_app(index) {
            let busy = pod.app_indices().filter(|&other| other < index);
            waits.extend(busy.filter_map(|other| self.blocks(other)));
        }
        waits
    }

    /// Whether an entry of the init list holds nothing up any more.
    fn is_through(&self, index: ContainerIndex) -> bool {
        let now = self.state.container(index);
        match self.case.container(index).role {
            ContainerRole::Sidecar => now.started && now.hook != Some(HookKind::PostStart),
            _ => now.ready,
        }
    }

    /// What an entry of the init list has to do before the next one may start: to get up, where that is
    /// under way, and to be through.
    fn gate(&self, index: ContainerIndex) -> Vec<Wait> {
        let running = self.state.container(index).is_running();
        match self.progress(index).filter(|_| running) {
            Some(progress) => vec![progress],
            None => self.own_start(index).into_iter().chain([self.through(index)]).collect(),
        }
    }

    fn through(&self, index: ContainerIndex) -> Wait {
        let name = self.case.name(index);
        let sidecar = self.case.container(index).role == ContainerRole::Sidecar;
        let probed = self.case.container(index).startup_probe.is_some();
        let (text, rule) = match (sidecar, probed) {
            (false, _) => {
                (format!("The init container {name} must run and exit 0."), Rule::InitInOrder)
            }
            (true, false) => {
                (format!("The native sidecar {name} must start."), Rule::SidecarReleases)
            }
            (true, true) => (
                format!("The native sidecar {name} must start, and its startup probe must pass."),
                Rule::SidecarStartupProbe,
            ),
        };
        Wait {
            text,
            since: self.since(index, |_| true),
            until: self.comes_through(index),
            otherwise: self.stays_in_init(index),
            rule,
            lines: vec![self.case.lines.whole(index)],
        }
    }

    /// When an entry of the init list lets the next one start.
    fn comes_through(&self, index: ContainerIndex) -> Option<SimTime> {
        let declared = self.case.container(index);
        self.next(index, |kind| match declared.role {
            ContainerRole::Sidecar if declared.startup_probe.is_some() => {
                *kind == EventKind::BecameStarted
            }
            ContainerRole::Sidecar => *kind == EventKind::Started,
            _ => matches!(kind, EventKind::Exited { code: 0, .. }),
        })
    }

    /// What a container that runs, and is not being stopped, has yet to do for others or for the Pod.
    fn progress(&self, index: ContainerIndex) -> Option<Wait> {
        let now = self.state.container(index);
        let declared = self.case.container(index);
        let name = self.case.name(index);
        let lines = &self.case.lines;
        let started = self.since(index, |kind| *kind == EventKind::Started);
        if now.hook == Some(HookKind::PostStart) {
            return Some(Wait {
                text: format!(
                    "The postStart hook of {name} must return: {}.",
                    self.case.hook_text(index, HookKind::PostStart)
                ),
                since: started,
                until: self.next(index, |kind| matches!(kind, EventKind::HookFinished { .. })),
                otherwise:
                    "The kubelet waits without a time limit, and starts nothing else in the Pod."
                        .to_owned(),
                rule: Rule::PostStartBlocks,
                lines: vec![lines.of(index, "lifecycle.postStart", "no hook")],
            });
        }
        if declared.role == ContainerRole::Init {
            return Some(Wait {
                text: format!("{name} must exit 0."),
                since: started,
                until: self.next(index, |kind| matches!(kind, EventKind::Exited { code: 0, .. })),
                otherwise: self.stays_in_init(index),
                rule: Rule::InitInOrder,
                lines: vec![self.case.program(index), self.deadline_line()],
            });
        }
        let (kind, field) = match (now.started, now.ready) {
            (false, _) => (ProbeKind::Startup, "startupProbe"),
            (true, false) => (ProbeKind::Readiness, "readinessProbe"),
            (true, true) => return None,
        };
        let Some(probe) = declared.probe(kind) else {
            return Some(self.told_later(index, started));
        };
        let lasts = Millis(probe.period.0.saturating_mul(u64::from(probe.failure_threshold)));
        let (otherwise, rule, passed) = match kind {
            ProbeKind::Startup => (
                format!(
                    "After {} failures in a row, about {}, the kubelet stops the container and starts it again, as its restartPolicy says.",
                    probe.failure_threshold,
                    length(lasts)
                ),
                Rule::StartupPassed,
                EventKind::BecameStarted,
            ),
            _ => (
                "It keeps running and is not restarted for that, but Services send the Pod no traffic.".to_owned(),
                Rule::Ready,
                EventKind::BecameReady,
            ),
        };
        Some(Wait {
            text: format!(
                "The {kind} probe of {name} must pass; it runs every {}.",
                length(probe.period)
            ),
            since: started,
            until: self.next(index, |kind| *kind == passed),
            otherwise,
            rule,
            lines: vec![
                lines.of(index, field, "no probe"),
                lines.of(index, &format!("{field}.failureThreshold"), "3 failures in a row"),
            ],
        })
    }

    /// Ready without a probe, but not told yet.
    fn told_later(&self, index: ContainerIndex, since: SimTime) -> Wait {
        Wait {
            text: "The kubelet must have started what is to be started together with it, and write the status.".to_owned(),
            since,
            until: self.next(index, |kind| *kind == EventKind::BecameReady),
            otherwise: "As long as a pull or a hook holds the kubelet up, the status says nothing new.".to_owned(),
            rule: Rule::ToldAfterPass,
            lines: vec![self.case.lines.of(index, "readinessProbe", "no readiness probe: ready as soon as it has started")],
        }
    }

    /// What an app container does that holds up those after it.
    fn blocks(&self, index: ContainerIndex) -> Option<Wait> {
        let now = self.state.container(index);
        let mut wait = if now.hook == Some(HookKind::PostStart) {
            self.progress(index)?
        } else if !now.has_run() {
            self.own_start(index)?
        } else {
            return None;
        };
        wait.text += " App containers start one after another.";
        Some(wait)
    }

    /// Whether nothing tries a failed init container again.
    fn fails_the_pod(&self, index: ContainerIndex) -> bool {
        let container = self.case.container(index);
        self.case.pod().restart_policy_of(container) == RestartPolicy::Never
            && container.restart_rules.is_empty()
    }

    /// What becomes of the Pod if the entry at `index` never comes through.
    fn stays_in_init(&self, index: ContainerIndex) -> String {
        let (done, count) = (index.0, self.case.pod().init_count());
        let limit = match self.case.pod().active_deadline {
            None => ": init containers have no time limit of their own.".to_owned(),
            Some(deadline) => {
                format!(", until activeDeadlineSeconds are over, at {}.", SimTime::ZERO + deadline)
            }
        };
        let fails = match self.case.container(index).role {
            ContainerRole::Init if self.fails_the_pod(index) => "If it fails, the Pod has failed. ",
            ContainerRole::Init => "If it fails, it is tried again, with a growing delay. ",
            _ => "",
        };
        format!("{fails}If it never gets that far, the Pod stays in Init:{done}/{count}{limit}")
    }

    fn deadline_line(&self) -> Line {
        self.case.lines.spec("activeDeadlineSeconds", "no time limit")
    }
}
