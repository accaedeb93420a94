//! The rules about a Pod's spec, wherever it stands.

use crate::manifest::{Report, WorkloadKind};

/// Reports them.
pub(super) fn validate(_kind: WorkloadKind, _report: &mut Report<'_>) {}
