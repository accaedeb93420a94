//! Selectors and templates of what keeps Pods running.

use crate::{TEMPLATE, app, refuses, refuses_at, takes, workload};

#[test]
fn selectors_are_there_and_match() {
    let labels = "spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`";
    let required = "spec.selector: Required value";
    for kind in ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"] {
        let with = |selector: &str| workload(kind, &[TEMPLATE, selector]);
        let absent: &[&str] = if kind == "DaemonSet" { &[labels] } else { &[required, labels] };
        refuses_at(37, &with(""), absent);
        refuses_at(37, &with("selector: null"), absent);
        refuses_at(37, &with("selector: {matchLabels: {app: other}}"), &[labels]);
        refuses_at(
            37,
            &with("selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}"),
            &[labels],
        );
        refuses_at(
            37,
            &with("selector: {matchExpressions: [{key: tier, operator: Exists}]}"),
            &[labels],
        );
        let named = match kind {
            "ReplicaSet" => "deployment".to_owned(),
            kind => kind.to_lowercase(),
        };
        let empty =
            format!("spec.selector: Invalid value: {{}}: empty selector is invalid for {named}");
        refuses_at(37, &with("selector: {}"), &[&empty]);
        takes(&[
            with("selector: {matchExpressions: [{key: app, operator: In, values: [api, web]}]}"),
            with(
                "selector: {matchExpressions: [{key: tier, operator: DoesNotExist}, {key: tier, operator: NotIn, values: [db]}]}",
            ),
        ]);
    }
    let nothing = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n";
    let no_labels = "spec.template.metadata.labels: Invalid value: null";
    refuses_at(
        37,
        nothing,
        &[required, no_labels, "spec.template.spec.containers: Required value"],
    );
    // What has the wrong type is not absent as well.
    let wrong = workload("Deployment", &[TEMPLATE, "selector: web"]);
    refuses_at(37, &wrong, &["spec.selector: json: cannot unmarshal string"]);
}

#[test]
fn selectors_have_the_syntax_of_labels() {
    let with = |kind: &str, selector: &str| workload(kind, &[TEMPLATE, selector]);
    let broken = "spec.selector: Invalid value: {\"match";
    let expressions = "spec.selector.matchExpressions[0]";
    let of = |expression: &str| {
        with("Deployment", &format!("selector: {{matchExpressions: [{expression}]}}"))
    };
    let at = |rest: &str| format!("{expressions}{rest}");
    for (expression, wanted) in [
        (
            "{key: app, operator: In}",
            at(".values: Required value: must be specified when `operator` is 'In' or 'NotIn'"),
        ),
        (
            "{key: app, operator: Exists, values: [a]}",
            at(
                ".values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
        ),
        (
            "{key: app, operator: Equals, values: [a]}",
            at(".operator: Invalid value: \"Equals\": not a valid selector operator"),
        ),
        ("{key: app}", at(".operator: Invalid value: \"\": not a valid selector operator")),
        (
            "{key: 'a b', operator: Exists}",
            at(".key: Invalid value: \"a b\": name part must consist of"),
        ),
        (
            "{key: app, operator: In, values: ['-']}",
            at(".values[0]: Invalid value: \"-\": a valid label must be"),
        ),
    ] {
        refuses_at(37, &of(expression), &[&wanted, broken]);
    }
    let bad_label = "selector: {matchLabels: {app: 'a b'}}";
    let label = "spec.selector.matchLabels: Invalid value: \"a b\": a valid label must be";
    refuses(&[
        (with("Deployment", bad_label), &[label, broken]),
        (
            with("StatefulSet", bad_label),
            &[label, "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"a b\"}}: "],
        ),
        (with("DaemonSet", bad_label), &[label]),
    ]);
}

#[test]
fn templates_run_for_ever() {
    for (kind, named) in [
        ("Deployment", "ReplicaSet"),
        ("ReplicaSet", "ReplicaSet"),
        ("StatefulSet", "StatefulSet"),
        ("DaemonSet", "DaemonSet"),
    ] {
        let with = |field: &str| {
            app(kind, "").replace("spec: {containers", &format!("spec: {{{field}, containers"))
        };
        let deadline = format!(
            "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in {named} is not Supported"
        );
        refuses_at(37, &with("activeDeadlineSeconds: 60"), &[&deadline]);
        let only_always = "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"";
        refuses_at(37, &with("restartPolicy: Never"), &[only_always]);
        let unknown = "spec.template.spec.restartPolicy: Unsupported value: \"Now\": supported values: \"Always\"";
        refuses_at(37, &with("restartPolicy: Now"), &[unknown, unknown]);
        takes(&[with("restartPolicy: Always"), with("restartPolicy: ''")]);
    }
}
