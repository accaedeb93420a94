//! An init container that calls a sidecar listed below it.

use super::case::Case;
use super::network::{calls, listens};
use super::{Found, Rule, Severity};
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "sidecar-after-init",
    severity: Severity::Warning,
    title: "An init container needs a sidecar that comes later",
    why: "The init list is worked through in order. A sidecar further down is not started before the init containers above it have ended.",
    example: "\
initContainers:
- {name: fetch, image: \"example/fetch:1\", args: [\"http://localhost:15001/config\"]}
- {name: proxy, image: \"example/proxy:1\", restartPolicy: Always, ports: [{containerPort: 15001}]}
",
    instead: "List the sidecar before the init container that needs it.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        if container.role != ContainerRole::Init {
            return None;
        }
        let mut later = case.containers().skip(index.0 + 1);
        let (sidecar, port) = later.find_map(|(at, sidecar)| {
            let is_sidecar = sidecar.role == ContainerRole::Sidecar;
            let (port, _) = listens(sidecar).into_iter().find(|&(port, _)| calls(container, port))?;
            is_sidecar.then_some((at, port))
        })?;
        let message = format!(
            "The init container `{}` calls port {port} of the sidecar `{}`, which does not start before `{}` has ended.",
            container.name,
            case.pod.container(sidecar).name,
            container.name
        );
        Some(
            Found::new(index, case.program(index), message)
                .and(case.whole(sidecar))
                .at(case.started(index)),
        )
    })
}
