//! What each Kubernetes minor says to fields that not all of them know: the words, the place, and
//! what is left of the Pod.

use podline::engine::{self, SimTime};
use podline::manifest::{Problem, ProblemKind, Severity, parse};
use podline::model::{ContainerRole, Pod, Version, lower};
use podline::scene;

fn at(minor: u8) -> Version {
    Version::new(minor).expect("a known minor")
}

/// Container `a` and init container `i` of a Pod, with one more line each.
fn pod(init: &str, app: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  initContainers:\n  - name: i\n    \
         image: i:1\n    {init}\n  containers:\n  - name: a\n    image: a:1\n    {app}\n"
    )
}

fn read(text: &str, minor: u8) -> (Option<Pod>, Vec<Problem>) {
    let manifest = parse(text);
    assert_eq!(manifest.problems, [], "{text}");
    let lowered = lower(&manifest.objects[0], at(minor));
    for problem in &lowered.problems {
        assert!(!problem.help.is_empty(), "{problem:?} says what to write instead");
    }
    // What Podline itself leaves out is no matter of versions.
    let said =
        lowered.problems.into_iter().filter(|problem| problem.kind != ProblemKind::NotSimulated);
    (lowered.pod, said.collect())
}

/// The problems of `text` in 1.`minor`, each as `severity line: path: message`.
fn said(text: &str, minor: u8) -> Vec<String> {
    let (pod, problems) = read(text, minor);
    assert!(pod.is_some(), "what is left is simulated");
    problems
        .iter()
        .map(|problem| {
            let Problem { severity, position, path, message, .. } = problem;
            format!("{severity:?} {}: {path}: {message}", position.line)
        })
        .collect()
}

const FIELDS: [(&str, &str); 9] = [
    ("restartPolicy: Always", ""),
    ("restartPolicy: Never", ""),
    ("", "restartPolicy: Always"),
    ("", "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]"),
    ("", "lifecycle: {postStart: {sleep: {seconds: 1}}}"),
    ("", "lifecycle: {preStop: {sleep: {seconds: 1}}}"),
    ("", "lifecycle: {preStop: {sleep: {seconds: 0}}}"),
    ("", "lifecycle: {stopSignal: SIGUSR1}"),
    ("restartPolicy: Always\n    startupProbe: {tcpSocket: {port: 80}}", ""),
];

/// Of one of [`FIELDS`], in these minors: every problem, or how it begins.
const SAID: &[(usize, &[u8], &[&str])] = &[
    (
        0,
        &[27],
        &[
            "Error 8: spec.initContainers[0].restartPolicy: unknown field \"spec.initContainers[0].restartPolicy\"",
        ],
    ),
    (
        0,
        &[28],
        &[
            "Warning 8: spec.initContainers[0].restartPolicy: dropped in silence: SidecarContainers is off in Kubernetes 1.28",
        ],
    ),
    (0, &[29, 33, 34, 37], &[]),
    (
        1,
        &[28],
        &[
            "Warning 8: spec.initContainers[0].restartPolicy: dropped in silence: SidecarContainers is off in Kubernetes 1.28",
        ],
    ),
    (
        1,
        &[29, 33],
        &[
            "Error 8: spec.initContainers[0].restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
        ],
    ),
    (
        1,
        &[34],
        &[
            "Warning 8: spec.initContainers[0].restartPolicy: dropped in silence: ContainerRestartRules is off in Kubernetes 1.34",
        ],
    ),
    (1, &[35, 37], &[]),
    (
        2,
        &[27],
        &[
            "Error 12: spec.containers[0].restartPolicy: unknown field \"spec.containers[0].restartPolicy\"",
        ],
    ),
    (
        2,
        &[28, 29, 33],
        &[
            "Error 12: spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers",
        ],
    ),
    (
        2,
        &[34],
        &[
            "Warning 12: spec.containers[0].restartPolicy: dropped in silence: ContainerRestartRules is off in Kubernetes 1.34",
        ],
    ),
    (2, &[35, 37], &[]),
    (
        3,
        &[27, 33],
        &[
            "Error 12: spec.containers[0].restartPolicyRules: unknown field \"spec.containers[0].restartPolicyRules\"",
        ],
    ),
    (
        3,
        &[34],
        &[
            "Warning 12: spec.containers[0].restartPolicyRules: dropped in silence: ContainerRestartRules is off in Kubernetes 1.34",
        ],
    ),
    (
        4,
        &[28],
        &[
            "Error 12: spec.containers[0].lifecycle.postStart.sleep: unknown field \"spec.containers[0].lifecycle.postStart.sleep\"",
        ],
    ),
    (
        4,
        &[29],
        &[
            "Warning 12: spec.containers[0].lifecycle.postStart.sleep: dropped in silence: PodLifecycleSleepAction is off in Kubernetes 1.29",
        ],
    ),
    (
        5,
        &[27],
        &[
            "Error 12: spec.containers[0].lifecycle.preStop.sleep: unknown field \"spec.containers[0].lifecycle.preStop.sleep\"",
        ],
    ),
    (
        5,
        &[29],
        &[
            "Warning 12: spec.containers[0].lifecycle.preStop.sleep: dropped in silence: PodLifecycleSleepAction is off in Kubernetes 1.29",
        ],
    ),
    (5, &[30, 37], &[]),
    (
        6,
        &[31],
        &[
            "Error 12: spec.containers[0].lifecycle.preStop.sleep: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds (30)",
        ],
    ),
    (
        6,
        &[32],
        &[
            "Error 12: spec.containers[0].lifecycle.preStop.sleep: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.",
        ],
    ),
    (6, &[33, 37], &[]),
    (
        7,
        &[32],
        &[
            "Error 12: spec.containers[0].lifecycle.stopSignal: unknown field \"spec.containers[0].lifecycle.stopSignal\"",
        ],
    ),
    (
        7,
        &[33, 37],
        &[
            "Warning 12: spec.containers[0].lifecycle.stopSignal: dropped in silence: ContainerStopSignals is off in Kubernetes",
        ],
    ),
    // The API server drops before it validates: what is left is an init container with a probe.
    (
        8,
        &[27],
        &[
            "Error 8: spec.initContainers[0].restartPolicy: unknown field \"spec.initContainers[0].restartPolicy\"",
            "Error 9: spec.initContainers[0].startupProbe: Forbidden: must not be set for init containers",
        ],
    ),
    (
        8,
        &[28],
        &[
            "Warning 8: spec.initContainers[0].restartPolicy: dropped in silence: SidecarContainers is off in Kubernetes 1.28",
            "Error 9: spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always",
        ],
    ),
    (8, &[29], &[]),
];

#[test]
fn each_minor_says_what_its_api_server_says() {
    for (field, minors, expected) in SAID {
        let (init, app) = FIELDS[*field];
        for &minor in *minors {
            let said = said(&pod(init, app), minor);
            assert_eq!(said.len(), expected.len(), "1.{minor}: {init}{app}: {said:?}");
            for (said, expected) in said.iter().zip(*expected) {
                assert!(said.starts_with(expected), "1.{minor}: {said}\n{expected}");
            }
        }
    }
}

#[test]
fn a_dropped_field_says_what_happens_instead_and_what_it_needs() {
    let (_, problems) = read(&pod("restartPolicy: Always", ""), 28);
    let help = &problems[0].help;
    assert!(help.starts_with("`i` is an ordinary init container here: the Pod waits"), "{help}");
    assert!(help.ends_with("choose Kubernetes 1.29 or newer."), "{help}");
    let (_, problems) = read(&pod("", "lifecycle: {stopSignal: SIGUSR1}"), 37);
    assert!(problems[0].help.ends_with("no Kubernetes so far does it by default."), "{problems:?}");
    let (_, problems) = read(&pod("restartPolicy: Always", ""), 27);
    assert!(problems[0].help.ends_with("choose Kubernetes 1.29 or newer."), "{problems:?}");
}

#[test]
fn the_fields_of_pods_and_jobs_depend_on_the_minor_too() {
    let pod_level = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  resources: {limits: {cpu: 1}}\n  \
                     containers: [{name: a, image: 'a:1'}]\n";
    for (minor, expected) in [
        (31, "Error 5: spec.resources: unknown field"),
        (32, "Warning 5: spec.resources: dropped in silence: PodLevelResources is off"),
        (33, "Warning 5: spec.resources: dropped in silence: PodLevelResources is off"),
    ] {
        let said = said(pod_level, minor);
        assert!(said.len() == 1 && said[0].starts_with(expected), "1.{minor}: {said:?}");
    }
    assert_eq!(said(pod_level, 34), Vec::<String>::new());

    let job = |field: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: j}}\nspec:\n  {field}\n  template:\n    \
             spec: {{restartPolicy: Never, containers: [{{name: a, image: 'a:1'}}]}}\n"
        )
    };
    for (field, minor, severity) in [
        ("podReplacementPolicy: Failed", 27, Severity::Error),
        ("podReplacementPolicy: Failed", 28, Severity::Warning),
        ("backoffLimitPerIndex: 1", 28, Severity::Warning),
        ("successPolicy: {rules: [{succeededCount: 1}]}", 29, Severity::Error),
        ("successPolicy: {rules: [{succeededCount: 1}]}", 30, Severity::Warning),
    ] {
        let (_, problems) = read(&job(field), minor);
        let place = (problems[0].severity, problems[0].position.line);
        assert_eq!((problems.len(), place), (1, (severity, 5)), "1.{minor}: {problems:?}");
    }
    assert_eq!(said(&job("podReplacementPolicy: Failed"), 29), Vec::<String>::new());
}

#[test]
fn without_native_sidecars_the_pod_waits_for_ever() {
    let text = pod("restartPolicy: Always", "");
    let simulated = |minor| {
        let (pod, _) = read(&text, minor);
        let pod = pod.expect("a Pod");
        let role = pod.containers()[0].role;
        let scenario = engine::inferred::scenario(&pod, at(minor)).without_deletion();
        (role, engine::simulate(&pod, &scenario, at(minor)))
    };
    for minor in [27, 28] {
        let (role, timeline) = simulated(minor);
        assert_eq!(role, ContainerRole::Init, "1.{minor}");
        let row = timeline.row(SimTime::from_secs(119));
        assert_eq!((row.ready.as_str(), row.status.as_str()), ("0/1", "Init:0/1"), "1.{minor}");
        let cut = scene::build(&timeline).cut.expect("it goes on for ever");
        assert_eq!(cut.sentence, "i does not end by itself, and everything behind it waits.");
    }
    let (role, timeline) = simulated(29);
    assert_eq!(role, ContainerRole::Sidecar);
    let row = timeline.row(SimTime::from_secs(119));
    assert_eq!((row.ready.as_str(), row.status.as_str()), ("2/2", "Running"));
}

#[test]
fn a_pod_with_scheduling_gates_says_what_it_waits_for() {
    let text = pod("", "").replace("spec:", "spec:\n  schedulingGates: [{name: example.com/wait}]");
    let (gated, problems) = read(&text, 37);
    assert_eq!(problems, []);
    let gated = gated.expect("a Pod");
    let scenario = engine::inferred::scenario(&gated, Version::NEWEST).without_deletion();
    let timeline = engine::simulate(&gated, &scenario, Version::NEWEST);
    let cut = scene::build(&timeline).cut.expect("it goes on for ever");
    assert!(cut.sentence.starts_with("no scheduler looks at the Pod"), "{}", cut.sentence);
    let caption = scene::words::caption(&timeline, SimTime::from_secs(1));
    assert_eq!(caption.strong, "The Pod has scheduling gates.");
}
