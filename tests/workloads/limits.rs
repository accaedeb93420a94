//! When a Job fails: its limits, its policies, its indexes.

use crate::story::{FOREVER, job, job_of, runs, stops};
use podline::engine::ControllerEventKind;

#[test]
fn never_makes_one_pod_more_than_the_limit() {
    // job_controller.go syncJob: failed > backoffLimit.
    let story = job("backoffLimit: 2").doing("app", &[runs(1, 1)]);
    assert_eq!(
        story.acts(),
        [
            "0: create 0",
            "11: create 1",
            "32: create 2",
            "33: FailureTarget BackoffLimitExceeded",
            "33: Failed BackoffLimitExceeded",
        ]
    );
}

#[test]
fn on_failure_counts_restarts_of_sidecars_too() {
    // job_controller.go pastBackoffLimitOnFailure: >= limit, and for limit 0 more than none.
    let pod = "restartPolicy: OnFailure, \
               initContainers: [{name: side, image: busybox, restartPolicy: Always}], \
               containers: [{name: app, image: busybox}]";
    for (limit, fails_at) in [(0, 5), (1, 5), (2, 20)] {
        let story = job_of(&format!("backoffLimit: {limit}"), pod)
            .doing("side", &[runs(5, 0), runs(5, 0), FOREVER])
            .until(60);
        let told = story.acts();
        let target = format!("{fails_at}: FailureTarget BackoffLimitExceeded");
        assert_eq!(told[1..3], [target, format!("{fails_at}: delete 0")], "limit {limit}");
    }
}

#[test]
fn the_active_deadline_fails_the_job_however_its_pods_do() {
    // job_controller.go pastActiveDeadline; the Pod gets its whole grace period.
    let story = || job("activeDeadlineSeconds: 60").doing("app", &[stops(7, 0)]);
    assert_eq!(
        story().told(),
        [
            "0: create 0",
            "60: FailureTarget DeadlineExceeded",
            "60: delete 0",
            "60: failure 0",
            "67: Failed DeadlineExceeded",
        ]
    );
    assert_eq!(
        story().at(30).told(),
        ["0: create 0", "60: delete 0", "60: failure 0", "60: Failed DeadlineExceeded"]
    );
}

#[test]
fn a_deadline_passes_while_the_job_waits_to_retry() {
    let story = job("activeDeadlineSeconds: 5").doing("app", &[runs(1, 1)]);
    let expected = ["5: FailureTarget DeadlineExceeded", "5: Failed DeadlineExceeded"];
    assert_eq!(story.told()[3..], expected);
}

const POLICY: &str = "podFailurePolicy: {rules: [\
    {action: FailJob, onExitCodes: {containerName: app, operator: In, values: [42]}}, \
    {action: Ignore, onExitCodes: {operator: In, values: [7]}}, \
    {action: Count, onExitCodes: {operator: NotIn, values: [0]}}]}";

#[test]
fn a_failjob_rule_fails_the_job_and_says_why() {
    // pod_failure_policy.go matchPodFailurePolicy; the interim condition comes in every version.
    for minor in [27, 30, 37] {
        let story = job(POLICY).doing("app", &[runs(3, 42)]).at(minor);
        let expected =
            ["0: create 0", "3: FailureTarget PodFailurePolicy", "3: Failed PodFailurePolicy"];
        assert_eq!(story.acts(), expected, "1.{minor}");
        let timeline = story.run();
        let message = timeline.events.iter().find_map(|event| match &event.kind {
            ControllerEventKind::JobCondition { message, .. } => Some(message.clone()),
            _ => None,
        });
        let pod = &timeline.pods[0].name;
        let expected = format!(
            "Container app for pod default/{pod} failed with exit code 42 matching FailJob rule at index 0"
        );
        assert_eq!(message, Some(expected));
    }
}

#[test]
fn an_ignored_failure_lengthens_the_back_off_but_not_the_count() {
    // job_controller.go nonIgnoredFailedPodsCount; backoff_utils.go newBackoffRecord.
    let spec = format!("backoffLimit: 0, {POLICY}");
    let story = job(&spec).doing("app", &[runs(1, 7), runs(1, 7), runs(1, 1)]);
    assert_eq!(
        story.told(),
        [
            "0: create 0",
            "1: ignored 0",
            "1: wait 10s",
            "11: create 1",
            "12: ignored 1",
            "12: wait 20s",
            "32: create 2",
            "33: failure 2",
            "33: FailureTarget BackoffLimitExceeded",
            "33: Failed BackoffLimitExceeded",
        ]
    );
}

#[test]
fn a_rule_about_conditions_looks_at_their_values() {
    // pod_failure_policy.go matchOnPodConditions.
    for (value, action) in [("True", "0: create 0"), ("False", "1: Failed PodFailurePolicy")] {
        let spec = format!(
            "backoffLimit: 6, podFailurePolicy: {{rules: [{{action: FailJob, \
             onPodConditions: [{{type: Ready, status: '{value}'}}]}}]}}"
        );
        let told = job(&spec).doing("app", &[runs(1, 1), FOREVER]).until(5).told();
        assert!(told.iter().any(|line| line == action), "{value}: {told:?}");
        assert_eq!(told.iter().any(|line| line.contains("Failed")), value == "False");
    }
}

#[test]
fn exit_code_0_never_matches_a_rule() {
    // pod_failure_policy.go getMatchingContainerFromList.
    let spec = "backoffLimit: 0, podFailurePolicy: {rules: [\
                {action: FailJob, onExitCodes: {operator: NotIn, values: [1]}}]}";
    let pod = "restartPolicy: Never, \
               containers: [{name: app, image: busybox}, {name: other, image: busybox}]";
    let story = job_of(spec, pod).doing("app", &[runs(1, 0)]).doing("other", &[runs(2, 1)]);
    let told = story.told();
    assert_eq!(told.last().map(String::as_str), Some("2: Failed BackoffLimitExceeded"));
}

#[test]
fn the_policy_is_checked_before_the_limit() {
    // job_controller.go syncJob: order of the checks.
    let spec = format!("backoffLimit: 0, {POLICY}");
    let told = job(&spec).doing("app", &[runs(3, 42)]).told();
    assert_eq!(told.last().map(String::as_str), Some("3: Failed PodFailurePolicy"));
}

const INDEXED: &str = "completionMode: Indexed, completions: 3";

#[test]
fn an_indexed_job_runs_each_index_until_it_succeeds() {
    // indexed_job_utils.go firstPendingIndexes; the back-off is the Job's.
    let spec = format!("{INDEXED}, parallelism: 2");
    let story = job(&spec).doing("app", &[runs(2, 1), runs(5, 0), runs(5, 0)]);
    let timeline = story.run();
    let made: Vec<_> = timeline.pods.iter().map(|pod| (pod.created.0 / 1000, pod.index)).collect();
    // Index 0 fails at 2, index 1 succeeds at 5 and resets the delay: both places are filled then.
    assert_eq!(made, [(0, Some(0)), (0, Some(1)), (5, Some(0)), (5, Some(2))]);
    assert!(timeline.pods[3].name.starts_with("w-2-"), "{}", timeline.pods[3].name);
    let told = story.told();
    assert_eq!(told.last().map(String::as_str), Some("10: Complete CompletionsReached"));
}

#[test]
fn each_index_has_its_own_limit_and_delay() {
    // indexed_job_utils.go isIndexFailed; backoff_utils.go getRemainingTimePerIndex.
    let spec = format!("{INDEXED}, parallelism: 3, backoffLimitPerIndex: 1");
    let attempts = [runs(1, 1), runs(5, 0), runs(8, 1), runs(1, 1), runs(1, 0)];
    let story = job(&spec).doing("app", &attempts);
    let timeline = story.run();
    let made: Vec<_> = timeline.pods.iter().map(|pod| (pod.created.0 / 1000, pod.index)).collect();
    assert_eq!(
        made,
        [(0, Some(0)), (0, Some(1)), (0, Some(2)), (11, Some(0)), (18, Some(2))],
        "10 s after each index's own failure"
    );
    let told = story.told();
    assert_eq!(told.last().map(String::as_str), Some("19: Failed FailedIndexes"));
    // Where the feature is off the field is dropped, and the Job's own limit holds.
    let told = job(&format!("{spec}, backoffLimit: 0")).doing("app", &attempts).at(28).told();
    assert_eq!(told.last().map(String::as_str), Some("1: Failed BackoffLimitExceeded"));
}

#[test]
fn failindex_ends_an_index_and_max_failed_indexes_the_job() {
    // job_controller.go syncJob (MaxFailedIndexesExceeded before FailedIndexes).
    let spec = format!(
        "{INDEXED}, parallelism: 3, backoffLimitPerIndex: 5, maxFailedIndexes: 1, \
         podFailurePolicy: {{rules: [\
         {{action: FailIndex, onExitCodes: {{operator: In, values: [9]}}}}]}}"
    );
    let story = job(&spec).doing("app", &[runs(1, 9), runs(3, 9), FOREVER]);
    assert_eq!(
        story.acts()[3..],
        [
            "3: FailureTarget MaxFailedIndexesExceeded",
            "3: delete 2",
            "3: Failed MaxFailedIndexesExceeded"
        ]
    );
}

#[test]
fn a_success_policy_ends_the_job_early() {
    // success_policy.go matchSuccessPolicy; the other Pods are deleted and do not count as failed.
    let spec = format!(
        "{INDEXED}, parallelism: 3, successPolicy: {{rules: [{{succeededIndexes: '1-2', succeededCount: 1}}]}}"
    );
    let story = || job(&spec).doing("app", &[FOREVER, runs(5, 0), stops(3, 0)]);
    assert_eq!(
        story().told()[3..],
        [
            "5: success 1",
            "5: SuccessCriteriaMet SuccessPolicy",
            "5: delete 0",
            "5: delete 2",
            "8: Complete SuccessPolicy",
        ]
    );
    let told = story().at(30).told();
    assert_eq!(told.last().map(String::as_str), Some("5: success 1"), "dropped before 1.31");
}
