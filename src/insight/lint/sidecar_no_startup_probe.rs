//! A sidecar that somebody calls before it listens.

use super::case::Case;
use super::network::{calls, listens};
use super::{Found, Rule, Severity};
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "sidecar-no-startup-probe",
    severity: Severity::Warning,
    title: "Nothing waits until the sidecar listens",
    why: "The container after a sidecar starts as soon as the process of the sidecar has started (or its postStart hook has returned), not when it listens. A readiness probe holds nothing back; a startup probe does.",
    example: "\
initContainers:
- {name: proxy, image: \"example/proxy:1\", restartPolicy: Always, ports: [{containerPort: 6432}]}
containers:
- {name: app, image: \"example/app:1\", env: [{name: DATABASE, value: \"localhost:6432\"}]}
",
    instead: "Give the sidecar a `startupProbe` on that port.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, sidecar| {
        let gates = sidecar.startup_probe.is_some() || sidecar.post_start.is_some();
        if sidecar.role != ContainerRole::Sidecar || gates {
            return None;
        }
        let ports = listens(sidecar);
        let mut later = case.containers().skip(index.0 + 1);
        let (caller, container, port) = later.find_map(|(caller, container)| {
            let (port, _) = ports.iter().find(|(port, _)| calls(container, *port))?;
            Some((caller, container, *port))
        })?;
        let (up, started) = (case.started(index)?, case.started(caller)?);
        let message = format!(
            "`{}` starts {} after the process of `{}`, whether or not that listens on port {port} by then.",
            container.name,
            case.time(started).since(case.time(up)),
            sidecar.name
        );
        Some(
            Found::new(index, case.whole(index), message)
                .and(case.whole(caller))
                .at(Some(started)),
        )
    })
}
