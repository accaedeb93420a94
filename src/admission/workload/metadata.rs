//! `metadata` of an object and of its template (`ValidateObjectMeta`, and the rules about names of
//! each kind).

use super::{job, not_negative};
use crate::admission::labels;
use crate::admission::naming;
use crate::manifest::{FieldPath, Report, Value, WorkloadKind};

/// A Job gets the name of its CronJob and eleven characters.
const MAX_CRON_JOB: usize = 52;

/// How much of `generateName` a name keeps.
const MAX_BASE: usize = 58;

/// Keys and values of all annotations together, in bytes.
const MAX_ANNOTATIONS: usize = 256 * 1024;

pub(super) fn validate(kind: WorkloadKind, report: &mut Report<'_>) {
    let object = report.object;
    let metadata = &object.checked["metadata"];
    let path = FieldPath::from("metadata");
    names(kind, metadata, &path, report);
    let namespace = metadata["namespace"].as_str().unwrap_or_default();
    if !namespace.is_empty() {
        for fault in naming::dns_label(namespace) {
            let help = "Write lower-case letters, digits and `-`.";
            report.invalid(&path.child("namespace"), &format!("\"{namespace}\""), &fault, help);
        }
    }
    not_negative(&["generation"], metadata, &path, report);
    let mut own = labels::read(&metadata["labels"]);
    let template = match kind {
        WorkloadKind::Pod => None,
        WorkloadKind::Job => Some(job::template_labels(report)),
        _ => Some(object.template.labels.clone()),
    };
    // A Job without labels gets those of its template (`SetDefaults_Job`).
    if kind == WorkloadKind::Job && own.is_empty() && !object.template.labels.is_empty() {
        own = job::template_labels(report);
    }
    let at = path.child("labels");
    labels::validate(&own, &at, &at, report);
    annotations(&metadata["annotations"], &path.child("annotations"), None, report);
    for finalizer in metadata["finalizers"].texts() {
        for fault in naming::qualified_name(&finalizer) {
            let help = "Write a domain, a slash and a name.";
            report.invalid(&path.child("finalizers"), &format!("\"{finalizer}\""), &fault, help);
        }
    }
    if let Some(template) = template {
        let written = kind.pod_spec_path().parent().unwrap_or_default();
        let place = written.child("metadata");
        // The server leaves `metadata` out of these paths.
        labels::validate(&template, &written.child("labels"), &place.child("labels"), report);
        let of_pod =
            kind.template_steps().iter().fold(&*object.checked, |value, step| &value[*step]);
        let path = written.child("annotations");
        let place = place.child("annotations");
        annotations(&of_pod["metadata"]["annotations"], &path, Some(&place), report);
    }
}

/// The name that the object has by the time it is validated: `generateName` has become one, here with
/// zeros at its end.
pub(super) fn name(metadata: &Value) -> String {
    let name = metadata["name"].text();
    let base = metadata["generateName"].text();
    if base.is_empty() || !name.is_empty() {
        return name;
    }
    base.chars().take(MAX_BASE).chain("00000".chars()).collect()
}

fn names(kind: WorkloadKind, metadata: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let syntax = match kind {
        WorkloadKind::StatefulSet => naming::dns_label,
        _ => naming::dns_subdomain,
    };
    let help = "Write lower-case letters, digits and `-`, a letter or a digit first and last.";
    let base = metadata["generateName"].as_str().unwrap_or_default();
    let name = name(metadata);
    let at = path.child("name");
    if !base.is_empty() {
        // The end of a base may be a dash: more comes after it.
        let complete = match base.strip_suffix('-') {
            Some(short) if !short.is_empty() => format!("{}a", &short[..short.len() - last(short)]),
            _ => base.to_owned(),
        };
        for fault in syntax(&complete) {
            report.invalid(&path.child("generateName"), &format!("\"{base}\""), &fault, help);
        }
    }
    // An absent one has been told.
    if name.is_empty() {
        return;
    }
    for fault in syntax(&name) {
        report.invalid(&at, &format!("\"{name}\""), &fault, help);
    }
    if kind == WorkloadKind::CronJob && name.len() > MAX_CRON_JOB {
        let detail = naming::too_long(MAX_CRON_JOB);
        let help = "Shorten the name: those of its Jobs are eleven characters longer.";
        report.invalid(&at, &format!("\"{name}\""), &detail, help);
    }
}

/// The bytes of the last character.
fn last(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

/// `ValidateAnnotations`. `place` is where the text has them, if the path is another one.
fn annotations(map: &Value, path: &FieldPath, place: Option<&FieldPath>, report: &mut Report<'_>) {
    let mut size = 0;
    for (key, value) in map.entries() {
        size += key.len() + value.as_str().map_or(0, str::len);
        for fault in naming::qualified_name(&key.to_ascii_lowercase()) {
            let help = "A key is a name of letters, digits, `-`, `_` and `.`, with `example.com/` before it or not.";
            labels::refuse(key, &fault, help, path, place.unwrap_or(path), report);
        }
    }
    if size > MAX_ANNOTATIONS {
        let help = "Keep large data in a ConfigMap.";
        let detail = format!("may not be more than {MAX_ANNOTATIONS} bytes");
        report.too_long(path, &detail, help);
    }
}
