//! One port name in two containers.

use super::case::Case;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "service-port-name-duplicate",
    severity: Severity::Warning,
    title: "A port name that two containers use",
    why: "A Service that selects a port by its name gets the first container that declares it, sidecars of the init list before app containers. The other one is never reached by that name.",
    example: "\
containers:
- {name: web, image: \"example/web:1\", ports: [{name: http, containerPort: 8080}]}
- {name: admin, image: \"example/admin:1\", ports: [{name: http, containerPort: 9090}]}
",
    instead: "Give each port of the Pod a name of its own.",
    reference: "https://kubernetes.io/docs/concepts/services-networking/service/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.lasting() {
        for (at, port) in container.ports.iter().enumerate() {
            let Some(name) = &port.name else { continue };
            let mut earlier = case.lasting().take_while(|&(other, _)| other < index);
            let first = earlier.find_map(|(_, other)| {
                let same = other.ports.iter().find(|it| {
                    it.name.as_ref() == Some(name)
                        && it.protocol == port.protocol
                        && it.container_port != port.container_port
                })?;
                Some((other, same))
            });
            let Some((other, same)) = first else { continue };
            let message = format!(
                "A Service that asks for port `{name}` gets {} of `{}`, never {} of `{}`.",
                same.container_port, other.name, port.container_port, container.name
            );
            let path = case.of(index, &format!("ports[{at}].name"));
            found.push(Found::new(index, path, message));
        }
    }
    found
}
