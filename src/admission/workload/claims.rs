//! The claims that a StatefulSet makes for its Pods (`ValidatePersistentVolumeClaimSpec`, without
//! data sources).

use crate::manifest::{FieldPath, Quantity, Report, Value};

const MODES: [&str; 4] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

pub(super) fn validate(claims: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (at, claim) in claims.items().iter().enumerate() {
        if *claim != Value::Absent {
            claim_spec(&claim["spec"], &path.index(at).child("spec"), report);
        }
    }
}

fn claim_spec(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let modes = &spec["accessModes"];
    let at = path.child("accessModes");
    if modes.items().is_empty() && !report.object.has_value(&at) {
        let detail = "at least 1 access mode is required";
        report.required(&at, detail, "Add `accessModes: [ReadWriteOnce]`.");
    }
    let of =
        |wanted: &str| modes.items().iter().filter(|mode| mode.as_str() == Some(wanted)).count();
    for mode in modes.items() {
        if let Some(mode) = mode.as_str().filter(|mode| !MODES.contains(mode)) {
            report.unsupported(&at, mode, &MODES);
        }
    }
    let only = of("ReadWriteOncePod");
    if only > 0 && modes.items().len() > only {
        let detail = "may not use ReadWriteOncePod with other access modes";
        report.forbidden(&at, detail, "Keep only ReadWriteOncePod, or remove it.");
    }
    let at = path.child("resources").key("storage");
    let written = path.child("resources").child("requests").key("storage");
    match spec["resources"]["requests"]["storage"].as_str() {
        Some(size) => {
            if let Ok(quantity) = Quantity::parse(size)
                && !quantity.is_positive()
            {
                let detail = "must be greater than zero";
                report.invalid(
                    &at,
                    &format!("\"{quantity}\""),
                    detail,
                    "Ask for some storage: `storage: 1Gi`.",
                );
            }
        }
        None if report.object.has_value(&written) => {}
        None => report.required(&at, "", "Add `resources: {requests: {storage: 1Gi}}`."),
    }
}
