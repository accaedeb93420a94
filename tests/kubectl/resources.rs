//! The panel of resources: figures, their formula, the class, memory volumes, and one more sidecar.
//! Sources: `component-helpers/resource/helpers.go`, `pkg/apis/core/v1/helper/qos/qos.go`,
//! `pkg/volume/emptydir/empty_dir.go`, `pkg/kubelet/qos/policy.go`.

use podline::engine::{SimTime, inferred, simulate};
use podline::manifest;
use podline::markup;
use podline::model::{Version, lower, workload};

/// The panel without its tags, blanks run together.
fn panel(minor: u8, seconds: u64, text: &str) -> String {
    let version = Version::new(minor).expect("a known minor");
    let manifest = manifest::parse(text);
    let object = &manifest.objects[0];
    let pod =
        lower(object, version).pod.unwrap_or_else(|| panic!("no Pod: {:?}", manifest.problems));
    let workload = workload(object, pod.clone(), version);
    let timeline = simulate(&pod, &inferred::scenario(&pod, version).without_deletion(), version);
    let html = markup::resources(&timeline, SimTime::from_secs(seconds), workload.as_ref());
    let mut words = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                words.push(' ');
            }
            _ if !in_tag => words.push(character),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

const SHOP: &str = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {replicas: 3,
  selector: {matchLabels: {app: shop}}, template: {metadata: {labels: {app: shop}}, spec: {
    volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 1Gi}}],
    initContainers: [
      {name: migrate, image: 'busybox:1', command: [sh, -c, 'sleep 1'], resources: {requests: {cpu: 500m, memory: 32Mi}}},
      {name: agent, image: 'agent:1', restartPolicy: Always, resources: {requests: {cpu: 50m}}}],
    containers: [
      {name: api, image: 'api:1', resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}},
        volumeMounts: [{name: cache, mountPath: /cache}]},
      {name: envoy, image: 'envoy:1', resources: {requests: {cpu: 100m}}}]}}}}";

#[test]
fn the_formula_is_worked_with_the_pods_own_numbers() {
    let words = panel(37, 60, SHOP);
    for told in [
        "Effective CPU request: 500m set by init container migrate",
        "migrate runs: migrate 500m decides",
        "Sidecar agent starts: agent 50m",
        "The Pod runs: agent 50m + api 250m + envoy 100m = 400m",
        "max(500m, 50m, 400m) = 500m",
        ": agent 50m + api 250m + envoy 100m = 400m",
        "Effective memory request: 256Mi set by the containers",
        "migrate runs: migrate 32Mi The Pod runs: api 256Mi decides max(32Mi, 256Mi) = 256Mi",
        "A number only: migrate has no limit, so the Pod as a whole has none.",
        "QoS class: Burstable",
        "api has no CPU limit",
        "api requests 256Mi of memory, and its limit is 512Mi",
        "cache holds 1Gi, its sizeLimit.",
        "api can write, and its memory limit is 512Mi: it is OOMKilled before the volume is full",
        "Another one like agent requests 50m CPU.",
        // Listed first it runs beside migrate: 550m; listed last there is room for it.
        "CPU 500m +50m +0 +0 to +150m",
        "counts as 62 % of 400m",
        "container: api",
    ] {
        assert!(words.contains(told), "{told:?} is not in {words}");
    }
}

#[test]
fn scores_are_the_kubelets() {
    // 1000 - 256 MiB * 1000 / 16 GiB = 985; without a request 999 at most (policy.go).
    let words = panel(37, 60, SHOP);
    for told in ["api 256Mi 985", "envoy none 999", "agent none 999"] {
        assert!(words.contains(told), "{told:?} is not in {words}");
    }
}

#[test]
fn the_pods_own_figure_counts_from_1_34_on() {
    let text =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {resources: {requests: {cpu: 2}},
        containers: [{name: app, image: 'i:1', resources: {requests: {cpu: 1}}}]}}";
    let own = "Effective CPU request: 2 set by spec.resources";
    assert!(panel(34, 5, text).contains(own));
    let before = panel(33, 5, text);
    assert!(before.contains("Effective CPU request: 1 set by the containers"), "{before}");
}

#[test]
fn overhead_comes_on_top() {
    let text = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {overhead: {cpu: 250m},
        runtimeClassName: kata,
        containers: [{name: app, image: 'i:1', resources: {requests: {cpu: 1}}}]}}";
    let words = panel(37, 5, text);
    assert!(words.contains("+ 250m overhead of the runtime class = 1250m"), "{words}");
}

#[test]
fn a_pod_without_figures_is_told_so() {
    let words = panel(
        37,
        5,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
          volumes: [{name: tmp, emptyDir: {medium: Memory}}],
          containers: [{name: app, image: 'i:1', volumeMounts: [{name: tmp, mountPath: /tmp}]}]}}",
    );
    for told in [
        "No container requests anything, and none is limited.",
        "QoS class: BestEffort",
        "tmp may grow as large as the node's memory",
        "app can write, and has no memory limit",
        "Say it requests 50m CPU and 64Mi memory.",
        "CPU 0 +50m +50m",
        "this Pod belongs to none",
    ] {
        assert!(words.contains(told), "{told:?} is not in {words}");
    }
}

#[test]
fn a_picture_of_very_many_containers_says_what_it_leaves_out() {
    let one =
        |n: usize| format!("{{name: c{n}, image: 'i:1', resources: {{requests: {{cpu: 1m}}}}}}");
    let all: Vec<String> = (0..300).map(one).collect();
    let text = format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{containers: [{}]}}}}",
        all.join(", ")
    );
    let words = panel(37, 600, &text);
    assert!(words.contains("c11 1m + 288 more = 300m"), "{words}");
    assert!(words.contains("250 more containers are left out."), "{words}");
}
