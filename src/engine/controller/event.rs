//! What controllers do: their events, each with its cause and the rule that released it.

use super::Outcome;
use crate::engine::{EventId, Rule, SimTime};
use crate::model::Millis;

/// The position of an event among those of the controllers, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ControllerEventId(pub u32);

/// What an event of a controller follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An earlier event of a controller; where the rule is about time, the one the time counts from.
    Controller(ControllerEventId),
    /// An event of a Pod.
    Pod {
        /// The Pod, by its position in [`super::WorkloadTimeline::pods`].
        pod: usize,
        /// The event in that Pod's timeline.
        event: EventId,
    },
}

/// The conditions of a Job (`batch/v1.JobConditionType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobCondition {
    /// It makes no Pods for now.
    Suspended,
    /// It will fail, as soon as its Pods have ended.
    FailureTarget,
    /// It will be complete, as soon as its Pods have ended.
    SuccessCriteriaMet,
    /// It has failed.
    Failed,
    /// It is complete.
    Complete,
}

impl JobCondition {
    /// The condition type as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspended => "Suspended",
            Self::FailureTarget => "FailureTarget",
            Self::SuccessCriteriaMet => "SuccessCriteriaMet",
            Self::Failed => "Failed",
            Self::Complete => "Complete",
        }
    }
}

/// What happened. Pods and Jobs by their positions in the timeline's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControllerEventKind {
    /// Somebody created the workload.
    Applied,
    /// A Pod was created.
    PodCreated {
        /// Which.
        pod: usize,
    },
    /// The controller, or the garbage collector on its behalf, deletes a Pod.
    PodDeleted {
        /// Which.
        pod: usize,
    },
    /// A Pod counts for its Job from now on.
    PodCounted {
        /// The Job.
        job: usize,
        /// The Pod.
        pod: usize,
        /// As what.
        outcome: Outcome,
    },
    /// After a failure the Job waits before it makes the next Pod.
    BackOff {
        /// The Job.
        job: usize,
        /// The whole delay, counted from the end of the failed Pod.
        delay: Millis,
        /// When it is over.
        until: SimTime,
    },
    /// A condition of a Job became True.
    JobCondition {
        /// The Job.
        job: usize,
        /// The condition.
        condition: JobCondition,
        /// Its reason; empty if it has none.
        reason: &'static str,
        /// Its message.
        message: String,
    },
    /// A CronJob created a Job.
    JobCreated {
        /// Which.
        job: usize,
    },
    /// A Job is gone.
    JobDeleted {
        /// Which.
        job: usize,
    },
    /// A CronJob's run is due, but the one before it goes on.
    RunWaits {
        /// The Job that goes on.
        job: usize,
    },
    /// A CronJob's run was due too long ago.
    RunMissed,
}

/// One event of a controller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControllerEvent {
    /// Its position.
    pub id: ControllerEventId,
    /// When it happened, since the workload was created.
    pub at: SimTime,
    /// What happened.
    pub kind: ControllerEventKind,
    /// What released it; `None` only for [`ControllerEventKind::Applied`].
    pub cause: Option<Cause>,
    /// The rule that made it follow.
    pub rule: Rule,
}
