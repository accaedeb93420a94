//! What a Job reports and `kubectl get job` prints, at any instant: functions of the events.
//!
//! Source: `pkg/printers/internalversion/printers.go` printJob.

use super::{ControllerEventId, ControllerEventKind, JobCondition, Outcome, WorkloadTimeline};
use crate::engine::{Phase, SimTime, age};
use crate::model::{Job, Millis, WorkloadSpec};

/// `status` of a Job at one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobStatus {
    /// Pods that neither ended nor are being deleted.
    pub active: u32,
    /// Pods that are being deleted and have not ended.
    pub terminating: u32,
    /// Pods that succeeded; for an Indexed Job, indexes.
    pub succeeded: u32,
    /// Pods that count as failed.
    pub failed: u32,
    /// The events of the conditions that are True, in order.
    pub conditions: Vec<ControllerEventId>,
    /// The object is gone.
    pub deleted: bool,
}

/// One row of `kubectl get job`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// NAME.
    pub name: String,
    /// STATUS, which is printed since 1.30.
    pub status: Option<&'static str>,
    /// COMPLETIONS, such as `1/3`, or `0/1 of 2` for a work queue.
    pub completions: String,
    /// DURATION; empty if the Job never started.
    pub duration: String,
    /// AGE.
    pub age: String,
}

/// The conditions in the order in which printJob asks for them.
const PRINTED: [JobCondition; 5] = [
    JobCondition::Complete,
    JobCondition::Failed,
    JobCondition::Suspended,
    JobCondition::FailureTarget,
    JobCondition::SuccessCriteriaMet,
];

impl WorkloadTimeline {
    /// What a Job goes by; `None` if the workload makes no Jobs.
    pub fn job_spec(&self) -> Option<&Job> {
        match &self.workload.spec {
            WorkloadSpec::Job(job) => Some(job),
            WorkloadSpec::CronJob(cron) => Some(&cron.job),
            _ => None,
        }
    }

    /// The row of a Job at `at`; `None` before it is created and once it is gone.
    pub fn job_row(&self, job: usize, at: SimTime) -> Option<JobRow> {
        let (owned, spec) = (self.jobs.get(job)?, self.job_spec()?);
        let status = self.job_status(job, at);
        if at < owned.created || status.deleted {
            return None;
        }
        let since = |condition| {
            let mut ids = status.conditions.iter();
            let found = ids.find(|&&id| self.condition(id) == Some(condition));
            found.map(|&id| self.event(id).at)
        };
        let done = status.succeeded;
        let completions = match (spec.completions, spec.parallelism) {
            (Some(completions), _) => format!("{done}/{completions}"),
            (None, 2..) => format!("{done}/1 of {}", spec.parallelism),
            (None, _) => format!("{done}/1"),
        };
        // Only a complete Job has a completion time: that of a failed one goes on.
        let end = since(JobCondition::Complete).unwrap_or(at);
        let started = !spec.suspend && !spec.managed_elsewhere;
        let duration = started.then(|| age(end.since(owned.created).whole_secs()));
        let printed = PRINTED.into_iter().find(|&condition| since(condition).is_some());
        Some(JobRow {
            name: owned.name.clone(),
            status: self
                .version
                .at_least(30)
                .then(|| printed.map_or("Running", JobCondition::as_str)),
            completions,
            duration: duration.unwrap_or_default(),
            age: age(at.since(owned.created).whole_secs()),
        })
    }

    fn condition(&self, id: ControllerEventId) -> Option<JobCondition> {
        match self.event(id).kind {
            ControllerEventKind::JobCondition { condition, .. } => Some(condition),
            _ => None,
        }
    }

    /// The status of a Job at `at`.
    pub fn job_status(&self, job: usize, at: SimTime) -> JobStatus {
        let mut status = JobStatus::default();
        let mut indexes = Vec::new();
        for event in self.past(at) {
            match event.kind {
                ControllerEventKind::PodCounted { job: of, pod, outcome } if of == job => {
                    let index = self.pods[pod].index;
                    match outcome {
                        Outcome::Succeeded if index.is_none() || !indexes.contains(&index) => {
                            indexes.push(index);
                            status.succeeded += 1;
                        }
                        Outcome::Failed => status.failed += 1,
                        _ => {}
                    }
                }
                ControllerEventKind::JobCondition { job: of, .. } if of == job => {
                    status.conditions.push(event.id);
                }
                ControllerEventKind::JobDeleted { job: of } if of == job => status.deleted = true,
                _ => {}
            }
        }
        for owned in self.pods.iter().filter(|owned| owned.job == Some(job)) {
            let Some(own) = owned.own_time(at) else { continue };
            let state = owned.timeline.at(own);
            let ended = matches!(state.status.phase, Phase::Succeeded | Phase::Failed);
            status.active += u32::from(!ended && state.deletion.is_none());
            status.terminating += u32::from(!ended && !state.removed && state.deletion.is_some());
        }
        status
    }

    /// How a Job ended up to and including `at`: `Complete` or `Failed`, with its reason.
    pub fn job_end(&self, job: usize, at: SimTime) -> Option<(JobCondition, &'static str)> {
        self.past(at).iter().rev().find_map(|event| match event.kind {
            ControllerEventKind::JobCondition {
                job: of,
                condition: condition @ (JobCondition::Complete | JobCondition::Failed),
                reason,
                ..
            } if of == job => Some((condition, reason)),
            _ => None,
        })
    }

    /// How much of the back-off that a Job waits for is left at `at`.
    pub fn back_off_left(&self, job: usize, at: SimTime) -> Option<Millis> {
        self.past(at).iter().rev().find_map(|event| match event.kind {
            ControllerEventKind::BackOff { job: of, until, .. } if of == job && until > at => {
                Some(until.since(at))
            }
            _ => None,
        })
    }
}
