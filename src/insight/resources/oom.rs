//! `oom_score_adj`: in which order the kernel kills processes when the node's memory is used up.
//!
//! Source: `pkg/kubelet/qos/policy.go` GetContainerOOMScoreAdjust, `helpers.go`.

use super::qos::{QosClass, qos_class};
use crate::model::{
    Bound, ContainerIndex, ContainerRole, MEMORY, Pod, Quantity, ResourceList, aggregate,
};

/// The last to be killed.
const GUARANTEED: i64 = -997;
/// The first to be killed.
const BEST_EFFORT: i64 = 1000;

/// The score adjustment of a container on a node with `node_memory` bytes: from -997, killed last, to
/// 1000, killed first.
///
/// Of a Burstable Pod: the smaller the share of the node's memory that a container requests, the
/// higher its score. A sidecar is never killed before the app container that is killed first.
pub fn oom_score_adj(pod: &Pod, index: ContainerIndex, node_memory: u64) -> i64 {
    if is_node_critical(pod) {
        return GUARANTEED;
    }
    match qos_class(pod) {
        QosClass::Guaranteed => return GUARANTEED,
        QosClass::BestEffort => return BEST_EFFORT,
        QosClass::Burstable => {}
    }
    let share = share_of_the_rest(pod);
    let capacity = i64::try_from(node_memory).unwrap_or(i64::MAX).max(1);
    let score = |request: i64| 1000 - request.saturating_add(share).saturating_mul(1000) / capacity;
    let request = |index| bytes(&pod.container(index).resources.requests);
    let mut adjustment = score(request(index));
    if pod.container(index).role == ContainerRole::Sidecar {
        let highest = pod.app_indices().map(|app| score(request(app))).max();
        adjustment = highest.map_or(adjustment, |highest| adjustment.min(highest));
    }
    // Burstable stays between the other two.
    adjustment.clamp(1000 + GUARANTEED, BEST_EFFORT - 1)
}

/// Whether it is of the class `system-node-critical` (`IsNodeCriticalPod`). The kubelet also asks
/// for a system priority or a static Pod; admission gives every Pod of the class that priority.
pub fn is_node_critical(pod: &Pod) -> bool {
    pod.priority_class.as_deref() == Some("system-node-critical")
}

/// What each container gets of the memory that the Pod requests beyond its containers
/// (`remainingPodMemReqPerContainer`).
fn share_of_the_rest(pod: &Pod) -> i64 {
    let of_pod = pod.resources.as_ref().map_or(0, |resources| bytes(&resources.requests));
    if of_pod == 0 {
        return 0;
    }
    let count = i64::try_from(pod.containers().len()).unwrap_or(i64::MAX);
    (of_pod - bytes(&aggregate(pod, Bound::Requests))) / count
}

fn bytes(list: &ResourceList) -> i64 {
    list.get(MEMORY).map_or(0, Quantity::units)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, pod, resources};
    use super::*;

    fn score(pod: &Pod, name: &str, node_memory: u64) -> i64 {
        oom_score_adj(pod, pod.index_of(name).expect("a container"), node_memory)
    }

    #[test]
    fn burstable_stays_between_guaranteed_and_best_effort() {
        for (request, score_is) in [
            ("", 999),
            ("memory 1", 999),
            ("memory 4", 996),
            ("memory 500", 500),
            ("memory 499500m", 500),
            ("memory 997", 3),
            ("memory 998", 3),
            ("memory 5000", 3),
        ] {
            let pod = pod(&[(App, "app", request, "cpu 1")]);
            assert_eq!(score(&pod, "app", 1000), score_is, "{request}");
        }
        let pod = pod(&[(App, "app", "", "")]);
        assert_eq!(score(&pod, "app", 1000), 1000);
    }

    #[test]
    fn only_the_class_of_the_node_itself_protects() {
        let mut pod = pod(&[(Init, "setup", "", ""), (App, "app", "", "")]);
        for (class, expected) in
            [("system-node-critical", -997), ("system-cluster-critical", 1000), ("high", 1000)]
        {
            pod.priority_class = Some(class.to_owned());
            assert_eq!(score(&pod, "app", 1000), expected, "{class}");
            assert_eq!(score(&pod, "setup", 1000), expected, "{class}");
        }
    }

    #[test]
    fn a_sidecar_is_never_killed_before_the_app_container_killed_first() {
        for (side, expected) in
            [("", 800), ("memory 100", 800), ("memory 200", 800), ("memory 400", 600)]
        {
            let pod = pod(&[
                (Init, "setup", "memory 50", ""),
                (Sidecar, "side", side, ""),
                (App, "large", "memory 500", ""),
                (App, "small", "memory 200", ""),
            ]);
            assert_eq!(score(&pod, "side", 1000), expected, "{side}");
            assert_eq!(score(&pod, "setup", 1000), 950, "an init container is no sidecar");
        }
    }

    #[test]
    fn what_the_pod_requests_beyond_its_containers_is_shared_evenly() {
        let mut pod = pod(&[
            (Init, "setup", "memory 300", ""),
            (Sidecar, "side", "", ""),
            (App, "app", "memory 100", ""),
        ]);
        // The containers come to 300; the other 200 make 66 for each of the three.
        pod.resources = Some(resources("memory 500", ""));
        let scores = ["setup", "side", "app"].map(|name| score(&pod, name, 1000));
        assert_eq!(scores, [634, 834, 834]);
        pod.resources = Some(resources("cpu 1", ""));
        assert_eq!(score(&pod, "app", 1000), 900, "no memory is requested for the Pod");
    }
}
