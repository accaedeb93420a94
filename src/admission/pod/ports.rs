//! Ports of containers, and of the node (`validateContainerPorts`, `checkHostPortConflicts`,
//! `validatePodHostNetworkDeps`).

use super::{Pod, formed, items, text};
use crate::manifest::validate::PORT_RANGE;
use crate::manifest::{FieldPath, Report, Value, names};
use std::collections::BTreeSet;

/// The ports of one container, `path` being that of the container.
pub(super) fn validate(container: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let mut names = BTreeSet::new();
    for (path, port) in items(&container["ports"], &path.child("ports")) {
        let name = text(&port["name"]);
        let fault = names::port(name).filter(|_| !name.is_empty());
        let help = "Use at most 15 lower-case letters, digits and single hyphens, with a letter.";
        formed(name, fault, &path.child("name"), help, report);
        if fault.is_none() && !name.is_empty() && !names.insert(name) {
            let help = "Give each port of the container a name of its own.";
            report.duplicate(&path.child("name"), name, help);
        }
        if let Some(number) = port["hostPort"].as_i64().filter(|it| !(0..=65535).contains(it)) {
            let help = "Write the node's port, or remove the line.";
            report.invalid(&path.child("hostPort"), &number.to_string(), PORT_RANGE, help);
        }
    }
}

/// Ports of the node that are taken twice. App containers share theirs; an init container is looked at
/// alone, and reported as if it were the first.
pub(super) fn on_node(pod: Pod<'_>, report: &mut Report<'_>) {
    let mut taken = BTreeSet::new();
    for (path, container) in items(&pod.spec["containers"], &pod.path.child("containers")) {
        taken_once(pod, container, &mut taken, &path, report);
    }
    let list = pod.path.child("initContainers");
    for (_, container) in items(&pod.spec["initContainers"], &list) {
        taken_once(pod, container, &mut BTreeSet::new(), &list.index(0), report);
    }
    in_node_network(pod, report);
}

fn taken_once(
    pod: Pod<'_>,
    container: &Value,
    taken: &mut BTreeSet<String>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    for (path, port) in items(&container["ports"], &path.child("ports")) {
        let number = host_port(pod, port);
        if number == 0 {
            continue;
        }
        let protocol = Some(text(&port["protocol"])).filter(|it| !it.is_empty()).unwrap_or("TCP");
        let key = format!("{protocol}/{}/{number}", text(&port["hostIP"]));
        if taken.contains(&key) {
            let help = "A port of the node can be taken once: choose another, or remove it.";
            report.duplicate(&path.child("hostPort"), &key, help);
        } else {
            taken.insert(key);
        }
    }
}

/// A container in the node's network has its ports there.
fn in_node_network(pod: Pod<'_>, report: &mut Report<'_>) {
    if !pod.spec["hostNetwork"].is_true() {
        return;
    }
    for (path, container) in items(&pod.spec["containers"], &pod.path.child("containers")) {
        for (path, port) in items(&container["ports"], &path.child("ports")) {
            let Some(number) = port["containerPort"].as_i64() else { continue };
            let on_node = host_port(pod, port);
            if on_node != number && (pod.is_pod() || on_node != 0) {
                let detail = "must match `containerPort` when `hostNetwork` is true";
                let help = "Remove the line: with hostNetwork the two are one.";
                report.invalid(&path.child("hostPort"), &on_node.to_string(), detail, help);
            }
        }
    }
}

/// `hostPort`; 0 if there is none. In the node's network it is `containerPort` by default
/// (`defaultHostNetworkPorts`), in a Pod, not in a template.
fn host_port(pod: Pod<'_>, port: &Value) -> i64 {
    let number = |field: &str| port[field].as_i64().unwrap_or_default();
    match number("hostPort") {
        0 if pod.is_pod() && pod.spec["hostNetwork"].is_true() => number("containerPort"),
        on_node => on_node,
    }
}
