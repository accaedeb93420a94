//! `kubectl get pods -w`. Sources: kubectl `pkg/cmd/get/get.go` watch, `cli-runtime`
//! `pkg/printers/tabwriter.go`, apiserver `pkg/registry/generic/registry/store.go`.

use crate::{deleted, left_alone};
use podline::engine::Timeline;
use podline::kubectl::{Author, Change, watch, watch_text};

const SERVER: &str = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {
    containers: [{name: app, image: 'nginx:1'}]}}";

/// STATUS and READY of every line.
fn told(timeline: &Timeline) -> Vec<String> {
    let lines = watch(timeline);
    lines.iter().map(|line| format!("{} {}", line.row.status, line.row.ready)).collect()
}

#[test]
fn a_pod_is_created_bound_taken_over_and_started() {
    let timeline = left_alone(37, SERVER);
    // The known picture of a terminal: Pending twice, for creation and binding are two writes. The
    // second ContainerCreating is the sandbox: a condition changes, no cell does.
    assert_eq!(
        told(&timeline),
        [
            "Pending 0/1",
            "Pending 0/1",
            "ContainerCreating 0/1",
            "ContainerCreating 0/1",
            "Running 1/1"
        ]
    );
    let lines = watch(&timeline);
    let repeats: Vec<bool> = lines.iter().map(|line| line.repeats).collect();
    assert_eq!(repeats, [false, true, false, true, false]);
    assert_eq!(lines[0].change, Change::Added);
    assert!(lines[1..].iter().all(|line| line.change == Change::Modified));
    let authors: Vec<Author> = lines.iter().map(|line| line.author).collect();
    let kubelet = Author::Kubelet;
    assert_eq!(authors, [Author::Client, Author::Scheduler, kubelet, kubelet, kubelet]);
}

#[test]
fn columns_grow_with_what_is_printed_and_the_head_comes_once() {
    let text = watch_text(&watch(&left_alone(37, SERVER)));
    let lines: Vec<&str> = text.lines().take(4).collect();
    assert_eq!(
        lines,
        [
            "NAME   READY   STATUS    RESTARTS   AGE",
            "web    0/1     Pending   0          0s",
            "web    0/1     Pending   0          0s",
            "web    0/1     ContainerCreating   0          0s"
        ]
    );
    assert_eq!(text.matches("NAME").count(), 1);
}

#[test]
fn the_end_is_a_write_without_grace_and_a_removal() {
    let end = |minor| {
        let timeline = deleted(minor, SERVER, 20);
        let lines = watch(&timeline);
        let from = lines.iter().position(|line| line.row.status == "Terminating");
        let told = |line: &podline::kubectl::WatchLine| {
            format!("{} {}", line.change.as_str(), line.row.status)
        };
        lines[from.expect("it is deleted")..].iter().map(told).collect::<Vec<_>>()
    };
    // Since 1.31 a terminal phase shows although the Pod is deleted (printers.go printPod).
    assert_eq!(
        end(37),
        ["MODIFIED Terminating", "MODIFIED Completed", "MODIFIED Completed", "DELETED Completed"]
    );
    assert_eq!(
        end(30),
        [
            "MODIFIED Terminating",
            "MODIFIED Terminating",
            "MODIFIED Terminating",
            "DELETED Terminating"
        ]
    );
}

#[test]
fn a_crash_loop_alternates_and_counts() {
    let timeline = left_alone(
        37,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
          containers: [{name: app, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit 3']}]}}",
    );
    let told: Vec<String> = watch(&timeline)
        .iter()
        .map(|line| format!("{} {}", line.row.status, line.row.restarts))
        .collect();
    // The first restart comes at once, the second after 10 s (kuberuntime_manager.go doBackOff).
    let begins = told[4..9].iter().map(|line| line.split(" (").next().unwrap_or(line));
    assert_eq!(
        begins.collect::<Vec<_>>(),
        ["Running 0", "Error 0", "Running 1", "Error 1", "CrashLoopBackOff 1"]
    );
    assert!(told[6].ends_with("ago)"), "{told:?}");
}

#[test]
fn a_gated_pod_is_one_line() {
    let timeline = left_alone(
        37,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {schedulingGates: [{name: a}],
          containers: [{name: app, image: 'nginx:1'}]}}",
    );
    assert_eq!(told(&timeline), ["SchedulingGated 0/1"]);
}
