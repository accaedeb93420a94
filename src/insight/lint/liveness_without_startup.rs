//! A liveness probe that does not wait for a slow start.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::Basis;
use crate::model::{Container, ContainerIndex, Millis, Probe, ProbeAction};

pub(super) const RULE: Rule = Rule {
    code: "liveness-without-startup",
    severity: Severity::Warning,
    title: "The liveness probe kills a container that is still starting",
    why: "A liveness probe begins at the start of the container, and after `failureThreshold` failures the container is killed. If it needs longer than that to come up, it never does.",
    example: "\
readinessProbe: {httpGet: {path: /, port: 8080}, initialDelaySeconds: 60}
livenessProbe: {httpGet: {path: /, port: 8080}}
",
    instead: "Give the container a `startupProbe` with enough attempts: the other probes wait for it.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let liveness = container.liveness_probe.as_ref()?;
        if container.startup_probe.is_some() {
            return None;
        }
        let comes_up = comes_up(case, index, container, liveness)?;
        // The first failure comes after the delay, at the latest within one period.
        let kills = liveness.initial_delay
            + Millis(liveness.period.0 * u64::from(liveness.failure_threshold));
        if kills >= comes_up {
            return None;
        }
        let message = format!(
            "`{}` is expected up after {comes_up}, but its liveness probe gives it no more than {kills}.",
            container.name
        );
        Some(
            Found::new(index, case.of(index, "livenessProbe"), message)
                .and(case.of(index, "readinessProbe"))
                .at(case.started(index)),
        )
    })
}

/// How long the container needs before its liveness probe can succeed, as far as the manifest says:
/// by the file that both probes read, or by the delay that the readiness probe of the same port has.
fn comes_up(
    case: &Case<'_>,
    index: ContainerIndex,
    container: &Container,
    liveness: &Probe,
) -> Option<Millis> {
    let readiness = container.readiness_probe.as_ref()?;
    if let ProbeAction::Exec { .. } = liveness.action {
        let after = case.timeline.scenario.process(index).attempt(0).ready_after;
        let is_said = after.basis == Basis::Declared && liveness.action == readiness.action;
        return after.value.filter(|_| is_said);
    }
    let port = |probe: &Probe| match &probe.action {
        ProbeAction::HttpGet { port, .. }
        | ProbeAction::TcpSocket { port }
        | ProbeAction::Grpc { port } => Some(port.clone()),
        ProbeAction::Exec { .. } => None,
    };
    (port(liveness) == port(readiness)).then_some(readiness.initial_delay)
}
