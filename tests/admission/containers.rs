//! `validateContainers`, `validateContainerPorts`, `ValidateEnv`, `ValidateVolumeMounts`,
//! `validateHandler`, `validateContainerRestartPolicy`, `validateResizePolicy`.

use crate::{containers_are, errors, pod, refuses, takes, with_app};

#[test]
fn names_and_images() {
    let long = "a".repeat(64);
    let named = |name: &str| format!("{{containers: [{{name: '{name}', image: 'a:1'}}]}}");
    for name in ["A", "a_b", "a.b", "-a", long.as_str()] {
        refuses(37, &named(name), &["containers[0].name: Invalid"]);
    }
    takes(37, &named(&long[1..]));
    refuses(37, "{containers: [{name: a, image: ' a:1'}]}", &["containers[0].image: Invalid"]);
    refuses(37, "{containers: [{image: 'a:1'}]}", &["containers[0].name: Required"]);
    refuses(37, "{containers: [{name: a, image: ''}]}", &["containers[0].image: Required"]);
    refuses(37, "{}", &["containers: Required"]);
    // A container of a wrong name is looked into all the same.
    refuses(
        37,
        "{containers: [{name: a, image: 'a:1'}, {name: a, ports: [{containerPort: 70000}]}]}",
        &[
            "containers[1].name: Duplicate",
            "containers[1].image: Required",
            "containers[1].ports[0].containerPort: Invalid",
        ],
    );
}

#[test]
fn a_template_may_have_blanks_around_an_image() {
    let text = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: ' a:1 '}]}}}}";
    assert_eq!(errors(text, 37), []);
}

#[test]
fn policies() {
    containers_are(&[
        ("imagePullPolicy: Sometimes", &["imagePullPolicy: NotSupported"]),
        ("imagePullPolicy: ''", &[]),
        ("terminationMessagePolicy: Log", &["terminationMessagePolicy: NotSupported"]),
        ("terminationMessagePolicy: FallbackToLogsOnError", &[]),
    ]);
}

#[test]
fn ports() {
    containers_are(&[
        ("ports: [{containerPort: 0}]", &["ports[0].containerPort: Required"]),
        ("ports: [{name: http}]", &["ports[0].containerPort: Required"]),
        ("ports: [{containerPort: 65536}]", &["ports[0].containerPort: Invalid"]),
        ("ports: [{containerPort: 65535, hostPort: 65536}]", &["ports[0].hostPort: Invalid"]),
        ("ports: [{containerPort: 1, hostPort: -1}]", &["ports[0].hostPort: Invalid"]),
        ("ports: [{containerPort: 1, hostPort: 0}]", &[]),
        ("ports: [{containerPort: 1, protocol: tcp}]", &["ports[0].protocol: NotSupported"]),
        ("ports: [{containerPort: 1, protocol: ''}]", &[]),
        ("ports: [{containerPort: 1, name: a--b}]", &["ports[0].name: Invalid"]),
        ("ports: [{containerPort: 1, name: Http}]", &["ports[0].name: Invalid"]),
        (
            "ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]",
            &["ports[1].name: Duplicate"],
        ),
        (
            "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}]",
            &["ports[1].hostPort: Duplicate"],
        ),
        (
            "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9, protocol: UDP}, {containerPort: 3, hostPort: 9, hostIP: 10.0.0.1}]",
            &[],
        ),
    ]);
}

#[test]
fn ports_of_the_node() {
    let one = |name: &str| {
        format!("{{name: {name}, image: 'a:1', ports: [{{containerPort: 1, hostPort: 9}}]}}")
    };
    let twice = "{name: i, image: 'a:1', ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}]}";
    let app = one("app");
    refuses(
        37,
        &format!("{{containers: [{app}, {}]}}", one("b")),
        &["containers[1].ports[0].hostPort: Duplicate"],
    );
    takes(37, &format!("{{initContainers: [{}], containers: [{app}]}}", one("i")));
    // The second init container is looked at as if it were the first.
    refuses(
        37,
        &format!("{{initContainers: [{}, {twice}], containers: [{app}]}}", one("j")),
        &["initContainers[0].ports[1].hostPort: Duplicate"],
    );
    let in_node = |ports: &str| {
        format!("{{hostNetwork: true, containers: [{{name: a, image: 'a:1', ports: [{ports}]}}]}}")
    };
    takes(37, &in_node("{containerPort: 80}"));
    takes(37, &in_node("{containerPort: 80, hostPort: 80}"));
    let wrong = in_node("{containerPort: 80, hostPort: 81}");
    refuses(37, &wrong, &["containers[0].ports[0].hostPort: Invalid"]);
    let both = "{name: b, image: 'a:1', ports: [{containerPort: 80}]}";
    let both = in_node("{containerPort: 80}").replace("]}]", &format!("]}}, {both}]"));
    refuses(37, &both, &["containers[1].ports[0].hostPort: Duplicate"]);
}

#[test]
fn variables() {
    let of = |source: &str| format!("env: [{{name: X, valueFrom: {source}}}]");
    let at = |path: &str| vec![format!("env[0].valueFrom{path}")];
    for (source, expected) in [
        ("{fieldRef: {fieldPath: metadata.name}}", vec![]),
        ("{fieldRef: {fieldPath: \"metadata.labels['app']\"}}", vec![]),
        ("{fieldRef: {fieldPath: spec.host}}", vec![]),
        ("{fieldRef: {fieldPath: metadata.labels}}", at(".fieldRef.fieldPath: NotSupported")),
        ("{fieldRef: {fieldPath: status.phase}}", at(".fieldRef.fieldPath: NotSupported")),
        ("{fieldRef: {fieldPath: spec.foo}}", at(".fieldRef.fieldPath: Invalid")),
        ("{fieldRef: {fieldPath: \"spec.nodeName['x']\"}}", at(".fieldRef.fieldPath: Invalid")),
        ("{fieldRef: {fieldPath: \"metadata.labels['a b']\"}}", at(".fieldRef: Invalid")),
        (
            "{fieldRef: {apiVersion: v2, fieldPath: metadata.name}}",
            at(".fieldRef.fieldPath: Invalid"),
        ),
        ("{fieldRef: {fieldPath: ''}}", at(".fieldRef.fieldPath: Required")),
        ("{resourceFieldRef: {resource: limits.cpu, divisor: 1m}}", vec![]),
        ("{resourceFieldRef: {resource: limits.hugepages-2Mi}}", vec![]),
        (
            "{resourceFieldRef: {resource: limits.disk}}",
            at(".resourceFieldRef.resource: NotSupported"),
        ),
        ("{resourceFieldRef: {}}", at(".resourceFieldRef.resource: Required")),
        (
            "{resourceFieldRef: {resource: limits.cpu, divisor: 2}}",
            at(".resourceFieldRef.divisor: Invalid"),
        ),
        (
            "{resourceFieldRef: {resource: limits.memory, divisor: 1m}}",
            at(".resourceFieldRef.divisor: Invalid"),
        ),
        ("{configMapKeyRef: {name: a.b, key: k}}", vec![]),
        ("{configMapKeyRef: {key: k}}", at(".configMapKeyRef.name: Invalid")),
        ("{secretKeyRef: {name: A, key: k}}", at(".secretKeyRef.name: Invalid")),
        ("{secretKeyRef: {name: a, key: ''}}", at(".secretKeyRef.key: Required")),
        ("{secretKeyRef: {name: a, key: a/b}}", at(".secretKeyRef.key: Invalid")),
        ("{}", at(": Invalid")),
        (
            "{fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: a, key: k}}",
            at(": Invalid"),
        ),
    ] {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        containers_are(&[(&of(source), &expected)]);
    }
    containers_are(&[
        ("env: [{value: x}]", &["env[0].name: Required"]),
        ("env: [{name: ''}]", &["env[0].name: Required"]),
        ("env: [{name: '1 a'}]", &[]),
        ("env: [{name: a=b}]", &["env[0].name: Invalid"]),
        (
            "env: [{name: a, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]",
            &["env[0].valueFrom: Invalid"],
        ),
        // One that was told while decoding is not told again.
        (
            "env: [{name: a, valueFrom: {fieldReff: {}}}]",
            &["env[0].valueFrom.fieldReff: UnknownField"],
        ),
        ("envFrom: [{configMapRef: {name: a}}, {prefix: P_, secretRef: {name: b}}]", &[]),
        ("envFrom: [{}]", &["envFrom: Invalid"]),
        ("envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]", &["envFrom: Invalid"]),
        ("envFrom: [{prefix: a=, configMapRef: {name: a}}]", &["envFrom[0].prefix: Invalid"]),
        ("envFrom: [{secretRef: {}}]", &["envFrom[0].secretRef.name: Required"]),
        ("envFrom: [{secretRef: {name: A}}]", &["envFrom[0].secretRef.name: Invalid"]),
    ]);
    refuses(31, &with_app("env: [{name: 1a}]"), &["containers[0].env[0].name: Invalid"]);
    takes(31, &with_app("env: [{name: my.env-name}]"));
}

#[test]
fn variables_from_files() {
    let of = |volume: &str| {
        let env =
            "env: [{name: X, valueFrom: {fileKeyRef: {volumeName: data, path: a.env, key: X}}}]";
        format!(
            "{{volumes: [{{name: data, {volume}}}], containers: [{{name: a, image: 'a:1', {env}}}]}}"
        )
    };
    takes(35, &of("emptyDir: {}"));
    let path = "containers[0].env[0].valueFrom.fileKeyRef.volumeName";
    refuses(35, &of("hostPath: {path: /x}"), &[&format!("{path}: Invalid")]);
    refuses(34, &of("emptyDir: {}"), &["containers[0].env[0].valueFrom: Invalid"]);
}

#[test]
fn mounts() {
    let of = |mounts: &str, more: &str| {
        format!(
            "{{volumes: [{{name: d}}, {{name: c, persistentVolumeClaim: {{claimName: c}}}}], containers: [{{name: a, image: 'a:1', volumeMounts: [{mounts}]{more}}}]}}"
        )
    };
    for (mounts, expected) in [
        ("{name: d, mountPath: relative}", &[][..]),
        ("{name: d, mountPath: 'd:'}", &[]),
        ("{name: d, mountPath: /a}, {name: d, mountPath: /a}", &["[1].mountPath: Invalid"]),
        ("{name: d, mountPath: ''}", &["[0].mountPath: Required"]),
        ("{name: d}", &["[0].mountPath: Required"]),
        ("{name: x, mountPath: /a}", &["[0].name: NotFound"]),
        ("{mountPath: /a}", &["[0].name: Required"]),
        ("{name: d, mountPath: /a, subPath: ..b/c}", &[]),
        ("{name: d, mountPath: /a, subPath: b/../c}", &[".subPath: Invalid"]),
        ("{name: d, mountPath: /a, subPathExpr: /b}", &[".subPathExpr: Invalid"]),
        ("{name: d, mountPath: /a, subPath: b, subPathExpr: c}", &["[0].subPathExpr: Invalid"]),
        ("{name: d, mountPath: /a, mountPropagation: Some}", &[".mountPropagation: NotSupported"]),
        (
            "{name: d, mountPath: /a, mountPropagation: Bidirectional}",
            &[".mountPropagation: Forbidden"],
        ),
        ("{name: d, mountPath: /a, mountPropagation: HostToContainer}", &[]),
        ("{name: d, mountPath: /a, recursiveReadOnly: Yes}", &[".recursiveReadOnly: NotSupported"]),
        (
            "{name: d, mountPath: /a, recursiveReadOnly: Enabled}",
            &[".recursiveReadOnly: Forbidden"],
        ),
        ("{name: d, mountPath: /a, recursiveReadOnly: Enabled, readOnly: true}", &[]),
        (
            "{name: d, mountPath: /a, recursiveReadOnly: IfPossible, readOnly: true, mountPropagation: HostToContainer}",
            &[".recursiveReadOnly: Forbidden"],
        ),
    ] {
        let mounts = mounts.replace(": Yes}", ": 'Yes'}");
        let expected: Vec<String> =
            expected.iter().map(|error| format!("containers[0].volumeMounts{error}")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        refuses(37, &of(&mounts, ""), &expected);
    }
    let privileged = ", securityContext: {privileged: true}";
    takes(37, &of("{name: d, mountPath: /a, mountPropagation: Bidirectional}", privileged));
    takes(30, &of("{name: d, mountPath: /a, recursiveReadOnly: Enabled}", ""));
    let device = |fields: &str| of("", &format!(", volumeDevices: [{fields}]"));
    takes(37, &device("{name: c, devicePath: /dev/x}"));
    let path = "containers[0].volumeDevices[0]";
    refuses(37, &device("{name: d, devicePath: /x}"), &[&format!("{path}.name: Invalid")]);
    refuses(37, &device("{name: x, devicePath: /x}"), &[&format!("{path}.name: NotFound")]);
    refuses(37, &device("{name: c, devicePath: /../x}"), &[&format!("{path}.devicePath: Invalid")]);
}

#[test]
fn handlers() {
    containers_are(&[
        ("livenessProbe: {httpGet: {port: 80, scheme: HTTPS}}", &[]),
        (
            "livenessProbe: {httpGet: {port: 80, scheme: https}}",
            &["livenessProbe.httpGet.scheme: NotSupported"],
        ),
        (
            "livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: 'X Y', value: z}]}}",
            &["livenessProbe.httpGet.httpHeaders: Invalid"],
        ),
        ("livenessProbe: {httpGet: {port: my_port}}", &["livenessProbe.httpGet.port: Invalid"]),
        ("livenessProbe: {grpc: {}}", &["livenessProbe.grpc.port: Invalid"]),
        ("livenessProbe: {exec: {}}", &["livenessProbe.exec.command: Required"]),
        (
            "livenessProbe: {exec: {command: [x]}, httpGet: {port: 0}, tcpSocket: {port: 0}}",
            &["livenessProbe.httpGet: Forbidden", "livenessProbe.tcpSocket: Forbidden"],
        ),
        (
            "startupProbe: {exec: {command: [x]}, successThreshold: 2}",
            &["startupProbe.successThreshold: Invalid"],
        ),
        ("startupProbe: {exec: {command: [x]}, successThreshold: 0}", &[]),
        ("readinessProbe: {exec: {command: [x]}, successThreshold: 2}", &[]),
        (
            "readinessProbe: {exec: {command: [x]}, failureThreshold: -1}",
            &["readinessProbe.failureThreshold: Invalid"],
        ),
        (
            "livenessProbe: {exec: {command: [x]}, terminationGracePeriodSeconds: 0}",
            &["livenessProbe.terminationGracePeriodSeconds: Invalid"],
        ),
        (
            "lifecycle: {postStart: {httpGet: {port: 80, scheme: x}}}",
            &["lifecycle.postStart.httpGet.scheme: NotSupported"],
        ),
        ("lifecycle: {preStop: {sleep: {}}}", &[]),
    ]);
    let init = |more: &str| {
        format!(
            "{{initContainers: [{{name: i, image: 'a:1', livenessProbe: {{}}{more}}}], containers: [{{name: a, image: 'a:1'}}]}}"
        )
    };
    refuses(37, &init(""), &["initContainers[0].livenessProbe: Forbidden"]);
    refuses(37, &init(", restartPolicy: Always"), &["initContainers[0].livenessProbe: Required"]);
}

#[test]
fn restart_rules() {
    let rule = "{action: Restart, exitCodes: {operator: In, values: [1]}}";
    let with =
        |policy: &str, rules: &str| with_app(&format!("{policy}restartPolicyRules: [{rules}]"));
    let never = "restartPolicy: Never, ";
    takes(35, &with(never, rule));
    refuses(35, &with("", rule), &["containers[0].restartPolicy: Required"]);
    let at = |error: &str| format!("containers[0].restartPolicyRules[0].{error}");
    for (rules, error) in [
        ("{action: Restart}", "exitCodes: Required"),
        ("{exitCodes: {operator: In, values: [1]}}", "action: NotSupported"),
        ("{action: Stop, exitCodes: {operator: In, values: [1]}}", "action: NotSupported"),
        ("{action: Restart, exitCodes: {values: [1]}}", "exitCodes.operator: NotSupported"),
    ] {
        refuses(35, &with(never, rules), &[&at(error)]);
    }
    let values = "1, ".repeat(256);
    let rules = format!("{{action: Restart, exitCodes: {{operator: In, values: [{values}]}}}}");
    refuses(35, &with(never, &rules), &[&at("exitCodes.values: TooMany")]);
    let all = "{action: RestartAllContainers, exitCodes: {operator: In, values: [1]}}";
    refuses(35, &with(never, all), &[&at("action: NotSupported")]);
    takes(36, &with(never, all));
    let sidecar = format!(
        "{{initContainers: [{{name: i, image: 'a:1', restartPolicy: Always, restartPolicyRules: [{rule}]}}], containers: [{{name: a, image: 'a:1'}}]}}"
    );
    refuses(35, &sidecar, &["initContainers[0].restartPolicyRules: Forbidden"]);
    takes(36, &sidecar);
}

#[test]
fn resize_policies() {
    let item = |resource: &str, policy: &str| {
        format!("{{resourceName: {resource}, restartPolicy: {policy}}}")
    };
    let cpu = item("cpu", "RestartContainer");
    let twice = format!("resizePolicy: [{cpu}, {cpu}]");
    let disk = format!("resizePolicy: [{}]", item("disk", "NotRequired"));
    containers_are(&[
        (&format!("resizePolicy: [{cpu}]"), &[]),
        (&twice, &["resizePolicy[1]: Duplicate"]),
        (&disk, &["resizePolicy: NotSupported"]),
        ("resizePolicy: [{resourceName: cpu}]", &["resizePolicy: Required"]),
    ]);
    let init = |more: &str| {
        format!(
            "{{initContainers: [{{name: i, image: 'a:1', resizePolicy: [{cpu}]{more}}}], containers: [{{name: a, image: 'a:1'}}]}}"
        )
    };
    refuses(37, &init(""), &["initContainers[0].resizePolicy[0].restartPolicy: Invalid"]);
    takes(37, &init(", restartPolicy: Always"));
    takes(32, &init(""));
    let never = format!(
        "{{restartPolicy: Never, containers: [{{name: a, image: 'a:1', resizePolicy: [{cpu}]}}]}}"
    );
    refuses(37, &never, &["containers[0].resizePolicy: Invalid"]);
}

#[test]
fn nothing_is_told_twice() {
    let text =
        pod("{containers: [{name: app, ports: [{containerPort: 0, name: A}], livenessProbe: {}}]}");
    let paths: Vec<String> = errors(&text, 37).iter().map(|it| it.path.to_string()).collect();
    let mut once = paths.clone();
    once.sort();
    once.dedup();
    assert_eq!(paths.len(), once.len(), "{paths:?}");
    assert_eq!(paths.len(), 4, "{paths:?}");
}
