//! Lifecycle hooks.

use super::Millis;

/// What a `postStart` or `preStop` hook does (`core/v1.LifecycleHandler`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hook {
    /// A command in the container.
    Exec {
        /// The command and its arguments.
        command: Vec<String>,
    },
    /// An HTTP GET.
    HttpGet {
        /// The path, `/` by default.
        path: String,
        /// Port number or port name, as written.
        port: String,
    },
    /// A pause kept by the kubelet itself (KEP-3960, on from 1.30).
    Sleep(Millis),
}
