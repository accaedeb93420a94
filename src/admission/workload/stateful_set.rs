//! StatefulSet (`ValidateStatefulSetSpec`).

use super::template::{self, Rules};
use super::{as_json, claims, int_or_percent, is_one_of, not_negative};
use crate::admission::naming;
use crate::manifest::{FieldPath, ProblemKind, Report, Severity, Value};

const RULES: Rules = Rules {
    named: "statefulset",
    deadline: "activeDeadlineSeconds in StatefulSet is not Supported",
    unusable: Some(""),
    needs_selector: true,
};

/// The first minor that validates the template and the claims (PR 131790, PR 132212).
const VALIDATES_TEMPLATE: u8 = 34;

/// What is wrong in the spec of the template is no error yet: older servers see it when they get the
/// Pods, and refuse those. Only the restart policy has always been looked at.
pub(super) fn postpone(report: &mut Report<'_>) {
    if report.version.at_least(VALIDATES_TEMPLATE) {
        return;
    }
    report.problems.revise(|problem| {
        let path = problem.path.as_str();
        let is_decoding = matches!(
            problem.kind,
            ProblemKind::UnknownField | ProblemKind::DuplicateField | ProblemKind::Type
        );
        if problem.severity == Severity::Error
            && !is_decoding
            && path.starts_with("spec.template.spec.")
            && path != "spec.template.spec.restartPolicy"
        {
            problem.severity = Severity::Warning;
            problem.help += " Before 1.34 the server takes the StatefulSet, and refuses its Pods.";
        }
    });
}

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let policy = &spec["podManagementPolicy"];
    if !is_one_of(policy, &["OrderedReady", "Parallel"]) {
        report.invalid(
            &path.child("podManagementPolicy"),
            &format!("\"{}\"", policy.text()),
            "must be 'OrderedReady' or 'Parallel'",
            "Write OrderedReady or Parallel.",
        );
    }
    update_strategy(&spec["updateStrategy"], &path.child("updateStrategy"), report);
    let retention = &spec["persistentVolumeClaimRetentionPolicy"];
    for field in ["whenDeleted", "whenScaled"] {
        if !is_one_of(&retention[field], &["Retain", "Delete"]) {
            let path = path.child("persistentVolumeClaimRetentionPolicy").child(field);
            report.unsupported(&path, &retention[field].text(), &["Retain", "Delete"]);
        }
    }
    not_negative(&["replicas", "minReadySeconds"], spec, path, report);
    not_negative(&["start"], &spec["ordinals"], &path.child("ordinals"), report);
    // PR 130233.
    let service = spec["serviceName"].as_str().unwrap_or_default();
    if report.version.at_least(33) && !service.is_empty() {
        for fault in naming::dns_label(service) {
            let help = "Write the name of a Service: lower-case letters, digits and `-`.";
            report.invalid(&path.child("serviceName"), &format!("\"{service}\""), &fault, help);
        }
    }
    template::validate(&RULES, spec, path, report);
    if report.version.at_least(VALIDATES_TEMPLATE) {
        claims::validate(
            &spec["volumeClaimTemplates"],
            &path.child("volumeClaimTemplates"),
            report,
        );
    }
}

fn update_strategy(strategy: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let kind = &strategy["type"];
    let update = &strategy["rollingUpdate"];
    if !is_one_of(kind, &["RollingUpdate", "OnDelete"]) {
        let detail = "must be 'RollingUpdate' or 'OnDelete'";
        let value = format!("\"{}\"", kind.text());
        return report.invalid(
            path,
            &value,
            detail,
            "Write `type: RollingUpdate` or `type: OnDelete`.",
        );
    }
    let path = path.child("rollingUpdate");
    if kind.as_str() == Some("OnDelete") {
        if *update != Value::Absent {
            let detail = "only allowed for updateStrategy 'RollingUpdate'";
            let help = "Remove `rollingUpdate`, or write `type: RollingUpdate`.";
            report.invalid(&path, &as_json(update), detail, help);
        }
        return;
    }
    not_negative(&["partition"], update, &path, report);
    // MaxUnavailableStatefulSet is off before, and the field dropped.
    let unavailable = &update["maxUnavailable"];
    if report.version.at_least(35) {
        let path = path.child("maxUnavailable");
        int_or_percent::validate(unavailable, &path, report);
        if int_or_percent::number(unavailable, 1) == 0 {
            let value = int_or_percent::written(unavailable);
            report.invalid(
                &path,
                &value,
                "cannot be 0",
                "Write at least 1: no Pod could be replaced.",
            );
        }
        int_or_percent::at_most_all(unavailable, &path, report);
    }
}
