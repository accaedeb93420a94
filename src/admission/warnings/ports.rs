//! Ports that are declared twice, or nearly.

use super::Template;
use crate::manifest::{FieldPath, Report, Value, WorkloadKind};
use std::collections::BTreeMap;

/// The first minors that compare ports, and their names, over all containers (PR 113245 and its
/// follow-up; the second is our best reading).
const COMPARES_PORTS: u8 = 30;
const COMPARES_NAMES: u8 = 31;

/// A port after defaulting.
struct Port<'a> {
    path: FieldPath,
    name: &'a str,
    number: i64,
    protocol: &'a str,
    /// `hostPort`; 0 for none.
    on_host: i64,
    host_ip: &'a str,
}

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    let mut ports = Vec::new();
    for (path, container) in template.containers() {
        for (at, port) in container["ports"].items().iter().enumerate() {
            ports.push(read(port, path.child("ports").index(at), template, report));
        }
    }
    if report.version.at_least(COMPARES_PORTS) {
        let mut alike: BTreeMap<(i64, &str), Vec<&Port<'_>>> = BTreeMap::new();
        for port in &ports {
            let earlier = alike.entry((port.number, port.protocol)).or_default();
            compare(port, earlier, report);
            earlier.push(port);
        }
    }
    if !report.version.at_least(COMPARES_NAMES) {
        return;
    }
    let mut named: BTreeMap<&str, &Port<'_>> = BTreeMap::new();
    for port in ports.iter().filter(|port| !port.name.is_empty()) {
        let first = *named.entry(port.name).or_insert(port);
        if !std::ptr::eq(first, port) {
            let (name, other) = (port.name, &first.path);
            let message = format!(
                "duplicate port name \"{name}\" with {other}, services and probes that select ports by name will use {other}"
            );
            report.warn(&port.path, &message, "Give each port of the Pod a name of its own.");
        }
    }
}

fn read<'a>(
    port: &'a Value,
    path: FieldPath,
    template: &Template<'_>,
    report: &Report<'_>,
) -> Port<'a> {
    let number = port["containerPort"].as_i64().unwrap_or(0);
    // `SetDefaults_Pod`; up to 1.27 templates get it as well.
    let is_defaulted = template.kind == WorkloadKind::Pod || !report.version.at_least(28);
    let default = if is_defaulted && template.spec()["hostNetwork"].is_true() { number } else { 0 };
    Port {
        path,
        name: port["name"].as_str().unwrap_or_default(),
        number,
        protocol: port["protocol"].as_str().filter(|text| !text.is_empty()).unwrap_or("TCP"),
        on_host: port["hostPort"].as_i64().filter(|&port| port != 0).unwrap_or(default),
        host_ip: port["hostIP"].as_str().unwrap_or_default(),
    }
}

/// What is odd about a port, and about it beside each one before it with its number and protocol.
fn compare(port: &Port<'_>, earlier: &[&Port<'_>], report: &mut Report<'_>) {
    if !port.host_ip.is_empty() && port.on_host == 0 {
        let message = format!(
            "hostIP set without hostPort: {{Name:{} HostPort:0 ContainerPort:{} Protocol:{} HostIP:{}}}",
            port.name, port.number, port.protocol, port.host_ip
        );
        report.warn(
            &port.path,
            &message,
            "Add `hostPort:`, or remove hostIP: it does nothing alone.",
        );
    }
    for other in earlier {
        if report.problems.is_full() {
            return;
        }
        let is_host_port_alike = port.on_host == other.on_host;
        let (what, help) = if is_host_port_alike && port.host_ip == other.host_ip {
            let help = "Remove one of them: the containers of a Pod share their ports.";
            ("duplicate port definition", help)
        } else if port.on_host == 0 || other.on_host == 0 {
            ("overlapping port definition", "Remove the one without hostPort.")
        } else if is_host_port_alike && port.host_ip.is_empty() != other.host_ip.is_empty() {
            let help =
                "Write hostIP in both, or in none: no one knows which of them gets the port.";
            ("dangerously ambiguous port definition", help)
        } else {
            continue;
        };
        report.warn(&port.path, &format!("{what} with {}", other.path), help);
    }
}
