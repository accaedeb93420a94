//! Controllers that own Pods: several kubelet simulations and one controller in one world.
//!
//! [`simulate_workload`] runs a workload once and returns all of it. Each Pod keeps a timeline of its
//! own, with its own zero (the moment it is created and bound); the world adds the offset. At each
//! instant first the kubelets act, then the controller looks, until nothing changes any more.
//! Everything is ideal: the controller sees a change at once, and a created Pod is bound at once.
//!
//! Source: kubernetes `pkg/controller`.

mod cron_job;
mod daemon_set;
mod event;
mod job;
mod owned;
mod replica_set;
mod stateful_set;
mod status;
mod timeline;
mod words;
mod world;

pub use event::{Cause, ControllerEvent, ControllerEventId, ControllerEventKind, JobCondition};
pub use job::Outcome;
pub use status::{JobRow, JobStatus};
pub use timeline::{Moment, OwnedJob, OwnedPod, WorkloadTimeline};
pub use words::WorkloadEvent;

use super::Scenario;
use crate::model::{Version, Workload, WorkloadSpec};
use world::World;

/// Runs `workload` under `scenario` as the controllers and kubelets of `version` would.
///
/// What the scenario's processes do is counted over all Pods, in order of their creation: the runs of
/// a container take one [`super::Attempt`] after the other, whichever Pod they are in. What is done
/// to a Pod is done to the first.
pub fn simulate_workload(
    workload: &Workload,
    scenario: &Scenario,
    version: Version,
) -> WorkloadTimeline {
    let left_alone = Scenario { actions: Vec::new(), ..scenario.clone() };
    let world = World::new(workload, scenario, &left_alone, version);
    world.run(Controller::new(workload))
}

/// The controller of one workload.
enum Controller<'a> {
    ReplicaSet { replicas: u32 },
    StatefulSet(&'a crate::model::StatefulSet),
    DaemonSet(daemon_set::DaemonSet),
    Job(job::JobRun<'a>),
    CronJob(cron_job::CronJob<'a>),
}

impl<'a> Controller<'a> {
    fn new(workload: &'a Workload) -> Self {
        match &workload.spec {
            WorkloadSpec::ReplicaSet { replicas } => Self::ReplicaSet { replicas: *replicas },
            WorkloadSpec::StatefulSet(spec) => Self::StatefulSet(spec),
            WorkloadSpec::DaemonSet => Self::DaemonSet(daemon_set::DaemonSet::default()),
            WorkloadSpec::Job(spec) => Self::Job(job::JobRun::new(spec, 0, ControllerEventId(0))),
            WorkloadSpec::CronJob(spec) => Self::CronJob(cron_job::CronJob::new(spec)),
        }
    }

    /// Looks at the world and does what is to be done now.
    fn sync(&mut self, world: &mut World<'_>) {
        match self {
            Self::ReplicaSet { replicas } => replica_set::sync(*replicas, world),
            Self::StatefulSet(spec) => stateful_set::sync(spec, world),
            Self::DaemonSet(state) => state.sync(world),
            Self::Job(run) => run.sync(world),
            Self::CronJob(state) => state.sync(world),
        }
    }
}
