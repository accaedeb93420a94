//! An empty volume over the files that the image brings.

use super::case::Case;
use super::volumes::{is_in, mounts_of};
use super::{Found, Rule, Severity};
use crate::model::{Container, ContainerIndex};

pub(super) const RULE: Rule = Rule {
    code: "mount-shadows",
    severity: Severity::Warning,
    title: "An empty volume hides what the image has there",
    why: "A mount hides what the image has at its path. An emptyDir is empty at first, so programs and files below that path are gone.",
    example: "\
containers:
- {name: app, image: \"example/app:1\", command: [/app/server], volumeMounts: [{name: data, mountPath: /app}]}
",
    instead: "Mount the volume at a path of its own, such as /app/data.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    find,
};

/// Folders without which no image works.
const SYSTEM: [&str; 9] =
    ["/", "/bin", "/sbin", "/lib", "/lib64", "/usr", "/usr/bin", "/usr/sbin", "/usr/lib"];

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, volume) in case.empty_dirs() {
        for (index, at, mount) in mounts_of(case, &volume.name) {
            let container = case.pod.container(index);
            let is_no_case =
                !mount.path.starts_with('/') || is_filled_before(case, index, &volume.name);
            let Some(hidden) = hidden(container, &mount.path).filter(|_| !is_no_case) else {
                continue;
            };
            let message = format!(
                "The empty volume `{}` hides {hidden} of the image of `{}`.",
                volume.name, container.name
            );
            let path = case.of(index, &format!("volumeMounts[{at}].mountPath"));
            found.push(Found::new(index, path, message).at(case.started(index)));
        }
    }
    found
}

/// What a mount at `folder` takes away that the container needs.
fn hidden<'a>(container: &'a Container, folder: &'a str) -> Option<&'a str> {
    let is_system =
        SYSTEM.iter().any(|system| folder.trim_end_matches('/') == system.trim_end_matches('/'));
    let program = container.command.first().map(String::as_str);
    match program.filter(|program| is_in(program, folder)) {
        Some(program) => Some(program),
        None => is_system.then_some(folder),
    }
}

/// Whether a container before this one can put something there.
fn is_filled_before(case: &Case<'_>, index: ContainerIndex, volume: &str) -> bool {
    mounts_of(case, volume)
        .iter()
        .any(|(other, _, mount)| *other < index && !case.pod.is_app(*other) && !mount.read_only)
}
