//! Where the Pod may run: labels of nodes, tolerations, gates.

use super::{Pod, affinity, formed, is_there, items, one_of, quoted, spread, text};
use crate::manifest::{Report, names};
use std::collections::BTreeSet;

const EFFECTS: [&str; 3] = ["NoExecute", "NoSchedule", "PreferNoSchedule"];
const LABEL: &str = "Use letters, digits, - _ and . only, with a letter or digit at both ends.";

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    let (spec, path) = (pod.spec, pod.path);
    let selector = path.child("nodeSelector");
    for (key, value) in spec["nodeSelector"].entries() {
        formed(key, names::qualified(key), &selector, LABEL, report);
        formed(text(value), names::label_value(text(value)), &selector, LABEL, report);
    }
    affinity::validate(&spec["affinity"], &path.child("affinity"), report);
    tolerations(pod, report);
    spread::validate(pod, report);
    for (path, gate) in items(&spec["readinessGates"], &path.child("readinessGates")) {
        let name = text(&gate["conditionType"]);
        let help = "Write a condition such as example.com/ready.";
        formed(name, names::qualified(name), &path.child("conditionType"), help, report);
    }
    let gates = path.child("schedulingGates");
    let mut seen = BTreeSet::new();
    for (path, gate) in items(&spec["schedulingGates"], &gates) {
        let name = text(&gate["name"]);
        formed(
            name,
            names::qualified(name),
            &path,
            "Write a name such as example.com/quota.",
            report,
        );
        if !name.is_empty() && !seen.insert(name) {
            report.duplicate(&path, name, "Write each gate once.");
        }
    }
    if pod.is_pod()
        && !text(&spec["nodeName"]).is_empty()
        && !spec["schedulingGates"].items().is_empty()
    {
        let detail = "cannot be set until all schedulingGates have been cleared";
        report.forbidden(&path.child("nodeName"), detail, "Remove nodeName or the gates.");
    }
}

/// `ValidateTolerations`.
fn tolerations(pod: Pod<'_>, report: &mut Report<'_>) {
    for (path, toleration) in items(&pod.spec["tolerations"], &pod.path.child("tolerations")) {
        let key = text(&toleration["key"]);
        let fault = names::qualified(key).filter(|_| !key.is_empty());
        formed(key, fault, &path.child("key"), LABEL, report);
        let operator = text(&toleration["operator"]);
        let value = text(&toleration["value"]);
        let at = path.child("operator");
        if key.is_empty() && operator != "Exists" {
            let detail = "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";
            report.invalid(&at, &quoted(operator), detail, "Add a key, or `operator: Exists`.");
        }
        match operator {
            _ if key.is_empty() && operator != "Exists" => {}
            "" | "Equal" => formed(value, names::label_value(value), &at, LABEL, report),
            "Exists" if !value.is_empty() => {
                let detail = "value must be empty when `operator` is 'Exists'";
                report.invalid(&at, &quoted(value), detail, "Remove the value.");
            }
            "Exists" => {}
            other => report.unsupported(&at, other, &["Equal", "Exists"]),
        }
        let effect = text(&toleration["effect"]);
        if is_there(&toleration["tolerationSeconds"]) && effect != "NoExecute" {
            let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
            let help = "Only NoExecute ends a running Pod: remove tolerationSeconds.";
            report.invalid(&path.child("effect"), &quoted(effect), detail, help);
        } else {
            one_of(&toleration["effect"], &EFFECTS, &path.child("effect"), report);
        }
    }
}
