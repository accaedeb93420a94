//! One Pod in the world: its kubelet, and what controllers see of it.

use super::{Cause, ControllerEventId, Outcome};
use crate::engine::kubelet::Kubelet;
use crate::engine::{Condition, End, EventId, EventKind, Phase, PodState, SimTime};
use crate::model::{ContainerRole, Millis};

/// What a controller gives a Pod that it creates.
#[derive(Clone, Debug, Default)]
pub(super) struct NewPod {
    pub(super) name: String,
    /// The Job it belongs to.
    pub(super) job: Option<usize>,
    /// Its completion index, or its ordinal.
    pub(super) index: Option<u32>,
    /// How often its index has failed before: counted, and ignored
    /// (`batch.kubernetes.io/job-index-failure-count` and its sibling).
    pub(super) failures: (u32, u32),
}

/// One Pod in the world.
pub(super) struct Owned<'a> {
    pub(super) given: NewPod,
    /// Its zero.
    pub(super) created: SimTime,
    pub(super) created_by: ControllerEventId,
    pub(super) deleted_by: Option<ControllerEventId>,
    /// As what its Job has counted it, or let it go; from then on nothing holds the object back.
    pub(super) counted: Option<Outcome>,
    pub(super) kubelet: Kubelet<'a>,
    /// When the kubelet has more to do, in the Pod's own time, or how it ended for now.
    pub(super) rest: Result<SimTime, End>,
    /// How many of its events the world has put in order.
    pub(super) told: usize,
}

impl Owned<'_> {
    pub(super) fn state(&self) -> &PodState {
        &self.kubelet.state
    }

    /// The world's time of an instant of the Pod.
    pub(super) fn in_world(&self, at: SimTime) -> SimTime {
        self.created + at.since(SimTime::ZERO)
    }

    /// When its next alarm is due, of interest or not.
    pub(super) fn due(&self) -> Option<SimTime> {
        match self.rest {
            Err(End::Finished | End::EventCap) => None,
            _ => self.kubelet.queue.next().map(|at| self.in_world(at)),
        }
    }

    /// When something of interest is due.
    pub(super) fn interest(&self) -> Option<SimTime> {
        match self.rest {
            Ok(next) | Err(End::Horizon { next }) => Some(self.in_world(next)),
            Err(_) => None,
        }
    }

    /// Whether its containers are being stopped.
    pub(super) fn is_stopping(&self) -> bool {
        self.state().stopping_since.is_some() && !self.state().stopped
    }

    /// Succeeded or Failed.
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state().status.phase, Phase::Succeeded | Phase::Failed)
    }

    /// Neither ended nor being deleted (`controller_utils.go` IsPodActive).
    pub(super) fn is_active(&self) -> bool {
        !self.has_ended() && self.state().deletion.is_none()
    }

    /// Whether the API server has the object. A Job holds its Pods by a finalizer until it has
    /// counted them, even those that are deleted by force.
    pub(super) fn exists(&self) -> bool {
        let held = self.given.job.is_some() && self.counted.is_none();
        !self.state().removed || held
    }

    /// Being deleted, and not ended yet (`controller_utils.go` IsPodTerminating).
    pub(super) fn is_terminating(&self) -> bool {
        self.exists() && !self.has_ended() && self.state().deletion.is_some()
    }

    /// Since when the Pod is Ready without a break, in the world's time.
    pub(super) fn ready_since(&self) -> Option<SimTime> {
        let change =
            self.last(|kind| matches!(kind, EventKind::ConditionChanged(Condition::Ready, _)));
        let (at, kind) = self.event(change?);
        (*kind == EventKind::ConditionChanged(Condition::Ready, true)).then(|| self.in_world(at))
    }

    /// When the Pod finished, in the world's time (`backoff_utils.go` getFinishedTime): the end of
    /// the last of its app containers and sidecars; else when it stopped being Ready; else when
    /// it was deleted. App containers that have not all ended leave it to the sidecars.
    pub(super) fn finished_at(&self) -> SimTime {
        let pod = self.kubelet.pod;
        let end = |at| self.state().status.container(at)?.terminated()?.finished_at;
        // The latest of `ends` and what was known before; `None` if one of them goes on.
        let latest = |before: Option<SimTime>, role: ContainerRole| {
            let mut of_role = pod.indices().filter(|&at| pod.container(at).role == role);
            of_role.try_fold(before, |last, at| end(at).map(|end| last.max(Some(end)))).flatten()
        };
        let last = latest(latest(None, ContainerRole::App), ContainerRole::Sidecar);
        let ready = Condition::Ready;
        let unready = self.last(|kind| *kind == EventKind::ConditionChanged(ready, false));
        let own = match (last, self.state().deletion) {
            (Some(last), _) => last,
            (None, _) if !self.state().is(ready) => {
                unready.map_or(SimTime::ZERO, |event| self.event(event).0)
            }
            (None, Some(deletion)) => deletion.at,
            (None, None) => SimTime::ZERO,
        };
        self.in_world(own)
    }

    /// All restarts of its containers, as the API server has them.
    pub(super) fn restarts(&self) -> u32 {
        let all = self.kubelet.pod.indices();
        all.filter_map(|index| self.state().status.container(index))
            .map(|it| it.restart_count)
            .sum()
    }

    /// Its last event of a kind.
    pub(super) fn last(&self, kind: impl Fn(&EventKind) -> bool) -> Option<EventId> {
        let found = self.kubelet.events.iter().rev().find(|event| kind(&event.kind));
        found.map(|event| event.id)
    }

    fn event(&self, id: EventId) -> (SimTime, &EventKind) {
        let event = &self.kubelet.events[id.0 as usize];
        (event.at, &event.kind)
    }

    /// The end of the Pod as a cause: its terminal phase, or else its deletion.
    pub(super) fn end(&self, pod: usize) -> Option<Cause> {
        let event = self
            .last(|kind| matches!(kind, EventKind::PhaseChanged(Phase::Succeeded | Phase::Failed)))
            .or_else(|| self.last(|kind| matches!(kind, EventKind::DeletionRequested { .. })))?;
        Some(Cause::Pod { pod, event })
    }

    /// Since when the object is gone, and that as a cause.
    pub(super) fn removal(&self, pod: usize) -> Option<Cause> {
        let event = self.last(|kind| *kind == EventKind::Removed)?;
        Some(Cause::Pod { pod, event })
    }
}

/// The delay of a back-off that doubles from `first` with each failure, up to `most`.
pub(super) fn doubled(first: Millis, failures: u32, most: Millis) -> Millis {
    let factor = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    Millis(first.0.saturating_mul(factor).min(most.0))
}
