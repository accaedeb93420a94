//! A file that one container writes and another expects, with no volume between.

use super::case::Case;
use super::script::{image_name, text, words, written};
use super::volumes::{is_in, mount_at};
use super::{Found, Rule, Severity};
use crate::model::{Container, VolumeSource};

pub(super) const RULE: Rule = Rule {
    code: "no-shared-volume",
    severity: Severity::Warning,
    title: "Writer and reader share no volume",
    why: "Each container has a file system of its own. A file is seen by another container only if it lies in a volume that both mount.",
    example: "\
containers:
- {name: app, image: \"busybox:1.37\", command: [sh, -c, \"while true; do date >> /log/app; sleep 1; done\"]}
- {name: tail, image: \"busybox:1.37\", command: [tail, -F, /log/app]}
",
    instead: "Add an `emptyDir` volume and mount it in both containers.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, writer) in case.containers() {
        let reader = written(writer).into_iter().find_map(|file| {
            let mut others = case.containers().filter(|(other, _)| *other != index);
            let (other, reader) =
                others.find(|(_, other)| is_missed(case, writer, other, &file))?;
            Some((other, reader, file))
        });
        let Some((other, reader, file)) = reader else { continue };
        let message = format!(
            "`{}` writes {file} where `{}` does not see it: there is no volume that both mount there.",
            writer.name, reader.name
        );
        found.push(
            Found::new(other, case.whole(other), message)
                .and(case.whole(index))
                .at(case.started(other)),
        );
    }
    found
}

/// The first file that `writer` writes and `reader` reads where there is no volume of both.
pub(super) fn file(case: &Case<'_>, writer: &Container, reader: &Container) -> Option<String> {
    written(writer).into_iter().find(|file| is_missed(case, writer, reader, file))
}

/// Whether `reader` reads a file of `writer` and does not see it.
fn is_missed(case: &Case<'_>, writer: &Container, reader: &Container, file: &str) -> bool {
    reads(reader, file) && are_apart(case, writer, reader, file)
}

/// Whether a container reads a file of this path that it does not write itself.
fn reads(container: &Container, file: &str) -> bool {
    let text = text(container);
    let is_named = words(&text).any(|word| word == file);
    let serves = is_in(file, "/usr/share/nginx/html") && image_name(&container.image) == "nginx";
    (is_named || serves) && !written(container).iter().any(|written| written == file)
}

/// Whether the file lies in no volume of both. Volumes that outlive the Pod may be one and the same.
fn are_apart(case: &Case<'_>, one: &Container, other: &Container, file: &str) -> bool {
    let volume = |container| mount_at(container, file).map(|(_, mount)| mount.volume.as_str());
    let is_own = |name: Option<&str>| match name.map(|name| case.volume(name)) {
        Some(volume) => volume.is_some_and(|it| matches!(it.source, VolumeSource::EmptyDir { .. })),
        None => true,
    };
    let (one, other) = (volume(one), volume(other));
    (one.is_none() || one != other) && is_own(one) && is_own(other)
}
