//! `kind: scenario` for one Pod: a manifest, scripted processes, what must come out.

use crate::behavior::{self, Act, Behaviors, Node};
use crate::expect::{ClusterEvent, Ending, Expect, Glance, Outcome};
use crate::log::Log;
use crate::moment::Span;
use crate::validation::rejected;
use crate::{Case, Faults};
use podline::engine::{End, Scenario, SimTime, Subject, Timeline, simulate};
use podline::manifest::{self, ProblemKind};
use podline::model::{self, Millis, Pod};

/// How long a case is simulated if it does not say so.
const HORIZON: Millis = Millis::from_secs(120);

pub(crate) fn run(case: &Case) -> Faults {
    try_run(case).unwrap_or_else(|fault| vec![fault])
}

fn try_run(case: &Case) -> Result<Faults, String> {
    let expect: Expect = case.get("expect").ok_or("nothing is expected")?;
    let manifest = manifest::parse(&case.manifest());
    let object = manifest.objects.first().ok_or("the manifest holds no object")?;
    let lowered = model::lower(object, case.version());
    if !expect.errors.is_empty() {
        let paths = rejected(manifest.problems.iter().chain(&lowered.problems));
        return Ok(compare(&paths, &expect));
    }
    // What runs got past the server: one that passes over fields its minor does not know.
    let known = lowered.problems.iter().filter(|it| it.kind != ProblemKind::UnknownField);
    let paths = rejected(manifest.problems.iter().chain(known));
    if !paths.is_empty() {
        return Err(format!("expected a valid manifest, rejected {}", paths.join(", ")));
    }
    let pod = lowered.pod.ok_or("no Pod comes of the manifest")?;
    let version = case.version();
    let log = |scenario: &Scenario| Log::of(&simulate(&pod, scenario, version));
    let scenario = scenario(case, &pod, &log)?;
    let timeline = simulate(&pod, &scenario, version);
    let horizon = SimTime::ZERO + scenario.horizon;
    if timeline.end == End::EventCap && timeline.until < horizon {
        return Err(format!("so much happens that {} is the last instant", timeline.until));
    }
    Ok(expect.check(&outcome(&timeline, &Log::of(&timeline), &|at| Some(glance(&timeline, at)))))
}

/// The script of the case; `log` tells what comes of a script.
pub(crate) fn scenario(
    case: &Case,
    pod: &Pod,
    log: &dyn Fn(&Scenario) -> Log,
) -> Result<Scenario, String> {
    let behaviors: Behaviors = case.get("behavior").unwrap_or_default();
    let horizon = case.get("horizon").map_or(HORIZON, |Span(horizon)| horizon);
    let mut scenario = behavior::scenario(pod, &behaviors, horizon)?;
    scenario.node = case.get::<Node>("kubelet").unwrap_or_default().config();
    let acts: Vec<Act> = case.get("actions").unwrap_or_default();
    behavior::act(&mut scenario, &acts, log)?;
    Ok(scenario)
}

fn compare(came: &[String], expect: &Expect) -> Faults {
    if !expect.is_about_errors_only() {
        return vec!["what is rejected does not run, and nothing else can be expected".to_owned()];
    }
    let mut wanted = expect.errors.clone();
    wanted.sort();
    if wanted == came {
        Vec::new()
    } else {
        vec![format!("expected errors at {wanted:?}, came {came:?}")]
    }
}

/// What came out of one Pod, for the checker.
fn outcome<'a>(
    timeline: &Timeline,
    log: &'a Log,
    glance: &'a dyn Fn(SimTime) -> Option<Glance>,
) -> Outcome<'a> {
    let horizon = SimTime::ZERO + timeline.scenario.horizon;
    let events = cluster_events(timeline, horizon.max(timeline.until));
    Outcome { log, horizon, glance, events, ending: ending(timeline) }
}

/// What one sees of a Pod at `at`.
pub(crate) fn glance(timeline: &Timeline, at: SimTime) -> Glance {
    let row = timeline.row(at);
    let phase = timeline.at(at).status.phase.to_string();
    Glance { status: row.status, ready: row.ready, restarts: row.restarts, phase }
}

/// What the cluster tells of a Pod until `at`.
pub(crate) fn cluster_events(timeline: &Timeline, at: SimTime) -> Vec<ClusterEvent> {
    let told = timeline.cluster_events(at).into_iter();
    told.map(|event| ClusterEvent {
        level: if event.warning { "Warning" } else { "Normal" },
        reason: event.reason.to_owned(),
        about: match event.subject {
            Subject::Pod => "pod".to_owned(),
            Subject::Container(index) => timeline.pod.container(index).name.clone(),
        },
        message: event.message,
    })
    .collect()
}

/// How a Pod ends; without a Job's end.
pub(crate) fn ending(timeline: &Timeline) -> Ending {
    let state = timeline.at(timeline.until);
    let containers = timeline.pod.containers().iter().zip(&state.status.containers);
    Ending {
        phase: state.status.phase.to_string(),
        reason: state.status.reason.map(str::to_owned),
        containers: containers
            .map(|(container, status)| {
                let exit =
                    status.as_ref().and_then(|told| told.terminated().or(told.last.as_ref()));
                (container.name.clone(), exit.map(|exit| (exit.exit_code, exit.reason.to_owned())))
            })
            .collect(),
        ..Ending::default()
    }
}
