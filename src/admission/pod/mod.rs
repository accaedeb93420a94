//! The rules about a Pod's spec, wherever it stands (`ValidatePodSpec`, `ValidatePodTemplateSpec`), in
//! the order in which the server applies them.
//!
//! One file per part. What `manifest::validate` reports already is not told again here: names and images
//! of containers, handlers, numbers of ports and probes, policies with a closed list, mounts of volumes
//! that nobody declares. Where the server finds several faults in one value, the first is told.
//! Source: kubernetes `pkg/apis/core/validation/validation.go`.

mod affinity;
mod containers;
mod downward;
mod env;
mod ephemeral;
mod handlers;
mod mounts;
mod network;
mod pod_resources;
mod ports;
mod resize;
mod resources;
mod restart_rules;
mod scheduling;
mod security;
mod spec;
mod spread;
mod systems;
mod volume_sources;
mod volumes;

use crate::manifest::{FieldPath, Report, Value, WorkloadKind};
use volumes::Volumes;

/// The spec that is looked at, and whose it is.
#[derive(Clone, Copy)]
struct Pod<'a> {
    kind: WorkloadKind,
    spec: &'a Value,
    path: &'a FieldPath,
}

impl Pod<'_> {
    /// Whether it is a Pod itself: only then it has a Pod's defaults.
    fn is_pod(self) -> bool {
        self.kind == WorkloadKind::Pod
    }
}

/// Reports them.
pub(super) fn validate(kind: WorkloadKind, report: &mut Report<'_>) {
    let object = report.object;
    let root: &Value = &object.checked;
    let template = kind.template_steps().iter().fold(root, |value, step| &value[*step]);
    let path = &kind.pod_spec_path();
    let pod = Pod { kind, spec: &template["spec"], path };
    let volumes = &volumes::validate(pod, root, report);
    containers::validate(pod, volumes, report);
    ephemeral::validate(pod, volumes, report);
    pod_resources::validate(pod, report);
    network::validate(pod, report);
    security::validate_pod(pod, report);
    scheduling::validate(pod, report);
    spec::validate(pod, report);
    systems::validate(pod, report);
}

/// The fields of each item of a list, and where it stands; not those that were pruned.
fn items<'a>(
    list: &'a Value,
    path: &FieldPath,
) -> impl Iterator<Item = (FieldPath, &'a Value)> + use<'a> {
    let path = path.clone();
    let items = list.items().iter().enumerate();
    items
        .filter(|(_, item)| matches!(item, Value::Map(_)))
        .map(move |(at, item)| (path.index(at), item))
}

/// The texts of a list, and where each stands.
fn texts<'a>(
    list: &'a Value,
    path: &FieldPath,
) -> impl Iterator<Item = (FieldPath, &'a str)> + use<'a> {
    let path = path.clone();
    let items = list.items().iter().enumerate();
    items.filter_map(move |(at, item)| Some((path.index(at), item.as_str()?)))
}

/// The text, or an empty one.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Whether there is a value, be it an empty one.
fn is_there(value: &Value) -> bool {
    *value != Value::Absent
}

/// A text as the server prints it.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Reports an empty text or list in `field`. That it is absent is the schema's word.
fn filled(fields: &Value, field: &str, path: &FieldPath, report: &mut Report<'_>) {
    let is_empty = match &fields[field] {
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    };
    if is_empty {
        report.required(&path.child(field), "", &format!("Give `{field}` a value."));
    }
}

/// Reports a text that has not the format it must have.
fn formed(
    text: &str,
    fault: Option<&'static str>,
    path: &FieldPath,
    help: &str,
    report: &mut Report<'_>,
) {
    if let Some(detail) = fault {
        report.invalid(path, &quoted(text), detail, help);
    }
}

/// Reports a text that is not on the list. An empty one stands for the default, unless the field keeps
/// it: then it stands on the list.
fn one_of(value: &Value, supported: &[&str], path: &FieldPath, report: &mut Report<'_>) {
    if let Some(text) = value.as_str().filter(|text| !text.is_empty() && !supported.contains(text))
    {
        report.unsupported(path, text, supported);
    }
}

/// Reports a number out of a range.
fn within(
    value: &Value,
    range: std::ops::RangeInclusive<i64>,
    detail: &str,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    if let Some(number) = value.as_i64().filter(|number| !range.contains(number)) {
        let help = format!("Write a number from {} to {}.", range.start(), range.end());
        report.invalid(path, &number.to_string(), detail, &help);
    }
}
