//! What to write instead, and how Go names a type.

use crate::manifest::schema::{self, FieldKind, TypeId, ValueKind};
use crate::manifest::tree::{Scalar, Value as Written};
use crate::manifest::{FieldPath, QuantityError};

/// The name of a kind's type in Kubernetes' Go sources.
pub(super) fn go_type(kind: ValueKind) -> String {
    match kind {
        ValueKind::String => "string".to_owned(),
        ValueKind::Integer { bits: 64 } => "int64".to_owned(),
        ValueKind::Integer { .. } | ValueKind::IntOrString => "int32".to_owned(),
        ValueKind::Number => "float64".to_owned(),
        ValueKind::Boolean => "bool".to_owned(),
        ValueKind::Quantity => "resource.Quantity".to_owned(),
        ValueKind::Time => "v1.Time".to_owned(),
        ValueKind::Bytes => "[]uint8".to_owned(),
        ValueKind::Free => "interface {}".to_owned(),
        ValueKind::Object(type_id) => format!("v1.{}", schema::type_name(type_id)),
    }
}

/// The path as Go's decoder writes it: members only.
pub(super) fn without_indices(path: &FieldPath) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in path.as_str().chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

/// Required fields whose absence is not told here: `validate` and `admission` do, which know what an
/// absent one is to the server (port 0, an empty name), or the server accepts it.
pub(super) fn is_required_by_validation(type_name: &str, field: &str) -> bool {
    match field {
        // Without a template it is the containers that are missing.
        "metadata" | "template" | "jobTemplate" => true,
        "spec" => matches!(
            type_name,
            "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "CronJob"
        ),
        "selector" => type_name == "DaemonSetSpec",
        "rules" => type_name == "PodFailurePolicy",
        "values" if type_name == "PodFailurePolicyOnExitCodesRequirement" => true,
        "type" if type_name == "PodFailurePolicyOnPodConditionsPattern" => true,
        "containers" => type_name == "PodSpec",
        "name" if type_name.ends_with("KeySelector") => true,
        "name" => matches!(
            type_name,
            "Container"
                | "HTTPHeader"
                | "LocalObjectReference"
                | "PodSchedulingGate"
                | "ResourceClaim"
        ),
        "value" => matches!(type_name, "HTTPHeader" | "Sysctl"),
        "port" => type_name.ends_with("Action"),
        "seconds" => type_name == "SleepAction",
        "path" => matches!(type_name, "DownwardAPIVolumeFile" | "ServiceAccountTokenProjection"),
        "resource" => type_name == "ResourceFieldSelector",
        "pdName" => type_name == "GCEPersistentDiskVolumeSource",
        "lun" => type_name == "ISCSIVolumeSource",
        "secretRef" => type_name == "ScaleIOVolumeSource",
        "conditionType" => type_name == "PodReadinessGate",
        "ip" => type_name == "HostAlias",
        _ => matches!(
            type_name,
            "ContainerResizePolicy"
                | "ContainerRestartRule"
                | "ContainerRestartRuleOnExitCodes"
                | "LabelSelectorRequirement"
                | "NodeSelector"
                | "NodeSelectorRequirement"
                | "PodAffinityTerm"
                | "PreferredSchedulingTerm"
                | "TopologySpreadConstraint"
                | "WeightedPodAffinityTerm"
        ),
    }
}

/// What to write instead of a text that is no quantity.
pub(super) fn bad_quantity(error: QuantityError) -> &'static str {
    match error {
        QuantityError::Suffix => {
            "Suffixes are case-sensitive: m, k, M, G, T for powers of ten, Ki, Mi, Gi, Ti for powers of 1024."
        }
        QuantityError::Format | QuantityError::Number => {
            "Write a number and a suffix without a space or a B between: 500m, 64Mi, 1.5Gi."
        }
    }
}

/// What to write instead of a value of the wrong type. `key` is absent for list items.
pub(super) fn wrong_type(
    key: Option<&str>,
    found: &Written,
    go_type: &str,
    written: &str,
) -> String {
    let example = |value: &str| match key {
        Some(key) => format!("`{key}: {value}`"),
        None => format!("`- {value}`"),
    };
    let written = written.lines().next().unwrap_or_default();
    match (go_type, found) {
        ("string", Written::Scalar(_)) => {
            format!("Quote the value: {}.", example(&format!("\"{written}\"")))
        }
        ("string", _) => "Write one piece of text.".to_owned(),
        ("int32" | "int64", Written::Scalar(Scalar::Text(text)))
            if text.trim().parse::<i64>().is_ok() =>
        {
            format!("Write the number without quotes: {}.", example(text.trim()))
        }
        ("int32", Written::Scalar(Scalar::Int(_))) => {
            "The number is too large: at most 2147483647.".to_owned()
        }
        ("int32" | "int64", _) => "Write a whole number.".to_owned(),
        ("float64", _) => "Write a number.".to_owned(),
        ("bool", _) => "Write true or false, without quotes.".to_owned(),
        ("v1.Time", _) => "Write a time such as \"2026-01-31T12:00:00Z\".".to_owned(),
        (list, _) if list.starts_with("[]") => match key {
            Some(key) => {
                format!("`{key}` is a list: begin each item with `- ` on a line of its own.")
            }
            None => "Write a list: begin each item with `- `.".to_owned(),
        },
        (_, Written::List(_)) => "Write fields here, no list: remove the `- `.".to_owned(),
        (_, Written::Scalar(Scalar::Text(text))) if text.contains(':') => {
            "Write fields here, each with a space after its colon: `key: value`.".to_owned()
        }
        _ => "Write fields here, one `key: value` a line, indented below this.".to_owned(),
    }
}

/// What to write instead of an unknown field of `type_id`. `above` are the types around it.
pub(super) fn unknown_field(type_id: TypeId, name: &str, above: &[(TypeId, FieldPath)]) -> String {
    if let Some(meant) = schema::nearest(type_id, name) {
        return format!("Did you mean `{meant}`?");
    }
    if let Some((_, path)) =
        above.iter().rev().find(|(type_id, _)| schema::field(*type_id, name).is_some())
    {
        return match path.as_str() {
            "" => format!("`{name}` belongs to the object itself: indent it less."),
            path => format!("`{name}` belongs to `{path}`: indent it less."),
        };
    }
    let below = schema::fields(type_id).iter().find(|field| {
        let (FieldKind::Value(kind) | FieldKind::List(kind) | FieldKind::Map(kind)) = field.kind;
        matches!(kind, ValueKind::Object(below) if field.name != "status" && schema::field(below, name).is_some())
    });
    match below {
        Some(field) => format!("`{name}` belongs below `{}`: indent it more.", field.name),
        None => "Remove the line, or check its spelling and indentation.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_names_no_index() {
        assert_eq!(
            without_indices(&FieldPath::from("spec.containers[0].env[1].value")),
            "spec.containers.env.value"
        );
    }
}
