//! How much an `emptyDir` volume holds.

use super::limits::limit_of_pod;
use crate::model::{Gate, MEMORY, Medium, Pod, Quantity, Version, Volume, VolumeSource};

/// The size of a volume in memory (tmpfs): the node's memory, or the Pod's limit, or `sizeLimit`,
/// whichever is least. `None` for any other volume, and where the kubelet leaves the size to the
/// kernel: half of the node's memory.
///
/// Source: `pkg/volume/emptydir/empty_dir.go` calculateEmptyDirMemorySize; KEP-1967.
pub fn memory_size(
    pod: &Pod,
    volume: &Volume,
    node_memory: Quantity,
    version: Version,
) -> Option<Quantity> {
    let VolumeSource::EmptyDir { medium: Medium::Memory, size_limit } = volume.source else {
        return None;
    };
    if !version.has(Gate::SizeMemoryBackedVolumes) {
        return None;
    }
    let bounds = [limit_of_pod(pod, MEMORY, version), size_limit];
    let bounds = bounds.into_iter().flatten().filter(|bound| bound.is_positive());
    Some(bounds.fold(node_memory, Quantity::min))
}

/// How much a volume may hold before the kubelet evicts the Pod; `None` without a bound of its own.
/// Writing beyond it is no error.
///
/// Source: `pkg/kubelet/eviction/eviction_manager.go` emptyDirLimitEviction.
pub fn eviction_limit(volume: &Volume) -> Option<Quantity> {
    match volume.source {
        VolumeSource::EmptyDir { size_limit, .. } => size_limit.filter(|limit| limit.is_positive()),
        VolumeSource::Other(_) => None,
    }
}
