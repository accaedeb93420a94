//! How many Pods a Job makes, when, and how it ends.

use crate::story::{FOREVER, ignores_term, job, job_of, runs, stops};
use podline::engine::{JobStatus, SimTime};

#[test]
fn a_job_runs_no_more_pods_than_successes_are_missing() {
    // job_controller.go manageJob: min(parallelism, completions - succeeded).
    let story = job("completions: 3, parallelism: 2").doing("app", &[runs(5, 0)]);
    assert_eq!(
        story.told(),
        [
            "0: create 0",
            "0: create 1",
            "5: success 0",
            "5: success 1",
            "5: create 2",
            "10: success 2",
            "10: SuccessCriteriaMet CompletionsReached",
            "10: Complete CompletionsReached",
        ]
    );
}

#[test]
fn the_defaults_are_one_completion_and_six_retries() {
    // pkg/apis/batch/v1/defaults.go SetDefaults_Job.
    let told = job("").doing("app", &[runs(1, 1)]).until(10_000).told();
    let made: Vec<&str> =
        told.iter().filter_map(|line| line.split_once(": create ")).map(|(at, _)| at).collect();
    // 10 s after 1 s, 20 s after 12 s …
    assert_eq!(made, ["0", "11", "32", "73", "154", "315", "636"]);
    assert_eq!(told.last().map(String::as_str), Some("637: Failed BackoffLimitExceeded"));
}

#[test]
fn a_work_queue_adds_nothing_after_its_first_success() {
    // job_controller.go manageJob, syncJob: completions nil.
    let story = job("parallelism: 2").doing("app", &[runs(5, 0), runs(20, 1)]);
    assert_eq!(
        story.told(),
        [
            "0: create 0",
            "0: create 1",
            "5: success 0",
            "20: failure 1",
            "20: SuccessCriteriaMet CompletionsReached",
            "20: Complete CompletionsReached",
        ]
    );
}

#[test]
fn no_parallelism_no_pods() {
    assert_eq!(job("parallelism: 0, completions: 1").told(), Vec::<String>::new());
}

#[test]
fn a_success_resets_the_back_off() {
    // backoff_utils.go newBackoffRecord.
    let attempts = [runs(1, 1), runs(1, 1), runs(1, 0), runs(1, 1), runs(1, 0)];
    let story = job("completions: 2").doing("app", &attempts);
    assert_eq!(
        story.told()[..11],
        [
            "0: create 0",
            "1: failure 0",
            "1: wait 10s",
            "11: create 1",
            "12: failure 1",
            "12: wait 20s",
            "32: create 2",
            "33: success 2",
            "33: create 3",
            "34: failure 3",
            "34: wait 10s",
        ]
    );
}

#[test]
fn a_deleted_pod_counts_as_failed_at_once() {
    // job_controller.go isPodFailed; the delay counts from the deletion (getFinishedTime).
    let story = job("").doing("app", &[stops(4, 143), runs(5, 0)]).deleted_at(20);
    assert_eq!(
        story.told(),
        [
            "0: create 0",
            "20: failure 0",
            "20: wait 10s",
            "30: create 1",
            "35: success 1",
            "35: SuccessCriteriaMet CompletionsReached",
            "35: Complete CompletionsReached",
        ]
    );
}

#[test]
fn with_the_policy_failed_a_deleted_pod_counts_when_it_has_ended() {
    // job_controller.go onlyReplaceFailedPods, manageJob (diff minus terminating).
    let policy = "podReplacementPolicy: Failed";
    let story = job(policy).doing("app", &[stops(4, 143), FOREVER]).deleted_at(20);
    let expected = ["0: create 0", "24: failure 0", "24: wait 10s", "34: create 1"];
    assert_eq!(story.told(), expected);
    // Ended with 0 it is a success, and nothing is replaced.
    let story = job(policy).doing("app", &[stops(4, 0)]).deleted_at(20);
    let complete = "24: Complete CompletionsReached";
    assert_eq!(story.told().last().map(String::as_str), Some(complete));
    // A podFailurePolicy implies it, in every version that has one.
    let policy =
        "podFailurePolicy: {rules: [{action: Ignore, onExitCodes: {operator: In, values: [7]}}]}";
    for minor in [27, 37] {
        let story = job(policy).doing("app", &[stops(4, 143), FOREVER]).deleted_at(20).at(minor);
        assert_eq!(story.told(), expected, "1.{minor}");
    }
    // Before 1.29 the field is dropped.
    let story = job("podReplacementPolicy: Failed").doing("app", &[stops(4, 143)]).deleted_at(20);
    assert_eq!(story.at(28).told()[1], "20: failure 0");
}

#[test]
fn a_pod_deleted_by_force_still_holds_its_job_under_the_policy_failed() {
    // The finalizer batch.kubernetes.io/job-tracking keeps the object until the Pod counts.
    let policy = "podReplacementPolicy: Failed";
    let story = job(policy).doing("app", &[ignores_term(), FOREVER]).deleted_within(20, Some(0));
    assert_eq!(
        story.told(),
        ["0: create 0", "22: failure 0", "22: wait 10s", "32: create 1"],
        "killed 2 s after the deletion"
    );
}

#[test]
fn since_1_31_a_job_is_complete_when_no_pod_terminates_any_more() {
    // job_controller.go delayTerminalCondition, enactJobFinished.
    let story = || job("").doing("app", &[ignores_term(), runs(5, 0)]).deleted_at(20);
    let told = story().at(31).told();
    let end = ["35: SuccessCriteriaMet CompletionsReached", "50: Complete CompletionsReached"];
    assert_eq!(told[told.len() - 2..], end);
    let told = story().at(30).told();
    assert_eq!(told.last().map(String::as_str), Some("35: Complete"));
}

#[test]
fn the_delay_counts_from_the_end_of_the_last_sidecar() {
    // backoff_utils_test.go TestGetFinishedTime.
    let story = job_of(
        "",
        "restartPolicy: Never, \
         initContainers: [{name: side, image: busybox, restartPolicy: Always}], \
         containers: [{name: app, image: busybox}]",
    );
    let story = story.doing("app", &[runs(5, 1), runs(5, 0)]).doing("side", &[stops(4, 0)]);
    let expected = ["0: create 0", "9: failure 0", "9: wait 10s", "19: create 1"];
    assert_eq!(story.told()[..4], expected);
}

#[test]
fn a_suspended_job_has_no_pods_and_no_deadline() {
    // job_controller.go manageJob, pastActiveDeadline.
    let story = job("suspend: true, activeDeadlineSeconds: 10");
    assert_eq!(story.told(), ["0: Suspended JobSuspended"]);
}

#[test]
fn another_manager_gets_the_job_since_1_32() {
    // job_controller.go managedByExternalController.
    let story = || job("managedBy: example.com/queue").doing("app", &[runs(5, 0)]);
    assert_eq!(story().at(32).told(), Vec::<String>::new());
    assert_eq!(story().at(31).told()[0], "0: create 0");
    let own = job("managedBy: kubernetes.io/job-controller").doing("app", &[runs(5, 0)]);
    assert_eq!(own.told()[0], "0: create 0");
}

#[test]
fn a_finished_job_expires_with_its_pods() {
    // ttlafterfinished_controller.go processJob: from the terminal condition on.
    let story = job("ttlSecondsAfterFinished: 15").doing("app", &[runs(5, 0)]);
    let told = story.told();
    assert_eq!(told[told.len() - 2..], ["20: delete 0", "20: job 0 gone"]);
    let timeline = story.run();
    assert_eq!(timeline.pods_at(SimTime::from_secs(19)), [0]);
    assert_eq!(timeline.pods_at(SimTime::from_secs(20)), Vec::<usize>::new());
    // Before 1.31 a Job can have failed while a Pod still ends: the deletion is in the foreground.
    let story = job("ttlSecondsAfterFinished: 0, activeDeadlineSeconds: 10");
    let told = story.doing("app", &[stops(4, 0)]).at(30).told();
    let expected =
        ["10: delete 0", "10: failure 0", "10: Failed DeadlineExceeded", "14: job 0 gone"];
    assert_eq!(told[1..], expected);
}

#[test]
fn one_steps_through_all_pods_at_once() {
    let timeline = job("").doing("app", &[runs(5, 1), runs(7, 0)]).run();
    let next = |at: &SimTime| timeline.next_event(*at);
    let instants: Vec<SimTime> = std::iter::successors(Some(SimTime::ZERO), next).collect();
    assert_eq!(instants, [0, 5, 15, 22].map(SimTime::from_secs));
    let previous = |at: &SimTime| timeline.previous_event(*at);
    let back = std::iter::successors(Some(SimTime::from_secs(22)), previous);
    assert!(back.eq(instants.into_iter().rev()));
}

#[test]
fn the_status_adds_up_at_every_instant() {
    // job_controller.go syncJob, trackJobStatusAndRemoveFinalizers.
    let story = job("completions: 2, parallelism: 2, activeDeadlineSeconds: 30");
    let timeline = story.doing("app", &[runs(5, 0), stops(4, 0)]).run();
    let status = |seconds| {
        let status = timeline.job_status(0, SimTime::from_secs(seconds));
        let JobStatus { active, terminating, succeeded, failed, .. } = status;
        (active, terminating, succeeded, failed, status.conditions.len())
    };
    assert_eq!(status(4), (2, 0, 0, 0, 0));
    assert_eq!(status(5), (1, 0, 1, 0, 0));
    assert_eq!(status(30), (0, 1, 1, 1, 1));
    assert_eq!(status(34), (0, 0, 1, 1, 2));
}
