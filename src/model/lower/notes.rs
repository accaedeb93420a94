//! Fields that would change what happens, and that Podline passes over: each is named once, with
//! what is assumed instead.

use crate::manifest::fields::{Handler, PodSpec};
use crate::manifest::{FieldPath, Object, Problem, ProblemKind, Severity, WorkloadKind};

/// Fields of a Pod, and what Podline assumes.
const OF_POD: &[(&str, &str)] = &[
    ("affinity", "Podline schedules the Pod at once: a node that fits is always there."),
    ("nodeSelector", "Podline schedules the Pod at once: a node that fits is always there."),
    (
        "topologySpreadConstraints",
        "Podline schedules the Pod at once: a node that fits is always there.",
    ),
    ("ephemeralContainers", "Podline leaves them out; they are added to a Pod that runs."),
];

/// Fields of a container, and what Podline assumes.
const OF_CONTAINER: &[(&str, &str)] = &[(
    "resources.limits",
    "Podline assumes that every container stays within them: none is OOMKilled or slowed down.",
)];

/// The notes for one object, at most one per field name.
pub(super) fn not_simulated(
    object: &Object,
    workload: WorkloadKind,
    spec: &PodSpec,
) -> Vec<Problem> {
    let path = workload.pod_spec_path();
    let note = |path: &FieldPath, field: &str, help: &str| {
        let draft =
            Problem::draft(ProblemKind::NotSimulated, path, format!("{field} is not simulated"))
                .help(help);
        object.problem(Severity::Note, path, draft)
    };
    let present = |path: FieldPath| object.has_value(&path).then_some(path);
    let containers: Vec<FieldPath> =
        [("initContainers", spec.init_containers.len()), ("containers", spec.containers.len())]
            .into_iter()
            .flat_map(|(list, length)| (0..length).map(move |at| (list, at)))
            .map(|(list, at)| path.child(list).index(at))
            .collect();

    let mut notes = Vec::new();
    for (field, help) in OF_POD {
        notes.extend(present(path.child(field)).map(|path| note(&path, field, help)));
    }
    if spec.host_network {
        let help = "Podline assumes that the ports are free on the node.";
        notes.push(note(&path.child("hostNetwork"), "hostNetwork", help));
    }
    for (field, help) in OF_CONTAINER {
        let first = containers.iter().find_map(|container| present(below(container, field)));
        notes.extend(first.map(|path| note(&path, field, help)));
    }
    let hooks = containers.iter().zip(spec.init_containers.iter().chain(&spec.containers));
    let first = hooks
        .filter_map(|(path, container)| Some((path, container.as_ref()?.lifecycle.as_ref()?)))
        .find_map(|(path, lifecycle)| {
            let is_tcp = |hook: &Option<Handler>| {
                hook.as_ref().is_some_and(|hook| hook.tcp_socket.is_some())
            };
            let field = if is_tcp(&lifecycle.post_start) {
                "lifecycle.postStart.tcpSocket"
            } else if is_tcp(&lifecycle.pre_stop) {
                "lifecycle.preStop.tcpSocket"
            } else {
                return None;
            };
            Some(below(path, field))
        });
    let help =
        "The kubelet knows no tcpSocket hook; Podline leaves it out. Use exec, httpGet or sleep.";
    notes.extend(first.map(|path| note(&path, "tcpSocket in a hook", help)));
    notes
}

/// The field at the end of dotted `members` below `path`.
fn below(path: &FieldPath, members: &str) -> FieldPath {
    members.split('.').fold(path.clone(), |path, member| path.child(member))
}
