//! Which commands are offered for which symptom, and what they print. Sources: the printer of
//! `kubectl get` for STATUS, `kubelet_pods.go` validateContainerLogStatus for logs.

use crate::{deleted, left_alone, without_image};
use podline::engine::{SimTime, Timeline};
use podline::kubectl::{Prints, advice, not_simulated, watch};

const CRASHING: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    containers: [{name: app, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit 3']}]}}";
const INIT: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ns}, spec: {
    initContainers: [{name: setup, image: 'busybox:1', command: [sh, -c, 'sleep 20']}],
    containers: [{name: app, image: 'nginx:1'}]}}";
const INIT_FAILS: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    initContainers: [{name: setup, image: 'busybox:1', command: [sh, -c, 'sleep 1; exit 4']}],
    containers: [{name: app, image: 'nginx:1'}]}}";
const SIDECAR_CRASHES: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    initContainers: [{name: proxy, image: 'busybox:1', restartPolicy: Always, command: [sh, -c, 'sleep 8; exit 1']}],
    containers: [{name: app, image: 'nginx:1'}]}}";
const PROBED: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    initContainers: [{name: proxy, image: 'envoy:1', restartPolicy: Always,
      startupProbe: {tcpSocket: {port: 9}, failureThreshold: 60}}],
    containers: [{name: app, image: 'nginx:1'}]}}";
const UNREADY: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    containers: [{name: app, image: 'nginx:1', ports: [{name: web, containerPort: 8080}],
      readinessProbe: {httpGet: {port: web}}}]}}";
const GATE: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    readinessGates: [{conditionType: example.com/fed}], containers: [{name: app, image: 'nginx:1'}]}}";
const GATED: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    schedulingGates: [{name: a.example/b}], containers: [{name: app, image: 'nginx:1'}]}}";
const JOB: &str =
    "{apiVersion: batch/v1, kind: Job, metadata: {name: count}, spec: {template: {spec: {
    restartPolicy: Never, containers: [
      {name: work, image: 'busybox:1', command: [sh, -c, 'sleep 2']},
      {name: helper, image: 'busybox:1', command: [sh, -c, 'sleep infinity']}]}}}}";
const DRAINS: &str =
    "{apiVersion: batch/v1, kind: Job, metadata: {name: count}, spec: {template: {spec: {
    restartPolicy: Never,
    initContainers: [{name: proxy, image: 'envoy:1', restartPolicy: Always}],
    containers: [{name: work, image: 'busybox:1', command: [sh, -c, 'sleep 2']}]}}}}";
const SERVER: &str = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
    containers: [{name: app, image: 'nginx:1'}]}}";

/// The first instant of a line of the watch with this STATUS.
fn when(timeline: &Timeline, status: &str) -> SimTime {
    let lines = watch(timeline);
    let line = lines.iter().find(|line| line.row.status == status);
    line.unwrap_or_else(|| panic!("never {status}: {lines:?}")).at
}

/// A command whose line begins so, and the beginning of what it prints.
type Expected = (&'static str, &'static str);

fn assert_offers(timeline: &Timeline, at: SimTime, headline: &str, expected: &[Expected]) {
    let advice = advice(timeline, at);
    assert_eq!(advice.headline, headline);
    let commands = &advice.commands;
    assert!((3..=6).contains(&commands.len()), "{commands:#?}");
    for (line, printed) in expected {
        let command = commands.iter().find(|command| command.line.starts_with(line));
        let command = command.unwrap_or_else(|| panic!("{line} is not offered: {commands:#?}"));
        let (Prints::All(text) | Prints::Part(text) | Prints::Refusal(text) | Prints::Words(text)) =
            &command.prints;
        assert!(text.starts_with(printed), "{line} prints {text:?}, not {printed:?}");
    }
}

#[test]
fn every_symptom_has_its_commands() {
    let waits = "Error from server (BadRequest): container";
    let crash = left_alone(37, CRASHING);
    assert_offers(
        &crash,
        when(&crash, "CrashLoopBackOff"),
        "app ends again and again.",
        &[
            ("kubectl logs p -c app --previous", "The log of the last run of app that ended at"),
            (
                "kubectl get pod p -o jsonpath='{.status.containerStatuses[?(@.name==\"app\")].lastState.terminated.exitCode}'",
                "3",
            ),
            (
                "kubectl describe pod p",
                "  app:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated",
            ),
            ("kubectl events --for pod/p --types=Warning", "LAST SEEN"),
            ("kubectl debug p -it --copy-to=p-debug --container=app -- sh", "A shell"),
        ],
    );
    // The run has just ended: its log is the present one, and it is in `state`.
    assert_offers(
        &crash,
        when(&crash, "Error"),
        "app ends again and again.",
        &[
            ("kubectl logs p -c app", "The log of the last run of app that ended at"),
            (
                "kubectl get pod p -o jsonpath='{.status.containerStatuses[?(@.name==\"app\")].state.terminated.exitCode}'",
                "3",
            ),
        ],
    );
    let init = left_alone(37, INIT);
    assert_offers(
        &init,
        SimTime::from_secs(10),
        "setup has to exit with 0 first.",
        &[
            ("kubectl logs p -n ns -c setup -f", "The log of setup since"),
            (
                "kubectl logs p -n ns -c app",
                "Error from server (BadRequest): container \"app\" in pod \"p\" is waiting to start: PodInitializing",
            ),
            (
                "kubectl get pod p -n ns -o jsonpath='{range .status.initContainerStatuses[*]}",
                "setup {\"running\":{\"startedAt\":\"2026-01-01T00:00:0",
            ),
        ],
    );
    let init_fails = left_alone(37, INIT_FAILS);
    assert_offers(
        &init_fails,
        when(&init_fails, "Init:CrashLoopBackOff"),
        "setup ends again and again.",
        &[
            ("kubectl logs p -c setup --previous", "The log of the last run of setup"),
            ("kubectl get pod p -o jsonpath='{.status.phase}'", "Pending"),
            ("kubectl get pod p -o jsonpath='{.status.initContainerStatuses", "4"),
        ],
    );
    // A sidecar that breaks while the app serves: STATUS says Init, the phase says Running.
    let sidecar = left_alone(37, SIDECAR_CRASHES);
    assert_offers(
        &sidecar,
        when(&sidecar, "Init:CrashLoopBackOff"),
        "proxy ends again and again.",
        &[("kubectl get pod p -o jsonpath='{.status.phase}'", "Running")],
    );
    let image = without_image(37, SERVER);
    assert_offers(
        &image,
        when(&image, "ImagePullBackOff"),
        "The image of app does not come.",
        &[
            (
                "kubectl get pod p -o jsonpath='{.status.containerStatuses[?(@.name==\"app\")].state.waiting.message}'",
                "Back-off pulling image \"nginx:1\"",
            ),
            (
                "kubectl get pod p -o jsonpath='{.spec.containers[?(@.name==\"app\")].image}'",
                "nginx:1",
            ),
            (
                "kubectl logs p -c app",
                "Error from server (BadRequest): container \"app\" in pod \"p\" is waiting to start: trying and failing to pull image",
            ),
        ],
    );
    assert_offers(
        &left_alone(37, SERVER),
        SimTime(100),
        "app is not started yet.",
        &[
            (
                "kubectl get pod p -o jsonpath='{.status.conditions[?(@.type==\"PodReadyToStartContainers\")].status}'",
                "False",
            ),
            ("kubectl logs p -c app", waits),
        ],
    );
}

#[test]
fn what_runs_and_is_not_ready_is_looked_into() {
    let probed = left_alone(37, PROBED);
    assert_offers(
        &probed,
        SimTime::from_secs(4),
        "proxy runs, but has not passed its startup probe.",
        &[
            ("kubectl logs p -c proxy -f", "The log"),
            ("kubectl events --for pod/p --types=Warning", ""),
        ],
    );
    let unready = left_alone(37, UNREADY);
    let at = SimTime(when(&unready, "Running").0);
    assert_offers(
        &unready,
        at,
        "app is not ready.",
        &[
            (
                "kubectl get pod p -o jsonpath='{.status.conditions[?(@.type==\"ContainersReady\")].message}'",
                "containers with unready status: [app]",
            ),
            ("kubectl port-forward pod/p 8080:8080", "Whether"),
        ],
    );
    assert_offers(
        &left_alone(37, GATE),
        SimTime::from_secs(30),
        "Every container is ready, the Pod is not.",
        &[
            ("kubectl get pod p -o wide", "NAME"),
            (
                "kubectl get pod p -o jsonpath=",
                "corresponding condition of pod readiness gate \"example.com/fed\" does not exist.",
            ),
        ],
    );
    assert_offers(
        &left_alone(37, GATED),
        SimTime::from_secs(1),
        "No scheduler looks at the Pod yet.",
        &[
            (
                "kubectl get pod p -o jsonpath='{.spec.schedulingGates}'",
                "[{\"name\":\"a.example/b\"}]",
            ),
            (
                "kubectl get pod p -o jsonpath='{.status.conditions",
                "Scheduling is blocked due to non-empty scheduling gates",
            ),
        ],
    );
    let server = left_alone(37, SERVER);
    let none = [("kubectl logs p -c app -f", "The log"), ("kubectl top pod p --containers", "")];
    assert_offers(&server, SimTime::from_secs(30), "Everything runs and is ready.", &none);
}

#[test]
fn jobs_and_ends_have_theirs() {
    let job = left_alone(37, JOB);
    let states = "helper {\"running\":{\"startedAt\":";
    assert_offers(
        &job,
        when(&job, "NotReady"),
        "Some containers are done, others run on.",
        &[
            ("kubectl get pod count-", states),
            ("kubectl logs count-", "The log of helper since"),
            ("kubectl get job count", "The row"),
        ],
    );
    let drains = left_alone(37, DRAINS);
    let completed = when(&drains, "Completed");
    assert_offers(
        &drains,
        completed,
        "The app is done; its sidecars are being stopped.",
        &[("kubectl get pod count-", "proxy {\"running\"")],
    );
    assert_offers(
        &drains,
        drains.until,
        "The Pod has succeeded.",
        &[
            ("kubectl logs count-", "The log of the last run of work"),
            ("kubectl get job count", ""),
        ],
    );
    let gone = deleted(37, SERVER, 10);
    assert_offers(
        &gone,
        SimTime::from_secs(10),
        "The Pod is being deleted; its grace period ends at 40.0 s.",
        &[
            (
                "kubectl get pod p -o jsonpath='{.metadata.deletionTimestamp}'",
                "2026-01-01T00:00:40Z",
            ),
            (
                "kubectl describe pod p",
                "Status:                    Terminating (lasts <invalid>)\nTermination Grace Period:  30s\n",
            ),
        ],
    );
    let none = "Error from server (NotFound): pods \"p\" not found";
    let found = [("kubectl get pod p", none), ("kubectl logs p", none)];
    assert_offers(&gone, SimTime::from_secs(120), "The Pod is gone.", &found);
}

#[test]
fn what_is_not_simulated_is_told_in_words_only() {
    let beyond = not_simulated(&left_alone(37, SERVER));
    for word in ["FailedScheduling", "OOMKilled", "Evicted", "FailedMount", "for ever"] {
        let told = beyond.iter().find(|advice| advice.headline.contains(word));
        let told = told.unwrap_or_else(|| panic!("nothing about {word}"));
        let words =
            |command: &podline::kubectl::Command| matches!(command.prints, Prints::Words(_));
        assert!(told.commands.iter().all(words), "{told:#?}");
    }
}
