//! What Deployments, ReplicaSets, StatefulSets and DaemonSets do when a Pod of theirs is deleted or
//! ends.

use crate::story::{Story, ignores_term, ready_after, runs, stops, workload};
use podline::engine::SimTime;

const LABELS: &str = "selector: {matchLabels: {app: w}}";

fn apps(kind: &str, spec: &str, containers: &str) -> Story {
    let spec = format!(
        "{spec}{LABELS}, template: {{metadata: {{labels: {{app: w}}}}, spec: {{containers: [{containers}]}}}}"
    );
    workload("apps/v1", kind, &spec)
}

const APP: &str = "{name: app, image: busybox}";

#[test]
fn a_replica_set_replaces_a_pod_while_it_still_ends() {
    // controller_utils.go FilterActivePods; replica_set.go manageReplicas.
    for kind in ["Deployment", "ReplicaSet"] {
        let story = apps(kind, "replicas: 2, ", APP).doing("app", &[ignores_term()]);
        let story = story.deleted_at(20);
        assert_eq!(story.told(), ["0: create 0", "0: create 1", "20: create 2"], "{kind}");
        let timeline = story.run();
        assert_eq!(timeline.pods_at(SimTime::from_secs(49)), [0, 1, 2], "{kind}: it ends at 50");
        assert_eq!(timeline.pods_at(SimTime::from_secs(50)), [1, 2], "{kind}");
    }
}

#[test]
fn one_replica_is_the_default_and_none_is_none() {
    // pkg/apis/apps/v1/defaults.go.
    assert_eq!(apps("Deployment", "", APP).told(), ["0: create 0"]);
    assert_eq!(apps("Deployment", "replicas: 0, ", APP).told(), Vec::<String>::new());
}

#[test]
fn pods_have_names_of_their_own() {
    let story = apps("Deployment", "replicas: 3, ", APP);
    let timeline = story.run();
    let names: std::collections::BTreeSet<&str> =
        timeline.pods.iter().map(|pod| pod.name.as_str()).collect();
    assert_eq!(names.len(), 3);
    assert_eq!(timeline.pods[0].name, story.workload().template.name);
    assert!(timeline.pods.iter().all(|pod| pod.name == pod.timeline.pod.name));
}

#[test]
fn a_stateful_set_replaces_a_pod_when_its_object_is_gone() {
    // stateful_set_control.go processReplica.
    let stateful = |spec: &str| {
        apps("StatefulSet", &format!("serviceName: w, {spec}"), APP)
            .doing("app", &[stops(6, 0)])
            .deleted_at(20)
    };
    assert_eq!(stateful("").told(), ["0: create 0", "26: create 1"]);
    let timeline = stateful("").run();
    assert_eq!(timeline.pods[0].name, "w-0");
    assert_eq!(timeline.pods[1].name, "w-0");
    // By force the object goes at once, and two Pods of one name run.
    let story = apps("StatefulSet", "serviceName: w, ", APP).doing("app", &[ignores_term()]);
    assert_eq!(story.deleted_within(20, Some(0)).told(), ["0: create 0", "20: create 1"]);
}

#[test]
fn a_stateful_set_waits_for_each_pod_to_be_ready_unless_parallel() {
    // stateful_set_control.go: monotonic, isRunningAndAvailable.
    let probed =
        "{name: app, image: busybox, readinessProbe: {exec: {command: [x]}, periodSeconds: 1}}";
    let story = |spec: &str| {
        apps("StatefulSet", &format!("serviceName: w, replicas: 3, {spec}"), probed)
            .doing("app", &[ready_after(5)])
    };
    let made = |story: Story| -> Vec<u64> {
        story.run().pods.iter().map(|pod| pod.created.0 / 1000).collect()
    };
    assert_eq!(made(story("")), [0, 5, 10]);
    assert_eq!(made(story("minReadySeconds: 4, ")), [0, 9, 18]);
    assert_eq!(made(story("podManagementPolicy: Parallel, ")), [0, 0, 0]);
    // A Pod that is never Ready holds up the rest.
    let stuck = apps("StatefulSet", "serviceName: w, replicas: 2, ", probed);
    let never = podline::engine::Attempt {
        ready_after: podline::engine::Guess::declared(None),
        ..podline::engine::Attempt::IDEAL
    };
    assert_eq!(made(stuck.doing("app", &[never])), [0]);
}

#[test]
fn ordinals_start_where_the_set_says() {
    let story = apps("StatefulSet", "serviceName: w, replicas: 2, ordinals: {start: 5}, ", APP);
    let names: Vec<String> = story.run().pods.into_iter().map(|pod| pod.name).collect();
    assert_eq!(names, ["w-5", "w-6"]);
}

#[test]
fn a_daemon_set_makes_the_next_pod_when_the_node_is_free() {
    // daemon_controller.go podsShouldBeOnNode: a terminating Pod still holds the node.
    let story = apps("DaemonSet", "", APP).doing("app", &[stops(6, 0)]).deleted_at(20);
    assert_eq!(story.told(), ["0: create 0", "26: create 1"]);
}

/// A container with a restart policy of its own (on since 1.35) can end a Pod of a controller.
const ENDING: &str = "{name: app, image: busybox, restartPolicy: Never}";

#[test]
fn a_pod_that_failed_is_replaced_by_each_controller_in_its_way() {
    let attempts = [runs(10, 1), runs(10, 1), runs(10, 1), podline::engine::Attempt::IDEAL];
    // A finished Pod does not count, and stays.
    let story = apps("ReplicaSet", "", ENDING).doing("app", &attempts[1..]);
    let expected = ["0: create 0", "10: create 1", "20: create 2"];
    assert_eq!(story.told(), expected);
    assert_eq!(story.run().pods_at(SimTime::from_secs(30)), [0, 1, 2]);
    // It is deleted, and made again.
    let story = apps("StatefulSet", "serviceName: w, ", ENDING).doing("app", &attempts[2..]);
    let expected = ["0: create 0", "10: delete 0", "10: create 1"];
    assert_eq!(story.told(), expected);
    assert_eq!(story.run().pods_at(SimTime::from_secs(30)), [1]);
    // Likewise.
    let story = apps("DaemonSet", "", ENDING).doing("app", &attempts[2..]);
    assert_eq!(story.told(), expected);
}

#[test]
fn only_an_ordered_stateful_set_lets_one_pod_hold_up_another() {
    // stateful_set_control.go: isTerminating && monotonic.
    let story = |spec: &str| {
        let attempts = [ignores_term(), runs(25, 1), podline::engine::Attempt::IDEAL];
        apps("StatefulSet", &format!("serviceName: w, replicas: 2, {spec}"), ENDING)
            .doing("app", &attempts)
            .deleted_at(20)
            .told()
    };
    let both = ["0: create 0", "0: create 1"];
    let parallel = story("podManagementPolicy: Parallel, ");
    assert_eq!(parallel[..2], both);
    assert_eq!(parallel[2..], ["25: delete 1", "25: create 2", "50: create 3"]);
    let ordered = story("");
    assert_eq!(ordered[..2], both);
    assert_eq!(ordered[2..], ["50: create 2", "50: delete 1", "50: create 3"]);
}

#[test]
fn a_daemon_set_deletes_failing_pods_more_and_more_slowly() {
    // daemon_controller.go failedPodsBackoff: 1 s, 2 s, 4 s … since the last deletion.
    let instant = runs(0, 1);
    let attempts = [instant, instant, instant, instant, podline::engine::Attempt::IDEAL];
    let story = apps("DaemonSet", "", ENDING).doing("app", &attempts);
    let deleted: Vec<String> =
        story.told().into_iter().filter(|line| line.contains("delete")).collect();
    assert_eq!(deleted, ["0: delete 0", "1: delete 1", "3: delete 2", "7: delete 3"]);
}
