//! The server's words, and what to write instead.

use crate::{errors, pod, with_app, with_spec};

/// What the server says of a Pod of `spec`, one line for each error.
fn said(spec: &str) -> Vec<String> {
    errors(&pod(spec), 37).iter().map(|it| format!("{}: {}", it.path, it.message)).collect()
}

#[test]
fn errors_are_told_in_the_servers_words() {
    for (spec, expected) in [
        (
            "{containers: [{name: a.b, image: 'a:1'}]}".to_owned(),
            "spec.containers[0].name: Invalid value: \"a.b\": must not contain dots",
        ),
        (
            with_app("ports: [{containerPort: 1, name: '80'}]"),
            "spec.containers[0].ports[0].name: Invalid value: \"80\": must contain at least one letter (a-z)",
        ),
        (
            with_app("ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]"),
            "spec.containers[0].ports[1].hostPort: Duplicate value: \"TCP//80\"",
        ),
        (
            with_app("resources: {requests: {cpu: 1500m}, limits: {cpu: 1}}"),
            "spec.containers[0].resources.requests: Invalid value: \"1500m\": must be less than or equal to cpu limit of 1",
        ),
        (
            with_app("resources: {requests: {cpu: -1}}"),
            "spec.containers[0].resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
        ),
        (
            with_app("env: [{name: a, valueFrom: {}}]"),
            "spec.containers[0].env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
        ),
        (
            with_spec("volumes: [{name: d, emptyDir: {}, hostPath: {path: /a}}]"),
            "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type",
        ),
        (
            with_spec("dnsPolicy: Other"),
            "spec.dnsPolicy: Unsupported value: \"Other\": supported values: \"ClusterFirst\", \"ClusterFirstWithHostNet\", \"Default\", \"None\"",
        ),
        (
            with_app("resources: {limits: {memory: 1GB}}"),
            "spec.containers[0].resources.limits.memory: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        ),
        (
            with_app("resources: {limits: {memory: 100mi}}"),
            "spec.containers[0].resources.limits.memory: unable to parse quantity's suffix",
        ),
    ] {
        assert_eq!(said(&spec), [expected], "{spec}");
    }
}

#[test]
fn every_error_says_what_to_write_and_where_it_stands() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: app\n    image: a:1\n    volumeMounts:\n    - name: data\n      mountPath: /d\n      subPath: /x\n  volumes:\n  - name: data\n";
    let errors = errors(text, 37);
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    // The server's path lacks the index: the list is marked.
    assert_eq!(error.path.as_str(), "spec.containers[0].volumeMounts.subPath");
    assert_eq!(error.position.line, 8);
    assert_eq!(error.help, "Remove the slash at the beginning.");
}
