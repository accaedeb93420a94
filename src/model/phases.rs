//! How the figures of a Pod's containers add up: not all of them run at the same time.
//!
//! Source: `k8s.io/component-helpers/resource/helpers.go` aggregateContainerResourcesByFn; KEP-753.

use super::{Bound, ContainerIndex, ContainerRole, Pod, ResourceList};
use crate::manifest::Quantity;

/// A time in a Pod's life in which certain containers run together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// This entry of the init list, with the sidecars listed before it.
    Init(ContainerIndex),
    /// The app containers, with every sidecar.
    Running,
}

/// What the containers of one stage come to, in one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The stage.
    pub stage: Stage,
    /// The containers that name the resource, and what each adds, in list order.
    pub terms: Vec<(ContainerIndex, Quantity)>,
    /// Their sum.
    pub sum: Quantity,
}

impl Phase {
    fn new(stage: Stage, terms: Vec<(ContainerIndex, Quantity)>) -> Option<Self> {
        let sum = terms.iter().map(|&(_, amount)| amount).reduce(|sum, amount| sum + amount)?;
        Some(Self { stage, terms, sum })
    }
}

/// The stages of `pod` in order, each with its sum; those in which no container has a figure are
/// left out. `figure` says what a container adds.
pub fn phases(pod: &Pod, figure: &dyn Fn(ContainerIndex) -> Option<Quantity>) -> Vec<Phase> {
    let mut phases = Vec::new();
    let mut sidecars = Vec::new();
    for index in pod.init_indices() {
        let mut terms = sidecars.clone();
        terms.extend(figure(index).map(|amount| (index, amount)));
        if pod.container(index).role == ContainerRole::Sidecar {
            sidecars.clone_from(&terms);
        }
        phases.extend(Phase::new(Stage::Init(index), terms));
    }
    let apps = pod.app_indices().filter_map(|index| Some((index, figure(index)?)));
    sidecars.extend(apps);
    phases.extend(Phase::new(Stage::Running, sidecars));
    phases
}

/// The position of the phase that sets the Pod's figure: the largest; of equal ones the last, so
/// that a running Pod decides before an init container. `None` if there is no phase.
pub fn decisive(phases: &[Phase]) -> Option<usize> {
    (0..phases.len()).max_by_key(|&at| phases[at].sum)
}

/// What the containers of `pod` come to, for every resource that one of them names.
pub fn aggregate(pod: &Pod, bound: Bound) -> ResourceList {
    let mut sums = ResourceList::default();
    for (resource, _) in pod.containers().iter().flat_map(|c| c.resources.list(bound).iter()) {
        if sums.get(resource).is_none() {
            let phases =
                phases(pod, &|index| pod.container(index).resources.list(bound).get(resource));
            if let Some(at) = decisive(&phases) {
                sums.set(resource, phases[at].sum);
            }
        }
    }
    sums
}
