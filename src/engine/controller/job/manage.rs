//! How many Pods a Job has, and when it makes the next.
//!
//! Source: `pkg/controller/job/job_controller.go` manageJob; `indexed_job_utils.go`
//! firstPendingIndexes, getPodsWithDelayedDeletionPerIndex.

use super::{JobRun, Outcome, back_off};
use crate::engine::controller::owned::NewPod;
use crate::engine::controller::world::World;
use crate::engine::controller::{Cause, ControllerEventKind};
use crate::engine::{Rule, SimTime};
use crate::model::{Millis, Workload};

impl JobRun<'_> {
    /// Makes the Pods that are missing, unless a back-off is in force.
    pub(super) fn manage(&mut self, world: &mut World<'_>) {
        let pods = self.pods(world);
        let (mut active, mut terminating) = (0, 0);
        for pod in pods {
            active += u32::from(world.pods[pod].is_active());
            terminating += u32::from(world.pods[pod].is_terminating());
        }
        // Under the policy Failed a Pod keeps its place until it has ended.
        let kept = if self.spec.replaces_only_ended { terminating } else { 0 };
        let wanted = match self.spec.completions {
            Some(completions) => {
                completions.saturating_sub(self.succeeded).min(self.spec.parallelism)
            }
            // A work queue: after a success nothing is added.
            None if self.succeeded > 0 => active,
            None => self.spec.parallelism,
        };
        let missing = wanted.saturating_sub(active + kept);
        if missing == 0 {
            return;
        }
        if !self.spec.limits_indexes()
            && let Some((delay, until)) = self.back_off.delay()
            && world.now < until
        {
            self.wait(delay, until, world);
            return;
        }
        match self.spec.indexed {
            None => {
                for _ in 0..missing {
                    if !self.create(None, (0, 0), world) {
                        return;
                    }
                }
            }
            Some(_) => self.create_indexes(missing, world),
        }
    }

    /// Tells of a delay once, and waits for its end.
    fn wait(&mut self, delay: Millis, until: SimTime, world: &mut World<'_>) {
        if self.back_off.told != Some(until) {
            self.back_off.told = Some(until);
            let kind = ControllerEventKind::BackOff { job: self.id, delay, until };
            self.latest = Cause::Controller(world.log(kind, Some(self.latest), Rule::JobBackOff));
        }
        world.wake_at(until);
    }

    fn create(&self, index: Option<u32>, failures: (u32, u32), world: &mut World<'_>) -> bool {
        let job = &world.jobs[self.id].name;
        let name = Workload::job_pod_name(job, index, world.pods.len());
        let given = NewPod { name, job: Some(self.id), index, failures };
        let waited = self.back_off.told.is_some_and(|told| told == world.now);
        let rule = if waited { Rule::JobBackOff } else { Rule::JobPods };
        world.create(given, Some(self.latest), rule)
    }

    /// The lowest indexes that neither ended nor have a Pod; with a limit per index only those whose
    /// own back-off is over.
    fn create_indexes(&mut self, missing: u32, world: &mut World<'_>) {
        let holding: Vec<u32> = self
            .pods(world)
            .into_iter()
            .filter(|&pod| {
                let owned = &world.pods[pod];
                owned.is_active() || self.spec.replaces_only_ended && owned.is_terminating()
            })
            .filter_map(|pod| world.pods[pod].given.index)
            .collect();
        let pending: Vec<u32> = (0..self.spec.completions.unwrap_or(0))
            .filter(|index| {
                !holding.contains(index)
                    && !self.succeeded_indexes.contains(index)
                    && !self.failed_indexes.contains(index)
            })
            .take(missing as usize)
            .collect();
        let mut next: Option<(Millis, SimTime)> = None;
        let mut ready = Vec::new();
        for index in pending {
            let failures = self.failures_of(index, world);
            match self.delay_of(index, failures, world) {
                Some((delay, until)) if world.now < until => {
                    if next.is_none_or(|(_, other)| until < other) {
                        next = Some((delay, until));
                    }
                }
                _ => ready.push((index, failures)),
            }
        }
        if let (true, Some((delay, until))) = (ready.is_empty(), next) {
            self.wait(delay, until, world);
        }
        for (index, failures) in ready {
            self.count_waiting(index, world);
            if !self.create(Some(index), failures, world) {
                return;
            }
        }
    }

    /// How often an index has failed so far: counted, and ignored (getNewIndexFailureCounts).
    fn failures_of(&self, index: u32, world: &World<'_>) -> (u32, u32) {
        let Some(pod) = self.last_failed(index, world) else { return (0, 0) };
        let owned = &world.pods[pod];
        let (counted, ignored) = owned.given.failures;
        match owned.counted {
            Some(Outcome::Ignored) => (counted, ignored + 1),
            _ => (counted + 1, ignored),
        }
    }

    /// getRemainingTimePerIndex.
    fn delay_of(
        &self,
        index: u32,
        (counted, ignored): (u32, u32),
        world: &World<'_>,
    ) -> Option<(Millis, SimTime)> {
        let pod = self.last_failed(index, world).filter(|_| self.spec.limits_indexes())?;
        Some(back_off::after(counted + ignored, world.pods[pod].finished_at()))
    }

    fn last_failed(&self, index: u32, world: &World<'_>) -> Option<usize> {
        (0..world.pods.len()).rev().find(|&pod| {
            let owned = &world.pods[pod];
            owned.given.job == Some(self.id)
                && owned.given.index == Some(index)
                && (matches!(owned.counted, Some(Outcome::Failed | Outcome::Ignored))
                    || self.waits_for_successor(pod, world))
        })
    }
}
