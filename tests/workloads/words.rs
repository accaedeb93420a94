//! What `kubectl get job` and `kubectl events` say of workloads.

use crate::story::{Story, job, runs, stops, workload};
use podline::engine::SimTime;

/// STATUS, COMPLETIONS and DURATION.
fn row(story: &Story, seconds: u64) -> Option<[String; 3]> {
    let row = story.run().job_row(0, SimTime::from_secs(seconds))?;
    Some([row.status.unwrap_or("-").to_owned(), row.completions, row.duration])
}

fn cells(status: &str, completions: &str, duration: &str) -> [String; 3] {
    [status.to_owned(), completions.to_owned(), duration.to_owned()]
}

#[test]
fn the_row_of_a_job_follows_its_conditions() {
    // pkg/printers/internalversion/printers.go printJob.
    let story = || job("completions: 2").doing("app", &[runs(5, 0)]);
    assert_eq!(row(&story(), 0), Some(cells("Running", "0/2", "0s")));
    assert_eq!(row(&story(), 7), Some(cells("Running", "1/2", "7s")));
    assert_eq!(row(&story(), 60), Some(cells("Complete", "2/2", "10s")));
    assert_eq!(row(&story().at(29), 60), Some(cells("-", "2/2", "10s")));
    // A failed Job has no completion time.
    let story = || job("activeDeadlineSeconds: 10").doing("app", &[stops(5, 0)]);
    assert_eq!(row(&story(), 12), Some(cells("FailureTarget", "0/1", "12s")));
    assert_eq!(row(&story(), 60), Some(cells("Failed", "0/1", "60s")));
    assert_eq!(row(&job("parallelism: 3"), 9), Some(cells("Running", "0/1 of 3", "9s")));
    assert_eq!(row(&job("suspend: true"), 9), Some(cells("Suspended", "0/1", "")));
    let gone = job("ttlSecondsAfterFinished: 5").doing("app", &[runs(5, 0)]);
    assert_eq!(row(&gone, 10), None);
}

/// Reason, object and message of every event.
fn events(story: &Story) -> Vec<String> {
    let timeline = story.run();
    let events = timeline.cluster_events(timeline.until).into_iter();
    events.map(|event| format!("{} {} {}", event.reason, event.object, event.message)).collect()
}

#[test]
fn a_job_tells_of_its_pods_and_its_end() {
    // controller_utils.go RealPodControl; job_controller.go recordJobFinished.
    let story = job("activeDeadlineSeconds: 10");
    let pod = &story.run().pods[0].name;
    assert_eq!(
        events(&story),
        [
            format!("SuccessfulCreate job/w Created pod: {pod}"),
            format!("SuccessfulDelete job/w Deleted pod: {pod}"),
            "DeadlineExceeded job/w Job was active longer than specified deadline".to_owned(),
        ]
    );
    let story = job("").doing("app", &[runs(5, 0)]);
    assert_eq!(events(&story)[1], "Completed job/w Job completed");
}

#[test]
fn a_cron_job_tells_of_its_jobs() {
    // cronjob_controllerv2.go syncCronJob.
    let spec = "schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {\
                restartPolicy: Never, containers: [{name: app, image: busybox}]}}}}";
    let story = workload("batch/v1", "CronJob", spec).doing("app", &[runs(5, 0)]).until(30);
    let timeline = story.run();
    let (job, pod) = (&timeline.jobs[0].name, &timeline.pods[0].name);
    assert_eq!(
        events(&story),
        [
            format!("SuccessfulCreate cronjob/w Created job {job}"),
            format!("SuccessfulCreate job/{job} Created pod: {pod}"),
            format!("Completed job/{job} Job completed"),
            format!("SawCompletedJob cronjob/w Saw completed job: {job}, condition: Complete"),
        ]
    );
}

#[test]
fn a_deployment_speaks_through_its_replica_set() {
    let spec = "replicas: 2, selector: {matchLabels: {app: w}}, \
                template: {metadata: {labels: {app: w}}, \
                spec: {containers: [{name: app, image: busybox}]}}";
    let story = workload("apps/v1", "Deployment", spec);
    let told = events(&story);
    let pod = &story.run().pods[1].name;
    let set = pod.rsplit_once('-').expect("a generated name").0;
    let scaled = format!("ScalingReplicaSet deployment/w Scaled up replica set {set} from 0 to 2");
    assert_eq!(told[0], scaled);
    assert_eq!(told[2], format!("SuccessfulCreate replicaset/{set} Created pod: {pod}"));
}
