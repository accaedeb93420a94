//! What a container or an object can become, without any fault in it.

pub(super) mod sidecar;
pub(super) mod startup;
mod wrap;

use super::case::{Case, Draft};
use crate::model::{ContainerIndex, ContainerRole, Pod};

/// Of a container: another role, a probe that it lacks.
pub(super) fn of_container(case: &Case<'_>, pod: &Pod, index: ContainerIndex) -> Vec<Draft> {
    let Some(path) = case.container(pod, index) else { return Vec::new() };
    let container = pod.container(index);
    let role = match container.role {
        ContainerRole::App => sidecar::native(case, &path),
        ContainerRole::Sidecar => sidecar::classic(case, &path),
        ContainerRole::Init => sidecar::beside(case, &path),
    };
    role.into_iter().chain(startup::from_probe(case, &path)).collect()
}

/// Of an object: the workload that would keep its Pod.
pub(super) fn of_object(case: &Case<'_>) -> Vec<Draft> {
    wrap::draft(case).into_iter().collect()
}
