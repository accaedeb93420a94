//! Rules about volumes and their mounts (`ValidateVolumes`, `ValidateVolumeMounts`).

use super::Report;
use crate::manifest::FieldPath;
use crate::manifest::fields::{Container, Entry, Volume};
use std::collections::BTreeSet;

/// Drops volumes without a name of their own; returns the names of the others.
pub(super) fn validate(
    volumes: &mut [Option<Volume>],
    path: &FieldPath,
    report: &mut Report<'_>,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, slot) in volumes.iter_mut().enumerate() {
        let Some(volume) = slot else { continue };
        let name = volume.name.clone().unwrap_or_default();
        let path = path.index(at).child("name");
        if name.is_empty() {
            // An absent name is the schema's word; an empty one is ours.
            if volume.name.is_some() {
                report.required(&path, "", "Give the volume a name, to be used in `volumeMounts`.");
            }
            *slot = None;
        } else if names.contains(&name) {
            report.duplicate(&path, &name, "Give each volume a name of its own.");
            *slot = None;
        } else {
            names.insert(name);
        }
    }
    names
}

/// Drops mounts of volumes that are not there.
pub(super) fn validate_mounts(
    container: &mut Container,
    volumes: &BTreeSet<String>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let path = path.child("volumeMounts");
    for (at, slot) in container.volume_mounts.iter_mut().enumerate() {
        let Some(Entry { name, .. }) = slot else {
            continue;
        };
        if name.is_empty() {
            *slot = None;
        } else if !volumes.contains(name) {
            let help = format!(
                "Declare a volume named {name} below `volumes:`, or use the name of one that is there."
            );
            report.not_found(&path.index(at).child("name"), name, &help);
            *slot = None;
        }
    }
}
