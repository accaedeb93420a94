//! Workloads: the defaults of what their controllers go by.
//!
//! Source: kubernetes `pkg/apis/batch/v1/defaults.go`, `pkg/apis/apps/v1/defaults.go` and, for fields
//! that a version drops, `pkg/registry/batch/job/strategy.go`.

use super::name;
use crate::manifest::fields::{Controller, PolicyRule};
use crate::manifest::{Object, WorkloadKind};
use crate::model::{
    Concurrency, CronJob, ExitCodes, FailureAction, FailureMatch, FailureRule, Gate, Indexed, Job,
    Millis, Pod, Schedule, StatefulSet, SuccessRule, Version, Workload, WorkloadSpec,
};

/// The controller that the built-in controllers answer to.
const JOB_CONTROLLER: &str = "kubernetes.io/job-controller";

/// The workload that `object` is, with `pod` as the first Pod of its template (see
/// [`super::lower`]); `None` for a bare Pod, and for a CronJob whose schedule cannot be read.
pub fn workload(object: &Object, pod: Pod, version: Version) -> Option<Workload> {
    let kind = object.workload?;
    let (fields, jobs) = (&object.template.controller, &object.template.jobs);
    let spec = match kind {
        WorkloadKind::Pod => return None,
        WorkloadKind::Deployment | WorkloadKind::ReplicaSet => {
            // A Deployment that begins paused makes no ReplicaSet (`deployment/sync.go` sync).
            let paused = kind == WorkloadKind::Deployment && fields.paused;
            let replicas = if paused { 0 } else { count(fields.replicas).unwrap_or(1) };
            WorkloadSpec::ReplicaSet { replicas }
        }
        WorkloadKind::StatefulSet => WorkloadSpec::StatefulSet(StatefulSet {
            replicas: count(fields.replicas).unwrap_or(1),
            first_ordinal: count(fields.first_ordinal).unwrap_or(0),
            parallel: fields.pod_management_policy.as_deref() == Some("Parallel"),
            min_ready: seconds(fields.min_ready_seconds).unwrap_or(Millis::ZERO),
        }),
        WorkloadKind::DaemonSet => WorkloadSpec::DaemonSet,
        WorkloadKind::Job => WorkloadSpec::Job(job(fields, version)),
        WorkloadKind::CronJob => WorkloadSpec::CronJob(CronJob {
            schedule: Schedule::parse(fields.schedule.as_deref()?)?,
            concurrency: match fields.concurrency_policy.as_deref() {
                Some("Forbid") => Concurrency::Forbid,
                Some("Replace") => Concurrency::Replace,
                _ => Concurrency::Allow,
            },
            starting_deadline: seconds(fields.starting_deadline_seconds),
            suspend: fields.suspend,
            successful_limit: count(fields.successful_jobs_history_limit).unwrap_or(3),
            failed_limit: count(fields.failed_jobs_history_limit).unwrap_or(1),
            job: job(jobs, version),
        }),
    };
    let metadata = &object.template.metadata;
    let (name, base) = (name::object_name(metadata), name::base(metadata, kind));
    Some(Workload { name, spec, template: pod, base })
}

/// `SetDefaults_Job`, and what the version's API server drops.
fn job(fields: &Controller, version: Version) -> Job {
    let per_index = version.has(Gate::JobBackoffLimitPerIndex);
    let (completions, parallelism) = (count(fields.completions), count(fields.parallelism));
    let indexed = (fields.completion_mode.as_deref() == Some("Indexed")).then(|| Indexed {
        backoff_limit: count(fields.backoff_limit_per_index).filter(|_| per_index),
        max_failed: count(fields.max_failed_indexes).filter(|_| per_index),
    });
    // Neither is given: one Pod. An Indexed Job needs completions.
    let completions = match (completions, parallelism) {
        (None, None) => Some(1),
        (None, parallelism) if indexed.is_some() => parallelism,
        (completions, _) => completions,
    };
    let limits_indexes = indexed.is_some_and(|indexed| indexed.backoff_limit.is_some());
    let failure_policy = fields
        .pod_failure_policy
        .as_ref()
        .filter(|_| version.has(Gate::JobPodFailurePolicy))
        .map(|rules| rules.iter().filter_map(|rule| failure_rule(rule, per_index)).collect());
    Job {
        completions,
        parallelism: parallelism.unwrap_or(1),
        backoff_limit: count(fields.backoff_limit).unwrap_or(if limits_indexes {
            u32::MAX
        } else {
            6
        }),
        active_deadline: seconds(fields.active_deadline_seconds),
        ttl: seconds(fields.ttl_seconds_after_finished),
        replaces_only_ended: failure_policy.is_some()
            || version.has(Gate::JobPodReplacementPolicy)
                && fields.pod_replacement_policy.as_deref() == Some("Failed"),
        failure_policy,
        success_policy: match &fields.success_policy {
            Some(rules) if indexed.is_some() && version.has(Gate::JobSuccessPolicy) => {
                rules.iter().map(success_rule).collect()
            }
            _ => Vec::new(),
        },
        indexed,
        suspend: fields.suspend,
        managed_elsewhere: version.has(Gate::JobManagedBy)
            && fields.managed_by.as_deref().is_some_and(|manager| manager != JOB_CONTROLLER),
    }
}

fn failure_rule(rule: &PolicyRule, per_index: bool) -> Option<FailureRule> {
    let action = match rule.action.as_deref()? {
        "FailJob" => FailureAction::FailJob,
        "FailIndex" if per_index => FailureAction::FailIndex,
        "Ignore" => FailureAction::Ignore,
        "Count" => FailureAction::Count,
        _ => return None,
    };
    let values = rule.values.clone();
    let matches = match rule.operator.as_deref() {
        Some(operator) => FailureMatch::ExitCodes {
            container: rule.container_name.clone(),
            codes: match operator {
                "In" => ExitCodes::In(values),
                "NotIn" => ExitCodes::NotIn(values),
                _ => return None,
            },
        },
        None => FailureMatch::Conditions(
            rule.pod_conditions
                .iter()
                .filter_map(|pattern| {
                    let wanted = match pattern.status.as_deref() {
                        None | Some("True") => true,
                        Some("False") => false,
                        Some(_) => return None, // No condition here is ever Unknown.
                    };
                    Some((pattern.condition_type.clone(), wanted))
                })
                .collect(),
        ),
    };
    Some(FailureRule { action, matches })
}

fn success_rule(rule: &PolicyRule) -> SuccessRule {
    let indexes = rule.succeeded_indexes.as_deref().map(|text| {
        let range = |range: &str| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        };
        text.split(',').filter_map(range).collect()
    });
    SuccessRule { indexes, count: count(rule.succeeded_count) }
}

/// A number that is not negative.
fn count(number: Option<i64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

fn seconds(number: Option<i64>) -> Option<Millis> {
    number.and_then(|number| u64::try_from(number).ok()).map(Millis::from_secs)
}
