//! The proposed deletion: a Pod that would run on for ever is deleted after a while, so that its
//! shutdown can be seen.

use crate::engine::{
    Action, Basis, End, EventKind, Phase, RuntimeState, Scenario, SimTime, Timeline, Verb, simulate,
};
use crate::model::{ContainerRole, Millis, Pod, RestartPolicy, Version};

/// How long the Pod is seen running before it is deleted.
const QUIET: Millis = Millis::from_secs(10);

/// The deletion to propose under `scenario`, if any: not for Pods that finish, hang or crash.
pub(super) fn proposed(pod: &Pod, scenario: &Scenario, version: Version) -> Option<Action> {
    let timeline = simulate(pod, scenario, version);
    if !goes_on(&timeline) {
        return None;
    }
    let last =
        timeline.events.iter().rfind(|event| !matches!(event.kind, EventKind::Probed { .. }))?;
    let at = SimTime::from_secs((last.at + QUIET).0.div_ceil(1000));
    Some(Action { at, verb: Verb::Delete { grace: None }, basis: Basis::Assumed })
}

/// Whether the Pod ends up running, with every app container and sidecar ready and none of them
/// ever restarted.
fn goes_on(timeline: &Timeline) -> bool {
    let pod = &timeline.pod;
    let settled = match timeline.end {
        End::Steady => true,
        // `sleep 3600` ends one day, too; work that is meant to end is left to it.
        End::Horizon { .. } => pod.restart_policy == RestartPolicy::Always,
        End::Finished | End::EventCap => false,
    };
    let state = timeline.at(timeline.until);
    let runs = |(container, status): (&crate::model::Container, &crate::engine::ContainerNow)| {
        container.role == ContainerRole::Init
            || (status.ready
                && status.restart_count == 0
                && matches!(status.state, RuntimeState::Running { .. }))
    };
    settled
        && state.status.phase == Phase::Running
        && pod.containers().iter().zip(&state.containers).all(runs)
}
