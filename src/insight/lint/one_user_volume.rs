//! An empty volume for one container that can do nothing with it.

use super::case::Case;
use super::volumes::{is_in, mounts_of};
use super::{Found, Rule, Severity};
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "one-user-volume",
    severity: Severity::Info,
    title: "A volume that only one container mounts",
    why: "An emptyDir begins empty. A container that alone mounts it read-only finds nothing there; what an init container leaves in it is of use only to a container that mounts it, too.",
    example: "\
initContainers:
- {name: fetch, image: \"example/fetch:1\", volumeMounts: [{name: pages, mountPath: /out}]}
containers:
- {name: web, image: \"nginx:1.29\"}
",
    instead: "Mount the volume in the other container as well.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    find,
};

/// Where programs put what only they need.
const SCRATCH: [&str; 6] = ["/tmp", "/var/tmp", "/run", "/var/run", "/var/cache", "/cache"];

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    if case.pod.containers().len() < 2 {
        return found;
    }
    for (_, volume) in case.empty_dirs() {
        let mounts = mounts_of(case, &volume.name);
        let [(index, at, mount)] = mounts.as_slice() else { continue };
        let container = case.pod.container(*index);
        let is_scratch = SCRATCH.iter().any(|folder| is_in(&mount.path, folder))
            || ["tmp", "cache", "scratch", "temp"].iter().any(|it| volume.name.contains(it));
        let is_left = container.role == ContainerRole::Init && !container.serves;
        let message = if mount.read_only {
            format!(
                "Only `{}` mounts the volume `{}`, and read-only: it stays empty.",
                container.name, volume.name
            )
        } else if is_left && !is_scratch {
            format!(
                "Only the init container `{}` mounts the volume `{}`: nobody sees what it leaves there.",
                container.name, volume.name
            )
        } else {
            continue;
        };
        let path = case.of(*index, &format!("volumeMounts[{at}]"));
        found.push(Found::new(*index, path, message).at(case.exited(*index)));
    }
    found
}
