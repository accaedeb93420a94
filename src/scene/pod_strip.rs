//! The Pods of a workload, one below the other on the workload's own time axis: how each came to be
//! and how it ended.

use super::pod_lane::{PodLane, pod_lane};
use super::{Range, Span, Tick, axis, words};
use crate::engine::{
    ControllerEventKind, End, Event, EventKind, Moment, OwnedPod, Phase, SimTime, Timeline,
    WorkloadTimeline,
};
use crate::model::Millis;
use crate::playback::is_step;

/// How a Pod ends, as far as it is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodEnd {
    /// Its phase is Succeeded.
    Succeeded,
    /// Its phase is Failed.
    Failed,
    /// It is deleted before it ends by itself.
    Deleted,
    /// It runs, and goes on.
    Running,
    /// It never gets as far as to run.
    Pending,
}

impl PodEnd {
    /// The phase, or what is more telling than the phase: `Failed`, `runs on`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Deleted => "deleted",
            Self::Running => "runs on",
            Self::Pending => "Pending",
        }
    }
}

/// One Pod.
#[derive(Clone, Debug, PartialEq)]
pub struct PodRow {
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created: SimTime,
    /// What is left of the axis from then on: the range of `lane`.
    pub range: Range,
    /// Its phases, in its own time.
    pub lane: PodLane,
    /// The back-off before it was created, and its length in words.
    pub back_off: Option<(Span, String)>,
    /// When its deletion was asked for, in its own time.
    pub deleted: Option<SimTime>,
    /// How it ends.
    pub end: PodEnd,
    /// When it had ended, in its own time.
    pub ended: Option<SimTime>,
    /// What is worth a word beside its end: `exit 1`, `3 restarts`; may be empty.
    pub label: String,
    /// All of it in one sentence: `Pod 2 of 4, Failed, 13.0 s to 18.4 s, exit 1`.
    pub sentence: String,
}

/// The Pods of one workload.
#[derive(Clone, Debug, PartialEq)]
pub struct PodStrip {
    /// Whose they are: `Job count-stock`.
    pub owner: String,
    /// The time that is shown, since the workload was created.
    pub range: Range,
    /// The axis.
    pub ticks: Vec<Tick>,
    /// The Pods, in order of creation.
    pub rows: Vec<PodRow>,
    /// What is to be said below: that there is no Pod, or more to come; may be empty.
    pub note: String,
}

/// The Pods of `workload`.
pub fn pod_strip(workload: &WorkloadTimeline) -> PodStrip {
    let range = range(workload);
    let ticks = axis::ticks(range, None).into_iter().step_by(2).collect();
    let rows = (0..workload.pods.len()).map(|pod| row(workload, pod, range)).collect();
    PodStrip { owner: owner(workload), range, ticks, rows, note: note(workload) }
}

/// Whose the Pods are: `Job count-stock`.
pub fn owner(workload: &WorkloadTimeline) -> String {
    let kind = workload.workload.template.owner.as_ref().map_or("Pod", |it| it.kind.as_str());
    format!("{kind} {}", workload.workload.name)
}

/// The Pod that follows when `pod` has ended or goes, and the sentence that says so: `Job count-stock
/// makes another Pod after 10 s.`
pub fn next_pod(workload: &WorkloadTimeline, pod: usize) -> Option<(usize, String)> {
    let (next, end) = (pod + 1..workload.pods.len()).find_map(|next| {
        let (before, end) = follows(workload, next)?;
        (before == pod).then_some((next, end))
    })?;
    let owned = &workload.pods[next];
    let since = workload.pods[pod].in_workload(end.at);
    let delay = back_off(workload, owned).unwrap_or(owned.created.since(since));
    let makes = match (delay, &end.kind) {
        // Said when the Pod is gone, which may be much later.
        (Millis::ZERO, EventKind::DeletionRequested { .. }) => {
            "made another Pod as soon as this one was deleted".to_owned()
        }
        (Millis::ZERO, _) => "makes another Pod at once".to_owned(),
        _ => format!("makes another Pod after {}", words::length(delay)),
    };
    Some((next, format!("{} {makes}.", owner(workload))))
}

/// The Pod whose end `pod` follows, and the event of that end.
fn follows(workload: &WorkloadTimeline, pod: usize) -> Option<(usize, &Event)> {
    let mut moment = Moment::Controller(workload.pods[pod].created_by);
    loop {
        moment = workload.cause(moment)?;
        if let Moment::Pod { pod, event } = moment {
            let event = workload.pods[pod].timeline.event(event);
            let ends = verdict(&event.kind).is_some() || event.kind == EventKind::Removed;
            return ends.then_some((pod, event));
        }
    }
}

/// The back-off that the creation of a Pod waited for.
fn back_off(workload: &WorkloadTimeline, owned: &OwnedPod) -> Option<Millis> {
    let Some(Moment::Controller(cause)) = workload.cause(Moment::Controller(owned.created_by))
    else {
        return None;
    };
    match workload.event(cause).kind {
        ControllerEventKind::BackOff { delay, .. } => Some(delay),
        _ => None,
    }
}

/// What an event says about how its Pod ends.
fn verdict(kind: &EventKind) -> Option<PodEnd> {
    match kind {
        EventKind::PhaseChanged(Phase::Succeeded) => Some(PodEnd::Succeeded),
        EventKind::PhaseChanged(Phase::Failed) => Some(PodEnd::Failed),
        EventKind::DeletionRequested { .. } => Some(PodEnd::Deleted),
        _ => None,
    }
}

/// The time that is shown: a bit more than what happens.
fn range(workload: &WorkloadTimeline) -> Range {
    let controller = workload.events.last().map_or(SimTime::ZERO, |event| event.at);
    let last = workload.pods.iter().fold(controller, |last, owned| {
        let step = owned.timeline.events.iter().rfind(|event| is_step(event));
        last.max(owned.in_workload(step.map_or(SimTime::ZERO, |event| event.at)))
    });
    Range { end: last + Millis((last.0 / 8).max(2000)) }
}

fn row(workload: &WorkloadTimeline, pod: usize, whole: Range) -> PodRow {
    let owned = &workload.pods[pod];
    let timeline = &owned.timeline;
    let created = owned.created;
    let range = Range { end: SimTime::ZERO + whole.end.since(created) };
    let (mut end, mut ended, mut deleted) = (None, None, None);
    let mut code = 0;
    for event in &timeline.events {
        end = end.or(verdict(&event.kind));
        match event.kind {
            EventKind::PhaseChanged(Phase::Succeeded | Phase::Failed) | EventKind::Removed => {
                ended = ended.or(Some(event.at));
            }
            EventKind::DeletionRequested { .. } => deleted = Some(event.at),
            EventKind::Exited { code: exit, .. } if exit != 0 => code = exit,
            _ => {}
        }
    }
    let lane = pod_lane(timeline, range, range.end);
    let runs = lane.phases.last().is_some_and(|bar| bar.phase == Phase::Running);
    let end = end.unwrap_or(if runs { PodEnd::Running } else { PodEnd::Pending });
    let label = match (end, restarts(timeline)) {
        (PodEnd::Failed, 0) if code != 0 => format!("exit {code}"),
        (_, 0) => String::new(),
        (_, 1) => "1 restart".to_owned(),
        (_, restarts) => format!("{restarts} restarts"),
    };
    let back_off = back_off(workload, owned).and_then(|delay| {
        let (before, end) = follows(workload, pod)?;
        let from = workload.pods[before].in_workload(end.at);
        Some((Span { from, to: created }, format!("{} back-off", words::length(delay))))
    });
    let when = match ended {
        Some(at) => format!("{created} to {}", owned.in_workload(at)),
        None => format!("from {created}"),
    };
    let count = workload.pods.len();
    let mut sentence = format!("Pod {} of {count}, {}, {when}", pod + 1, end.as_str());
    for more in [label.as_str(), back_off.as_ref().map_or("", |(_, text)| text)] {
        if !more.is_empty() {
            sentence += ", ";
            sentence += more;
        }
    }
    let name = owned.name.clone();
    PodRow { name, created, range, lane, back_off, deleted, end, ended, label, sentence }
}

/// All restarts of its containers.
fn restarts(timeline: &Timeline) -> u32 {
    let status = timeline.at(timeline.until).status;
    let containers = timeline.pod.indices().filter_map(|index| status.container(index));
    containers.map(|container| container.restart_count).sum()
}

fn note(workload: &WorkloadTimeline) -> String {
    if workload.pods.is_empty() {
        let owner = owner(workload);
        return format!("{owner} makes no Pod. Below is the one that its template describes.");
    }
    match workload.end {
        End::Finished | End::Steady => String::new(),
        End::EventCap => "The pattern repeats.".to_owned(),
        End::Horizon { next } => format!("Nothing more happens before {next}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{inferred, simulate_workload};
    use crate::model::Version;
    use crate::{manifest, model};

    fn run(kind: &str, spec: &str, command: &str) -> WorkloadTimeline {
        let (group, policy) = if kind == "Job" { ("batch", "Never") } else { ("apps", "Always") };
        let text = format!(
            "{{apiVersion: {group}/v1, kind: {kind}, metadata: {{name: w}}, spec: {{{spec}, template: {{spec: {{\
             restartPolicy: {policy}, containers: [{{name: app, image: busybox, command: {command}}}]}}}}}}}}"
        );
        let object = &manifest::parse(&text).objects[0];
        let pod = model::lower(object, Version::NEWEST).pod.expect("a Pod");
        let scenario = inferred::scenario(&pod, Version::NEWEST);
        let workload = model::workload(object, pod, Version::NEWEST).expect("a workload");
        simulate_workload(&workload, &scenario, Version::NEWEST)
    }

    fn failing() -> WorkloadTimeline {
        run("Job", "backoffLimit: 1", "[sh, -c, 'sleep 4; exit 3']")
    }

    #[test]
    fn a_job_that_fails_waits_before_it_makes_the_next_pod() {
        let job = failing();
        let strip = pod_strip(&job);
        assert_eq!(strip.owner, "Job w");
        assert_eq!(strip.note, "");
        let [first, second] = &strip.rows[..] else { panic!("{:?}", strip.rows) };
        assert_eq!(
            (first.end, first.label.as_str(), &first.back_off),
            (PodEnd::Failed, "exit 3", &None)
        );
        let ended = first.ended.expect("it fails");
        let (span, words) = second.back_off.as_ref().expect("it was waited for");
        assert_eq!((span.from, span.to, words.as_str()), (ended, second.created, "10 s back-off"));
        assert_eq!(second.created, ended + Millis::from_secs(10));
        assert_eq!(first.sentence, format!("Pod 1 of 2, Failed, 0.0 s to {ended}, exit 3"));
        let next = next_pod(&job, 0).expect("another follows");
        assert_eq!(next, (1, "Job w makes another Pod after 10 s.".to_owned()));
        assert_eq!(next_pod(&job, 1), None, "the Job has failed");
    }

    #[test]
    fn a_replica_set_replaces_at_once_and_a_stateful_set_when_the_pod_is_gone() {
        let sleeps = "[sleep, infinity]";
        for (kind, at_once) in [("ReplicaSet", true), ("StatefulSet", false)] {
            let workload = run(kind, "replicas: 1", sleeps);
            let strip = pod_strip(&workload);
            let [first, second] = &strip.rows[..] else { panic!("{:?}", strip.rows) };
            assert_eq!((first.end, second.end), (PodEnd::Deleted, PodEnd::Running), "{kind}");
            let since = if at_once { first.deleted } else { first.ended };
            assert_eq!(Some(second.created), since, "{kind}");
            let (next, said) = next_pod(&workload, 0).expect("another follows");
            let when = if at_once {
                "made another Pod as soon as this one was deleted"
            } else {
                "makes another Pod at once"
            };
            assert_eq!((next, said), (1, format!("{kind} w {when}.")));
        }
    }

    #[test]
    fn what_makes_no_pod_says_so() {
        let empty = run("Deployment", "replicas: 0", "[sleep, infinity]");
        assert_eq!(pod_strip(&empty).rows, []);
        let note = "Deployment w makes no Pod. Below is the one that its template describes.";
        assert_eq!(pod_strip(&empty).note, note);
    }

    #[test]
    fn a_pod_that_restarts_counts_its_restarts_and_the_note_says_when_it_goes_on() {
        let crashing = run("Deployment", "replicas: 1", "[sh, -c, 'sleep 4; exit 1']");
        let strip = pod_strip(&crashing);
        assert_eq!(strip.rows.len(), 1);
        assert_eq!(strip.rows[0].end, PodEnd::Running);
        assert!(strip.rows[0].label.ends_with(" restarts"), "{}", strip.rows[0].label);
        assert!(strip.note.starts_with("Nothing more happens before "), "{}", strip.note);
    }
}
