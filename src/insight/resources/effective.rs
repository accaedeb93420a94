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
