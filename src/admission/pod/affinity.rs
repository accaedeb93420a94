//! Affinities (`validateAffinity`).

use super::{formed, is_there, items, quoted, text, texts};
use crate::admission::selector;
use crate::manifest::{FieldPath, Report, Value, names};

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";
const LABEL: &str = "Use letters, digits, - _ and . only, with a letter or digit at both ends.";

pub(super) fn validate(affinity: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let (node, at) = (&affinity["nodeAffinity"], path.child("nodeAffinity"));
    if let Value::Map(_) = node[REQUIRED] {
        nodes(&node[REQUIRED], &at.child(REQUIRED), report);
    }
    for (path, term) in items(&node[PREFERRED], &at.child(PREFERRED)) {
        weight(term, &path, report);
        node_term(&term["preference"], false, &path.child("preference"), report);
    }
    for field in ["podAffinity", "podAntiAffinity"] {
        let (pods, at) = (&affinity[field], path.child(field));
        for (path, term) in items(&pods[REQUIRED], &at.child(REQUIRED)) {
            pod_term(term, &path, report);
        }
        for (path, term) in items(&pods[PREFERRED], &at.child(PREFERRED)) {
            weight(term, &path, report);
            pod_term(&term["podAffinityTerm"], &path.child("podAffinityTerm"), report);
        }
    }
}

fn weight(term: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let weight = term["weight"].as_i64().unwrap_or_default();
    if !(1..=100).contains(&weight) {
        let help = "Write a weight from 1 to 100.";
        let path = path.child("weight");
        report.invalid(&path, &weight.to_string(), "must be in the range 1-100", help);
    }
}

/// `ValidateNodeSelector`.
fn nodes(selector: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let terms = path.child("nodeSelectorTerms");
    if selector["nodeSelectorTerms"].items().is_empty() {
        let detail = "must have at least one node selector term";
        report.required(&terms, detail, "Add a term with matchExpressions.");
    }
    for (path, term) in items(&selector["nodeSelectorTerms"], &terms) {
        node_term(term, true, &path, report);
    }
}

/// `ValidateNodeSelectorTerm`; values are looked at only where they are required.
fn node_term(term: &Value, values: bool, path: &FieldPath, report: &mut Report<'_>) {
    for (path, rule) in items(&term["matchExpressions"], &path.child("matchExpressions")) {
        let (key, operator) = (text(&rule["key"]), text(&rule["operator"]));
        let count = rule["values"].items().len();
        let at = path.child("values");
        match operator {
            "In" | "NotIn" if count == 0 => {
                let detail = "must be specified when `operator` is 'In' or 'NotIn'";
                report.required(&at, detail, "Add the values.");
            }
            "Exists" | "DoesNotExist" if count > 0 => {
                let detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
                report.forbidden(&at, detail, "Remove the values.");
            }
            "Gt" | "Lt" if count != 1 => {
                let detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
                report.required(&at, detail, "Write one number.");
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" => {}
            other => {
                let help = "Write In, NotIn, Exists, DoesNotExist, Gt or Lt.";
                let path = path.child("operator");
                report.invalid(&path, &quoted(other), "not a valid selector operator", help);
            }
        }
        formed(key, names::qualified(key), &path.child("key"), LABEL, report);
        for (path, value) in texts(&rule["values"], &at).filter(|_| values) {
            formed(value, names::label_value(value), &path, LABEL, report);
        }
    }
    for (path, rule) in items(&term["matchFields"], &path.child("matchFields")) {
        let (key, operator) = (text(&rule["key"]), text(&rule["operator"]));
        if !["In", "NotIn"].contains(&operator) {
            let path = path.child("operator");
            let detail = "not a valid selector operator";
            report.invalid(&path, &quoted(operator), detail, "Write In or NotIn.");
        } else if rule["values"].items().len() != 1 {
            let detail =
                "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
            report.required(&path.child("values"), detail, "Write one name of a node.");
        }
        if key == "metadata.name" {
            for (path, name) in texts(&rule["values"], &path.child("values")) {
                formed(name, names::subdomain(name), &path, "Write a node's name.", report);
            }
        } else {
            let path = path.child("key");
            let detail = "not a valid field selector key";
            report.invalid(&path, &quoted(key), detail, "Write metadata.name.");
        }
    }
}

/// `validatePodAffinityTerm`.
fn pod_term(term: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for field in ["labelSelector", "namespaceSelector"] {
        selector::validate(&term[field], &path.child(field), report);
    }
    for (_, name) in texts(&term["namespaces"], path) {
        let help = "Write the name of a namespace.";
        formed(name, names::label(name), &path.child("namespace"), help, report);
    }
    // On since 1.31; before, they are dropped in silence.
    if report.version.at_least(31) {
        for field in ["matchLabelKeys", "mismatchLabelKeys"] {
            label_keys(&term[field], &term["labelSelector"], &path.child(field), report);
        }
        let others = term["mismatchLabelKeys"].items();
        for (path, key) in texts(&term["matchLabelKeys"], &path.child("matchLabelKeys")) {
            if others.iter().any(|other| text(other) == key) {
                let detail = "exists in both matchLabelKeys and mismatchLabelKeys";
                report.invalid(&path, &quoted(key), detail, "Keep it in one of the two.");
            }
        }
    }
    let (key, at) = (text(&term["topologyKey"]), path.child("topologyKey"));
    if key.is_empty() {
        report.required(&at, "can not be empty", "Name a label of nodes: kubernetes.io/hostname.");
    } else {
        formed(key, names::qualified(key), &at, LABEL, report);
    }
}

/// Keys of labels whose values come from the Pod (`validateLabelKeys`).
pub(super) fn label_keys(
    keys: &Value,
    selector: &Value,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    if keys.items().is_empty() {
        return;
    }
    if !is_there(selector) {
        let detail = "must not be specified when labelSelector is not set";
        report.forbidden(path, detail, "Add a labelSelector.");
        return;
    }
    for (path, key) in texts(keys, path) {
        formed(key, names::qualified(key), &path, LABEL, report);
    }
}
