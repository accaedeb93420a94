//! Rules about containers (`validateContainers`, `validateInitContainers`).

use super::{PORT_RANGE, Report, handlers, volumes};
use crate::manifest::FieldPath;
use crate::manifest::fields::{Container, PodSpec};
use std::collections::BTreeSet;

const POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];
const PULL_POLICIES: [&str; 3] = ["Always", "IfNotPresent", "Never"];
const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// Drops containers without a name of their own, and whatever else is wrong in the others.
pub(super) fn validate(
    spec: &mut PodSpec,
    volumes: &BTreeSet<String>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    // Without `spec:` a wrong indentation is likely; the containers are what is missing either way.
    if spec.containers.is_empty() {
        report.required(&path.child("containers"), "", "A Pod needs at least one container.");
    }
    let mut names = BTreeSet::new();
    for (list, slots) in
        [("containers", &mut spec.containers), ("initContainers", &mut spec.init_containers)]
    {
        let is_init = list == "initContainers";
        for (at, slot) in slots.iter_mut().enumerate() {
            let path = path.child(list).index(at);
            let Some(container) = slot else { continue };
            let is_named = has_own_name(container, &mut names, &path, report);
            validate_container(container, &path, report);
            if is_init && container.restart_policy.as_deref() != Some("Always") {
                handlers::forbid_on_init(container, &path, report);
            }
            handlers::validate(container, spec.termination_grace_period_seconds, &path, report);
            volumes::validate_mounts(container, volumes, &path, report);
            if !is_named {
                *slot = None;
            }
        }
    }
}

/// Names are unique over both lists; the init container is blamed, since it is looked at last.
fn has_own_name(
    container: &Container,
    names: &mut BTreeSet<String>,
    path: &FieldPath,
    report: &mut Report<'_>,
) -> bool {
    let path = path.child("name");
    if container.name.is_empty() {
        report.missing(&path, "Give the container a name: `name: app`.");
        return false;
    }
    if !names.insert(container.name.clone()) {
        report.duplicate(
            &path,
            &container.name,
            "Give each container of the Pod a name of its own.",
        );
        return false;
    }
    true
}

fn validate_container(container: &mut Container, path: &FieldPath, report: &mut Report<'_>) {
    if container.image.is_empty() {
        report.required(&path.child("image"), "", "Name an image: `image: nginx:1.27`.");
    }
    one_of(&mut container.restart_policy, &POLICIES, &path.child("restartPolicy"), report);
    // An empty one gets the default, as an absent one does.
    container.image_pull_policy.take_if(|policy| policy.is_empty());
    let pull_policy = &mut container.image_pull_policy;
    one_of(pull_policy, &PULL_POLICIES, &path.child("imagePullPolicy"), report);
    for (at, slot) in container.ports.iter_mut().enumerate() {
        let Some(port) = slot else { continue };
        let path = path.child("ports").index(at);
        port.protocol.take_if(|protocol| protocol.is_empty());
        one_of(&mut port.protocol, &PROTOCOLS, &path.child("protocol"), report);
        // A port that is absent or no number has been reported by the check.
        let Some(number) = port.container_port else { continue };
        let path = path.child("containerPort");
        let help = "Write the port the process listens on.";
        match number {
            1..=65535 => continue,
            // To the server, 0 is no port at all.
            0 => report.required(&path, "", help),
            _ => report.invalid(&path, &number.to_string(), PORT_RANGE, help),
        }
        *slot = None;
    }
}

/// Resets a value that is not on the list.
fn one_of(
    value: &mut Option<String>,
    supported: &[&str],
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    if let Some(given) = value.take_if(|given| !supported.contains(&given.as_str())) {
        report.unsupported(path, &given, supported);
    }
}
