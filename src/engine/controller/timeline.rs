//! The whole simulation of a workload, and any instant of it.

use super::words::{self, WorkloadEvent};
use super::{Cause, ControllerEvent, ControllerEventId};
use crate::engine::{End, EventId, SimTime, Timeline};
use crate::model::{Version, Workload};

/// One step of a workload's story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A controller did something.
    Controller(ControllerEventId),
    /// Something happened to a Pod.
    Pod {
        /// The Pod, by its position.
        pod: usize,
        /// The event in its timeline.
        event: EventId,
    },
}

/// A Pod of a workload. Its timeline has its own zero: the moment it is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedPod {
    /// Its name; what a controller would make up is made up the same way every time.
    pub name: String,
    /// When it was created.
    pub created: SimTime,
    /// The Job it belongs to, by its position.
    pub job: Option<usize>,
    /// Its completion index in an Indexed Job, its ordinal in a StatefulSet.
    pub index: Option<u32>,
    /// The event that created it: its cause and rule say why.
    pub created_by: ControllerEventId,
    /// The event that deleted it, if a controller did.
    pub deleted_by: Option<ControllerEventId>,
    /// What happens to it.
    pub timeline: Timeline,
}

impl OwnedPod {
    /// The Pod's own time at an instant of the workload; `None` before it is created.
    pub fn own_time(&self, at: SimTime) -> Option<SimTime> {
        (at >= self.created).then(|| SimTime::ZERO + at.since(self.created))
    }

    /// The workload's time of an instant of the Pod.
    pub fn in_workload(&self, own: SimTime) -> SimTime {
        self.created + own.since(SimTime::ZERO)
    }
}

/// A Job of a workload: the Job itself, or one that a CronJob made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedJob {
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created: SimTime,
    /// The event that created it.
    pub created_by: ControllerEventId,
}

/// Everything that happens to a workload and its Pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadTimeline {
    /// The workload.
    pub workload: Workload,
    /// The Kubernetes minor.
    pub version: Version,
    /// The Pods, in order of creation.
    pub pods: Vec<OwnedPod>,
    /// The Jobs, in order of creation: one for a Job, those that were due for a CronJob.
    pub jobs: Vec<OwnedJob>,
    /// What controllers did, in order.
    pub events: Vec<ControllerEvent>,
    /// All events of the controllers and the Pods, in order.
    pub order: Vec<Moment>,
    /// How it ends.
    pub end: End,
    /// The last instant that was simulated.
    pub until: SimTime,
}

impl WorkloadTimeline {
    /// The controller's event with this id.
    pub fn event(&self, id: ControllerEventId) -> &ControllerEvent {
        &self.events[id.0 as usize]
    }

    /// When a step happened.
    pub fn time(&self, moment: Moment) -> SimTime {
        match moment {
            Moment::Controller(id) => self.event(id).at,
            Moment::Pod { pod, event } => {
                let owned = &self.pods[pod];
                owned.in_workload(owned.timeline.event(event).at)
            }
        }
    }

    /// The controllers' events up to and including `at`.
    pub fn past(&self, at: SimTime) -> &[ControllerEvent] {
        &self.events[..self.events.partition_point(|event| event.at <= at)]
    }

    /// The instant of the first step after `at`, of a controller or a Pod.
    pub fn next_event(&self, at: SimTime) -> Option<SimTime> {
        let next = self.order.partition_point(|&step| self.time(step) <= at);
        self.order.get(next).map(|&step| self.time(step))
    }

    /// The instant of the last step before `at`.
    pub fn previous_event(&self, at: SimTime) -> Option<SimTime> {
        let before = self.order.partition_point(|&step| self.time(step) < at);
        self.order[..before].last().map(|&step| self.time(step))
    }

    /// The Pods that the API server has at `at`, by their positions.
    pub fn pods_at(&self, at: SimTime) -> Vec<usize> {
        let is_there = |&pod: &usize| {
            let owned = &self.pods[pod];
            owned.own_time(at).is_some_and(|own| !owned.timeline.at(own).removed)
        };
        (0..self.pods.len()).filter(is_there).collect()
    }

    /// The chain of causes from a step back to its root, the step first. A Pod's first event follows
    /// from its creation, and its deletion from the controller that asked for it.
    pub fn causes(&self, moment: Moment) -> Vec<Moment> {
        std::iter::successors(Some(moment), |&moment| self.cause(moment)).collect()
    }

    /// What a step follows from.
    pub fn cause(&self, moment: Moment) -> Option<Moment> {
        let (pod, event) = match moment {
            Moment::Controller(id) => {
                return self.event(id).cause.map(|cause| match cause {
                    Cause::Controller(id) => Moment::Controller(id),
                    Cause::Pod { pod, event } => Moment::Pod { pod, event },
                });
            }
            Moment::Pod { pod, event } => (pod, event),
        };
        let owned = &self.pods[pod];
        let told = owned.timeline.event(event);
        if let Some(event) = told.cause {
            return Some(Moment::Pod { pod, event });
        }
        if event == EventId(0) {
            return Some(Moment::Controller(owned.created_by));
        }
        let by = owned.deleted_by?;
        let at = owned.in_workload(told.at);
        (self.event(by).at == at).then_some(Moment::Controller(by))
    }

    /// What `kubectl events` would list of the controllers up to and including `at`, oldest first.
    pub fn cluster_events(&self, at: SimTime) -> Vec<WorkloadEvent> {
        self.past(at).iter().flat_map(|event| words::of(self, event)).collect()
    }
}
