//! The lifecycle's own fields as small serde structs, decoded from the checked tree.
//!
//! Few and flat on purpose: every deserialiser is code in the browser. The check has already
//! pruned what has the wrong type; an item of a list that was pruned is `None`, so that the
//! others keep their index.

use serde::Deserialize;

/// What a Pod is made from: a Pod itself, or a workload's name and the spec of its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodTemplate {
    /// `metadata` of the object, not of the template: Pods take their names from there.
    pub metadata: Metadata,
    /// `spec` of the template.
    pub spec: PodSpec,
}

/// `meta/v1.ObjectMeta`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Metadata {
    /// `name`.
    pub name: String,
    /// `generateName`.
    pub generate_name: String,
    /// `namespace`.
    pub namespace: String,
}

/// `core/v1.PodSpec`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodSpec {
    /// `initContainers`.
    pub init_containers: Vec<Option<Container>>,
    /// `containers`.
    pub containers: Vec<Option<Container>>,
    /// `volumes`.
    pub volumes: Vec<Option<serde_yaml::Mapping>>,
    /// `restartPolicy`.
    pub restart_policy: Option<String>,
    /// `terminationGracePeriodSeconds`.
    pub termination_grace_period_seconds: Option<i64>,
    /// `activeDeadlineSeconds`.
    pub active_deadline_seconds: Option<i64>,
    /// `hostNetwork`.
    pub host_network: bool,
    /// `shareProcessNamespace`.
    pub share_process_namespace: bool,
    /// `readinessGates`.
    pub readiness_gates: Vec<Option<ReadinessGate>>,
}

/// `core/v1.PodReadinessGate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReadinessGate {
    /// `conditionType`.
    pub condition_type: String,
}

/// `core/v1.Container`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// `name`.
    pub name: String,
    /// `image`.
    pub image: String,
    /// `imagePullPolicy`.
    pub image_pull_policy: Option<String>,
    /// `command`.
    pub command: Vec<String>,
    /// `args`.
    pub args: Vec<String>,
    /// `env`.
    pub env: Vec<Option<EnvVar>>,
    /// `ports`.
    pub ports: Vec<Option<ContainerPort>>,
    /// `volumeMounts`.
    pub volume_mounts: Vec<Option<VolumeMount>>,
    /// `startupProbe`.
    pub startup_probe: Option<Handler>,
    /// `livenessProbe`.
    pub liveness_probe: Option<Handler>,
    /// `readinessProbe`.
    pub readiness_probe: Option<Handler>,
    /// `lifecycle`.
    pub lifecycle: Option<Lifecycle>,
    /// `restartPolicy`.
    pub restart_policy: Option<String>,
}

/// `core/v1.EnvVar`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EnvVar {
    /// `name`.
    pub name: String,
    /// `value`.
    pub value: String,
}

/// `core/v1.ContainerPort`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerPort {
    /// `name`.
    pub name: Option<String>,
    /// `containerPort`.
    pub container_port: Option<i32>,
    /// `protocol`.
    pub protocol: Option<String>,
}

/// `core/v1.VolumeMount`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VolumeMount {
    /// `name`.
    pub name: String,
    /// `mountPath`.
    pub mount_path: String,
    /// `subPath`.
    pub sub_path: Option<String>,
    /// `readOnly`.
    pub read_only: bool,
}

/// `core/v1.Lifecycle`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Lifecycle {
    /// `postStart`.
    pub post_start: Option<Handler>,
    /// `preStop`.
    pub pre_stop: Option<Handler>,
    /// `stopSignal`.
    pub stop_signal: Option<String>,
}

/// `core/v1.Probe` and `core/v1.LifecycleHandler` in one: what is done and, for a probe, when.
/// The schema has already told which of the fields stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Handler {
    /// `exec`.
    pub exec: Option<ExecAction>,
    /// `httpGet`.
    pub http_get: Option<NetworkAction>,
    /// `tcpSocket`.
    pub tcp_socket: Option<NetworkAction>,
    /// `grpc`; probes only.
    pub grpc: Option<NetworkAction>,
    /// `sleep`; hooks only.
    pub sleep: Option<SleepAction>,
    /// `initialDelaySeconds`.
    pub initial_delay_seconds: i32,
    /// `periodSeconds`.
    pub period_seconds: i32,
    /// `timeoutSeconds`.
    pub timeout_seconds: i32,
    /// `successThreshold`.
    pub success_threshold: i32,
    /// `failureThreshold`.
    pub failure_threshold: i32,
    /// `terminationGracePeriodSeconds`.
    pub termination_grace_period_seconds: Option<i64>,
}

/// `core/v1.ExecAction`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ExecAction {
    /// `command`.
    pub command: Vec<String>,
}

/// `core/v1.HTTPGetAction`, `TCPSocketAction` and `GRPCAction` in one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NetworkAction {
    /// `path`; `httpGet` only.
    pub path: String,
    /// `port`: a number or a name.
    pub port: serde_yaml::Value,
}

/// `core/v1.SleepAction`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SleepAction {
    /// `seconds`.
    pub seconds: i64,
}
