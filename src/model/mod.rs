//! What a manifest means: a Pod whose invalid states cannot be written down.
//!
//! Knows the lifecycle's vocabulary, nothing of text or of time passing.

mod container;
mod hook;
mod lower;
mod pod;
mod port;
mod probe;
mod schedule;
mod time;
mod volume;
mod workload;

pub use crate::version::{Gate, Version};
pub use container::{
    Container, ContainerIndex, ContainerRole, EnvVar, ExitCodes, PullPolicy, RestartAction,
    RestartPolicy, RestartRule,
};
pub use hook::Hook;
pub use lower::{Lowered, lower, workload};
pub use pod::{Owner, OwnerKind, Pod};
pub use port::{Port, Protocol};
pub use probe::{Probe, ProbeAction, ProbeKind};
pub use schedule::Schedule;
pub use time::Millis;
pub use volume::{Medium, Mount, Volume, VolumeSource};
pub use workload::{
    Concurrency, CronJob, FailureAction, FailureMatch, FailureRule, Indexed, Job, StatefulSet,
    SuccessRule, Workload, WorkloadSpec,
};
