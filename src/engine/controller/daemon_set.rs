//! DaemonSets: one Pod on each node that fits. Podline's cluster has one.
//!
//! Source: `pkg/controller/daemon/daemon_controller.go` podsShouldBeOnNode.

use super::owned::{NewPod, doubled};
use super::world::World;
use super::{Cause, ControllerEventId};
use crate::engine::{Phase, Rule, SimTime};
use crate::model::Millis;

/// A DaemonSet's back-off for failed Pods (`NewDaemonSetsController`: 1 s to 15 min, per node).
#[derive(Default)]
pub(super) struct DaemonSet {
    failures: u32,
    /// When a failed Pod was last deleted.
    last: Option<SimTime>,
}

impl DaemonSet {
    const FIRST: Millis = Millis::from_secs(1);
    const MOST: Millis = Millis::from_secs(15 * 60);

    /// A Pod that is being deleted still holds the node: the next is made when its object is gone. A
    /// Pod that ended is deleted first; if it failed, after a growing delay.
    pub(super) fn sync(&mut self, world: &mut World<'_>) {
        let holding = (0..world.pods.len()).find(|&pod| world.pods[pod].exists());
        let Some(pod) = holding else {
            let before = world.pods.len().checked_sub(1);
            let (cause, rule) = match before.and_then(|pod| world.pods[pod].removal(pod)) {
                Some(removed) => (removed, Rule::ReplacedAfterRemoval),
                None => (Cause::Controller(ControllerEventId(0)), Rule::OnePodPerNode),
            };
            let name = world.workload.pod_name(world.pods.len());
            world.create(NewPod { name, ..NewPod::default() }, Some(cause), rule);
            return;
        };
        let owned = &world.pods[pod];
        if !owned.has_ended() || owned.state().deletion.is_some() {
            return;
        }
        let (end, failed) = (owned.end(pod), owned.state().status.phase == Phase::Failed);
        if failed {
            if let Some(last) = self.last {
                let over = last + doubled(Self::FIRST, self.failures, Self::MOST);
                if world.now < over {
                    world.wake_at(over);
                    return;
                }
            }
            // After twice the longest delay without a failure it starts over.
            let forgotten =
                self.last.is_some_and(|last| world.now.since(last) > Self::MOST + Self::MOST);
            self.failures = if forgotten { 1 } else { self.failures.saturating_add(1) };
            self.last = Some(world.now);
        }
        let rule = if failed { Rule::FailedDaemonPodDeleted } else { Rule::EndedPodDeleted };
        world.delete(pod, end, rule);
    }
}
