//! Restart rules of a container (`validateContainerRestartPolicy`).

use super::{is_there, items, text};
use crate::manifest::{FieldPath, Report, Value};
use crate::version::Gate;

/// How many rules a container may have.
const MOST_RULES: usize = 20;
/// How many exit codes a rule may name.
const MOST_VALUES: usize = 255;

/// The rules of one container, `path` being that of the container.
pub(super) fn validate(
    container: &Value,
    is_sidecar: bool,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let list = path.child("restartPolicyRules");
    let rules = &container["restartPolicyRules"];
    let count = rules.items().len();
    if count == 0 || !report.version.has(Gate::ContainerRestartRules) {
        return;
    }
    let all = report.version.has(Gate::RestartAllContainersOnContainerExits);
    if is_sidecar && !all {
        let detail =
            "restartPolicyRules are not allowed for init containers with restart policy Always";
        report.forbidden(&list, detail, "A native sidecar is restarted anyway: remove the rules.");
        return;
    }
    if !is_there(&container["restartPolicy"]) {
        let detail = "must specify restartPolicy when restart rules are used";
        let help = "Add what happens where no rule applies: `restartPolicy: Never`.";
        report.required(&path.child("restartPolicy"), detail, help);
        // Of an init container the server then looks no further.
        if path.as_str().contains("initContainers[") {
            return;
        }
    }
    if count > MOST_RULES {
        let help = "Join rules: one names several exit codes.";
        report.too_many(&list, count, MOST_RULES, help);
    }
    let actions: &[&str] = if all { &["Restart", "RestartAllContainers"] } else { &["Restart"] };
    for (path, rule) in items(rules, &list) {
        let action = text(&rule["action"]);
        // Where its gate is off, this one has been reported.
        if !actions.contains(&action) && action != "RestartAllContainers" {
            report.unsupported(&path.child("action"), action, actions);
        }
        let (codes, path) = (&rule["exitCodes"], path.child("exitCodes"));
        if !is_there(codes) {
            if !report.object.has_value(&path) {
                let help = "Say which exit codes are meant: an operator and values.";
                report.required(&path, "must be specified", help);
            }
            continue;
        }
        let operator = text(&codes["operator"]);
        if !["In", "NotIn"].contains(&operator) {
            report.unsupported(&path.child("operator"), operator, &["In", "NotIn"]);
        }
        let values = codes["values"].items().len();
        if values > MOST_VALUES {
            let help = "Name the other exit codes, with the opposite operator.";
            report.too_many(&path.child("values"), values, MOST_VALUES, help);
        }
    }
}
