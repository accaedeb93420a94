//! The rules about what makes Pods: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob.

use crate::manifest::{Report, WorkloadKind};

/// Reports them.
pub(super) fn validate(_kind: WorkloadKind, _report: &mut Report<'_>) {}
