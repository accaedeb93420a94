//! The QoS class of a Pod: who is evicted and killed first when memory runs short.
//!
//! Source: `pkg/apis/core/v1/helper/qos/qos.go` ComputePodQOS.

use crate::model::{Bound, CPU, MEMORY, Pod, Quantity, Resources};

/// `status.qosClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QosClass {
    /// Every container has limits of cpu and memory, and requests just as much.
    Guaranteed,
    /// Something in between.
    Burstable,
    /// No container has a request or a limit.
    BestEffort,
}

impl QosClass {
    /// The class as Kubernetes writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guaranteed => "Guaranteed",
            Self::Burstable => "Burstable",
            Self::BestEffort => "BestEffort",
        }
    }
}

/// The QoS class of `pod`. Only cpu and memory count, and only amounts above zero; of all containers,
/// or of the Pod itself if it has resources of its own.
pub fn qos_class(pod: &Pod) -> QosClass {
    let lists: Vec<&Resources> = match &pod.resources {
        Some(resources) => vec![resources],
        None => pod.containers().iter().map(|container| &container.resources).collect(),
    };
    let mut nothing = true;
    let mut guaranteed = true;
    for resource in [CPU, MEMORY] {
        let amount = |resources: &Resources, bound| {
            resources.list(bound).get(resource).filter(|amount| amount.is_positive())
        };
        let sum = |bound| {
            let amounts = lists.iter().filter_map(|resources| amount(resources, bound));
            amounts.fold(Quantity::ZERO, |sum, amount| sum + amount)
        };
        let (requests, limits) = (sum(Bound::Requests), sum(Bound::Limits));
        nothing &= requests.is_zero() && limits.is_zero();
        guaranteed &= requests == limits
            && lists.iter().all(|resources| amount(resources, Bound::Limits).is_some());
    }
    match (nothing, guaranteed) {
        (true, _) => QosClass::BestEffort,
        (_, true) => QosClass::Guaranteed,
        _ => QosClass::Burstable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, pod, resources};
    use super::*;

    const FULL: &str = "cpu 1, memory 1Gi";

    #[test]
    fn every_container_counts_for_the_class() {
        let app = (App, "app", FULL, FULL);
        for (why, containers, class) in [
            (
                "a sidecar with limits",
                vec![(Sidecar, "side", FULL, FULL), app],
                QosClass::Guaranteed,
            ),
            ("a sidecar without", vec![(Sidecar, "side", "", ""), app], QosClass::Burstable),
            ("an init container without", vec![(Init, "setup", "", ""), app], QosClass::Burstable),
            (
                "a sidecar without limits",
                vec![(Sidecar, "side", FULL, ""), app],
                QosClass::Burstable,
            ),
            (
                "a sidecar's amount alone",
                vec![(Sidecar, "side", "cpu 1m", ""), (App, "app", "", "")],
                QosClass::Burstable,
            ),
            (
                "a limit of zero is none",
                vec![(App, "app", "cpu 1", "cpu 1, memory 0")],
                QosClass::Burstable,
            ),
            ("zeros only", vec![(App, "app", "cpu 0", "memory 0")], QosClass::BestEffort),
            ("a limit without its request", vec![(App, "app", "cpu 1", FULL)], QosClass::Burstable),
            (
                "other resources do not count",
                vec![(App, "app", "cpu 1, memory 1Gi, hugepages-2Mi 4Mi", FULL)],
                QosClass::Guaranteed,
            ),
            (
                "nor do they make a class",
                vec![(App, "app", "example.com/gpu 1", "example.com/gpu 1")],
                QosClass::BestEffort,
            ),
        ] {
            assert_eq!(qos_class(&pod(&containers)), class, "{why}");
        }
    }

    #[test]
    fn the_pods_own_resources_decide_alone() {
        for (requests, limits, class) in [
            (FULL, FULL, QosClass::Guaranteed),
            (FULL, "cpu 1", QosClass::Burstable),
            (FULL, "memory 1Gi", QosClass::Burstable),
            (FULL, "", QosClass::Burstable),
            ("cpu 1", FULL, QosClass::Burstable),
            ("cpu 500m, memory 1Gi", FULL, QosClass::Burstable),
            ("hugepages-2Mi 4Mi", "hugepages-2Mi 4Mi", QosClass::BestEffort),
        ] {
            for amounts in [FULL, ""] {
                let mut pod = pod(&[(App, "app", amounts, amounts)]);
                pod.resources = Some(resources(requests, limits));
                assert_eq!(qos_class(&pod), class, "{requests} / {limits}");
            }
        }
    }
}
