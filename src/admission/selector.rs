//! Label selectors: their syntax, and whether they match.
//!
//! Source: apimachinery `pkg/apis/meta/v1/validation` (`ValidateLabelSelector`) and
//! `meta/v1/helpers.go` (`LabelSelectorAsSelector`).

use super::{labels, naming};
use crate::manifest::{FieldPath, Report, Value};

/// Reports what is wrong in a selector; returns whether something can be selected by it at all
/// (`LabelSelectorAsSelector` makes no error).
pub(super) fn validate(selector: &Value, path: &FieldPath, report: &mut Report<'_>) -> bool {
    let wanted = labels::read(&selector["matchLabels"]);
    let place = path.child("matchLabels");
    labels::validate(&wanted, &place, &place, report);
    let mut is_sound = wanted.iter().all(|(key, value)| {
        naming::qualified_name(key).is_empty() && naming::label_value(value).is_empty()
    });
    for (at, expression) in selector["matchExpressions"].items().iter().enumerate() {
        let path = path.child("matchExpressions").index(at);
        is_sound &= *expression != Value::Absent && requirement(expression, &path, report);
    }
    is_sound
}

/// `ValidateLabelSelectorRequirement`.
fn requirement(expression: &Value, path: &FieldPath, report: &mut Report<'_>) -> bool {
    let mut is_sound = true;
    let values = expression["values"].items();
    match expression["operator"].as_str().unwrap_or_default() {
        "In" | "NotIn" => {
            if values.is_empty() && !report.object.has_value(&path.child("values")) {
                is_sound = false;
                let detail = "must be specified when `operator` is 'In' or 'NotIn'";
                report.required(&path.child("values"), detail, "List the values: `values: [web]`.");
            }
        }
        "Exists" | "DoesNotExist" => {
            if !values.is_empty() {
                is_sound = false;
                let detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
                let help = "Remove the values, or write the operator In or NotIn.";
                report.forbidden(&path.child("values"), detail, help);
            }
        }
        other => {
            is_sound = false;
            let path = path.child("operator");
            let detail = "not a valid selector operator";
            let help = "Write In, NotIn, Exists or DoesNotExist.";
            report.invalid(&path, &format!("\"{other}\""), detail, help);
        }
    }
    let key = expression["key"].as_str().unwrap_or_default();
    for fault in naming::qualified_name(key) {
        is_sound = false;
        let help = "Write the key of a label, for example `key: app`.";
        report.invalid(&path.child("key"), &format!("\"{key}\""), &fault, help);
    }
    for (at, value) in values.iter().enumerate() {
        let value = value.as_str().unwrap_or_default();
        for fault in naming::label_value(value) {
            is_sound = false;
            let help = "No label can have this value: remove it, or write one that a label has.";
            let path = path.child("values").index(at);
            report.invalid(&path, &format!("\"{value}\""), &fault, help);
        }
    }
    is_sound
}

/// Whether a sound selector matches an object with these labels. An empty one matches all of them,
/// an absent one none.
pub(super) fn matches(selector: &Value, labels: &[(String, String)]) -> bool {
    let label =
        |key: &str| labels.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
    let by_labels = || {
        let wanted = selector["matchLabels"].entries();
        wanted.iter().all(|(key, value)| label(key) == Some(value.as_str().unwrap_or_default()))
    };
    let by_expressions = || {
        selector["matchExpressions"].items().iter().all(|expression| {
            let own = label(expression["key"].as_str().unwrap_or_default());
            let listed = || {
                let values = expression["values"].items();
                values.iter().any(|value| value.as_str().is_some_and(|value| own == Some(value)))
            };
            match expression["operator"].as_str() {
                Some("In") => listed(),
                Some("NotIn") => !listed(),
                Some("Exists") => own.is_some(),
                Some("DoesNotExist") => own.is_none(),
                _ => false,
            }
        })
    };
    *selector != Value::Absent && by_labels() && by_expressions()
}

/// Whether a selector is there and asks for nothing.
pub(super) fn is_empty(selector: &Value) -> bool {
    *selector != Value::Absent
        && selector["matchLabels"].entries().is_empty()
        && selector["matchExpressions"].items().is_empty()
}
