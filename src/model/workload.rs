//! Workloads: the objects whose controllers make Pods from a template, with the API server's
//! defaults filled in.

use super::{ExitCodes, Millis, Pod, Schedule};

/// A workload and the Pod that its template describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// `metadata.name`.
    pub name: String,
    /// What its controller goes by.
    pub spec: WorkloadSpec,
    /// The first Pod; the others differ from it in their names.
    pub template: Pod,
    /// What the names of its Pods begin with, where their ends are made up.
    pub base: String,
}

/// What a controller goes by, kind by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkloadSpec {
    /// A ReplicaSet, or the one ReplicaSet of a Deployment: how many Pods it keeps.
    ReplicaSet {
        /// `replicas`, 1 by default.
        replicas: u32,
    },
    /// A StatefulSet.
    StatefulSet(StatefulSet),
    /// A DaemonSet; Podline's cluster has one node for it.
    DaemonSet,
    /// A Job.
    Job(Job),
    /// A CronJob.
    CronJob(CronJob),
}

/// `apps/v1` StatefulSetSpec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatefulSet {
    /// `replicas`, 1 by default.
    pub replicas: u32,
    /// `ordinals.start`, 0 by default.
    pub first_ordinal: u32,
    /// `podManagementPolicy: Parallel`; else each Pod waits for the one before it.
    pub parallel: bool,
    /// `minReadySeconds`: how long a Pod has to be Ready before the next one may start.
    pub min_ready: Millis,
}

/// `batch/v1` JobSpec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// `completions`; `None` for a work queue, of which one success is enough.
    pub completions: Option<u32>,
    /// `parallelism`, 1 by default.
    pub parallelism: u32,
    /// `backoffLimit`: 6 by default, without bound if failures are limited per index.
    pub backoff_limit: u32,
    /// `activeDeadlineSeconds`.
    pub active_deadline: Option<Millis>,
    /// `ttlSecondsAfterFinished`.
    pub ttl: Option<Millis>,
    /// `podFailurePolicy.rules`.
    pub failure_policy: Option<Vec<FailureRule>>,
    /// Only Pods that have ended are replaced: `podReplacementPolicy: Failed`, which a
    /// `podFailurePolicy` implies.
    pub replaces_only_ended: bool,
    /// `completionMode: Indexed`.
    pub indexed: Option<Indexed>,
    /// `successPolicy.rules`.
    pub success_policy: Vec<SuccessRule>,
    /// `suspend`.
    pub suspend: bool,
    /// `managedBy` names another controller, and the Job controller leaves it alone.
    pub managed_elsewhere: bool,
}

/// What holds for a Job whose Pods have indexes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// `backoffLimitPerIndex`.
    pub backoff_limit: Option<u32>,
    /// `maxFailedIndexes`.
    pub max_failed: Option<u32>,
}

/// What a failed Pod that matches a rule means for its Job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureAction {
    /// The Job fails.
    FailJob,
    /// The index fails.
    FailIndex,
    /// The failure does not count against the limit.
    Ignore,
    /// It counts.
    Count,
}

/// Which failed Pods a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureMatch {
    /// A container, of this name if one is given, ended with one of these codes; 0 never matches.
    ExitCodes {
        /// `containerName`.
        container: Option<String>,
        /// `operator` and `values`.
        codes: ExitCodes,
    },
    /// One of these Pod conditions has this value.
    Conditions(Vec<(String, bool)>),
}

/// One entry of `podFailurePolicy.rules`; the first that matches decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRule {
    /// What it means.
    pub action: FailureAction,
    /// Which Pods it is about.
    pub matches: FailureMatch,
}

/// One entry of `successPolicy.rules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessRule {
    /// `succeededIndexes` as ranges; `None` for all of them.
    pub indexes: Option<Vec<(u32, u32)>>,
    /// `succeededCount`; `None` for all of `indexes`.
    pub count: Option<u32>,
}

/// `concurrencyPolicy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Concurrency {
    /// Runs may overlap.
    #[default]
    Allow,
    /// A run waits until the one before it has finished.
    Forbid,
    /// A run takes the place of the one before it.
    Replace,
}

/// `batch/v1` CronJobSpec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CronJob {
    /// `schedule`.
    pub schedule: Schedule,
    /// `concurrencyPolicy`.
    pub concurrency: Concurrency,
    /// `startingDeadlineSeconds`.
    pub starting_deadline: Option<Millis>,
    /// `suspend`.
    pub suspend: bool,
    /// `successfulJobsHistoryLimit`, 3 by default.
    pub successful_limit: u32,
    /// `failedJobsHistoryLimit`, 1 by default.
    pub failed_limit: u32,
    /// `jobTemplate.spec`.
    pub job: Job,
}

impl Job {
    /// Whether each index has its own limit of failures.
    pub fn limits_indexes(&self) -> bool {
        self.indexed.is_some_and(|indexed| indexed.backoff_limit.is_some())
    }
}
