//! What one more sidecar costs.
//!
//! Not always what it requests: listed behind a larger init container it may cost nothing, and in front of
//! it all of it, for then the two run together (`effective.rs`).

use super::effective::{Options, effective};
use super::qos::{QosClass, qos_class};
use crate::model::{
    Bound, CPU, Container, ContainerRole, MEMORY, Pod, Quantity, ResourceList, Resources, Version,
    Workload, WorkloadSpec,
};

/// The effective request in one resource, without and with one more sidecar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The resource's name.
    pub resource: String,
    /// Without it.
    pub now: Quantity,
    /// With it in front of every other entry of the init list.
    pub first: Quantity,
    /// With it behind every other entry of the init list.
    pub last: Quantity,
}

/// What changes with one more sidecar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneMore {
    /// The effective requests, by resource.
    pub costs: Vec<Cost>,
    /// The QoS class that the Pod then has.
    pub qos: QosClass,
}

/// What one more sidecar with these resources would cost each Pod.
pub fn one_more(pod: &Pod, resources: &Resources, version: Version) -> OneMore {
    let requests = |pod: &Pod| {
        let all = effective(pod, Bound::Requests, version, Options::default());
        all.into_iter().map(|figure| (figure.resource, figure.value)).collect::<Vec<_>>()
    };
    let of = |list: &[(String, Quantity)], resource: &str| {
        let found = list.iter().find(|(name, _)| name == resource);
        found.map_or(Quantity::ZERO, |&(_, amount)| amount)
    };
    let (first, last) = (with(pod, resources, true), with(pod, resources, false));
    let (now, in_front, behind) = (requests(pod), requests(&first), requests(&last));
    let cost = |(resource, first): &(String, Quantity)| Cost {
        resource: resource.clone(),
        now: of(&now, resource),
        first: *first,
        last: of(&behind, resource),
    };
    OneMore { costs: in_front.iter().map(cost).collect(), qos: qos_class(&last) }
}

/// The same Pod with one more sidecar, as far as resources are concerned.
fn with(pod: &Pod, resources: &Resources, first: bool) -> Pod {
    let mut name = "one-more".to_owned();
    while pod.index_of(&name).is_some() {
        name += "-x";
    }
    let sidecar = Container::new(&name, ContainerRole::Sidecar, "");
    let mut containers = pod.containers().to_vec();
    let at = if first { 0 } else { pod.init_count() };
    containers.insert(at, Container { resources: resources.clone(), ..sidecar });
    let mut more = Pod::new(&pod.name, containers).expect("invariant: the name is a new one");
    more.resources.clone_from(&pod.resources);
    more.overhead.clone_from(&pod.overhead);
    more
}

/// The requests of the sidecar that is reckoned with: those of the Pod's first sidecar that has any, or
/// else 50 thousandths of a core and 64 MiB.
pub fn usual(pod: &Pod) -> (Option<&Container>, Resources) {
    let sidecar = |container: &&Container| {
        container.role == ContainerRole::Sidecar && !container.resources.requests.is_empty()
    };
    if let Some(like) = pod.containers().iter().find(sidecar) {
        return (Some(like), like.resources.clone());
    }
    let mut requests = ResourceList::default();
    for (resource, text) in [(CPU, "50m"), (MEMORY, "64Mi")] {
        requests.set(resource, Quantity::parse(text).unwrap_or(Quantity::ZERO));
    }
    (None, Resources { requests, ..Resources::default() })
}

/// How many Pods a workload keeps at the same time; `None` where the cluster decides (a `DaemonSet` has
/// one for each node).
pub fn replicas(workload: &Workload) -> Option<u32> {
    match &workload.spec {
        WorkloadSpec::ReplicaSet { replicas } => Some(*replicas),
        WorkloadSpec::StatefulSet(set) => Some(set.replicas),
        WorkloadSpec::DaemonSet => None,
        WorkloadSpec::Job(job) => Some(job.parallelism),
        WorkloadSpec::CronJob(cron) => Some(cron.job.parallelism),
    }
}

/// An amount, `count` times.
pub fn times(amount: Quantity, count: u32) -> Quantity {
    let bits = (0..u32::BITS).rev().map(|bit| count >> bit & 1 == 1);
    bits.fold(Quantity::ZERO, |sum, set| {
        let double = sum + sum;
        if set { double + amount } else { double }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, amount, pod, resources};
    use super::*;

    fn costs(pod: &Pod, requests: &str) -> Vec<String> {
        let more = one_more(pod, &resources(requests, ""), Version::NEWEST);
        let told = |it: &Cost| format!("{}: {} {} {}", it.resource, it.now, it.first, it.last);
        more.costs.iter().map(told).collect()
    }

    #[test]
    fn a_sidecar_costs_by_its_place_in_the_init_list() {
        let app = (App, "app", "cpu 1", "cpu 1");
        assert_eq!(costs(&pod(&[app]), "cpu 50m"), ["cpu: 1 1050m 1050m"]);
        // Behind a larger init container there is room for it; in front it runs beside it.
        let heavy = pod(&[(Init, "setup", "cpu 2", ""), app]);
        assert_eq!(costs(&heavy, "cpu 50m"), ["cpu: 2 2050m 2"]);
        assert_eq!(costs(&heavy, "memory 64Mi"), ["cpu: 2 2 2", "memory: 0 64Mi 64Mi"]);
        let mut of_pod = heavy;
        of_pod.resources = Some(resources("cpu 4", ""));
        assert_eq!(costs(&of_pod, "cpu 50m"), ["cpu: 4 4 4"], "the Pod's own figure stands");
    }

    #[test]
    fn one_without_limits_takes_guaranteed_away() {
        let full = "cpu 1, memory 1Gi";
        let pod = pod(&[(App, "app", full, full)]);
        let qos = |limits| one_more(&pod, &resources(full, limits), Version::NEWEST).qos;
        assert_eq!((qos(""), qos(full)), (QosClass::Burstable, QosClass::Guaranteed));
    }

    #[test]
    fn the_usual_sidecar_is_like_the_first_of_the_pod() {
        let pod_with = pod(&[
            (Sidecar, "bare", "", ""),
            (Sidecar, "side", "cpu 7m", ""),
            (App, "one-more", "", ""),
        ]);
        let (like, usual_one) = usual(&pod_with);
        assert_eq!(like.map(|it| it.name.as_str()), Some("side"));
        assert_eq!(usual_one, resources("cpu 7m", ""));
        assert_eq!(costs(&pod_with, "cpu 1"), ["cpu: 7m 1007m 1007m"], "whatever names there are");
        let alone = pod(&[(App, "app", "", "")]);
        assert_eq!(usual(&alone), (None, resources("cpu 50m, memory 64Mi", "")));
    }

    #[test]
    fn amounts_multiply() {
        for (text, count, product) in
            [("50m", 0, "0"), ("50m", 1, "50m"), ("50m", 3, "150m"), ("64Mi", 1000, "64000Mi")]
        {
            assert_eq!(times(amount(text), count), amount(product));
        }
        assert!(times(amount("1Gi"), u32::MAX) > amount("1Ei"));
    }
}
