//! An init container that decides what the Pod requests.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::insight::resources::{Options, effective};
use crate::model::{Bound, CPU, MEMORY, Quantity, Stage};

pub(super) const RULE: Rule = Rule {
    code: "init-dominates",
    severity: Severity::Info,
    title: "The init phase decides what the Pod requests",
    why: "The scheduler counts the larger of what the init phase and what the running Pod need, and keeps it reserved as long as the Pod lives.",
    example: "\
initContainers:
- {name: index, image: \"example/index:1\", resources: {requests: {cpu: 2}}}
containers:
- {name: app, image: \"example/app:1\", resources: {requests: {cpu: 500m}}}
",
    instead: "Let the init container request no more than the running Pod does; it may use more, up to its limit.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let figures = effective(case.pod, Bound::Requests, case.timeline.version, Options::default());
    let mut found = Vec::new();
    for figure in figures {
        let counts = [CPU, MEMORY].contains(&figure.resource.as_str());
        let Some(phase) = figure.decisive.map(|at| &figure.phases[at]) else { continue };
        let Stage::Init(index) = phase.stage else { continue };
        let container = case.pod.container(index);
        let running = figure.phases.iter().find(|phase| phase.stage == Stage::Running);
        // Where nothing is requested for the running Pod, nobody has counted.
        let Some(running) = running.filter(|_| counts) else { continue };
        if figure.pod_level.is_some() || running.sum == Quantity::ZERO {
            continue;
        }
        let message = format!(
            "`{}` makes the Pod request {} {}; the running Pod needs {}, so {} stay reserved and unused.",
            container.name,
            phase.sum,
            figure.resource,
            running.sum,
            phase.sum - running.sum
        );
        let path = case.of(index, &format!("resources.requests.{}", figure.resource));
        found.push(Found::new(index, path, message).at(case.exited(index)));
    }
    found
}
