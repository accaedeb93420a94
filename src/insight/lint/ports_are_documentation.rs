//! A declared port on which the program does not listen.

use super::case::Case;
use super::network::known_port;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "ports-are-documentation",
    severity: Severity::Info,
    title: "Declaring a port opens nothing",
    why: "`ports` tells people and Services which ports there are. It changes nothing about where a program listens.",
    example: "\
containers:
- {name: web, image: \"nginx:1.29\", ports: [{containerPort: 8080}]}
",
    instead: "Declare the port on which the program listens, or configure the program.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.lasting() {
        let Some(known) = known_port(container) else { continue };
        let mut ports = container.ports.iter().enumerate();
        let other = ports.find(|(_, port)| port.container_port != known);
        let Some((at, port)) = other else { continue };
        let message = format!(
            "`{}` listens on port {known} as `{}` does without a configuration; `containerPort: {}` does not change that.",
            container.name, container.image, port.container_port
        );
        let path = case.of(index, &format!("ports[{at}].containerPort"));
        found.push(Found::new(index, path, message).at(case.started(index)));
    }
    found
}
