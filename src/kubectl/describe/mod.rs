//! `kubectl describe pod` at an instant (`pkg/describe/describe.go` describePod).
//!
//! What the simulation has is printed in Kubernetes' lines and order; what the lifecycle does not depend
//! on is read from the object as written, if there is one. What nobody can know is invented and looks so
//! (node, addresses, ids, dates), or it is what every Pod gets by default (priority, tolerations, service
//! account); what depends on the cluster is left out (the volume of the service account's token).

mod container;
mod environment;
mod placement;
mod probe;
mod volume;

use super::align::align;
use super::date::date;
use super::{events, owner};
use crate::engine::status::{PodStatus, age};
use crate::engine::{Deletion, HOST_IP, NODE, SimTime, Timeline};
use crate::insight::resources::qos_class;
use crate::manifest::{Object, Value, WorkloadKind};
use crate::model::{Pod, Version};
use std::fmt::Write as _;

/// What `kubectl describe pod` prints at `now`, without what only the object as written can tell.
pub fn describe(timeline: &Timeline, now: SimTime) -> String {
    write(timeline, now, &Value::Absent)
}

/// The same in full; `object` is what the Pod was made from.
pub fn describe_object(timeline: &Timeline, now: SimTime, object: &Object) -> String {
    let steps = object.workload.map_or(&[][..], WorkloadKind::template_steps);
    let template = steps.iter().fold(&*object.checked, |value, step| &value[*step]);
    write(timeline, now, &template["spec"])
}

/// `spec` is the Pod's as written; absent if it is not known.
fn write(timeline: &Timeline, now: SimTime, spec: &Value) -> String {
    let (pod, version) = (&timeline.pod, timeline.version);
    let state = timeline.at(now);
    let mut text = head(pod, &state.status, spec);
    text += &standing(&state.status, state.deletion, now);
    text += &address(pod, &state.status);
    if let Some(resources) = &pod.resources {
        text += "Resources:\n";
        text += &container::resources(resources, "  ");
    }
    text += &containers(pod, &state.status, version, spec);
    text += &tail(pod, &state.status, spec);
    text += &events::table(pod, &timeline.cluster_events(now), now, version);
    align(&text)
}

/// Who it is and where it runs.
fn head(pod: &Pod, status: &PodStatus, spec: &Value) -> String {
    let mut text = format!("Name:\t{}\nNamespace:\t{}\n", pod.name, pod.namespace);
    match &pod.priority_class {
        Some(class) => {
            let _ = writeln!(text, "Priority Class Name:\t{class}");
        }
        None => text += "Priority:\t0\n",
    }
    if let Some(class) = spec["runtimeClassName"].as_str() {
        let _ = writeln!(text, "Runtime Class Name:\t{class}");
    }
    if *spec != Value::Absent {
        let name = spec["serviceAccountName"].as_str().or(spec["serviceAccount"].as_str());
        let _ = writeln!(text, "Service Account:\t{}", name.unwrap_or("default"));
    }
    match status.start_time {
        Some(at) => {
            let start = date(Some(at));
            let _ = writeln!(text, "Node:\t{NODE}/{HOST_IP}\nStart Time:\t{start}");
        }
        None => text += "Node:\t<none>\n",
    }
    map(&mut text, "Labels", &pod.labels, "=");
    map(&mut text, "Annotations", &pod.annotations, ": ");
    text
}

/// One line for each entry of a map, or `<none>`.
fn map(text: &mut String, title: &str, entries: &[(String, String)], between: &str) {
    let _ = write!(text, "{title}:\t");
    if entries.is_empty() {
        *text += "<none>\n";
    }
    for (number, (key, value)) in entries.iter().enumerate() {
        let indent = if number > 0 { "\t" } else { "" };
        let _ = writeln!(text, "{indent}{key}{between}{value}");
    }
}

/// The phase, never the STATUS column; `Terminating` while a deletion waits for the Pod's end.
fn standing(status: &PodStatus, deletion: Option<Deletion>, now: SimTime) -> String {
    let mut text = match deletion.filter(|_| !status.phase.is_terminal()) {
        Some(Deletion { at, grace }) => {
            let due = at + grace;
            let lasts = match due.since(now).whole_secs() {
                // Of a deletion timestamp that lies ahead there is no age.
                0 => age(now.since(due).whole_secs()),
                _ => "<invalid>".to_owned(),
            };
            let grace = grace.whole_secs();
            format!("Status:\tTerminating (lasts {lasts})\nTermination Grace Period:\t{grace}s\n")
        }
        None => format!("Status:\t{}\n", status.phase),
    };
    for (title, value) in [("Reason", status.reason), ("Message", status.message)] {
        if let Some(value) = value {
            let _ = writeln!(text, "{title}:\t{value}");
        }
    }
    text
}

fn address(pod: &Pod, status: &PodStatus) -> String {
    let mut text = match status.ip {
        Some(ip) => format!("IP:\t{ip}\nIPs:\n  IP:\t{ip}\n"),
        None => "IP:\t\nIPs:\t<none>\n".to_owned(),
    };
    if let Some((kind, name)) = owner(pod) {
        let _ = writeln!(text, "Controlled By:\t{kind}/{name}");
    }
    if let Some(node) = status.nominated_node {
        let _ = writeln!(text, "NominatedNodeName:\t{node}");
    }
    text
}

/// The containers in the order of the spec; nothing marks a sidecar as one.
fn containers(pod: &Pod, status: &PodStatus, version: Version, spec: &Value) -> String {
    let mut text = String::new();
    for index in pod.indices() {
        if index.0 == 0 && pod.init_count() > 0 {
            text += "Init Containers:\n";
        }
        if index.0 == pod.init_count() {
            text += "Containers:\n";
        }
        let list = if pod.is_app(index) { "containers" } else { "initContainers" };
        let is_it = |it: &&Value| it["name"].as_str() == Some(&pod.container(index).name);
        let declared = spec[list].items().iter().find(is_it).unwrap_or(&Value::Absent);
        text += &container::block(pod, index, status.container(index), declared, version);
    }
    if !pod.ephemeral.is_empty() {
        text += "Ephemeral Containers:\n";
    }
    for name in &pod.ephemeral {
        let _ = writeln!(text, "  {name}:");
    }
    text
}

/// Gates, conditions, volumes, and where the Pod may run.
fn tail(pod: &Pod, status: &PodStatus, spec: &Value) -> String {
    let mut text = String::new();
    if !pod.readiness_gates.is_empty() {
        text += "Readiness Gates:\n  Type\tStatus\n";
    }
    for (number, gate) in pod.readiness_gates.iter().enumerate() {
        let value = status.gates.get(number).copied().flatten().unwrap_or("<none>");
        let _ = writeln!(text, "  {gate} \t{value} ");
    }
    let mut conditions = status.conditions.iter().peekable();
    if conditions.peek().is_some() {
        text += "Conditions:\n  Type\tStatus\n";
    }
    for (condition, told) in conditions {
        let value = if told.value { "True" } else { "False" };
        let _ = writeln!(text, "  {} \t{value} ", condition.as_str());
    }
    text += if pod.volumes.is_empty() { "Volumes:\t<none>\n" } else { "Volumes:\n" };
    for volume in &pod.volumes {
        volume::describe(&mut text, pod, volume, spec);
    }
    let _ = writeln!(text, "QoS Class:\t{}", qos_class(pod).as_str());
    placement::describe(&mut text, spec);
    text
}

/// A map of texts by key, one line each, or `<none>` (printLabelsMultiline).
fn sorted(text: &mut String, title: &str, map: &Value) {
    let mut entries: Vec<(&str, &str)> = Vec::new();
    for (key, value) in map.entries() {
        let at = entries.partition_point(|&(other, _)| other < key.as_str());
        entries.insert(at, (key, value.as_str().unwrap_or_default()));
    }
    if entries.is_empty() {
        let _ = writeln!(text, "{title}:\t<none>");
    }
    for (number, (key, value)) in entries.iter().enumerate() {
        let title = if number == 0 { format!("{title}:") } else { String::new() };
        let _ = writeln!(text, "{title}\t{key}={value}");
    }
}

#[cfg(test)]
mod tests;
