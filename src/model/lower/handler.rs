//! Probes and hooks with their defaults (`SetDefaults_Probe`, `SetDefaults_HTTPGetAction`).

use super::some;
use crate::manifest::fields::{Action, Handler, Port};
use crate::model::{Hook, Millis, Probe, ProbeAction};

/// The probe; `None` if it does nothing.
pub(super) fn probe(fields: &Handler) -> Option<Probe> {
    let action = if let Some(exec) = &fields.exec {
        ProbeAction::Exec { command: exec.command.clone() }
    } else if let Some(get) = &fields.http_get {
        ProbeAction::HttpGet { path: http_path(get), port: port(get) }
    } else if let Some(socket) = &fields.tcp_socket {
        ProbeAction::TcpSocket { port: port(socket) }
    } else {
        ProbeAction::Grpc { port: port(fields.grpc.as_ref()?) }
    };
    // Zero is absence here, and takes the default.
    let or = |number: i64, default: u32| {
        u32::try_from(number).ok().filter(|number| *number > 0).unwrap_or(default)
    };
    let seconds = |number: i64, default: u32| Millis::from_secs(or(number, default).into());
    Some(Probe {
        action,
        initial_delay: seconds(fields.initial_delay_seconds, 0),
        period: seconds(fields.period_seconds, 10),
        timeout: seconds(fields.timeout_seconds, 1),
        success_threshold: or(fields.success_threshold, 1),
        failure_threshold: or(fields.failure_threshold, 3),
        termination_grace_period: fields
            .termination_grace_period_seconds
            .and_then(|seconds| u64::try_from(seconds).ok())
            .map(Millis::from_secs),
    })
}

/// The hook; `None` if it does nothing the kubelet knows (`tcpSocket` is a relic of the API).
pub(super) fn hook(fields: &Handler) -> Option<Hook> {
    if let Some(exec) = &fields.exec {
        Some(Hook::Exec { command: exec.command.clone() })
    } else if let Some(get) = &fields.http_get {
        Some(Hook::HttpGet { path: http_path(get), port: port(get) })
    } else {
        let seconds = u64::try_from(fields.sleep.as_ref()?.seconds).ok()?;
        Some(Hook::Sleep(Millis::from_secs(seconds)))
    }
}

fn http_path(get: &Action) -> String {
    some(&get.path).unwrap_or("/").to_owned()
}

/// Number or name, as written.
fn port(action: &Action) -> String {
    match &action.port {
        Port::Name(name) => name.clone(),
        Port::Number(number) => number.to_string(),
        Port::Absent => String::new(),
    }
}
