//! The events that controllers record with the API server.
//!
//! Source: `pkg/controller/controller_utils.go` RealPodControl, and the recorder calls of the
//! controllers of each kind.

use super::{ControllerEvent, ControllerEventKind, JobCondition, WorkloadTimeline};
use crate::engine::{ClusterEvent, Rule};
use crate::model::WorkloadSpec;

/// The cluster's event that comes with one event of a controller, if there is one.
pub(super) fn of(timeline: &WorkloadTimeline, event: &ControllerEvent) -> Option<ClusterEvent> {
    let (warning, reason, message) = told(timeline, event)?;
    Some(ClusterEvent { at: event.at, warning, reason, message })
}

fn told(
    timeline: &WorkloadTimeline,
    event: &ControllerEvent,
) -> Option<(bool, &'static str, String)> {
    let workload = &timeline.workload;
    let namespace = &workload.template.namespace;
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
                Rule::FailedDaemonPodDeleted => {
                    let message = format!(
                        "Found failed daemon pod {namespace}/{name} on node node-1, will try to kill it"
                    );
                    (true, "FailedDaemonPod", message)
                }
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
