//! Whole texts, line by line as kubectl prints them; blanks at the ends of lines left out.

use super::{describe, standing};
use crate::engine::status::{Condition, PodStatus};
use crate::engine::{Deletion, SimTime, inferred, simulate};
use crate::model::{Millis, Version};
use crate::{manifest, model};

fn described(minor: u8, seconds: u64, text: &str) -> Vec<String> {
    let version = Version::new(minor).expect("a known minor");
    let manifest = manifest::parse(text);
    let pod = model::lower(&manifest.objects[0], version).pod.expect("a Pod");
    let scenario = inferred::scenario(&pod, version);
    let text = describe(&simulate(&pod, &scenario, version), SimTime::from_secs(seconds));
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// The lines from the one that is `first`, as many as `expected` has.
fn assert_has(lines: &[String], expected: &str) {
    let expected: Vec<&str> = expected.lines().collect();
    let at = lines.iter().position(|line| line == expected[0]);
    let at = at.unwrap_or_else(|| panic!("no line {:?} in {lines:#?}", expected[0]));
    let end = lines.len().min(at + expected.len());
    assert_eq!(lines[at..end], expected);
}

#[test]
fn the_whole_text_of_a_pod() {
    let lines = described(
        37,
        8,
        "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {b: '2', a: '1'}}, spec: {
          volumes: [{name: data, emptyDir: {}}],
          initContainers: [{name: proxy, image: 'envoy:1', restartPolicy: Always}],
          containers: [{name: app, image: 'nginx:1', command: [serve], args: ['--fast'],
            ports: [{name: http, containerPort: 80}], env: [{name: A, value: b}],
            resources: {limits: {memory: 64Mi}},
            readinessProbe: {httpGet: {port: 80}},
            volumeMounts: [{name: data, mountPath: /data, readOnly: true, subPath: x}]}]}}",
    );
    assert_has(
        &lines,
        "\
Name:         p
Namespace:    default
Priority:     0
Node:         node-1/192.168.1.11
Start Time:   Thu, 01 Jan 2026 00:00:00 +0000
Labels:       a=1
              b=2
Annotations:  <none>
Status:       Running
IP:           10.244.1.10
IPs:
  IP:  10.244.1.10
Init Containers:
  proxy:
    Container ID:   containerd://proxy-1
    Image:          envoy:1
    Image ID:       docker.io/library/envoy@sha256:0000000000000000000000000000000000000000000000000000000000000000
    Port:           <none>
    Host Port:      <none>
    State:          Running
      Started:      Thu, 01 Jan 2026 00:00:03 +0000
    Ready:          True
    Restart Count:  0
    Environment:    <none>
    Mounts:         <none>
Containers:
  app:
    Container ID:  containerd://app-1
    Image:         nginx:1
    Image ID:      docker.io/library/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000
    Port:          80/TCP (http)
    Host Port:     0/TCP
    Command:
      serve
    Args:
      --fast
    State:          Running
      Started:      Thu, 01 Jan 2026 00:00:04 +0000
    Ready:          False
    Restart Count:  0
    Limits:
      memory:  64Mi
    Requests:
      memory:   64Mi
    Readiness:  http-get http://:80/ delay=0s timeout=1s period=10s successThreshold=1 failureThreshold=3
    Environment:
      A:  b
    Mounts:
      /data from data (ro,path=\"x\")
Conditions:
  Type                        Status
  PodReadyToStartContainers   True
  Initialized                 True
  Ready                       False
  ContainersReady             False
  PodScheduled                True
Volumes:
  data:
    Type:        EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:
    SizeLimit:   <unset>
QoS Class:       Burstable
Node-Selectors:  <none>
Tolerations:     node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                 node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type     Reason     Age              From               Message
  ----     ------     ----             ----               -------
  Normal   Scheduled  8s               default-scheduler  Successfully assigned default/p to node-1",
    );
    let last = "  Warning  Unhealthy  2s (x2 over 3s)  kubelet            spec.containers{app}: \
                Readiness probe failed: HTTP probe failed with statuscode: 503";
    assert_eq!(lines.last().map(String::as_str), Some(last));
}

const CRASHING: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    readinessGates: [{conditionType: example.com/fed}],
    ephemeralContainers: [{name: debugger, image: 'busybox:1'}],
    containers: [{name: app, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit 3'],
      livenessProbe: {tcpSocket: {port: 80}}}]}}";

#[test]
fn a_crash_loop_shows_the_reason_and_the_last_state() {
    let lines = described(36, 60, CRASHING);
    assert_has(
        &lines,
        "    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    3",
    );
    // Before 1.37 the thresholds are marked by `#`, and before 1.29 one condition is missing.
    let probe =
        "    Liveness:       tcp-socket :80 delay=0s timeout=1s period=10s #success=1 #failure=3";
    assert_has(&lines, probe);
    assert_has(&lines, "Readiness Gates:\n  Type              Status\n  example.com/fed   <none>");
    assert_has(&lines, "Ephemeral Containers:\n  debugger:");
    let old = described(27, 60, CRASHING);
    assert!(!old.iter().any(|line| line.contains(Condition::PodReadyToStartContainers.as_str())));
    assert!(old.iter().any(|line| line.starts_with("  Initialized ")));
}

#[test]
fn a_gated_pod_has_no_node_no_address_and_one_condition() {
    let lines = described(
        37,
        5,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {schedulingGates: [{name: a}],
          containers: [{name: app, image: 'nginx:1'}]}}",
    );
    assert_has(&lines, "Node:         <none>\nLabels:       <none>");
    assert_has(
        &lines,
        "Status:       Pending\nIP:\nIPs:          <none>\nContainers:\n  app:\n    Image:        nginx:1",
    );
    assert_has(
        &lines,
        "Conditions:\n  Type           Status\n  PodScheduled   False\nVolumes:         <none>",
    );
    assert_has(&lines, "Events:          <none>");
}

#[test]
fn a_deletion_that_lies_ahead_has_no_age() {
    let status = PodStatus::default();
    let deletion = |seconds, grace| {
        let (at, grace) = (SimTime::from_secs(seconds), Millis::from_secs(grace));
        Some(Deletion { at, grace })
    };
    let now = SimTime::from_secs(100);
    let told = |deletion| standing(&status, deletion, now);
    assert_eq!(told(None), "Status:\tPending\n");
    let grace = "Termination Grace Period:\t30s\n";
    assert_eq!(told(deletion(90, 30)), format!("Status:\tTerminating (lasts <invalid>)\n{grace}"));
    assert_eq!(told(deletion(60, 30)), format!("Status:\tTerminating (lasts 10s)\n{grace}"));
    let ended = PodStatus { phase: crate::engine::Phase::Failed, ..PodStatus::default() };
    assert_eq!(standing(&ended, deletion(90, 30), now), "Status:\tFailed\n");
}
