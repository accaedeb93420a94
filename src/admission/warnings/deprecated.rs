//! Labels and annotations that Kubernetes has given up.

use super::Template;
use crate::manifest::{FieldPath, Report, Value};

/// Labels of nodes, and what to use.
const NODE_LABELS: [(&str, &str); 5] = [
    ("beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead"),
    ("beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead"),
    (
        "failure-domain.beta.kubernetes.io/region",
        "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
    ),
    (
        "failure-domain.beta.kubernetes.io/zone",
        "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
    ),
    (
        "beta.kubernetes.io/instance-type",
        "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    ),
];

/// Annotations of Pods, and what to use.
const ANNOTATIONS: [(&str, &str); 3] = [
    (
        "scheduler.alpha.kubernetes.io/critical-pod",
        "non-functional in v1.16+; use the \"priorityClassName\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/unsafe-sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
];

const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";
const SECCOMP: &str = "non-functional in v1.27+; use the \"seccompProfile\" field instead";

/// The first minor with fields for AppArmor.
const APP_ARMOR_FIELDS: u8 = 30;

const NEW_LABEL: &str = "Write the newer label: nodes may come without the old one.";

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    node_labels(template.spec(), &template.spec_path(), report);
    annotations(template, report);
}

fn node_labels(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (key, _) in spec["nodeSelector"].entries() {
        if let Some(message) = instead_of(key) {
            report.warn(&path.child("nodeSelector").key(key), message, NEW_LABEL);
        }
    }
    let affinity = &spec["affinity"]["nodeAffinity"];
    let at = path.child("affinity").child("nodeAffinity");
    let required = "requiredDuringSchedulingIgnoredDuringExecution";
    let terms = affinity[required]["nodeSelectorTerms"].items();
    for (index, term) in terms.iter().enumerate() {
        let path = at.child(required).child("nodeSelectorTerms").index(index);
        node_term(term, &path, report);
    }
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    for (index, term) in affinity[preferred].items().iter().enumerate() {
        let path = at.child(preferred).index(index).child("preference");
        node_term(&term["preference"], &path, report);
    }
    for (index, constraint) in spec["topologySpreadConstraints"].items().iter().enumerate() {
        let path = path.child("topologySpreadConstraints").index(index).child("topologyKey");
        old_key(&constraint["topologyKey"], &path, report);
    }
}

fn node_term(term: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (index, expression) in term["matchExpressions"].items().iter().enumerate() {
        let path = path.child("matchExpressions").index(index).child("key");
        old_key(&expression["key"], &path, report);
    }
}

fn old_key(key: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let key = key.as_str().unwrap_or_default();
    if let Some(message) = instead_of(key) {
        report.warn(path, &format!("{key} is {message}"), NEW_LABEL);
    }
}

fn instead_of(key: &str) -> Option<&'static str> {
    NODE_LABELS.iter().find(|(old, _)| *old == key).map(|(_, message)| *message)
}

fn annotations(template: &Template<'_>, report: &mut Report<'_>) {
    let given = &template.object["metadata"]["annotations"];
    let path = template.path.child("metadata").child("annotations");
    let has = |key: &str| given[key] != Value::Absent;
    for (key, message) in ANNOTATIONS {
        if has(key) {
            report.warn(&path.key(key), message, "Use the field: the annotation does nothing.");
        }
    }
    let of_pod = &template.spec()["securityContext"];
    let help = "Write `seccompProfile` below `securityContext`: the annotation does nothing.";
    if has(SECCOMP_POD) && of_pod["seccompProfile"] == Value::Absent {
        report.warn(&path.key(SECCOMP_POD), SECCOMP, help);
    }
    // Those of a Pod become fields.
    let app_armor = report.version.at_least(APP_ARMOR_FIELDS) && template.path != FieldPath::root();
    for (_, container) in template.containers() {
        let (name, context) = (container["name"].text(), &container["securityContext"]);
        let key = format!("{SECCOMP_CONTAINER}{name}");
        if has(&key) && context["seccompProfile"] == Value::Absent {
            report.warn(&path.key(&key), SECCOMP, help);
        }
        let key = format!("{APP_ARMOR}{name}");
        let is_set = |context: &Value| context["appArmorProfile"] != Value::Absent;
        if app_armor && has(&key) && !is_set(of_pod) && !is_set(context) {
            let message = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
            report.warn(
                &path.key(&key),
                message,
                "Write `appArmorProfile` below `securityContext`.",
            );
        }
    }
}
