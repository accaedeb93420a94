//! A volume that no container mounts.

use super::case::Case;
use super::volumes::mounts_of;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unused-volume",
    severity: Severity::Warning,
    title: "A volume that nobody mounts",
    why: "The kubelet passes over a volume that no container mounts. Most often the mount was forgotten.",
    example: "\
volumes: [{name: config, configMap: {name: app}}]
containers:
- {name: app, image: \"example/app:1\"}
",
    instead: "Mount it in a container with `volumeMounts`, or leave it out.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    // A debug container may be what mounts it.
    if !case.pod.ephemeral.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, volume) in case.pod.volumes.iter().enumerate() {
        let is_device = case.pod.containers().iter().any(|it| it.devices.contains(&volume.name));
        if is_device || !mounts_of(case, &volume.name).is_empty() {
            continue;
        }
        let message = format!("No container mounts the volume `{}`.", volume.name);
        found.push(Found::of_pod(case.field("volumes").index(at), message));
    }
    found
}
