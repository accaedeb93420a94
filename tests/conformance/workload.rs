//! `kind: scenario` for workloads: the events of all their Pods, and of their controllers, in one log.

use crate::expect::{ClusterEvent, Ending, Expect, Outcome};
use crate::log::{Entry, Log, by_event};
use crate::scenario::{self, cluster_events, ending, glance};
use crate::validation::rejected;
use crate::{Case, Faults};
use podline::engine::{
    ControllerEventKind, End, JobCondition, Moment, Scenario, SimTime, WorkloadTimeline,
    simulate_workload,
};
use podline::manifest;
use podline::model::{self, Workload};

/// Whether the manifest is a workload rather than a Pod.
pub(crate) fn is_one(case: &Case) -> bool {
    let manifest = manifest::parse(&case.manifest());
    manifest.objects.first().is_some_and(|object| {
        object.workload.is_some_and(|kind| kind != manifest::WorkloadKind::Pod)
    })
}

pub(crate) fn run(case: &Case) -> Faults {
    try_run(case).unwrap_or_else(|fault| vec![fault])
}

fn try_run(case: &Case) -> Result<Faults, String> {
    let expect: Expect = case.get("expect").ok_or("nothing is expected")?;
    if !expect.errors.is_empty() {
        return Ok(scenario::run(case));
    }
    let version = case.version();
    let manifest = manifest::parse(&case.manifest());
    let object = manifest.objects.first().ok_or("the manifest holds no object")?;
    let lowered = model::lower(object, version);
    let paths = rejected(manifest.problems.iter().chain(&lowered.problems));
    if !paths.is_empty() {
        return Err(format!("expected a valid manifest, rejected {}", paths.join(", ")));
    }
    let pod = lowered.pod.ok_or("no Pod comes of the manifest")?;
    let workload = model::workload(object, pod, version).ok_or("no workload")?;
    let simulate = |scenario: &Scenario| simulate_workload(&workload, scenario, version);
    let log = |scenario: &Scenario| log(&workload, &simulate(scenario));
    let scenario = scenario::scenario(case, &workload.template, &log)?;
    let timeline = simulate(&scenario);
    let horizon = SimTime::ZERO + scenario.horizon;
    if timeline.end == End::EventCap {
        return Err(format!("so much happens that {} is the last instant", timeline.until));
    }
    let glance = |at: SimTime| {
        let pod = *timeline.pods_at(at).first()?;
        let owned = &timeline.pods[pod];
        Some(glance(&owned.timeline, owned.own_time(at)?))
    };
    Ok(expect.check(&Outcome {
        log: &log(&scenario),
        horizon,
        glance: &glance,
        events: told(&timeline, horizon.max(timeline.until)),
        ending: end(&timeline),
    }))
}

/// Everything that happened, in order.
fn log(workload: &Workload, timeline: &WorkloadTimeline) -> Log {
    let containers = workload.template.containers().iter();
    let containers = containers.map(|container| container.name.clone()).collect();
    let by_pod: Vec<Vec<Vec<Entry>>> =
        timeline.pods.iter().map(|owned| by_event(&owned.timeline)).collect();
    let mut entries = Vec::new();
    for &moment in &timeline.order {
        let at = timeline.time(moment);
        match moment {
            Moment::Pod { pod, event } => {
                let told = by_pod[pod][event.0 as usize].iter();
                entries.extend(told.map(|entry| Entry { at, ..entry.clone() }));
            }
            Moment::Controller(id) => {
                let name = match &timeline.event(id).kind {
                    ControllerEventKind::JobCondition {
                        condition: condition @ (JobCondition::Complete | JobCondition::Failed),
                        ..
                    } => format!("job.{}", condition.as_str()),
                    ControllerEventKind::JobDeleted { .. } => "job.deleted".to_owned(),
                    _ => continue,
                };
                entries.push(Entry { name, at });
            }
        }
    }
    Log::new(containers, timeline.job_spec().is_some(), entries)
}

/// What the cluster tells of the Pods and of those that own them.
fn told(timeline: &WorkloadTimeline, until: SimTime) -> Vec<ClusterEvent> {
    let of_pods = timeline
        .pods
        .iter()
        .filter_map(|owned| Some(cluster_events(&owned.timeline, owned.own_time(until)?)));
    let of_owners = timeline.cluster_events(until).into_iter().map(|event| ClusterEvent {
        level: if event.warning { "Warning" } else { "Normal" },
        reason: event.reason.to_owned(),
        about: event.object.split('/').next().unwrap_or_default().to_owned(),
        message: event.message,
    });
    of_pods.flatten().chain(of_owners).collect()
}

/// How the last Pod ended, and the first Job.
fn end(timeline: &WorkloadTimeline) -> Ending {
    let job = timeline.job_end(0, timeline.until);
    let ending = timeline.pods.last().map(|owned| ending(&owned.timeline));
    Ending {
        job: job.map(|(condition, _)| condition.as_str().to_owned()),
        job_reason: job.map(|(_, reason)| reason.to_owned()),
        ..ending.unwrap_or_default()
    }
}
