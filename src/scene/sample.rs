//! Timelines written by hand, for the tests of the picture: the scene must be right about whatever
//! timeline it is given, so its tests do not lean on the engine.

use crate::engine::{
    Attempt, Condition, End, Event, EventId, EventKind, Guess, HookKind, HookRun, OnTerm, Phase,
    Process, PullOutcome, PullRun, Rule, Scenario, SimTime, Subject, Timeline, Timings,
};
use crate::model::{
    Container, ContainerIndex, ContainerRole, Hook, Millis, Pod, Probe, ProbeAction, ProbeKind,
    Version,
};

/// Events as they are written down, each with its cause.
struct Tape {
    events: Vec<Event>,
}

impl Tape {
    fn pod(&mut self, at: u64, kind: EventKind, cause: Option<EventId>) -> EventId {
        self.push(at, Subject::Pod, kind, cause)
    }

    fn container(&mut self, at: u64, container: usize, kind: EventKind, cause: EventId) -> EventId {
        self.push(at, Subject::Container(ContainerIndex(container)), kind, Some(cause))
    }

    fn push(
        &mut self,
        at: u64,
        subject: Subject,
        kind: EventKind,
        cause: Option<EventId>,
    ) -> EventId {
        let id = EventId(self.events.len().try_into().expect("a sample is short"));
        self.events.push(Event {
            id,
            at: SimTime(at),
            subject,
            kind,
            cause,
            rule: Rule::ProcessEnds,
            assumed: false,
        });
        id
    }

    /// Pull, create and start; returns the start.
    fn start(&mut self, container: usize, pull: u64, start: u64, cause: EventId) -> EventId {
        let began = self.container(pull, container, EventKind::PullStarted, cause);
        self.start_after(container, start, Millis(start - pull), began)
    }

    fn start_after(&mut self, container: usize, at: u64, took: Millis, cause: EventId) -> EventId {
        let pulled = self.container(
            at,
            container,
            EventKind::Pulled { already_present: took == Millis::ZERO, took },
            cause,
        );
        let created = self.container(at, container, EventKind::Created, pulled);
        self.container(at, container, EventKind::Started, created)
    }

    fn exit(&mut self, at: u64, container: usize, code: i32, cause: EventId) -> EventId {
        let reason = if code == 0 { "Completed" } else { "Error" };
        self.container(at, container, EventKind::Exited { code, reason }, cause)
    }

    /// Closes the tape. Events may have been written container by container.
    fn timeline(mut self, pod: Pod, end: End, until: u64) -> Timeline {
        let mut order: Vec<usize> = (0..self.events.len()).collect();
        order.sort_by_key(|&n| self.events[n].at);
        let mut place = vec![EventId(0); order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = EventId(new.try_into().expect("a sample is short"));
        }
        for (old, event) in self.events.iter_mut().enumerate() {
            event.id = place[old];
            event.cause = event.cause.map(|cause| place[cause.0 as usize]);
        }
        self.events.sort_by_key(|event| event.id);
        let scenario = Scenario {
            processes: vec![process(); pod.containers().len()],
            actions: Vec::new(),
            horizon: Millis(until),
            node: crate::engine::NodeConfig::default(),
            timings: Timings::default(),
        };
        Timeline {
            pod,
            scenario,
            version: Version::NEWEST,
            events: self.events,
            end,
            until: SimTime(until),
        }
    }
}

fn process() -> Process {
    let hook = HookRun { takes: Guess::assumed(Millis::ZERO), fails: false };
    Process {
        pulls: vec![PullRun { outcome: PullOutcome::Ok, takes: Guess::assumed(Millis::ZERO) }],
        attempts: vec![Attempt {
            lost_exit_code: 137,
            runs: Guess::assumed(None),
            exit_code: 0,
            on_term: Guess::assumed(OnTerm::ExitsAfter(Millis::ZERO)),
            term_exit_code: 0,
            startup_after: Guess::assumed(None),
            ready_after: Guess::assumed(None),
            liveness_fails_after: None,
            post_start: hook,
            pre_stop: hook,
        }],
    }
}

fn probe() -> Probe {
    Probe {
        action: ProbeAction::HttpGet { path: "/ready".to_owned(), port: "8080".to_owned() },
        initial_delay: Millis::ZERO,
        period: Millis::from_secs(1),
        timeout: Millis::from_secs(1),
        success_threshold: 1,
        failure_threshold: 3,
        termination_grace_period: None,
    }
}

fn tape() -> (Tape, EventId) {
    let mut tape = Tape { events: Vec::new() };
    let scheduled = tape.pod(0, EventKind::Scheduled, None);
    (tape, scheduled)
}

/// The Pod of the look: init, sidecar, init, two apps; deleted at 24 s.
pub(super) fn shop() -> Timeline {
    let mut log_agent =
        Container::new("log-agent", ContainerRole::Sidecar, "fluent/fluent-bit:3.2");
    log_agent.startup_probe = Some(probe());
    let mut api = Container::new("api", ContainerRole::App, "shop/api:7.2");
    api.readiness_probe = Some(probe());
    api.pre_stop = Some(Hook::Sleep(Millis::from_secs(5)));
    let pod = Pod::new(
        "shop-7d9f",
        vec![
            Container::new("migrate", ContainerRole::Init, "shop/migrate:2.4"),
            log_agent,
            Container::new("fetch-config", ContainerRole::Init, "shop/fetch-config:1.1"),
            api,
            Container::new("envoy", ContainerRole::App, "envoyproxy/envoy:v1.34"),
        ],
    )
    .expect("names differ");
    let (mut tape, scheduled) = tape();
    let sandbox = tape.pod(600, EventKind::SandboxReady, Some(scheduled));
    let migrate = tape.start(0, 600, 1_600, sandbox);
    let migrated = tape.exit(4_600, 0, 0, migrate);
    let agent = tape.start(1, 4_600, 5_600, migrated);
    let startup = |success| EventKind::Probed { probe: ProbeKind::Startup, success };
    tape.container(6_600, 1, startup(false), agent);
    let passed = tape.container(7_600, 1, startup(true), agent);
    let agent_started = tape.container(7_600, 1, EventKind::BecameStarted, passed);
    tape.container(7_600, 1, EventKind::BecameReady, agent_started);
    let fetch = tape.start(2, 7_600, 8_400, agent_started);
    let fetched = tape.exit(10_400, 2, 0, fetch);
    let api = tape.start(3, 10_400, 12_000, fetched);
    let envoy = tape.start(4, 12_000, 12_800, api);
    tape.container(12_800, 4, EventKind::BecameReady, envoy);
    tape.pod(12_800, EventKind::PhaseChanged(Phase::Running), Some(envoy));
    for at in (13_000..=30_000).step_by(1_000) {
        let success = (14_000..30_000).contains(&at);
        tape.container(at, 3, EventKind::Probed { probe: ProbeKind::Readiness, success }, api);
    }
    let ready = tape.container(14_000, 3, EventKind::BecameReady, api);
    tape.pod(14_000, EventKind::ConditionChanged(Condition::Ready, true), Some(ready));
    let grace = Millis::from_secs(30);
    let deleted = tape.pod(24_000, EventKind::DeletionRequested { grace }, None);
    let envoy_term = tape.container(24_000, 4, EventKind::Term { grace }, deleted);
    let hook = tape.container(24_000, 3, EventKind::HookStarted(HookKind::PreStop), deleted);
    let envoy_exit = tape.exit(25_000, 4, 0, envoy_term);
    let unready = tape.container(25_000, 4, EventKind::BecameUnready, envoy_exit);
    tape.pod(25_000, EventKind::ConditionChanged(Condition::Ready, false), Some(unready));
    let hook = tape.container(
        29_000,
        3,
        EventKind::HookFinished { hook: HookKind::PreStop, failed: false, cut: false },
        hook,
    );
    let api_term =
        tape.container(29_000, 3, EventKind::Term { grace: Millis::from_secs(25) }, hook);
    let api_exit = tape.exit(31_000, 3, 0, api_term);
    tape.container(31_000, 3, EventKind::BecameUnready, api_exit);
    let agent_term =
        tape.container(31_000, 1, EventKind::Term { grace: Millis::from_secs(23) }, api_exit);
    let agent_exit = tape.exit(32_000, 1, 0, agent_term);
    tape.container(32_000, 1, EventKind::BecameUnready, agent_exit);
    let stopped = tape.pod(32_000, EventKind::SandboxStopped, Some(agent_exit));
    tape.pod(32_200, EventKind::Removed, Some(stopped));
    tape.timeline(pod, End::Finished, 32_200)
}

/// A Pod of `apps` containers that all run from 1 s on and nothing more.
pub(super) fn idle(apps: usize) -> Timeline {
    let containers = (1..=apps)
        .map(|n| Container::new(&format!("app-{n}"), ContainerRole::App, "app:1"))
        .collect();
    let pod = Pod::new("idle", containers).expect("names differ");
    let (mut tape, scheduled) = tape();
    let mut cause = tape.pod(1_000, EventKind::SandboxReady, Some(scheduled));
    for n in 0..apps {
        cause = tape.start_after(n, 1_000, Millis::ZERO, cause);
    }
    tape.pod(1_000, EventKind::PhaseChanged(Phase::Running), Some(cause));
    tape.timeline(pod, End::Steady, 600_000)
}

/// A Job's Pod whose only container runs from 1 s to 6 s.
pub(super) fn job() -> Timeline {
    let pod = Pod::new("job", vec![Container::new("work", ContainerRole::App, "work:1")])
        .expect("one name");
    let (mut tape, scheduled) = tape();
    let sandbox = tape.pod(1_000, EventKind::SandboxReady, Some(scheduled));
    let start = tape.start_after(0, 1_000, Millis::ZERO, sandbox);
    tape.pod(1_000, EventKind::PhaseChanged(Phase::Running), Some(start));
    let exit = tape.exit(6_000, 0, 0, start);
    tape.pod(6_000, EventKind::PhaseChanged(Phase::Succeeded), Some(exit));
    tape.timeline(pod, End::Finished, 6_000)
}

/// A container that crashes after 1, 2 and 4 seconds; the next restart lies behind the horizon.
pub(super) fn crash_loop() -> Timeline {
    let pod = Pod::new("crash", vec![Container::new("app", ContainerRole::App, "app:1")])
        .expect("one name");
    let (mut tape, scheduled) = tape();
    let mut cause = tape.pod(1_000, EventKind::SandboxReady, Some(scheduled));
    for (start, exit, delay) in
        [(1_000, 2_000, None), (2_000, 4_000, Some(10)), (14_000, 18_000, Some(20))]
    {
        let started = tape.start_after(0, start, Millis::ZERO, cause);
        if start == 1_000 {
            tape.pod(start, EventKind::PhaseChanged(Phase::Running), Some(started));
        }
        cause = tape.exit(exit, 0, 1, started);
        if let Some(delay) = delay {
            cause = tape.container(
                exit,
                0,
                EventKind::BackOff { delay: Millis::from_secs(delay) },
                cause,
            );
        }
    }
    tape.timeline(pod, End::Horizon { next: SimTime(38_000) }, 20_000)
}
