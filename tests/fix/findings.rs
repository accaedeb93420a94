//! What is offered for findings: each rule's bad manifests, and what becomes of one of each.

use crate::{applied, for_finding, titles};
use podline::model::Version;
use std::path::Path;

const SILENCE: &str = "Silence this here";

fn fixture(name: &str) -> String {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/lint/{name}.yaml"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A fixture, the fix that comes first, and what it changes: a part of the text before and after.
const OFFERED: &[(&str, &str, &str, &str)] = &[
    (
        "cpu-limit-throttles/bad-50m",
        "Make the cpu limit a request",
        "{limits: {cpu: 50m, memory: 64Mi}}",
        "{limits: {memory: 64Mi}, requests: {cpu: 50m}}",
    ),
    (
        "env-order/bad-below",
        "Define HOST above URL",
        "{name: URL, value: \"http://$(HOST)\"}, {name: HOST, value: api}",
        "{name: HOST, value: api}, {name: URL, value: \"http://$(HOST)\"}",
    ),
    ("hostport-in-replicas/bad-stateful", "Remove hostPort", ", hostPort: 80", ""),
    (
        "init-never-ends/bad-server",
        "Make logs a native sidecar",
        "\"fluent/fluent-bit:3.2\"}",
        "\"fluent/fluent-bit:3.2\", restartPolicy: Always}",
    ),
    (
        "liveness-equals-readiness/bad-same",
        "Raise the liveness failureThreshold to 9",
        "livenessProbe: {httpGet: {path: /ready, port: 8080}}",
        "livenessProbe: {httpGet: {path: /ready, port: 8080}, failureThreshold: 9}",
    ),
    (
        "memory-no-limit/bad-cpu-only",
        "Limit memory to the 64Mi it requests",
        "{cpu: 500m}",
        "{cpu: 500m, memory: 64Mi}",
    ),
    (
        "memory-volume-unbounded/bad-open",
        "Write sizeLimit: 64Mi",
        "medium: Memory",
        "medium: Memory, sizeLimit: 64Mi",
    ),
    (
        "job-restart-never-backoff/bad-exit-1",
        "Write restartPolicy: OnFailure",
        "restartPolicy: Never",
        "restartPolicy: OnFailure",
    ),
    (
        "port-clash-sidecar-hostport/bad-address-of-every",
        "Remove hostPort of app",
        "9443, hostPort: 443",
        "9443",
    ),
    ("probe-port-closed/bad-8080", "Probe port 80", "port: 8080", "port: 80"),
    (
        "readonly-writer/bad-all",
        "Remove readOnly of the mount in make",
        "mountPath: /out, readOnly: true",
        "mountPath: /out",
    ),
    ("request-tiny-units/bad-bytes", "Write 128Mi", "memory: 128", "memory: 128Mi"),
    ("restart-rule-restarts-success/bad-not-in", "Leave exit code 0 out", "[42]", "[42, 0]"),
    (
        "restart-rule-unreachable/bad-always",
        "Remove the rule",
        "\n    restartPolicyRules:\n    - {action: Restart, exitCodes: {operator: In, values: [42]}}",
        "",
    ),
    (
        "service-port-name-duplicate/bad-http",
        "Name the port http-2",
        "name: http, containerPort: 9090",
        "name: http-2, containerPort: 9090",
    ),
    ("subpath-split/bad-two", "Write subPath: out", "subPath: in,", "subPath: out,"),
    (
        "sidecar-gates-nothing/bad-readiness",
        "Add a startupProbe to keys",
        "initialDelaySeconds: 5}}",
        "initialDelaySeconds: 5}, startupProbe: {tcpSocket: {port: 9000}, periodSeconds: 2, failureThreshold: 30}}",
    ),
    (
        "sidecar-no-startup-probe/bad-env",
        "Add a startupProbe to proxy",
        "[{containerPort: 6432}]}",
        "[{containerPort: 6432}], startupProbe: {tcpSocket: {port: 6432}, periodSeconds: 2, failureThreshold: 30}}",
    ),
    (
        "liveness-without-startup/bad-delay",
        "Add a startupProbe",
        "livenessProbe: {httpGet: {path: /live, port: 8080}}",
        "livenessProbe: {httpGet: {path: /live, port: 8080}}, startupProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 2, failureThreshold: 60}",
    ),
    (
        "prestop-eats-grace/bad-equal",
        "Raise the grace period to 32s",
        "terminationGracePeriodSeconds: 30",
        "terminationGracePeriodSeconds: 32",
    ),
    (
        "sidecar-grace/bad-six",
        "Raise the grace period to 10s",
        "terminationGracePeriodSeconds: 6",
        "terminationGracePeriodSeconds: 10",
    ),
];

#[test]
fn each_rule_with_one_sensible_edit_offers_it() {
    for (name, title, before, after) in OFFERED {
        let text = fixture(name);
        let code = name.split('/').next().expect("a rule");
        let first = text.lines().next().and_then(|it| it.strip_prefix("# Kubernetes 1."));
        let minor = first.and_then(|minor| minor.parse().ok()).and_then(Version::new);
        let fixes = for_finding(&text, code, minor.unwrap_or(Version::NEWEST));
        assert_eq!(titles(&fixes), [title, SILENCE], "{name}");
        let expected = text.replacen(before, after, 1);
        assert!(expected != text, "{name} has no `{before}`");
        assert_eq!(applied(&text, &fixes, title), expected, "{name}");
    }
}

/// Rules about what only the author knows.
const SILENT: [&str; 5] =
    ["latest-tag", "same-port", "app-order", "init-dominates", "signal-ignored"];

#[test]
fn what_only_the_author_knows_can_be_silenced() {
    for code in SILENT {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint").join(code);
        let entries = std::fs::read_dir(folder).expect("a folder");
        let names = entries.map(|it| it.expect("a file").path());
        let mut bad: Vec<_> =
            names.filter(|it| it.display().to_string().contains("bad-")).collect();
        bad.sort();
        let text = std::fs::read_to_string(&bad[0]).expect("a text");
        assert_eq!(titles(&for_finding(&text, code, Version::NEWEST)), [SILENCE], "{code}");
    }
}

#[test]
fn what_goes_over_several_lines_comes_out_whole() {
    for (name, title, gone, come) in [
        (
            "job-classic-sidecar/bad-known-server",
            "Make logs a native sidecar",
            "      - {name: logs, image: \"fluent/fluent-bit:3.2\"}\n",
            "      initContainers:\n      - {name: logs, image: \"fluent/fluent-bit:3.2\", restartPolicy: Always}\n      containers:\n",
        ),
        (
            "sidecar-too-old/bad-1.28",
            "Make logs a classic sidecar",
            "  initContainers:\n  - {name: logs, image: \"fluent/fluent-bit:3.2\", restartPolicy: Always}\n",
            "  - {name: logs, image: \"fluent/fluent-bit:3.2\"}\n",
        ),
        (
            "sidecar-after-init/bad-below",
            "Put proxy before fetch",
            "  - {name: fetch,",
            "startupProbe: {tcpSocket: {port: 6432}}}\n  - {name: fetch,",
        ),
        (
            "no-shared-volume/bad-none",
            "Mount a new emptyDir volume in app and tail",
            "[tail, -F, /log/app]}",
            "[tail, -F, /log/app], volumeMounts: [{name: shared, mountPath: /log}]}\n  volumes:\n  - name: shared\n    emptyDir: {}\n",
        ),
        ("unused-volume/bad-config", "Remove the volume conf", "volumes", "spec:\n  containers:\n"),
        (
            "share-pid-needed/bad-pidof",
            "Share the process namespace",
            "",
            "\n  shareProcessNamespace: true\n",
        ),
        (
            "shipper-stops-first/bad-prestop",
            "Make shipper a native sidecar",
            "",
            "  initContainers:\n  - {name: shipper, image: \"fluent/fluent-bit:3.2\", restartPolicy: Always, volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]",
        ),
    ] {
        let text = fixture(name);
        let code = name.split('/').next().expect("a rule");
        let version = if code == "sidecar-too-old" { Version::new(28) } else { None };
        let fixes = for_finding(&text, code, version.unwrap_or(Version::NEWEST));
        let changed = applied(&text, &fixes, title);
        assert!(changed.contains(come), "{name} has no `{come}`\n{changed}");
        let is_gone = gone.is_empty() || !changed.contains(gone) || come.contains(gone);
        assert!(is_gone && text.contains(gone), "{name}: `{gone}`\n{changed}");
    }
}

#[test]
fn a_container_that_costs_the_class_gets_what_it_requests_as_limits() {
    let pod = |resources: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - {{name: a, image: \"x:1\", resources: {{limits: {{cpu: 1, memory: 1Gi}}}}}}\n  - name: b\n    image: x:1\n    resources:\n{resources}"
        )
    };
    for (before, after) in [
        (
            "      requests: {cpu: 1, memory: 1Gi}\n",
            "      requests: {cpu: 1, memory: 1Gi}\n      limits:\n        cpu: 1\n        memory: 1Gi\n",
        ),
        (
            "      requests: {cpu: 1, memory: 1Gi}\n      limits:\n        cpu: 1\n",
            "      requests: {cpu: 1, memory: 1Gi}\n      limits:\n        cpu: 1\n        memory: 1Gi\n",
        ),
    ] {
        let fixes = for_finding(&pod(before), "qos-lost", Version::NEWEST);
        assert_eq!(applied(&pod(before), &fixes, "Limit b to what it requests"), pod(after));
    }
    let fixes = for_finding(&pod("      requests: {cpu: 1}\n"), "qos-lost", Version::NEWEST);
    assert_eq!(titles(&fixes), [SILENCE]);
}
