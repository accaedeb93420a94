//! The events that controllers record with the API server.
//!
//! Source: `pkg/controller/controller_utils.go` RealPodControl, and the recorder calls of the
//! controllers of each kind.

use super::{ControllerEvent, ControllerEventKind, JobCondition, WorkloadTimeline};
use crate::engine::{Rule, SimTime};
use crate::model::{OwnerKind, WorkloadSpec};

/// One event about a workload, a ReplicaSet or a Job, as `kubectl events` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadEvent {
    /// When.
    pub at: SimTime,
    /// `Warning` rather than `Normal`.
    pub warning: bool,
    /// The reason: `SuccessfulCreate`, `BackoffLimitExceeded` …
    pub reason: &'static str,
    /// The object: `job/import`.
    pub object: String,
    /// The message.
    pub message: String,
}

/// The cluster's events that come with one event of a controller: none, one, or two.
pub(super) fn of(timeline: &WorkloadTimeline, event: &ControllerEvent) -> Vec<WorkloadEvent> {
    let at = event.at;
    let mut events = Vec::new();
    if let Some((warning, reason, message)) = found(timeline, event) {
        let object = object(timeline, event);
        events.push(WorkloadEvent { at, warning, reason, object, message });
    }
    if let Some((warning, reason, message)) = told(timeline, event) {
        let object = object(timeline, event);
        events.push(WorkloadEvent { at, warning, reason, object, message });
    }
    if event.kind == ControllerEventKind::Applied
        && let Some(message) = scaled_up(timeline)
    {
        let object = format!("deployment/{}", timeline.workload.name);
        let reason = "ScalingReplicaSet";
        events.push(WorkloadEvent { at, warning: false, reason, object, message });
    }
    // A CronJob notes how its Jobs end.
    if let ControllerEventKind::JobCondition { job, condition, .. } = &event.kind
        && matches!(condition, JobCondition::Complete | JobCondition::Failed)
        && matches!(timeline.workload.spec, WorkloadSpec::CronJob(_))
    {
        let (name, condition) = (&timeline.jobs[*job].name, condition.as_str());
        let object = format!("cronjob/{}", timeline.workload.name);
        let message = format!("Saw completed job: {name}, condition: {condition}");
        let reason = "SawCompletedJob";
        events.push(WorkloadEvent { at, warning: false, reason, object, message });
    }
    events
}

/// What a Deployment says when it makes its ReplicaSet (`pkg/controller/deployment/sync.go`).
fn scaled_up(timeline: &WorkloadTimeline) -> Option<String> {
    let workload = &timeline.workload;
    let kind = workload.template.owner.as_ref()?.kind;
    match workload.spec {
        WorkloadSpec::ReplicaSet { replicas: replicas @ 1.. } if kind == OwnerKind::Deployment => {
            let from = if timeline.version.at_least(31) { "from 0 " } else { "" };
            let set = workload.base.trim_end_matches('-');
            Some(format!("Scaled up replica set {set} {from}to {replicas}"))
        }
        _ => None,
    }
}

/// The object that an event is about: the Job, where one makes Pods; else the workload, or the
/// ReplicaSet of a Deployment.
fn object(timeline: &WorkloadTimeline, event: &ControllerEvent) -> String {
    let workload = &timeline.workload;
    let job = match event.kind {
        ControllerEventKind::PodCreated { pod } | ControllerEventKind::PodDeleted { pod } => {
            timeline.pods[pod].job
        }
        ControllerEventKind::JobCondition { job, .. } => Some(job),
        _ => None,
    };
    if let Some(job) = job {
        return format!("job/{}", timeline.jobs[job].name);
    }
    match workload.template.owner.as_ref().map(|owner| owner.kind) {
        Some(OwnerKind::Deployment) => {
            format!("replicaset/{}", workload.base.trim_end_matches('-'))
        }
        Some(kind) => format!("{}/{}", kind.as_str().to_lowercase(), workload.name),
        None => workload.name.clone(),
    }
}

/// What a DaemonSet says of a Pod that has ended, before it deletes it (podsShouldBeOnNode).
fn found(
    timeline: &WorkloadTimeline,
    event: &ControllerEvent,
) -> Option<(bool, &'static str, String)> {
    let ControllerEventKind::PodDeleted { pod } = event.kind else { return None };
    if !matches!(timeline.workload.spec, WorkloadSpec::DaemonSet) {
        return None;
    }
    let (reason, how, verb) = match event.rule {
        Rule::FailedDaemonPodDeleted => ("FailedDaemonPod", "failed", "kill"),
        Rule::EndedPodDeleted => ("SucceededDaemonPod", "succeeded", "delete"),
        _ => return None,
    };
    let (name, namespace) = (&timeline.pods[pod].name, &timeline.workload.template.namespace);
    let pod = format!("{namespace}/{name} on node node-1");
    let message = format!("Found {how} daemon pod {pod}, will try to {verb} it");
    Some((event.rule == Rule::FailedDaemonPodDeleted, reason, message))
}

fn told(
    timeline: &WorkloadTimeline,
    event: &ControllerEvent,
) -> Option<(bool, &'static str, String)> {
    let workload = &timeline.workload;
    let stateful = matches!(workload.spec, WorkloadSpec::StatefulSet(_));
    let cron = matches!(workload.spec, WorkloadSpec::CronJob(_));
    let (set, job) = (&workload.name, |job: usize| &timeline.jobs[job].name);
    Some(match &event.kind {
        ControllerEventKind::PodCreated { pod } => {
            let name = &timeline.pods[*pod].name;
            let message = if stateful {
                format!("create Pod {name} in StatefulSet {set} successful")
            } else {
                format!("Created pod: {name}")
            };
            (false, "SuccessfulCreate", message)
        }
        ControllerEventKind::PodDeleted { pod } => {
            let name = &timeline.pods[*pod].name;
            match event.rule {
                _ if stateful => {
                    let message = format!("delete Pod {name} in StatefulSet {set} successful");
                    (false, "SuccessfulDelete", message)
                }
                // The garbage collector leaves no event.
                Rule::JobExpires | Rule::PodsFollowOwner => return None,
                _ => (false, "SuccessfulDelete", format!("Deleted pod: {name}")),
            }
        }
        ControllerEventKind::JobCondition { condition, reason, message, .. } => match condition {
            JobCondition::Complete => (false, "Completed", "Job completed".to_owned()),
            JobCondition::Failed => (true, reason, message.clone()),
            JobCondition::Suspended => (false, "Suspended", message.clone()),
            JobCondition::FailureTarget | JobCondition::SuccessCriteriaMet => return None,
        },
        ControllerEventKind::JobCreated { job: at } => {
            (false, "SuccessfulCreate", format!("Created job {}", job(*at)))
        }
        ControllerEventKind::JobDeleted { job: at } if cron && event.rule != Rule::JobExpires => {
            (false, "SuccessfulDelete", format!("Deleted job {}", job(*at)))
        }
        ControllerEventKind::RunWaits { .. } => {
            let message = "Not starting job because prior execution is running and concurrency policy is Forbid";
            (false, "JobAlreadyActive", message.to_owned())
        }
        ControllerEventKind::RunMissed => {
            (true, "MissSchedule", "Missed scheduled time to start a job".to_owned())
        }
        ControllerEventKind::Applied
        | ControllerEventKind::PodCounted { .. }
        | ControllerEventKind::BackOff { .. }
        | ControllerEventKind::JobDeleted { .. } => return None,
    })
}
