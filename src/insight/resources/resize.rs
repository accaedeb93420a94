//! Resizing in place: until it is done, a Pod counts with the largest of what is wanted, what the
//! kubelet has set aside, and what the processes run with.
//!
//! Source: `k8s.io/component-helpers/resource/helpers.go` AggregateContainerRequests,
//! AggregateContainerLimits; KEP-1287, KEP-5419.

use crate::model::{
    Bound, Container, ContainerRole, Gate, Pod, Quantity, ResourceList, Resources, Version,
};

/// What a status says of the figures in force, for a container or for the whole Pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// `allocatedResources`: what the kubelet has set aside.
    pub allocated: Option<ResourceList>,
    /// `resources`: what the processes run with.
    pub actual: Option<Resources>,
}

/// What a Pod's status says of a resize.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResizeStatus {
    /// The condition `PodResizePending` has the reason `Infeasible`: what is wanted will not be.
    pub infeasible: bool,
    /// `containerStatuses` and `initContainerStatuses`, by name.
    pub containers: Vec<(String, Figures)>,
    /// The same fields of the Pod itself.
    pub pod: Figures,
}

/// Which figures of the containers were added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Those of the spec: what is wanted.
    Spec,
    /// Those that the kubelet has set aside.
    Allocated,
    /// Those that the processes run with.
    Actual,
    /// The largest of these for each container (before 1.37).
    LargestOfEach,
}

impl Figures {
    fn allocated(&self, resource: &str) -> Option<Quantity> {
        self.allocated.as_ref()?.get(resource)
    }

    fn actual(&self, bound: Bound, resource: &str) -> Option<Quantity> {
        self.actual.as_ref()?.list(bound).get(resource)
    }
}

impl ResizeStatus {
    fn container(&self, name: &str) -> Option<&Figures> {
        self.containers.iter().find(|(known, _)| known == name).map(|(_, figures)| figures)
    }

    /// Every list of one bound that it has.
    pub(super) fn lists(&self, bound: Bound) -> impl Iterator<Item = &ResourceList> {
        let all = self.containers.iter().map(|(_, figures)| figures).chain([&self.pod]);
        all.flat_map(move |figures| {
            let allocated = figures.allocated.as_ref().filter(|_| bound == Bound::Requests);
            allocated.into_iter().chain(figures.actual.as_ref().map(|actual| actual.list(bound)))
        })
    }
}

/// One set of figures that may be the largest.
pub(super) struct Candidate<'a> {
    pub(super) source: Source,
    /// The Pod's status has the sum; containers are not looked at.
    pub(super) of_whole_pod: bool,
    bound: Bound,
    status: Option<&'a ResizeStatus>,
}

/// The figures that compete.
pub(super) fn candidates(
    status: Option<&ResizeStatus>,
    bound: Bound,
    version: Version,
) -> Vec<Candidate<'_>> {
    let status = status.filter(|_| version.has(Gate::InPlacePodVerticalScaling));
    let candidate = |source, of_whole_pod| Candidate { source, of_whole_pod, bound, status };
    let Some(figures) = status else { return vec![candidate(Source::Spec, false)] };
    if !version.at_least(37) {
        return vec![candidate(Source::LargestOfEach, false)];
    }
    let has_actual =
        figures.pod.actual.as_ref().is_some_and(|actual| !actual.list(bound).is_empty());
    let of_whole_pod = version.has(Gate::InPlacePodLevelResourcesVerticalScaling)
        && has_actual
        && (bound == Bound::Limits || figures.pod.allocated.is_some());
    let mut candidates = Vec::new();
    if !figures.infeasible {
        candidates.push(candidate(Source::Spec, false));
    }
    candidates.push(candidate(Source::Actual, of_whole_pod));
    if bound == Bound::Requests {
        candidates.push(candidate(Source::Allocated, of_whole_pod));
    }
    candidates
}

impl Candidate<'_> {
    /// What a container counts with.
    pub(super) fn figure(&self, container: &Container, resource: &str) -> Option<Quantity> {
        let spec = || container.resources.list(self.bound).get(resource);
        let Some(status) = self.status else { return spec() };
        let figures = status.container(&container.name);
        // Who has no figure yet counts as wanted, unless that will not be.
        let wanted = || if status.infeasible { None } else { spec() };
        let set_aside = || match figures {
            Some(Figures { allocated: Some(list), .. }) => list.get(resource),
            _ => wanted(),
        };
        match self.source {
            Source::Spec => spec(),
            Source::Allocated => set_aside(),
            Source::Actual => match figures.and_then(|figures| figures.actual.as_ref()) {
                Some(actual) if !actual.list(self.bound).is_empty() => {
                    actual.list(self.bound).get(resource)
                }
                _ if self.bound == Bound::Requests => set_aside(),
                _ => wanted(),
            },
            Source::LargestOfEach => match figures.filter(|figures| figures.actual.is_some()) {
                Some(figures) if container.role != ContainerRole::Init => {
                    let allocated = figures.allocated(resource);
                    wanted()
                        .max(figures.actual(self.bound, resource))
                        .max(allocated.filter(|_| self.bound == Bound::Requests))
                }
                _ => spec(),
            },
        }
    }

    /// What the Pod's own status says that its containers come to.
    pub(super) fn figure_of_pod(&self, resource: &str) -> Option<Quantity> {
        let figures = &self.status.filter(|_| self.of_whole_pod)?.pod;
        match self.source {
            Source::Allocated => figures.allocated(resource),
            _ => figures.actual(self.bound, resource),
        }
    }
}

/// The Pod's own figure: that of `spec.resources` or, during a resize of those, the largest of what
/// is wanted, set aside and in force (which both include the overhead).
pub(super) fn pod_level(
    pod: &Pod,
    status: Option<&ResizeStatus>,
    bound: Bound,
    version: Version,
    resource: &str,
) -> Option<Quantity> {
    let resources = pod.resources.as_ref()?;
    if bound == Bound::Requests && resources.requests.is_empty() {
        return None;
    }
    let spec = resources.list(bound).get(resource);
    let resizes = version.has(Gate::InPlacePodLevelResourcesVerticalScaling);
    let Some(status) = status.filter(|_| resizes) else { return spec };
    let figures = &status.pod;
    let allocated = figures.allocated(resource).filter(|_| bound == Bound::Requests);
    let has_figures =
        figures.actual.is_some() || bound == Bound::Requests && figures.allocated.is_some();
    let without_overhead = |amount: Quantity| match pod.overhead.get(resource) {
        Some(overhead) => (amount - overhead).max(Quantity::ZERO),
        None => amount,
    };
    let spec = spec.filter(|_| !(status.infeasible && has_figures));
    spec.max(allocated.map(without_overhead))
        .max(figures.actual(bound, resource).map(without_overhead))
}

#[cfg(test)]
mod tests {
    use super::super::effective::{Options, effective};
    use super::super::sample::{App, Init, Sidecar, amount, list, pod, resources};
    use super::*;

    fn allocated(allocated: &str) -> Figures {
        Figures { allocated: Some(list(allocated)), actual: None }
    }

    fn actual(requests: &str, limits: &str) -> Figures {
        Figures { allocated: None, actual: Some(resources(requests, limits)) }
    }

    fn status(containers: &[(&str, Figures)]) -> ResizeStatus {
        let named = |(name, figures): &(&str, Figures)| ((*name).to_owned(), figures.clone());
        ResizeStatus { containers: containers.iter().map(named).collect(), ..Default::default() }
    }

    fn cpu(
        pod: &Pod,
        status: &ResizeStatus,
        bound: Bound,
        minor: u8,
    ) -> Option<(Quantity, Source)> {
        let version = Version::new(minor).expect("a known minor");
        let options = Options { exclude_overhead: false, status: Some(status) };
        let all = effective(pod, bound, version, options);
        let cpu = all.into_iter().find(|figure| figure.resource == "cpu")?;
        Some((cpu.value, cpu.source))
    }

    #[test]
    fn the_largest_sum_counts_and_before_1_37_the_sum_of_the_largest() {
        let two = pod(&[(App, "a", "cpu 1", "cpu 1"), (App, "b", "cpu 2", "cpu 2")]);
        let both = |allocated: &str, actual: &str| Figures {
            allocated: Some(list(allocated)),
            actual: Some(resources(actual, actual)),
        };
        let crossed = status(&[("a", both("cpu 2", "cpu 2")), ("b", both("cpu 1", "cpu 1"))]);
        for (minor, bound, value, source) in [
            (37, Bound::Requests, "3", Source::Spec),
            (37, Bound::Limits, "3", Source::Spec),
            (36, Bound::Requests, "4", Source::LargestOfEach),
            (36, Bound::Limits, "4", Source::LargestOfEach),
            // The feature is off.
            (32, Bound::Requests, "3", Source::Spec),
        ] {
            let came = cpu(&two, &crossed, bound, minor);
            assert_eq!(came, Some((amount(value), source)), "{bound:?} in 1.{minor}");
        }
    }

    #[test]
    fn figures_that_a_status_lacks_are_those_set_aside_or_wanted() {
        let one = pod(&[(App, "a", "cpu 1", "cpu 1"), (App, "b", "cpu 1", "")]);
        for (why, figures, bound, value, source) in [
            (
                "set aside, not yet in force",
                allocated("cpu 3"),
                Bound::Requests,
                "4",
                Source::Actual,
            ),
            (
                "in force, never set aside",
                actual("cpu 3", ""),
                Bound::Requests,
                "4",
                Source::Actual,
            ),
            ("limits are not set aside", allocated("cpu 3"), Bound::Limits, "1", Source::Spec),
            ("a limit in force", actual("", "cpu 3"), Bound::Limits, "3", Source::Actual),
            ("less than wanted", actual("cpu 500m", ""), Bound::Requests, "2", Source::Spec),
        ] {
            let came = cpu(&one, &status(&[("a", figures)]), bound, 37);
            assert_eq!(came, Some((amount(value), source)), "{why}");
        }
        // What only the status knows counts, too.
        let nothing = pod(&[(Sidecar, "side", "", ""), (App, "a", "", "")]);
        for minor in [33, 37] {
            let came =
                cpu(&nothing, &status(&[("side", actual("cpu 2", ""))]), Bound::Requests, minor);
            assert_eq!(came.map(|(value, _)| value), Some(amount("2")), "1.{minor}");
        }
    }

    #[test]
    fn what_will_not_be_does_not_count() {
        let one = pod(&[(App, "a", "cpu 10", "cpu 10"), (App, "b", "cpu 1", "")]);
        let infeasible = |figures| ResizeStatus { infeasible: true, ..status(&[("a", figures)]) };
        for (why, figures, bound, minor, value) in [
            ("in force", actual("cpu 6", ""), Bound::Requests, 37, "6"),
            ("set aside", allocated("cpu 5"), Bound::Requests, 37, "5"),
            ("limits in force", actual("", "cpu 6"), Bound::Limits, 37, "6"),
            ("others as wanted before 1.37", actual("cpu 6", ""), Bound::Requests, 36, "7"),
        ] {
            let came = cpu(&one, &infeasible(figures), bound, minor).map(|(value, _)| value);
            assert_eq!(came, Some(amount(value)), "{why}");
        }
    }

    #[test]
    fn plain_init_containers_are_resized_only_since_1_37() {
        let one = pod(&[(Init, "setup", "cpu 1", ""), (App, "a", "", "")]);
        let larger = status(&[("setup", actual("cpu 2", ""))]);
        for (minor, value) in [(36, "1"), (37, "2")] {
            let came = cpu(&one, &larger, Bound::Requests, minor).map(|(value, _)| value);
            assert_eq!(came, Some(amount(value)), "1.{minor}");
        }
    }

    #[test]
    fn a_pod_can_be_resized_as_a_whole() {
        let figures = |allocated: &str, requests: &str, limits: &str| Figures {
            allocated: (!allocated.is_empty()).then(|| list(allocated)),
            actual: Some(resources(requests, limits)),
        };
        let mut with_own = pod(&[(App, "a", "cpu 1", "cpu 2")]);
        with_own.resources = Some(resources("cpu 2", "cpu 4"));
        let without = pod(&[(App, "a", "cpu 1", "cpu 2")]);
        let mut with_overhead = with_own.clone();
        with_overhead.overhead = list("cpu 1");
        for (why, pod, infeasible, minor, figures, requests, limits) in [
            (
                "the largest",
                &with_own,
                false,
                37,
                figures("cpu 3", "cpu 3500m", "cpu 5"),
                "3500m",
                "5",
            ),
            (
                "not before 1.36",
                &with_own,
                false,
                35,
                figures("cpu 3", "cpu 3500m", "cpu 5"),
                "2",
                "4",
            ),
            (
                "what will not be",
                &with_own,
                true,
                37,
                figures("cpu 1", "cpu 1500m", "cpu 3"),
                "1500m",
                "3",
            ),
            (
                "the status includes the overhead",
                &with_overhead,
                false,
                37,
                figures("", "cpu 4", "cpu 6"),
                "4",
                "6",
            ),
            (
                "instead of the containers' sum",
                &without,
                false,
                37,
                figures("cpu 4", "cpu 3", "cpu 5"),
                "4",
                "5",
            ),
            (
                "not by what is in force alone",
                &without,
                false,
                37,
                figures("", "cpu 3", "cpu 5"),
                "1",
                "5",
            ),
        ] {
            let status = ResizeStatus { infeasible, pod: figures, ..Default::default() };
            let came = |bound| cpu(pod, &status, bound, minor).map(|(value, _)| value);
            assert_eq!(came(Bound::Requests), Some(amount(requests)), "{why}: requests");
            assert_eq!(came(Bound::Limits), Some(amount(limits)), "{why}: limits");
        }
    }
}
