//! What a manifest means: a Pod whose invalid states cannot be written down.
//!
//! Knows the lifecycle's vocabulary, nothing of text or of time passing.

mod container;
mod hook;
mod lower;
mod phases;
mod pod;
mod port;
mod probe;
mod resources;
mod schedule;
mod time;
mod volume;
mod workload;

pub use crate::manifest::Quantity;
pub use crate::version::{Gate, Version};
use container::tag;
pub use container::{
    Container, ContainerIndex, ContainerRole, EnvVar, ExitCodes, PullPolicy, RestartAction,
    RestartPolicy, RestartRule,
};
pub use hook::Hook;
pub use lower::{Lowered, lower, lower_as_written, workload};
pub use phases::{Phase, Stage, aggregate, decisive, phases};
pub use pod::{Owner, OwnerKind, Pod};
pub use port::{Port, Protocol};
pub use probe::{Probe, ProbeAction, ProbeKind};
pub use resources::{Bound, CPU, MEMORY, ResourceList, Resources, is_huge_pages};
pub use schedule::Schedule;
pub use time::Millis;
pub use volume::{Medium, Mount, Volume, VolumeSource};
pub use workload::{
    Concurrency, CronJob, FailureAction, FailureMatch, FailureRule, Indexed, Job, StatefulSet,
    SuccessRule, Workload, WorkloadSpec,
};
