//! What changes in the picture over time: one walk over the timeline, every element asked at each
//! instant at which something happens.

use super::fit::{Face, cut};
use super::{Ghost, Jack, Look, MountLine, Stage, State, Wire};
use crate::engine::{
    ContainerNow, ContainerState, EventKind, HookKind, PodState, RuntimeState, SimTime, Subject,
    Timeline, endpoint,
};
use crate::insight::links::{Links, Target, Way, When};
use crate::insight::sharing::{File, Moment, Sharing};
use crate::model::{ContainerIndex, ContainerRole, Pod};

/// Gives every element of `stage` its life.
pub(super) fn live(stage: &mut Stage, timeline: &Timeline, links: &Links, sharing: &Sharing) {
    let pod = &timeline.pod;
    let mut seen = Seen::new(pod, PodState::new(pod, timeline.version));
    let mut lives: Vec<Vec<(SimTime, State)>> = Vec::new();
    let first = Instant { pod, links, sharing, seen: &seen }.states(stage);
    lives.extend(first.into_iter().map(|state| vec![(SimTime::ZERO, state)]));
    let mut events = timeline.events.iter().peekable();
    while let Some(event) = events.next() {
        seen.apply(pod, event);
        // Results of probes alone change nothing here; what follows from them has events of its own.
        let is_last = events.peek().is_none_or(|next| next.at > event.at);
        if !is_last || !std::mem::take(&mut seen.changed) {
            continue;
        }
        let now = Instant { pod, links, sharing, seen: &seen }.states(stage);
        for (life, state) in lives.iter_mut().zip(now) {
            match life.last_mut() {
                Some((_, last)) if *last == state => {}
                Some((at, last)) if *at == event.at => *last = state,
                _ => life.push((event.at, state)),
            }
        }
    }
    for (element, states) in stage.elements_mut().into_iter().zip(lives) {
        element.life.states = states;
    }
}

/// The Pod so far, with what stays although its cause is over.
struct Seen {
    state: PodState,
    changed: bool,
    /// Volumes are mounted with the sandbox and stay until the Pod is gone.
    mounted: bool,
    started: Vec<bool>,
    succeeded: Vec<bool>,
    pre_stopped: Vec<bool>,
}

impl Seen {
    fn new(pod: &Pod, state: PodState) -> Self {
        let none = vec![false; pod.containers().len()];
        Self {
            state,
            changed: false,
            mounted: false,
            started: none.clone(),
            succeeded: none.clone(),
            pre_stopped: none,
        }
    }

    fn apply(&mut self, pod: &Pod, event: &crate::engine::Event) {
        self.state.apply(pod, event);
        self.changed |= !matches!(event.kind, EventKind::Probed { .. });
        match (event.subject, &event.kind) {
            (Subject::Pod, EventKind::SandboxReady) => self.mounted = true,
            (Subject::Container(it), EventKind::Started) => self.started[it.0] = true,
            (Subject::Container(it), EventKind::Exited { code: 0, .. }) => {
                self.succeeded[it.0] = true;
            }
            (Subject::Container(it), EventKind::HookStarted(HookKind::PreStop)) => {
                self.pre_stopped[it.0] = true;
            }
            _ => {}
        }
    }

    fn now(&self, index: ContainerIndex) -> &ContainerNow {
        self.state.container(index)
    }
}

/// The Pod at one instant, to be asked.
struct Instant<'a> {
    pod: &'a Pod,
    links: &'a Links,
    sharing: &'a Sharing,
    seen: &'a Seen,
}

impl Instant<'_> {
    /// The state of every element, in the order of [`Stage::elements`].
    fn states(&self, stage: &Stage) -> Vec<State> {
        let mut states = vec![self.whole()];
        states.extend(stage.volumes.iter().map(|_| on(self.is_mounted())));
        for volume in &stage.volumes {
            let files = &self.sharing.volumes[volume.volume].files;
            states.extend(volume.files.iter().map(|it| on(self.is_made(&files[it.file]))));
        }
        states.extend(stage.mounts.iter().map(|it| self.mount(it)));
        states.extend(stage.cards.iter().map(|it| self.card(it.container)));
        states.extend(stage.jacks.iter().map(|it| self.jack(it)));
        states.extend(stage.wires.iter().map(|it| self.wire(it)));
        states.extend(stage.ghosts.iter().map(|it| self.ghost(it)));
        states
    }

    fn whole(&self) -> State {
        let state = &self.seen.state;
        match state.status.ip.filter(|_| state.sandbox) {
            Some(ip) => told(Look::On, ip),
            None if state.removed => told(Look::Off, "gone"),
            None if state.stopped => told(Look::Off, "stopped"),
            None => told(Look::Off, "no IP yet"),
        }
    }

    fn is_mounted(&self) -> bool {
        self.seen.mounted && !self.seen.state.stopped && !self.seen.state.removed
    }

    fn is_made(&self, file: &File) -> bool {
        let made = match file.moment {
            Moment::Start => &self.seen.started,
            Moment::End => &self.seen.succeeded,
            Moment::PreStop => &self.seen.pre_stopped,
        };
        self.is_mounted() && made[file.by.0]
    }

    fn mount(&self, line: &MountLine) -> State {
        let mode = if line.read_only { "ro" } else { "rw" };
        if !self.seen.now(line.container).is_running() {
            return told(Look::Off, mode);
        }
        let does = match (line.flow.reads, line.flow.writes) {
            (true, true) => " · reads, writes",
            (true, false) => " · reading",
            (false, true) => " · writing",
            (false, false) => "",
        };
        State { look: Look::On, text: format!("{mode}{does}") }
    }

    fn card(&self, index: ContainerIndex) -> State {
        let now = self.seen.now(index);
        let container = self.pod.container(index);
        let signal = container.stop_signal.as_deref().unwrap_or("SIGTERM");
        match &now.state {
            RuntimeState::Running { .. } => {
                let is_ready = self.is_ready(index);
                let look = if is_ready { Look::Ready } else { Look::On };
                match (now.term_at, now.hook) {
                    (Some(_), _) => {
                        State { look: Look::Stopping, text: format!("Running · {signal}") }
                    }
                    // Readiness is asked on while the hook runs.
                    (None, Some(HookKind::PreStop)) => told(look, "Running · preStop"),
                    (None, Some(HookKind::PostStart)) => told(look, "Running · postStart"),
                    (None, None) if is_ready => told(look, "Running · Ready"),
                    (None, None) => told(look, "Running"),
                }
            }
            // Between its runs it waits.
            _ if now.pulling_since.is_some() => told(Look::Pulling, "Pulling image"),
            RuntimeState::Exited(_) if self.is_backing_off(index).is_some() => {
                told(Look::Waiting, self.is_backing_off(index).unwrap_or_default())
            }
            RuntimeState::Exited(ended) => {
                let look = if ended.exit_code == 0 { Look::Done } else { Look::Failed };
                let at = ended.finished_at.map(|it| format!(" at {it}")).unwrap_or_default();
                State { look, text: format!("Exited {}{at}", ended.exit_code) }
            }
            _ if self.seen.state.stopped => told(Look::Off, "Gone"),
            _ => {
                let reason = self.waits_for(index).filter(|it| !it.is_empty());
                told(Look::Waiting, reason.unwrap_or("Waiting"))
            }
        }
    }

    /// Ordinary init containers are never ready while they run.
    fn is_ready(&self, index: ContainerIndex) -> bool {
        self.seen.now(index).ready && self.pod.container(index).role != ContainerRole::Init
    }

    fn waits_for(&self, index: ContainerIndex) -> Option<&'static str> {
        match self.seen.state.status.container(index)?.state {
            ContainerState::Waiting(waiting) => Some(waiting.reason),
            _ => None,
        }
    }

    fn is_backing_off(&self, index: ContainerIndex) -> Option<&'static str> {
        self.waits_for(index).filter(|it| it.ends_with("BackOff"))
    }

    fn jack(&self, jack: &Jack) -> State {
        let now = self.seen.now(jack.container);
        if !now.is_running() {
            return State::default();
        }
        if let Some(first) = self.taken_by(jack) {
            let (own, first) = (self.short(jack.container), self.short(first));
            let text = format!("{own} {} · address already in use, {first} has it", jack.label);
            return State { look: Look::Failed, text };
        }
        let is_up = self.pod.container(jack.container).role == ContainerRole::Init || now.ready;
        on_as(if is_up { Look::On } else { Look::Waiting })
    }

    /// Who has had the port of `jack` for longer.
    fn taken_by(&self, jack: &Jack) -> Option<ContainerIndex> {
        let open = &self.links.ports[jack.open];
        let same = |it: &&crate::insight::links::Clash| {
            it.port == open.port && it.protocol == open.protocol
        };
        let clash = self.links.clashes.iter().find(same)?;
        let since = |it: ContainerIndex| match self.seen.now(it).state {
            RuntimeState::Running { started_at } => Some((started_at, it)),
            _ => None,
        };
        let first = clash.containers.iter().filter_map(|&it| since(it)).min()?;
        (first.1 != jack.container && clash.containers.contains(&jack.container)).then_some(first.1)
    }

    fn wire(&self, wire: &Wire) -> State {
        let link = &self.links.links[wire.link];
        let now = self.seen.now(wire.from);
        let calls = now.is_running()
            && match link.when {
                When::Running | When::Probe => true,
                When::PostStart => now.hook == Some(HookKind::PostStart),
                When::PreStop => now.hook == Some(HookKind::PreStop),
            };
        let from = self.short(wire.from);
        let call = format!("{from} → localhost:{}", link.port);
        if !calls {
            return State { look: Look::Off, text: call };
        }
        let (look, end) = match link.to {
            Target::Node => (Look::Doubtful, "whoever listens on the node".to_owned()),
            Target::Nobody { sure: true } => {
                (Look::Failed, "connection refused, nobody listens".to_owned())
            }
            Target::Nobody { sure: false } => {
                (Look::Doubtful, "no container is known to listen there".to_owned())
            }
            Target::Container(to) => self.answer(to),
        };
        State { look, text: format!("{call} · {end}") }
    }

    /// A name as far as it fits beside others.
    fn short(&self, index: ContainerIndex) -> String {
        cut(&self.pod.container(index).name, Face::Mono, 110)
    }

    /// What a call to `to` meets.
    fn answer(&self, to: ContainerIndex) -> (Look, String) {
        let name = self.short(to);
        let now = self.seen.now(to);
        let is_ready = now.ready || self.pod.container(to).role == ContainerRole::Init;
        if now.is_running() && is_ready {
            (Look::On, format!("{name} answers"))
        } else if now.is_running() && now.term_at.is_none() {
            (Look::Waiting, format!("{name} is not ready"))
        } else if now.is_running() {
            (Look::Waiting, format!("{name} is stopping"))
        } else if now.has_run() {
            (Look::Failed, format!("connection refused, {name} has ended"))
        } else {
            (Look::Failed, format!("connection refused, {name} has not started"))
        }
    }

    fn ghost(&self, ghost: &Ghost) -> State {
        let outside = &self.links.outside[ghost.outside];
        match outside.way {
            Way::Service => match endpoint(&self.seen.state) {
                None => told(Look::Off, "no endpoint"),
                Some(it) if it.ready => told(Look::On, "endpoint ready"),
                Some(it) if it.serving => told(Look::Stopping, "unready, terminating"),
                Some(it) if it.terminating => told(Look::Off, "unready, terminating"),
                Some(_) => told(Look::Off, "endpoint not ready"),
            },
            Way::Scrapes | Way::Out => {
                let up = outside.container.is_some_and(|it| self.seen.now(it).is_running());
                on(up)
            }
        }
    }
}

fn on(is_on: bool) -> State {
    on_as(if is_on { Look::On } else { Look::Off })
}

fn on_as(look: Look) -> State {
    State { look, text: String::new() }
}

fn told(look: Look, text: &str) -> State {
    State { look, text: text.to_owned() }
}
