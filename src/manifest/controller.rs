//! The fields of a workload beside its pod template: what its controller goes by.

use super::WorkloadKind;
use super::decode;
use super::fields::{Controller, PodConditionPattern, PolicyRule};
use super::value::Value;

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
        paused: spec["paused"].is_true(),
        suspend: spec["suspend"].is_true(),
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
    policy.fields(|policy| policy["rules"].items().iter().map(rule).collect())
}

fn rule(rule: &Value) -> PolicyRule {
    let codes = &rule["onExitCodes"];
    PolicyRule {
        action: text(&rule["action"]),
        container_name: text(&codes["containerName"]),
        operator: text(&codes["operator"]),
        values: decode::exit_codes(&codes["values"]),
        pod_conditions: rule["onPodConditions"].items().iter().map(condition).collect(),
        succeeded_indexes: text(&rule["succeededIndexes"]),
        succeeded_count: rule["succeededCount"].as_i64(),
    }
}

fn condition(pattern: &Value) -> PodConditionPattern {
    PodConditionPattern { condition_type: pattern["type"].text(), status: text(&pattern["status"]) }
}
