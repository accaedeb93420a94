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

#[cfg(test)]
mod tests {
    use super::super::sample::{App, amount, list, pod, resources};
    use super::*;

    fn volume(medium: Medium, size_limit: &str) -> Volume {
        let size_limit = (!size_limit.is_empty()).then(|| amount(size_limit));
        let source = VolumeSource::EmptyDir { medium, size_limit };
        Volume { name: "cache".to_owned(), source, host_path: None }
    }

    #[test]
    fn the_least_of_node_pod_and_volume_is_the_size_in_memory() {
        let limited = pod(&[(App, "app", "", "memory 4Gi")]);
        let half_limited = pod(&[(App, "app", "", "memory 4Gi"), (App, "idle", "", "")]);
        let requesting = pod(&[(App, "app", "memory 4Gi", "")]);
        let huge = pod(&[(App, "app", "", "memory 64Gi")]);
        let mut of_pod = half_limited.clone();
        of_pod.resources = Some(resources("", "memory 2Gi"));
        let mut with_overhead = limited.clone();
        with_overhead.overhead = list("memory 1Gi");
        for (why, pod, size_limit, size) in [
            ("the Pod's limit", &limited, "", "4Gi"),
            ("sizeLimit 0 is none", &limited, "0", "4Gi"),
            ("a smaller sizeLimit", &limited, "1Gi", "1Gi"),
            ("a larger sizeLimit", &limited, "8Gi", "4Gi"),
            ("no limit at all", &requesting, "", "16Gi"),
            ("no limit but sizeLimit", &requesting, "1Gi", "1Gi"),
            ("an unlimited container", &half_limited, "", "16Gi"),
            ("a limit of the Pod itself", &of_pod, "", "2Gi"),
            ("more than the node has", &huge, "32Gi", "16Gi"),
            ("the overhead is part of the limit", &with_overhead, "", "5Gi"),
        ] {
            let volume = volume(Medium::Memory, size_limit);
            let came = memory_size(pod, &volume, amount("16Gi"), Version::NEWEST);
            assert_eq!(came, Some(amount(size)), "{why}");
        }
    }

    #[test]
    fn only_memory_has_a_size_and_only_where_the_kubelet_gives_it_one() {
        let pod = pod(&[(App, "app", "", "memory 4Gi")]);
        let old = Version::new(31).expect("a known minor");
        let node = amount("16Gi");
        assert!(memory_size(&pod, &volume(Medium::Memory, ""), node, old).is_some());
        let off = old.with(Gate::SizeMemoryBackedVolumes, false);
        assert_eq!(memory_size(&pod, &volume(Medium::Memory, "1Gi"), node, off), None);
        assert_eq!(memory_size(&pod, &volume(Medium::Disk, "1Gi"), node, old), None);
    }

    #[test]
    fn a_size_limit_above_zero_evicts() {
        for (medium, size_limit, limit) in [
            (Medium::Disk, "1Gi", Some("1Gi")),
            (Medium::Memory, "1Gi", Some("1Gi")),
            (Medium::Disk, "0", None),
            (Medium::Disk, "", None),
        ] {
            assert_eq!(eviction_limit(&volume(medium, size_limit)), limit.map(amount));
        }
    }
}
