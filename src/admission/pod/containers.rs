//! Containers (`validateContainers`, `validateInitContainers`, `validateContainerCommon`).

use super::{Pod, Volumes, env, formed, handlers, items, mounts, one_of, ports, quoted, resize};
use super::{resources, restart_rules, security, text};
use crate::manifest::{FieldPath, Report, Value, names};
use crate::version::Gate;

/// What is done with the message of a container that ended.
const MESSAGES: [&str; 2] = ["FallbackToLogsOnError", "File"];

/// The two lists that a Pod is created with.
pub(super) fn validate(pod: Pod<'_>, volumes: &Volumes<'_>, report: &mut Report<'_>) {
    for list in ["containers", "initContainers"] {
        let is_init = list == "initContainers";
        for (path, container) in items(&pod.spec[list], &pod.path.child(list)) {
            common(pod, container, volumes, &path, report);
            resources::validate(pod, container, pod.is_pod(), &path, report);
            if pod.is_pod() {
                untrimmed(container, &path, report);
            }
            let always = text(&container["restartPolicy"]) == "Always";
            let is_sidecar = is_init && always && report.version.has(Gate::SidecarContainers);
            restart_rules::validate(container, is_sidecar, &path, report);
            resize::validate(pod, container, is_init && !is_sidecar, &path, report);
            if !is_init || is_sidecar {
                handlers::validate(pod, container, &path, report);
            }
        }
    }
    ports::on_node(pod, report);
}

/// What holds for containers of all lists.
pub(super) fn common(
    pod: Pod<'_>,
    container: &Value,
    volumes: &Volumes<'_>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let name = text(&container["name"]);
    let fault = names::label(name).filter(|_| !name.is_empty());
    let help = "Use at most 63 lower-case letters, digits and hyphens.";
    formed(name, fault, &path.child("name"), help, report);
    let policy = "terminationMessagePolicy";
    one_of(&container[policy], &MESSAGES, &path.child(policy), report);
    ports::validate(container, path, report);
    env::validate(container, volumes, path, report);
    mounts::validate(container, volumes, path, report);
    security::validate(pod, container, path, report);
}

/// An image with blanks around it (`validateContainerOnlyForPod`).
pub(super) fn untrimmed(container: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let image = text(&container["image"]);
    if image != image.trim() {
        let detail = "must not have leading or trailing whitespace";
        let help = "Remove the blanks around the image.";
        report.invalid(&path.child("image"), &quoted(image), detail, help);
    }
}
