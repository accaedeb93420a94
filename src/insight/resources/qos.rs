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
