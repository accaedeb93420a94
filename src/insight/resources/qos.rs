//! The QoS class of a Pod: who is evicted and killed first when memory runs short.
//!
//! Source: `pkg/apis/core/v1/helper/qos/qos.go` ComputePodQOS.

use crate::model::{Bound, CPU, ContainerIndex, MEMORY, Pod, Quantity, Resources};

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

/// What keeps a Pod from being Guaranteed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Whose figure it is; `None` for the Pod's own.
    pub container: Option<ContainerIndex>,
    /// `cpu` or `memory`.
    pub resource: &'static str,
    /// The request that is another than the limit, and the limit; `None` if there is no limit.
    pub differ: Option<(Quantity, Quantity)>,
}

/// Everything that keeps `pod` from being Guaranteed, container by container; nothing if it is. Where
/// the Pod has resources of its own, only those count.
pub fn lacks(pod: &Pod) -> Vec<Lack> {
    let of_pod = pod.resources.iter().map(|resources| (None, resources));
    let of_containers = pod
        .indices()
        .filter(|_| pod.resources.is_none())
        .map(|index| (Some(index), &pod.container(index).resources));
    let lists = of_pod.chain(of_containers);
    let lack = |(container, resources): (Option<ContainerIndex>, &Resources), resource| {
        let amount = |bound| resources.list(bound).get(resource).unwrap_or(Quantity::ZERO);
        let (request, limit) = (amount(Bound::Requests), amount(Bound::Limits));
        let differ = limit.is_positive().then_some((request, limit));
        (request != limit || differ.is_none()).then_some(Lack { container, resource, differ })
    };
    lists.flat_map(|list| [CPU, MEMORY].into_iter().filter_map(move |it| lack(list, it))).collect()
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

    #[test]
    fn a_pod_is_guaranteed_where_nothing_is_lacking() {
        let told = |pod: &Pod| {
            let one = |lack: Lack| {
                let name = lack.container.map_or("Pod", |index| &pod.container(index).name);
                let differ = lack.differ.map(|(request, limit)| format!("{request} of {limit}"));
                format!("{name} {} {}", lack.resource, differ.unwrap_or_default())
            };
            lacks(pod).into_iter().map(one).collect::<Vec<_>>()
        };
        let full = (App, "app", FULL, FULL);
        assert!(told(&pod(&[full])).is_empty());
        let side = (Sidecar, "side", "cpu 1, memory 1Gi", "cpu 2");
        let lacking = pod(&[side, full, (App, "idle", "cpu 0, memory 1", "cpu 0, memory 1")]);
        assert_eq!(told(&lacking), ["side cpu 1 of 2", "side memory ", "idle cpu "]);
        let mut of_pod = lacking;
        of_pod.resources = Some(resources(FULL, FULL));
        assert!(told(&of_pod).is_empty(), "the containers do not count");
        assert_eq!(qos_class(&of_pod), QosClass::Guaranteed);
        of_pod.resources = Some(resources("cpu 1", "cpu 1"));
        assert_eq!(told(&of_pod), ["Pod memory "]);
    }
}
