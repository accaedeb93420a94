//! Each event as a sentence that says why it follows from the one before.
//!
//! Sentences begin in lower case and have no full stop ([`Case::full_stop`] adds both).

use super::{Case, ending, release, words};
use crate::engine::{Condition, Event, EventKind, HookKind, Phase, Rule};
use crate::model::{ContainerIndex, Millis, ProbeKind};
use words::length;

/// What happened, and why it follows.
pub(super) fn sentence(case: &Case<'_>, event: &Event) -> String {
    match words::container(event) {
        None => of_pod(case, event),
        Some(index) => of_container(case, event, index),
    }
}

fn of_pod(case: &Case<'_>, event: &Event) -> String {
    match &event.kind {
        EventKind::Gated => format!(
            "the API server accepts the Pod, but the scheduling gate {} holds it back: no scheduler looks at it",
            words::list(
                &case.pod().scheduling_gates.iter().map(String::as_str).collect::<Vec<_>>()
            )
        ),
        EventKind::Scheduled => {
            "the scheduler binds the Pod to a node, and the kubelet there takes over".to_owned()
        }
        EventKind::SandboxReady if event.rule == Rule::SandboxReplaced => {
            "a new sandbox is up, and the Pod starts over in it".to_owned()
        }
        EventKind::SandboxReady => {
            "the Pod's sandbox is up: its network and its volumes exist, so containers can start"
                .to_owned()
        }
        EventKind::SandboxLost => {
            "the sandbox dies, as when the node restarts, and every process in it with it"
                .to_owned()
        }
        EventKind::SandboxChanged => {
            "the kubelet finds the sandbox gone and replaces it".to_owned()
        }
        EventKind::RestartAllStarted => {
            "a restart rule matches this exit code: the kubelet stops and removes every container"
                .to_owned()
        }
        EventKind::RestartAllFinished => {
            "every container is removed, and the Pod starts over in its sandbox".to_owned()
        }
        EventKind::ConditionChanged(condition, value) => {
            condition_changed(case, event, *condition, *value)
        }
        EventKind::PhaseChanged(phase) => phase_changed(case, event, *phase),
        EventKind::DeletionRequested { grace } => deletion(case, event, *grace),
        EventKind::DeadlineExceeded => format!(
            "the Pod's activeDeadlineSeconds, {}, are over: it has failed and is stopped",
            length(case.pod().active_deadline.unwrap_or_default())
        ),
        EventKind::PassStarted => {
            "the kubelet begins to work; until it is done it writes no status".to_owned()
        }
        EventKind::PassFinished => {
            "the kubelet has done what there was to do, and writes the Pod's status".to_owned()
        }
        EventKind::StopRequested => stop_requested(event.rule).to_owned(),
        EventKind::SandboxStopped => {
            "no container runs any more, so the kubelet takes the sandbox down".to_owned()
        }
        EventKind::Removed => {
            "the kubelet has reported the end, so the API server removes the Pod's object"
                .to_owned()
        }
        _ => String::new(),
    }
}

fn deletion(case: &Case<'_>, event: &Event, grace: Millis) -> String {
    let who = if event.assumed {
        "the Pod is deleted here, to show how it stops"
    } else if event.rule == Rule::DeletedAgain {
        "the Pod is deleted once more"
    } else {
        "somebody deletes the Pod"
    };
    match grace {
        Millis::ZERO if case.timeline.version.at_least(32) => format!(
            "{who}, with a grace period of 0: its object goes at once, and the kubelet gives the containers one second"
        ),
        Millis::ZERO => format!(
            "{who}, with a grace period of 0: its object goes at once, but the kubelet gives the containers the Pod's own grace period"
        ),
        _ => format!("{who}; all its containers together have a grace period of {}", length(grace)),
    }
}

fn stop_requested(rule: Rule) -> &'static str {
    match rule {
        Rule::AppsDone => {
            "every app container has ended and none restarts, so the kubelet stops whatever still runs"
        }
        Rule::InitFailsPod => {
            "an init container has failed and does not restart, so the Pod has failed: the kubelet stops whatever still runs"
        }
        Rule::SandboxEndsPod => {
            "without its sandbox the Pod cannot go on, and its restartPolicy allows no second one"
        }
        _ => "the kubelet begins to stop all running containers, all at the same moment",
    }
}

fn condition_changed(case: &Case<'_>, event: &Event, condition: Condition, value: bool) -> String {
    let told = match (condition, value) {
        (Condition::PodScheduled, true) => "the Pod has its node: PodScheduled is True",
        (Condition::PodScheduled, false) => "the Pod has no node yet: PodScheduled is False",
        (Condition::PodReadyToStartContainers, true) => {
            "the sandbox is up: PodReadyToStartContainers is True"
        }
        (Condition::PodReadyToStartContainers, false) => {
            "there is no sandbox: PodReadyToStartContainers is False"
        }
        (Condition::Initialized, true) if case.pod().init_count() == 0 => {
            "there are no init containers to wait for: Initialized is True"
        }
        (Condition::Initialized, true) => {
            "every init container is through and every native sidecar has started: Initialized is True"
        }
        (Condition::Initialized, false) => {
            "initContainers is not through yet: Initialized is False"
        }
        (Condition::ContainersReady, true) => {
            return format!("all {} are ready: ContainersReady is True", case.counted());
        }
        (Condition::ContainersReady, false) => {
            return match case.unready_names(event.at) {
                Some(names) => format!("{names} not ready: ContainersReady is False"),
                None => "no container is left: ContainersReady is False".to_owned(),
            };
        }
        (Condition::Ready, true) => {
            "all its containers are ready, so the Pod is: Ready is True, and Services may send it traffic"
        }
        (Condition::Ready, false) => {
            return match case.unready_names(event.at) {
                Some(names) => format!(
                    "{names} not ready, so the Pod is not: Ready is False, and Services send it no new traffic"
                ),
                None => "the Pod is not ready: Ready is False, and Services send it no new traffic"
                    .to_owned(),
            };
        }
        (Condition::AllContainersRestarting, true) => {
            "every container is being restarted: AllContainersRestarting is True"
        }
        (Condition::AllContainersRestarting, false) => {
            "no restart of all containers is under way: AllContainersRestarting is False"
        }
    };
    told.to_owned()
}

fn phase_changed(case: &Case<'_>, event: &Event, phase: Phase) -> String {
    match phase {
        Phase::Pending => "not every container has been started: the phase is Pending".to_owned(),
        Phase::Running => {
            "every app container has been started, and the Pod goes on: its phase becomes Running"
                .to_owned()
        }
        Phase::Succeeded => {
            "every app container ended with code 0 and none restarts: the phase becomes Succeeded"
                .to_owned()
        }
        Phase::Failed => {
            let at = case.at(event.at);
            let failed = case.pod().app_indices().find_map(|index| {
                let code = at.status.container(index)?.terminated()?.exit_code;
                (code != 0).then(|| format!("{} ended with code {code}", case.name(index)))
            });
            let why = failed.unwrap_or_else(|| "not everything ended well".to_owned());
            format!("nothing of the Pod goes on, and {why}: the phase becomes Failed")
        }
    }
}

fn of_container(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    match &event.kind {
        EventKind::PullStarted | EventKind::Pulled { already_present: true, .. } => {
            release::sentence(case, event, index)
        }
        EventKind::Pulled { took, .. } => {
            format!("the image of {name} has arrived, after {}", length(*took))
        }
        EventKind::PullFailed("ErrImageNeverPull") => format!(
            "the image of {name} is not on the node, and imagePullPolicy Never forbids to pull it"
        ),
        EventKind::PullFailed(reason) => {
            format!("the image of {name} cannot be pulled ({reason})")
        }
        EventKind::PullBackOff { delay } => format!(
            "the kubelet waits {}, counted from the failed pull, before it tries again (ImagePullBackOff)",
            length(*delay)
        ),
        EventKind::Created => {
            format!("with the image there, the runtime creates the container {name}")
        }
        EventKind::Started => started(case, event, index),
        EventKind::HookStarted(HookKind::PostStart) => format!(
            "{name} runs its postStart hook, {}; the kubelet starts nothing else until it returns",
            case.hook_text(index, HookKind::PostStart)
        ),
        EventKind::HookStarted(HookKind::PreStop) => format!(
            "{name} runs its preStop hook first, {}; its time counts against the grace period",
            case.hook_text(index, HookKind::PreStop)
        ),
        EventKind::HookFinished { hook, cut: true, .. } => format!(
            "the {} hook of {name} is not waited for any longer: the grace period is over",
            words::hook_name(*hook)
        ),
        EventKind::HookFinished { hook, failed: true, .. } => {
            format!("the {} hook of {name} fails", words::hook_name(*hook))
        }
        EventKind::HookFinished { hook, .. } => {
            let took = event.at.since(case.timeline.event(event.cause.unwrap_or(event.id)).at);
            format!("the {} hook of {name} ends, after {}", words::hook_name(*hook), length(took))
        }
        EventKind::Probed { probe, success } => {
            let (how, so) = if *success { ("passes", "") } else { ("fails", ", this once") };
            format!("the kubelet runs the {probe} probe of {name}, and it {how}{so}")
        }
        EventKind::BecameStarted if case.container(index).startup_probe.is_some() => {
            format!("the startup probe of {name} passes, so {name} counts as started")
        }
        EventKind::BecameStarted => format!("{name} counts as started"),
        EventKind::BecameReady => became_ready(case, event, index),
        EventKind::BecameUnready => became_unready(case, event, index),
        EventKind::ProbeVerdict(probe) => verdict(case, index, *probe),
        EventKind::Stopping => format!("the kubelet begins to stop {name}"),
        EventKind::Term { .. } => release::signal(case, event, index),
        EventKind::Kill if event.rule == Rule::StopSignalKills => {
            format!("the stop signal of {name} is SIGKILL itself, which no process survives")
        }
        EventKind::Kill => {
            format!(
                "{name} still runs when its time is over, so it gets SIGKILL, which no process survives"
            )
        }
        EventKind::Exited { code, .. } => ending::sentence(case, event, index, *code),
        EventKind::ContainerRemoved { .. } => format!("the kubelet removes what is left of {name}"),
        EventKind::BackOff { delay } => format!(
            "the kubelet waits {}, counted from the exit, before it starts {name} again (CrashLoopBackOff)",
            length(*delay)
        ),
        _ => String::new(),
    }
}

fn started(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    let before = case.timeline.causes(event.id).into_iter().map(|id| &case.timeline.event(id).kind);
    let pulled = before.take(3).find_map(|kind| match kind {
        EventKind::Pulled { already_present: false, took } => Some(*took),
        _ => None,
    });
    match pulled {
        Some(took) => {
            format!(
                "its image has arrived, after {}: {name} is created, and its process starts",
                length(took)
            )
        }
        None => format!("{name} is created, and its process starts"),
    }
}

fn became_ready(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    let of_probe = event
        .cause
        .is_some_and(|cause| matches!(case.timeline.event(cause).kind, EventKind::Probed { .. }));
    if of_probe {
        format!("the readiness probe of {name} passes, so {name} is ready")
    } else if event.rule == Rule::ToldAfterPass {
        format!(
            "{name} has no readiness probe, so it is ready; the kubelet says so only now, as it was busy starting others"
        )
    } else {
        format!("{name} has no readiness probe, so it is ready as soon as it has started")
    }
}

fn became_unready(case: &Case<'_>, event: &Event, index: ContainerIndex) -> String {
    let name = case.name(index);
    let of_probe = event
        .cause
        .is_some_and(|cause| matches!(case.timeline.event(cause).kind, EventKind::Probed { .. }));
    if of_probe {
        let probe = case.container(index).readiness_probe.as_ref();
        let failures = probe.map_or(1, |probe| probe.failure_threshold);
        format!(
            "the readiness probe of {name} has failed {}, so {name} is no longer ready; it is not restarted for that",
            times(failures)
        )
    } else {
        format!("{name} does not run, so it is not ready")
    }
}

fn verdict(case: &Case<'_>, index: ContainerIndex, probe: ProbeKind) -> String {
    let name = case.name(index);
    let failures = case.container(index).probe(probe).map_or(1, |probe| probe.failure_threshold);
    format!(
        "the {probe} probe of {name} has failed {}, so the kubelet stops the container",
        times(failures)
    )
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times in a row"),
    }
}
