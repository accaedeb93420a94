//! What kubectl prints about a Pod, and which container its commands mean.
//!
//! Text for a terminal: `describe`, the container that `logs`, `exec` and `attach` choose, and what
//! the kubelet serves to them or refuses. Source: kubectl `pkg/describe/describe.go`,
//! `pkg/polymorphichelpers/logsforobject.go`, `pkg/cmd/util/podcmd/podcmd.go`. The row of
//! `kubectl get` is the API server's and stands in [`crate::engine::status`]. Knows nothing of pages.

mod align;
mod choice;
mod date;
mod describe;
mod events;
mod serve;

pub use choice::{Choice, MAX_STREAMS, all_logs, attach, exec, logs};
pub use describe::describe;
pub use events::{Repeated, message, repeated};
pub use serve::{log_of, running};
