//! An init container that never ends.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::inferred::Ending;
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "init-never-ends",
    severity: Severity::Error,
    title: "An init container that never ends",
    why: "An init container has to exit 0 before the next one starts. There is no time limit: the Pod stays in Init.",
    example: "\
initContainers:
- {name: shipper, image: \"fluent/fluent-bit:3.2\"}
",
    instead: "If it is to run beside the app, add `restartPolicy: Always`: that makes it a sidecar (from 1.29). Else give it a command that ends.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let is_plain = container.role == ContainerRole::Init && !container.serves;
        if !is_plain || case.ending(index) != Ending::Never {
            return None;
        }
        let waiting = case.pod.containers().len() - index.0 - 1;
        let message = format!(
            "The init container `{}` never ends: the Pod stays at Init:{}/{}, and {waiting} {} never started.",
            container.name,
            index.0,
            case.pod.init_count(),
            if waiting == 1 { "container is" } else { "containers are" }
        );
        Some(Found::new(index, case.program(index), message).at(case.started(index)))
    })
}
