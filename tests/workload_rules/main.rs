//! What the API server refuses in workloads and in metadata: for each rule a manifest that it
//! refuses, with its words, and one that it takes.

mod cron_jobs;
mod jobs;
mod metadata;
mod selectors;
mod updates;

use podline::admission::review;
use podline::content::examples;
use podline::manifest::{self, Severity};
use podline::model::Version;

const TEMPLATE: &str =
    "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: 'web:1'}]}}";
const SELECTOR: &str = "selector: {matchLabels: {app: web}}";
const JOB_POD: &str =
    "template: {spec: {restartPolicy: Never, containers: [{name: app, image: 'web:1'}]}}";

/// The errors, as `path: message`, in order.
fn said(text: &str, minor: u8) -> Vec<String> {
    let version = Version::new(minor).expect("a known minor");
    let manifest = manifest::parse(text);
    let object = manifest.objects.first().unwrap_or_else(|| panic!("no object: {text}"));
    let reviewed = review(object, version);
    let all = manifest.problems.iter().chain(&reviewed);
    let errors = all.filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

/// A workload of `kind` whose spec has these lines.
fn workload(kind: &str, spec: &[&str]) -> String {
    let version = if matches!(kind, "Job" | "CronJob") { "batch/v1" } else { "apps/v1" };
    format!(
        "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: web}}\nspec:\n  {}\n",
        spec.join("\n  ")
    )
}

/// A Deployment, ReplicaSet, StatefulSet or DaemonSet that is right but for `more`.
fn app(kind: &str, more: &str) -> String {
    workload(kind, &[SELECTOR, TEMPLATE, more])
}

fn job(more: &str) -> String {
    workload("Job", &[JOB_POD, more])
}

fn cron_job(more: &str) -> String {
    let job = format!("jobTemplate: {{spec: {{{JOB_POD}}}}}");
    workload("CronJob", &[&job, more])
}

/// Each text is refused in these words (their beginnings), in any order.
fn refuses(table: &[(String, &[&str])]) {
    for (text, wanted) in table {
        refuses_at(37, text, wanted);
    }
}

fn refuses_at(minor: u8, text: &str, wanted: &[&str]) {
    let said = said(text, minor);
    let mut left = said.clone();
    for wanted in wanted {
        let place = left.iter().position(|said| said.starts_with(wanted));
        let place = place.unwrap_or_else(|| panic!("{text}\nwanted {wanted}\nsaid {said:#?}"));
        left.remove(place);
    }
    assert!(left.is_empty(), "{text}\nsaid also {left:#?}");
}

fn takes(texts: &[String]) {
    for text in texts {
        refuses_at(37, text, &[]);
    }
}

#[test]
fn numbers_are_not_negative() {
    let detail = "-1: must be greater than or equal to 0";
    for (kind, fields) in [
        ("Deployment", &["replicas", "minReadySeconds", "revisionHistoryLimit"][..]),
        ("ReplicaSet", &["replicas", "minReadySeconds"]),
        ("StatefulSet", &["replicas", "minReadySeconds"]),
        ("DaemonSet", &["minReadySeconds", "revisionHistoryLimit"]),
    ] {
        for field in fields {
            let wanted = format!("spec.{field}: Invalid value: {detail}");
            refuses_at(37, &app(kind, &format!("{field}: -1")), &[&wanted]);
            takes(&[app(kind, &format!("{field}: 0"))]);
        }
    }
    for field in [
        "parallelism",
        "completions",
        "backoffLimit",
        "ttlSecondsAfterFinished",
        "activeDeadlineSeconds",
    ] {
        let wanted = format!("spec.{field}: Invalid value: {detail}");
        refuses_at(37, &job(&format!("{field}: -1")), &[&wanted]);
        takes(&[job(&format!("{field}: 0"))]);
    }
    for field in ["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"]
    {
        let wanted = format!("spec.{field}: Invalid value: {detail}");
        refuses_at(37, &cron_job(&format!("schedule: '@daily'\n  {field}: -1")), &[&wanted]);
        takes(&[cron_job(&format!("schedule: '@daily'\n  {field}: 0"))]);
    }
    let ordinals = "spec.ordinals.start: Invalid value: -1";
    refuses_at(37, &app("StatefulSet", "ordinals: {start: -1}"), &[ordinals]);
}

#[test]
fn the_examples_are_accepted_without_a_word() {
    for example in examples() {
        let manifest = manifest::parse(example.text);
        // Some of them sleep in a hook, which is on since 1.30.
        for minor in 30..=37 {
            let version = Version::new(minor).expect("a known minor");
            let reviewed = manifest.objects.iter().flat_map(|object| review(object, version));
            let told: Vec<_> =
                reviewed.filter(|problem| problem.severity != Severity::Note).collect();
            assert!(told.is_empty(), "{} in {version}: {told:#?}", example.id);
        }
    }
}
