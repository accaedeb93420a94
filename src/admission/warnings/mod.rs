//! What the API server accepts with a warning.

use crate::manifest::{Report, WorkloadKind};

/// Reports them.
pub(super) fn warn(_kind: WorkloadKind, _report: &mut Report<'_>) {}
