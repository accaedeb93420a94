//! `validateResourceRequirements`, `validatePodResources`, `validatePodResourceConsistency`.

use crate::{containers_are, errors, refuses, takes, with_app, with_spec};

#[test]
fn of_a_container() {
    containers_are(&[
        ("resources: {requests: {cpu: 0, memory: 1Gi, ephemeral-storage: 1Gi}}", &[]),
        ("resources: {requests: {cpu: 2}, limits: {cpu: 1}}", &["resources.requests: Invalid"]),
        ("resources: {requests: {cpu: -1}}", &["resources.requests[cpu]: Invalid"]),
        (
            "resources: {limits: {memory: -1}}",
            &["resources.limits[memory]: Invalid", "resources.requests[memory]: Invalid"],
        ),
        ("resources: {requests: {pods: 1}}", &["resources.requests[pods]: Invalid"]),
        ("resources: {requests: {'a b': 1}}", &["resources.requests[a b]: Invalid"]),
        ("resources: {requests: {kubernetes.io/thing: 1}}", &[]),
        ("resources: {limits: {example.com/gpu: 1}}", &[]),
        ("resources: {requests: {example.com/gpu: 1}}", &["resources.limits: Required"]),
        (
            "resources: {requests: {example.com/gpu: 1}, limits: {example.com/gpu: 2}}",
            &["resources.requests: Invalid"],
        ),
        (
            "resources: {limits: {example.com/gpu: 500m}}",
            &[
                "resources.limits[example.com/gpu]: Invalid",
                "resources.requests[example.com/gpu]: Invalid",
            ],
        ),
        ("resources: {limits: {cpu: 1, hugepages-2Mi: 4Mi}}", &[]),
        ("resources: {limits: {hugepages-2Mi: 4Mi}}", &["resources: Forbidden"]),
        (
            "resources: {limits: {cpu: 1, hugepages-2Mi: 3Mi}}",
            &[
                "resources.limits[hugepages-2Mi]: Invalid",
                "resources.requests[hugepages-2Mi]: Invalid",
            ],
        ),
        ("resources: {claims: [{name: x}]}", &["resources.claims[0]: NotFound"]),
    ]);
    takes(33, &with_app("resources: {claims: [{name: x}]}"));
    refuses(37, &with_spec("overhead: {disk: 1}"), &["overhead.limits[disk]: Invalid"]);
}

#[test]
fn of_the_pod() {
    let pod = |own: &str, container: &str| {
        format!(
            "{{resources: {own}, containers: [{{name: a, image: 'a:1', resources: {container}}}]}}"
        )
    };
    for (own, container, expected) in [
        ("{requests: {cpu: 1}}", "{requests: {cpu: 1}}", &[][..]),
        ("{requests: {cpu: 1}}", "{requests: {cpu: 1001m}}", &["requests[cpu]: Invalid"]),
        // The container's limit is its request, too.
        ("{requests: {cpu: 1}}", "{limits: {cpu: 2}}", &["requests[cpu]: Invalid"]),
        (
            "{requests: {cpu: 3}, limits: {cpu: 3}}",
            "{requests: {cpu: 1}, limits: {cpu: 4}}",
            &["containers[0][cpu].limits: Invalid"],
        ),
        ("{requests: {cpu: 2}, limits: {cpu: 1}}", "{}", &["requests: Invalid"]),
        // What the containers request becomes the Pod's request.
        ("{limits: {cpu: 1}}", "{requests: {cpu: 2}}", &["requests: Invalid"]),
        (
            "{requests: {ephemeral-storage: 1}}",
            "{}",
            &["requests[ephemeral-storage]: NotSupported"],
        ),
        ("{requests: {disk: 1}}", "{}", &["requests[disk]: Invalid"]),
        ("{claims: [{name: c}]}", "{}", &["claims: Forbidden"]),
    ] {
        let expected: Vec<String> = expected.iter().map(|it| format!("resources.{it}")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        refuses(37, &pod(own, container), &expected);
    }
    takes(33, &pod("{requests: {cpu: 1}}", "{requests: {cpu: 2}}"));
}

#[test]
fn a_template_has_no_defaults() {
    let text = |own: &str| {
        format!(
            "{{apiVersion: batch/v1, kind: Job, metadata: {{name: j}}, spec: {{template: {{spec: {{restartPolicy: Never, resources: {own}, containers: [{{name: a, image: 'a:1', resources: {{limits: {{cpu: 2}}}}}}]}}}}}}}}"
        )
    };
    assert_eq!(errors(&text("{requests: {cpu: 1}}"), 37), []);
    let paths: Vec<String> =
        errors(&text("{limits: {cpu: 1}}"), 37).iter().map(|it| it.path.to_string()).collect();
    assert_eq!(paths, ["spec.template.spec.resources.containers[0][cpu].limits"]);
}
