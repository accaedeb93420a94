//! The question that an event answers.

use super::{Case, words};
use crate::engine::{Event, EventKind};

/// `Why does api get SIGTERM now?`
pub(super) fn question(case: &Case<'_>, event: &Event) -> String {
    let Some(index) = words::container(event) else { return of_pod(event) };
    let name = case.name(index);
    match &event.kind {
        EventKind::PullStarted => format!("Why is the image of {name} pulled now?"),
        EventKind::Pulled { already_present: true, .. } => {
            format!("Why is no image pulled for {name}?")
        }
        EventKind::Pulled { .. } => format!("Why does {name} start only now?"),
        EventKind::PullFailed(_) | EventKind::PullBackOff { .. } => {
            format!("Why does {name} not start?")
        }
        EventKind::Created | EventKind::Started => format!("Why does {name} start now?"),
        EventKind::HookStarted(hook) => {
            format!("Why does {name} run its {} hook?", words::hook_name(*hook))
        }
        EventKind::HookFinished { hook, failed, cut } => {
            let hook = words::hook_name(*hook);
            match (failed, cut) {
                (_, true) => format!("Why is the {hook} hook of {name} cut short?"),
                (true, false) => format!("Why does the {hook} hook of {name} fail?"),
                (false, false) => format!("Why does the {hook} hook of {name} end?"),
            }
        }
        EventKind::Probed { probe, success: true } => {
            format!("Why does the {probe} probe of {name} pass?")
        }
        EventKind::Probed { probe, .. } => format!("Why does the {probe} probe of {name} fail?"),
        EventKind::BecameStarted => format!("Why does {name} count as started?"),
        EventKind::BecameReady => format!("Why is {name} ready?"),
        EventKind::BecameUnready => format!("Why is {name} no longer ready?"),
        EventKind::ProbeVerdict(probe) => {
            format!("Why has the {probe} probe of {name} failed for good?")
        }
        EventKind::Stopping => format!("Why does the kubelet stop {name}?"),
        EventKind::Term { .. } => format!("Why does {name} get {} now?", case.signal(index)),
        EventKind::Kill => format!("Why does {name} get SIGKILL?"),
        EventKind::Exited { .. } => format!("Why did {name} end?"),
        EventKind::ContainerRemoved { .. } => format!("Why is {name} removed?"),
        EventKind::BackOff { .. } => format!("Why does {name} not restart yet?"),
        _ => "Why did this happen?".to_owned(),
    }
}

fn of_pod(event: &Event) -> String {
    match &event.kind {
        EventKind::Gated => "Why does the Pod not start?".to_owned(),
        EventKind::Scheduled => "Why does the Pod begin now?".to_owned(),
        EventKind::SandboxReady => "Why is the sandbox up now?".to_owned(),
        EventKind::SandboxLost => "Why is the sandbox lost?".to_owned(),
        EventKind::DeletionRequested { .. } => "Why is the Pod deleted?".to_owned(),
        EventKind::DeadlineExceeded => "Why has the Pod failed?".to_owned(),
        EventKind::PassStarted => "Why does the status say nothing new now?".to_owned(),
        EventKind::PassFinished => "Why is the status written now?".to_owned(),
        EventKind::SandboxChanged => "Why does the Pod get a new sandbox?".to_owned(),
        EventKind::RestartAllStarted => "Why is every container restarted?".to_owned(),
        EventKind::ConditionChanged(condition, value) => {
            let value = if *value { "True" } else { "False" };
            format!("Why is condition {} {value}?", condition.as_str())
        }
        EventKind::PhaseChanged(phase) => format!("Why is the phase {phase}?"),
        EventKind::StopRequested => "Why does the kubelet stop the Pod?".to_owned(),
        EventKind::SandboxStopped => "Why is the sandbox stopped now?".to_owned(),
        EventKind::Removed => "Why is the Pod gone?".to_owned(),
        _ => "Why did this happen?".to_owned(),
    }
}
