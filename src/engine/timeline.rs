//! The whole simulation, and any instant of it.

use super::{
    ClusterEvent, Event, EventId, PodState, Row, Scenario, SimTime, cluster_event, status,
};
use crate::model::{Pod, Version};

/// How a timeline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The Pod is gone, or finished with nothing left to happen.
    Finished,
    /// The Pod goes on like this; only probes repeat.
    Steady,
    /// Something is still waiting to happen behind the horizon: the next of it would come then.
    Horizon {
        /// When the next thing would happen.
        next: SimTime,
    },
    /// The event cap was reached: the pattern repeats.
    EventCap,
}

/// Everything that happens to one Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The Pod.
    pub pod: Pod,
    /// What was assumed about its processes.
    pub scenario: Scenario,
    /// The Kubernetes minor.
    pub version: Version,
    /// The events, in order.
    pub events: Vec<Event>,
    /// How it ends.
    pub end: End,
    /// The last instant that was simulated.
    pub until: SimTime,
}

impl Timeline {
    /// The Pod at `at`: the fold of all events up to and including that instant.
    pub fn at(&self, at: SimTime) -> PodState {
        let mut state = PodState::new(&self.pod, self.version);
        for event in self.past(at) {
            state.apply(&self.pod, event);
        }
        state
    }

    /// The `kubectl get pod` row at `at`.
    pub fn row(&self, at: SimTime) -> Row {
        let state = self.at(at);
        status::row(&self.pod, &state.status, state.deletion.is_some(), at, self.version)
    }

    /// The event with this id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.0 as usize]
    }

    /// The events up to and including `at`.
    pub fn past(&self, at: SimTime) -> &[Event] {
        &self.events[..self.events.partition_point(|event| event.at <= at)]
    }

    /// The instant of the first event after `at`.
    pub fn next_event(&self, at: SimTime) -> Option<SimTime> {
        self.events.get(self.past(at).len()).map(|event| event.at)
    }

    /// The instant of the last event before `at`.
    pub fn previous_event(&self, at: SimTime) -> Option<SimTime> {
        self.events.iter().rev().map(|event| event.at).find(|&time| time < at)
    }

    /// The chain of causes from `id` back to its root, `id` first.
    pub fn causes(&self, id: EventId) -> Vec<EventId> {
        std::iter::successors(Some(id), |&id| self.event(id).cause).collect()
    }

    /// What `kubectl events` would list up to and including `at`, oldest first.
    pub fn cluster_events(&self, at: SimTime) -> Vec<ClusterEvent> {
        let events = self.past(at).iter();
        events.flat_map(|event| cluster_event::of(&self.pod, event, self)).collect()
    }
}
