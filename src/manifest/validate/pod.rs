//! Rules about the Pod as a whole (`ValidatePodSpec`, and what workloads ask of their templates).

use super::{Report, containers, volumes};
use crate::manifest::fields::PodTemplate;
use crate::manifest::{FieldPath, WorkloadKind};

/// The restart policies of a Pod, in the order of the server's message.
const POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];

pub(super) fn validate(
    template: &mut PodTemplate,
    workload: WorkloadKind,
    report: &mut Report<'_>,
) {
    let metadata = &template.metadata;
    // A fragment that begins with `spec:` has been told what it lacks: its kind.
    let is_whole = !report.object.kind.is_empty();
    if is_whole && metadata.name.is_empty() && metadata.generate_name.is_empty() {
        report.required(
            &FieldPath::from("metadata.name"),
            "name or generateName is required",
            "Give it a name below `metadata:`, for example `name: web`.",
        );
    }
    let path = workload.pod_spec_path();
    let spec = &mut template.spec;
    restart_policy(&mut spec.restart_policy, workload, &path.child("restartPolicy"), report);
    let out_of_range = |seconds: &mut i64| !(1..=i64::from(i32::MAX)).contains(seconds);
    if let Some(seconds) = spec.active_deadline_seconds.take_if(out_of_range) {
        report.invalid(
            &path.child("activeDeadlineSeconds"),
            &seconds.to_string(),
            "must be between 1 and 2147483647, inclusive",
            "Write how many seconds the Pod may run, or remove the line.",
        );
    }
    let volumes = volumes::validate(&mut spec.volumes, &path.child("volumes"), report);
    containers::validate(spec, &volumes, &path, report);
}

/// `validateRestartPolicy`, and the narrower lists of the workloads.
fn restart_policy(
    policy: &mut Option<String>,
    workload: WorkloadKind,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    // An empty one is defaulted, as an absent one is.
    let given = policy.as_deref().filter(|policy| !policy.is_empty());
    // Templates are held against the list of every Pod first, those of a StatefulSet since 1.34.
    let is_held = match workload {
        WorkloadKind::Pod => false,
        WorkloadKind::StatefulSet => report.version.at_least(34),
        _ => true,
    };
    if let Some(value) = given.filter(|value| is_held && !POLICIES.contains(value)) {
        report.unsupported(path, value, &POLICIES);
    }
    match workload {
        WorkloadKind::Pod => match given {
            Some(value) if !POLICIES.contains(&value) => report.unsupported(path, value, &POLICIES),
            _ => return,
        },
        // batch/validation `validateJobSpec`: the default would be Always.
        WorkloadKind::Job | WorkloadKind::CronJob => match given {
            Some("OnFailure" | "Never") => return,
            None | Some("Always") => report.required(
                path,
                "valid values: \"OnFailure\", \"Never\"",
                "Write `restartPolicy: Never` (a new Pod per failure) or `OnFailure` (restart in place).",
            ),
            Some(value) => report.unsupported(path, value, &["OnFailure", "Never"]),
        },
        // apps/validation: these keep their Pods running.
        WorkloadKind::Deployment | WorkloadKind::ReplicaSet | WorkloadKind::StatefulSet | WorkloadKind::DaemonSet => {
            match given {
                None | Some("Always") => return,
                Some(value) => report.unsupported(path, value, &["Always"]),
            }
        }
    }
    *policy = match workload {
        WorkloadKind::Job | WorkloadKind::CronJob => Some("Never".to_owned()),
        _ => None,
    };
}
