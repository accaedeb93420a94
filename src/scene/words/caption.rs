//! The sentence that explains the moment: what happened last, why, and what is awaited.
//!
//! A function of the events passed, not of the clock: it changes when something happens and is
//! quiet in between, as a live region should be.

use super::{hook_name, length, past, stop_signal};
use crate::engine::{Event, EventKind, HookKind, Phase, Rule, SimTime, Subject, Timeline};
use crate::model::{Container, ContainerIndex, ContainerRole, RestartPolicy};

/// What to say about a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// What happened, drawn bold: `fetch-config is running.`
    pub strong: String,
    /// Why, and what is awaited; may be empty.
    pub rest: String,
}

/// The caption at `at`.
pub fn caption(timeline: &Timeline, at: SimTime) -> Caption {
    let past = timeline.past(at);
    let Some(event) = telling(timeline, past) else {
        return Caption::default();
    };
    let moment = Moment { timeline, past, event };
    match event.subject {
        Subject::Pod => moment.of_pod(),
        Subject::Container(container) => moment.of_container(container),
    }
}

/// The most telling event of the last instant at which one happened; of equals the last.
fn telling<'a>(timeline: &Timeline, past: &'a [Event]) -> Option<&'a Event> {
    let weight = |event: &Event| weight(timeline, event);
    let last = past.iter().rev().find(|event| weight(event) > 0)?.at;
    past.iter()
        .rev()
        .skip_while(|event| event.at > last)
        .take_while(|event| event.at == last)
        .reduce(|best, event| if weight(event) > weight(best) { event } else { best })
}

fn weight(timeline: &Timeline, event: &Event) -> u8 {
    match &event.kind {
        EventKind::Removed | EventKind::PhaseChanged(Phase::Succeeded | Phase::Failed) => 10,
        EventKind::DeletionRequested { .. } | EventKind::DeadlineExceeded => 9,
        // Of a deletion or a deadline, that event itself tells more.
        EventKind::StopRequested if event.rule == Rule::AppsDone => 8,
        EventKind::Kill => 8,
        EventKind::Term { .. }
        | EventKind::ProbeVerdict(_)
        | EventKind::BackOff { .. }
        | EventKind::PullBackOff { .. } => 7,
        EventKind::Exited { .. } | EventKind::PullFailed(_) => 6,
        EventKind::Started | EventKind::HookStarted(_) => 5,
        EventKind::BecameStarted => u8::from(has_startup_probe(timeline, event)) * 5,
        EventKind::BecameReady | EventKind::BecameUnready => 4,
        EventKind::PullStarted | EventKind::HookFinished { .. } => 3,
        EventKind::SandboxReady | EventKind::SandboxStopped => 2,
        EventKind::Scheduled => 1,
        _ => 0,
    }
}

fn has_startup_probe(timeline: &Timeline, event: &Event) -> bool {
    matches!(event.subject, Subject::Container(container) if timeline.pod.container(container).startup_probe.is_some())
}

struct Moment<'a> {
    timeline: &'a Timeline,
    past: &'a [Event],
    event: &'a Event,
}

impl Moment<'_> {
    fn of_pod(&self) -> Caption {
        let at = self.event.at;
        match &self.event.kind {
            EventKind::Scheduled => say(
                "The Pod is bound to a node.",
                "The kubelet first sets up the sandbox: network namespace, IP address, volumes.",
            ),
            EventKind::SandboxReady => {
                say("The sandbox is ready.", &format!("Network and volumes exist since {at}."))
            }
            EventKind::DeletionRequested { grace } => say(
                "The Pod was deleted",
                &format!("at {at}. {} for {}.", self.stopping_now(), length(*grace)),
            ),
            EventKind::DeadlineExceeded => say(
                "activeDeadlineSeconds is over.",
                "The kubelet stops the Pod, and its phase becomes Failed.",
            ),
            EventKind::PhaseChanged(Phase::Succeeded) => say(
                "The Pod has succeeded",
                &format!("at {at}: every container exited with code 0."),
            ),
            EventKind::PhaseChanged(_) => say(
                "The Pod has failed",
                &format!("at {at}: {}.", self.because_of_cause("a container failed")),
            ),
            EventKind::StopRequested => {
                let sidecars = self.running();
                let rest = if sidecars.is_empty() {
                    "No restart follows, so the kubelet takes the Pod down.".to_owned()
                } else {
                    format!("No restart follows, so the kubelet stops {}.", self.list(&sidecars))
                };
                say("Every app container has ended.", &rest)
            }
            EventKind::SandboxStopped => {
                say("Every container has exited.", "The kubelet takes the sandbox down.")
            }
            EventKind::Removed => {
                say("The Pod is gone.", "Its API object was removed; nothing of it is left.")
            }
            _ => Caption::default(),
        }
    }

    fn of_container(&self, container: ContainerIndex) -> Caption {
        let declared = self.declared(container);
        let name = &declared.name;
        let at = self.event.at;
        match &self.event.kind {
            EventKind::PullStarted => say(
                &format!("The image of {name} is pulled."),
                &self.why_next(container, self.event),
            ),
            EventKind::PullFailed(reason) => say(
                &format!("The image of {name} cannot be had:"),
                &format!("{}. Whatever comes after it waits.", reason.as_str()),
            ),
            EventKind::PullBackOff { delay } => say(
                &format!("{name} waits in ImagePullBackOff."),
                &format!(
                    "The pull failed at {}; the next one comes after {}, at {}.",
                    at,
                    length(*delay),
                    at + *delay
                ),
            ),
            EventKind::Started => {
                let rest = [self.why_next(container, self.event), self.awaited(container)];
                say(&format!("{name} is running."), rest.join(" ").trim())
            }
            EventKind::BecameStarted => say(
                &format!("The startup probe of {name} passed"),
                &format!("at {at}. {}", self.startup_releases(declared)),
            ),
            EventKind::HookStarted(hook) => self.hook_started(container, *hook),
            EventKind::HookFinished { hook, failed, .. } => say(
                &format!(
                    "The {} hook of {name} {}",
                    hook_name(*hook),
                    if *failed { "failed" } else { "ended" }
                ),
                &format!("at {at}."),
            ),
            EventKind::BecameReady => {
                say(&format!("{name} is ready"), &format!("since {at}. {}", self.readiness()))
            }
            EventKind::BecameUnready => say(
                &format!("{name} is no longer ready"),
                &format!("since {at}. {}", self.readiness()),
            ),
            EventKind::ProbeVerdict(probe) => say(
                &format!("The {probe} probe of {name} failed too often"),
                &format!("at {at}, so the kubelet kills the container."),
            ),
            EventKind::Stopping => Caption::default(),
            EventKind::Term { .. } => say(
                &format!("{name} got {}", stop_signal(self.timeline, container)),
                &format!("at {at}{}. {}", self.why_signal(container), self.after_signal(container)),
            ),
            EventKind::Kill => say(
                &format!("{name} got SIGKILL"),
                &format!("at {at}: its time was over. No process survives this signal."),
            ),
            EventKind::Exited { code, .. } => say(
                &format!("{name} exited with code {code}"),
                &format!("at {at}{}", self.after_exit(container, *code)),
            ),
            EventKind::BackOff { delay } => {
                let exit = self.last_exit(container).map_or(at, |(at, _)| at);
                let code = self.last_exit(container).map_or(0, |(_, code)| code);
                say(
                    &format!("{name} waits in CrashLoopBackOff."),
                    &format!(
                        "It exited with code {code} at {exit}; the next restart comes after {}, at {}.",
                        length(*delay),
                        exit + *delay
                    ),
                )
            }
            _ => Caption::default(),
        }
    }

    fn declared(&self, container: ContainerIndex) -> &Container {
        self.timeline.pod.container(container)
    }

    fn name(&self, container: ContainerIndex) -> &str {
        &self.declared(container).name
    }

    fn running(&self) -> Vec<ContainerIndex> {
        self.timeline.pod.indices().filter(|&container| self.runs(container)).collect()
    }

    fn runs(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .find_map(|event| match event.kind {
                EventKind::Started => Some(true),
                EventKind::Exited { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    fn of(&self, container: ContainerIndex) -> impl DoubleEndedIterator<Item = &Event> {
        self.past.iter().filter(move |event| event.subject == Subject::Container(container))
    }

    fn last_exit(&self, container: ContainerIndex) -> Option<(SimTime, i32)> {
        self.of(container).rev().find_map(|event| match event.kind {
            EventKind::Exited { code, .. } => Some((event.at, code)),
            _ => None,
        })
    }

    fn got_signal(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .take_while(|event| event.kind != EventKind::Started)
            .any(|event| matches!(event.kind, EventKind::Term { .. }))
    }

    /// Why the start of `container` began: the first cause outside its own start.
    fn why_next(&self, container: ContainerIndex, event: &Event) -> String {
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
            );
            let follows =
                matches!(cause.kind, EventKind::ConditionChanged(..) | EventKind::PhaseChanged(_));
            if !(own && !ended || follows) {
                break;
            }
        }
        let next = match self.declared(container).role {
            ContainerRole::App => "the containers were released",
            _ => "the next init container was released",
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
            (Subject::Container(_), _) => format!("{told} at {}, so {next}.", cause.at),
            (Subject::Pod, EventKind::SandboxReady) => {
                format!("{told} at {}, so it comes first.", cause.at)
            }
            (Subject::Pod, _) => String::new(),
        }
    }

    /// What the others, or its readiness, wait for while it runs.
    fn awaited(&self, container: ContainerIndex) -> String {
        let declared = self.declared(container);
        match declared.role {
            ContainerRole::Init => String::new(),
            ContainerRole::Sidecar if declared.startup_probe.is_some() => {
                "Whatever comes after it waits for its startup probe.".to_owned()
            }
            ContainerRole::Sidecar => String::new(),
            ContainerRole::App if declared.startup_probe.is_some() => {
                "Its other probes wait for its startup probe.".to_owned()
            }
            ContainerRole::App if declared.readiness_probe.is_some() => {
                "It is not ready until its readiness probe passes.".to_owned()
            }
            ContainerRole::App => String::new(),
        }
    }

    fn startup_releases(&self, declared: &Container) -> &'static str {
        match declared.role {
            ContainerRole::Sidecar => "It counts as started, so the next container is released.",
            _ => "Its liveness and readiness probes begin.",
        }
    }

    fn hook_started(&self, container: ContainerIndex, hook: HookKind) -> Caption {
        let name = self.name(container);
        match hook {
            HookKind::PostStart => say(
                &format!("{name} runs its postStart hook."),
                "The kubelet waits for it before it starts the next container.",
            ),
            HookKind::PreStop => say(
                &format!("{name} runs its preStop hook."),
                &format!(
                    "{} follows when it ends; the grace period is running.",
                    stop_signal(self.timeline, container)
                ),
            ),
        }
    }

    fn readiness(&self) -> String {
        let needed: Vec<ContainerIndex> = self
            .timeline
            .pod
            .indices()
            .filter(|&container| self.declared(container).role != ContainerRole::Init)
            .filter(|&container| !self.is_ready(container))
            .collect();
        if needed.is_empty() {
            "Every container is ready, so the Pod can be, too.".to_owned()
        } else {
            format!("The Pod is not ready without {}.", self.list(&needed))
        }
    }

    fn is_ready(&self, container: ContainerIndex) -> bool {
        self.of(container)
            .rev()
            .find_map(|event| match event.kind {
                EventKind::BecameReady => Some(true),
                EventKind::BecameUnready | EventKind::Exited { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    fn stopping_now(&self) -> String {
        let running = self.running();
        if running.is_empty() {
            "Nothing runs; the kubelet cleans up".to_owned()
        } else {
            format!("{} may go on", self.list(&running))
        }
    }

    fn because_of_cause(&self, otherwise: &str) -> String {
        self.event
            .cause
            .map_or_else(|| otherwise.to_owned(), |id| past(self.timeline, self.timeline.event(id)))
    }

    fn why_signal(&self, container: ContainerIndex) -> String {
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
            (Subject::Container(other), _) if other == container => {
                format!(", because {}", past(self.timeline, cause))
            }
            _ => format!(", when {}", past(self.timeline, cause)),
        }
    }

    fn after_signal(&self, container: ContainerIndex) -> String {
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

    fn keep_running(&self, containers: &[ContainerIndex]) -> String {
        format!(
            "{} keep{} running",
            self.list(containers),
            if containers.len() == 1 { "s" } else { "" }
        )
    }

    fn after_exit(&self, container: ContainerIndex, code: i32) -> String {
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

    fn next_in_list(&self, container: ContainerIndex) -> Option<ContainerIndex> {
        self.timeline.pod.init_indices().find(|&next| next > container && !self.runs(next))
    }

    /// `a`, `a and b`, `a, b and c`, `a, b and 4 more`.
    fn list(&self, containers: &[ContainerIndex]) -> String {
        let names: Vec<&str> = containers.iter().map(|&container| self.name(container)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one} and {two}"),
            [one, two, three] => format!("{one}, {two} and {three}"),
            [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
        }
    }
}

/// The kubelet's own decision to stop, which passes on why.
fn is_stop_order(event: &Event) -> bool {
    event.kind == EventKind::Stopping
        || event.kind == EventKind::StopRequested && event.rule == Rule::StopAll
}

fn say(strong: &str, rest: &str) -> Caption {
    Caption { strong: strong.to_owned(), rest: rest.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::sample;

    fn at(timeline: &Timeline, ms: u64) -> String {
        let Caption { strong, rest } = caption(timeline, SimTime(ms));
        format!("{strong} | {rest}")
    }

    #[test]
    fn a_startup_is_explained_step_by_step() {
        let shop = sample::shop();
        assert_eq!(
            at(&shop, 0),
            "The Pod is bound to a node. | The kubelet first sets up the sandbox: network namespace, IP address, volumes."
        );
        assert_eq!(
            at(&shop, 2_000),
            "migrate is running. | The Pod sandbox was ready at 0.6 s, so it comes first."
        );
        assert_eq!(
            at(&shop, 4_700),
            "migrate exited with code 0 | at 4.6 s, so log-agent is next."
        );
        assert_eq!(
            at(&shop, 6_000),
            "log-agent is running. | migrate exited with code 0 at 4.6 s, so the next init container was released. \
             Whatever comes after it waits for its startup probe."
        );
        assert_eq!(
            at(&shop, 7_700),
            "The startup probe of log-agent passed | at 7.6 s. It counts as started, so the next container is released."
        );
        assert_eq!(
            at(&shop, 9_200),
            "fetch-config is running. | The startup probe of log-agent passed at 7.6 s, \
             so the next init container was released."
        );
        assert_eq!(
            at(&shop, 12_900),
            "envoy is running. | It follows api in the same pass, ready or not."
        );
    }

    #[test]
    fn a_shutdown_is_explained_step_by_step() {
        let shop = sample::shop();
        assert_eq!(
            at(&shop, 24_000),
            "The Pod was deleted | at 24.0 s. log-agent, api and envoy may go on for 30 s."
        );
        assert_eq!(
            at(&shop, 25_100),
            "envoy exited with code 0 | at 25.0 s. Still running: log-agent and api."
        );
        assert_eq!(
            at(&shop, 29_600),
            "api got SIGTERM | at 29.0 s, when its preStop hook ended. \
             log-agent keeps running until every container has exited."
        );
        assert_eq!(
            at(&shop, 31_500),
            "log-agent got SIGTERM | at 31.0 s, when api, the last container, had exited. \
             If it still runs at 54.0 s, SIGKILL follows."
        );
        assert_eq!(
            at(&shop, 33_000),
            "The Pod is gone. | Its API object was removed; nothing of it is left."
        );
    }

    #[test]
    fn a_probe_that_repeats_does_not_change_the_caption() {
        let shop = sample::shop();
        assert!(at(&shop, 15_500).starts_with("api is ready |"));
        assert_eq!(at(&shop, 16_500), at(&shop, 15_500));
    }

    #[test]
    fn a_crash_loop_says_when_it_goes_on() {
        assert_eq!(
            at(&sample::crash_loop(), 19_000),
            "app waits in CrashLoopBackOff. | It exited with code 1 at 18.0 s; the next restart comes after 20 s, at 38.0 s."
        );
    }
}
