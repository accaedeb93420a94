//! Volumes of a Pod and their mounts.

use super::Quantity;

/// `emptyDir.medium`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Medium {
    /// The node's disk.
    #[default]
    Disk,
    /// tmpfs: counts against the writer's memory limit.
    Memory,
}

/// Where a volume's content comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VolumeSource {
    /// Born empty with the Pod, gone with it.
    EmptyDir {
        /// `medium`.
        medium: Medium,
        /// `sizeLimit`.
        size_limit: Option<Quantity>,
    },
    /// Any other source, by its field name: `configMap`, `secret`, `persistentVolumeClaim` …
    Other(String),
}

/// One entry of `spec.volumes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Its name, unique in the Pod.
    pub name: String,
    /// Where its content comes from.
    pub source: VolumeSource,
    /// `hostPath.path`.
    pub host_path: Option<String>,
}

/// One entry of `volumeMounts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The volume's name.
    pub volume: String,
    /// Where it stands in this container.
    pub path: String,
    /// `subPath`, if given.
    pub sub_path: Option<String>,
    /// `subPathExpr`, if given.
    pub sub_path_expr: Option<String>,
    /// `readOnly`.
    pub read_only: bool,
}
