//! What Deployment, ReplicaSet, StatefulSet and DaemonSet ask of their selector and their template.
//!
//! Source: kubernetes `pkg/apis/apps/validation` (`ValidatePodTemplateSpecForReplicaSet` and the
//! same lines for the other two).

use super::{as_json, is_missing};
use crate::admission::{labels, selector};
use crate::manifest::{FieldPath, Report, Value};

/// What one of these kinds does in its own way.
pub(super) struct Rules {
    /// What its sentence about an empty selector calls it.
    pub(super) named: &'static str,
    /// The sentence about a deadline.
    pub(super) deadline: &'static str,
    /// What is told, at the selector, if the selector cannot be used; `None` if only its faults are.
    pub(super) unusable: Option<&'static str>,
    /// An absent selector is told as such, not only as one that does not match.
    pub(super) needs_selector: bool,
}

/// The selector, whether it matches the labels of the template, and the deadline of the template.
pub(super) fn validate(rules: &Rules, spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let given = &spec["selector"];
    let at = path.child("selector");
    let is_absent = is_missing(given, &at, report);
    // The schema's check says so itself, where there is a `spec`.
    if is_absent && rules.needs_selector && is_missing(spec, path, report) {
        let help = "Add `selector:` with the labels of the template.";
        report.required(&at, "", help);
    }
    let is_sound = selector::validate(given, &at, report);
    if selector::is_empty(given) {
        let detail = format!("empty selector is invalid for {}", rules.named);
        report.invalid(
            &at,
            "{}",
            &detail,
            "Write the labels of the template: `matchLabels: {app: web}`.",
        );
    }
    match rules.unusable {
        Some(detail) if !is_sound => {
            report.invalid(&at, &as_json(given), detail, "Mend what is told about its fields.");
        }
        _ if is_sound && (is_absent || *given != Value::Absent) => {
            matches_template(given, path, report);
        }
        _ => {}
    }
    if spec["template"]["spec"]["activeDeadlineSeconds"].as_i64().is_some() {
        let path = path.child("template").child("spec").child("activeDeadlineSeconds");
        let help = "Remove the line: these Pods run until they are deleted. A Job has a deadline.";
        report.forbidden(&path, rules.deadline, help);
    }
}

/// Whether `given` selects the Pods of the template below `path`.
pub(super) fn matches_template(given: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let labels = &report.object.template.labels;
    if !selector::matches(given, labels) {
        mismatch(labels, path, report);
    }
}

/// Says that the selector does not match `labels`.
pub(super) fn mismatch(labels: &[(String, String)], path: &FieldPath, report: &mut Report<'_>) {
    let path = path.child("template").child("metadata").child("labels");
    let detail = "`selector` does not match template `labels`";
    let help = "Write the labels that the selector asks for, below the template's `metadata`.";
    report.invalid(&path, &labels::as_json(labels), detail, help);
}
