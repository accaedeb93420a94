//! A volume that nobody can fill.

use super::case::Case;
use super::script::written;
use super::volumes::{is_always_read_only, mount_at, mounts_of};
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "readonly-writer",
    severity: Severity::Error,
    title: "Nobody can write here",
    why: "A mount with `readOnly: true`, and any mount of a configMap or a secret, refuses every write: `Read-only file system`. An emptyDir that all mount that way stays empty.",
    example: "\
volumes: [{name: pages, emptyDir: {}}]
containers:
- {name: make, image: \"example/make:1\", volumeMounts: [{name: pages, mountPath: /out, readOnly: true}]}
- {name: web, image: \"nginx:1.29\", volumeMounts: [{name: pages, mountPath: /in, readOnly: true}]}
",
    instead: "Leave `readOnly` out where the volume is written.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = case.each(|index, container| {
        let (file, at, mount) = written(container).into_iter().find_map(|file| {
            let (at, mount) = mount_at(container, &file)?;
            let is_fixed = case.volume(&mount.volume).is_some_and(is_always_read_only);
            (mount.read_only || is_fixed).then_some((file, at, mount))
        })?;
        let message = format!(
            "`{}` writes {file}, and cannot: the volume `{}` is mounted read-only there.",
            container.name, mount.volume
        );
        let path = case.of(index, &format!("volumeMounts[{at}]"));
        Some(Found::new(index, path, message).at(case.started(index)))
    });
    for (_, volume) in case.empty_dirs() {
        let mounts = mounts_of(case, &volume.name);
        let Some(&(first, at, _)) = mounts.first() else { continue };
        let is_shared = mounts.iter().any(|(index, ..)| *index != first);
        let is_said = mounts
            .iter()
            .any(|(index, ..)| found.iter().any(|found| found.container == Some(*index)));
        if is_said || !is_shared || !mounts.iter().all(|(.., mount)| mount.read_only) {
            continue;
        }
        let message = format!(
            "The volume `{}` stays empty: {} mounts, and all of them are read-only.",
            volume.name,
            mounts.len()
        );
        let path = case.of(first, &format!("volumeMounts[{at}].readOnly"));
        found.push(Found::new(first, path, message).at(case.started(first)));
    }
    found
}
