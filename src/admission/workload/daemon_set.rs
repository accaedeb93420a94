//! DaemonSet (`ValidateDaemonSetSpec`, `ValidateDaemonSetUpdateStrategy`).

use super::template::{self, Rules};
use super::{int_or_percent, is_one_of, not_negative};
use crate::manifest::{FieldPath, Report, Value};

const RULES: Rules = Rules {
    named: "daemonset",
    deadline: "activeDeadlineSeconds in DaemonSet is not Supported",
    unusable: None,
    needs_selector: false,
};

/// `maxUnavailable` where none is given.
const UNAVAILABLE: i64 = 1;

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    template::validate(&RULES, spec, path, report);
    not_negative(&["minReadySeconds", "revisionHistoryLimit"], spec, path, report);
    update_strategy(&spec["updateStrategy"], &path.child("updateStrategy"), report);
}

fn update_strategy(strategy: &Value, path: &FieldPath, report: &mut Report<'_>) {
    const TYPES: [&str; 2] = ["OnDelete", "RollingUpdate"];
    let kind = &strategy["type"];
    if !is_one_of(kind, &TYPES) {
        return report.unsupported(path, &kind.text(), &TYPES);
    }
    if kind.as_str() == Some("OnDelete") {
        return;
    }
    let update = &strategy["rollingUpdate"];
    let path = path.child("rollingUpdate");
    let (unavailable, surge) = (&update["maxUnavailable"], &update["maxSurge"]);
    for (field, value) in [("maxUnavailable", unavailable), ("maxSurge", surge)] {
        int_or_percent::validate(value, &path.child(field), report);
        int_or_percent::at_most_all(value, &path.child(field), report);
    }
    let surges = int_or_percent::number(surge, 0) != 0;
    match (int_or_percent::number(unavailable, UNAVAILABLE) != 0, surges) {
        (true, true) => report.invalid(
            &path.child("maxSurge"),
            &int_or_percent::written(surge),
            "may not be set when maxUnavailable is non-zero",
            "Add `maxUnavailable: 0` (it is 1 where it is not written), or remove maxSurge.",
        ),
        (false, false) => report.required(
            &path.child("maxUnavailable"),
            "cannot be 0 when maxSurge is 0",
            "Let one of them be at least 1: no Pod could be replaced.",
        ),
        _ => {}
    }
}
