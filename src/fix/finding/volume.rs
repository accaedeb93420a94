//! Volumes and mounts.

use super::About;
use crate::fix::case::{Draft, unused};
use crate::fix::edit::New;
use crate::fix::problem::empty_dir;
use crate::insight::lint;
use crate::manifest::FieldPath;
use crate::model::Container;

/// A size for a volume in memory, to be changed by whoever knows better.
const SIZE: &str = "64Mi";

/// An empty volume at the folder of the file, in the writer and in the reader; the writer's own one, if it
/// has one there.
pub(super) fn shared(about: About<'_>) -> Option<Draft> {
    let (reader, writer) = (about.finding.container?, about.other()?);
    let file = lint::file_apart(about.timeline, writer, reader)?;
    let folder = file.rsplit_once('/').map(|(folder, _)| folder).filter(|it| !it.is_empty())?;
    let pod = &about.timeline.pod;
    let (readers, writers) = (pod.container(reader), pod.container(writer));
    if at(readers, &file).is_some() {
        return None;
    }
    let taken = about.case.volumes();
    let own = at(writers, &file);
    let name = match &own {
        Some((volume, _)) => volume.clone(),
        None => unused("shared", |name| taken.contains(&name), 63),
    };
    let folder = own.as_ref().map_or(folder, |(_, folder)| folder);
    let mount = || New::map([("name", New::text(&name)), ("mountPath", New::text(folder))]);
    let push = |container: FieldPath| {
        about.case.editor.push(&container.child("volumeMounts"), mount(), &[])
    };
    let mut edits = vec![push(about.written(reader)?)?];
    if own.is_none() {
        edits.push(push(about.written(writer)?)?);
        let list = about.case.spec().child("volumes");
        edits.push(about.case.editor.push(&list, empty_dir(&name), &[])?);
    }
    edits.sort_by_key(|edit| edit.range);
    let title = if own.is_none() {
        format!("Mount a new emptyDir volume in {} and {}", writers.name, readers.name)
    } else {
        format!("Mount {name} in {}, too", readers.name)
    };
    Some(Draft::new("share-volume", title, edits))
}

/// The innermost mount that a file lies in: its volume and its path.
fn at(container: &Container, file: &str) -> Option<(String, String)> {
    let holds = |folder: &str| {
        let rest = file.strip_prefix(folder.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let mounts = container.mounts.iter().filter(|mount| holds(&mount.path));
    let mount = mounts.max_by_key(|mount| mount.path.len())?;
    Some((mount.volume.clone(), mount.path.clone()))
}

/// Away with what nobody mounts.
pub(super) fn unused_one(about: About<'_>) -> Option<Draft> {
    let name = about.case.editor.text(&about.path()?.child("name"))?;
    about.remove(&format!("Remove the volume {name}"))
}

/// The mount without `readOnly`.
pub(super) fn writable(about: About<'_>) -> Option<Draft> {
    let path = about.path()?;
    let is_field = path.steps().last() == Some("readOnly");
    let path = if is_field { path.clone() } else { path.child("readOnly") };
    let title = about.case.about(&about.container()?, "Remove readOnly", "of the mount in");
    Draft::of("remove-field", title, about.case.editor.remove(&path))
}

/// The part of the volume that is written.
pub(super) fn same_part(about: About<'_>) -> Option<Draft> {
    let path = about.path()?;
    let volume = about.case.editor.text(&path.parent()?.child("name"))?;
    let containers = about.timeline.pod.containers().iter();
    let mut mounts = containers.flat_map(|container| &container.mounts);
    let writes = mounts.find(|mount| mount.volume == volume && !mount.read_only)?;
    let part = writes.sub_path.as_deref()?;
    let edit = about.case.editor.replace_text(path, part);
    Draft::of("same-subpath", format!("Write subPath: {part}"), edit)
}

/// A volume in memory with a limit.
pub(super) fn bounded(about: About<'_>) -> Option<Draft> {
    let path = about.path()?.child("sizeLimit");
    let edit = about.case.editor.put(&path, New::text(SIZE), &["medium"]);
    Draft::of("limit-volume", format!("Write sizeLimit: {SIZE}"), edit)
}
