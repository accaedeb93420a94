//! A volume in memory that nothing limits.

use super::case::Case;
use super::volumes::mounts_of;
use super::{Found, Rule, Severity};
use crate::insight::resources::limit_of_container;
use crate::model::{MEMORY, Medium, VolumeSource};

pub(super) const RULE: Rule = Rule {
    code: "memory-volume-unbounded",
    severity: Severity::Warning,
    title: "A volume in memory without a limit",
    why: "What is written to an emptyDir in memory counts as memory of the container that writes it. Without a `sizeLimit` and without a memory limit it may take what the node has.",
    example: "\
volumes: [{name: cache, emptyDir: {medium: Memory}}]
containers:
- {name: app, image: \"example/app:1\", volumeMounts: [{name: cache, mountPath: /cache}]}
",
    instead: "Set `sizeLimit`, or a memory limit for every container that writes there.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let version = case.timeline.version;
    let mut found = Vec::new();
    for (at, volume) in case.empty_dirs() {
        let VolumeSource::EmptyDir { medium: Medium::Memory, size_limit: None } = volume.source
        else {
            continue;
        };
        let mounts = mounts_of(case, &volume.name);
        let writer = mounts.iter().find(|(index, _, mount)| {
            !mount.read_only && limit_of_container(case.pod, *index, MEMORY, version).is_none()
        });
        let Some((index, ..)) = writer else { continue };
        let message = format!(
            "Nothing limits how much memory `{}` takes by writing to the volume `{}`.",
            case.pod.container(*index).name,
            volume.name
        );
        let path = case.field("volumes").index(at).child("emptyDir");
        found.push(Found::new(*index, path, message).and(case.of(*index, "resources")));
    }
    found
}
