//! Effective requests and limits: what the scheduler counts for the whole Pod, with every figure
//! that leads to it.
//!
//! Source: `k8s.io/component-helpers/resource/helpers.go` PodRequests, PodLimits.

use super::resize::{ResizeStatus, Source, candidates, pod_level};
use crate::model::{Bound, Phase, Pod, Quantity, Version, decisive, phases};

/// What is taken into account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The overhead of the runtime is left out.
    pub exclude_overhead: bool,
    /// The state of a resize in place.
    pub status: Option<&'a ResizeStatus>,
}

/// One resource of a Pod, and how its figure comes about: the decisive phase, unless the Pod has a
/// figure of its own; then the overhead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// The resource's name.
    pub resource: String,
    /// The figure that counts.
    pub value: Quantity,
    /// Which of the containers' figures were added up.
    pub source: Source,
    /// The phases of the Pod in which a container names the resource, in order.
    pub phases: Vec<Phase>,
    /// The position of the phase with the largest sum: what the containers come to.
    pub decisive: Option<usize>,
    /// The Pod's own figure, which stands in for what the containers come to.
    pub pod_level: Option<Quantity>,
    /// What the runtime adds.
    pub overhead: Option<Quantity>,
}

/// The effective requests or limits of `pod`, in order of names.
///
/// A limit is a number, not a promise: a container without one may use more. See
/// [`limit_of_pod`](super::limit_of_pod).
pub fn effective(
    pod: &Pod,
    bound: Bound,
    version: Version,
    options: Options<'_>,
) -> Vec<Effective> {
    let figures = |resource: &String| one(pod, bound, version, options, resource);
    names(pod, bound, options).iter().filter_map(figures).collect()
}

/// Every resource that may have a figure, in order.
fn names(pod: &Pod, bound: Bound, options: Options<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if let Err(at) = names.binary_search_by(|known| known.as_str().cmp(name)) {
            names.insert(at, name.to_owned());
        }
    };
    let of_containers = pod.containers().iter().map(|container| &container.resources);
    for resources in of_containers.chain(&pod.resources) {
        resources.list(bound).iter().for_each(|(name, _)| add(name));
    }
    for list in options.status.iter().flat_map(|status| status.lists(bound)) {
        list.iter().for_each(|(name, _)| add(name));
    }
    pod.overhead.iter().for_each(|(name, _)| add(name));
    names
}

fn one(
    pod: &Pod,
    bound: Bound,
    version: Version,
    options: Options<'_>,
    resource: &str,
) -> Option<Effective> {
    // While a resize is under way there are several sums; the largest counts, the first of equals.
    let mut largest: Option<(Source, Vec<Phase>, Option<Quantity>)> = None;
    for candidate in candidates(options.status, bound, version) {
        let phases = if candidate.of_whole_pod {
            Vec::new()
        } else {
            phases(pod, &|index| candidate.figure(pod.container(index), resource))
        };
        let sum = match decisive(&phases) {
            Some(at) => Some(phases[at].sum),
            None => candidate.figure_of_pod(resource),
        };
        if largest.as_ref().is_none_or(|(_, _, before)| sum > *before) {
            largest = Some((candidate.source, phases, sum));
        }
    }
    let (source, phases, of_containers) = largest?;
    let pod_level = pod_level(pod, options.status, bound, version, resource);
    let figure = pod_level.or(of_containers);
    let overhead = pod.overhead.get(resource).filter(|_| !options.exclude_overhead);
    let (value, overhead) = match (bound, figure, overhead) {
        (_, Some(figure), None) => (figure, None),
        // There is nothing to add to where nothing is limited.
        (Bound::Limits, Some(figure), _) if figure.is_zero() => (figure, None),
        (_, Some(figure), Some(overhead)) => (figure + overhead, Some(overhead)),
        (Bound::Requests, None, Some(overhead)) => (overhead, Some(overhead)),
        _ => return None,
    };
    let decisive = decisive(&phases);
    Some(Effective {
        resource: resource.to_owned(),
        value,
        source,
        phases,
        decisive,
        pod_level,
        overhead,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, amount, list, pod, resources};
    use super::*;
    use crate::model::Stage;

    fn of(pod: &Pod, bound: Bound, resource: &str) -> Option<Effective> {
        let all = effective(pod, bound, Version::NEWEST, Options::default());
        all.into_iter().find(|figure| figure.resource == resource)
    }

    /// The phases of a figure as text, the decisive one marked: `setup=1+5! running=1+2`.
    fn formula(pod: &Pod, figure: &Effective) -> String {
        let phase = |(at, phase): (usize, &Phase)| {
            let name = match phase.stage {
                Stage::Init(index) => &pod.container(index).name,
                Stage::Running => "running",
            };
            let terms: Vec<String> =
                phase.terms.iter().map(|(_, amount)| amount.to_string()).collect();
            let mark = if figure.decisive == Some(at) { "!" } else { "" };
            format!("{name}={}{mark}", terms.join("+"))
        };
        figure.phases.iter().enumerate().map(phase).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_resource_has_its_own_decisive_phase() {
        let pod = pod(&[
            (Sidecar, "proxy", "cpu 1, memory 1Gi", ""),
            (Init, "setup", "cpu 5", ""),
            (Sidecar, "log", "memory 2Gi", ""),
            (App, "web", "cpu 2, memory 1Gi", ""),
            (App, "idle", "", ""),
        ]);
        let cpu = of(&pod, Bound::Requests, "cpu").expect("cpu");
        assert_eq!(formula(&pod, &cpu), "proxy=1 setup=1+5! log=1 running=1+2");
        assert_eq!(cpu.value, amount("6"));
        let memory = of(&pod, Bound::Requests, "memory").expect("memory");
        assert_eq!(formula(&pod, &memory), "proxy=1Gi setup=1Gi log=1Gi+2Gi running=1Gi+2Gi+1Gi!");
        assert_eq!(memory.value, amount("4Gi"));
        assert_eq!(of(&pod, Bound::Limits, "cpu"), None);
    }

    #[test]
    fn a_sidecar_counts_only_for_the_init_containers_below_it() {
        let setup = (Init, "setup", "cpu 5", "");
        let proxy = (Sidecar, "proxy", "cpu 1", "");
        let app = (App, "app", "cpu 1", "");
        let request = |pod: &Pod| of(pod, Bound::Requests, "cpu").map(|figure| figure.value);
        assert_eq!(request(&pod(&[proxy, setup, app])), Some(amount("6")));
        assert_eq!(request(&pod(&[setup, proxy, app])), Some(amount("5")));
    }

    #[test]
    fn of_equal_phases_the_running_pod_decides() {
        let pod = pod(&[(Init, "setup", "cpu 1", ""), (App, "app", "cpu 1", "")]);
        let figure = of(&pod, Bound::Requests, "cpu").expect("cpu");
        assert_eq!(formula(&pod, &figure), "setup=1 running=1!");
    }

    #[test]
    fn an_amount_of_zero_is_not_absent() {
        let pod = pod(&[(App, "app", "cpu 0", "")]);
        assert_eq!(of(&pod, Bound::Requests, "cpu").map(|it| it.value), Some(Quantity::ZERO));
        assert_eq!(of(&pod, Bound::Requests, "memory"), None);
    }

    #[test]
    fn overhead_comes_last_and_never_makes_a_limit() {
        let mut pod = pod(&[(App, "app", "cpu 1", "cpu 0, memory 1Gi")]);
        pod.overhead = list("cpu 250m, memory 64Mi, example.com/tee 1");
        let value = |bound, resource| of(&pod, bound, resource).map(|figure| figure.value);
        for (bound, resource, expected) in [
            (Bound::Requests, "cpu", Some("1250m")),
            (Bound::Requests, "memory", Some("64Mi")),
            (Bound::Requests, "example.com/tee", Some("1")),
            (Bound::Limits, "cpu", Some("0")),
            (Bound::Limits, "memory", Some("1088Mi")),
            (Bound::Limits, "example.com/tee", None),
        ] {
            assert_eq!(value(bound, resource), expected.map(amount), "{bound:?} {resource}");
        }
        let options = Options { exclude_overhead: true, status: None };
        let without = effective(&pod, Bound::Requests, Version::NEWEST, options);
        assert_eq!(without.len(), 1);
        assert_eq!((without[0].value, without[0].overhead), (amount("1"), None));
    }

    #[test]
    fn the_pods_own_figure_stands_in_for_the_containers_and_gets_the_overhead() {
        let mut pod = pod(&[(App, "app", "cpu 1, memory 1Gi", "memory 8Gi")]);
        pod.resources = Some(resources("cpu 3, hugepages-2Mi 4Mi", "memory 4Gi"));
        pod.overhead = list("cpu 250m");
        let cpu = of(&pod, Bound::Requests, "cpu").expect("cpu");
        assert_eq!(formula(&pod, &cpu), "running=1!");
        assert_eq!((cpu.pod_level, cpu.value), (Some(amount("3")), amount("3250m")));
        for (bound, resource, expected) in [
            (Bound::Requests, "memory", "1Gi"),
            (Bound::Requests, "hugepages-2Mi", "4Mi"),
            (Bound::Limits, "memory", "4Gi"),
        ] {
            let value = of(&pod, bound, resource).map(|figure| figure.value);
            assert_eq!(value, Some(amount(expected)), "{bound:?} {resource}");
        }
    }
}
