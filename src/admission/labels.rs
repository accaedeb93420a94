//! Labels: their syntax, and how the server prints them.

use super::naming;
use crate::manifest::{FieldPath, Problem, ProblemKind, Report, Severity, Value};

/// The labels of a map.
pub(super) fn read(map: &Value) -> Vec<(String, String)> {
    map.entries().iter().map(|(key, value)| (key.clone(), value.text())).collect()
}

/// `ValidateLabels`: every key and every value; all of it is told about `path`, as the server does.
/// `place` is where the text has the labels; for those of a template the server names another path.
pub(super) fn validate(
    labels: &[(String, String)],
    path: &FieldPath,
    place: &FieldPath,
    report: &mut Report<'_>,
) {
    for (key, value) in labels {
        for fault in naming::qualified_name(key) {
            let help = "A key is a name of letters, digits, `-`, `_` and `.`, with `example.com/` before it or not.";
            refuse(key, &fault, help, path, &place.key(key), report);
        }
        for fault in naming::label_value(value) {
            let help = "Write at most 63 letters, digits, `-`, `_` and `.`; the first and the last are a letter or a digit.";
            refuse(value, &fault, help, path, &place.key(key), report);
        }
    }
}

/// An invalid value, told about `path` and marked at `place`.
pub(super) fn refuse(
    value: &str,
    detail: &str,
    help: &str,
    path: &FieldPath,
    place: &FieldPath,
    report: &mut Report<'_>,
) {
    let object = report.object;
    report.problems.add_with(|| {
        let message = format!("Invalid value: \"{value}\": {detail}");
        let draft = Problem::draft(ProblemKind::Invalid, path, message).help(help);
        object.problem(Severity::Error, place, draft)
    });
}

/// `{"app":"web"}`, and `null` for none.
pub(super) fn as_json(labels: &[(String, String)]) -> String {
    let entries: Vec<String> =
        labels.iter().map(|(key, value)| format!("\"{key}\":\"{value}\"")).collect();
    if entries.is_empty() { "null".to_owned() } else { format!("{{{}}}", entries.join(",")) }
}
