//! A port of the node claimed by a sidecar and by another container.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{ContainerRole, Port};

pub(super) const RULE: Rule = Rule {
    code: "port-clash-sidecar-hostport",
    severity: Severity::Error,
    title: "One port of the node, claimed twice",
    why: "The API server compares the host ports of app containers with one another, but looks at each init container alone. A sidecar that takes the host port of another container passes, and cannot work.",
    example: "\
initContainers:
- {name: proxy, image: \"example/proxy:1\", restartPolicy: Always, ports: [{containerPort: 8443, hostPort: 443}]}
containers:
- {name: web, image: \"example/web:1\", ports: [{containerPort: 9443, hostPort: 443}]}
",
    instead: "Give them different host ports, or leave `hostPort` out and use a Service.",
    reference: "https://kubernetes.io/docs/concepts/configuration/overview/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.lasting() {
        for (at, port) in container.ports.iter().enumerate() {
            let Some(number) = port.host_port else { continue };
            let earlier = case.lasting().take_while(|&(other, _)| other < index);
            // Two app containers are the API server's own business.
            let mut sidecars = earlier.filter(|(_, other)| other.role == ContainerRole::Sidecar);
            let clash = sidecars.find(|(_, other)| other.ports.iter().any(|it| clashes(it, port)));
            let Some((first, other)) = clash else { continue };
            let message = format!(
                "`{}` and `{}` both claim port {number} of the node, and only one of them can have it.",
                other.name, container.name
            );
            let path = case.of(index, &format!("ports[{at}].hostPort"));
            let about = Found::new(index, path, message).and(case.of(first, "ports"));
            found.push(about.at(case.started(index)));
        }
    }
    found
}

/// An absent address stands for all of them.
fn clashes(one: &Port, other: &Port) -> bool {
    let same_address = match (&one.host_ip, &other.host_ip) {
        (Some(one), Some(other)) => one == other || one == "0.0.0.0" || other == "0.0.0.0",
        _ => true,
    };
    one.host_port == other.host_port && one.protocol == other.protocol && same_address
}
