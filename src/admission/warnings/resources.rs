//! Amounts of bytes that are no whole number.

use super::Template;
use crate::manifest::{FieldPath, Quantity, Report, Value, WorkloadKind};

const BYTES: [&str; 2] = ["memory", "ephemeral-storage"];

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    let overhead = &template.spec()["overhead"];
    for resource in BYTES {
        let path = template.spec_path().child("overhead").key(resource);
        fractional(&overhead[resource], &path, report);
    }
    for (path, container) in template.containers() {
        let resources = &container["resources"];
        let path = path.child("resources");
        for resource in BYTES {
            let limit = &resources["limits"][resource];
            let request = match &resources["requests"][resource] {
                // The default of a Pod's request.
                Value::Absent if template.kind == WorkloadKind::Pod => limit,
                written => written,
            };
            fractional(limit, &path.child("limits").key(resource), report);
            fractional(request, &path.child("requests").key(resource), report);
        }
    }
}

/// Warns of an amount that has thousandths.
pub(super) fn fractional(value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let Some(Ok(amount)) = value.as_str().map(Quantity::parse) else { return };
    if Quantity::from_units(amount.units()) != amount && amount.units() != i64::MAX {
        let message = format!("fractional byte value \"{amount}\" is invalid, must be an integer");
        let help = "`m` is a thousandth: write M or Mi for millions of bytes.";
        report.warn(path, &message, help);
    }
}
