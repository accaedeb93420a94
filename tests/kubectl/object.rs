//! `kubectl get pod -o yaml`, read back by a YAML reader. Sources: `core/v1` types, kubernetes
//! `pkg/kubelet/kubelet_pods.go`, `pkg/features/kube_features.go` for what a version has.

use crate::{deleted, left_alone, without_image};
use podline::engine::{SimTime, Timeline};
use podline::kubectl::yaml;
use serde_yaml::Value;

const SHOP: &str = "{apiVersion: v1, kind: Pod, metadata: {name: shop, labels: {app: shop, 'n': '1'}}, spec: {
    terminationGracePeriodSeconds: 40,
    volumes: [{name: data, emptyDir: {}}],
    initContainers: [
      {name: setup, image: 'busybox:1', command: [sh, -c, 'sleep 2']},
      {name: agent, image: 'fluent/fluent-bit:3', restartPolicy: Always}],
    containers: [
      {name: web, image: 'registry.example/web:1', resources: {requests: {cpu: 100m}, limits: {cpu: 1}},
        volumeMounts: [{name: data, mountPath: /data, readOnly: true}]},
      {name: api, image: 'nginx', readinessProbe: {tcpSocket: {port: 80}}}]}}";

const CRASHING: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    containers: [{name: app, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit 3']}]}}";

fn read(timeline: &Timeline, millis: u64) -> Value {
    let text = yaml(timeline, SimTime(millis));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// What stands at a path such as `status.conditions.0.type`, on one line.
fn at(object: &Value, path: &str) -> String {
    let step = |value: &Value, key: &str| match key.parse::<usize>() {
        Ok(index) => value.get(index).cloned().unwrap_or(Value::Null),
        Err(_) => value.get(key).cloned().unwrap_or(Value::Null),
    };
    let value = path.split('.').fold(object.clone(), |value, key| step(&value, key));
    match value {
        Value::String(text) => text,
        other => serde_yaml::to_string(&other).expect("YAML").trim_end().to_owned(),
    }
}

fn assert_has(object: &Value, facts: &[(&str, &str)]) {
    for (path, value) in facts {
        assert_eq!(at(object, path), *value, "{path}");
    }
}

#[test]
fn a_running_pod() {
    let timeline = left_alone(37, SHOP);
    let ready = timeline.events.last().expect("something happens").at.0 + 1000;
    let object = read(&timeline, ready);
    assert_has(
        &object,
        &[
            ("apiVersion", "v1"),
            ("kind", "Pod"),
            ("metadata.name", "shop"),
            ("metadata.labels.n", "1"),
            ("metadata.creationTimestamp", "2026-01-01T00:00:00Z"),
            ("metadata.generation", "1"),
            ("metadata.deletionTimestamp", "null"),
            ("status.phase", "Running"),
            ("status.qosClass", "Burstable"),
            ("status.hostIPs.0.ip", "192.168.1.11"),
            ("status.podIP", "10.244.1.10"),
            ("status.podIPs.0.ip", "10.244.1.10"),
            ("status.startTime", "2026-01-01T00:00:00Z"),
            ("status.observedGeneration", "1"),
            // The init list in its order; app containers by name.
            ("status.initContainerStatuses.0.name", "setup"),
            ("status.initContainerStatuses.0.state.terminated.reason", "Completed"),
            ("status.initContainerStatuses.0.state.terminated.exitCode", "0"),
            ("status.initContainerStatuses.0.ready", "true"),
            ("status.initContainerStatuses.0.started", "false"),
            ("status.initContainerStatuses.1.name", "agent"),
            ("status.initContainerStatuses.1.started", "true"),
            ("status.initContainerStatuses.1.lastState", "{}"),
            ("status.containerStatuses.0.name", "api"),
            ("status.containerStatuses.0.image", "docker.io/library/nginx:latest"),
            ("status.containerStatuses.0.resources", "{}"),
            ("status.containerStatuses.0.allocatedResources", "null"),
            ("status.containerStatuses.1.name", "web"),
            ("status.containerStatuses.1.image", "registry.example/web:1"),
            ("status.containerStatuses.1.containerID", "containerd://web-1"),
            ("status.containerStatuses.1.allocatedResources.cpu", "100m"),
            ("status.containerStatuses.1.resources.limits.cpu", "1"),
            ("status.containerStatuses.1.volumeMounts.0.mountPath", "/data"),
            ("status.containerStatuses.1.volumeMounts.0.recursiveReadOnly", "Disabled"),
        ],
    );
    // Text that would read as a number is quoted.
    let text = yaml(&timeline, SimTime(ready));
    assert!(text.contains("\n    \"n\": \"1\"\n"), "{text}");
    assert!(text.contains("        cpu: \"1\"\n"), "{text}");
}

#[test]
fn conditions_stand_in_the_kubelets_order_with_reason_and_message() {
    let object = read(&left_alone(37, SHOP), 1000);
    assert_has(
        &object,
        &[
            ("status.conditions.0.type", "PodReadyToStartContainers"),
            ("status.conditions.1.type", "Initialized"),
            ("status.conditions.1.status", "False"),
            ("status.conditions.1.reason", "ContainersNotInitialized"),
            ("status.conditions.1.message", "containers with incomplete status: [setup agent]"),
            ("status.conditions.1.lastProbeTime", "null"),
            ("status.conditions.1.lastTransitionTime", "2026-01-01T00:00:00Z"),
            ("status.conditions.1.observedGeneration", "1"),
            ("status.conditions.2.type", "Ready"),
            ("status.conditions.2.message", "containers with unready status: [agent web api]"),
            ("status.conditions.3.type", "ContainersReady"),
            ("status.conditions.4.type", "PodScheduled"),
            ("status.conditions.4.message", "null"),
            ("status.containerStatuses.0.state.waiting.reason", "PodInitializing"),
            // Nothing of the runtime's before there is anything.
            ("status.containerStatuses.0.containerID", "null"),
            ("status.containerStatuses.0.image", "nginx"),
            ("status.containerStatuses.0.imageID", ""),
            ("status.containerStatuses.0.resources", "null"),
        ],
    );
}

#[test]
fn versions_have_their_fields() {
    let text = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{name: d, emptyDir: {}}],
        containers: [{name: a, image: 'i:1', resources: {requests: {cpu: 1}},
          volumeMounts: [{name: d, mountPath: /d}]}]}}";
    for (path, since) in [
        ("status.hostIPs", 29),
        ("status.containerStatuses.0.volumeMounts", 31),
        ("status.containerStatuses.0.resources", 33),
        ("status.containerStatuses.0.allocatedResources", 33),
        ("metadata.generation", 34),
        ("status.observedGeneration", 34),
        ("status.conditions.1.observedGeneration", 34),
    ] {
        let has = |minor| at(&read(&left_alone(minor, text), 60_000), path) != "null";
        assert!(has(since) && !has(since - 1), "{path} since 1.{since}");
    }
}

#[test]
fn a_pod_that_is_deleted_has_its_deadline_and_another_generation() {
    let timeline = deleted(37, SHOP, 30);
    let object = read(&timeline, 30_500);
    assert_has(
        &object,
        &[
            // 30 s and the grace period of 40 s (apiserver `rest/delete.go` BeforeDelete).
            ("metadata.deletionTimestamp", "2026-01-01T00:01:10Z"),
            ("metadata.deletionGracePeriodSeconds", "40"),
            ("metadata.generation", "2"),
        ],
    );
    assert_eq!(at(&read(&timeline, 29_000), "metadata.generation"), "1");
}

#[test]
fn a_crash_loop_keeps_the_last_run() {
    let timeline = left_alone(37, CRASHING);
    let back_off = podline::kubectl::watch(&timeline)
        .into_iter()
        .find(|line| line.row.status == "CrashLoopBackOff")
        .expect("it backs off");
    let object = read(&timeline, back_off.at.0);
    assert_has(
        &object,
        &[
            ("status.phase", "Running"),
            ("status.containerStatuses.0.restartCount", "1"),
            ("status.containerStatuses.0.ready", "false"),
            ("status.containerStatuses.0.started", "false"),
            ("status.containerStatuses.0.state.waiting.reason", "CrashLoopBackOff"),
            (
                "status.containerStatuses.0.state.waiting.message",
                "back-off 10s restarting failed container=app \
                 pod=p_default(00000000-0000-4000-8000-000000000001)",
            ),
            ("status.containerStatuses.0.lastState.terminated.exitCode", "3"),
            ("status.containerStatuses.0.lastState.terminated.reason", "Error"),
            ("status.containerStatuses.0.lastState.terminated.containerID", "containerd://app-2"),
        ],
    );
}

#[test]
fn an_image_that_does_not_come_is_waited_for() {
    let object = read(&without_image(37, CRASHING), 5_000);
    let reason = at(&object, "status.containerStatuses.0.state.waiting.reason");
    assert!(["ErrImagePull", "ImagePullBackOff"].contains(&reason.as_str()), "{reason}");
    assert_has(&object, &[("status.phase", "Pending"), ("status.containerStatuses.0.imageID", "")]);
}

#[test]
fn a_gated_pod_has_no_more_than_one_condition() {
    let gated =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {schedulingGates: [{name: a}],
        containers: [{name: app, image: 'nginx:1'}]}}";
    let object = read(&left_alone(37, gated), 1000);
    assert_has(
        &object,
        &[
            ("status.conditions.0.reason", "SchedulingGated"),
            ("status.conditions.1", "null"),
            ("status.containerStatuses", "null"),
            ("status.hostIP", "null"),
            ("status.startTime", "null"),
            ("status.phase", "Pending"),
            ("status.qosClass", "BestEffort"),
        ],
    );
}
