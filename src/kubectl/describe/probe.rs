//! A probe in one line (DescribeProbe).

use crate::manifest::Value;
use crate::model::{Probe, ProbeAction, ProbeKind, Version};

/// The name in front of the line.
pub(super) fn title(kind: ProbeKind) -> &'static str {
    match kind {
        ProbeKind::Startup => "Startup",
        ProbeKind::Liveness => "Liveness",
        ProbeKind::Readiness => "Readiness",
    }
}

/// The field that declares it.
pub(super) fn field(kind: ProbeKind) -> &'static str {
    match kind {
        ProbeKind::Startup => "startupProbe",
        ProbeKind::Liveness => "livenessProbe",
        ProbeKind::Readiness => "readinessProbe",
    }
}

/// What the probe does, when and how often. kubectl 1.37 writes the thresholds out. `declared` is the
/// probe as written, which names scheme, host and service.
pub(super) fn line(probe: &Probe, declared: &Value, version: Version) -> String {
    let [http, tcp, grpc] = ["httpGet", "tcpSocket", "grpc"].map(|key| &declared[key]);
    let what = match &probe.action {
        ProbeAction::Exec { command } => format!("exec [{}]", command.join(" ")),
        ProbeAction::HttpGet { path, port } => {
            let scheme = http["scheme"].as_str().unwrap_or("http").to_ascii_lowercase();
            format!("http-get {scheme}://{}:{port}{path}", http["host"].text())
        }
        ProbeAction::TcpSocket { port } => format!("tcp-socket {}:{port}", tcp["host"].text()),
        ProbeAction::Grpc { port } => format!("grpc <pod>:{port} {}", grpc["service"].text()),
    };
    let (success, failure) = if version.at_least(37) {
        ("successThreshold", "failureThreshold")
    } else {
        ("#success", "#failure")
    };
    format!(
        "{what} delay={}s timeout={}s period={}s {success}={} {failure}={}",
        probe.initial_delay.whole_secs(),
        probe.timeout.whole_secs(),
        probe.period.whole_secs(),
        probe.success_threshold,
        probe.failure_threshold
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Millis;

    #[test]
    fn a_probe_is_one_line() {
        let line = |action, minor| {
            let probe = Probe {
                action,
                initial_delay: Millis::ZERO,
                period: Millis::from_secs(10),
                timeout: Millis::from_secs(1),
                success_threshold: 1,
                failure_threshold: 3,
                termination_grace_period: None,
            };
            super::line(&probe, &Value::Absent, Version::new(minor).expect("a known minor"))
        };
        let port = || "8080".to_owned();
        let http = || ProbeAction::HttpGet { path: "/x".to_owned(), port: port() };
        let now = "delay=0s timeout=1s period=10s successThreshold=1 failureThreshold=3";
        let before = "delay=0s timeout=1s period=10s #success=1 #failure=3";
        assert_eq!(line(http(), 37), format!("http-get http://:8080/x {now}"));
        assert_eq!(line(http(), 36), format!("http-get http://:8080/x {before}"));
        let command = vec!["cat".to_owned(), "/tmp/ok".to_owned()];
        let exec = ProbeAction::Exec { command };
        assert_eq!(line(exec, 37), format!("exec [cat /tmp/ok] {now}"));
        let tcp = ProbeAction::TcpSocket { port: port() };
        assert_eq!(line(tcp, 37), format!("tcp-socket :8080 {now}"));
        assert_eq!(line(ProbeAction::Grpc { port: port() }, 37), format!("grpc <pod>:8080  {now}"));
    }
}
