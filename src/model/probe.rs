//! Probes, with the API server's defaults filled in.

use super::Millis;
use std::fmt;

/// The three kinds of probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProbeKind {
    /// Gates the other probes, and for a sidecar the containers after it.
    Startup,
    /// Restarts the container when it fails.
    Liveness,
    /// Decides whether the container counts as ready.
    Readiness,
}

impl fmt::Display for ProbeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Startup => "startup",
            Self::Liveness => "liveness",
            Self::Readiness => "readiness",
        })
    }
}

/// What a probe does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbeAction {
    /// An HTTP GET; success is a status of 200 to 399.
    HttpGet {
        /// The path, `/` by default.
        path: String,
        /// Port number or port name, as written.
        port: String,
    },
    /// A TCP connection.
    TcpSocket {
        /// Port number or port name, as written.
        port: String,
    },
    /// A gRPC health check.
    Grpc {
        /// The port number.
        port: String,
    },
    /// A command in the container; success is exit code 0.
    Exec {
        /// The command and its arguments.
        command: Vec<String>,
    },
}

/// One probe (`core/v1.Probe`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What it does.
    pub action: ProbeAction,
    /// `initialDelaySeconds`, 0 by default.
    pub initial_delay: Millis,
    /// `periodSeconds`, 10 by default; never zero.
    pub period: Millis,
    /// `timeoutSeconds`, 1 by default.
    pub timeout: Millis,
    /// `successThreshold`, 1 by default.
    pub success_threshold: u32,
    /// `failureThreshold`, 3 by default.
    pub failure_threshold: u32,
    /// `terminationGracePeriodSeconds` of this probe, when it kills.
    pub termination_grace_period: Option<Millis>,
}
