//! References to the Pod's own fields and resources, from variables and from volumes
//! (`validateObjectFieldSelector`, `validateContainerResourceFieldSelector`).

use super::{filled, formed, text};
use crate::manifest::{FieldPath, Quantity, Report, Value, names};

/// What a variable may refer to.
pub(super) const OF_ENV: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];
/// What a file may refer to.
pub(super) const OF_FILES: &[&str] = &[
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
];
/// What else the server knows by name, though nobody may refer to it.
const KNOWN: &[&str] = &["spec.host", "spec.restartPolicy", "spec.schedulerName", "status.phase"];

const RESOURCES: &[&str] = &[
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];

/// A `fieldRef`, if there is one.
pub(super) fn field(
    reference: &Value,
    supported: &[&str],
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    filled(reference, "fieldPath", path, report);
    let given = text(&reference["fieldPath"]);
    if given.is_empty() {
        return;
    }
    let at = path.child("fieldPath");
    let help = "Refer to a field of the Pod, such as metadata.name or metadata.labels['app'].";
    let version = text(&reference["apiVersion"]);
    let subscripted = subscript(given);
    let fault = match subscripted {
        _ if !["", "v1"].contains(&version) => Some(format!("unsupported pod version: {version}")),
        Some(("metadata.annotations" | "metadata.labels", _)) => None,
        Some(_) => Some(format!("field label does not support subscript: {given}")),
        None if given == "status.hostIPs" && !report.version.at_least(28) => {
            Some(format!("field label not supported: {given}"))
        }
        None if [OF_ENV, OF_FILES, KNOWN].iter().any(|known| known.contains(&given)) => None,
        None => Some(format!("field label not supported: {given}")),
    };
    if let Some(fault) = fault {
        let detail = format!("error converting fieldPath: {fault}");
        report.invalid(&at, &super::quoted(given), &detail, help);
        return;
    }
    match subscripted {
        Some(("metadata.annotations", key)) => {
            let key = &key.to_lowercase();
            formed(key, names::qualified(key), path, help, report);
        }
        Some((_, key)) => formed(key, names::qualified(key), path, help, report),
        // The old name of the node's name.
        None if given == "spec.host" && supported.contains(&"spec.nodeName") => {}
        None if !supported.contains(&given) => report.unsupported(&at, given, supported),
        None => {}
    }
}

/// `metadata.labels['app']` as its path and its key (`SplitMaybeSubscriptedPath`).
fn subscript(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix("']")?.split_once("['").filter(|(path, _)| !path.is_empty())
}

/// A `resourceFieldRef`, if there is one. In a volume it must name the container.
pub(super) fn resource(
    reference: &Value,
    in_volume: bool,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let Value::Map(_) = reference else { return };
    let given = text(&reference["resource"]);
    let is_huge =
        ["limits.hugepages-", "requests.hugepages-"].iter().any(|it| given.starts_with(it));
    if in_volume && text(&reference["containerName"]).is_empty() {
        report.missing(&path.child("containerName"), "Name the container whose resource is meant.");
    } else if given.is_empty() {
        report.missing(&path.child("resource"), "Write one, such as limits.memory.");
    } else if !RESOURCES.contains(&given) && !is_huge {
        report.unsupported(&path.child("resource"), given, RESOURCES);
    }
    let Some(divisor) = reference["divisor"].as_str().and_then(|it| Quantity::parse(it).ok())
    else {
        return;
    };
    let kind = given.split_once('.').map_or("", |(_, kind)| kind);
    let (units, detail) = match kind {
        "cpu" => {
            (&["1m", "1"][..], "only divisor's values 1m and 1 are supported with the cpu resource")
        }
        "memory" => (
            BYTES,
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource",
        ),
        "ephemeral-storage" => (
            BYTES,
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource",
        ),
        _ if is_huge => (
            BYTES,
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages resource",
        ),
        _ => return,
    };
    if !divisor.is_zero() && !units.contains(&divisor.to_string().as_str()) {
        let help = "Write one unit, such as 1m or 1Mi.";
        report.invalid(&path.child("divisor"), &super::quoted(given), detail, help);
    }
}

const BYTES: &[&str] =
    &["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];
