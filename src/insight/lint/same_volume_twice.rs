//! A volume that one container mounts at two places.

use super::case::Case;
use super::volumes::is_part;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "same-volume-twice",
    severity: Severity::Info,
    title: "One volume at two paths of a container",
    why: "Both paths show the same files. If that is not meant, one of the mounts names the wrong volume.",
    example: "\
volumeMounts:
- {name: data, mountPath: /data}
- {name: data, mountPath: /cache}
",
    instead: "Give each path a volume of its own, or a `subPath` each.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.containers() {
        let whole = || container.mounts.iter().enumerate().filter(|(_, mount)| !is_part(mount));
        for (at, mount) in whole() {
            let mut earlier = whole().take_while(|(other, _)| *other < at);
            // Read-only at one place is a reason to mount it twice.
            let same = earlier
                .find(|(_, it)| it.volume == mount.volume && it.read_only == mount.read_only);
            let Some((_, same)) = same else { continue };
            let message = format!(
                "`{}` has the volume `{}` at {} and at {}: the same files.",
                container.name, mount.volume, same.path, mount.path
            );
            let path = case.of(index, &format!("volumeMounts[{at}]"));
            found.push(Found::new(index, path, message));
        }
    }
    found
}
