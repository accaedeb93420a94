//! What a container does when it is resized (`validateResizePolicy`).

use super::{Pod, items, quoted, text};
use crate::manifest::{FieldPath, Report, Value};
use crate::version::Gate;
use std::collections::BTreeSet;

/// The resize policy of one container, `path` being that of the container.
pub(super) fn validate(
    pod: Pod<'_>,
    container: &Value,
    is_plain_init: bool,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    // Dropped in silence where the gate is off.
    if !report.version.has(Gate::InPlacePodVerticalScaling) {
        return;
    }
    let list = path.child("resizePolicy");
    let never = text(&pod.spec["restartPolicy"]) == "Never";
    let mut seen = BTreeSet::new();
    for (path, item) in items(&container["resizePolicy"], &list) {
        let (resource, policy) = (text(&item["resourceName"]), text(&item["restartPolicy"]));
        if !seen.insert(resource) {
            report.duplicate(&path, resource, "Write one policy for each resource.");
        }
        // The other paths lack the index.
        closed(resource, &["cpu", "memory"], &list, report);
        closed(policy, &["NotRequired", "RestartContainer"], &list, report);
        if never && policy == "RestartContainer" {
            let detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
            let help = "Write NotRequired: this Pod restarts nothing.";
            report.invalid(&list, &quoted(policy), detail, help);
        }
        if is_plain_init && policy == "RestartContainer" {
            let detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
            let help = "Write NotRequired: an init container runs once.";
            report.invalid(&path.child("restartPolicy"), &quoted(policy), detail, help);
        }
    }
}

fn closed(value: &str, supported: &[&str], path: &FieldPath, report: &mut Report<'_>) {
    if value.is_empty() {
        report.required(path, "", "Each item needs resourceName and restartPolicy.");
    } else if !supported.contains(&value) {
        report.unsupported(path, value, supported);
    }
}
