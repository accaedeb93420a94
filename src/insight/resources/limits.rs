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

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, amount, list, pod, resources};
    use super::*;
    use crate::model::{CPU, MEMORY};

    #[test]
    fn a_pod_is_limited_only_if_all_its_containers_are() {
        let app = (App, "app", "", "memory 1Gi");
        for (why, containers, limit) in [
            ("one container", vec![app], Some("1Gi")),
            ("an unlimited container", vec![app, (App, "idle", "", "")], None),
            ("a limit of zero is none", vec![app, (App, "idle", "", "memory 0")], None),
            ("an unlimited init container", vec![(Init, "setup", "", ""), app], None),
            ("a larger init container", vec![(Init, "setup", "", "memory 2Gi"), app], Some("2Gi")),
            ("an unlimited sidecar", vec![(Sidecar, "side", "", ""), app], None),
            (
                "an init container beside a sidecar",
                vec![(Sidecar, "side", "", "memory 1Gi"), (Init, "setup", "", ""), app],
                Some("2Gi"),
            ),
        ] {
            let limit = limit.map(amount);
            assert_eq!(limit_of_pod(&pod(&containers), MEMORY, Version::NEWEST), limit, "{why}");
        }
    }

    #[test]
    fn the_pods_own_limit_holds_for_containers_without_one() {
        let mut pod = pod(&[(App, "app", "", "memory 1Gi"), (App, "idle", "", "memory 0")]);
        let limit = |pod: &Pod, name: &str, resource| {
            let index = pod.index_of(name).expect("a container");
            limit_of_container(pod, index, resource, Version::NEWEST)
        };
        assert_eq!(limit(&pod, "idle", MEMORY), None);
        pod.resources = Some(resources("", "memory 4Gi"));
        pod.overhead = list("memory 1Gi");
        assert_eq!(limit_of_pod(&pod, MEMORY, Version::NEWEST), Some(amount("5Gi")));
        assert_eq!(limit(&pod, "app", MEMORY), Some(amount("1Gi")));
        assert_eq!(limit(&pod, "idle", MEMORY), Some(amount("5Gi")));
        assert_eq!(limit(&pod, "app", CPU), None);
    }
}
