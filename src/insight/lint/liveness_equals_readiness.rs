//! A liveness probe that is the readiness probe once more.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{Millis, Probe, ProbeAction};

pub(super) const RULE: Rule = Rule {
    code: "liveness-equals-readiness",
    severity: Severity::Warning,
    title: "Liveness and readiness ask the same, as patiently",
    why: "A container that is not ready gets no traffic and may recover. One that is not alive is killed. If both probes ask the same with the same patience, every moment of overload becomes a restart.",
    example: "\
readinessProbe: {httpGet: {path: /ready, port: 8080}}
livenessProbe: {httpGet: {path: /ready, port: 8080}}
",
    instead: "Let the liveness probe ask for less, or give it a larger `failureThreshold`; leave it out if the process exits when it is broken.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let (liveness, readiness) =
            (container.liveness_probe.as_ref()?, container.readiness_probe.as_ref()?);
        let is_request =
            matches!(liveness.action, ProbeAction::HttpGet { .. } | ProbeAction::Grpc { .. });
        let patience =
            |probe: &Probe| Millis(probe.period.0 * u64::from(probe.failure_threshold));
        if !is_request
            || liveness.action != readiness.action
            || patience(liveness) > patience(readiness)
        {
            return None;
        }
        let message = format!(
            "`{}` is killed after {} of failures of the very probe that takes it out of service after {}.",
            container.name,
            patience(liveness),
            patience(readiness)
        );
        Some(
            Found::new(index, case.of(index, "livenessProbe"), message)
                .and(case.of(index, "readinessProbe")),
        )
    })
}
