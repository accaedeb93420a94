//! A native sidecar in a version that has none.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "sidecar-too-old",
    severity: Severity::Error,
    title: "This Kubernetes knows no native sidecars",
    why: "Where the feature is off, the API server drops `restartPolicy` of an init container in silence. What is left is an ordinary init container, and the Pod waits for its end.",
    example: "\
# in Kubernetes 1.28
initContainers:
- {name: shipper, image: \"fluent/fluent-bit:3.2\", restartPolicy: Always}
",
    instead: "Use Kubernetes 1.29 or newer, or list it under `containers`.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        if container.role != ContainerRole::Init || !container.serves {
            return None;
        }
        let message = format!(
            "Kubernetes {} has no native sidecars: `{}` is an ordinary init container there, and the Pod waits for its end.",
            case.timeline.version, container.name
        );
        Some(
            Found::new(index, case.of(index, "restartPolicy"), message).at(case.started(index)),
        )
    })
}
