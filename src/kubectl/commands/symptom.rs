//! What is the matter with a Pod, as far as the API server tells.

use super::moment::Moment;
use crate::engine::status::{Condition, ContainerState, ContainerStatus, reason};
use crate::model::{ContainerIndex, ContainerRole};

/// What is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symptom {
    /// The object is removed.
    Gone,
    /// Scheduling gates hold the Pod back.
    Gated,
    /// `Terminating`.
    Terminating,
    /// The Pod failed for a reason of its own, such as `DeadlineExceeded`.
    Ended,
    /// `Init:n/m`: this entry of the init list is not done.
    Initializing(ContainerIndex),
    /// `ContainerCreating` or `PodInitializing`: this app container was never started.
    Creating(ContainerIndex),
    /// This container's image does not come.
    Image(ContainerIndex),
    /// This container ended and is started again, or waits for that.
    Crashing(ContainerIndex),
    /// This container failed for good.
    Failed(ContainerIndex),
    /// Some app containers are done, and others still run: `NotReady`.
    Unfinished,
    /// The app is done, and its sidecars are being stopped.
    Draining,
    /// `Succeeded`.
    Done,
    /// `Running`, but this container is not ready.
    NotReady(ContainerIndex),
    /// Everything is ready but a readiness gate.
    GateClosed,
    /// Running and ready, but this container was started again.
    Restarted(ContainerIndex),
    /// Running and ready.
    Healthy,
}

/// The symptom at `moment`, read as [`row`](crate::engine::status::row) prints STATUS: the init list
/// stops it, and of the app containers the first by name with a reason counts.
pub(super) fn of(moment: &Moment) -> Symptom {
    let (pod, status) = (&moment.timeline.pod, &moment.state.status);
    let scheduled = status.conditions.get(Condition::PodScheduled);
    if moment.state.removed {
        return Symptom::Gone;
    }
    if scheduled.is_some_and(|told| told.reason == "SchedulingGated") {
        return Symptom::Gated;
    }
    if moment.state.deletion.is_some() && !status.phase.is_terminal() {
        return Symptom::Terminating;
    }
    if status.reason.is_some() {
        return Symptom::Ended;
    }
    if moment.row.status.starts_with("Init:") {
        let blocking = |&index: &ContainerIndex| {
            status.container(index).is_some_and(|told| !is_done(moment, index, told))
        };
        if let Some(index) = pod.init_indices().find(blocking) {
            return of_container(moment, index, Symptom::Initializing(index));
        }
    }
    if status.phase == crate::engine::Phase::Succeeded {
        return Symptom::Done;
    }
    if moment.row.status == "NotReady" {
        return Symptom::Unfinished;
    }
    if moment.state.stopping_since.is_some() {
        return Symptom::Draining;
    }
    let named = |&index: &ContainerIndex| {
        status.container(index).is_some_and(|told| match told.state {
            ContainerState::Waiting(waiting) => !waiting.reason.is_empty(),
            ContainerState::Terminated(ended) => ended.reason == moment.row.status,
            _ => false,
        })
    };
    if let Some(index) = status.app_order.iter().copied().find(named) {
        return of_container(moment, index, Symptom::Creating(index));
    }
    let counts = |&index: &ContainerIndex| pod.container(index).role != ContainerRole::Init;
    let ready = |index| status.container(index).is_some_and(|told| told.ready);
    match pod.indices().filter(counts).find(|&index| !ready(index)) {
        Some(index) => Symptom::NotReady(index),
        None if !moment.state.is(Condition::Ready) => Symptom::GateClosed,
        None => {
            let again = |&index: &ContainerIndex| counts(&index) && moment.has_previous(index);
            pod.indices().find(again).map_or(Symptom::Healthy, Symptom::Restarted)
        }
    }
}

/// Whether an entry of the init list lets STATUS pass.
fn is_done(moment: &Moment, index: ContainerIndex, told: &ContainerStatus) -> bool {
    let sidecar = moment.timeline.pod.container(index).role == ContainerRole::Sidecar;
    told.terminated().is_some_and(|ended| ended.exit_code == 0) || sidecar && told.started
}

/// What its state says about one container; `otherwise`, if it merely has not come that far.
fn of_container(moment: &Moment, index: ContainerIndex, otherwise: Symptom) -> Symptom {
    let state = moment.state.status.container(index).map(|told| told.state);
    match state {
        Some(ContainerState::Waiting(waiting)) => match waiting.reason {
            reason::ERR_IMAGE_PULL | reason::IMAGE_PULL_BACK_OFF | reason::ERR_IMAGE_NEVER_PULL => {
                Symptom::Image(index)
            }
            reason::CRASH_LOOP_BACK_OFF
            | reason::POST_START_HOOK_ERROR
            | reason::RESTARTING_ALL_CONTAINERS => Symptom::Crashing(index),
            _ => otherwise,
        },
        Some(ContainerState::Terminated(ended)) if moment.ends_for_good(index, ended.exit_code) => {
            Symptom::Failed(index)
        }
        Some(ContainerState::Terminated(_)) => Symptom::Crashing(index),
        _ => otherwise,
    }
}
