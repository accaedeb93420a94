//! A workload, what its processes do, and what its controller does then, a line an event.

use podline::engine::{
    Action, Attempt, Basis, ControllerEvent, ControllerEventKind, End, Guess, Moment, OnTerm,
    Outcome, Scenario, SimTime, Verb, WorkloadTimeline, simulate_workload,
};
use podline::manifest::{self, ProblemKind};
use podline::model::{self, Millis, Version, Workload};

pub(crate) const FOREVER: Attempt = Attempt::IDEAL;

/// A run that ends by itself.
pub(crate) fn runs(seconds: u64, exit_code: i32) -> Attempt {
    Attempt { runs: Guess::declared(Some(Millis::from_secs(seconds))), exit_code, ..FOREVER }
}

/// A run that takes so long to stop, and exits with this code then.
pub(crate) fn stops(seconds: u64, term_exit_code: i32) -> Attempt {
    let on_term = Guess::declared(OnTerm::ExitsAfter(Millis::from_secs(seconds)));
    Attempt { on_term, term_exit_code, ..FOREVER }
}

/// A run that only SIGKILL ends.
pub(crate) fn ignores_term() -> Attempt {
    Attempt { on_term: Guess::declared(OnTerm::Ignores), ..FOREVER }
}

/// A run whose readiness probe passes so long after its start.
pub(crate) fn ready_after(seconds: u64) -> Attempt {
    Attempt { ready_after: Guess::declared(Some(Millis::from_secs(seconds))), ..FOREVER }
}

/// A workload and what is done to it.
pub(crate) struct Story {
    manifest: String,
    version: Version,
    attempts: Vec<(&'static str, Vec<Attempt>)>,
    actions: Vec<Action>,
    horizon: u64,
}

/// A Job with these fields of its spec, and one container `app`.
pub(crate) fn job(spec: &str) -> Story {
    job_of(spec, "restartPolicy: Never, containers: [{name: app, image: busybox}]")
}

/// A Job with these fields of its spec and of its Pods' spec.
pub(crate) fn job_of(spec: &str, pod: &str) -> Story {
    let comma = if spec.is_empty() { "" } else { ", " };
    workload("batch/v1", "Job", &format!("{spec}{comma}template: {{spec: {{{pod}}}}}"))
}

/// A workload with this spec.
pub(crate) fn workload(api_version: &str, kind: &str, spec: &str) -> Story {
    Story {
        manifest: format!(
            "{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: w}}, spec: {{{spec}}}}}"
        ),
        version: Version::NEWEST,
        attempts: Vec::new(),
        actions: Vec::new(),
        horizon: 1000,
    }
}

impl Story {
    pub(crate) fn at(mut self, minor: u8) -> Self {
        self.version = Version::new(minor).expect("a known minor");
        self
    }

    /// What the runs of a container do, over all Pods.
    pub(crate) fn doing(mut self, container: &'static str, attempts: &[Attempt]) -> Self {
        self.attempts.push((container, attempts.to_vec()));
        self
    }

    /// Somebody deletes the first Pod.
    pub(crate) fn deleted_at(self, seconds: u64) -> Self {
        self.deleted_within(seconds, None)
    }

    /// Somebody deletes the first Pod with this grace period.
    pub(crate) fn deleted_within(mut self, seconds: u64, grace: Option<u64>) -> Self {
        let verb = Verb::Delete { grace: grace.map(Millis::from_secs) };
        self.actions.push(Action { at: SimTime::from_secs(seconds), verb, basis: Basis::Chosen });
        self
    }

    pub(crate) fn until(mut self, seconds: u64) -> Self {
        self.horizon = seconds;
        self
    }

    pub(crate) fn workload(&self) -> Workload {
        let manifest = manifest::parse(&self.manifest);
        let object = manifest.objects.first().expect("one object");
        let lowered = model::lower(object, self.version);
        // What an old minor does not know, or drops, is part of its story.
        let of_version = [ProblemKind::UnknownField, ProblemKind::Dropped];
        let others = lowered.problems.iter().filter(|problem| !of_version.contains(&problem.kind));
        let problems: Vec<_> = manifest.problems.iter().chain(others).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        let pod = lowered.pod.expect("a Pod");
        model::workload(object, pod, self.version).expect("a workload")
    }

    pub(crate) fn run(&self) -> WorkloadTimeline {
        let workload = self.workload();
        let mut scenario = Scenario::ideal(&workload.template);
        scenario.horizon = Millis::from_secs(self.horizon);
        scenario.actions.clone_from(&self.actions);
        for (name, attempts) in &self.attempts {
            let index = workload.template.index_of(name).expect("a container of this name");
            scenario.processes[index.0].attempts.clone_from(attempts);
        }
        let timeline = simulate_workload(&workload, &scenario, self.version);
        check(&timeline);
        timeline
    }

    /// What its controller does, a line an event: `10: create 1`.
    pub(crate) fn told(&self) -> Vec<String> {
        self.run().events.iter().filter_map(line).collect()
    }

    /// The same, without counting and waiting.
    pub(crate) fn acts(&self) -> Vec<String> {
        let events = self.run().events;
        let is_act = |event: &&ControllerEvent| {
            let aside = matches!(
                event.kind,
                ControllerEventKind::PodCounted { .. } | ControllerEventKind::BackOff { .. }
            );
            !aside
        };
        events.iter().filter(is_act).filter_map(line).collect()
    }
}

fn line(event: &ControllerEvent) -> Option<String> {
    let what = match &event.kind {
        ControllerEventKind::Applied => return None,
        ControllerEventKind::PodCreated { pod } => format!("create {pod}"),
        ControllerEventKind::PodDeleted { pod } => format!("delete {pod}"),
        ControllerEventKind::PodCounted { pod, outcome, .. } => match outcome {
            Outcome::Succeeded => format!("success {pod}"),
            Outcome::Failed => format!("failure {pod}"),
            Outcome::Ignored => format!("ignored {pod}"),
        },
        ControllerEventKind::BackOff { delay, .. } => format!("wait {delay}"),
        ControllerEventKind::JobCondition { condition, reason, .. } => {
            format!("{} {reason}", condition.as_str()).trim_end().to_owned()
        }
        ControllerEventKind::JobCreated { job } => format!("job {job}"),
        ControllerEventKind::JobDeleted { job } => format!("job {job} gone"),
        ControllerEventKind::RunWaits { job } => format!("run waits for {job}"),
        ControllerEventKind::RunMissed => "run missed".to_owned(),
    };
    Some(format!("{}: {what}", event.at.0 / 1000))
}

/// What holds for every workload: time never goes back, each step follows from an earlier one, and
/// all of it goes back to the workload's creation.
fn check(timeline: &WorkloadTimeline) {
    let times: Vec<SimTime> = timeline.order.iter().map(|&step| timeline.time(step)).collect();
    assert!(times.is_sorted(), "time goes back");
    let position = |step: Moment| timeline.order.iter().position(|&other| other == step);
    for &step in &timeline.order {
        let chain = timeline.causes(step);
        let positions: Vec<_> = chain.iter().map(|&step| position(step)).collect();
        assert!(positions.iter().rev().is_sorted(), "a cause comes after its effect: {step:?}");
        let root = *chain.last().expect("a chain has a step");
        let by_user = matches!(root, Moment::Pod { .. });
        assert!(by_user || position(root) == Some(0), "no root: {step:?}");
    }
    let told: usize = timeline.pods.iter().map(|owned| owned.timeline.events.len()).sum();
    assert_eq!(told + timeline.events.len(), timeline.order.len(), "an event is lost");
    assert_ne!(timeline.end, End::EventCap, "it goes on for ever");
}
