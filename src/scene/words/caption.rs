//! The sentence that explains the moment: what happened last, why, and what is awaited.
//!
//! A function of the events passed, not of the clock: it changes when something happens and is
//! quiet in between, as a live region should be.

use super::moment::Moment;
use super::{hook_name, length, stop_signal};
use crate::engine::{Event, EventKind, HookKind, Phase, Rule, SimTime, Subject, Timeline};
use crate::model::ContainerIndex;

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
        EventKind::Kill => 11,
        EventKind::RestartAllStarted => 8,
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
        EventKind::Gated | EventKind::Scheduled => 1,
        _ => 0,
    }
}

fn has_startup_probe(timeline: &Timeline, event: &Event) -> bool {
    matches!(event.subject, Subject::Container(container) if timeline.pod.container(container).startup_probe.is_some())
}

impl Moment<'_> {
    fn of_pod(&self) -> Caption {
        let at = self.event.at;
        match &self.event.kind {
            EventKind::Gated => say(
                "The Pod has scheduling gates.",
                "No scheduler looks at it, and no node runs it, before they are removed.",
            ),
            EventKind::RestartAllStarted => say(
                "A restart rule restarts the whole Pod.",
                "Every container is stopped and removed, and starts over in the same sandbox.",
            ),
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
            EventKind::Removed => say("The Pod is gone.", &self.end_of_pod()),
            _ => Caption::default(),
        }
    }

    fn of_container(&self, container: ContainerIndex) -> Caption {
        let declared = self.declared(container);
        let name = &declared.name;
        let at = self.event.at;
        match &self.event.kind {
            EventKind::PullStarted => say(
                &format!("The image of {name} is being pulled."),
                &self.why_next(container, self.event),
            ),
            EventKind::PullFailed(reason) => say(
                &format!("The image of {name} cannot be had:"),
                &format!("{reason}. Whatever comes after it waits."),
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
                let why = self.why_next(container, self.event);
                say(&format!("{name} is running."), &format!("{why} {}", self.awaited(container)))
            }
            EventKind::BecameStarted => say(
                &format!("The startup probe of {name} passed"),
                &format!("at {at}. {}", self.startup_releases(container)),
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
            "migrate is running. | The Pod sandbox was ready at 0.6 s, so the first init container was released."
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
            "The Pod is gone. | log-agent, the last to run, exited with code 0 at 32.0 s; the API object was removed."
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
