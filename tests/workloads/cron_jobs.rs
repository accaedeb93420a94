//! What a CronJob does at its scheduled instants.

use crate::story::{Story, runs, stops, workload};

fn cron(spec: &str) -> Story {
    cron_of(spec, "")
}

fn cron_of(spec: &str, job: &str) -> Story {
    workload(
        "batch/v1",
        "CronJob",
        &format!(
            "{spec}, jobTemplate: {{spec: {{{job}template: {{spec: {{restartPolicy: Never, \
             containers: [{{name: app, image: busybox}}]}}}}}}}}"
        ),
    )
}

/// The controller's acts about Jobs.
fn jobs(story: &Story) -> Vec<String> {
    let told = story.told().into_iter();
    told.filter(|line| line.contains("job ") || line.contains("run ")).collect()
}

#[test]
fn the_first_scheduled_instant_is_zero_and_runs_may_overlap() {
    // cronjob_controllerv2.go syncCronJob: Allow is the default.
    let story = cron("schedule: '*/1 * * * *'").doing("app", &[runs(90, 0)]).until(130);
    assert_eq!(jobs(&story), ["0: job 0", "60: job 1", "120: job 2"]);
    let timeline = story.run();
    assert_eq!(timeline.jobs.len(), timeline.pods.len());
    assert_ne!(timeline.jobs[0].name, timeline.jobs[1].name);
    assert!(timeline.pods[1].name.starts_with(&timeline.jobs[1].name));
    assert_eq!(timeline.pods[0].name, story.workload().template.name);
}

#[test]
fn forbid_lets_a_run_wait_for_the_one_before() {
    // syncCronJob: lastScheduleTime stays, so the run is still due when the other has finished.
    let spec = "schedule: '* * * * *', concurrencyPolicy: Forbid";
    let story = cron(spec).doing("app", &[runs(150, 0), runs(10, 0)]).until(190);
    assert_eq!(
        jobs(&story),
        ["0: job 0", "60: run waits for 0", "120: run waits for 0", "150: job 1", "180: job 2",],
        "only the latest of the runs that were missed is made up for"
    );
    // startingDeadlineSeconds bounds how late it may be.
    let story = cron(&format!("{spec}, startingDeadlineSeconds: 20"));
    let story = story.doing("app", &[runs(150, 0), runs(10, 0)]).until(190);
    let missed = ["150: run missed", "180: job 1"];
    assert_eq!(jobs(&story)[3..], missed);
}

#[test]
fn replace_deletes_the_job_that_goes_on() {
    // syncCronJob: deleteJob in the background, then the new Job at once.
    let spec = "schedule: '* * * * *', concurrencyPolicy: Replace";
    let story = cron(spec).doing("app", &[stops(5, 0), runs(10, 0)]).until(70);
    assert_eq!(
        story.acts(),
        [
            "0: job 0",
            "0: create 0",
            "60: job 0 gone",
            "60: delete 0",
            "60: job 1",
            "60: create 1",
            "70: SuccessCriteriaMet CompletionsReached",
            "70: Complete CompletionsReached",
        ]
    );
}

#[test]
fn two_runs_within_a_minute_would_have_one_name() {
    // cronjob_controllerv2.go getJobName: the scheduled instant in minutes; IsAlreadyExists.
    let story = cron("schedule: '@every 40s'").doing("app", &[runs(5, 0)]).until(130);
    assert_eq!(jobs(&story), ["0: job 0", "80: job 1", "120: job 2"]);
}

#[test]
fn a_suspended_cron_job_does_nothing() {
    assert_eq!(cron("schedule: '* * * * *', suspend: true").told(), Vec::<String>::new());
}

#[test]
fn old_jobs_are_cleaned_up() {
    // cleanupFinishedJobs: 3 successful and 1 failed by default.
    let spec = "schedule: '* * * * *', successfulJobsHistoryLimit: 1";
    let story = cron(spec).doing("app", &[runs(10, 0)]).until(140);
    let gone: Vec<String> = jobs(&story).into_iter().filter(|line| line.contains("gone")).collect();
    assert_eq!(gone, ["70: job 0 gone", "130: job 1 gone"]);
    let failing = cron_of("schedule: '* * * * *'", "backoffLimit: 0, ");
    let story = failing.doing("app", &[runs(10, 1)]).until(140);
    let gone: Vec<String> = jobs(&story).into_iter().filter(|line| line.contains("gone")).collect();
    assert_eq!(gone, ["70: job 0 gone", "130: job 1 gone"]);
}
