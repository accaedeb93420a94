//! The Pod at one instant: what its events so far add up to.
//!
//! Two things stand side by side: what is true now, which the picture draws and the kubelet acts on,
//! and `status`, what the API server has of it, which may be older.

mod fold;
mod report;

pub use report::{HOST_IP, POD_IP};

use super::status::{Condition, PodStatus, RuntimeState, Terminated, Waiting};
use super::{HookKind, SimTime};
use crate::model::{ContainerIndex, Millis, Version};

/// One container as it is now: what the runtime has of it, and what the kubelet does with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts independent of one another")]
pub struct ContainerNow {
    /// Its newest instance in the runtime.
    pub state: RuntimeState,
    /// How often it was restarted.
    pub restart_count: u32,
    /// It runs, and its startup probe, if it has one, has passed.
    pub started: bool,
    /// It has started, and its readiness probe, if it has one, has passed; an ordinary init container
    /// is ready when it has exited 0.
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
    /// The newest run that ended, even if the runtime has forgotten it.
    newest_exit: Option<Terminated>,
    /// How the instance before the newest ended, if the runtime still has it.
    before: Option<Terminated>,
    /// Why the last attempt to start it failed, until one succeeds: the kubelet's reason cache.
    refused: Option<Waiting>,
    /// A restart of all containers removed it.
    reset: bool,
    /// What the next start has as its restart count.
    restarts_from: u32,
    runs: u32,
    has_startup_probe: bool,
    /// Something happened to it that the API server does not know yet.
    unreported: bool,
}

impl ContainerNow {
    /// Whether a process runs.
    pub fn is_running(&self) -> bool {
        matches!(self.state, RuntimeState::Running { .. })
    }

    /// The run that ended, if the newest instance is one that ended.
    pub fn terminated(&self) -> Option<&Terminated> {
        match &self.state {
            RuntimeState::Exited(terminated) => Some(terminated),
            _ => None,
        }
    }

    /// Whether the container ever had a process.
    pub fn has_run(&self) -> bool {
        self.runs > 0
    }

    /// The newest run that ended, whether or not another one runs since.
    pub fn newest_exit(&self) -> Option<&Terminated> {
        self.newest_exit.as_ref()
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
    /// What the API server has: `.status`.
    pub status: PodStatus,
    /// One entry per container, by [`ContainerIndex`]: what is true now.
    pub containers: Vec<ContainerNow>,
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
    /// What makes the Pod Failed as soon as nothing of it runs any more.
    forced: Option<Forced>,
    /// The phase that the Pod ended in.
    ended_as: Option<super::Phase>,
    version: Version,
    /// How often something changed that phase and conditions follow from.
    pub(in crate::engine) revision: u32,
}

/// Why the kubelet itself ends a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Forced {
    reason: &'static str,
    message: &'static str,
}

impl PodState {
    /// The container at `index`, as it is now.
    pub fn container(&self, index: ContainerIndex) -> &ContainerNow {
        &self.containers[index.0]
    }

    /// Whether `condition` is True.
    pub fn is(&self, condition: Condition) -> bool {
        self.status.conditions.is_true(condition)
    }
}
