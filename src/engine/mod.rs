//! The kubelet as a discrete-event simulation: pure, integer time, no clock, no randomness.
//!
//! [`simulate`] runs a Pod once to its end (or to the horizon) and returns the whole [`Timeline`];
//! any instant of it is a fold of its events ([`Timeline::at`]). One kubelet rule is one named
//! function with its Kubernetes source. Knows nothing of text, places on a screen or playing.

#![deny(clippy::float_arithmetic)]

mod cluster_event;
mod controller;
mod endpoint;
mod event;
mod image;
pub mod inferred;
mod kubelet;
mod pass;
mod plan;
mod probing;
mod publish;
mod queue;
mod restart;
mod restart_all;
mod rule;
mod sandbox;
mod scenario;
mod shutdown;
mod startup;
mod state;
pub mod status;
mod stop;
mod time;
mod timeline;

pub use cluster_event::{ClusterEvent, NODE, POD_UID};
pub use controller::{
    Cause, ControllerEvent, ControllerEventId, ControllerEventKind, JobCondition, JobRow,
    JobStatus, Moment, Outcome, OwnedJob, OwnedPod, WorkloadEvent, WorkloadTimeline,
    simulate_workload,
};
pub use endpoint::{Endpoint, endpoint};
pub use event::{Event, EventId, EventKind, HookKind, Subject};
pub use rule::Rule;
pub use scenario::{
    Action, Attempt, Basis, Guess, HookRun, NodeConfig, OnTerm, Process, PullOutcome, PullRun,
    Scenario, Timings, Verb,
};
pub use state::{ContainerNow, Deletion, HOST_IP, POD_IP, PodState};
pub use status::{
    Condition, ContainerState, ContainerStatus, Phase, PodStatus, Row, RuntimeState, Terminated,
    age,
};
pub use time::SimTime;
pub use timeline::{End, Timeline};

use crate::model::{Pod, Version};

/// Runs `pod` under `scenario` as the kubelet of `version` would.
pub fn simulate(pod: &Pod, scenario: &Scenario, version: Version) -> Timeline {
    kubelet::Kubelet::new(pod, scenario, version).run()
}
