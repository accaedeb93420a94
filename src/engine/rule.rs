//! The rules, by name. What each one says, from which version and where it stands in Kubernetes is
//! in `content/rules.yaml`; a test holds the two together.

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// The Kubernetes rule, or the act or process, that released an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $($(#[$doc])* $name),+ }

        impl Rule {
            /// Every rule, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable id, as in `content/rules.yaml` and docs/kubelet.md. Never reused.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }
        }
    };
}

rules! {
    // What comes from outside the kubelet.
    /// The scheduler binds the Pod.
    Scheduled = "outside.scheduled",
    /// Somebody deletes the Pod; the API server sets the deletion timestamp and the grace period.
    Deleted = "outside.deleted",
    /// A second deletion shortens the grace period in the API only.
    DeletedAgain = "outside.deleted-again",
    /// A process ends by itself.
    ProcessEnds = "outside.process-ends",
    /// A process ends on its stop signal.
    ProcessStops = "outside.process-stops",
    /// Somebody kills a process.
    ProcessKilled = "outside.process-killed",
    /// A Pod with scheduling gates is not scheduled.
    SchedulingGated = "outside.scheduling-gated",
    /// The sandbox dies: the node restarts, or somebody removes it.
    SandboxKilled = "outside.sandbox-killed",

    // Start.
    /// The sandbox comes before any container.
    SandboxFirst = "start.sandbox-first",
    /// The first entry of the init list starts when the sandbox is up.
    FirstInit = "start.first-init",
    /// An init container starts when the one before it has exited 0.
    InitInOrder = "start.init-in-order",
    /// What follows a sidecar starts when the sidecar has started.
    SidecarReleases = "start.sidecar-releases",
    /// A sidecar counts as started when its startup probe has passed.
    SidecarStartupProbe = "start.sidecar-startup-probe",
    /// App containers start when the init list is through.
    AppsAfterInit = "start.apps-after-init",
    /// App containers start one after another in one pass, without waiting for readiness.
    AppsInOnePass = "start.apps-in-one-pass",
    /// The image is pulled as part of the start; everything behind waits.
    PullBlocks = "start.pull-blocks",
    /// An image that is on the node is not pulled, unless the policy is `Always`.
    ImagePresent = "start.image-present",
    /// A pull that failed is tried again after a growing delay.
    PullBackOff = "start.pull-back-off",
    /// Created, then started.
    CreateThenStart = "start.create-then-start",
    /// `postStart` runs right after the start, and the kubelet waits for it.
    PostStartBlocks = "start.post-start-blocks",
    /// A failed `postStart` kills its container.
    PostStartFailed = "start.post-start-failed",

    // Probes.
    /// A probe runs every period.
    ProbePeriod = "probe.period",
    /// The startup probe passes: liveness and readiness begin.
    StartupPassed = "probe.startup-passed",
    /// A container is ready when started and its readiness probe passes.
    Ready = "probe.ready",
    /// Readiness is lost at the failure threshold, or with the process.
    Unready = "probe.unready",
    /// Liveness or startup at its failure threshold kills the container.
    ProbeKills = "probe.kills",

    // Restart.
    /// The container restarts in place; the first restart is immediate.
    RestartInPlace = "restart.in-place",
    /// Further restarts wait 10 s, 20 s, 40 s … 5 min, counted from the exit.
    CrashBackOff = "restart.crash-back-off",
    /// A failing init container is retried by itself.
    InitRetried = "restart.init-retried",
    /// A restart rule of the container restarts it.
    RestartRule = "restart.rule",
    /// A restart rule stops and restarts every container of the Pod.
    RestartAll = "restart.all-containers",
    /// In such a restart every container is stopped without its hook, and removed.
    RestartAllKills = "restart.all-kills",
    /// A lost sandbox is replaced, and the Pod starts over.
    SandboxReplaced = "restart.sandbox-replaced",
    /// Under `Never` a lost sandbox ends the Pod.
    SandboxEndsPod = "restart.sandbox-ends-pod",
    /// A sidecar restarts whatever its exit code and the Pod's policy.
    SidecarRestarts = "restart.sidecar",
    /// An init container that fails under `Never` fails the Pod.
    InitFailsPod = "restart.init-fails-pod",
    /// With every app container ended for good, the Pod is stopped.
    AppsDone = "restart.apps-done",

    // Stop.
    /// At the deletion every running container begins to stop at once.
    StopAll = "stop.all-at-once",
    /// `preStop` runs first, inside the grace period.
    PreStopFirst = "stop.pre-stop-first",
    /// A hook is not waited for longer than the grace period.
    PreStopCut = "stop.pre-stop-cut",
    /// The stop signal follows the hook.
    SignalAfterHook = "stop.signal-after-hook",
    /// A sidecar waits until every app container has ended.
    SidecarsAfterApps = "stop.sidecars-after-apps",
    /// Sidecars stop one after another, last declared first.
    SidecarsReversed = "stop.sidecars-reversed",
    /// When the grace period runs out while waiting, all waiting sidecars are signalled together.
    TurnCut = "stop.turn-cut",
    /// A stop signal of `SIGKILL` ends the process at once.
    StopSignalKills = "stop.signal-kills",
    /// SIGKILL when the rest of the grace period, at least 2 s, is over.
    KillAtDeadline = "stop.kill-at-deadline",
    /// `activeDeadlineSeconds` fails the Pod.
    ActiveDeadline = "stop.active-deadline",
    /// The sandbox goes when every container is gone.
    SandboxLast = "stop.sandbox-last",
    /// The API object goes when the kubelet has reported the end.
    RemovedLast = "stop.removed-last",

    // Status.
    /// What a pass changes is told when it is over.
    ToldAfterPass = "status.told-after-pass",
    /// The phase follows from the container statuses.
    PhaseFromStatuses = "status.phase",
    /// The conditions follow from the container statuses.
    ConditionsFromStatuses = "status.conditions",

    // Controllers.
    /// Somebody creates the workload.
    WorkloadApplied = "workload.applied",
    /// A ReplicaSet makes all missing Pods at once.
    ReplicasAtOnce = "workload.replicas-at-once",
    /// A ReplicaSet replaces a Pod as soon as its deletion begins.
    ReplacedAtOnce = "workload.replaced-at-once",
    /// A StatefulSet makes the next Pod when the one before is Ready.
    StatefulInOrder = "workload.stateful-in-order",
    /// A StatefulSet with `Parallel` makes all its Pods at once.
    StatefulParallel = "workload.stateful-parallel",
    /// A StatefulSet or DaemonSet makes the next Pod when the old object is gone.
    ReplacedAfterRemoval = "workload.replaced-after-removal",
    /// A StatefulSet or DaemonSet deletes a Pod that ended.
    EndedPodDeleted = "workload.ended-pod-deleted",
    /// A DaemonSet deletes a failed Pod, with a back-off.
    FailedDaemonPodDeleted = "workload.failed-daemon-pod",
    /// A DaemonSet makes one Pod on a node.
    OnePodPerNode = "workload.one-pod-per-node",
    /// The garbage collector deletes Pods whose owner is gone.
    PodsFollowOwner = "workload.pods-follow-owner",
    /// A Job makes as many Pods as it wants active.
    JobPods = "job.pods",
    /// A Pod that succeeded counts.
    JobCountsSuccess = "job.counts-success",
    /// A Pod that failed counts.
    JobCountsFailure = "job.counts-failure",
    /// A Pod being deleted counts as failed.
    JobCountsDeleted = "job.counts-deleted",
    /// A failure that a policy ignores.
    JobIgnoresFailure = "job.ignores-failure",
    /// After a failure a Job waits.
    JobBackOff = "job.back-off",
    /// More failed Pods than `backoffLimit`.
    JobBackoffLimit = "job.backoff-limit",
    /// As many restarts as `backoffLimit`.
    JobRestartLimit = "job.restart-limit",
    /// `activeDeadlineSeconds` of the Job.
    JobActiveDeadline = "job.active-deadline",
    /// A `FailJob` rule.
    JobFailurePolicy = "job.failure-policy",
    /// Limits about indexes.
    JobFailedIndexes = "job.failed-indexes",
    /// `successPolicy`.
    JobSuccessPolicy = "job.success-policy",
    /// Enough successes.
    JobComplete = "job.complete",
    /// Active Pods of a Job that ends are deleted.
    JobPodsDeleted = "job.active-pods-deleted",
    /// The terminal condition follows.
    JobEnds = "job.ends",
    /// The terminal condition waits for Pods.
    JobEndsLast = "job.ends-last",
    /// `suspend`.
    JobSuspended = "job.suspended",
    /// `ttlSecondsAfterFinished`.
    JobExpires = "job.expires",
    /// A CronJob makes a Job.
    CronSchedule = "job.cron-schedule",
    /// `concurrencyPolicy: Forbid`.
    CronForbid = "job.cron-forbid",
    /// `concurrencyPolicy: Replace`.
    CronReplace = "job.cron-replace",
    /// `startingDeadlineSeconds`.
    CronTooLate = "job.cron-too-late",
    /// History limits.
    CronHistory = "job.cron-history",
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}
