//! Jobs: Pods until enough of them succeed, or too many fail.
//!
//! Source: `pkg/controller/job/job_controller.go` syncJob, whose order of checks this keeps; the
//! rules in words: `docs/kubelet.md`.

mod back_off;
mod count;
mod manage;
mod policy;
mod verdict;

use super::world::World;
use super::{Cause, ControllerEventId, ControllerEventKind, JobCondition};
use crate::engine::{Rule, SimTime};
use crate::model::{Gate, Job, Version};
use back_off::BackOff;
use verdict::Verdict;

/// As what a Pod counts for its Job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As a success.
    Succeeded,
    /// As a failure.
    Failed,
    /// As neither: a rule of its `podFailurePolicy` says so.
    Ignored,
}

/// One Job and what its controller remembers.
pub(super) struct JobRun<'a> {
    spec: &'a Job,
    /// Its position in the world's list.
    pub(super) id: usize,
    /// What it was created by.
    start: ControllerEventId,
    /// `status.startTime`: from then on the active deadline counts.
    started: Option<SimTime>,
    succeeded: u32,
    failed: u32,
    /// Indexes that succeeded, and that failed for good.
    succeeded_indexes: Vec<u32>,
    failed_indexes: Vec<u32>,
    back_off: BackOff,
    /// What the next Pod follows from.
    latest: Cause,
    /// How it will end, once that is sure.
    verdict: Option<Verdict>,
    suspended: bool,
    /// The terminal condition, when and as what it came.
    pub(super) finished: Option<Finish>,
    /// Its deletion has begun.
    deleting: bool,
    /// The object is gone.
    pub(super) deleted: bool,
}

/// A terminal condition.
#[derive(Clone, Copy)]
pub(super) struct Finish {
    pub(super) at: SimTime,
    pub(super) complete: bool,
    pub(super) by: ControllerEventId,
}

impl<'a> JobRun<'a> {
    pub(super) fn new(spec: &'a Job, id: usize, start: ControllerEventId) -> Self {
        Self {
            spec,
            id,
            start,
            started: None,
            succeeded: 0,
            failed: 0,
            succeeded_indexes: Vec::new(),
            failed_indexes: Vec::new(),
            back_off: BackOff::default(),
            latest: Cause::Controller(start),
            verdict: None,
            suspended: false,
            finished: None,
            deleting: false,
            deleted: false,
        }
    }

    /// syncJob.
    pub(super) fn sync(&mut self, world: &mut World<'_>) {
        if self.deleted || self.spec.managed_elsewhere {
            return;
        }
        if let Some(finish) = self.finished {
            self.expire(finish, world);
            return;
        }
        if !self.spec.suspend {
            self.started.get_or_insert(world.now);
        }
        let pods = self.pods(world);
        self.count_ended(world);
        if self.verdict.is_none() {
            self.verdict = self.judge(&pods, world);
        }
        if self.verdict.is_none() {
            if !self.spec.suspend {
                self.manage(world);
            }
            self.verdict = self.completion(world);
            if self.spec.suspend && self.verdict.is_none() {
                self.suspend(world);
            }
        }
        self.enact(world);
    }

    /// Its Pods that the API server still has.
    fn pods(&self, world: &World<'_>) -> Vec<usize> {
        let of_job = |&pod: &usize| {
            let owned = &world.pods[pod];
            owned.given.job == Some(self.id) && owned.exists()
        };
        (0..world.pods.len()).filter(of_job).collect()
    }

    /// A suspended Job has no Pods. Podline reads `suspend` once: nobody resumes the Job.
    fn suspend(&mut self, world: &mut World<'_>) {
        if !std::mem::replace(&mut self.suspended, true) {
            let told = ("JobSuspended", "Job suspended".to_owned());
            let cause = Cause::Controller(self.start);
            self.tell(JobCondition::Suspended, told, cause, Rule::JobSuspended, world);
        }
    }

    /// What follows from a verdict: the Pods that are still active are deleted, and the terminal
    /// condition comes when no Pod terminates any more, or before 1.31 at once.
    fn enact(&mut self, world: &mut World<'_>) {
        let Some(verdict) = &mut self.verdict else { return };
        let delayed = delays_terminal_condition(world.version);
        let (complete, rule) = (verdict.complete, verdict.rule);
        if verdict.announced.is_none() {
            let told = (verdict.reason, verdict.message.clone());
            let first = verdict.cause;
            // A policy's verdict is announced in every version.
            let announced = if delayed || verdict.by_policy {
                let condition = if complete {
                    JobCondition::SuccessCriteriaMet
                } else {
                    JobCondition::FailureTarget
                };
                Cause::Controller(self.tell(condition, told, first, rule, world))
            } else {
                first
            };
            for pod in self.pods(world) {
                if world.pods[pod].is_active() {
                    world.delete(pod, Some(announced), Rule::JobPodsDeleted);
                }
            }
            self.settle_rest(complete, announced, world);
            if let Some(verdict) = &mut self.verdict {
                verdict.announced = Some(announced);
            }
        }
        let terminating = self.pods(world).iter().any(|&pod| world.pods[pod].is_terminating());
        if !(delayed && terminating) {
            self.finish(world);
        }
    }

    /// `Complete` or `Failed`.
    fn finish(&mut self, world: &mut World<'_>) {
        let Some(verdict) = &self.verdict else { return };
        let announced = verdict.announced.unwrap_or(verdict.cause);
        let complete = verdict.complete;
        let condition = if complete { JobCondition::Complete } else { JobCondition::Failed };
        let told = (verdict.reason, verdict.message.clone());
        // What it waited for, if it had to wait.
        let id = self.id;
        let ended = world.latest(|pod, kind| {
            pod.given.job == Some(id) && *kind == crate::engine::EventKind::SandboxStopped
        });
        let waited = ended.filter(|ended| world.time_of(*ended) > world.time_of(announced));
        let rule = match (waited, announced == verdict.cause) {
            (Some(_), _) => Rule::JobEndsLast,
            (None, true) => verdict.rule,
            (None, false) => Rule::JobEnds,
        };
        let by = self.tell(condition, told, waited.unwrap_or(announced), rule, world);
        self.finished = Some(Finish { at: world.now, complete, by });
    }

    fn tell(
        &self,
        condition: JobCondition,
        (reason, message): (&'static str, String),
        cause: Cause,
        rule: Rule,
        world: &mut World<'_>,
    ) -> ControllerEventId {
        let kind = ControllerEventKind::JobCondition { job: self.id, condition, reason, message };
        world.log(kind, Some(cause), rule)
    }

    /// `ttlSecondsAfterFinished`: the Job goes with its Pods, and its object last
    /// (`ttlafterfinished_controller.go`, foreground deletion).
    fn expire(&mut self, finish: Finish, world: &mut World<'_>) {
        let Some(ttl) = self.spec.ttl else { return };
        let due = finish.at + ttl;
        if world.now < due {
            world.wake_at(due);
            return;
        }
        let cause = Cause::Controller(finish.by);
        if !std::mem::replace(&mut self.deleting, true) {
            for pod in self.pods(world) {
                world.delete(pod, Some(cause), Rule::JobExpires);
            }
        }
        if self.pods(world).is_empty() {
            world.log(
                ControllerEventKind::JobDeleted { job: self.id },
                Some(cause),
                Rule::JobExpires,
            );
            self.deleted = true;
        }
    }

    /// The object goes at once, its Pods after it (background deletion by the garbage collector).
    pub(super) fn delete(&mut self, cause: Cause, rule: Rule, world: &mut World<'_>) {
        let kind = ControllerEventKind::JobDeleted { job: self.id };
        let gone = Cause::Controller(world.log(kind, Some(cause), rule));
        self.deleted = true;
        for pod in self.pods(world) {
            world.pods[pod].counted.get_or_insert(Outcome::Ignored);
            world.delete(pod, Some(gone), Rule::PodsFollowOwner);
        }
    }

    /// The position of the Job, and whether it still goes on.
    pub(super) fn active(&self) -> Option<usize> {
        (!self.deleted && self.finished.is_none()).then_some(self.id)
    }
}

/// delayTerminalCondition: since 1.31 a Job is not finished while one of its Pods terminates.
fn delays_terminal_condition(version: Version) -> bool {
    version.at_least(31)
        && (version.has(Gate::JobPodReplacementPolicy) || version.has(Gate::JobManagedBy))
}
