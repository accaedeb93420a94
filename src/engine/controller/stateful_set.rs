//! StatefulSets: one Pod for each ordinal, and never two of the same name.
//!
//! Source: `pkg/controller/statefulset/stateful_set_control.go` updateStatefulSet, processReplica.

use super::owned::NewPod;
use super::world::{World, pod_event};
use super::{Cause, ControllerEventId};
use crate::engine::{Condition, EventKind, Rule};
use crate::model::StatefulSet;

/// Ordinal by ordinal; under `OrderedReady` a Pod that is missing, ending or not Ready ends the walk.
pub(super) fn sync(spec: &StatefulSet, world: &mut World<'_>) {
    for at in 0..spec.replicas {
        let ordinal = spec.first_ordinal.saturating_add(at);
        let mut of_ordinal = (0..world.pods.len()).rev();
        let newest = of_ordinal.find(|&pod| world.pods[pod].given.index == Some(ordinal));
        let Some(pod) = newest.filter(|&pod| world.pods[pod].exists()) else {
            let (cause, rule) = why_now(spec, at, ordinal, newest, world);
            let name = world.workload.ordinal_name(ordinal);
            let given = NewPod { name, index: Some(ordinal), ..NewPod::default() };
            if !world.create(given, Some(cause), rule) || !spec.parallel {
                return;
            }
            continue;
        };
        let owned = &world.pods[pod];
        if owned.has_ended() && owned.state().deletion.is_none() {
            let end = owned.end(pod);
            world.delete(pod, end, Rule::EndedPodDeleted);
            return;
        }
        if !spec.parallel && !is_available(pod, spec, world) {
            return;
        }
    }
}

/// Running, Ready for `minReadySeconds`, and not being deleted.
fn is_available(pod: usize, spec: &StatefulSet, world: &mut World<'_>) -> bool {
    let owned = &world.pods[pod];
    match owned.ready_since().filter(|_| owned.is_active()) {
        Some(since) if world.now >= since + spec.min_ready => true,
        Some(since) => {
            world.wake_at(since + spec.min_ready);
            false
        }
        None => false,
    }
}

/// Why the Pod of an ordinal is made now.
fn why_now(
    spec: &StatefulSet,
    at: u32,
    ordinal: u32,
    before: Option<usize>,
    world: &World<'_>,
) -> (Cause, Rule) {
    let removed = before.and_then(|pod| world.pods[pod].removal(pod));
    if let Some(removed) = removed {
        return (removed, Rule::ReplacedAfterRemoval);
    }
    let applied = Cause::Controller(ControllerEventId(0));
    if spec.parallel {
        return (applied, Rule::StatefulParallel);
    }
    let ready = EventKind::ConditionChanged(Condition::Ready, true);
    let previous = (0..world.pods.len())
        .rev()
        .filter(|_| at > 0)
        .find(|&pod| world.pods[pod].given.index == Some(ordinal - 1));
    let cause =
        previous.and_then(|pod| pod_event(pod, world.pods[pod].last(|kind| *kind == ready)));
    (cause.unwrap_or(applied), Rule::StatefulInOrder)
}
