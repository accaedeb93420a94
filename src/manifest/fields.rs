//! The lifecycle's own fields as small structs, read off the checked tree by `decode`.
//!
//! Few and flat on purpose: every type is code in the browser. Hence types of the API that are alike
//! share one struct here; the schema has already told which of its fields stand where.
//! The check has pruned what has the wrong type, too; an item of a list that was pruned is `None`,
//! so that the others keep their index.

use super::Quantity;

/// What a Pod is made from: a Pod itself, or a workload's name and the spec of its template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodTemplate {
    /// `metadata` of the object, not of the template: Pods take their names from there.
    pub metadata: Metadata,
    /// `metadata.labels` of the Pod itself.
    pub labels: Vec<(String, String)>,
    /// `metadata.annotations` of the Pod itself.
    pub annotations: Vec<(String, String)>,
    /// `spec` of the template.
    pub spec: PodSpec,
    /// What else the workload's `spec` says.
    pub controller: Controller,
    /// What the `spec` of a CronJob's Jobs says.
    pub jobs: Controller,
}

/// `apps/v1` DeploymentSpec, ReplicaSetSpec and StatefulSetSpec, `batch/v1` JobSpec and CronJobSpec
/// in one, without the template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Controller {
    /// `replicas`.
    pub replicas: Option<i64>,
    /// `minReadySeconds`.
    pub min_ready_seconds: Option<i64>,
    /// `podManagementPolicy` of a StatefulSet.
    pub pod_management_policy: Option<String>,
    /// `ordinals.start` of a StatefulSet.
    pub first_ordinal: Option<i64>,
    /// `completions` of a Job.
    pub completions: Option<i64>,
    /// `parallelism` of a Job.
    pub parallelism: Option<i64>,
    /// `backoffLimit` of a Job.
    pub backoff_limit: Option<i64>,
    /// `backoffLimitPerIndex` of a Job.
    pub backoff_limit_per_index: Option<i64>,
    /// `maxFailedIndexes` of a Job.
    pub max_failed_indexes: Option<i64>,
    /// `activeDeadlineSeconds` of a Job.
    pub active_deadline_seconds: Option<i64>,
    /// `ttlSecondsAfterFinished` of a Job.
    pub ttl_seconds_after_finished: Option<i64>,
    /// `completionMode` of a Job.
    pub completion_mode: Option<String>,
    /// `podReplacementPolicy` of a Job.
    pub pod_replacement_policy: Option<String>,
    /// `podFailurePolicy.rules` of a Job.
    pub pod_failure_policy: Option<Vec<PolicyRule>>,
    /// `successPolicy.rules` of a Job.
    pub success_policy: Option<Vec<PolicyRule>>,
    /// `managedBy` of a Job.
    pub managed_by: Option<String>,
    /// `paused` of a Deployment.
    pub paused: bool,
    /// `suspend` of a Job or a CronJob.
    pub suspend: bool,
    /// `schedule` of a CronJob.
    pub schedule: Option<String>,
    /// `concurrencyPolicy` of a CronJob.
    pub concurrency_policy: Option<String>,
    /// `startingDeadlineSeconds` of a CronJob.
    pub starting_deadline_seconds: Option<i64>,
    /// `successfulJobsHistoryLimit` of a CronJob.
    pub successful_jobs_history_limit: Option<i64>,
    /// `failedJobsHistoryLimit` of a CronJob.
    pub failed_jobs_history_limit: Option<i64>,
}

/// `batch/v1` PodFailurePolicyRule and SuccessPolicyRule in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyRule {
    /// `action`.
    pub action: Option<String>,
    /// `onExitCodes.containerName`.
    pub container_name: Option<String>,
    /// `onExitCodes.operator`; `None` if the rule is not about exit codes.
    pub operator: Option<String>,
    /// `onExitCodes.values`.
    pub values: Vec<i32>,
    /// `onPodConditions`.
    pub pod_conditions: Vec<PodConditionPattern>,
    /// `succeededIndexes`.
    pub succeeded_indexes: Option<String>,
    /// `succeededCount`.
    pub succeeded_count: Option<i64>,
}

/// `batch/v1` PodFailurePolicyOnPodConditionsPattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodConditionPattern {
    /// `type`.
    pub condition_type: String,
    /// `status`; True if it is absent.
    pub status: Option<String>,
}

/// `meta/v1.ObjectMeta`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `name`.
    pub name: String,
    /// `generateName`.
    pub generate_name: String,
    /// `namespace`.
    pub namespace: String,
}

/// `core/v1.PodSpec`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodSpec {
    /// `initContainers`.
    pub init_containers: Vec<Option<Container>>,
    /// `containers`.
    pub containers: Vec<Option<Container>>,
    /// `volumes`.
    pub volumes: Vec<Option<Volume>>,
    /// `resources`.
    pub resources: Resources,
    /// `overhead`.
    pub overhead: Amounts,
    /// `priorityClassName`.
    pub priority_class_name: String,
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
    /// `schedulingGates`.
    pub scheduling_gates: Vec<Option<Entry>>,
    /// `readinessGates`.
    pub readiness_gates: Vec<Option<Entry>>,
    /// `ephemeralContainers`, as far as their names go.
    pub ephemeral_containers: Vec<Option<Entry>>,
}

/// `core/v1.Volume`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// `name`; `None` if it is absent.
    pub name: Option<String>,
    /// The field that says where it comes from, such as `configMap`; empty if there is none.
    pub source: String,
    /// `medium` of an `emptyDir`; empty if it is absent.
    pub medium: String,
    /// `sizeLimit` of an `emptyDir`.
    pub size_limit: Option<Quantity>,
    /// `path` of a `hostPath`; empty if it is absent.
    pub path: String,
}

/// Amounts by the name of their resource, in written order.
pub type Amounts = Vec<(String, Quantity)>;

/// `core/v1.ResourceRequirements`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// `requests`.
    pub requests: Amounts,
    /// `limits`.
    pub limits: Amounts,
}

/// `core/v1.Container`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub env: Vec<Option<Entry>>,
    /// `stdin` or `tty`.
    pub stdin: bool,
    /// Whether `envFrom` has entries.
    pub env_from: bool,
    /// `ports`.
    pub ports: Vec<Option<Entry>>,
    /// `volumeMounts`.
    pub volume_mounts: Vec<Option<Entry>>,
    /// `volumeDevices`.
    pub volume_devices: Vec<Option<Entry>>,
    /// `resources`.
    pub resources: Resources,
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
    /// `restartPolicyRules`.
    pub restart_policy_rules: Vec<Option<RestartRule>>,
}

/// `core/v1.ContainerRestartRule`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestartRule {
    /// `action`.
    pub action: String,
    /// `exitCodes`.
    pub exit_codes: Option<ExitCodes>,
}

/// `core/v1.ContainerRestartRuleOnExitCodes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExitCodes {
    /// `operator`.
    pub operator: String,
    /// `values`.
    pub values: Vec<i32>,
}

/// `core/v1.EnvVar`, `ContainerPort`, `VolumeMount`, `VolumeDevice`, `PodSchedulingGate` and
/// `PodReadinessGate` in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// `name`; not of a readiness gate.
    pub name: String,
    /// `value` of a variable.
    pub value: String,
    /// `containerPort` of a port.
    pub container_port: Option<i64>,
    /// `protocol` of a port.
    pub protocol: Option<String>,
    /// `hostPort` of a port.
    pub host_port: Option<i64>,
    /// `hostIP` of a port.
    pub host_ip: String,
    /// `mountPath` of a mount.
    pub mount_path: String,
    /// `subPath` of a mount.
    pub sub_path: String,
    /// `subPathExpr` of a mount.
    pub sub_path_expr: String,
    /// `readOnly` of a mount.
    pub read_only: bool,
    /// `conditionType` of a readiness gate.
    pub condition_type: String,
}

/// `core/v1.Lifecycle`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// `postStart`.
    pub post_start: Option<Handler>,
    /// `preStop`.
    pub pre_stop: Option<Handler>,
    /// `stopSignal`.
    pub stop_signal: Option<String>,
}

/// `core/v1.Probe` and `core/v1.LifecycleHandler` in one: what is done and, for a probe, when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handler {
    /// `exec`.
    pub exec: Option<Action>,
    /// `httpGet`.
    pub http_get: Option<Action>,
    /// `tcpSocket`.
    pub tcp_socket: Option<Action>,
    /// `grpc`; probes only.
    pub grpc: Option<Action>,
    /// `sleep`; hooks only.
    pub sleep: Option<Action>,
    /// `initialDelaySeconds`.
    pub initial_delay_seconds: i64,
    /// `periodSeconds`.
    pub period_seconds: i64,
    /// `timeoutSeconds`.
    pub timeout_seconds: i64,
    /// `successThreshold`.
    pub success_threshold: i64,
    /// `failureThreshold`.
    pub failure_threshold: i64,
    /// `terminationGracePeriodSeconds`.
    pub termination_grace_period_seconds: Option<i64>,
}

/// `core/v1.ExecAction`, `HTTPGetAction`, `TCPSocketAction`, `GRPCAction` and `SleepAction` in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// `command` of `exec`.
    pub command: Vec<String>,
    /// `path` of `httpGet`.
    pub path: String,
    /// `port` of `httpGet`, `tcpSocket` and `grpc`.
    pub port: Port,
    /// `seconds` of `sleep`.
    pub seconds: i64,
}

/// A port, by its number or by its name (`util/intstr.IntOrString`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Port {
    /// None is given.
    #[default]
    Absent,
    /// `port: 8080`.
    Number(i64),
    /// `port: http`.
    Name(String),
}
