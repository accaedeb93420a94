//! What the API server has of a Pod: `.status` of `core/v1.Pod`, as plain data.
//!
//! It may lag behind what really happens (`state/`): the kubelet writes it only now and then. Reasons
//! are Kubernetes' own words; the longer messages follow from the rest and are put into words only
//! where somebody reads them.

use crate::engine::SimTime;
use crate::model::{ContainerIndex, Millis, Pod};
use std::fmt;

/// `status.phase`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not every container was started yet.
    #[default]
    Pending,
    /// All were started, and at least one runs or will run again.
    Running,
    /// All app containers ended with 0 and none will restart.
    Succeeded,
    /// All ended, at least one badly.
    Failed,
}

impl Phase {
    /// Whether it never changes again.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }

    /// The phase as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One run of one container (`containerID`): unique among the runs of that container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContainerId(pub u32);

/// `state.waiting`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Why, in one word; empty if nobody says.
    pub reason: &'static str,
    /// The back-off in force, zero if there is none; part of the message.
    pub delay: Millis,
}

impl Waiting {
    /// Waiting for this reason, with no back-off in force.
    pub const fn because(reason: &'static str) -> Self {
        Self { reason, delay: Millis::ZERO }
    }
}

/// A run that ended (`state.terminated`, `lastState.terminated`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminated {
    /// Exit code.
    pub exit_code: i32,
    /// The signal that ended it; 0 if the runtime does not say.
    pub signal: i32,
    /// `Completed`, `Error` …; empty if nobody says.
    pub reason: &'static str,
    /// When the run began, if it is known.
    pub started_at: Option<SimTime>,
    /// When it ended, if it is known.
    pub finished_at: Option<SimTime>,
    /// Which run it was; `None` if the kubelet merely infers that there was one.
    pub id: Option<ContainerId>,
}

/// `containerStatuses[].state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContainerState {
    /// None of the three is set.
    #[default]
    Empty,
    /// No process.
    Waiting(Waiting),
    /// A process.
    Running {
        /// When it started.
        started_at: SimTime,
    },
    /// The process ended.
    Terminated(Terminated),
}

/// `containerStatuses[]`: one container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContainerStatus {
    /// `state`.
    pub state: ContainerState,
    /// `lastState.terminated`: the run before.
    pub last: Option<Terminated>,
    /// `restartCount`.
    pub restart_count: u32,
    /// `ready`.
    pub ready: bool,
    /// `started`.
    pub started: bool,
    /// `containerID`: the newest run.
    pub id: Option<ContainerId>,
}

impl ContainerStatus {
    /// Whether the state is running.
    pub fn is_running(&self) -> bool {
        matches!(self.state, ContainerState::Running { .. })
    }

    /// The run that ended, if the state is terminated.
    pub fn terminated(&self) -> Option<&Terminated> {
        match &self.state {
            ContainerState::Terminated(terminated) => Some(terminated),
            _ => None,
        }
    }
}

/// Types of Pod conditions, in the order in which `kubectl describe` prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The sandbox is up.
    PodReadyToStartContainers,
    /// Every init container is done.
    Initialized,
    /// Endpoints may send traffic.
    Ready,
    /// Every app container and sidecar is ready.
    ContainersReady,
    /// Bound to a node.
    PodScheduled,
    /// A restart rule has every container stopped and started over.
    AllContainersRestarting,
}

impl Condition {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::PodReadyToStartContainers,
        Self::Initialized,
        Self::Ready,
        Self::ContainersReady,
        Self::PodScheduled,
        Self::AllContainersRestarting,
    ];

    /// The condition type as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PodReadyToStartContainers => "PodReadyToStartContainers",
            Self::Initialized => "Initialized",
            Self::Ready => "Ready",
            Self::ContainersReady => "ContainersReady",
            Self::PodScheduled => "PodScheduled",
            Self::AllContainersRestarting => "AllContainersRestarting",
        }
    }
}

/// `status.conditions[]`: one condition. Its message is put into words by
/// [`message`](super::conditions::message).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionStatus {
    /// Whether `status` is True rather than False.
    pub value: bool,
    /// `reason`; empty if there is none.
    pub reason: &'static str,
    /// `lastTransitionTime`: since when `value` has been what it is.
    pub since: SimTime,
}

/// `status.conditions`, but for those of readiness gates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditions([Option<ConditionStatus>; Condition::ALL.len()]);

impl Conditions {
    /// One condition; `None` if it is absent.
    pub fn get(&self, condition: Condition) -> Option<ConditionStatus> {
        self.0[condition as usize]
    }

    /// Whether it is there and True.
    pub fn is_true(&self, condition: Condition) -> bool {
        self.get(condition).is_some_and(|status| status.value)
    }

    /// Puts a condition in the place of what was there. The time of the last transition moves only
    /// with the value (`status_manager.go` updateLastTransitionTime).
    pub fn set(
        &mut self,
        condition: Condition,
        (value, reason): (bool, &'static str),
        at: SimTime,
    ) {
        let before = self.get(condition).filter(|before| before.value == value);
        let since = before.map_or(at, |before| before.since);
        self.0[condition as usize] = Some(ConditionStatus { value, reason, since });
    }

    /// Those that are there, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Condition, ConditionStatus)> + '_ {
        Condition::ALL.into_iter().filter_map(|condition| Some((condition, self.get(condition)?)))
    }
}

/// `.status` of a Pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodStatus {
    /// `phase`.
    pub phase: Phase,
    /// `reason`, such as `Evicted` or `DeadlineExceeded`.
    pub reason: Option<&'static str>,
    /// `message`, the longer form of the reason.
    pub message: Option<&'static str>,
    /// `conditions`.
    pub conditions: Conditions,
    /// The status of each readiness gate's condition, by position in the Pod's list; gates behind the
    /// end, and those that are `None`, have no condition.
    pub gates: Vec<Option<&'static str>>,
    /// Whether there is a list of container statuses at all; an empty list is one.
    pub listed: bool,
    /// `initContainerStatuses` and `containerStatuses`, by [`ContainerIndex`]; `None` for a container
    /// that is missing in its list.
    pub containers: Vec<Option<ContainerStatus>>,
    /// The app containers in the order in which `containerStatuses` lists them.
    pub app_order: Vec<ContainerIndex>,
    /// `startTime`: when the kubelet took the Pod over.
    pub start_time: Option<SimTime>,
    /// `podIP`.
    pub ip: Option<&'static str>,
    /// `nominatedNodeName`.
    pub nominated_node: Option<&'static str>,
}

impl PodStatus {
    /// The status of `pod` before any kubelet has reported.
    pub fn new(pod: &Pod) -> Self {
        Self {
            containers: vec![None; pod.containers().len()],
            app_order: by_name(pod),
            ..Self::default()
        }
    }

    /// One container's status; `None` if it is missing in its list.
    pub fn container(&self, index: ContainerIndex) -> Option<&ContainerStatus> {
        self.containers[index.0].as_ref()
    }
}

/// The app containers as the kubelet lists them: by name (`kubelet_pods.go`, `SortedContainerStatuses`).
/// The init list keeps its declared order.
fn by_name(pod: &Pod) -> Vec<ContainerIndex> {
    let name = |index| &pod.container(index).name;
    let mut order: Vec<ContainerIndex> = Vec::with_capacity(pod.app_indices().count());
    for index in pod.app_indices() {
        order.insert(order.partition_point(|&other| name(other) < name(index)), index);
    }
    order
}
