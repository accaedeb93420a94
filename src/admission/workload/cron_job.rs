//! CronJob (`validateCronJobSpec`, `ValidateJobTemplateSpec`).

use super::{as_json, cron, is_missing, is_one_of, job, not_negative, time_zone};
use crate::manifest::{FieldPath, Report, Value};

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    schedule(spec, path, report);
    not_negative(&["startingDeadlineSeconds"], spec, path, report);
    if let Some(zone) = spec["timeZone"].as_str() {
        let help =
            "Write a name of the IANA time zone database, for example Europe/Berlin or Etc/UTC.";
        for fault in time_zone::faults(zone) {
            report.invalid(&path.child("timeZone"), &format!("\"{zone}\""), &fault, help);
        }
    }
    let policy = &spec["concurrencyPolicy"];
    let policies = ["Allow", "Forbid", "Replace"];
    if !is_one_of(policy, &policies) {
        report.unsupported(&path.child("concurrencyPolicy"), &policy.text(), &policies);
    }
    not_negative(&["successfulJobsHistoryLimit", "failedJobsHistoryLimit"], spec, path, report);

    let (spec, path) = (&spec["jobTemplate"]["spec"], path.child("jobTemplate").child("spec"));
    job::validate_spec(spec, &path, report);
    if spec["selector"] != Value::Absent {
        let help = "Remove the selector: each Job gets one of its own.";
        let detail = "`selector` will be auto-generated";
        report.invalid(&path.child("selector"), &as_json(&spec["selector"]), detail, help);
    }
    if spec["manualSelector"].is_true() {
        report.unsupported(&path.child("manualSelector"), "true", &["nil", "false"]);
    }
}

fn schedule(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let at = path.child("schedule");
    let help =
        "Write five fields, minute, hour, day, month and weekday: `schedule: \"*/5 * * * *\"`.";
    let text = match spec["schedule"].as_str() {
        // Where there is a `spec`, the schema's check tells that it lacks the field.
        None if !is_missing(spec, path, report) => return,
        None | Some("") => return report.required(&at, "", help),
        Some(text) => text,
    };
    let value = format!("\"{text}\"");
    if let Some(fault) = cron::fault(text) {
        report.invalid(&at, &value, &fault, help);
    }
    if text.contains("TZ") {
        let help = "Remove it from the schedule, and write `timeZone:`.";
        if report.version.at_least(29) {
            let detail = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
            report.invalid(&at, &value, detail, help);
        } else if spec["timeZone"] != Value::Absent {
            let detail = "cannot use both timeZone field and TZ or CRON_TZ in schedule";
            report.invalid(&at, &value, detail, help);
        }
    }
}
