//! What is due, in order of time; what was set first comes first within an instant.

use super::{EventId, HookKind, SimTime, Verb};
use crate::model::{ContainerIndex, ProbeKind};

/// Something that happens at a known instant unless the Pod moves on before.
///
/// `run` tells the runs of a container apart: an alarm of an earlier run is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alarm {
    /// Somebody acts on the Pod.
    Action { verb: Verb, proposed: bool },
    /// `activeDeadlineSeconds` is over.
    ActiveDeadline,
    /// The sandbox is up.
    SandboxReady,
    /// A pull attempt is over.
    PullOver { container: ContainerIndex },
    /// The container is created and can start.
    CreateOver { container: ContainerIndex },
    /// A hook returns, or its time is up.
    HookOver { container: ContainerIndex, run: u32, hook: HookKind },
    /// A process ends by itself, or on its stop signal (`after`).
    ProcessOver { container: ContainerIndex, run: u32, after: Option<EventId> },
    /// A probe is due.
    ProbeTick { container: ContainerIndex, run: u32, probe: ProbeKind },
    /// A sidecar has waited for its turn as long as the grace period allows.
    TurnOver { container: ContainerIndex, run: u32 },
    /// SIGKILL is due.
    KillDue { container: ContainerIndex, run: u32 },
    /// A refused start is told, or may be tried again.
    Wake,
}

/// The alarms still to come.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The next one last: a Pod has few at a time.
    alarms: Vec<(SimTime, Alarm)>,
}

impl Queue {
    /// Sets an alarm.
    pub(super) fn set(&mut self, at: SimTime, alarm: Alarm) {
        let later = self.alarms.partition_point(|(other, _)| *other > at);
        self.alarms.insert(later, (at, alarm));
    }

    /// Sets [`Alarm::Wake`], once for each instant: a pass that wakes itself for every container must
    /// not double the passes to come.
    pub(super) fn wake_at(&mut self, at: SimTime) {
        let later = self.alarms.partition_point(|(other, _)| *other > at);
        let mut same = self.alarms[later..].iter().take_while(|(other, _)| *other == at);
        if !same.any(|(_, alarm)| *alarm == Alarm::Wake) {
            self.set(at, Alarm::Wake);
        }
    }

    /// Takes the next alarm.
    pub(super) fn pop(&mut self) -> Option<(SimTime, Alarm)> {
        self.alarms.pop()
    }

    /// When the next alarm is due.
    pub(super) fn next(&self) -> Option<SimTime> {
        self.alarms.last().map(|(at, _)| *at)
    }

    /// The alarms to come, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (SimTime, &Alarm)> {
        self.alarms.iter().rev().map(|(at, alarm)| (*at, alarm))
    }

    /// Forgets alarms that do not hold any more.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Alarm) -> bool) {
        self.alarms.retain(|(_, alarm)| keep(alarm));
    }
}
