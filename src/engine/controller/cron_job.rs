//! CronJobs: a Job at every scheduled instant. The world begins with the first of them.
//!
//! Source: `pkg/controller/cronjob/cronjob_controllerv2.go` syncCronJob, cleanupFinishedJobs.

use super::job::JobRun;
use super::world::World;
use super::{Cause, ControllerEventId, ControllerEventKind};
use crate::engine::{Rule, SimTime};
use crate::model::{Concurrency, CronJob as Spec, Millis};

/// A CronJob and its Jobs.
pub(super) struct CronJob<'a> {
    spec: &'a Spec,
    runs: Vec<JobRun<'a>>,
    /// The last scheduled instant that was acted on (`status.lastScheduleTime`), or given up.
    last: Option<Millis>,
    /// The scheduled instant that was told to wait.
    told: Option<Millis>,
}

impl<'a> CronJob<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        Self { spec, runs: Vec::new(), last: None, told: None }
    }

    pub(super) fn sync(&mut self, world: &mut World<'_>) {
        for run in &mut self.runs {
            run.sync(world);
        }
        self.clean_up(true, self.spec.successful_limit, world);
        self.clean_up(false, self.spec.failed_limit, world);
        if self.spec.suspend {
            return;
        }
        if let Some(due) = self.due(world.now) {
            self.start(due, world);
        }
        let next = self.spec.schedule.next_after(world.now.since(SimTime::ZERO));
        world.wake_at(SimTime::ZERO + next);
    }

    /// The latest scheduled instant that nothing was done about (mostRecentScheduleTime): earlier
    /// ones that were missed are lost.
    fn due(&self, now: SimTime) -> Option<Millis> {
        let now = now.since(SimTime::ZERO);
        let mut due = None;
        let mut next = match self.last {
            None => Millis::ZERO,
            Some(last) => self.spec.schedule.next_after(last),
        };
        while next <= now {
            due = Some(next);
            next = self.spec.schedule.next_after(next);
        }
        due
    }

    fn start(&mut self, due: Millis, world: &mut World<'_>) {
        let applied = Cause::Controller(ControllerEventId(0));
        let too_late = self
            .spec
            .starting_deadline
            .is_some_and(|deadline| SimTime::ZERO + due + deadline < world.now);
        if too_late {
            self.last = Some(due);
            world.log(ControllerEventKind::RunMissed, Some(applied), Rule::CronTooLate);
            return;
        }
        // The names of Jobs end with the minute: a second run within one finds its name taken.
        let name = world.workload.job_name(due);
        if self.runs.iter().any(|run| !run.deleted && world.jobs[run.id].name == name) {
            self.last = Some(due);
            return;
        }
        let active: Vec<usize> = self.runs.iter().filter_map(JobRun::active).collect();
        let mut cause = applied;
        match (self.spec.concurrency, active.first()) {
            (Concurrency::Forbid, Some(&job)) => {
                // The instant stays due: the run follows when the other has finished.
                if self.told.replace(due) != Some(due) {
                    let kind = ControllerEventKind::RunWaits { job };
                    world.log(kind, Some(applied), Rule::CronForbid);
                }
                return;
            }
            (Concurrency::Replace, _) => {
                for run in self.runs.iter_mut().filter(|run| run.active().is_some()) {
                    run.delete(applied, Rule::CronReplace, world);
                }
            }
            _ => {}
        }
        if self.told == Some(due) {
            let finished = self.runs.iter().rev().find_map(|run| run.finished);
            cause = finished.map_or(applied, |finish| Cause::Controller(finish.by));
        }
        self.last = Some(due);
        let job = world.jobs.len();
        let kind = ControllerEventKind::JobCreated { job };
        let created = world.log(kind, Some(cause), Rule::CronSchedule);
        world.add_job(name, created);
        self.runs.push(JobRun::new(&self.spec.job, job, created));
    }

    /// The oldest finished Jobs beyond the limit go, with their Pods.
    fn clean_up(&mut self, complete: bool, limit: u32, world: &mut World<'_>) {
        let kept = |run: &&mut JobRun<'_>| {
            !run.deleted && run.finished.is_some_and(|finish| finish.complete == complete)
        };
        let number = self.runs.iter_mut().filter(kept).count();
        let beyond = number.saturating_sub(limit as usize);
        let newest = self.runs.iter().rev().find_map(|run| run.finished);
        let cause = newest.map_or(ControllerEventId(0), |finish| finish.by);
        for run in self.runs.iter_mut().filter(kept).take(beyond) {
            run.delete(Cause::Controller(cause), Rule::CronHistory, world);
        }
    }
}
