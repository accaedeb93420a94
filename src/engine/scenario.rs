//! What processes do and what is done to the Pod: all that a manifest does not say.

use super::SimTime;
use crate::model::{ContainerIndex, Millis, Pod};

/// Where a value comes from. Only what is [`Basis::Declared`] stands in the manifest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Nobody said so: a sensible assumption, drawn as one.
    #[default]
    Assumed,
    /// Read from the manifest, such as `sleep 3` in a command.
    Declared,
    /// Set by the user.
    Chosen,
}

/// A value with its basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub basis: Basis,
}

impl<T> Guess<T> {
    /// An assumption.
    pub const fn assumed(value: T) -> Self {
        Self { value, basis: Basis::Assumed }
    }

    /// Read from the manifest.
    pub const fn declared(value: T) -> Self {
        Self { value, basis: Basis::Declared }
    }

    /// Whether the value is merely assumed.
    pub fn is_assumed(&self) -> bool {
        matches!(self.basis, Basis::Assumed)
    }
}

/// What a process does on its stop signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTerm {
    /// It exits this long after the signal.
    ExitsAfter(Millis),
    /// It goes on until SIGKILL.
    Ignores,
}

/// How a hook runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookRun {
    /// How long it takes.
    pub takes: Guess<Millis>,
    /// Whether it fails.
    pub fails: bool,
}

/// How one pull attempt ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PullOutcome {
    /// The image arrives.
    Ok,
    /// The registry refuses or does not know it.
    Fails,
    /// It is on the node already; nothing is pulled unless the policy is `Always`.
    Present,
    /// It is not on the node: an error under policy `Never`, else like [`PullOutcome::Ok`].
    Missing,
}

/// One pull attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullRun {
    /// How it ends.
    pub outcome: PullOutcome,
    /// How long it takes.
    pub takes: Guess<Millis>,
}

/// One run of a container's process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How long it runs by itself; `None` is for ever.
    pub runs: Guess<Option<Millis>>,
    /// Its exit code when it ends by itself.
    pub exit_code: i32,
    /// What it does on the stop signal.
    pub on_term: Guess<OnTerm>,
    /// Its exit code after the stop signal (137 after SIGKILL in any case).
    pub term_exit_code: i32,
    /// The startup probe would succeed from this long after the start; `None` is never.
    pub startup_after: Guess<Option<Millis>>,
    /// Likewise readiness.
    pub ready_after: Guess<Option<Millis>>,
    /// Its exit code when its sandbox dies under it.
    pub lost_exit_code: i32,
    /// From then on the liveness probe fails; `None` is never.
    pub liveness_fails_after: Option<Millis>,
    /// The `postStart` hook, if the container has one.
    pub post_start: HookRun,
    /// The `preStop` hook, if the container has one.
    pub pre_stop: HookRun,
}

/// What one container's processes do, run after run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// One entry per pull attempt; the last repeats. Never empty.
    pub pulls: Vec<PullRun>,
    /// One entry per run; the last repeats. Never empty.
    pub attempts: Vec<Attempt>,
}

/// What somebody does to the Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `kubectl delete pod`, with `--grace-period` if given.
    Delete {
        /// The grace period of the call; `None` takes the Pod's.
        grace: Option<Millis>,
    },
    /// The process of a container is killed from outside (exit code 137).
    KillProcess(ContainerIndex),
    /// The sandbox dies with everything in it: the node restarts, or somebody removes the sandbox.
    KillSandbox,
}

/// One act at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// When.
    pub at: SimTime,
    /// What.
    pub verb: Verb,
    /// Whether somebody chose it, or Podline proposes it to show the shutdown.
    pub basis: Basis,
}

/// Latencies of the node, all assumed. The ideal kubelet of the conformance cases has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// From scheduling to a ready sandbox.
    pub sandbox: Millis,
    /// From the image being there to the process start.
    pub create: Millis,
    /// From an exit or a failed pull to the status that tells of the back-off.
    pub notice: Millis,
}

/// What the node's administrator has set (`KubeletConfiguration`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeConfig {
    /// `crashLoopBackOff.maxContainerRestartPeriod` (KEP-5593).
    pub max_container_restart_period: Option<Millis>,
}

/// Everything a manifest does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// One entry per container, by [`ContainerIndex`].
    pub processes: Vec<Process>,
    /// What is done to the Pod, in order of time.
    pub actions: Vec<Action>,
    /// How long to simulate a Pod that is not being deleted.
    pub horizon: Millis,
    /// The node's latencies.
    pub timings: Timings,
    /// The node's configuration.
    pub node: NodeConfig,
}

impl Attempt {
    /// A process that runs for ever, is up at once and exits 0 on its stop signal at once: the
    /// default of the conformance cases.
    pub const IDEAL: Self = Self {
        runs: Guess::declared(None),
        exit_code: 0,
        on_term: Guess::declared(OnTerm::ExitsAfter(Millis::ZERO)),
        term_exit_code: 0,
        startup_after: Guess::declared(Some(Millis::ZERO)),
        ready_after: Guess::declared(Some(Millis::ZERO)),
        lost_exit_code: 137,
        liveness_fails_after: None,
        post_start: HookRun::IDEAL,
        pre_stop: HookRun::IDEAL,
    };
}

impl HookRun {
    /// A hook that returns at once.
    pub const IDEAL: Self = Self { takes: Guess::declared(Millis::ZERO), fails: false };
}

impl Scenario {
    /// The ideal kubelet and ideal processes for `pod`: no latency anywhere, images on the node,
    /// every process an [`Attempt::IDEAL`], nothing done to the Pod, 120 s.
    pub fn ideal(pod: &Pod) -> Self {
        let present =
            PullRun { outcome: PullOutcome::Present, takes: Guess::declared(Millis::ZERO) };
        let process = Process { pulls: vec![present], attempts: vec![Attempt::IDEAL] };
        Self {
            processes: vec![process; pod.containers().len()],
            actions: Vec::new(),
            horizon: Millis::from_secs(120),
            timings: Timings::default(),
            node: NodeConfig::default(),
        }
    }

    /// What the container at `index` does.
    pub fn process(&self, index: ContainerIndex) -> &Process {
        &self.processes[index.0]
    }

    /// The first deletion, if there is one.
    pub fn deletion(&self) -> Option<&Action> {
        self.actions.iter().find(|action| matches!(action.verb, Verb::Delete { .. }))
    }

    /// The same scenario with exactly one deletion, at `at` with the Pod's own grace period, chosen
    /// by the user.
    #[must_use]
    pub fn with_deletion(mut self, at: SimTime) -> Self {
        self = self.without_deletion();
        let deletion = Action { at, verb: Verb::Delete { grace: None }, basis: Basis::Chosen };
        let before = self.actions.partition_point(|action| action.at <= at);
        self.actions.insert(before, deletion);
        self
    }

    /// The same scenario without deletions.
    #[must_use]
    pub fn without_deletion(mut self) -> Self {
        self.actions.retain(|action| !matches!(action.verb, Verb::Delete { .. }));
        self
    }
}

impl Process {
    /// What the `n`-th run (from 0) does.
    pub fn attempt(&self, n: usize) -> &Attempt {
        &self.attempts[n.min(self.attempts.len() - 1)]
    }

    /// How the `n`-th pull (from 0) goes.
    pub fn pull(&self, n: usize) -> &PullRun {
        &self.pulls[n.min(self.pulls.len() - 1)]
    }
}
