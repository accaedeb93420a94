//! Variables that are defined twice.

use super::Template;
use crate::manifest::{Report, Value};
use std::collections::BTreeSet;

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    for (path, container) in template.containers() {
        let mut names = BTreeSet::new();
        for (at, variable) in container["env"].items().iter().enumerate() {
            let Some(name) = variable["name"].as_str() else { continue };
            if !names.insert(name) && !builds_on_the_old(variable, name) {
                let message = format!(
                    "hides previous definition of \"{name}\", which may be dropped when using apply"
                );
                let help = "Keep one of the two, or let the later one use the earlier: `$(NAME)`.";
                report.warn(&path.child("env").index(at), &message, help);
            }
        }
    }
}

/// Whether a value is more than the earlier value, and holds it.
fn builds_on_the_old(variable: &Value, name: &str) -> bool {
    let value = variable["value"].as_str().unwrap_or_default();
    let old = format!("$({name})");
    variable["valueFrom"] == Value::Absent && value != old && value.contains(&old)
}
