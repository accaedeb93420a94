//! What kubectl prints: the row of `kubectl get pod` and the cluster's events.

use super::SimTime;

/// One row of `kubectl get pod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// NAME.
    pub name: String,
    /// READY, such as `2/3`.
    pub ready: String,
    /// STATUS.
    pub status: String,
    /// RESTARTS, such as `3 (10s ago)`.
    pub restarts: String,
    /// AGE.
    pub age: String,
}

/// One event as `kubectl events` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterEvent {
    /// When.
    pub at: SimTime,
    /// `Warning` rather than `Normal`.
    pub warning: bool,
    /// The reason: `Started`, `Killing` …
    pub reason: &'static str,
    /// The message, in the words of the simulated version.
    pub message: String,
}
