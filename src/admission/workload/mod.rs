//! The rules about what makes Pods: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob;
//! and those about the metadata of every object.
//!
//! One file per kind, and one for each thing that several kinds share. Reads the checked object;
//! what had the wrong type is absent there and has been told, so that its absence is no news.

mod claims;
mod cron;
mod cron_job;
mod daemon_set;
mod deployment;
mod duration;
mod int_or_percent;
mod job;
mod job_policy;
mod metadata;
mod replica_set;
mod stateful_set;
mod template;
mod time_zone;

use crate::manifest::{FieldPath, Report, Value, WorkloadKind};

/// Reports them.
pub(super) fn validate(kind: WorkloadKind, report: &mut Report<'_>) {
    metadata::validate(kind, report);
    let object = report.object;
    let spec = &object.checked["spec"];
    let path = FieldPath::from("spec");
    match kind {
        WorkloadKind::Pod => {}
        WorkloadKind::Deployment => deployment::validate(spec, &path, report),
        WorkloadKind::ReplicaSet => replica_set::validate(spec, &path, report),
        WorkloadKind::StatefulSet => stateful_set::validate(spec, &path, report),
        WorkloadKind::DaemonSet => daemon_set::validate(spec, &path, report),
        WorkloadKind::Job => job::validate(spec, &path, report),
        WorkloadKind::CronJob => cron_job::validate(spec, &path, report),
    }
}

/// Puts off what the server does not look at when it gets the object. Comes before [`validate`], whose
/// rules it does look at.
pub(super) fn postpone(kind: WorkloadKind, report: &mut Report<'_>) {
    if kind == WorkloadKind::StatefulSet {
        stateful_set::postpone(report);
    }
}

/// `ValidateNonnegativeField`, for each of `fields`.
fn not_negative(fields: &[&str], spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for field in fields {
        if let Some(number) = spec[*field].as_i64().filter(|number| *number < 0) {
            let detail = "must be greater than or equal to 0";
            let help = "Remove the minus, or the line for the default.";
            report.invalid(&path.child(field), &number.to_string(), detail, help);
        }
    }
}

/// Whether a text is on the list, or left to its default.
fn is_one_of(value: &Value, list: &[&str]) -> bool {
    value.as_str().is_none_or(|text| text.is_empty() || list.contains(&text))
}

/// Whether the text leaves the field out, or gives it no value. One of the wrong type is there.
fn is_missing(value: &Value, path: &FieldPath, report: &Report<'_>) -> bool {
    *value == Value::Absent && !report.object.has_value(path)
}

/// A value as the server prints it in a message.
fn as_json(value: &Value) -> String {
    match value {
        Value::Absent => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::List(items) => {
            format!("[{}]", items.iter().map(as_json).collect::<Vec<_>>().join(","))
        }
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| format!("\"{key}\":{}", as_json(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(","))
        }
    }
}
