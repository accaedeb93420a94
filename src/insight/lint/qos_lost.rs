//! One container that keeps the Pod from being Guaranteed.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{Bound, CPU, Container, MEMORY};

pub(super) const RULE: Rule = Rule {
    code: "qos-lost",
    severity: Severity::Info,
    title: "One container costs the Pod its QoS class",
    why: "A Pod is Guaranteed only if every container, init containers and sidecars included, has limits of cpu and memory and requests as much. Guaranteed Pods are the last to be evicted.",
    example: "\
containers:
- {name: app, image: \"example/app:1\", resources: {limits: {cpu: 1, memory: 1Gi}}}
- {name: shipper, image: \"example/shipper:1\"}
",
    instead: "Give that container limits of cpu and memory, too.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    if case.pod.resources.is_some() {
        return Vec::new();
    }
    let mut others = case.containers().filter(|(_, container)| !is_guaranteed(container));
    let (Some((index, container)), None) = (others.next(), others.next()) else {
        return Vec::new();
    };
    // With one container alone nothing is lost, it was never meant.
    if case.pod.containers().len() < 2 {
        return Vec::new();
    }
    let message = format!(
        "The Pod is Burstable because of `{}` alone; with limits of cpu and memory there it is Guaranteed.",
        container.name
    );
    vec![Found::new(index, case.of(index, "resources"), message)]
}

fn is_guaranteed(container: &Container) -> bool {
    let amount = |bound, resource| {
        container.resources.list(bound).get(resource).filter(|amount| amount.is_positive())
    };
    [CPU, MEMORY].into_iter().all(|resource| {
        let limit = amount(Bound::Limits, resource);
        limit.is_some() && amount(Bound::Requests, resource) == limit
    })
}
