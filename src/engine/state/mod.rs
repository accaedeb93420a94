//! The Pod at one instant: what its events so far add up to.

mod fold;

use super::{HookKind, SimTime};
use crate::model::Millis;
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

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
        })
    }
}

/// Pod conditions, in the order in which `kubectl describe` prints them.
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
}

impl Condition {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::PodReadyToStartContainers,
        Self::Initialized,
        Self::Ready,
        Self::ContainersReady,
        Self::PodScheduled,
    ];

    /// The condition type as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PodReadyToStartContainers => "PodReadyToStartContainers",
            Self::Initialized => "Initialized",
            Self::Ready => "Ready",
            Self::ContainersReady => "ContainersReady",
            Self::PodScheduled => "PodScheduled",
        }
    }
}

/// Why a container waits (`state.waiting.reason`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitingReason {
    /// Nothing happened to it yet, and the Pod has no init containers.
    ContainerCreating,
    /// Nothing happened to it yet, and the Pod has init containers.
    PodInitializing,
    /// A pull just failed.
    ErrImagePull,
    /// The kubelet waits before the next pull.
    ImagePullBackOff,
    /// Policy `Never` and no image.
    ErrImageNeverPull,
    /// `postStart` failed; the container was killed.
    PostStartHookError,
    /// The kubelet waits before the next start.
    CrashLoopBackOff,
    /// Removed by a restart of all containers, and not started again yet.
    RestartingAllContainers,
}

impl WaitingReason {
    /// The reason as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ContainerCreating => "ContainerCreating",
            Self::PodInitializing => "PodInitializing",
            Self::ErrImagePull => "ErrImagePull",
            Self::ImagePullBackOff => "ImagePullBackOff",
            Self::ErrImageNeverPull => "ErrImageNeverPull",
            Self::PostStartHookError => "PostStartHookError",
            Self::CrashLoopBackOff => "CrashLoopBackOff",
            Self::RestartingAllContainers => "RestartingAllContainers",
        }
    }
}

/// A run that ended (`state.terminated`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminated {
    /// Exit code.
    pub exit_code: i32,
    /// `Completed`, `Error` …
    pub reason: &'static str,
    /// When the run began.
    pub started_at: SimTime,
    /// When it ended.
    pub finished_at: SimTime,
}

/// `containerStatuses[].state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerState {
    /// No process.
    Waiting(WaitingReason),
    /// A process.
    Running {
        /// When it started.
        started_at: SimTime,
    },
    /// The process ended.
    Terminated(Terminated),
}

/// One container at one instant: its API status, and what the page draws besides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the API's own fields, independent of one another"
)]
pub struct ContainerStatus {
    /// The API state.
    pub state: ContainerState,
    /// The run before (`lastState.terminated`).
    pub last: Option<Terminated>,
    /// `restartCount`.
    pub restart_count: u32,
    /// `started`.
    pub started: bool,
    /// `ready`.
    pub ready: bool,
    /// An image pull is under way since then.
    pub pulling_since: Option<SimTime>,
    /// A hook is running.
    pub hook: Option<HookKind>,
    /// The kubelet has begun to stop it.
    pub stopping: bool,
    /// The stop signal was sent then.
    pub term_at: Option<SimTime>,
    /// Created in the present sandbox.
    pub in_sandbox: bool,
    /// What the next start has as its restart count.
    restarts_from: u32,
    runs: u32,
    has_startup_probe: bool,
    post_start_failed: bool,
    /// What the API server still has, while the kubelet is busy and writes nothing.
    stale: Option<Box<Self>>,
}

impl ContainerStatus {
    /// Whether a process runs.
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

/// A deletion in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// When the deletion timestamp was set.
    pub at: SimTime,
    /// The grace period.
    pub grace: Millis,
}

/// The Pod at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts independent of one another")]
pub struct PodState {
    /// `status.phase`.
    pub phase: Phase,
    /// `status.reason`, such as `DeadlineExceeded`.
    pub reason: Option<&'static str>,
    /// The conditions that are True.
    pub conditions: Vec<Condition>,
    /// One entry per container, by [`crate::model::ContainerIndex`].
    pub containers: Vec<ContainerStatus>,
    /// The sandbox is up.
    pub sandbox: bool,
    /// The deletion in force.
    pub deletion: Option<Deletion>,
    /// The kubelet is stopping every container, since then.
    pub stopping_since: Option<SimTime>,
    /// Every container and the sandbox are gone for good.
    pub stopped: bool,
    /// The API object is gone.
    pub removed: bool,
    /// A restart of all containers is under way.
    pub restarting_all: bool,
    /// The kubelet is busy and writes no status.
    held: bool,
}
