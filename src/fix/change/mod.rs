//! What a container or an object can become, without any fault in it.

pub(super) mod sidecar;
pub(super) mod startup;
mod wrap;

use super::case::{Case, Draft};
use crate::engine::inferred::{Ending, ending};
use crate::manifest::WorkloadKind;
use crate::model::{ContainerIndex, ContainerRole, Pod};

/// Of a container: another role, a probe that it lacks.
pub(super) fn of_container(case: &Case<'_>, pod: &Pod, index: ContainerIndex) -> Vec<Draft> {
    let Some(path) = case.container(pod, index) else { return Vec::new() };
    let container = pod.container(index);
    // What ends by itself would be started again and again; what is to end is no sidecar.
    let role = match (container.role, ending(pod, index)) {
        (ContainerRole::Sidecar, _) => sidecar::classic(case, &path),
        (ContainerRole::App, Ending::Never | Ending::Unknown) if !is_work(case, pod, index) => {
            sidecar::native(case, &path)
        }
        (ContainerRole::Init, Ending::Never) => sidecar::beside(case, &path),
        _ => None,
    };
    role.into_iter().chain(startup::from_probe(case, &path)).collect()
}

/// Whether it is the work of a Job: nothing else of it may end.
fn is_work(case: &Case<'_>, pod: &Pod, index: ContainerIndex) -> bool {
    let is_other =
        |it: &ContainerIndex| *it != index && pod.container(*it).role == ContainerRole::App;
    matches!(case.kind, WorkloadKind::Job | WorkloadKind::CronJob)
        && pod.indices().filter(is_other).all(|it| ending(pod, it) == Ending::Never)
}

/// Of an object: the workload that would keep its Pod.
pub(super) fn of_object(case: &Case<'_>, pod: &Pod) -> Vec<Draft> {
    let ends = |it: ContainerIndex| {
        let is_app = pod.container(it).role == ContainerRole::App;
        is_app && matches!(ending(pod, it), Ending::With { .. })
    };
    wrap::draft(case, pod.indices().any(ends)).into_iter().collect()
}
