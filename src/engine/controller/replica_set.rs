//! ReplicaSets, and Deployments through their one ReplicaSet: as many Pods as `replicas` says, at
//! every instant.
//!
//! Source: `pkg/controller/replicaset/replica_set.go` manageReplicas, `controller_utils.go`
//! FilterActivePods.

use super::owned::{NewPod, Owned};
use super::world::World;
use super::{Cause, ControllerEventId};
use crate::engine::{EventKind, Phase, Rule};

/// Pods that end or are being deleted do not count, so what is missing is made at once.
pub(super) fn sync(replicas: u32, world: &mut World<'_>) {
    let active = world.pods.iter().filter(|pod| pod.is_active()).count();
    let missing = (replicas as usize).saturating_sub(active);
    if missing == 0 {
        return;
    }
    let (cause, rule) = match world.latest(is_loss) {
        Some(loss) => (loss, Rule::ReplacedAtOnce),
        None => (Cause::Controller(ControllerEventId(0)), Rule::ReplicasAtOnce),
    };
    for _ in 0..missing {
        let name = world.workload.pod_name(world.pods.len());
        if !world.create(NewPod { name, ..NewPod::default() }, Some(cause), rule) {
            return;
        }
    }
}

/// A Pod stops counting with this event.
fn is_loss(pod: &Owned<'_>, kind: &EventKind) -> bool {
    !pod.is_active()
        && matches!(
            kind,
            EventKind::DeletionRequested { .. }
                | EventKind::PhaseChanged(Phase::Succeeded | Phase::Failed)
        )
}
