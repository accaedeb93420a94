//! Amounts of Pods, as a number or as a percentage (`ValidatePositiveIntOrPercent` and what goes
//! with it in `pkg/apis/apps/validation`).

use crate::manifest::{FieldPath, Report, Value};

const PERCENT: &str = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/// A number that is not negative, or a percentage.
pub(super) fn validate(value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let detail = match value {
        Value::Int(number) if *number < 0 => "must be greater than or equal to 0",
        Value::Text(text) if percent(text).is_none() => PERCENT,
        _ => return,
    };
    report.invalid(
        path,
        &written(value),
        detail,
        "Write a number without quotes, or a percentage such as \"25%\".",
    );
}

/// At most 100%.
pub(super) fn at_most_all(value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if value.as_str().and_then(percent).is_some_and(|percent| percent > 100) {
        report.invalid(
            path,
            &written(value),
            "must not be greater than 100%",
            "Write at most 100%.",
        );
    }
}

/// The number or the percentage; `default` if there is none, 0 for a text that is neither
/// (`getIntOrPercentValue`).
pub(super) fn number(value: &Value, default: i64) -> i64 {
    match value {
        Value::Int(number) => *number,
        Value::Text(text) => percent(text).or_else(|| text.parse().ok()).unwrap_or(0),
        _ => default,
    }
}

/// The value as the server's messages have it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        other => format!("\"{}\"", other.text()),
    }
}

/// `25` of `25%`. One that is too large to be read is as good as the largest.
fn percent(text: &str) -> Option<i64> {
    let digits = text.strip_suffix('%').filter(|digits| !digits.is_empty())?;
    let is_number = digits.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(i64::MAX))
}
