//! A reader of a part of a volume that nobody writes.

use super::case::Case;
use super::volumes::{is_in, mounts_of};
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "subpath-split",
    severity: Severity::Warning,
    title: "A subPath that nobody fills",
    why: "With `subPath` a container sees one folder of the volume. Two containers with different ones share nothing.",
    example: "\
containers:
- {name: app, image: \"example/app:1\", volumeMounts: [{name: data, mountPath: /out, subPath: out}]}
- {name: web, image: \"nginx:1.29\", volumeMounts: [{name: data, mountPath: /in, subPath: in, readOnly: true}]}
",
    instead: "Use the same `subPath` in both containers, or none.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, volume) in case.empty_dirs() {
        let mounts = mounts_of(case, &volume.name);
        for &(reader, at, mount) in mounts.iter().filter(|(.., mount)| mount.read_only) {
            let Some(part) = mount.sub_path.as_deref() else { continue };
            let mut writers = mounts.iter().filter(|(.., mount)| !mount.read_only);
            // Whoever mounts the whole, or a part that this one lies in or holds, may fill it.
            let fills = |sub_path: Option<&str>| {
                sub_path.is_none_or(|other| is_in(part, other) || is_in(other, part))
            };
            let Some(&(writer, _, other)) = writers.clone().next() else { continue };
            if writers.any(|(.., mount)| fills(mount.sub_path.as_deref())) {
                continue;
            }
            let message = format!(
                "`{}` reads `{part}` of the volume `{}`, and `{}` writes `{}`: they share nothing.",
                case.pod.container(reader).name,
                volume.name,
                case.pod.container(writer).name,
                other.sub_path.as_deref().unwrap_or_default()
            );
            let path = case.of(reader, &format!("volumeMounts[{at}].subPath"));
            found.push(Found::new(reader, path, message).at(case.started(reader)));
        }
    }
    found
}
