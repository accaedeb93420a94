//! Deployment (`ValidateDeploymentSpec`, `ValidateDeploymentStrategy`).

use super::{int_or_percent, is_one_of, not_negative, replica_set, template};
use crate::manifest::{FieldPath, Report, Value};

/// `progressDeadlineSeconds` where none is given.
const PROGRESS_DEADLINE: i64 = 600;

/// `maxUnavailable` and `maxSurge` where none are given, in per cent.
const SHARE: i64 = 25;

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    not_negative(&["replicas"], spec, path, report);
    // Its template is validated as that of a ReplicaSet.
    template::validate(&replica_set::RULES, spec, path, report);
    strategy(&spec["strategy"], &path.child("strategy"), report);
    let fields = ["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"];
    not_negative(&fields, spec, path, report);
    let deadline = spec["progressDeadlineSeconds"].as_i64().unwrap_or(PROGRESS_DEADLINE);
    if deadline <= spec["minReadySeconds"].as_i64().unwrap_or(0) {
        report.invalid(
            &path.child("progressDeadlineSeconds"),
            &deadline.to_string(),
            "must be greater than minReadySeconds",
            "Raise it (600 where it is not written), or lower minReadySeconds.",
        );
    }
}

fn strategy(strategy: &Value, path: &FieldPath, report: &mut Report<'_>) {
    const TYPES: [&str; 2] = ["Recreate", "RollingUpdate"];
    let kind = &strategy["type"];
    let update = &strategy["rollingUpdate"];
    let at = path.child("rollingUpdate");
    if !is_one_of(kind, &TYPES) {
        report.unsupported(path, &kind.text(), &TYPES);
    } else if kind.as_str() == Some("Recreate") {
        if *update != Value::Absent {
            let detail = "may not be specified when strategy `type` is 'Recreate'";
            report.forbidden(
                &at,
                detail,
                "Remove `rollingUpdate`, or write `type: RollingUpdate`.",
            );
        }
    } else {
        let (unavailable, surge) = (&update["maxUnavailable"], &update["maxSurge"]);
        int_or_percent::validate(unavailable, &at.child("maxUnavailable"), report);
        int_or_percent::validate(surge, &at.child("maxSurge"), report);
        if int_or_percent::number(unavailable, SHARE) == 0
            && int_or_percent::number(surge, SHARE) == 0
        {
            let at = at.child("maxUnavailable");
            let value = int_or_percent::written(unavailable);
            let detail = "may not be 0 when `maxSurge` is 0";
            report.invalid(
                &at,
                &value,
                detail,
                "Let one of them be at least 1: no Pod could be replaced.",
            );
        }
        int_or_percent::at_most_all(unavailable, &at.child("maxUnavailable"), report);
    }
}
