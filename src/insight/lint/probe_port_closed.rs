//! A probe of a port on which nobody listens.

use super::case::Case;
use super::network::{known_port, listens};
use super::{Found, Rule, Severity};
use crate::engine::EventKind;
use crate::model::{Container, ProbeAction, ProbeKind};

pub(super) const RULE: Rule = Rule {
    code: "probe-port-closed",
    severity: Severity::Error,
    title: "A probe asks a port that nobody opens",
    why: "A probe goes to the IP of the Pod. Where nobody listens the connection is refused, and the probe fails as long as the container runs.",
    example: "\
containers:
- name: web
  image: nginx:1.29
  readinessProbe: {httpGet: {port: 8080}}
",
    instead: "Probe the port on which the program listens.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.lasting() {
        let Some(known) = known_port(container) else { continue };
        for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
            let Some(port) = probed_port(container, kind).filter(|&port| port != known) else {
                continue;
            };
            // Another container may listen there, declared or not: only known ones count as closed.
            let may_listen = case.lasting().any(|(other, it)| {
                other != index
                    && (known_port(it).is_none() || listens(it).iter().any(|&(its, _)| its == port))
            });
            if may_listen {
                continue;
            }
            let message = format!(
                "The {kind} probe of `{}` asks port {port}, but `{}` listens on {known}: the probe always fails.",
                container.name, container.image
            );
            let probed = |event: &EventKind| matches!(event, EventKind::Probed { probe, .. } if *probe == kind);
            let path = case.of(index, &format!("{kind}Probe"));
            found.push(Found::new(index, path, message).at(case.first(index, probed)));
        }
    }
    found
}

/// The TCP port that a probe asks.
fn probed_port(container: &Container, kind: ProbeKind) -> Option<u16> {
    let (ProbeAction::HttpGet { port, .. } | ProbeAction::TcpSocket { port }) =
        &container.probe(kind)?.action
    else {
        return None;
    };
    let named = container.ports.iter().find(|it| it.name.as_ref() == Some(port));
    named.map(|it| it.container_port).or_else(|| port.parse().ok())
}
