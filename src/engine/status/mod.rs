//! `.status` of a Pod: what the API server has, and what follows from it.
//!
//! `api.rs` is the data; everything else is a pure function of a Pod, its statuses and a few named
//! facts: container statuses from what the runtime lists (`convert.rs`), phase, conditions, the row of
//! `kubectl get pod`, and the last word after a termination. The simulation and the conformance
//! tables go through the same functions. Knows nothing of events.

mod age;
mod api;
pub mod conditions;
mod convert;
mod phase;
pub mod reason;
mod row;
mod terminate;
#[cfg(test)]
mod tests;
mod waiting;

pub use age::age;
pub use api::{
    Condition, ConditionStatus, Conditions, ContainerId, ContainerState, ContainerStatus, Phase,
    PodStatus, Terminated, Waiting,
};
pub use conditions::ConditionFacts;
pub use convert::{ConvertFacts, RuntimeState, Seen, container_status};
pub use phase::{PhaseFacts, phase};
pub use row::{Row, Wide, row, wide};
pub use terminate::terminate;
pub use waiting::waiting_message;
