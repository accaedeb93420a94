//! A volume in memory that is larger than the memory there is.

use super::case::Case;
use super::volumes::mounts_of;
use super::{Found, Rule, Severity};
use crate::insight::resources::limit_of_pod;
use crate::model::{MEMORY, Medium, VolumeSource};

pub(super) const RULE: Rule = Rule {
    code: "memory-volume-over-limit",
    severity: Severity::Warning,
    title: "A volume in memory larger than the memory limit",
    why: "Files in memory count against the memory limit. The container is killed (OOMKilled) before the volume is full.",
    example: "\
volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 2Gi}}]
containers:
- {name: app, image: \"example/app:1\", resources: {limits: {memory: 1Gi}}, volumeMounts: [{name: cache, mountPath: /cache}]}
",
    instead: "Make `sizeLimit` smaller than the memory limit, with room for the program itself.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some(limit) = limit_of_pod(case.pod, MEMORY, case.timeline.version) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, volume) in case.empty_dirs() {
        let VolumeSource::EmptyDir { medium: Medium::Memory, size_limit: Some(size) } =
            volume.source
        else {
            continue;
        };
        if size <= limit || mounts_of(case, &volume.name).iter().all(|(.., it)| it.read_only) {
            continue;
        }
        let message = format!(
            "The volume `{}` may grow to {size} in memory, and the Pod may use {limit}.",
            volume.name
        );
        let path = case.field("volumes").index(at).child("emptyDir.sizeLimit");
        found.push(Found::of_pod(path, message));
    }
    found
}
