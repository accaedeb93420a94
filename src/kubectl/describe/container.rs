//! One container in `kubectl describe` (describeContainers).

use super::super::{date::date, invented};
use super::{environment, probe};
use crate::engine::status::{ContainerState, ContainerStatus, Terminated};
use crate::manifest::Value;
use crate::model::{
    Container, ContainerIndex, Mount, Pod, Port, ProbeKind, Protocol, Resources, Version,
};
use std::fmt::Write as _;

/// The lines about one container; without a status, no ids and no state. `declared` is the container as
/// written.
pub(super) fn block(
    pod: &Pod,
    index: ContainerIndex,
    status: Option<&ContainerStatus>,
    declared: &Value,
    version: Version,
) -> String {
    let container = pod.container(index);
    let mut text = format!("  {}:\n", container.name);
    if let Some(status) = status {
        let id = status.id.map(|id| invented::container_id(container, id));
        let _ = writeln!(text, "    Container ID:\t{}", id.unwrap_or_default());
    }
    let _ = writeln!(text, "    Image:\t{}", container.image);
    if let Some(status) = status {
        let known = status.id.map(|_| invented::image_id(&container.image));
        let _ = writeln!(text, "    Image ID:\t{}", known.unwrap_or_default());
    }
    ports(&mut text, pod, container, version);
    for (title, words) in [("Command", &container.command), ("Args", &container.args)] {
        if !words.is_empty() {
            let _ = writeln!(text, "    {title}:");
        }
        for line in words.iter().flat_map(|word| word.split('\n')) {
            let _ = writeln!(text, "      {line}");
        }
    }
    if let Some(status) = status {
        state(&mut text, status);
    }
    text += &resources(&container.resources, "    ");
    for kind in [ProbeKind::Liveness, ProbeKind::Readiness, ProbeKind::Startup] {
        if let Some(probe) = container.probe(kind) {
            let fields = &declared[probe::field(kind)];
            let _ = writeln!(
                text,
                "    {}:\t{}",
                probe::title(kind),
                probe::line(probe, fields, version)
            );
        }
    }
    environment::describe(&mut text, pod, container, declared);
    mounts(&mut text, &container.mounts);
    if !container.devices.is_empty() {
        text += "    Devices:\n";
    }
    for device in declared["volumeDevices"].items() {
        let [path, name] = ["devicePath", "name"].map(|key| device[key].text());
        let _ = writeln!(text, "      {path} from {name}");
    }
    text
}

fn ports(text: &mut String, pod: &Pod, container: &Container, version: Version) {
    let declared = |port: &Port| {
        let number = format!("{}/{}", port.container_port, protocol(port));
        match port.name.as_ref().filter(|_| version.at_least(33)) {
            Some(name) => format!("{number} ({name})"),
            None => number,
        }
    };
    let on_host = |port: &Port| {
        // On the host's network every port is one of the host (SetDefaults_HostNetworkPorts).
        let shared = pod.host_network.then_some(port.container_port);
        format!("{}/{}", port.host_port.or(shared).unwrap_or(0), protocol(port))
    };
    let list = |line: &dyn Fn(&Port) -> String| {
        container.ports.iter().map(line).collect::<Vec<String>>().join(", ")
    };
    for (title, ports) in [("", list(&declared)), ("Host ", list(&on_host))] {
        let (plural, ports) = match ports.as_str() {
            "" => ("", "<none>"),
            ports if ports.contains(',') => ("s", ports),
            ports => ("", ports),
        };
        let _ = writeln!(text, "    {title}Port{plural}:\t{ports}");
    }
}

fn protocol(port: &Port) -> &'static str {
    match port.protocol {
        Protocol::Tcp => "TCP",
        Protocol::Udp => "UDP",
        Protocol::Sctp => "SCTP",
    }
}

/// The state block; the message of a waiting state is not printed.
fn state(text: &mut String, status: &ContainerStatus) {
    match status.state {
        ContainerState::Running { started_at } => {
            let started = date(Some(started_at));
            let _ = writeln!(text, "    State:\tRunning\n      Started:\t{started}");
        }
        ContainerState::Terminated(ended) => terminated(text, "State", &ended),
        ContainerState::Waiting(waiting) => {
            *text += "    State:\tWaiting\n";
            if !waiting.reason.is_empty() {
                let _ = writeln!(text, "      Reason:\t{}", waiting.reason);
            }
        }
        ContainerState::Empty => *text += "    State:\tWaiting\n",
    }
    if let Some(last) = &status.last {
        terminated(text, "Last State", last);
    }
    let ready = if status.ready { "True" } else { "False" };
    let _ = writeln!(text, "    Ready:\t{ready}\n    Restart Count:\t{}", status.restart_count);
}

fn terminated(text: &mut String, title: &str, ended: &Terminated) {
    let _ = writeln!(text, "    {title}:\tTerminated");
    if !ended.reason.is_empty() {
        let _ = writeln!(text, "      Reason:\t{}", ended.reason);
    }
    let _ = writeln!(text, "      Exit Code:\t{}", ended.exit_code);
    if ended.signal > 0 {
        let _ = writeln!(text, "      Signal:\t{}", ended.signal);
    }
    let (from, to) = (date(ended.started_at), date(ended.finished_at));
    let _ = writeln!(text, "      Started:\t{from}\n      Finished:\t{to}");
}

/// Limits, then requests, those that there are.
pub(super) fn resources(resources: &Resources, indent: &str) -> String {
    let mut text = String::new();
    for (title, list) in [("Limits", &resources.limits), ("Requests", &resources.requests)] {
        if !list.is_empty() {
            let _ = writeln!(text, "{indent}{title}:");
        }
        for (resource, amount) in list.iter() {
            let _ = writeln!(text, "{indent}  {resource}:\t{amount}");
        }
    }
    text
}

/// The mounts by path.
fn mounts(text: &mut String, mounts: &[Mount]) {
    *text += if mounts.is_empty() { "    Mounts:\t<none>\n" } else { "    Mounts:\n" };
    let mut by_path: Vec<&Mount> = Vec::with_capacity(mounts.len());
    for mount in mounts {
        by_path.insert(by_path.partition_point(|other| other.path <= mount.path), mount);
    }
    for mount in by_path {
        let access = if mount.read_only { "ro" } else { "rw" };
        let path = mount.sub_path.as_ref().map(|path| format!(",path=\"{path}\""));
        let path = path.unwrap_or_default();
        let _ = writeln!(text, "      {} from {} ({access}{path})", mount.path, mount.volume);
    }
}
