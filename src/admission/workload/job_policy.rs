//! The policies of a Job: for failures, for success, for the replacement of Pods
//! (`validatePodFailurePolicy`, `validateSuccessPolicy`, `validatePodReplacementPolicy`).

use super::{as_json, job};
use crate::admission::naming;
use crate::manifest::{FieldPath, Report, Value};
use crate::version::Gate;

const MAX_RULES: usize = 20;
const MAX_EXIT_CODES: usize = 255;
const MAX_CONDITIONS: usize = 20;
const MAX_INDEXES_TEXT: usize = 64 * 1024;

const OPERATORS: [&str; 2] = ["In", "NotIn"];
const STATUSES: [&str; 3] = ["False", "True", "Unknown"];

/// Whether the Job has a failure policy, of whatever rules.
pub(super) fn has_failure_policy(spec: &Value, report: &Report<'_>) -> bool {
    spec["podFailurePolicy"] != Value::Absent && report.version.has(Gate::JobPodFailurePolicy)
}

pub(super) fn validate(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let fails = has_failure_policy(spec, report);
    if fails {
        failure_policy(spec, &path.child("podFailurePolicy").child("rules"), report);
    }
    if spec["successPolicy"] != Value::Absent && report.version.has(Gate::JobSuccessPolicy) {
        success_policy(spec, &path.child("successPolicy"), report);
    }
    let replacement = &spec["podReplacementPolicy"];
    let supported: &[&str] = if fails { &["Failed"] } else { &["Failed", "TerminatingOrFailed"] };
    if report.version.has(Gate::JobPodReplacementPolicy)
        && let Some(policy) = replacement.as_str().filter(|policy| !supported.contains(policy))
    {
        report.unsupported(&path.child("podReplacementPolicy"), policy, supported);
    }
}

fn failure_policy(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let rules = spec["podFailurePolicy"]["rules"].items();
    if rules.len() > MAX_RULES {
        report.too_many(
            path,
            rules.len(),
            MAX_RULES,
            "Put exit codes of one action into one rule.",
        );
    }
    for (at, rule) in rules.iter().enumerate() {
        let drops_index = rule["action"].as_str() == Some("FailIndex")
            && report.version.at_least(28)
            && !report.version.has(Gate::JobBackoffLimitPerIndex);
        if *rule != Value::Absent && !drops_index {
            failure_rule(rule, spec, &path.index(at), report);
        }
    }
}

fn failure_rule(rule: &Value, spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let actions: &[&str] = if report.version.at_least(28) {
        &["Count", "FailIndex", "FailJob", "Ignore"]
    } else {
        &["Count", "FailJob", "Ignore"]
    };
    closed_list(&rule["action"], actions, &path.child("action"), report);
    if rule["action"].as_str() == Some("FailIndex")
        && actions.contains(&"FailIndex")
        && spec["backoffLimitPerIndex"] == Value::Absent
    {
        let detail = "requires the backoffLimitPerIndex to be set";
        let help = "Add `backoffLimitPerIndex:` to the Job, or write FailJob.";
        report.invalid(&path.child("action"), "\"FailIndex\"", detail, help);
    }
    let (codes, conditions) = (&rule["onExitCodes"], rule["onPodConditions"].items());
    if *codes != Value::Absent {
        exit_codes(codes, spec, &path.child("onExitCodes"), report);
    }
    let at = path.child("onPodConditions");
    if conditions.len() > MAX_CONDITIONS {
        report.too_many(&at, conditions.len(), MAX_CONDITIONS, "Remove those that never come.");
    }
    for (index, pattern) in conditions.iter().enumerate() {
        if *pattern != Value::Absent {
            condition(pattern, &at.index(index), report);
        }
    }
    let has_codes = *codes != Value::Absent || report.object.has_value(&path.child("onExitCodes"));
    let has_conditions = !conditions.is_empty() || report.object.has_value(&at);
    let detail = match (has_codes, has_conditions) {
        (true, true) => "specifying both OnExitCodes and OnPodConditions is not supported",
        (false, false) => "specifying one of OnExitCodes and OnPodConditions is required",
        _ => return,
    };
    let help = "Give each rule either `onExitCodes` or `onPodConditions`.";
    report.invalid_without_value(path, detail, help);
}

/// A text from a list, in the words for these policies: what is empty is required.
fn closed_list(value: &Value, list: &[&str], path: &FieldPath, report: &mut Report<'_>) {
    match value.as_str() {
        Some("") => required_of(list, path, report),
        Some(text) if !list.contains(&text) => report.unsupported(path, text, list),
        // What is absent has been told by the schema's check.
        _ => {}
    }
}

fn required_of(list: &[&str], path: &FieldPath, report: &mut Report<'_>) {
    let quoted: Vec<String> = list.iter().map(|value| format!("\"{value}\"")).collect();
    let help = format!("Write one of {}.", list.join(", "));
    report.required(path, &format!("valid values: [{}]", quoted.join(" ")), &help);
}

fn exit_codes(codes: &Value, spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    closed_list(&codes["operator"], &OPERATORS, &path.child("operator"), report);
    if let Some(name) = codes["containerName"].as_str() {
        let template = &spec["template"]["spec"];
        let known = ["containers", "initContainers"]
            .iter()
            .flat_map(|list| template[*list].items())
            .any(|container| container["name"].as_str() == Some(name));
        if !known {
            let detail = "must be one of the container or initContainer names in the pod template";
            let help = "Write the name of a container of the template, or remove the line for all of them.";
            report.invalid(&path.child("containerName"), &format!("\"{name}\""), detail, help);
        }
    }
    let at = path.child("values");
    let values: Vec<Option<i64>> = codes["values"].items().iter().map(Value::as_i64).collect();
    if values.is_empty() && !report.object.has_value(&at) {
        let help = "List the exit codes: `values: [42]`.";
        report.invalid(&at, "null", "at least one value is required", help);
    } else if values.len() > MAX_EXIT_CODES {
        report.too_many(&at, values.len(), MAX_EXIT_CODES, "Write NotIn with the few others.");
    }
    let is_in = codes["operator"].as_str() == Some("In");
    for (index, value) in values.iter().enumerate() {
        let Some(value) = *value else { continue };
        let at = at.index(index);
        if is_in && value == 0 {
            let help = "Remove the 0: a container that exits with it has not failed.";
            report.invalid(&at, "0", "must not be 0 for the In operator", help);
        }
        if values[..index].contains(&Some(value)) {
            report.duplicate(&at, &value.to_string(), "Write each exit code once.");
        }
    }
    if values.windows(2).any(|pair| pair[0] > pair[1] && pair[1].is_some()) {
        let list: Vec<String> = values.iter().flatten().map(i64::to_string).collect();
        let help = "Write the smallest exit code first.";
        report.invalid(&at, &format!("[{}]", list.join(",")), "must be ordered", help);
    }
}

fn condition(pattern: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let name = pattern["type"].as_str();
    let at = path.child("type");
    if name.is_some() || !report.object.has_value(&at) {
        let name = name.unwrap_or_default();
        for fault in naming::qualified_name(name) {
            let help = "Write the type of a Pod's condition, for example DisruptionTarget.";
            report.invalid(&at, &format!("\"{name}\""), &fault, help);
        }
    }
    // An empty status becomes True.
    if let Some(status) = pattern["status"].as_str().filter(|status| !status.is_empty())
        && !STATUSES.contains(&status)
    {
        report.unsupported(&path.child("status"), status, &STATUSES);
    }
}

fn success_policy(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if !job::is_indexed(spec) {
        let help = "Add `completionMode: Indexed`, or remove the policy.";
        return report.invalid(
            path,
            &as_json(&spec["successPolicy"]),
            "requires indexed completion mode",
            help,
        );
    }
    let path = path.child("rules");
    let rules = spec["successPolicy"]["rules"].items();
    if rules.is_empty() && spec["successPolicy"]["rules"] != Value::Absent {
        let detail = "at least one rules must be specified when the successPolicy is specified";
        report.required(&path, detail, "Add a rule: `- succeededCount: 1`.");
    }
    if rules.len() > MAX_RULES {
        report.too_many(&path, rules.len(), MAX_RULES, "Remove those that never decide.");
    }
    let Some(completions) = job::completions(spec) else { return };
    for (at, rule) in rules.iter().enumerate() {
        if *rule != Value::Absent {
            success_rule(rule, completions, &path.index(at), report);
        }
    }
}

fn success_rule(rule: &Value, completions: i64, path: &FieldPath, report: &mut Report<'_>) {
    let (count, indexes) = (rule["succeededCount"].as_i64(), rule["succeededIndexes"].as_str());
    let counts = path.child("succeededCount");
    let is_given = |field: &str| report.object.has_value(&path.child(field));
    if count.is_none()
        && indexes.is_none()
        && !is_given("succeededCount")
        && !is_given("succeededIndexes")
    {
        let detail = "at least one of succeededCount or succeededIndexes must be specified";
        report.required(path, detail, "Add `succeededCount: 1`, or `succeededIndexes: \"0\"`.");
    }
    let mut total = 0;
    if let Some(text) = indexes {
        let at = path.child("succeededIndexes");
        if text.len() > MAX_INDEXES_TEXT {
            let detail = format!("may not be more than {MAX_INDEXES_TEXT} bytes");
            report.too_long(&at, &detail, "Write neighbours as a range: 0-9.");
        }
        match total_of(text, completions) {
            Ok(number) => total = number,
            Err(fault) => {
                let detail = format!("error parsing succeededIndexes: {fault}");
                let help = "Write indexes below `completions` and ranges of them, the smallest first: \"0,2-4\".";
                report.invalid(&at, &format!("\"{text}\""), &detail, help);
            }
        }
    }
    let Some(count) = count else { return };
    super::not_negative(&["succeededCount"], rule, path, report);
    let mut at_most = |most: i64, what: &str| {
        if count > most {
            let detail = format!("must be less than or equal to {most} (the number of {what})");
            report.invalid(&counts, &count.to_string(), &detail, "Lower the number.");
        }
    };
    at_most(completions, "specified completions");
    if indexes.is_some() {
        at_most(total, "indexes in the specified succeededIndexes field");
    }
}

/// How many indexes a text such as `0,2-4` names (`validateIndexesFormat`).
fn total_of(text: &str, completions: i64) -> Result<i64, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let out_of_order =
        |last: i64, next: i64| format!("non-increasing order, previous: {last}, current: {next}");
    let index = |text: &str| match text.parse::<i64>() {
        Err(_) => Err(format!("cannot convert string to integer for index: \"{text}\"")),
        Ok(index) if index >= completions => Err(format!("too large index: \"{text}\"")),
        Ok(index) => Ok(index),
    };
    let mut total = 0;
    let mut last = None;
    for interval in text.split(',') {
        let parts: Vec<&str> = interval.split('-').collect();
        let (from, to) = match parts.as_slice() {
            [single] => (index(single)?, index(single)?),
            [from, to] => {
                let (from, to) = (index(from)?, index(to)?);
                if from >= to {
                    return Err(out_of_order(from, to));
                }
                (from, to)
            }
            _ => {
                return Err(format!(
                    "the fragment \"{interval}\" violates the requirement that an index interval can have at most two parts separated by '-'"
                ));
            }
        };
        if let Some(last) = last.filter(|last| *last >= from) {
            return Err(out_of_order(last, from));
        }
        total += to - from + 1;
        last = Some(to);
    }
    Ok(total)
}
