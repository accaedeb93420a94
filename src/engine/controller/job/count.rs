//! Counting Pods that have ended, each once.
//!
//! Source: `pkg/controller/job/job_controller.go` getNewFinishedPods,
//! trackJobStatusAndRemoveFinalizers; `indexed_job_utils.go` isIndexFailed.

use super::policy::{is_failed, matching};
use super::{JobRun, Outcome};
use crate::engine::controller::world::World;
use crate::engine::controller::{Cause, ControllerEventKind};
use crate::engine::{Phase, Rule, SimTime};
use crate::model::FailureAction;

impl JobRun<'_> {
    /// Counts what has ended since the last look, and notes it for the back-off.
    pub(super) fn count_ended(&mut self, world: &mut World<'_>) {
        let mut succeeded: Option<SimTime> = None;
        let mut failed = Vec::new();
        for pod in self.pods(world) {
            let owned = &world.pods[pod];
            if owned.counted.is_some() {
                continue;
            }
            let Some(cause) = owned.end(pod) else { continue };
            if owned.state().status.phase == Phase::Succeeded {
                succeeded = succeeded.max(Some(owned.finished_at()));
                self.count(pod, Outcome::Succeeded, cause, Rule::JobCountsSuccess, world);
            } else if is_failed(self.spec, owned) && !self.waits_for_successor(pod, world) {
                failed.push(owned.finished_at());
                let deleted = !owned.has_ended();
                let rule = if deleted { Rule::JobCountsDeleted } else { Rule::JobCountsFailure };
                let action = matching(self.spec, owned).map(|(action, _)| action);
                if action == Some(FailureAction::Ignore) {
                    self.count(pod, Outcome::Ignored, cause, Rule::JobIgnoresFailure, world);
                } else {
                    self.count(pod, Outcome::Failed, cause, rule, world);
                    self.count_index_failure(pod, action, world);
                }
            }
        }
        self.back_off.note(succeeded, &failed);
    }

    /// With a limit per index a failed Pod keeps its finalizer until its successor has taken over
    /// its count (getPodsWithDelayedDeletionPerIndex). One that is only being deleted may succeed
    /// until then.
    pub(super) fn waits_for_successor(&self, pod: usize, world: &World<'_>) -> bool {
        let owned = &world.pods[pod];
        let limit = self.spec.indexed.and_then(|indexed| indexed.backoff_limit);
        owned.counted.is_none()
            && !owned.has_ended()
            && is_failed(self.spec, owned)
            && limit.is_some_and(|limit| owned.given.failures.0 < limit)
    }

    /// How many failures wait for a successor; they count against the limit of the Job already.
    pub(super) fn waiting(&self, world: &World<'_>) -> u32 {
        let pods = self.pods(world).into_iter();
        pods.map(|pod| u32::from(self.waits_for_successor(pod, world))).sum()
    }

    /// The successor of a Pod of this index comes: what it waited for is counted now.
    pub(super) fn count_waiting(&mut self, index: u32, world: &mut World<'_>) {
        for pod in self.pods(world) {
            if world.pods[pod].given.index == Some(index)
                && self.waits_for_successor(pod, world)
                && let Some(cause) = world.pods[pod].end(pod)
            {
                self.count(pod, Outcome::Failed, cause, Rule::JobCountsDeleted, world);
            }
        }
    }

    /// What a Job that ends still has counts as failed if the Job fails, and no longer if it is
    /// complete.
    pub(super) fn settle_rest(&mut self, complete: bool, verdict: Cause, world: &mut World<'_>) {
        for pod in self.pods(world) {
            if complete {
                world.pods[pod].counted.get_or_insert(Outcome::Ignored);
            } else if world.pods[pod].counted.is_none() {
                self.count(pod, Outcome::Failed, verdict, Rule::JobCountsDeleted, world);
            }
        }
    }

    fn count(
        &mut self,
        pod: usize,
        outcome: Outcome,
        cause: Cause,
        rule: Rule,
        world: &mut World<'_>,
    ) {
        world.pods[pod].counted = Some(outcome);
        match (outcome, world.pods[pod].given.index) {
            // An index succeeds once.
            (Outcome::Succeeded, Some(index)) => {
                if !self.succeeded_indexes.contains(&index) {
                    self.succeeded_indexes.push(index);
                    self.succeeded += 1;
                }
            }
            (Outcome::Succeeded, None) => self.succeeded += 1,
            (Outcome::Failed, _) => self.failed += 1,
            (Outcome::Ignored, _) => {}
        }
        let kind = ControllerEventKind::PodCounted { job: self.id, pod, outcome };
        self.latest = Cause::Controller(world.log(kind, Some(cause), rule));
    }

    /// An index fails for good by a rule, or when it has failed more often than its limit allows.
    fn count_index_failure(
        &mut self,
        pod: usize,
        action: Option<FailureAction>,
        world: &World<'_>,
    ) {
        let given = &world.pods[pod].given;
        let limit = self.spec.indexed.and_then(|indexed| indexed.backoff_limit);
        let (Some(index), Some(limit)) = (given.index, limit) else { return };
        let over = action == Some(FailureAction::FailIndex) || given.failures.0 >= limit;
        if over && !self.failed_indexes.contains(&index) {
            self.failed_indexes.push(index);
        }
    }
}
