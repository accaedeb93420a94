//! How Pods are spread over the nodes (`validateTopologySpreadConstraints`).

use super::{Pod, affinity, is_there, items, one_of, quoted, text, texts};
use crate::admission::selector;
use crate::manifest::{FieldPath, Report, Value};

const ACTIONS: [&str; 2] = ["DoNotSchedule", "ScheduleAnyway"];

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    let list = pod.path.child("topologySpreadConstraints");
    let constraints = &pod.spec["topologySpreadConstraints"];
    for (at, (path, constraint)) in items(constraints, &list).enumerate() {
        let skew = constraint["maxSkew"].as_i64().unwrap_or_default();
        positive(skew, &path.child("maxSkew"), report);
        let (key, action) =
            (text(&constraint["topologyKey"]), text(&constraint["whenUnsatisfiable"]));
        if key.is_empty() {
            let help = "Name a label of nodes: topology.kubernetes.io/zone.";
            report.required(&path.child("topologyKey"), "can not be empty", help);
        }
        if !ACTIONS.contains(&action) {
            report.unsupported(&path.child("whenUnsatisfiable"), action, &ACTIONS);
        }
        let is_same = |other: &Value| {
            text(&other["topologyKey"]) == key && text(&other["whenUnsatisfiable"]) == action
        };
        if items(constraints, &list).skip(at + 1).any(|(_, other)| is_same(other)) {
            let path = path.child("{topologyKey, whenUnsatisfiable}");
            let help = "Write one constraint for each key and action.";
            report.duplicate(&path, &format!("{{{key}, {action}}}"), help);
        }
        domains(constraint, action, &path.child("minDomains"), report);
        for field in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
            one_of(&constraint[field], &["Honor", "Ignore"], &path.child(field), report);
        }
        label_keys(constraint, &path.child("matchLabelKeys"), report);
        selector::validate(&constraint["labelSelector"], &path.child("labelSelector"), report);
    }
}

fn positive(number: i64, path: &FieldPath, report: &mut Report<'_>) {
    if number <= 0 {
        let help = "Write at least 1.";
        report.invalid(path, &number.to_string(), "must be greater than zero", help);
    }
}

fn domains(constraint: &Value, action: &str, path: &FieldPath, report: &mut Report<'_>) {
    let Some(least) = constraint["minDomains"].as_i64() else { return };
    if least <= 0 {
        positive(least, path, report);
    } else if action != "DoNotSchedule" {
        let detail =
            format!("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        report.invalid(path, &least.to_string(), &detail, "Remove minDomains.");
    }
}

/// Keys whose values come from the Pod; the selector may not have them, too.
fn label_keys(constraint: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let selector = &constraint["labelSelector"];
    affinity::label_keys(&constraint["matchLabelKeys"], selector, path, report);
    if !is_there(selector) {
        return;
    }
    for (path, key) in texts(&constraint["matchLabelKeys"], path) {
        let in_labels = selector["matchLabels"].entries().iter().any(|(other, _)| other == key);
        let rules = selector["matchExpressions"].items();
        if in_labels || rules.iter().any(|rule| text(&rule["key"]) == key) {
            let detail = "exists in both matchLabelKeys and labelSelector";
            report.invalid(&path, &quoted(key), detail, "Keep it in one of the two.");
        }
    }
}
