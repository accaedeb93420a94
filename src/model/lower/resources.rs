//! Requests and limits, and what the API server fills in.
//!
//! The defaults are those of a Pod, not of a template; but the Pod that a controller makes from a
//! template passes through the API server, too, and is the one that is lowered here.

use crate::manifest::fields::{self, Amounts, PodSpec};
use crate::model::{
    Bound, CPU, Gate, MEMORY, Pod, ResourceList, Resources, Version, aggregate, is_huge_pages,
};

/// The resources of a container.
pub(super) fn of_container(fields: &fields::Resources) -> Resources {
    Resources { requests: list(&fields.requests), limits: list(&fields.limits) }
}

/// The resources of the Pod as a whole, those that can be set for it.
pub(super) fn of_pod(spec: &PodSpec) -> Option<Resources> {
    let mut resources = of_container(&spec.resources);
    resources.requests.retain(is_for_pods);
    resources.limits.retain(is_for_pods);
    let is_set = !resources.requests.is_empty() || !resources.limits.is_empty();
    is_set.then_some(resources)
}

/// Amounts in order of names.
pub(super) fn list(amounts: &Amounts) -> ResourceList {
    let mut list = ResourceList::default();
    for (resource, amount) in amounts {
        list.set(resource, *amount);
    }
    list
}

/// Whether `spec.resources` may name it (`IsSupportedPodLevelResource`).
fn is_for_pods(resource: &str) -> bool {
    [CPU, MEMORY].contains(&resource) || is_huge_pages(resource)
}

/// What the API server adds to a Pod when it is created (`SetDefaults_Pod`).
pub(super) fn set_defaults(pod: &mut Pod, version: Version) {
    for container in pod.containers_mut() {
        let Resources { requests, limits } = &mut container.resources;
        for (resource, limit) in limits.iter() {
            requests.set_missing(resource, limit);
        }
    }
    // Read, filled in and put back: the sums need the Pod meanwhile.
    let Some(mut resources) = pod.resources.take() else { return };
    default_huge_page_limits(pod, &mut resources);
    default_requests(pod, &mut resources);
    if version.has(Gate::PodLevelResourcesFixUpdateDefaulting) {
        default_limits(pod, &mut resources);
    }
    pod.resources = Some(resources);
}

/// The Pod's limit of huge pages is the sum of its containers', unless the Pod names them
/// (`defaultHugePagePodLimits`).
fn default_huge_page_limits(pod: &Pod, resources: &mut Resources) {
    for (resource, sum) in aggregate(pod, Bound::Limits).iter() {
        if is_huge_pages(resource) && resources.requests.get(resource).is_none() {
            resources.limits.set_missing(resource, sum);
        }
    }
}

/// A Pod with limits requests what its containers request or, where they request nothing, its limits
/// (`defaultPodRequests`).
fn default_requests(pod: &Pod, resources: &mut Resources) {
    if resources.limits.is_empty() {
        return;
    }
    for (resource, sum) in aggregate(pod, Bound::Requests).iter() {
        if is_for_pods(resource) && !is_huge_pages(resource) {
            resources.requests.set_missing(resource, sum);
        }
    }
    for (resource, limit) in resources.limits.iter() {
        resources.requests.set_missing(resource, limit);
    }
}

/// A Pod with requests and no limit is limited to what its containers are limited to, where all of
/// them are (`defaultPodLimits`).
fn default_limits(pod: &Pod, resources: &mut Resources) {
    if !resources.limits.is_empty() {
        return;
    }
    for (resource, sum) in aggregate(pod, Bound::Limits).iter() {
        let all = pod.containers().iter().all(|c| c.resources.limits.get(resource).is_some());
        if all && is_for_pods(resource) && !is_huge_pages(resource) {
            resources.limits.set(resource, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::manifest;
    use crate::model::{Bound, Pod, ResourceList, Version, lower};

    fn pod_in(minor: u8, text: &str) -> Pod {
        let manifest = manifest::parse(text);
        let version = Version::new(minor).expect("a known minor");
        lower(&manifest.objects[0], version).pod.expect("a Pod")
    }

    fn spec(of_pod: &str, containers: &[&str]) -> String {
        let containers: Vec<String> = containers
            .iter()
            .enumerate()
            .map(|(at, resources)| format!("{{name: c{at}, image: 'a:1', resources: {resources}}}"))
            .collect();
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{resources: {of_pod}, containers: [{}]}}}}",
            containers.join(", ")
        )
    }

    fn text(list: &ResourceList) -> String {
        let amounts: Vec<String> =
            list.iter().map(|(resource, amount)| format!("{resource} {amount}")).collect();
        amounts.join(", ")
    }

    #[test]
    fn a_limit_stands_in_for_a_missing_request_whatever_made_the_pod() {
        let container = "{name: app, image: 'a:1', resources: {requests: {cpu: 0}, limits: {cpu: 1, memory: 1Gi}}}";
        let sidecar =
            "{name: side, image: 'a:1', restartPolicy: Always, resources: {limits: {cpu: 2}}}";
        let spec = format!("{{initContainers: [{sidecar}], containers: [{container}]}}");
        for object in [
            format!("{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {spec}}}"),
            format!(
                "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: d}}, spec: {{template: {{spec: {spec}}}}}}}"
            ),
        ] {
            let pod = pod_in(37, &object);
            let requests = |at: usize| text(pod.containers()[at].resources.list(Bound::Requests));
            assert_eq!(
                (requests(0).as_str(), requests(1).as_str()),
                ("cpu 2", "cpu 0, memory 1Gi")
            );
        }
    }

    #[test]
    fn defaults_of_the_pod_as_a_whole() {
        let huge = "{requests: {cpu: 1}, limits: {hugepages-2Mi: 4Mi}}";
        for (why, minor, of_pod, containers, requests, limits) in [
            (
                "containers' requests before the Pod's limit",
                37,
                "{limits: {cpu: 4, memory: 1Gi}}",
                &["{requests: {cpu: 1}}", "{requests: {cpu: 2}}"][..],
                "cpu 3, memory 1Gi",
                "cpu 4, memory 1Gi",
            ),
            (
                "a request that is given stays",
                37,
                "{requests: {cpu: 2}, limits: {cpu: 4}}",
                &["{requests: {cpu: 1}}"],
                "cpu 2",
                "cpu 4",
            ),
            (
                "a container's limit counts as its request",
                37,
                "{limits: {cpu: 4}}",
                &["{limits: {cpu: 1}}", "{}"],
                "cpu 1",
                "cpu 4",
            ),
            (
                "all containers are limited",
                36,
                "{requests: {cpu: 4}}",
                &["{limits: {cpu: 1, memory: 1Gi}}", "{limits: {cpu: 2}}"],
                "cpu 4",
                "cpu 3",
            ),
            ("not before 1.36", 35, "{requests: {cpu: 4}}", &["{limits: {cpu: 1}}"], "cpu 4", ""),
            (
                "one container is not limited",
                37,
                "{requests: {cpu: 4}}",
                &["{limits: {cpu: 1}}", "{}"],
                "cpu 4",
                "",
            ),
            (
                "a Pod with a limit gets no other",
                37,
                "{requests: {cpu: 4}, limits: {memory: 1Gi}}",
                &["{limits: {cpu: 1}}"],
                "cpu 4, memory 1Gi",
                "memory 1Gi",
            ),
            (
                "huge pages follow the containers",
                37,
                "{requests: {cpu: 4}}",
                &[huge, huge],
                "cpu 4, hugepages-2Mi 8Mi",
                "hugepages-2Mi 8Mi",
            ),
            (
                "huge pages that the Pod requests stay alone",
                37,
                "{requests: {hugepages-2Mi: 4Mi}}",
                &[huge],
                "hugepages-2Mi 4Mi",
                "",
            ),
            (
                "what Pods cannot have is no amount of theirs",
                37,
                "{limits: {cpu: 1, ephemeral-storage: 1Gi}}",
                &["{requests: {example.com/gpu: 1}}"],
                "cpu 1",
                "cpu 1",
            ),
        ] {
            let resources = pod_in(minor, &spec(of_pod, containers)).resources.expect("resources");
            assert_eq!(
                (text(&resources.requests), text(&resources.limits)),
                (requests.to_owned(), limits.to_owned()),
                "{why}"
            );
        }
    }

    #[test]
    fn a_pod_without_an_amount_or_the_feature_has_none_of_its_own() {
        for (minor, of_pod) in [
            (37, "{}"),
            (37, "{limits: {}}"),
            (37, "{requests: {ephemeral-storage: 1}}"),
            (33, "{limits: {cpu: 1}}"),
        ] {
            assert_eq!(
                pod_in(minor, &spec(of_pod, &["{limits: {cpu: 1}}"])).resources,
                None,
                "{of_pod} in 1.{minor}"
            );
        }
    }
}
