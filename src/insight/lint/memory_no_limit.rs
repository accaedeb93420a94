//! A container whose memory was left open.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::insight::resources::limit_of_container;
use crate::model::{CPU, ContainerRole, MEMORY};

pub(super) const RULE: Rule = Rule {
    code: "memory-no-limit",
    severity: Severity::Warning,
    title: "A container with a cpu limit and no memory limit",
    why: "A cpu limit only slows a container down. Memory that is not limited can take the node with it: without a limit the kernel decides who is killed.",
    example: "\
resources:
  requests: {memory: 64Mi}
  limits: {cpu: 500m}
",
    instead: "Set `resources.limits.memory`.",
    reference: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let cpu = container.resources.limits.get(CPU).filter(|limit| limit.is_positive())?;
        let memory = limit_of_container(case.pod, index, MEMORY, case.timeline.version);
        let of_pod = case.pod.resources.as_ref().and_then(|it| it.limits.get(MEMORY));
        if container.role == ContainerRole::Init || memory.or(of_pod).is_some() {
            return None;
        }
        let message = format!(
            "`{}` is limited to {cpu} of cpu and may use all the memory of the node.",
            container.name
        );
        Some(Found::new(index, case.of(index, "resources.limits"), message))
    })
}
