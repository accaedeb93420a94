//! What is odd about the object around the template (`WarningsOnCreate` of each kind).

use super::resources::fractional;
use crate::admission::naming;
use crate::manifest::{FieldPath, Report, Value, WorkloadKind};

/// From these numbers on, a Job may lose sight of its indexes (`WarningsForJobSpec`).
const MANY_COMPLETIONS: i64 = 100_000;
const MUCH_PARALLELISM: i64 = 10_000;

pub(super) fn warn(kind: WorkloadKind, report: &mut Report<'_>) {
    let object = report.object;
    let spec = &object.checked["spec"];
    let path = FieldPath::from("spec");
    match kind {
        WorkloadKind::Pod => name("the Pod's hostname", report),
        WorkloadKind::Deployment | WorkloadKind::ReplicaSet => {
            name("Pod names and hostnames", report);
        }
        WorkloadKind::Job => {
            name("Pod names and hostnames", report);
            indexes(spec, &path, report);
        }
        WorkloadKind::CronJob => {
            name("Pod names and hostnames", report);
            let path = path.child("jobTemplate").child("spec");
            indexes(&spec["jobTemplate"]["spec"], &path, report);
        }
        WorkloadKind::StatefulSet => stateful_set(spec, &path, report),
        WorkloadKind::DaemonSet => {}
    }
}

/// A name that is no host name.
fn name(used_in: &str, report: &mut Report<'_>) {
    let metadata = &report.object.template.metadata;
    let base = metadata.generate_name.trim_end_matches('-');
    let name = if metadata.name.is_empty() { base } else { &metadata.name };
    let faults = naming::dns_label(name);
    // An object without a name has got an error; a fragment without a kind has none.
    if name.is_empty() || faults.is_empty() {
        return;
    }
    let message = format!(
        "this is used in {used_in}, which can result in surprising behavior; a DNS label is recommended: [{}]",
        faults.join(" ")
    );
    let help = "Write at most 63 lower-case letters, digits and `-`, and no dots.";
    report.warn(&FieldPath::from("metadata.name"), &message, help);
}

fn indexes(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let over = |field: &str, bound: i64| spec[field].as_i64().is_some_and(|number| number > bound);
    if spec["completionMode"].as_str() == Some("Indexed")
        && over("completions", MANY_COMPLETIONS)
        && over("parallelism", MUCH_PARALLELISM)
    {
        let message = "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail";
        report.warn(path, message, "Lower parallelism to 10000, or split the Job.");
    }
}

fn stateful_set(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (at, claim) in spec["volumeClaimTemplates"].items().iter().enumerate() {
        // The server leaves `spec` out of this path.
        let path = path.child("volumeClaimTemplates").index(at).child("resources");
        for list in ["requests", "limits"] {
            let value = &claim["spec"]["resources"][list]["storage"];
            fractional(value, &path.child(list).key("storage"), report);
        }
    }
    if spec["revisionHistoryLimit"].as_i64().is_some_and(|limit| limit < 0) {
        let message =
            "a negative value retains all historical revisions; a value >= 0 is recommended";
        report.warn(&path.child("revisionHistoryLimit"), message, "Write how many to keep.");
    }
}
