//! Why the told event happened, and what is awaited after it.

use super::moment::Moment;
use super::{length, past};
use crate::engine::{Event, EventKind, Rule, Subject};
use crate::model::{ContainerIndex, ContainerRole, RestartPolicy};

impl Moment<'_> {
    /// Why the start of `container` began: the first cause outside its own start.
    pub(super) fn why_next(&self, container: ContainerIndex, event: &Event) -> String {
        let mut cause = event;
        loop {
            let Some(id) = cause.cause else {
                return String::new();
            };
            cause = self.timeline.event(id);
            let own = cause.subject == Subject::Container(container);
            let ended = matches!(
                cause.kind,
                EventKind::Exited { .. }
                    | EventKind::BackOff { .. }
                    | EventKind::PullBackOff { .. }
                    | EventKind::ProbeVerdict(_)
            );
            let follows =
                matches!(cause.kind, EventKind::ConditionChanged(..) | EventKind::PhaseChanged(_));
            if !(own && !ended || follows) {
                break;
            }
        }
        let first = matches!(cause.kind, EventKind::SandboxReady);
        let next = match (self.declared(container).role, first) {
            (ContainerRole::App, true) => "the first container was released",
            (ContainerRole::App, false) => "the containers were released",
            (_, true) => "the first init container was released",
            (_, false) => "the next init container was released",
        };
        // A container's name keeps its small letter.
        let told = past(self.timeline, cause);
        let told = if told.starts_with("the ") { super::capital(&told) } else { told };
        match (cause.subject, &cause.kind) {
            (Subject::Container(other), EventKind::Exited { .. }) if other == container => {
                format!("{told} at {}; the first restart is immediate.", cause.at)
            }
            (
                Subject::Container(other),
                EventKind::BackOff { delay } | EventKind::PullBackOff { delay },
            ) if other == container => {
                format!("The back-off of {} was over.", length(*delay))
            }
            (Subject::Container(other), EventKind::Started)
                if self.timeline.pod.is_app(other) && self.timeline.pod.is_app(container) =>
            {
                format!("It follows {} in the same pass, ready or not.", self.name(other))
            }
            (Subject::Container(other), EventKind::ProbeVerdict(probe)) if other == container => {
                format!("Its {probe} probe had failed too often, so the kubelet restarted it.")
            }
            (Subject::Container(_), _) | (Subject::Pod, EventKind::SandboxReady) => {
                format!("{told} at {}, so {next}.", cause.at)
            }
            (Subject::Pod, _) => String::new(),
        }
    }

    /// What the others, or its readiness, wait for while it runs.
    pub(super) fn awaited(&self, container: ContainerIndex) -> &'static str {
        let declared = self.declared(container);
        match (declared.role, &declared.startup_probe, &declared.readiness_probe) {
            (ContainerRole::Sidecar, Some(_), _) => {
                "Whatever comes after it waits for its startup probe."
            }
            (ContainerRole::App, Some(_), _) => "Its other probes wait for its startup probe.",
            (ContainerRole::App, None, Some(_)) => {
                "It is not ready until its readiness probe passes."
            }
            _ => "",
        }
    }

    /// What a passed startup probe sets going.
    pub(super) fn startup_releases(&self, container: ContainerIndex) -> &'static str {
        let declared = self.declared(container);
        match declared.role {
            ContainerRole::Sidecar => "It counts as started, so the next container is released.",
            _ if declared.liveness_probe.is_none() && declared.readiness_probe.is_none() => {
                "It counts as started."
            }
            _ => "Its other probes begin.",
        }
    }

    pub(super) fn readiness(&self) -> String {
        let needed: Vec<ContainerIndex> = self
            .timeline
            .pod
            .indices()
            .filter(|&container| self.declared(container).role != ContainerRole::Init)
            .filter(|&container| !self.is_ready(container))
            .collect();
        if needed.is_empty() {
            "Every container is ready now.".to_owned()
        } else {
            format!("The Pod is not ready without {}.", self.list(&needed))
        }
    }

    pub(super) fn stopping_now(&self) -> String {
        let running = self.running();
        if running.is_empty() {
            "Nothing runs; the kubelet cleans up".to_owned()
        } else {
            format!("{} may go on", self.list(&running))
        }
    }

    pub(super) fn because_of_cause(&self, otherwise: &str) -> String {
        self.event
            .cause
            .map_or_else(|| otherwise.to_owned(), |id| past(self.timeline, self.timeline.event(id)))
    }

    pub(super) fn why_signal(&self, container: ContainerIndex) -> String {
        let mut cause = self.event.cause.map(|id| self.timeline.event(id));
        while let Some(event) = cause.filter(|event| is_stop_order(event)) {
            cause = event.cause.map(|id| self.timeline.event(id));
        }
        let Some(cause) = cause else {
            return String::new();
        };
        match (cause.subject, &cause.kind) {
            (_, EventKind::HookFinished { cut: true, .. }) => {
                ", when the grace period cut its preStop hook off".to_owned()
            }
            (_, EventKind::HookFinished { .. }) => ", when its preStop hook ended".to_owned(),
            (Subject::Pod, EventKind::DeletionRequested { .. }) => {
                ", with the deletion: it has no preStop hook".to_owned()
            }
            (Subject::Container(other), EventKind::Exited { .. })
                if self.timeline.pod.is_app(other) =>
            {
                format!(", when {}, the last container, had exited", self.name(other))
            }
            (_, EventKind::ProbeVerdict(probe)) => {
                format!(", because its {probe} probe reached its failure threshold")
            }
            (Subject::Container(other), _) if other == container => {
                format!(", because {}", past(self.timeline, cause))
            }
            _ => format!(", when {}", past(self.timeline, cause)),
        }
    }

    pub(super) fn after_signal(&self, container: ContainerIndex) -> String {
        let spared: Vec<ContainerIndex> = self
            .running()
            .into_iter()
            .filter(|&other| other != container && !self.got_signal(other))
            .collect();
        let sidecars: Vec<ContainerIndex> = spared
            .iter()
            .copied()
            .filter(|&other| self.declared(other).role == ContainerRole::Sidecar)
            .collect();
        let deleted = self.past.iter().any(|event| {
            matches!(event.kind, EventKind::DeletionRequested { .. } | EventKind::StopRequested)
        });
        if !deleted {
            return "The rest of the Pod goes on.".to_owned();
        }
        if self.timeline.pod.is_app(container) && !sidecars.is_empty() {
            return format!("{} until every container has exited.", self.keep_running(&sidecars));
        }
        if !sidecars.is_empty() {
            return format!("{} until it has exited.", self.keep_running(&sidecars));
        }
        let EventKind::Term { grace } = self.event.kind else {
            return String::new();
        };
        format!("If it still runs at {}, SIGKILL follows.", self.event.at + grace)
    }

    pub(super) fn keep_running(&self, containers: &[ContainerIndex]) -> String {
        format!(
            "{} keep{} running",
            self.list(containers),
            if containers.len() == 1 { "s" } else { "" }
        )
    }

    /// Who ended last, and that nothing is left.
    pub(super) fn end_of_pod(&self) -> String {
        let last = self.past.iter().rev().find_map(|event| match (event.subject, &event.kind) {
            (Subject::Container(container), EventKind::Exited { code, .. }) => {
                Some((container, *code, event.at))
            }
            _ => None,
        });
        match last {
            Some((container, code, at)) => format!(
                "{}, the last to run, exited with code {code} at {at}; the API object was removed.",
                self.name(container)
            ),
            None => "Its API object was removed; no container had run.".to_owned(),
        }
    }

    pub(super) fn after_exit(&self, container: ContainerIndex, code: i32) -> String {
        let declared = self.declared(container);
        let policy = self.timeline.pod.restart_policy;
        let running = self.running();
        match declared.role {
            ContainerRole::Init if code == 0 => match self.next_in_list(container) {
                Some(next) => format!(", so {} is next.", self.name(next)),
                None => ", so the containers are released.".to_owned(),
            },
            ContainerRole::Init if policy == RestartPolicy::Never => {
                ". Under restartPolicy Never this fails the Pod.".to_owned()
            }
            ContainerRole::Init => {
                ". It is started again; nothing after it starts before it exits 0.".to_owned()
            }
            _ if running.is_empty() => ". No container runs any more.".to_owned(),
            _ => format!(". Still running: {}.", self.list(&running)),
        }
    }
}

/// The kubelet's own decision to stop, which passes on why.
fn is_stop_order(event: &Event) -> bool {
    event.kind == EventKind::Stopping
        || event.kind == EventKind::StopRequested && event.rule == Rule::StopAll
}
