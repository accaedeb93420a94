//! Labels and annotations of the object and of its template (`ValidateLabels`, `ValidateAnnotations`).

use super::{formed, text};
use crate::manifest::{FieldPath, Report, Value, WorkloadKind, names};

/// The most that keys and values of all annotations may have together, in bytes.
const ANNOTATIONS: usize = 256 * 1024;

pub(super) fn validate(root: &Value, kind: WorkloadKind, report: &mut Report<'_>) {
    of(&root["metadata"], &FieldPath::from("metadata"), report);
    if kind == WorkloadKind::Pod {
        return;
    }
    let template = kind.template_steps().iter().fold(root, |value, step| &value[*step]);
    // The server leaves `metadata` out of the template's path.
    let path = kind.template_steps().iter().fold(FieldPath::root(), |path, step| path.child(step));
    of(&template["metadata"], &path, report);
}

fn of(metadata: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let labels = path.child("labels");
    for (key, value) in metadata["labels"].entries() {
        let help = "Use letters, digits, - _ and . only, with a letter or digit at both ends.";
        formed(key, names::qualified(key), &labels, help, report);
        formed(text(value), names::label_value(text(value)), &labels, help, report);
    }
    let annotations = path.child("annotations");
    let mut size = 0;
    for (key, value) in metadata["annotations"].entries() {
        // The server looks at the key in lower case.
        let fault = names::qualified(&key.to_lowercase());
        let help = "Write the key as `example.com/name` or `name`; its value may be any text.";
        formed(key, fault, &annotations, help, report);
        size += key.len() + text(value).len();
    }
    if size > ANNOTATIONS {
        let detail = format!("may not be more than {ANNOTATIONS} bytes");
        report.too_long(&annotations, &detail, "Keep large data in a ConfigMap.");
    }
}
