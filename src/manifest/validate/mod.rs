//! The API server's rules about values, in one version, applied to the pod template of an object.
//!
//! What breaks a rule is reported and pruned, as in the check before: a container that cannot
//! stand is dropped, a wrong value goes back to its default, and the rest goes on. One file per
//! part of the template. Source: kubernetes `pkg/apis/core/validation/validation.go`.

mod containers;
mod handlers;
mod pod;
mod version;
mod volumes;

use super::fields::PodTemplate;
use super::report::Report;
use super::{Object, Problems, WorkloadKind};
use crate::version::Version;

/// What the server says of a number that is no port (`IsValidPortNum`).
pub(crate) const PORT_RANGE: &str = "must be between 1 and 65535, inclusive";

/// The pod template of `object` with nothing in it that breaks a rule, and what was broken.
/// Containers that are left have a name of their own; there may be none left.
pub(crate) fn validate(
    object: &Object,
    workload: WorkloadKind,
    version: Version,
) -> (PodTemplate, Problems) {
    let mut template = object.template.clone();
    let mut report = Report::new(object, version);
    version::prune(&mut template, workload, &mut report);
    pod::validate(&mut template, workload, &mut report);
    (template, report.problems)
}
