//! ReplicaSet (`ValidateReplicaSetSpec`).

use super::not_negative;
use super::template::{self, Rules};
use crate::manifest::{FieldPath, Report, Value};

/// What holds for its template, and for a Deployment's.
pub(super) const RULES: Rules = Rules {
    // The server's own slip, as far as a ReplicaSet is meant.
    named: "deployment",
    deadline: "activeDeadlineSeconds in ReplicaSet is not Supported",
    unusable: Some("invalid label selector"),
    needs_selector: true,
};

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    not_negative(&["replicas", "minReadySeconds"], spec, path, report);
    template::validate(&RULES, spec, path, report);
}
