//! `kubectl describe pod` of an object as written: what the lifecycle does not depend on. Source:
//! kubectl `pkg/describe/describe.go` describeVolumes, describeContainerEnvVars,
//! describeContainerEnvFrom, printTolerationsMultilineWithIndent.

use podline::engine::{SimTime, inferred, simulate};
use podline::kubectl::describe_object;
use podline::manifest;
use podline::model::{Version, lower};

/// The text without the blanks that align it.
fn described(text: &str) -> Vec<String> {
    let version = Version::NEWEST;
    let manifest = manifest::parse(text);
    let object = &manifest.objects[0];
    let pod = lower(object, version).pod.unwrap_or_else(|| panic!("{:?}", manifest.problems));
    let timeline = simulate(&pod, &inferred::scenario(&pod, version), version);
    let text = describe_object(&timeline, SimTime::from_secs(5), object);
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn assert_has(lines: &[String], block: &[&str]) {
    let found = lines.windows(block.len()).any(|window| window == block);
    assert!(found, "{block:#?} is not in {lines:#?}");
}

#[test]
fn variables_say_where_they_come_from() {
    let lines = described(
        "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: shop}}, spec: {containers: [
          {name: app, image: 'i:1', resources: {limits: {memory: 64Mi}, requests: {cpu: 1500m}},
           envFrom: [{configMapRef: {name: base}}, {prefix: X_, secretRef: {name: keys, optional: true}}],
           env: [
            {name: PLAIN, value: 'a\n  b'},
            {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}},
            {name: APP, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}},
            {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
            {name: CPUS, valueFrom: {resourceFieldRef: {resource: requests.cpu}}},
            {name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}},
            {name: MOST, valueFrom: {resourceFieldRef: {resource: limits.cpu}}},
            {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}},
            {name: CONF, valueFrom: {configMapKeyRef: {name: c, key: k, optional: true}}}]}]}}",
    );
    assert_has(
        &lines,
        &[
            "Environment Variables from:",
            "base ConfigMap Optional: false",
            "keys Secret with prefix 'X_' Optional: true",
            "Environment:",
            "PLAIN: a b",
            "POD: p (v1:metadata.name)",
            "APP: shop (v1:metadata.labels['app'])",
            "IP: (v1:status.podIP)",
            "CPUS: 2 (requests.cpu)",
            "MEM: 64 (limits.memory)",
            "MOST: node allocatable (limits.cpu)",
            "KEY: <set to the key 'k' in secret 's'> Optional: false",
            "CONF: <set to the key 'k' of config map 'c'> Optional: true",
        ],
    );
}

#[test]
fn volumes_have_their_details() {
    let lines = described(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
          volumes: [
            {name: conf, configMap: {name: c}},
            {name: keys, secret: {secretName: s, optional: true}},
            {name: disk, persistentVolumeClaim: {claimName: d}},
            {name: host, hostPath: {path: /var/log, type: Directory}},
            {name: zero, emptyDir: {sizeLimit: 0}},
            {name: info, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}},
            {name: all, projected: {sources: [{secret: {name: s}}, {serviceAccountToken: {path: t}}]}},
            {name: net, nfs: {server: n.example, path: /x, readOnly: true}},
            {name: own, csi: {driver: d.example, volumeAttributes: {b: '2', a: '1'}}}],
          containers: [{name: app, image: 'i:1'}]}}",
    );
    for block in [
        &[
            "conf:",
            "Type: ConfigMap (a volume populated by a ConfigMap)",
            "Name: c",
            "Optional: false",
        ][..],
        &[
            "keys:",
            "Type: Secret (a volume populated by a Secret)",
            "SecretName: s",
            "Optional: true",
        ],
        &["ClaimName: d", "ReadOnly: false"],
        &["Path: /var/log", "HostPathType: Directory"],
        &["Medium:", "SizeLimit: <unset>"],
        &["Items:", "metadata.labels -> labels"],
        &["SecretName: s", "SecretOptionalName: <nil>", "TokenExpirationSeconds: 3600"],
        &["Server: n.example", "Path: /x", "ReadOnly: true"],
        &["Driver: d.example", "FSType:", "ReadOnly: false", "VolumeAttributes: a=1", "b=2"],
    ] {
        assert_has(&lines, block);
    }
}

#[test]
fn a_claim_of_a_stateful_set_is_named_after_its_pod() {
    let lines = described(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db,
          selector: {matchLabels: {app: db}},
          volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}],
          template: {metadata: {labels: {app: db}}, spec: {containers: [{name: app, image: 'i:1'}]}}}}",
    );
    assert_has(&lines, &["ClaimName: data-db-0", "ReadOnly: false"]);
    assert_has(&lines, &["Controlled By: StatefulSet/db"]);
}

#[test]
fn where_a_pod_may_run_is_told_with_what_it_tolerates() {
    let with = |fields: &str| {
        described(&format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{{fields}
              hostNetwork: true, serviceAccountName: robot, runtimeClassName: kata,
              containers: [{{name: app, image: 'i:1',
                ports: [{{containerPort: 80, hostPort: 80}}, {{containerPort: 90, hostPort: 90}}],
                livenessProbe: {{httpGet: {{port: 80, scheme: HTTPS, host: h.example, path: /x}}}}}}]}}}}"
        ))
    };
    let lines = with(
        "nodeSelector: {zone: b, disk: ssd}, tolerations: [
          {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 5},
          {key: gpu, value: big, effect: NoSchedule}],",
    );
    assert_has(&lines, &["Runtime Class Name: kata", "Service Account: robot"]);
    assert_has(&lines, &["Ports: 80/TCP, 90/TCP", "Host Ports: 80/TCP, 90/TCP"]);
    assert_has(
        &lines,
        &[
            "Node-Selectors: disk=ssd",
            "zone=b",
            "Tolerations: gpu=big:NoSchedule",
            "node.kubernetes.io/not-ready:NoExecute op=Exists for 5s",
            "node.kubernetes.io/unreachable:NoExecute op=Exists for 300s",
        ],
    );
    let probe = "Liveness: http-get https://h.example:80/x delay=0s timeout=1s period=10s";
    assert!(lines.iter().any(|line| line.starts_with(probe)), "{lines:#?}");
    let lines = with("tolerations: [{operator: Exists}],");
    assert_has(&lines, &["Node-Selectors: <none>", "Tolerations: op=Exists"]);
}
