//! A probe of a port name that its container does not declare.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::EventKind;
use crate::model::ProbeKind;

pub(super) const RULE: Rule = Rule {
    code: "probe-port-name-missing",
    severity: Severity::Warning,
    title: "A probe names a port that is not there",
    why: "The name of a port in a probe or a hook stands for a port of the same container. The API server does not check that there is one, and the kubelet finds no port to ask.",
    example: "\
containers:
- name: web
  image: example/web:1
  ports: [{name: web, containerPort: 8080}]
  readinessProbe: {httpGet: {port: http}}
",
    instead: "Declare the port under that name in the same container, or write the name or the number of one that is declared.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.containers() {
        for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
            let Some(name) = container.missing_port(kind) else { continue };
            let message = format!(
                "The {kind} probe of `{}` asks port `{name}`, which `{}` does not declare: the probe never succeeds.",
                container.name, container.name
            );
            let probed = |event: &EventKind| matches!(event, EventKind::Probed { probe, .. } if *probe == kind);
            let path = case.of(index, &format!("{kind}Probe"));
            found.push(Found::new(index, path, message).at(case.first(index, probed)));
        }
    }
    found
}
