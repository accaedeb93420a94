//! When a Job is sure to fail, or to be complete.
//!
//! Source: `pkg/controller/job/job_controller.go` syncJob (the order of checks), getFailJobMessage,
//! pastBackoffLimitOnFailure, pastActiveDeadline.

use super::JobRun;
use super::policy::{is_failed, matching, success};
use crate::engine::controller::Cause;
use crate::engine::controller::world::World;
use crate::engine::{EventKind, Phase, Rule};
use crate::model::{FailureAction, RestartPolicy};

/// How a Job will end.
pub(super) struct Verdict {
    pub(super) complete: bool,
    /// The reason of its condition.
    pub(super) reason: &'static str,
    pub(super) message: String,
    /// A rule of a policy decided.
    pub(super) by_policy: bool,
    pub(super) rule: Rule,
    /// What it follows from.
    pub(super) cause: Cause,
    /// What its Pods are deleted by, once that has happened.
    pub(super) announced: Option<Cause>,
}

impl Verdict {
    fn new(
        complete: bool,
        (reason, message): (&'static str, &str),
        rule: Rule,
        cause: Cause,
    ) -> Self {
        let message = message.to_owned();
        Self { complete, reason, message, by_policy: false, rule, cause, announced: None }
    }

    fn failure(told: (&'static str, &str), rule: Rule, cause: Cause) -> Self {
        Self::new(false, told, rule, cause)
    }
}

const BACKOFF_LIMIT: (&str, &str) =
    ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
const DEADLINE: (&str, &str) =
    ("DeadlineExceeded", "Job was active longer than specified deadline");
const MAX_FAILED_INDEXES: (&str, &str) =
    ("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
const FAILED_INDEXES: (&str, &str) = ("FailedIndexes", "Job has failed indexes");

impl JobRun<'_> {
    /// The checks of one look, in order: failure policy, limit, deadline, indexes, success policy.
    /// `pods` are those that the look began with: counting lets go of a Pod that is being deleted.
    pub(super) fn judge(&self, pods: &[usize], world: &mut World<'_>) -> Option<Verdict> {
        self.fails_by_policy(pods, world)
            .or_else(|| self.past_backoff_limit(world))
            .or_else(|| self.past_active_deadline(world))
            .or_else(|| self.failed_indexes())
            .or_else(|| self.meets_success_policy())
    }

    /// A failed Pod meets a `FailJob` rule.
    fn fails_by_policy(&self, pods: &[usize], world: &World<'_>) -> Option<Verdict> {
        pods.iter().find_map(|&pod| {
            let owned = &world.pods[pod];
            if !is_failed(self.spec, owned) {
                return None;
            }
            let (action, message) = matching(self.spec, owned)?;
            let fails = action == FailureAction::FailJob;
            let cause = owned.end(pod).unwrap_or(self.latest);
            let told = ("PodFailurePolicy", message.as_str());
            fails.then(|| Verdict {
                by_policy: true,
                ..Verdict::failure(told, Rule::JobFailurePolicy, cause)
            })
        })
    }

    /// More Pods failed than the limit, or under `OnFailure` containers restarted as often as it.
    fn past_backoff_limit(&self, world: &World<'_>) -> Option<Verdict> {
        let limit = self.spec.backoff_limit;
        if self.failed.saturating_add(self.waiting(world)) > limit {
            return Some(Verdict::failure(BACKOFF_LIMIT, Rule::JobBackoffLimit, self.latest));
        }
        if world.workload.template.restart_policy != RestartPolicy::OnFailure {
            return None;
        }
        let running = self.pods(world).into_iter().filter(|&pod| {
            matches!(world.pods[pod].state().status.phase, Phase::Pending | Phase::Running)
        });
        let restarts: u32 = running.map(|pod| world.pods[pod].restarts()).sum();
        if restarts < limit.max(1) {
            return None;
        }
        let id = self.id;
        let started = world
            .latest(|pod, kind| pod.given.job == Some(id) && *kind == EventKind::Started)
            .unwrap_or(self.latest);
        Some(Verdict::failure(BACKOFF_LIMIT, Rule::JobRestartLimit, started))
    }

    /// `activeDeadlineSeconds` after the Job started.
    fn past_active_deadline(&self, world: &mut World<'_>) -> Option<Verdict> {
        let over = self.started? + self.spec.active_deadline?;
        if world.now < over {
            world.wake_at(over);
            return None;
        }
        let start = Cause::Controller(self.start);
        Some(Verdict::failure(DEADLINE, Rule::JobActiveDeadline, start))
    }

    /// Too many indexes failed, or all have ended and some of them failed.
    fn failed_indexes(&self) -> Option<Verdict> {
        let indexed = self.spec.indexed?;
        indexed.backoff_limit?;
        let failed = self.failed_indexes.len();
        let told = if indexed.max_failed.is_some_and(|most| failed > most as usize) {
            MAX_FAILED_INDEXES
        } else if failed > 0
            && failed + self.succeeded_indexes.len() >= self.spec.completions? as usize
        {
            FAILED_INDEXES
        } else {
            return None;
        };
        Some(Verdict::failure(told, Rule::JobFailedIndexes, self.latest))
    }

    fn meets_success_policy(&self) -> Option<Verdict> {
        let rule =
            success(&self.spec.success_policy, self.spec.completions?, &self.succeeded_indexes)?;
        let message = format!("Matched rules at index {rule}");
        let told = ("SuccessPolicy", message.as_str());
        Some(Verdict {
            by_policy: true,
            ..Verdict::new(true, told, Rule::JobSuccessPolicy, self.latest)
        })
    }

    /// Enough Pods succeeded, and none is active any more.
    pub(super) fn completion(&self, world: &World<'_>) -> Option<Verdict> {
        let active = self.pods(world).iter().any(|&pod| world.pods[pod].is_active());
        let enough = self.succeeded >= self.spec.completions.unwrap_or(1);
        // CompletionsReached came with the beta of successPolicy.
        let told = if world.version.at_least(31) {
            ("CompletionsReached", "Reached expected number of succeeded pods")
        } else {
            ("", "")
        };
        (enough && !active).then(|| Verdict::new(true, told, Rule::JobComplete, self.latest))
    }
}
