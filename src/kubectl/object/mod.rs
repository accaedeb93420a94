//! A Pod as the API server has it at an instant: `metadata` and `status` of `core/v1.Pod`.
//!
//! `spec` is left out: it is the manifest, with the server's defaults. What the simulation cannot know
//! is invented and looks so: the first instant of 2026 as the time of creation, ids made of zeros or of
//! names, addresses. Left out are fields that depend on the cluster or the image (`user`,
//! `resourceVersion`, the token's volume), and the Pod's own resources in force (1.36).

mod container;

use super::date::rfc3339;
use super::tree::{Map, Node};
use crate::engine::status::{Condition, ConditionStatus, PodStatus, conditions::message};
use crate::engine::{Deletion, HOST_IP, POD_UID, PodState, SimTime, Timeline};
use crate::insight::resources::qos_class;
use crate::model::{ContainerIndex, Gate, OwnerKind, Pod, Version};

/// The UID of every owner. Invented.
const OWNER_UID: &str = "00000000-0000-4000-8000-000000000002";

/// The Pod at `now`.
pub(super) fn pod(timeline: &Timeline, now: SimTime) -> Map {
    let state = timeline.at(now);
    let (pod, version) = (&timeline.pod, timeline.version);
    Map::new()
        .with("apiVersion", "v1")
        .with("kind", "Pod")
        .with("metadata", metadata(pod, &state, version))
        .with(
            "status",
            Status { pod, of: &state.status, generation: told(&state, version), version }.map(),
        )
}

/// `metadata.generation`: counted since 1.34, and by one more when the Pod is deleted
/// (apiserver `pkg/registry/rest/delete.go` BeforeDelete).
fn generation(deleted: bool, version: Version) -> Option<i64> {
    version.at_least(34).then_some(1 + i64::from(deleted))
}

/// The generation that the kubelet has told of: that of the deletion from the time on at which it
/// begins to stop the Pod.
fn told(state: &PodState, version: Version) -> Option<i64> {
    let deleted = state.deletion.is_some() && state.stopping_since.is_some();
    generation(deleted, version).filter(|_| state.status.start_time.is_some())
}

fn metadata(pod: &Pod, state: &PodState, version: Version) -> Map {
    let texts = |entries: &[(String, String)]| {
        let map = |map: Map, (key, value): &(String, String)| map.with(key, value.as_str());
        (!entries.is_empty()).then(|| entries.iter().fold(Map::new(), map))
    };
    let deletion = state.deletion;
    let due = |Deletion { at, grace }: Deletion| rfc3339(at + grace);
    let grace =
        |Deletion { grace, .. }: Deletion| i64::try_from(grace.whole_secs()).unwrap_or(i64::MAX);
    let owners = pod.owner.as_ref().map(|_| vec![Node::from(owner(pod))]);
    Map::new()
        .with_some("annotations", texts(&pod.annotations))
        .with("creationTimestamp", rfc3339(SimTime::ZERO))
        .with_some("deletionGracePeriodSeconds", deletion.map(grace))
        .with_some("deletionTimestamp", deletion.map(due))
        .with_some("generation", generation(deletion.is_some(), version))
        .with_some("labels", texts(&pod.labels))
        .with("name", pod.name.as_str())
        .with("namespace", pod.namespace.as_str())
        .with_some("ownerReferences", owners)
        .with("uid", POD_UID)
}

fn owner(pod: &Pod) -> Map {
    let (kind, name) = super::owner(pod).unwrap_or_default();
    let group = if kind == OwnerKind::Job.as_str() { "batch/v1" } else { "apps/v1" };
    Map::new()
        .with("apiVersion", group)
        .with("blockOwnerDeletion", true)
        .with("controller", true)
        .with("kind", kind)
        .with("name", name)
        .with("uid", OWNER_UID)
}

/// What `status` is made of.
#[derive(Clone, Copy)]
struct Status<'a> {
    pod: &'a Pod,
    of: &'a PodStatus,
    generation: Option<i64>,
    version: Version,
}

impl Status<'_> {
    fn map(self) -> Map {
        let (pod, status) = (self.pod, self.of);
        let conditions: Vec<Node> = self.conditions();
        let bound = status.start_time.is_some();
        let list = |indices: &[ContainerIndex]| {
            let statuses: Vec<Node> =
                indices.iter().filter_map(|&index| self.container(index)).collect();
            (!statuses.is_empty()).then_some(statuses)
        };
        let address = |ip: &str| vec![Node::from(Map::new().with("ip", ip))];
        let init: Vec<ContainerIndex> = pod.init_indices().collect();
        let addresses = bound && self.version.at_least(29);
        Map::new()
            .with_some("conditions", (!conditions.is_empty()).then_some(conditions))
            .with_some("containerStatuses", list(&status.app_order))
            .with_some("hostIP", bound.then_some(HOST_IP))
            .with_some("hostIPs", addresses.then(|| address(HOST_IP)))
            .with_some("initContainerStatuses", list(&init))
            .with_some("message", status.message)
            .with_some("nominatedNodeName", status.nominated_node)
            .with_some("observedGeneration", self.generation)
            .with("phase", status.phase.as_str())
            .with_some("podIP", status.ip)
            .with_some("podIPs", status.ip.map(address))
            .with("qosClass", qos_class(pod).as_str())
            .with_some("reason", status.reason)
            .with_some("startTime", status.start_time.map(rfc3339))
    }

    /// Those of readiness gates first, which the kubelet keeps in front of its own
    /// (`kubelet_pods.go` generateAPIPodStatus).
    fn conditions(self) -> Vec<Node> {
        let status = self.of;
        let gate = |(number, name): (usize, &String)| {
            let value = status.gates.get(number).copied().flatten()?;
            Some(Node::from(Map::new().with("status", value).with("type", name.as_str())))
        };
        let gates = self.pod.readiness_gates.iter().enumerate().filter_map(gate);
        let own = status.conditions.iter().map(|(condition, told)| self.condition(condition, told));
        gates.chain(own).collect()
    }

    fn condition(self, condition: Condition, told: ConditionStatus) -> Node {
        let message = message(self.pod, self.of, condition);
        Map::new()
            .with("lastProbeTime", Node::Null)
            .with("lastTransitionTime", rfc3339(told.since))
            .with_text("message", &message)
            .with_some("observedGeneration", self.generation)
            .with_text("reason", told.reason)
            .with("status", if told.value { "True" } else { "False" })
            .with("type", condition.as_str())
            .into()
    }

    fn container(self, index: ContainerIndex) -> Option<Node> {
        let status = self.of.container(index).filter(|_| self.of.listed)?;
        let resized = self.version.has(Gate::InPlacePodVerticalScaling);
        Some(container::map(self.pod, index, status, self.version, resized).into())
    }
}
