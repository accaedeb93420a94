//! What an older Kubernetes does with fields that came later: its API server does not know them and
//! refuses the object, or it knows them and drops them in silence because their gate is off.
//!
//! Comes before every other rule, as in the API server: what is gone is not validated. Source:
//! kubernetes `pkg/api/pod/util.go` (`dropDisabledFields`), `pkg/registry/batch/job/strategy.go`,
//! and the API types of each minor.

use super::Report;
use crate::manifest::fields::{Container, Handler, PodTemplate, Resources};
use crate::manifest::{FieldPath, Problem, ProblemKind, Severity, WorkloadKind};
use crate::version::Gate;

/// A field that not every minor takes as it is written.
struct Field {
    /// Where it stands below the container, the Pod or the Job.
    path: &'static str,
    /// The gate that it needs.
    gate: Gate,
    /// The first minor whose API has the field.
    known: u8,
    /// What happens without it, for a container after its name.
    without: &'static str,
}

/// A field of containers.
struct ContainerField {
    field: Field,
    /// The list that it is about; `None` for both.
    list: Option<&'static str>,
    /// The first minor that drops it where the gate is off. Between `known` and this one it is
    /// refused: by `refuse`.
    dropped: u8,
    refuse: fn(&mut Report<'_>, &FieldPath, &str),
    /// Takes the field away, and says what it was.
    take: fn(&mut Container) -> Option<String>,
}

const INIT: Option<&str> = Some("initContainers");
const APPS: Option<&str> = Some("containers");

/// The fields of containers, in the order in which they are looked at.
const OF_CONTAINERS: &[ContainerField] = &[
    ContainerField {
        field: Field {
            path: "restartPolicy",
            gate: Gate::SidecarContainers,
            known: 28,
            without: "is an ordinary init container here: the Pod waits until it ends, and for ever if it never does.",
        },
        list: INIT,
        dropped: 28,
        refuse: |_, _, _| {},
        take: |container| container.restart_policy.take(),
    },
    ContainerField {
        field: Field {
            path: "restartPolicy",
            gate: Gate::ContainerRestartRules,
            known: 28,
            without: "restarts as the restartPolicy of the Pod says.",
        },
        list: INIT,
        dropped: 34,
        refuse: |report, path, value| report.unsupported(path, value, &["Always"]),
        take: |container| container.restart_policy.take_if(|policy| policy != "Always"),
    },
    ContainerField {
        field: Field {
            path: "restartPolicy",
            gate: Gate::ContainerRestartRules,
            known: 28,
            without: "restarts as the restartPolicy of the Pod says.",
        },
        list: APPS,
        dropped: 34,
        refuse: |report, path, _| {
            report.forbidden(
                path,
                "may not be set for non-init containers",
                "Write it for the whole Pod, below `spec`; native sidecars stand in `initContainers`.",
            );
        },
        take: |container| container.restart_policy.take(),
    },
    ContainerField {
        field: Field {
            path: "restartPolicyRules",
            gate: Gate::ContainerRestartRules,
            known: 34,
            without: "restarts as the restartPolicy of the Pod says, whatever its exit code.",
        },
        list: None,
        dropped: 34,
        refuse: |_, _, _| {},
        take: |container| {
            let rules = std::mem::take(&mut container.restart_policy_rules);
            (!rules.is_empty()).then(String::new)
        },
    },
    ContainerField {
        field: Field {
            path: "lifecycle.postStart.sleep",
            gate: Gate::PodLifecycleSleepAction,
            known: 29,
            without: "has no postStart hook here: nothing waits after its start.",
        },
        list: None,
        dropped: 29,
        refuse: |_, _, _| {},
        take: |container| take_sleep(&mut container.lifecycle.as_mut()?.post_start),
    },
    ContainerField {
        field: Field {
            path: "lifecycle.preStop.sleep",
            gate: Gate::PodLifecycleSleepAction,
            known: 29,
            without: "has no preStop hook here: it gets its signal without delay.",
        },
        list: None,
        dropped: 29,
        refuse: |_, _, _| {},
        take: |container| take_sleep(&mut container.lifecycle.as_mut()?.pre_stop),
    },
    ContainerField {
        field: Field {
            path: "lifecycle.stopSignal",
            gate: Gate::ContainerStopSignals,
            known: 33,
            without: "is stopped with the signal of its image, which is SIGTERM if the image names none.",
        },
        list: None,
        dropped: 33,
        refuse: |_, _, _| {},
        take: |container| container.lifecycle.as_mut()?.stop_signal.take(),
    },
];

/// The fields of the Pod's spec.
const OF_POD: &[Field] = &[Field {
    path: "resources",
    gate: Gate::PodLevelResources,
    known: 32,
    without: "The Pod has only what its containers ask for.",
}];

/// The fields of a Job's spec; here they are only told.
const OF_JOB: &[Field] = &[
    Field {
        path: "podReplacementPolicy",
        gate: Gate::JobPodReplacementPolicy,
        known: 28,
        without: "The next Pod comes as soon as the last one is on its way out.",
    },
    Field {
        path: "backoffLimitPerIndex",
        gate: Gate::JobBackoffLimitPerIndex,
        known: 28,
        without: "All indexes share backoffLimit.",
    },
    Field {
        path: "maxFailedIndexes",
        gate: Gate::JobBackoffLimitPerIndex,
        known: 28,
        without: "All indexes share backoffLimit.",
    },
    Field {
        path: "successPolicy",
        gate: Gate::JobSuccessPolicy,
        known: 30,
        without: "The Job needs every one of its completions.",
    },
    Field {
        path: "managedBy",
        gate: Gate::JobManagedBy,
        known: 30,
        without: "The Job controller runs the Job itself.",
    },
];

/// Takes from `template` what the API server of the report's version does not take.
pub(super) fn prune(template: &mut PodTemplate, workload: WorkloadKind, report: &mut Report<'_>) {
    let version = report.version;
    let path = workload.pod_spec_path();
    let spec = &mut template.spec;
    for (list, slots) in
        [("initContainers", &mut spec.init_containers), ("containers", &mut spec.containers)]
    {
        for (at, slot) in slots.iter_mut().enumerate() {
            if let Some(container) = slot {
                prune_container(container, list, &path.child(list).index(at), report);
            }
        }
    }
    if !version.has(Gate::PodLevelResources) {
        spec.resources = Resources::default();
    }
    let job = match workload {
        WorkloadKind::Job | WorkloadKind::CronJob => path.parent().and_then(|path| path.parent()),
        _ => None,
    };
    let of_job = job.iter().flat_map(|path| OF_JOB.iter().map(move |field| (path, field)));
    for (path, field) in OF_POD.iter().map(|field| (&path, field)).chain(of_job) {
        let path = below(path, field.path);
        if !version.has(field.gate) && report.object.has_value(&path) {
            gone(field, &path, None, report);
        }
    }
}

fn prune_container(
    container: &mut Container,
    list: &str,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let version = report.version;
    for ContainerField { field, list: only, dropped, refuse, take } in OF_CONTAINERS {
        if version.has(field.gate) || only.is_some_and(|only| only != list) {
            continue;
        }
        let Some(value) = take(container) else { continue };
        let path = below(path, field.path);
        if version.at_least(field.known) && !version.at_least(*dropped) {
            refuse(report, &path, &value);
        } else {
            gone(field, &path, Some(&container.name), report);
        }
    }
    container.lifecycle.take_if(|lifecycle| {
        lifecycle.post_start.is_none()
            && lifecycle.pre_stop.is_none()
            && lifecycle.stop_signal.is_none()
    });
    if !version.has(Gate::RestartAllContainersOnContainerExits) {
        let path = path.child("restartPolicyRules");
        for (at, slot) in container.restart_policy_rules.iter_mut().enumerate() {
            if slot.take_if(|rule| rule.action == "RestartAllContainers").is_some() {
                let path = path.index(at).child("action");
                report.unsupported(&path, "RestartAllContainers", &["Restart"]);
            }
        }
    }
}

/// The sleep of a hook, and the hook with it if that was all it did.
fn take_sleep(slot: &mut Option<Handler>) -> Option<String> {
    let hook = slot.as_mut()?;
    hook.sleep.take()?;
    slot.take_if(|hook| {
        hook.exec.is_none() && hook.http_get.is_none() && hook.tcp_socket.is_none()
    });
    Some(String::new())
}

/// Tells that a field is unknown, or dropped.
fn gone(field: &Field, path: &FieldPath, container: Option<&str>, report: &mut Report<'_>) {
    let (version, gate) = (report.version, field.gate);
    let here = match container {
        Some(name) => format!("`{name}` {}", field.without),
        None => field.without.to_owned(),
    };
    let known = version.at_least(field.known);
    let (severity, kind, message) = if known {
        let message =
            format!("dropped in silence: {} is off in Kubernetes {version}", gate.as_str());
        (Severity::Warning, ProblemKind::Dropped, message)
    } else {
        (Severity::Error, ProblemKind::UnknownField, format!("unknown field \"{path}\""))
    };
    let remedy = match gate.on_since() {
        Some(minor) => format!("Remove the line, or choose Kubernetes 1.{minor} or newer."),
        None => "Remove the line: no Kubernetes so far does it by default.".to_owned(),
    };
    let draft = Problem::draft(kind, path, message).help(format!("{here} {remedy}"));
    report.problems.add_with(|| report.object.problem(severity, path, draft));
}

/// The field at the end of dotted `members` below `path`.
fn below(path: &FieldPath, members: &str) -> FieldPath {
    members.split('.').fold(path.clone(), |path, member| path.child(member))
}
