//! The picture in words: one event, its cause, a release, a lane, a moment.
//!
//! Only what happened and what released it; what the rule behind it says is `content`'s. Sentences
//! begin in lower case and have no full stop, so that they can stand in others; [`capital`] opens one.

mod caption;
mod hook;
mod lane;
mod moment;
mod reason;
mod release;

pub use caption::{Caption, caption};
pub(super) use hook::hook;
pub(super) use lane::lane;
pub(super) use release::release;

use crate::engine::{Event, EventKind, HookKind, Phase, Subject, Timeline};
use crate::model::{Container, ContainerIndex, ContainerRole, Millis};

/// `event` as a short plain sentence: `init container migrate exits with code 0`.
pub fn sentence(timeline: &Timeline, event: &Event) -> String {
    let (declared, signal) = subject(timeline, event);
    let who = declared.map_or_else(
        || "the Pod".to_owned(),
        |declared| format!("{} {}", role(declared.role), declared.name),
    );
    match &event.kind {
        EventKind::Gated => "the Pod waits: it has scheduling gates".to_owned(),
        EventKind::Scheduled => "the Pod is bound to a node".to_owned(),
        EventKind::SandboxReady => {
            "the Pod sandbox is ready, with its network and volumes".to_owned()
        }
        EventKind::SandboxLost => "the Pod sandbox dies, with every process in it".to_owned(),
        EventKind::SandboxChanged => "the kubelet replaces the Pod sandbox".to_owned(),
        EventKind::RestartAllStarted => {
            "a restart rule makes the kubelet restart every container".to_owned()
        }
        EventKind::RestartAllFinished => {
            "every container is removed, and the Pod starts over".to_owned()
        }
        EventKind::ContainerRemoved { .. } => format!("{who} is removed"),
        EventKind::ConditionChanged(condition, value) => {
            format!(
                "condition {} becomes {}",
                condition.as_str(),
                if *value { "True" } else { "False" }
            )
        }
        EventKind::PhaseChanged(phase) => format!("phase becomes {phase}"),
        EventKind::DeletionRequested { grace } => {
            format!("the Pod is deleted, with a grace period of {}", length(*grace))
        }
        EventKind::DeadlineExceeded => "activeDeadlineSeconds is over".to_owned(),
        EventKind::PassStarted => "the kubelet begins a pass".to_owned(),
        EventKind::PassFinished => "the kubelet reports the Pod's status".to_owned(),
        EventKind::StopRequested => "the kubelet stops every container that still runs".to_owned(),
        EventKind::SandboxStopped => "the Pod sandbox is stopped".to_owned(),
        EventKind::Removed => "the Pod is gone from the API server".to_owned(),
        EventKind::PullStarted => format!("the image of {who} is being pulled"),
        EventKind::Pulled { already_present: true, .. } => {
            format!("the image of {who} is already on the node")
        }
        EventKind::Pulled { took, .. } => {
            format!("the image of {who} has arrived after {}", length(*took))
        }
        EventKind::PullFailed(reason) => {
            format!("the image of {who} cannot be had: {reason}")
        }
        EventKind::PullBackOff { delay } => {
            format!("the kubelet waits {} before it pulls the image of {who} again", length(*delay))
        }
        EventKind::Created => format!("{who} is created"),
        EventKind::Started => format!("{who} starts"),
        EventKind::HookStarted(hook) => format!("the {} hook of {who} begins", hook_name(*hook)),
        EventKind::HookFinished { hook, failed, cut } => {
            format!("the {} hook of {who} {}", hook_name(*hook), outcome(*failed, *cut))
        }
        EventKind::Probed { probe, success } => {
            format!("the {probe} probe of {who} {}", if *success { "passes" } else { "fails" })
        }
        EventKind::BecameStarted => format!("{who} counts as started"),
        EventKind::BecameReady => format!("{who} is ready"),
        EventKind::BecameUnready => format!("{who} is no longer ready"),
        EventKind::ProbeVerdict(probe) => {
            format!("the {probe} probe of {who} reaches its failure threshold")
        }
        EventKind::Stopping => format!("the kubelet begins to stop {who}"),
        EventKind::Term { .. } => format!("{who} gets {signal}"),
        EventKind::Kill => format!("{who} gets SIGKILL"),
        EventKind::Exited { code, reason } if matches!(*reason, "Completed" | "Error") => {
            format!("{who} exits with code {code}")
        }
        EventKind::Exited { code, reason } => format!("{who} exits with code {code} ({reason})"),
        EventKind::BackOff { delay } => {
            format!("{who} waits {} before it restarts (CrashLoopBackOff)", length(*delay))
        }
    }
}

/// The event that released `event`: `because migrate exited with code 0 at 4.6 s`. What comes from
/// outside has no cause.
pub fn because(timeline: &Timeline, event: &Event) -> Option<String> {
    let cause = timeline.event(event.cause?);
    Some(format!("because {} at {}", past(timeline, cause), cause.at))
}

/// `text` with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// A length of time as running text has it: `30 s`, `0.8 s`.
pub(super) fn length(span: Millis) -> String {
    let plain = span.to_string();
    plain.strip_suffix('s').map_or_else(|| plain.clone(), |number| format!("{number} s"))
}

/// What a container is, in the words of the group headings.
pub(super) fn role(role: ContainerRole) -> &'static str {
    match role {
        ContainerRole::Init => "init container",
        ContainerRole::Sidecar => "native sidecar",
        ContainerRole::App => "container",
    }
}

/// The name of the signal that stops `container`.
pub(super) fn stop_signal(timeline: &Timeline, container: ContainerIndex) -> &str {
    timeline.pod.container(container).stop_signal.as_deref().unwrap_or("SIGTERM")
}

/// The hook's field name.
pub(super) fn hook_name(hook: HookKind) -> &'static str {
    match hook {
        HookKind::PostStart => "postStart",
        HookKind::PreStop => "preStop",
    }
}

fn outcome(failed: bool, cut: bool) -> &'static str {
    match (failed, cut) {
        (_, true) => "is cut off: the grace period is over",
        (true, false) => "fails",
        (false, false) => "ends",
    }
}

/// `event` told afterwards, by the container's name alone: `migrate exited with code 0`.
pub(super) fn past(timeline: &Timeline, event: &Event) -> String {
    let (declared, signal) = subject(timeline, event);
    let name = declared.map_or("the Pod", |declared| &declared.name);
    match &event.kind {
        EventKind::Gated => "the Pod was accepted with scheduling gates".to_owned(),
        EventKind::Scheduled => "the Pod was bound to its node".to_owned(),
        EventKind::SandboxReady => "the Pod sandbox was ready".to_owned(),
        EventKind::SandboxLost => "the Pod sandbox died".to_owned(),
        EventKind::SandboxChanged => "the Pod sandbox was replaced".to_owned(),
        EventKind::RestartAllStarted => "a restart rule asked for every container".to_owned(),
        EventKind::RestartAllFinished => "every container was removed".to_owned(),
        EventKind::ContainerRemoved { .. } => format!("{name} was removed"),
        EventKind::ConditionChanged(condition, value) => {
            format!(
                "condition {} became {}",
                condition.as_str(),
                if *value { "True" } else { "False" }
            )
        }
        EventKind::PhaseChanged(Phase::Pending) => "the Pod was accepted".to_owned(),
        EventKind::PhaseChanged(phase) => format!("phase became {phase}"),
        EventKind::DeletionRequested { .. } => "the Pod was deleted".to_owned(),
        EventKind::DeadlineExceeded => "activeDeadlineSeconds was over".to_owned(),
        EventKind::PassStarted => "the kubelet began a pass".to_owned(),
        EventKind::PassFinished => "the kubelet reported the Pod's status".to_owned(),
        EventKind::StopRequested => "the kubelet began to stop every container".to_owned(),
        EventKind::SandboxStopped => "the Pod sandbox was stopped".to_owned(),
        EventKind::Removed => "the Pod was gone".to_owned(),
        EventKind::PullStarted => format!("the image pull of {name} began"),
        EventKind::Pulled { already_present: true, .. } => {
            format!("the image of {name} was on the node")
        }
        EventKind::Pulled { .. } => format!("the image of {name} had arrived"),
        EventKind::PullFailed(_) => format!("the image pull of {name} failed"),
        EventKind::PullBackOff { .. } => format!("the pull back-off of {name} began"),
        EventKind::Created => format!("{name} was created"),
        EventKind::Started => format!("{name} started"),
        EventKind::HookStarted(hook) => format!("the {} hook of {name} began", hook_name(*hook)),
        EventKind::HookFinished { hook, cut: true, .. } => {
            format!("the grace period cut off the {} hook of {name}", hook_name(*hook))
        }
        EventKind::HookFinished { hook, failed: true, .. } => {
            format!("the {} hook of {name} failed", hook_name(*hook))
        }
        EventKind::HookFinished { hook, .. } => {
            format!("the {} hook of {name} ended", hook_name(*hook))
        }
        EventKind::Probed { probe, success: true } => format!("the {probe} probe of {name} passed"),
        EventKind::Probed { probe, .. } => format!("the {probe} probe of {name} failed"),
        EventKind::BecameStarted
            if declared.is_some_and(|declared| declared.startup_probe.is_some()) =>
        {
            format!("the startup probe of {name} passed")
        }
        EventKind::BecameStarted => format!("{name} had started"),
        EventKind::BecameReady => format!("{name} became ready"),
        EventKind::BecameUnready => format!("{name} was no longer ready"),
        EventKind::ProbeVerdict(probe) => {
            format!("the {probe} probe of {name} reached its failure threshold")
        }
        EventKind::Stopping => format!("the kubelet began to stop {name}"),
        EventKind::Term { .. } => format!("{name} got {signal}"),
        EventKind::Kill => format!("{name} got SIGKILL"),
        EventKind::Exited { code, .. } => format!("{name} exited with code {code}"),
        EventKind::BackOff { .. } => format!("the back-off of {name} began"),
    }
}

/// The container that `event` is about, if it is not the Pod itself, and the signal that stops it.
fn subject<'t>(timeline: &'t Timeline, event: &Event) -> (Option<&'t Container>, &'t str) {
    match event.subject {
        Subject::Pod => (None, "SIGTERM"),
        Subject::Container(container) => {
            (Some(timeline.pod.container(container)), stop_signal(timeline, container))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::sample;

    fn told(timeline: &Timeline) -> Vec<String> {
        timeline
            .events
            .iter()
            .filter(|event| {
                !matches!(event.kind, EventKind::Probed { .. } | EventKind::ConditionChanged(..))
            })
            .map(|event| {
                let because =
                    because(timeline, event).map(|text| format!(", {text}")).unwrap_or_default();
                format!("{} {}{because}", event.at, sentence(timeline, event))
            })
            .collect()
    }

    #[test]
    fn every_event_of_a_shutdown_is_told_with_its_cause() {
        let told = told(&sample::shop());
        let shutdown =
            told.iter().position(|line| line.contains("deleted")).expect("it is deleted");
        assert_eq!(
            told[shutdown..],
            [
                "24.0 s the Pod is deleted, with a grace period of 30 s",
                "24.0 s container envoy gets SIGTERM, because the Pod was deleted at 24.0 s",
                "24.0 s the preStop hook of container api begins, because the Pod was deleted at 24.0 s",
                "25.0 s container envoy exits with code 0, because envoy got SIGTERM at 24.0 s",
                "25.0 s container envoy is no longer ready, because envoy exited with code 0 at 25.0 s",
                "29.0 s the preStop hook of container api ends, because the preStop hook of api began at 24.0 s",
                "29.0 s container api gets SIGTERM, because the preStop hook of api ended at 29.0 s",
                "31.0 s container api exits with code 0, because api got SIGTERM at 29.0 s",
                "31.0 s container api is no longer ready, because api exited with code 0 at 31.0 s",
                "31.0 s native sidecar log-agent gets SIGTERM, because api exited with code 0 at 31.0 s",
                "32.0 s native sidecar log-agent exits with code 0, because log-agent got SIGTERM at 31.0 s",
                "32.0 s native sidecar log-agent is no longer ready, because log-agent exited with code 0 at 32.0 s",
                "32.0 s the Pod sandbox is stopped, because log-agent exited with code 0 at 32.0 s",
                "32.2 s the Pod is gone from the API server, because the Pod sandbox was stopped at 32.0 s",
            ]
        );
    }

    #[test]
    fn the_cause_of_a_release_is_told_afterwards() {
        let told = told(&sample::shop());
        assert!(
            told.contains(
                &"7.6 s the image of init container fetch-config is being pulled, \
              because the startup probe of log-agent passed at 7.6 s"
                    .to_owned()
            )
        );
    }

    #[test]
    fn lengths_keep_their_decimals() {
        assert_eq!(length(Millis::from_secs(30)), "30 s");
        assert_eq!(length(Millis(800)), "0.8 s");
    }
}
