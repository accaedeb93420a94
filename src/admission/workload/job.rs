//! Job (`ValidateJob`, `validateJobSpec`, `validateGeneratedSelector`).

use super::{as_json, is_missing, job_policy, metadata, not_negative, template};
use crate::admission::naming;
use crate::admission::{labels, selector};
use crate::manifest::{FieldPath, Report, Value};
use crate::version::Gate;

/// The labels that the server writes into the template, its older ones first.
const UID_LABELS: [&str; 2] = ["controller-uid", "batch.kubernetes.io/controller-uid"];
const NAME_LABELS: [&str; 2] = ["job-name", "batch.kubernetes.io/job-name"];

/// How many Pods an Indexed Job runs at once at most.
const MAX_PARALLELISM: i64 = 100_000;

/// From this many completions on, indexes with limits of their own are held in stricter bounds.
const MANY_COMPLETIONS: i64 = 100_000;
const MAX_FAILED: i64 = 100_000;
const MAX_OF_MANY: i64 = 10_000;

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    generated_selector(spec, path, report);
    validate_spec(spec, path, report);
    let metadata = &report.object.template.metadata;
    let completions = completions(spec).unwrap_or(0);
    if is_indexed(spec) && completions > 0 && !metadata.name.is_empty() {
        let name = metadata.name.clone();
        let host = format!("{name}-{}", completions - 1);
        if !naming::dns_label(&host).is_empty() {
            report.invalid(
                &FieldPath::from("metadata.name"),
                &format!("\"{name}\""),
                &format!("will not able to create pod with invalid DNS label: {host}"),
                "Shorten the name, and write it without dots: each Pod gets it as its host name, with its index.",
            );
        }
    }
}

/// The labels of a Job's template, those that the server adds among them. Whoever pastes what a cluster
/// has made pastes the uid along; a new object would get another one.
pub(super) fn template_labels(report: &Report<'_>) -> Vec<(String, String)> {
    let object = report.object;
    let mut labels = object.template.labels.clone();
    if object.checked["spec"]["manualSelector"].is_true() {
        return labels;
    }
    let name = metadata::name(&object.checked["metadata"]);
    for (keys, value) in [(UID_LABELS, uid(report)), (NAME_LABELS, name.as_str())] {
        for key in keys {
            if !labels.iter().any(|(own, _)| own == key) {
                labels.push((key.to_owned(), value.to_owned()));
            }
        }
    }
    labels
}

fn uid<'a>(report: &Report<'a>) -> &'a str {
    let object = report.object;
    object.checked["metadata"]["uid"].as_str().unwrap_or("00000000-0000-0000-0000-000000000000")
}

/// The selector that the server makes, unless it is told not to; what was written must agree with it.
fn generated_selector(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let given = &spec["selector"];
    let at = path.child("selector");
    if spec["manualSelector"].is_true() {
        if is_missing(given, &at, report) {
            let help = "Add `selector:` with the labels of the template, or remove manualSelector.";
            report.required(&at, "", help);
        }
        if selector::validate(given, &at, report) && *given != Value::Absent
            || is_missing(given, &at, report)
        {
            template::matches_template(given, path, report);
        }
        return;
    }
    let uid = uid(report);
    let name = metadata::name(&report.object.checked["metadata"]);
    for (keys, value) in [(UID_LABELS, uid), (NAME_LABELS, name.as_str())] {
        for key in keys {
            let written = report.object.template.labels.iter().find(|(own, _)| own == key);
            if written.is_some_and(|(_, written)| written != value) {
                let path = path.child("template").child("metadata").child("labels").key(key);
                let value_of = labels::as_json(&report.object.template.labels);
                let help = "Remove the label: the server writes it.";
                report.invalid(&path, &value_of, &format!("must be '{value}'"), help);
            }
        }
    }
    if !selector::validate(given, &at, report) {
        return;
    }
    let wanted: Vec<(String, String)> = UID_LABELS
        .iter()
        .map(|key| ((*key).to_owned(), uid.to_owned()))
        .chain(NAME_LABELS.iter().map(|key| ((*key).to_owned(), name.clone())))
        .collect();
    if *given != Value::Absent && !selector::matches(given, &wanted) {
        let help = "Remove the selector: the server makes one that finds only this Job's Pods.";
        report.invalid(&at, &as_json(given), "`selector` not auto-generated", help);
    }
    // The server's own label is part of the selector.
    let labels = template_labels(report);
    let has_uid = labels.iter().any(|(key, value)| key == UID_LABELS[1] && value == uid);
    if !has_uid || *given != Value::Absent && !selector::matches(given, &labels) {
        template::mismatch(&labels, path, report);
    }
}

/// `validateJobSpec`.
pub(super) fn validate_spec(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    const MODES: [&str; 2] = ["NonIndexed", "Indexed"];
    let fields = [
        "parallelism",
        "completions",
        "activeDeadlineSeconds",
        "backoffLimit",
        "ttlSecondsAfterFinished",
    ];
    not_negative(&fields, spec, path, report);
    let mode = &spec["completionMode"];
    if mode.as_str().is_some_and(|mode| !MODES.contains(&mode)) {
        report.unsupported(&path.child("completionMode"), &mode.text(), &MODES);
    }
    if is_indexed(spec) {
        indexed(spec, path, report);
    }
    if report.version.has(Gate::JobBackoffLimitPerIndex) {
        per_index(spec, path, report);
    }
    if report.version.has(Gate::JobManagedBy) {
        managed_by(&spec["managedBy"], &path.child("managedBy"), report);
    }
    job_policy::validate(spec, path, report);
    let policy = &spec["template"]["spec"]["restartPolicy"];
    if policy.as_str() == Some("OnFailure") && job_policy::has_failure_policy(spec, report) {
        let path = path.child("template").child("spec").child("restartPolicy");
        let detail = "only \"Never\" is supported when podFailurePolicy is specified";
        report.invalid(&path, "\"OnFailure\"", detail, "Write `restartPolicy: Never`.");
    }
}

/// `completions`, 1 if neither it nor `parallelism` is given (`SetDefaults_Job`).
pub(super) fn completions(spec: &Value) -> Option<i64> {
    let parallelism = spec["parallelism"].as_i64();
    spec["completions"].as_i64().or_else(|| parallelism.is_none().then_some(1))
}

pub(super) fn is_indexed(spec: &Value) -> bool {
    spec["completionMode"].as_str() == Some("Indexed")
}

/// What an Indexed Job needs.
fn indexed(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if completions(spec).is_none()
        && is_missing(&spec["completions"], &path.child("completions"), report)
    {
        let detail = "when completion mode is Indexed";
        let help = "Write how many indexes there are: `completions: 3`.";
        report.required(&path.child("completions"), detail, help);
    }
    let detail =
        format!("must be less than or equal to {MAX_PARALLELISM} when completion mode is Indexed");
    at_most(MAX_PARALLELISM, "parallelism", &detail, spec, path, report);
}

/// The limits of each index, and how many indexes may fail.
fn per_index(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    not_negative(&["backoffLimitPerIndex", "maxFailedIndexes"], spec, path, report);
    let [limit, max_failed] =
        ["backoffLimitPerIndex", "maxFailedIndexes"].map(|field| spec[field].as_i64());
    let limit_path = path.child("backoffLimitPerIndex");
    if max_failed.is_some() && is_missing(&spec["backoffLimitPerIndex"], &limit_path, report) {
        let help = "Add `backoffLimitPerIndex:`, or remove maxFailedIndexes.";
        report.required(&limit_path, "when maxFailedIndexes is specified", help);
    }
    // One that is neither has been told.
    if spec["completionMode"].as_str().is_none_or(|mode| mode == "NonIndexed") {
        for (field, number) in [("backoffLimitPerIndex", limit), ("maxFailedIndexes", max_failed)] {
            if let Some(number) = number {
                let help = "Add `completionMode: Indexed`, or remove the line.";
                let detail = "requires indexed completion mode";
                report.invalid(&path.child(field), &number.to_string(), detail, help);
            }
        }
    }
    if !is_indexed(spec) {
        return;
    }
    let completions = completions(spec);
    if let Some(completions) = completions {
        let detail = "must be less than or equal to completions";
        at_most(completions, "maxFailedIndexes", detail, spec, path, report);
    }
    let detail = format!("must be less than or equal to {MAX_FAILED}");
    at_most(MAX_FAILED, "maxFailedIndexes", &detail, spec, path, report);
    if limit.is_none() || completions.is_none_or(|completions| completions <= MANY_COMPLETIONS) {
        return;
    }
    let at = path.child("maxFailedIndexes");
    if is_missing(&spec["maxFailedIndexes"], &at, report) {
        let detail = format!("must be specified when completions is above {MANY_COMPLETIONS}");
        report.required(&at, &detail, "Add `maxFailedIndexes: 10000`, or fewer.");
    }
    let detail = format!(
        "must be less than or equal to {MAX_OF_MANY} when completions are above {MANY_COMPLETIONS} and used with backoff limit per index"
    );
    for field in ["parallelism", "maxFailedIndexes"] {
        at_most(MAX_OF_MANY, field, &detail, spec, path, report);
    }
}

fn at_most(
    most: i64,
    field: &str,
    detail: &str,
    spec: &Value,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    if let Some(number) = spec[field].as_i64().filter(|number| *number > most) {
        report.invalid(&path.child(field), &number.to_string(), detail, "Lower the number.");
    }
}

/// A controller's name: a subdomain, a slash, a path (`IsDomainPrefixedPath`), at most 63 bytes.
fn managed_by(value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let Some(name) = value.as_str() else { return };
    let help = "Write a domain and a path, for example `example.com/my-controller`.";
    let quoted = format!("\"{name}\"");
    match name.split_once('/') {
        _ if name.is_empty() => report.required(path, "", help),
        Some((domain, rest)) if !domain.is_empty() && !rest.is_empty() => {
            for fault in naming::dns_subdomain(domain) {
                report.invalid(path, &format!("\"{domain}\""), &fault, help);
            }
            let is_path = |c: char| c.is_ascii_alphanumeric() || "/-._~%!$&'()*+,;=:".contains(c);
            if !rest.chars().all(is_path) {
                let detail = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
                report.invalid(path, &format!("\"{rest}\""), detail, help);
            }
        }
        _ => {
            let detail = "must be a domain-prefixed path (such as \"acme.io/foo\")";
            report.invalid(path, &quoted, detail, help);
        }
    }
    if name.len() > 63 {
        report.too_long(path, "may not be more than 63 bytes", "Shorten the name.");
    }
}
