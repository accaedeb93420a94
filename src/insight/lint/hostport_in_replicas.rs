//! Several replicas that need the same port of a node.

use super::case::Case;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "hostport-in-replicas",
    severity: Severity::Warning,
    title: "A host port allows one Pod per node",
    why: "A port of a node can be given away once. The scheduler puts no two Pods with the same host port on one node: replicas beyond the number of nodes stay Pending.",
    example: "\
kind: Deployment
spec:
  replicas: 3
  template:
    spec:
      containers:
      - {name: web, image: \"example/web:1\", ports: [{containerPort: 8080, hostPort: 80}]}
",
    instead: "Leave `hostPort` out and use a Service. If every node is to have one, use a DaemonSet.",
    reference: "https://kubernetes.io/docs/concepts/configuration/overview/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let replicas = case.replicas();
    if replicas < 2 {
        return Vec::new();
    }
    case.each(|index, container| {
        let mut ports = container.ports.iter().enumerate();
        let (at, number) = ports.find_map(|(at, port)| Some((at, port.host_port?)))?;
        let message = format!(
            "{} needs {replicas} nodes for its {replicas} Pods: only one of them can have port {number} of a node.",
            case.name()
        );
        Some(Found::new(index, case.of(index, &format!("ports[{at}].hostPort")), message))
    })
}
