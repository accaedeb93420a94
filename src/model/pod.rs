//! The Pod.

use super::{
    Container, ContainerIndex, ContainerRole, Millis, ResourceList, Resources, RestartPolicy,
    Volume,
};
use std::collections::BTreeSet;

/// The kind of workload object that a Pod was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    /// `apps/v1` Deployment (through a ReplicaSet).
    Deployment,
    /// `apps/v1` ReplicaSet.
    ReplicaSet,
    /// `apps/v1` StatefulSet.
    StatefulSet,
    /// `apps/v1` DaemonSet.
    DaemonSet,
    /// `batch/v1` Job.
    Job,
    /// `batch/v1` CronJob (through a Job).
    CronJob,
}

impl OwnerKind {
    /// The kind as written in a manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deployment => "Deployment",
            Self::ReplicaSet => "ReplicaSet",
            Self::StatefulSet => "StatefulSet",
            Self::DaemonSet => "DaemonSet",
            Self::Job => "Job",
            Self::CronJob => "CronJob",
        }
    }
}

/// The workload that a Pod's template came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its kind.
    pub kind: OwnerKind,
    /// Its name.
    pub name: String,
}

/// One Pod, as the kubelet would get it.
///
/// Containers stand in one list: the init list in declared order, then the app containers in
/// declared order. There is at least one app container, and names are unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pod {
    /// `metadata.name`; for a template, the name that its controller would make up.
    pub name: String,
    /// `metadata.namespace`, `default` if absent.
    pub namespace: String,
    /// `metadata.labels`, by key.
    pub labels: Vec<(String, String)>,
    /// `metadata.annotations`, by key.
    pub annotations: Vec<(String, String)>,
    /// The workload it was taken from, if it is not a bare Pod.
    pub owner: Option<Owner>,
    /// `spec.restartPolicy`.
    pub restart_policy: RestartPolicy,
    /// `spec.terminationGracePeriodSeconds`, 30 s by default.
    pub termination_grace_period: Millis,
    /// `spec.activeDeadlineSeconds`.
    pub active_deadline: Option<Millis>,
    /// `spec.volumes`.
    pub volumes: Vec<Volume>,
    /// `spec.resources`, those that can be set for a Pod (cpu, memory, huge pages), with the API
    /// server's defaults; `None` if there are none.
    pub resources: Option<Resources>,
    /// `spec.overhead`: what the runtime itself needs.
    pub overhead: ResourceList,
    /// `spec.priorityClassName`.
    pub priority_class: Option<String>,
    /// `spec.hostNetwork`.
    pub host_network: bool,
    /// `spec.shareProcessNamespace`.
    pub share_process_namespace: bool,
    /// `spec.schedulingGates`, by name: as long as there is one, no scheduler looks at the Pod.
    pub scheduling_gates: Vec<String>,
    /// The names of `spec.ephemeralContainers`. They take no part in the lifecycle.
    pub ephemeral: Vec<String>,
    /// `spec.readinessGates`, the condition types.
    pub readiness_gates: Vec<String>,
    containers: Vec<Container>,
}

impl Pod {
    /// A Pod with these containers and everything else at its default, or `None` if there is no
    /// app container or a name is used twice. Order within the init list and within the app list
    /// is kept; init containers are moved to the front.
    pub fn new(name: &str, containers: Vec<Container>) -> Option<Self> {
        let (mut all, apps): (Vec<_>, Vec<_>) =
            containers.into_iter().partition(|c| c.role != ContainerRole::App);
        if apps.is_empty() {
            return None;
        }
        all.extend(apps);
        let mut names = BTreeSet::new();
        if !all.iter().all(|c| names.insert(c.name.clone())) {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            namespace: "default".to_owned(),
            owner: None,
            restart_policy: RestartPolicy::Always,
            termination_grace_period: Millis::from_secs(30),
            active_deadline: None,
            volumes: Vec::new(),
            resources: None,
            overhead: ResourceList::default(),
            priority_class: None,
            host_network: false,
            share_process_namespace: false,
            scheduling_gates: Vec::new(),
            ephemeral: Vec::new(),
            labels: Vec::new(),
            annotations: Vec::new(),
            readiness_gates: Vec::new(),
            containers: all,
        })
    }

    /// All containers: the init list, then the app containers.
    pub fn containers(&self) -> &[Container] {
        &self.containers
    }

    /// All containers, to fill in what their fields lack. Names and roles must stay.
    pub(super) fn containers_mut(&mut self) -> &mut [Container] {
        &mut self.containers
    }

    /// The container at `index`.
    pub fn container(&self, index: ContainerIndex) -> &Container {
        &self.containers[index.0]
    }

    /// All indices, in list order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = ContainerIndex> + use<> {
        (0..self.containers.len()).map(ContainerIndex)
    }

    /// How many entries the init list has, sidecars included.
    pub fn init_count(&self) -> usize {
        self.containers.iter().take_while(|c| c.role != ContainerRole::App).count()
    }

    /// The init list, sidecars included, in declared order.
    pub fn init_indices(&self) -> impl DoubleEndedIterator<Item = ContainerIndex> + use<> {
        (0..self.init_count()).map(ContainerIndex)
    }

    /// The app containers, in declared order.
    pub fn app_indices(&self) -> impl DoubleEndedIterator<Item = ContainerIndex> + use<> {
        (self.init_count()..self.containers.len()).map(ContainerIndex)
    }

    /// The container with this name.
    pub fn index_of(&self, name: &str) -> Option<ContainerIndex> {
        self.containers.iter().position(|c| c.name == name).map(ContainerIndex)
    }

    /// The restart policy that holds for one container that is no sidecar: its own, if it has one
    /// (ContainerRestartRules, on from 1.35), else the Pod's.
    pub fn restart_policy_of(&self, container: &Container) -> RestartPolicy {
        container.restart_policy.unwrap_or(self.restart_policy)
    }

    /// Whether `index` is an entry of `spec.containers`.
    pub fn is_app(&self, index: ContainerIndex) -> bool {
        self.container(index).role == ContainerRole::App
    }

    /// Whether the Pod has a native sidecar.
    pub fn has_sidecar(&self) -> bool {
        self.containers.iter().any(|c| c.role == ContainerRole::Sidecar)
    }
}
