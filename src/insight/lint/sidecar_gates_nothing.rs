//! A sidecar whose readiness probe is taken for a gate.

use super::case::Case;
use super::sidecar_no_startup_probe;
use super::{Found, Rule, Severity};
use crate::engine::EventKind;
use crate::model::ContainerRole;

pub(super) const RULE: Rule = Rule {
    code: "sidecar-gates-nothing",
    severity: Severity::Info,
    title: "A readiness probe of a sidecar holds nothing back",
    why: "Only a startup probe or a postStart hook of a sidecar delays the containers after it. Readiness decides whether the Pod counts as ready, no more.",
    example: "\
initContainers:
- name: keys
  image: example/keys:1
  restartPolicy: Always
  readinessProbe: {tcpSocket: {port: 9000}}
",
    instead: "Give the sidecar a `startupProbe` if the containers after it need it.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let said = (sidecar_no_startup_probe::RULE.find)(case);
    case.each(|index, sidecar| {
        let gates = sidecar.startup_probe.is_some() || sidecar.post_start.is_some();
        if sidecar.role != ContainerRole::Sidecar || gates || sidecar.readiness_probe.is_none() {
            return None;
        }
        if said.iter().any(|found| found.container == Some(index)) {
            return None;
        }
        let (next, container) = case.containers().nth(index.0 + 1)?;
        let started = case.started(next)?;
        let ready = case.first(index, |kind| *kind == EventKind::BecameReady)?;
        if case.time(ready) <= case.time(started) {
            return None;
        }
        let message = format!(
            "`{}` starts at {}, before the sidecar `{}` is ready at {}: a readinessProbe holds nothing back.",
            container.name,
            case.time(started),
            sidecar.name,
            case.time(ready)
        );
        Some(
            Found::new(index, case.of(index, "readinessProbe"), message).at(Some(started)),
        )
    })
}
