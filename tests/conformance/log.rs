//! What happened, by the names that the cases use: one Pod's timeline, or several in one.

use crate::moment::{Moment, Name};
use podline::engine::{
    Condition, Endpoint, Event, EventId, EventKind, HookKind, PodState, SimTime, Subject, Timeline,
    endpoint,
};
use podline::model::ProbeKind;

const CONTAINER: [&str; 15] = [
    "pulled",
    "created",
    "started",
    "postStartDone",
    "startupPassed",
    "ready",
    "unready",
    "livenessFailed",
    "preStopStart",
    "preStopDone",
    "term",
    "kill",
    "exited",
    "restarted",
    "backoff",
];

const POD: [&str; 9] = [
    "Scheduled",
    "Initialized",
    "ContainersReady",
    "Ready",
    "Succeeded",
    "Failed",
    "created",
    "deleted",
    "SandboxChanged",
];

const JOB: [&str; 3] = ["Complete", "Failed", "deleted"];

const ENDPOINT: [&str; 2] = ["terminating", "unready"];

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) at: SimTime,
}

/// Where an event stands: its place in the log, which tells the order within one instant, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) position: usize,
    pub(crate) at: SimTime,
}

/// Everything that happened, in order.
pub(crate) struct Log {
    entries: Vec<Entry>,
    containers: Vec<String>,
    has_job: bool,
}

impl Log {
    /// The log of Pods with these containers; `has_job` if a Job owns them.
    pub(crate) fn new(containers: Vec<String>, has_job: bool, entries: Vec<Entry>) -> Self {
        let log = Self { entries, containers, has_job };
        for entry in &log.entries {
            assert!(log.knows(&entry.name), "no name of an event: {}", entry.name);
        }
        log
    }

    /// The log of one Pod.
    pub(crate) fn of(timeline: &Timeline) -> Self {
        let containers = timeline.pod.containers().iter();
        let containers = containers.map(|container| container.name.clone()).collect();
        Self::new(containers, false, entries(timeline))
    }

    /// Where `name` stands; `None` if that never happened. A name that cannot happen is an error.
    pub(crate) fn find(&self, name: &Name) -> Result<Option<Place>, String> {
        self.check(&name.name)?;
        let mut places = self.entries.iter().enumerate().filter(|(_, e)| e.name == name.name);
        let place = places.nth(name.nth - 1);
        Ok(place.map(|(position, entry)| Place { position, at: entry.at }))
    }

    /// The instant of `moment`; `None` if what it counts from never happened.
    pub(crate) fn instant(&self, moment: &Moment) -> Result<Option<SimTime>, String> {
        match moment.event() {
            None => Ok(Some(moment.from(SimTime::ZERO))),
            Some(name) => Ok(self.find(name)?.map(|place| moment.from(place.at))),
        }
    }

    /// How often `name` happened until `end`, that instant included.
    pub(crate) fn count(&self, name: &str, end: SimTime) -> Result<usize, String> {
        self.check(name)?;
        Ok(self.entries.iter().filter(|entry| entry.name == name && entry.at <= end).count())
    }

    fn check(&self, name: &str) -> Result<(), String> {
        if self.knows(name) { Ok(()) } else { Err(format!("nothing is called {name}")) }
    }

    fn knows(&self, name: &str) -> bool {
        let Some((subject, what)) = name.rsplit_once('.') else { return name == "delete" };
        // A container may well be called `job`.
        let of_container = self.containers.iter().any(|container| container == subject)
            && CONTAINER.contains(&what);
        of_container
            || match subject {
                "pod" => POD.contains(&what),
                "endpoint" => ENDPOINT.contains(&what),
                "job" => self.has_job && JOB.contains(&what),
                _ => false,
            }
    }
}

/// The entries of one Pod, in the order of its events.
fn entries(timeline: &Timeline) -> Vec<Entry> {
    by_event(timeline).concat()
}

/// The entries of one Pod, event by event.
pub(crate) fn by_event(timeline: &Timeline) -> Vec<Vec<Entry>> {
    let mut teller = Teller {
        timeline,
        entries: Vec::new(),
        has_run: vec![false; timeline.pod.containers().len()],
        state: PodState::new(&timeline.pod, timeline.version),
    };
    for event in &timeline.events {
        teller.entries.push(Vec::new());
        if event.id == EventId(0) {
            teller.add("pod.created", SimTime::ZERO);
        }
        match event.subject {
            Subject::Pod => teller.pod(event),
            Subject::Container(_) => teller.container(event),
        }
        teller.endpoint(event);
    }
    teller.entries
}

struct Teller<'a> {
    timeline: &'a Timeline,
    /// By event.
    entries: Vec<Vec<Entry>>,
    /// By container: whether it was started before.
    has_run: Vec<bool>,
    state: PodState,
}

impl Teller<'_> {
    fn add(&mut self, name: impl Into<String>, at: SimTime) {
        let last = self.entries.last_mut().expect("an event is being told");
        last.push(Entry { name: name.into(), at });
    }

    fn pod(&mut self, event: &Event) {
        let at = event.at;
        match event.kind {
            EventKind::Scheduled => self.add("pod.Scheduled", at),
            EventKind::ConditionChanged(condition, is) => self.condition(condition, is, at),
            EventKind::PhaseChanged(phase) => {
                let name = format!("pod.{phase}");
                if matches!(name.as_str(), "pod.Succeeded" | "pod.Failed") {
                    self.add(name, at);
                }
            }
            EventKind::SandboxChanged => self.add("pod.SandboxChanged", at),
            EventKind::DeletionRequested { .. } => self.add("delete", at),
            EventKind::Removed => self.add("pod.deleted", at),
            _ => {}
        }
    }

    fn condition(&mut self, condition: Condition, is: bool, at: SimTime) {
        let name = condition.as_str();
        // `pod.Scheduled` is an event of its own.
        if is && POD.contains(&name) && condition != Condition::PodScheduled {
            self.add(format!("pod.{name}"), at);
        }
    }

    /// What changes for a Service.
    fn endpoint(&mut self, event: &Event) {
        let before = endpoint(&self.state);
        self.state.apply(&self.timeline.pod, event);
        let after = endpoint(&self.state);
        let is =
            |endpoint: Option<Endpoint>, what: fn(Endpoint) -> bool| endpoint.is_some_and(what);
        if !is(before, |e| e.terminating) && is(after, |e| e.terminating) {
            self.add("endpoint.terminating", event.at);
        }
        if is(before, |e| e.ready) && !is(after, |e| e.ready) {
            self.add("endpoint.unready", event.at);
        }
    }

    fn container(&mut self, event: &Event) {
        let Subject::Container(index) = event.subject else { return };
        let container = self.timeline.pod.container(index);
        let what = match event.kind {
            EventKind::Pulled { .. } => "pulled",
            EventKind::Created => "created",
            EventKind::Started => "started",
            EventKind::HookFinished { hook: HookKind::PostStart, .. } => "postStartDone",
            EventKind::BecameStarted if container.startup_probe.is_some() => "startupPassed",
            EventKind::BecameReady => "ready",
            EventKind::BecameUnready => "unready",
            EventKind::ProbeVerdict(ProbeKind::Liveness) => "livenessFailed",
            EventKind::HookStarted(HookKind::PreStop) => "preStopStart",
            EventKind::HookFinished { hook: HookKind::PreStop, cut: false, .. } => "preStopDone",
            EventKind::Term { .. } => "term",
            EventKind::Kill => "kill",
            EventKind::Exited { .. } => "exited",
            EventKind::BackOff { .. } => "backoff",
            _ => return,
        };
        self.add(format!("{}.{what}", container.name), event.at);
        if what == "started" && std::mem::replace(&mut self.has_run[index.0], true) {
            self.add(format!("{}.restarted", container.name), event.at);
        }
    }
}
