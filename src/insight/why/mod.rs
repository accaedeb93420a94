//! Why: for whatever somebody picks, the causes behind it, what is still waited for, and the lines of
//! the manifest that made it so.
//!
//! One question ([`Asked`]), one answer ([`Why`]): sentences, the newest last, each with its instant,
//! the rule that made it follow and the lines it rests on. Tells no more than the timeline knows: a time
//! that is assumed says so, and a line that the manifest lacks names what holds instead. Knows no
//! markup; what a rule says is `content`'s.

mod bar;
mod chain;
mod ending;
mod event;
mod lines;
mod places;
mod question;
mod release;
mod sentence;
mod status;
mod versions;
mod wait;
mod watch_out;
mod words;

pub use lines::Line;
pub use status::Cell;
pub use versions::{Versions, versions};

use crate::engine::{Condition, Event, EventId, EventKind, PodState, Rule, SimTime, Timeline};
use crate::manifest::Object;
use crate::model::{Container, ContainerIndex, ContainerRole, Pod, RestartPolicy};
use lines::Lines;

/// What somebody picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An event.
    Event(EventId),
    /// What a container does at an instant: it waits, pulls, runs, stops, has ended, or was never
    /// started.
    Bar {
        /// The container.
        container: ContainerIndex,
        /// The instant.
        at: SimTime,
    },
    /// A column of `kubectl get pod` at an instant.
    Cell {
        /// The column.
        cell: Cell,
        /// The instant.
        at: SimTime,
    },
    /// A condition of the Pod at an instant.
    Condition {
        /// The condition.
        condition: Condition,
        /// The instant.
        at: SimTime,
    },
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The question, as a sentence: `Why is log-agent still running?`
    pub question: String,
    /// The answer in one sentence, where the chain alone does not give it: how a column comes about,
    /// what an exit code means. May be empty.
    pub answer: String,
    /// What led here, oldest first; never empty. The last one is what was asked about, or what led to
    /// it.
    pub steps: Vec<Step>,
    /// What is waited for from here on, in the order in which it must come; empty if nothing is.
    pub waits: Vec<Wait>,
    /// What is easily overlooked at this point. Each is a sentence.
    pub watch_out: Vec<String>,
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: SimTime,
    /// The event; `None` for what a controller did, and where links are left out.
    pub event: Option<EventId>,
    /// What happened, as a sentence. Code stands between backticks.
    pub text: String,
    /// The rule that made it follow from the step before; `None` only where links are left out.
    pub rule: Option<Rule>,
    /// In which versions it holds.
    pub versions: Versions,
    /// The lines that made it so. Empty where Kubernetes does it whatever the manifest says.
    pub lines: Vec<Line>,
    /// Its time is assumed: neither the manifest nor Kubernetes gives it.
    pub assumed: bool,
}

/// Something that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What has to come, as a sentence.
    pub text: String,
    /// Since when it is waited for.
    pub since: SimTime,
    /// When it comes on this timeline; `None` if it does not.
    pub until: Option<SimTime>,
    /// What becomes of it if it never comes, as a sentence.
    pub otherwise: String,
    /// The rule that makes it wait.
    pub rule: Rule,
    /// The lines that it depends on.
    pub lines: Vec<Line>,
}

impl Why {
    /// Puts what a controller did before the chain: it made the Pod, or deleted it. `sentence` as
    /// [`Step::text`].
    pub fn after(&mut self, sentence: &str, rule: Rule) {
        let Some(at) = self.steps.first().map(|step| step.at) else { return };
        let text = words::full_stop(sentence);
        let versions = versions(rule);
        let (event, lines, assumed) = (None, Vec::new(), false);
        self.steps.insert(0, Step { at, event, text, rule: Some(rule), versions, lines, assumed });
    }
}

/// Why what was asked about is so. `object` is what the timeline's Pod was read from.
///
/// An [`EventId`] or a [`ContainerIndex`] must be of this timeline.
pub fn why(timeline: &Timeline, object: &Object, asked: Asked) -> Why {
    let case = Case { timeline, lines: Lines::new(object, &timeline.pod) };
    match asked {
        Asked::Event(id) => event::why(&case, id),
        Asked::Bar { container, at } => bar::why(&case, container, at),
        Asked::Cell { cell, at } => status::why(&case, cell, at),
        Asked::Condition { condition, at } => status::of_condition(&case, condition, at),
    }
}

/// What an answer is made from.
struct Case<'a> {
    timeline: &'a Timeline,
    lines: Lines<'a>,
}

impl<'a> Case<'a> {
    fn pod(&self) -> &'a Pod {
        &self.timeline.pod
    }

    fn container(&self, index: ContainerIndex) -> &'a Container {
        self.timeline.pod.container(index)
    }

    fn name(&self, index: ContainerIndex) -> &'a str {
        &self.timeline.pod.container(index).name
    }

    /// The next end of a container's process after an instant.
    fn next_exit(&self, index: ContainerIndex, after: SimTime) -> Option<&'a Event> {
        let past = self.timeline.past(after).len();
        self.timeline.events[past..].iter().find(|event| {
            words::container(event) == Some(index) && matches!(event.kind, EventKind::Exited { .. })
        })
    }

    /// When that is.
    fn end_after(&self, index: ContainerIndex, after: SimTime) -> Option<SimTime> {
        self.next_exit(index, after).map(|event| event.at)
    }

    /// The next start of a container after an event.
    fn next_start(&self, index: ContainerIndex, event: &Event) -> Option<SimTime> {
        let mut ahead = self.timeline.events[event.id.0 as usize..].iter();
        let start = ahead
            .find(|it| words::container(it) == Some(index) && it.kind == EventKind::Started)?;
        Some(start.at)
    }

    /// Whether a container is started again after an exit code, as long as the Pod goes on
    /// (`pkg/api/v1/pod/util.go` ContainerShouldRestart).
    fn starts_again(&self, index: ContainerIndex, code: i32) -> bool {
        let container = self.container(index);
        let failed = code != 0;
        let by_rule = container.restart_rule(code).is_some();
        match (container.role, self.pod().restart_policy_of(container)) {
            (ContainerRole::Sidecar, _) | (ContainerRole::App, RestartPolicy::Always) => true,
            (ContainerRole::App, RestartPolicy::OnFailure) => failed || by_rule,
            (ContainerRole::App, RestartPolicy::Never) => by_rule,
            (ContainerRole::Init, RestartPolicy::Never) => failed && by_rule,
            (ContainerRole::Init, _) => failed,
        }
    }

    fn at(&self, at: SimTime) -> PodState {
        self.timeline.at(at)
    }
}
