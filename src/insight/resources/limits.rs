//! Limits as cgroups enforce them, which is not what the formula adds up to.
//!
//! Source: `pkg/kubelet/cm/helpers_linux.go` ResourceConfigForPod; KEP-2837.

use super::effective::{Options, effective};
use crate::model::{Bound, ContainerIndex, Phase, Pod, Quantity, Stage, Version, phases};

/// The limit of cpu or memory that the Pod's cgroup has; `None` if the Pod is unlimited. There is one
/// only if the Pod sets it, or if each container has one. (An entry of the init list counts together
/// with the sidecars before it.)
pub fn limit_of_pod(pod: &Pod, resource: &str, version: Version) -> Option<Quantity> {
    let own = |index| {
        let limit: Option<Quantity> = pod.container(index).resources.limits.get(resource);
        limit.filter(|limit| !limit.is_zero())
    };
    let of_pod = pod.resources.as_ref().and_then(|resources| resources.limits.get(resource));
    let phases = phases(pod, &own);
    let has_limit = |index: ContainerIndex| {
        let is_its_own = |phase: &Phase| phase.stage == Stage::Init(index);
        if pod.is_app(index) { own(index).is_some() } else { phases.iter().any(is_its_own) }
    };
    let is_limited = of_pod.is_some_and(|limit| !limit.is_zero()) || pod.indices().all(has_limit);
    let limits = effective(pod, Bound::Limits, version, Options::default());
    let limit = limits.into_iter().find(|limit| limit.resource == resource)?;
    is_limited.then_some(limit.value)
}

/// The limit a container runs under: its own or, without one, the Pod's. `None` if there is none.
pub fn limit_of_container(
    pod: &Pod,
    index: ContainerIndex,
    resource: &str,
    version: Version,
) -> Option<Quantity> {
    let own = pod.container(index).resources.limits.get(resource);
    own.filter(|limit| !limit.is_zero()).or_else(|| limit_of_pod(pod, resource, version))
}
