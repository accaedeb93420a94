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
