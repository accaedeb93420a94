//! What the API server says of an object beyond what a simulation needs to know: validation in full,
//! then warnings. Source: kubernetes `pkg/apis/{core,apps,batch}/validation`, `pkg/api/pod/warnings.go`.
//!
//! `model::lower` reports (and prunes) what would keep a Pod from being simulated; [`review`] adds the
//! rest, in the server's order: decode, default, validate; and warnings only where nothing is wrong.
//! Reads the checked object, field by field, and knows nothing of what happens in time.

mod labels;
mod naming;
mod pod;
mod selector;
mod warnings;
mod workload;

use crate::manifest::{Object, Problem, Report, Severity};
use crate::model;
use crate::version::Version;

/// Everything that an API server of `version` says of `object`, in order of place; decoding has been
/// told with the manifest. Empty for kinds that are not simulated.
pub fn review(object: &Object, version: Version) -> Vec<Problem> {
    let Some(kind) = object.workload else { return Vec::new() };
    let lowered = model::lower(object, version).problems;
    let mut report = Report::new(object, version);
    for problem in lowered {
        report.problems.add_with(|| problem);
    }
    pod::validate(kind, &mut report);
    workload::postpone(kind, &mut report);
    workload::validate(kind, &mut report);
    let is_accepted = object.is_decoded
        && report.problems.told().iter().all(|problem| problem.severity != Severity::Error);
    if is_accepted {
        warnings::warn(kind, &mut report);
    }
    report.problems.finish()
}
