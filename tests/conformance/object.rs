//! The `pod` of a table or kubectl case: what is declared, through Podline's own reading, and what the
//! API server has of it.

use crate::moment::Span;
use podline::engine::SimTime;
use podline::engine::status::{
    Condition, ContainerId, ContainerState, ContainerStatus, Phase, PodStatus, Terminated, Waiting,
};
use podline::manifest::{self, ProblemKind};
use podline::model::{ContainerIndex, Pod, Version, lower};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// The present of a case: late enough for everything to lie behind it.
pub(crate) const NOW: SimTime = SimTime::from_secs(1_000_000_000);

/// The phases that a kubelet writes.
const PHASES: [Phase; 4] = [Phase::Pending, Phase::Running, Phase::Succeeded, Phase::Failed];

/// `pod`, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Object {
    #[serde(default)]
    metadata: Metadata,
    spec: Mapping,
    #[serde(default)]
    status: Status,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Metadata {
    name: Option<String>,
    namespace: Option<String>,
    annotations: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
    deletion_ago: Option<Span>,
    deletion_timestamp: Option<IgnoredAny>,
    /// Nothing follows from them.
    #[serde(rename = "uid")]
    _uid: IgnoredAny,
    #[serde(rename = "creationTimestamp")]
    _creation_timestamp: IgnoredAny,
    #[serde(rename = "deletionGracePeriodSeconds")]
    _deletion_grace_period_seconds: IgnoredAny,
    #[serde(rename = "finalizers")]
    _finalizers: IgnoredAny,
    #[serde(rename = "ownerReferences")]
    _owner_references: IgnoredAny,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Status {
    phase: Option<String>,
    reason: Option<String>,
    message: Option<String>,
    conditions: Vec<ConditionEntry>,
    container_statuses: Option<Vec<Entry>>,
    init_container_statuses: Option<Vec<Entry>>,
    ephemeral_container_statuses: Option<Vec<Entry>>,
    #[serde(rename = "podIP")]
    pod_ip: Option<String>,
    #[serde(rename = "podIPs")]
    pod_ips: Vec<BTreeMap<String, String>>,
    nominated_node_name: Option<String>,
    /// Nothing follows from them.
    #[serde(rename = "hostIP")]
    _host_ip: IgnoredAny,
    #[serde(rename = "hostIPs")]
    _host_ips: IgnoredAny,
    #[serde(rename = "startTime")]
    _start_time: IgnoredAny,
    #[serde(rename = "qosClass")]
    _qos_class: IgnoredAny,
    #[serde(rename = "observedGeneration")]
    _observed_generation: IgnoredAny,
    #[serde(rename = "resources")]
    _resources: IgnoredAny,
    #[serde(rename = "allocatedResources")]
    _allocated_resources: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionEntry {
    #[serde(rename = "type")]
    kind: String,
    status: String,
    reason: Option<String>,
    /// Nothing follows from them.
    #[serde(default, rename = "message")]
    _message: IgnoredAny,
    #[serde(default, rename = "lastTransitionTime")]
    _last_transition_time: IgnoredAny,
    #[serde(default, rename = "lastProbeTime")]
    _last_probe_time: IgnoredAny,
    #[serde(default, rename = "observedGeneration")]
    _observed_generation: IgnoredAny,
}

/// One container status.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) name: String,
    #[serde(default)]
    state: State,
    #[serde(default)]
    last_state: State,
    #[serde(default)]
    ready: bool,
    #[serde(default)]
    started: bool,
    #[serde(default)]
    restart_count: u32,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
    /// Nothing follows from them.
    #[serde(default, rename = "image")]
    _image: IgnoredAny,
    #[serde(default, rename = "imageID")]
    _image_id: IgnoredAny,
    #[serde(default, rename = "resources")]
    _resources: IgnoredAny,
    #[serde(default, rename = "allocatedResources")]
    _allocated_resources: IgnoredAny,
}

/// `state` or `lastState`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) running: Option<Running>,
    pub(crate) waiting: Option<WaitingFor>,
    pub(crate) terminated: Option<Ended>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Running {
    started_ago: Option<Span>,
    /// A date says nothing in a case whose present has none.
    #[serde(default, rename = "startedAt")]
    _started_at: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaitingFor {
    #[serde(default)]
    pub(crate) reason: String,
    /// Nothing follows from it.
    #[serde(rename = "message")]
    _message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Ended {
    #[serde(default)]
    pub(crate) exit_code: i32,
    #[serde(default)]
    pub(crate) signal: i32,
    #[serde(default)]
    pub(crate) reason: String,
    started_ago: Option<Span>,
    finished_ago: Option<Span>,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
    /// Nothing follows from it, nor from dates in a case whose present has none.
    #[serde(default, rename = "message")]
    _message: IgnoredAny,
    #[serde(default, rename = "startedAt")]
    _started_at: IgnoredAny,
    #[serde(default, rename = "finishedAt")]
    _finished_at: IgnoredAny,
}

/// The ids of runs, as a case writes them: each stands for its position.
#[derive(Default)]
pub(crate) struct Ids(Vec<String>);

impl Ids {
    fn id(&mut self, text: Option<&String>) -> Option<ContainerId> {
        let text = text?;
        let at = self.0.iter().position(|known| known == text).unwrap_or_else(|| {
            self.0.push(text.clone());
            self.0.len() - 1
        });
        Some(ContainerId(u32::try_from(at).expect("few runs")))
    }

    pub(crate) fn text(&self, id: ContainerId) -> &str {
        &self.0[id.0 as usize]
    }
}

fn ago(span: Span) -> SimTime {
    NOW - span.0
}

/// A text that lives as long as Kubernetes' own words.
pub(crate) fn word(text: &str) -> &'static str {
    text.to_owned().leak()
}

impl Object {
    /// The Pod as Podline reads it.
    pub(crate) fn pod(&self, version: Version) -> Pod {
        let metadata = &self.metadata;
        let mut head = Mapping::new();
        head.insert("name".into(), metadata.name.as_deref().unwrap_or("p").into());
        head.insert("namespace".into(), metadata.namespace.as_deref().unwrap_or("ns").into());
        for (key, texts) in [("annotations", &metadata.annotations), ("labels", &metadata.labels)] {
            head.insert(key.into(), serde_yaml::to_value(texts).expect("a map of texts"));
        }
        let mut object = Mapping::new();
        object.insert("apiVersion".into(), "v1".into());
        object.insert("kind".into(), "Pod".into());
        object.insert("metadata".into(), head.into());
        object.insert("spec".into(), self.spec.clone().into());
        let text = serde_yaml::to_string(&Value::Mapping(object)).expect("a value can be written");
        let manifest = manifest::parse(&text);
        let unknown =
            manifest.problems.iter().find(|problem| problem.kind == ProblemKind::UnknownField);
        assert!(unknown.is_none(), "{unknown:?}");
        lower(&manifest.objects[0], version).pod.expect("a Pod")
    }

    /// `spec.nodeName`.
    pub(crate) fn node(&self) -> Option<&str> {
        self.spec.get("nodeName")?.as_str()
    }

    pub(crate) fn is_deleted(&self) -> bool {
        self.metadata.deletion_ago.is_some() || self.metadata.deletion_timestamp.is_some()
    }

    /// What the API server has of it.
    pub(crate) fn status(&self, pod: &Pod, ids: &mut Ids) -> PodStatus {
        let from = &self.status;
        let mut status = PodStatus::new(pod);
        let written = from.phase.as_deref().unwrap_or("Pending");
        let phase = PHASES.into_iter().find(|phase| phase.as_str() == written);
        status.phase = phase.unwrap_or(Phase::Running);
        // A phase that no kubelet writes any more, such as Unknown, is but a word in the row.
        let foreign = phase.is_none().then_some(written);
        status.reason = from.reason.as_deref().or(foreign).map(word);
        status.message = from.message.as_deref().map(word);
        status.nominated_node = from.nominated_node_name.as_deref().map(word);
        let first = from.pod_ips.first().map(|address| &address["ip"]);
        status.ip = first.or(from.pod_ip.as_ref()).map(|ip| word(ip));
        status.gates = vec![None; pod.readiness_gates.len()];
        for entry in &from.conditions {
            let gate = pod.readiness_gates.iter().position(|gate| *gate == entry.kind);
            let known = Condition::ALL.into_iter().find(|which| which.as_str() == entry.kind);
            if let Some(gate) = gate {
                status.gates[gate] = Some(word(&entry.status));
            }
            // Others are somebody else's.
            if let Some(which) = known {
                let told = (entry.status == "True", word(entry.reason.as_deref().unwrap_or("")));
                status.conditions.set(which, told, SimTime::ZERO);
            }
        }
        let lists = [&from.init_container_statuses, &from.container_statuses];
        status.listed = lists.iter().any(|list| list.is_some());
        status.app_order.clear();
        for entry in lists.into_iter().flatten().flatten() {
            let index = index_of(pod, &entry.name);
            status.containers[index.0] = Some(entry.status(ids));
            if pod.is_app(index) {
                status.app_order.push(index);
            }
        }
        status
    }

    /// What the API server has of the ephemeral containers, by name.
    pub(crate) fn ephemeral(&self, pod: &Pod, ids: &mut Ids) -> BTreeMap<&str, ContainerStatus> {
        let entries = self.status.ephemeral_container_statuses.iter().flatten();
        let named = entries.map(|entry| {
            assert!(pod.ephemeral.contains(&entry.name), "no ephemeral container {}", entry.name);
            (entry.name.as_str(), entry.status(ids))
        });
        named.collect()
    }
}

impl Entry {
    pub(crate) fn status(&self, ids: &mut Ids) -> ContainerStatus {
        ContainerStatus {
            state: self.state.decoded(ids),
            last: self.last_state.terminated.as_ref().map(|ended| ended.decoded(ids)),
            restart_count: self.restart_count,
            ready: self.ready,
            started: self.started,
            id: ids.id(self.container_id.as_ref()),
        }
    }
}

impl State {
    fn decoded(&self, ids: &mut Ids) -> ContainerState {
        match self {
            Self { running: Some(running), .. } => {
                ContainerState::Running { started_at: running.started_ago.map_or(NOW, ago) }
            }
            Self { waiting: Some(waiting), .. } => {
                ContainerState::Waiting(Waiting::because(word(&waiting.reason)))
            }
            Self { terminated: Some(ended), .. } => ContainerState::Terminated(ended.decoded(ids)),
            _ => ContainerState::Empty,
        }
    }
}

impl Ended {
    fn decoded(&self, ids: &mut Ids) -> Terminated {
        Terminated {
            exit_code: self.exit_code,
            signal: self.signal,
            reason: word(&self.reason),
            started_at: self.started_ago.map(ago),
            finished_at: self.finished_ago.map(ago),
            id: ids.id(self.container_id.as_ref()),
        }
    }
}

pub(crate) fn index_of(pod: &Pod, name: &str) -> ContainerIndex {
    pod.index_of(name).unwrap_or_else(|| panic!("no container is called {name}"))
}

pub(crate) fn condition(name: &str) -> Condition {
    let mut all = Condition::ALL.into_iter();
    all.find(|condition| condition.as_str() == name)
        .unwrap_or_else(|| panic!("no condition is called {name}"))
}
