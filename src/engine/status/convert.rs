//! From what the runtime lists to what the kubelet reports about a container
//! (`kubelet_pods.go` convertToAPIContainerStatuses).

use super::{ContainerId, ContainerState, ContainerStatus, Terminated, Waiting, reason};
use crate::engine::SimTime;
use crate::engine::restart::should_restart;
use crate::model::{Container, ContainerIndex, ContainerRole, Gate, Pod, RestartPolicy, Version};

/// The newest instance of a container in the runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuntimeState {
    /// The runtime lists none.
    #[default]
    Absent,
    /// Created, but not started.
    Created,
    /// A process.
    Running {
        /// When it started.
        started_at: SimTime,
    },
    /// The process ended.
    Exited(Terminated),
    /// The runtime cannot say.
    Unknown,
}

/// What one container's status follows from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// The newest instance.
    pub newest: RuntimeState,
    /// Which run that is.
    pub id: Option<ContainerId>,
    /// How the second newest instance ended, if the runtime still has it.
    pub before: Option<Terminated>,
    /// How often the newest instance's container was restarted.
    pub restart_count: u32,
    /// The runtime lists none because a restart rule had every container removed.
    pub reset: bool,
    /// Why the last attempt to start it failed, until one succeeds (the kubelet's reason cache).
    pub refused: Option<Waiting>,
    /// It runs, and its startup probe, if it has one, has passed.
    pub started: bool,
    /// It has started, and its readiness probe, if it has one, has passed.
    pub ready: bool,
}

/// What every container's status of one Pod follows from.
#[derive(Clone, Copy, Debug)]
pub struct ConvertFacts {
    /// The Pod has a deletion timestamp.
    pub deleted: bool,
    /// The runtime has an instance of an app container.
    pub app_exists: bool,
    /// The kubelet's version.
    pub version: Version,
}

/// The status of the container at `index`, of which the kubelet last reported `previous`.
pub fn container_status(
    pod: &Pod,
    index: ContainerIndex,
    seen: &Seen,
    previous: Option<&ContainerStatus>,
    facts: ConvertFacts,
) -> ContainerStatus {
    let container = pod.container(index);
    let mut status = match seen.newest {
        RuntimeState::Absent => absent(pod, container, seen, previous, facts),
        _ => present(seen, previous),
    };
    wait(pod, container, seen, facts, &mut status);
    let running = status.is_running();
    status.started = running && seen.started;
    status.ready = match container.role {
        ContainerRole::Init => status.terminated().is_some_and(|ended| ended.exit_code == 0),
        _ => running && seen.ready,
    };
    status
}

/// A run whose end nobody saw.
pub(super) const fn unseen(reason: &'static str) -> Terminated {
    Terminated {
        exit_code: reason::KILLED,
        signal: 0,
        reason,
        started_at: None,
        finished_at: None,
        id: None,
    }
}

/// The runtime lists an instance: the newest gives the state, the second newest the last state.
fn present(seen: &Seen, previous: Option<&ContainerStatus>) -> ContainerStatus {
    let inherited = previous.and_then(|previous| match previous.state {
        ContainerState::Terminated(ended) if previous.id != seen.id => Some(ended),
        _ => previous.last,
    });
    // The count never goes back, whatever the runtime has forgotten.
    let before = previous.map_or(0, |previous| previous.restart_count);
    let mut restart_count = seen.restart_count.max(before);
    let state = match seen.newest {
        RuntimeState::Running { started_at } => {
            let ended = previous.is_some_and(|previous| previous.terminated().is_some());
            restart_count += u32::from(ended && seen.restart_count <= before);
            ContainerState::Running { started_at }
        }
        RuntimeState::Exited(ended) => ContainerState::Terminated(ended),
        RuntimeState::Unknown if previous.is_some_and(ContainerStatus::is_running) => {
            restart_count = before + 1;
            ContainerState::Terminated(unseen(reason::CONTAINER_STATUS_UNKNOWN))
        }
        // Created, but not started: waiting, for no reason given.
        _ => ContainerState::Waiting(Waiting::default()),
    };
    ContainerStatus {
        state,
        last: seen.before.or(inherited),
        restart_count,
        id: seen.id,
        ..ContainerStatus::default()
    }
}

/// The runtime lists nothing: what was reported before decides.
fn absent(
    pod: &Pod,
    container: &Container,
    seen: &Seen,
    previous: Option<&ContainerStatus>,
    facts: ConvertFacts,
) -> ContainerStatus {
    let waits =
        if pod.init_count() == 0 { reason::CONTAINER_CREATING } else { reason::POD_INITIALIZING };
    let state = ContainerState::Waiting(Waiting::because(waits));
    // What waited for something else when it was removed goes on to wait as any container does.
    let reset = Waiting::because(reason::RESTARTING_ALL_CONTAINERS);
    let is_reset = seen.reset
        && previous.is_some_and(|previous| match previous.state {
            ContainerState::Waiting(waiting) => waiting.reason == reset.reason,
            _ => true,
        });
    let previous = previous.copied().unwrap_or_default();
    let ContainerStatus { last, restart_count, .. } = previous;
    let mut status = ContainerStatus { state, last, restart_count, ..ContainerStatus::default() };
    if is_reset {
        status.state = ContainerState::Waiting(reset);
        if previous.state != status.state {
            status.last = Some(unseen(reset.reason));
            status.restart_count += 1;
        }
    } else if previous.terminated().is_some() {
        return previous;
    } else if container.role == ContainerRole::Init && facts.app_exists {
        // The runtime forgot it, but without it no app container would be there.
        status.state = ContainerState::Terminated(Terminated {
            reason: reason::COMPLETED,
            ..Terminated::default()
        });
    } else if previous.is_running() && status.last.is_none() {
        // It ran and is gone: without a last state the Pod would fall back to Pending.
        status.last = Some(unseen(reason::CONTAINER_STATUS_UNKNOWN));
        status.restart_count += u32::from(!facts.deleted);
    }
    status
}

/// A container that should be restarted, and whose last attempt failed, waits for that reason; what
/// was its state becomes its last state.
fn wait(
    pod: &Pod,
    container: &Container,
    seen: &Seen,
    facts: ConvertFacts,
    status: &mut ContainerStatus,
) {
    let Some(refused) = seen.refused.filter(|_| !facts.deleted) else { return };
    let restarts = match seen.newest {
        RuntimeState::Running { .. } => false,
        // An entry of the init list that exited 0 keeps `terminated Completed`, sidecars too.
        RuntimeState::Exited(ended) if ended.exit_code == 0 => {
            container.role == ContainerRole::App && should_restart(pod, container, 0)
        }
        RuntimeState::Exited(ended) => restarts_by_status(pod, container, ended.exit_code, facts),
        RuntimeState::Absent | RuntimeState::Created | RuntimeState::Unknown => true,
    };
    if restarts {
        if let ContainerState::Terminated(ended) = status.state {
            status.last = Some(ended);
        }
        status.state = ContainerState::Waiting(refused);
    }
}

/// ShouldContainerBeRestarted (`pkg/kubelet/container/helpers.go`): before ContainerRestartRules it
/// asks the Pod's policy alone, so that a sidecar that crashed in a `Never` Pod is not said to wait.
fn restarts_by_status(
    pod: &Pod,
    container: &Container,
    exit_code: i32,
    facts: ConvertFacts,
) -> bool {
    if container.role == ContainerRole::Sidecar && !facts.version.has(Gate::ContainerRestartRules) {
        return pod.restart_policy != RestartPolicy::Never;
    }
    should_restart(pod, container, exit_code)
}
