//! What happens: the events of a timeline, each with its cause and the rule that released it.

use super::{Condition, Phase, Rule, SimTime};
use crate::model::{ContainerIndex, Millis, ProbeKind};

/// The position of an event in its timeline, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// Whom an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The Pod as a whole.
    Pod,
    /// One container.
    Container(ContainerIndex),
}

/// The two lifecycle hooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HookKind {
    /// Runs right after the start; the kubelet waits for it.
    PostStart,
    /// Runs before the stop signal, inside the grace period.
    PreStop,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    // The Pod.
    /// The API server accepted a Pod with scheduling gates: no scheduler looks at it.
    Gated,
    /// The scheduler bound the Pod to a node.
    Scheduled,
    /// The kubelet is in a pass that changes something; it writes no status until the pass is over.
    PassStarted,
    /// The pass is over: its outcome is in the status.
    PassFinished,
    /// The sandbox is up: network namespace and IP exist, volumes are mounted.
    SandboxReady,
    /// The sandbox died, and every container in it.
    SandboxLost,
    /// The kubelet replaces the lost sandbox.
    SandboxChanged,
    /// A restart rule asked for it: the kubelet stops and removes every container of the Pod.
    RestartAllStarted,
    /// Every container is removed; the Pod starts over in its sandbox.
    RestartAllFinished,
    /// A Pod condition took this value.
    ConditionChanged(Condition, bool),
    /// The Pod's phase changed.
    PhaseChanged(Phase),
    /// The API server set the deletion timestamp.
    DeletionRequested {
        /// The grace period in force.
        grace: Millis,
    },
    /// `activeDeadlineSeconds` passed.
    DeadlineExceeded,
    /// The kubelet begins to stop every container, without a deletion.
    StopRequested,
    /// The sandbox is gone.
    SandboxStopped,
    /// The Pod's API object is gone.
    Removed,

    // A container: image and start.
    /// An image pull began.
    PullStarted,
    /// The image is on the node.
    Pulled {
        /// Whether it was there before, so that nothing was pulled.
        already_present: bool,
        /// How long the pull took.
        took: Millis,
    },
    /// The pull failed, or policy `Never` met an absent image.
    PullFailed(&'static str),
    /// The kubelet waits before the next pull.
    PullBackOff {
        /// The whole delay, counted from the failed attempt.
        delay: Millis,
    },
    /// The container was created.
    Created,
    /// Its process started.
    Started,

    // A container: hooks and probes.
    /// A hook began.
    HookStarted(HookKind),
    /// A hook returned (or, for `preStop`, is no longer waited for).
    HookFinished {
        /// Which one.
        hook: HookKind,
        /// It failed.
        failed: bool,
        /// The grace period ran out before it returned.
        cut: bool,
    },
    /// A probe gave a result.
    Probed {
        /// Which probe.
        probe: ProbeKind,
        /// Success or failure of this one try.
        success: bool,
    },
    /// The startup probe passed, or the process runs and has none: `started` is true.
    BecameStarted,
    /// The container counts in READY.
    BecameReady,
    /// It no longer does.
    BecameUnready,
    /// A startup or liveness probe reached its failure threshold.
    ProbeVerdict(ProbeKind),

    // A container: end and restart.
    /// The kubelet begins to stop this container (`Killing`): hook, turn, signal, in that order.
    Stopping,
    /// The stop signal was sent.
    Term {
        /// Seconds until SIGKILL.
        grace: Millis,
    },
    /// SIGKILL was sent.
    Kill,
    /// The process ended.
    Exited {
        /// Its exit code.
        code: i32,
        /// `Completed`, `Error`, `OOMKilled` …
        reason: &'static str,
    },
    /// The runtime has forgotten the container: what ran before no longer counts.
    ContainerRemoved {
        /// Its restarts go on being counted from where they were.
        counts_on: bool,
    },
    /// The kubelet refuses to restart the container yet (`CrashLoopBackOff`).
    BackOff {
        /// The whole delay, counted from the exit.
        delay: Millis,
    },
}

impl EventKind {
    /// Whether it is a readiness result, or what readiness follows from without a probe.
    pub(super) fn is_readiness(&self) -> bool {
        matches!(self, Self::BecameReady | Self::BecameUnready)
    }

    /// Whether the Pod's phase or conditions can follow from it.
    pub(super) fn changes_status(&self) -> bool {
        !matches!(
            self,
            Self::PullStarted
                | Self::Pulled { .. }
                | Self::Created
                | Self::HookStarted(_)
                | Self::Probed { .. }
                | Self::ProbeVerdict(_)
                | Self::Stopping
                | Self::Term { .. }
                | Self::Kill
                | Self::PassStarted
        )
    }
}

/// One event of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its position in the timeline.
    pub id: EventId,
    /// When it happened. Never earlier than the event before it.
    pub at: SimTime,
    /// Whom it is about.
    pub subject: Subject,
    /// What happened.
    pub kind: EventKind,
    /// The event that released it; `None` only for what comes from outside (scheduling, a user's act).
    pub cause: Option<EventId>,
    /// The Kubernetes rule (or the process itself) that made it follow from its cause.
    pub rule: Rule,
    /// Whether its time is merely assumed, not given by the manifest or by Kubernetes.
    pub assumed: bool,
}
