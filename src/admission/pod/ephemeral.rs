//! Ephemeral containers, which nobody can create together with their Pod
//! (`validateEphemeralContainers`, `ValidatePodCreate`, `ValidatePodTemplateSpec`).

use super::{Pod, Volumes, containers, filled, is_there, items, one_of, resources, text};
use crate::manifest::{Report, Value};
use std::collections::BTreeSet;

/// Fields that only containers of the other lists have.
const FORBIDDEN: [&str; 9] = [
    "ports",
    "resources",
    "resizePolicy",
    "restartPolicy",
    "restartPolicyRules",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle",
];

pub(super) fn validate(pod: Pod<'_>, volumes: &Volumes<'_>, report: &mut Report<'_>) {
    let list = pod.path.child("ephemeralContainers");
    let given = &pod.spec["ephemeralContainers"];
    if given.items().is_empty() {
        return;
    }
    let help = "Add it to the running Pod: `kubectl debug`.";
    if pod.is_pod() {
        // A Pod with a uid has been created: it is what `kubectl get` prints after `kubectl debug`.
        if report.object.checked["metadata"]["uid"].text().is_empty() {
            report.forbidden(&list, "cannot be set on create", help);
        }
    } else {
        report.forbidden(&list, "ephemeral containers not allowed in pod template", help);
    }
    let others = ["containers", "initContainers"].iter().flat_map(|list| pod.spec[*list].items());
    let others: BTreeSet<&str> = others.map(|container| text(&container["name"])).collect();
    let mut names = others.clone();
    for (path, container) in items(given, &list) {
        containers::common(pod, container, volumes, &path, report);
        resources::validate(pod, container, false, &path, report);
        containers::untrimmed(container, &path, report);
        filled(container, "name", &path, report);
        if text(&container["image"]).is_empty() {
            report.missing(&path.child("image"), "Name an image: `image: busybox:1.36`.");
        }
        let policies = ["Always", "IfNotPresent", "Never"];
        one_of(&container["imagePullPolicy"], &policies, &path.child("imagePullPolicy"), report);
        let name = text(&container["name"]);
        if !name.is_empty() && !names.insert(name) {
            let help = "Give each container of the Pod a name of its own.";
            report.duplicate(&path.child("name"), name, help);
        }
        let target = text(&container["targetContainerName"]);
        if !target.is_empty() && !others.contains(target) {
            let help = "Name a container of the Pod.";
            report.not_found(&path.child("targetContainerName"), target, help);
        }
        for (path, mount) in items(&container["volumeMounts"], &path.child("volumeMounts")) {
            let volume = text(&mount["name"]);
            if !volume.is_empty() && volumes.declared(volume).is_none() {
                let help = "Declare a volume of this name below `volumes:`.";
                report.not_found(&path.child("name"), volume, help);
            }
            for field in ["subPath", "subPathExpr"] {
                if !text(&mount[field]).is_empty() {
                    report.forbidden(&path.child(field), DETAIL, "Mount the whole volume.");
                }
            }
        }
        for field in FORBIDDEN {
            let is_set = match &container[field] {
                Value::List(items) => !items.is_empty(),
                // A pointer counts even if there is nothing behind it.
                Value::Map(fields) => field != "resources" || !fields.is_empty(),
                value => is_there(value),
            };
            if is_set {
                report.forbidden(&path.child(field), DETAIL, "Remove it.");
            }
        }
    }
}

const DETAIL: &str = "cannot be set for an Ephemeral Container";
