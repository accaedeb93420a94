//! The conditions that follow from the container statuses, with reasons and messages
//! (`pkg/kubelet/status/generate.go`).

use super::{Condition, ContainerStatus, Phase, PodStatus};
use crate::model::{ContainerIndex, ContainerRole, Gate, Pod, RestartAction, Version};
use std::fmt::Write as _;

/// What conditions follow from besides the statuses.
#[derive(Clone, Copy, Debug)]
pub struct ConditionFacts {
    /// The newest sandbox is ready and, off the host's network, has an address.
    pub sandbox: bool,
    /// A restart rule has every container stopped and started over.
    pub restarting_all: bool,
    /// The version of kubelet and API server.
    pub version: Version,
}

/// A condition's value and reason; the reason is empty if there is none.
type Told = (bool, &'static str);

const TRUE: Told = (true, "");

/// What the kubelet says about `condition`; `None` if the Pod has no such condition.
pub fn condition(
    pod: &Pod,
    status: &PodStatus,
    facts: ConditionFacts,
    condition: Condition,
) -> Option<Told> {
    match condition {
        Condition::PodScheduled if pod.scheduling_gates.is_empty() => Some(TRUE),
        Condition::PodScheduled => Some((false, "SchedulingGated")),
        Condition::PodReadyToStartContainers => ready_to_start(facts),
        Condition::Initialized => Some(initialized(pod, status, facts.version)),
        Condition::ContainersReady => Some(containers_ready(pod, status)),
        Condition::Ready => Some(ready(pod, status)),
        Condition::AllContainersRestarting => all_restarting(pod, status, facts),
    }
}

/// GeneratePodReadyToStartContainersCondition.
fn ready_to_start(facts: ConditionFacts) -> Option<Told> {
    facts.version.has(Gate::PodReadyToStartContainersCondition).then(|| match facts.sandbox {
        true => TRUE,
        false if facts.version.at_least(37) => (false, "PodSandboxNotReady"),
        false => (false, ""),
    })
}

/// GeneratePodInitializedCondition.
fn initialized(pod: &Pod, status: &PodStatus, version: Version) -> Told {
    if !status.listed && pod.init_count() > 0 {
        return (false, "UnknownContainerStatuses");
    }
    let mut init = pod.init_indices();
    if status.phase == Phase::Succeeded && init.all(|index| status.container(index).is_some()) {
        return (true, "PodCompleted");
    }
    let ran = |status: &ContainerStatus| status.is_running() || status.terminated().is_some();
    let app_ran = pod.app_indices().any(|index| status.container(index).is_some_and(ran));
    // A Pod that was initialized stays so, even if every container is started over.
    let was = version.has(Gate::RestartAllContainersOnContainerExits)
        && status.conditions.is_true(Condition::Initialized);
    let done = |index| status.container(index).is_some_and(|status| is_done(pod, index, status));
    if app_ran || was || pod.init_indices().all(done) {
        TRUE
    } else {
        (false, "ContainersNotInitialized")
    }
}

/// Whether an entry of the init list lets what follows it start (isInitContainerInitialized): a
/// sidecar when it has started; its readiness does not matter.
fn is_done(pod: &Pod, index: ContainerIndex, status: &ContainerStatus) -> bool {
    match pod.container(index).role {
        ContainerRole::Sidecar => status.started,
        _ => status.ready,
    }
}

/// GenerateContainersReadyCondition: sidecars and app containers; ordinary init containers do not
/// count.
fn containers_ready(pod: &Pod, status: &PodStatus) -> Told {
    if !status.listed {
        return (false, "UnknownContainerStatuses");
    }
    let mut counted = counted(pod).map(|index| status.container(index));
    match status.phase {
        Phase::Succeeded if counted.clone().all(|status| status.is_some()) => {
            (false, "PodCompleted")
        }
        Phase::Failed => (false, "PodFailed"),
        _ if counted.all(|status| status.is_some_and(|status| status.ready)) => TRUE,
        _ => (false, "ContainersNotReady"),
    }
}

/// Those that count for readiness: sidecars, then app containers.
fn counted(pod: &Pod) -> impl Iterator<Item = ContainerIndex> + Clone + use<'_> {
    (0..pod.containers().len())
        .map(ContainerIndex)
        .filter(|&index| pod.container(index).role != ContainerRole::Init)
}

/// GeneratePodReadyCondition: the containers, then every readiness gate.
fn ready(pod: &Pod, status: &PodStatus) -> Told {
    let containers = containers_ready(pod, status);
    let open = |number| status.gates.get(number).copied().flatten() == Some("True");
    if containers.0 && !(0..pod.readiness_gates.len()).all(open) {
        return (false, "ReadinessGatesNotReady");
    }
    containers
}

/// GenerateAllContainersRestartingCondition: only where a rule could ask for it.
fn all_restarting(pod: &Pod, status: &PodStatus, facts: ConditionFacts) -> Option<Told> {
    let mut rules = pod.containers().iter().flat_map(|container| &container.restart_rules);
    let known = facts.version.has(Gate::RestartAllContainersOnContainerExits)
        && rules.any(|rule| rule.action == RestartAction::RestartAllContainers);
    known.then_some(match status.phase {
        Phase::Succeeded => (false, "PodCompleted"),
        Phase::Failed => (false, "PodFailed"),
        _ if facts.restarting_all => (true, "RestartAllContainersStarted"),
        _ => (false, ""),
    })
}

/// The message of a condition that has one; empty for others.
pub fn message(pod: &Pod, status: &PodStatus, condition: Condition) -> String {
    let reason = status.conditions.get(condition).map_or("", |told| told.reason);
    match (condition, reason) {
        (Condition::Initialized, "ContainersNotInitialized") => {
            let done = |index, status: &ContainerStatus| is_done(pod, index, status);
            naming(pod, status, pod.init_indices(), done, "incomplete")
        }
        (_, "ContainersNotReady") => {
            naming(pod, status, counted(pod), |_, status| status.ready, "unready")
        }
        (_, "ReadinessGatesNotReady") => gates(pod, status),
        (_, "SchedulingGated") => {
            "Scheduling is blocked due to non-empty scheduling gates".to_owned()
        }
        (_, "RestartAllContainersStarted") => {
            "container exited with restart policy rule".to_owned()
        }
        _ => String::new(),
    }
}

/// Which containers are missing, and which are there but not `good`.
fn naming(
    pod: &Pod,
    status: &PodStatus,
    indices: impl Iterator<Item = ContainerIndex>,
    good: impl Fn(ContainerIndex, &ContainerStatus) -> bool,
    bad: &str,
) -> String {
    let (mut unknown, mut others) = (String::new(), String::new());
    for index in indices {
        let list = match status.container(index) {
            None => &mut unknown,
            Some(status) if !good(index, status) => &mut others,
            Some(_) => continue,
        };
        let blank = if list.is_empty() { "" } else { " " };
        let _ = write!(list, "{blank}{}", pod.container(index).name);
    }
    let mut message = String::new();
    for (list, which) in [(unknown, "unknown"), (others, bad)] {
        if !list.is_empty() {
            let comma = if message.is_empty() { "" } else { ", " };
            let _ = write!(message, "{comma}containers with {which} status: [{list}]");
        }
    }
    message
}

/// One sentence for each readiness gate that is not open.
fn gates(pod: &Pod, status: &PodStatus) -> String {
    let mut message = String::new();
    for (number, gate) in pod.readiness_gates.iter().enumerate() {
        let comma = if message.is_empty() { "" } else { ", " };
        let _ = match status.gates.get(number).copied().flatten() {
            Some("True") => continue,
            None => write!(
                message,
                "{comma}corresponding condition of pod readiness gate \"{gate}\" does not exist."
            ),
            Some(value) => write!(
                message,
                "{comma}the status of pod readiness gate \"{gate}\" is not \"True\", but {value}"
            ),
        };
    }
    message
}
