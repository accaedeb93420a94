//! `kubectl describe pod` at an instant (`pkg/describe/describe.go` describePod).
//!
//! What the simulation has is printed in Kubernetes' lines and order. What it cannot know is invented
//! and looks so (node, addresses, ids, dates), or it is what every Pod gets by default (priority,
//! tolerations); what depends on the cluster is left out (service account, the volume of its token,
//! details of volumes).

mod container;
mod probe;

use super::align::align;
use super::date::date;
use super::{events, owner};
use crate::engine::status::{PodStatus, age};
use crate::engine::{Deletion, HOST_IP, NODE, SimTime, Timeline};
use crate::insight::resources::qos_class;
use crate::model::{Medium, Pod, Version, Volume, VolumeSource};
use std::fmt::Write as _;

/// What `kubectl describe pod` prints at `now`.
pub fn describe(timeline: &Timeline, now: SimTime) -> String {
    let (pod, version) = (&timeline.pod, timeline.version);
    let state = timeline.at(now);
    let mut text = head(pod, &state.status);
    text += &standing(&state.status, state.deletion, now);
    text += &address(pod, &state.status);
    if let Some(resources) = &pod.resources {
        text += "Resources:\n";
        text += &container::resources(resources, "  ");
    }
    text += &containers(pod, &state.status, version);
    text += &tail(pod, &state.status);
    text += &events::table(pod, &timeline.cluster_events(now), now, version);
    align(&text)
}

/// Who it is and where it runs.
fn head(pod: &Pod, status: &PodStatus) -> String {
    let mut text = format!("Name:\t{}\nNamespace:\t{}\n", pod.name, pod.namespace);
    match &pod.priority_class {
        Some(class) => {
            let _ = writeln!(text, "Priority Class Name:\t{class}");
        }
        None => text += "Priority:\t0\n",
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
fn containers(pod: &Pod, status: &PodStatus, version: Version) -> String {
    let mut text = String::new();
    for index in pod.indices() {
        if index.0 == 0 && pod.init_count() > 0 {
            text += "Init Containers:\n";
        }
        if index.0 == pod.init_count() {
            text += "Containers:\n";
        }
        text += &container::block(pod.container(index), status.container(index), version);
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
fn tail(pod: &Pod, status: &PodStatus) -> String {
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
        describe_volume(&mut text, volume);
    }
    let _ = writeln!(text, "QoS Class:\t{}\nNode-Selectors:\t<none>", qos_class(pod).as_str());
    text += "Tolerations:\tnode.kubernetes.io/not-ready:NoExecute op=Exists for 300s\n";
    text += "\tnode.kubernetes.io/unreachable:NoExecute op=Exists for 300s\n";
    text
}

/// A volume, in kubectl's words for its type.
fn describe_volume(text: &mut String, volume: &Volume) {
    let kind = match &volume.source {
        VolumeSource::EmptyDir { medium, size_limit } => {
            let medium = if *medium == Medium::Memory { "Memory" } else { "" };
            let limit = size_limit.map_or_else(|| "<unset>".to_owned(), |size| size.to_string());
            let _ = writeln!(
                text,
                "  {}:\n    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)\n    \
                 Medium:\t{medium}\n    SizeLimit:\t{limit}",
                volume.name
            );
            return;
        }
        VolumeSource::Other(source) => match source.as_str() {
            "configMap" => "ConfigMap (a volume populated by a ConfigMap)",
            "secret" => "Secret (a volume populated by a Secret)",
            "persistentVolumeClaim" => {
                "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)"
            }
            "hostPath" => "HostPath (bare host directory volume)",
            "projected" => "Projected (a volume that contains injected data from multiple sources)",
            "downwardAPI" => "DownwardAPI (a volume populated by information about the pod)",
            "ephemeral" => {
                "EphemeralVolume (an inline specification for a volume that gets created and deleted \
                 with the pod)"
            }
            "nfs" => "NFS (an NFS mount that lasts the lifetime of a pod)",
            "csi" => "CSI (a Container Storage Interface (CSI) volume source)",
            other => other,
        },
    };
    let _ = writeln!(text, "  {}:\n    Type:\t{kind}", volume.name);
}

#[cfg(test)]
mod tests;
