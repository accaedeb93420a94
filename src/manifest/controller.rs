//! The fields of a workload beside its pod template: what its controller goes by.
//!
//! Read off the checked tree by hand: a deserialiser for types that occur once would cost the page
//! more than these lines.

use super::WorkloadKind;
use super::fields::{Controller, PodConditionPattern, PolicyRule};
use serde_yaml::Value;

/// The controller's fields of a checked object, and for a CronJob those of its Jobs.
pub(super) fn controller(object: &Value, workload: WorkloadKind) -> (Controller, Controller) {
    let spec = &object["spec"];
    let jobs = match workload {
        WorkloadKind::CronJob => read(&spec["jobTemplate"]["spec"]),
        _ => Controller::default(),
    };
    (read(spec), jobs)
}

fn read(spec: &Value) -> Controller {
    let number = |key: &str| spec[key].as_i64();
    Controller {
        replicas: number("replicas"),
        min_ready_seconds: number("minReadySeconds"),
        pod_management_policy: text(&spec["podManagementPolicy"]),
        first_ordinal: spec["ordinals"]["start"].as_i64(),
        completions: number("completions"),
        parallelism: number("parallelism"),
        backoff_limit: number("backoffLimit"),
        backoff_limit_per_index: number("backoffLimitPerIndex"),
        max_failed_indexes: number("maxFailedIndexes"),
        active_deadline_seconds: number("activeDeadlineSeconds"),
        ttl_seconds_after_finished: number("ttlSecondsAfterFinished"),
        completion_mode: text(&spec["completionMode"]),
        pod_replacement_policy: text(&spec["podReplacementPolicy"]),
        pod_failure_policy: rules(&spec["podFailurePolicy"]),
        success_policy: rules(&spec["successPolicy"]),
        managed_by: text(&spec["managedBy"]),
        suspend: spec["suspend"].as_bool().unwrap_or_default(),
        schedule: text(&spec["schedule"]),
        concurrency_policy: text(&spec["concurrencyPolicy"]),
        starting_deadline_seconds: number("startingDeadlineSeconds"),
        successful_jobs_history_limit: number("successfulJobsHistoryLimit"),
        failed_jobs_history_limit: number("failedJobsHistoryLimit"),
    }
}

/// The text, `None` if it is absent or empty.
fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The rules of a policy; `None` if the policy is absent.
fn rules(policy: &Value) -> Option<Vec<PolicyRule>> {
    policy.as_mapping()?;
    Some(policy["rules"].as_sequence().into_iter().flatten().map(rule).collect())
}

fn rule(rule: &Value) -> PolicyRule {
    let codes = &rule["onExitCodes"];
    let values = codes["values"].as_sequence().into_iter().flatten();
    let conditions = rule["onPodConditions"].as_sequence();
    PolicyRule {
        action: text(&rule["action"]),
        container_name: text(&codes["containerName"]),
        operator: text(&codes["operator"]),
        values: values
            .filter_map(Value::as_i64)
            .filter_map(|code| i32::try_from(code).ok())
            .collect(),
        pod_conditions: conditions
            .map(|conditions| conditions.iter().map(condition).collect())
            .unwrap_or_default(),
        succeeded_indexes: text(&rule["succeededIndexes"]),
        succeeded_count: rule["succeededCount"].as_i64(),
    }
}

fn condition(pattern: &Value) -> PodConditionPattern {
    PodConditionPattern {
        condition_type: text(&pattern["type"]).unwrap_or_default(),
        status: text(&pattern["status"]),
    }
}
