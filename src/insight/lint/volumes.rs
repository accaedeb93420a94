//! Who mounts what, and where.

use super::case::Case;
use crate::model::{Container, ContainerIndex, Mount, Volume, VolumeSource};

/// A mount, with its container and its position there.
pub(super) type Mounted<'a> = (ContainerIndex, usize, &'a Mount);

/// Every mount of a volume, in order of the containers.
pub(super) fn mounts_of<'a>(case: &Case<'a>, volume: &str) -> Vec<Mounted<'a>> {
    let mut mounts = Vec::new();
    for (index, container) in case.containers() {
        for (at, mount) in container.mounts.iter().enumerate() {
            if mount.volume == volume {
                mounts.push((index, at, mount));
            }
        }
    }
    mounts
}

/// Whether `path` is `folder` or lies in it.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The mount that `path` lies in, the innermost of them.
pub(super) fn mount_at<'a>(container: &'a Container, path: &str) -> Option<(usize, &'a Mount)> {
    let mounts = container.mounts.iter().enumerate().filter(|(_, mount)| is_in(path, &mount.path));
    mounts.max_by_key(|(_, mount)| mount.path.trim_end_matches('/').len())
}

/// Whether nobody can write to a volume, whatever its mounts say.
pub(super) fn is_always_read_only(volume: &Volume) -> bool {
    let VolumeSource::Other(source) = &volume.source else { return false };
    matches!(source.as_str(), "configMap" | "secret" | "projected" | "downwardAPI")
}

/// Whether only a part of the volume is mounted.
pub(super) fn is_part(mount: &Mount) -> bool {
    mount.sub_path.is_some() || mount.sub_path_expr.is_some()
}
