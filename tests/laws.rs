//! Laws that hold for every Pod and every scenario, over generated ones.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test laws` runs a longer search.

use podline::engine::status::conditions::condition;
use podline::engine::status::{ConditionFacts, PhaseFacts, phase};
use podline::engine::{
    Action, Attempt, Basis, Condition, ContainerNow, EventKind, Guess, HookKind, HookRun,
    NodeConfig, OnTerm, PodState, PullOutcome, Rule, Scenario, SimTime, Subject, Timeline, Verb,
    simulate,
};
use podline::model::{
    Container, ContainerIndex, ContainerRole, ExitCodes, Hook, Millis, Pod, Probe, ProbeAction,
    RestartAction, RestartPolicy, RestartRule, Version,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngSeed, TestRunner};
use std::collections::BTreeSet;

fn seconds(range: std::ops::Range<u64>) -> impl Strategy<Value = Millis> {
    // Half seconds, so that the cutting to whole seconds matters.
    (range.start * 2..range.end * 2).prop_map(|halves| Millis(halves * 500))
}

fn probe() -> impl Strategy<Value = Option<Probe>> {
    let some = (seconds(0..6), 1..6u64, 1..4u32, prop::option::of(seconds(1..8)));
    prop::option::weighted(
        0.3,
        some.prop_map(|(initial_delay, period, failure_threshold, grace)| Probe {
            action: ProbeAction::Exec { command: vec!["check".to_owned()] },
            initial_delay,
            period: Millis::from_secs(period),
            timeout: Millis::from_secs(1),
            success_threshold: 1,
            failure_threshold,
            termination_grace_period: grace,
        }),
    )
}

fn hook() -> impl Strategy<Value = Option<Hook>> {
    let hook = prop_oneof![
        4 => Just(Hook::Exec { command: vec!["hook".to_owned()] }),
        1 => (0..8u64).prop_map(|seconds| Hook::Sleep(Millis::from_secs(seconds))),
    ];
    prop::option::weighted(0.25, hook)
}

fn hook_run() -> impl Strategy<Value = HookRun> {
    (seconds(0..12), prop::bool::weighted(0.2))
        .prop_map(|(takes, fails)| HookRun { takes: Guess::assumed(takes), fails })
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let life =
        (prop::option::weighted(0.6, seconds(0..20)), prop_oneof![3 => Just(0), 2 => 1..3i32]);
    let end = (prop::option::weighted(0.8, seconds(0..10)), prop_oneof![Just(0), Just(143)]);
    let never = |span| prop::option::weighted(0.85, span);
    let probes =
        (never(seconds(0..12)), never(seconds(0..12)), prop::option::weighted(0.2, seconds(0..20)));
    (life, end, probes, hook_run(), hook_run()).prop_map(
        |(
            (runs, exit_code),
            (on_term, term_exit_code),
            (startup, ready, sick),
            post_start,
            pre_stop,
        )| Attempt {
            runs: Guess::assumed(runs),
            exit_code,
            on_term: Guess::assumed(on_term.map_or(OnTerm::Ignores, OnTerm::ExitsAfter)),
            term_exit_code,
            startup_after: Guess::assumed(startup),
            ready_after: Guess::assumed(ready),
            lost_exit_code: 137,
            liveness_fails_after: sick,
            post_start,
            pre_stop,
        },
    )
}

fn policy() -> impl Strategy<Value = RestartPolicy> {
    prop_oneof![
        Just(RestartPolicy::Always),
        Just(RestartPolicy::OnFailure),
        Just(RestartPolicy::Never)
    ]
}

/// A policy of the container's own, and at times a rule with it.
fn own_policy() -> impl Strategy<Value = (Option<RestartPolicy>, Vec<RestartRule>)> {
    let action = prop_oneof![
        3 => Just(RestartAction::Restart),
        1 => Just(RestartAction::RestartAllContainers)
    ];
    let codes = prop_oneof![
        (0..3i32).prop_map(|code| ExitCodes::In(vec![code])),
        (0..3i32).prop_map(|code| ExitCodes::NotIn(vec![code, 137])),
    ];
    let rule = (action, codes).prop_map(|(action, exit_codes)| RestartRule { action, exit_codes });
    let rules = prop::option::weighted(0.3, rule).prop_map(|rule| rule.into_iter().collect());
    prop::option::weighted(0.2, (policy(), rules))
        .prop_map(|own| own.map_or((None, Vec::new()), |(policy, rules)| (Some(policy), rules)))
}

type Generated = (Container, Vec<Attempt>, PullOutcome, Millis);

fn container(role: ContainerRole) -> impl Strategy<Value = Generated> {
    let pull = prop_oneof![
        6 => Just(PullOutcome::Present),
        3 => Just(PullOutcome::Ok),
        1 => Just(PullOutcome::Fails)
    ];
    let probes = (probe(), probe(), probe());
    let attempts = prop::collection::vec(attempt(), 1..3);
    (probes, (hook(), hook()), own_policy(), attempts, pull, seconds(0..5)).prop_map(
        move |((startup, liveness, readiness), hooks, (own, rules), attempts, pull, takes)| {
            let (post_start, pre_stop) = hooks;
            let mut container = Container::new("", role, "");
            container.restart_policy = match role {
                ContainerRole::Sidecar => Some(RestartPolicy::Always),
                // An init container with Always would be a sidecar.
                ContainerRole::Init => own.filter(|own| *own != RestartPolicy::Always),
                ContainerRole::App => own,
            };
            if container.restart_policy.is_some() {
                container.restart_rules = rules;
            }
            if role != ContainerRole::Init {
                container.startup_probe = startup;
                container.liveness_probe = liveness;
                container.readiness_probe = readiness;
                container.post_start = post_start;
                container.pre_stop = pre_stop;
                container.stop_signal = (takes.0 == 500).then(|| "SIGKILL".to_owned());
            }
            (container, attempts, pull, takes)
        },
    )
}

/// What is done to the Pod: it is deleted, perhaps twice, or loses its sandbox.
fn actions() -> impl Strategy<Value = Vec<Action>> {
    let grace = || prop::option::weighted(0.3, (0..40u64).prop_map(Millis::from_secs));
    let verb = prop_oneof![
        5 => grace().prop_map(|grace| Verb::Delete { grace }),
        2 => Just(Verb::KillSandbox),
        1 => Just(Verb::KillProcess(ContainerIndex(0))),
    ];
    prop::collection::vec((seconds(0..60), verb), 0..3).prop_map(|mut acts| {
        acts.sort_by_key(|(at, _)| *at);
        let act =
            |(at, verb): (Millis, Verb)| Action { at: SimTime(at.0), verb, basis: Basis::Chosen };
        acts.into_iter().map(act).collect()
    })
}

type World = (Pod, Scenario, Version);

fn world() -> impl Strategy<Value = World> {
    let entry = prop_oneof![container(ContainerRole::Init), container(ContainerRole::Sidecar)];
    let inits = prop::collection::vec(entry, 0..5);
    let apps = prop::collection::vec(container(ContainerRole::App), 1..4);
    let node = prop::option::weighted(0.1, seconds(1..60));
    let deadline = prop::option::weighted(0.1, seconds(1..60));
    // Before 1.29 there are no sidecars to be had from a manifest.
    let version = (29..=Version::NEWEST.minor())
        .prop_map(|minor| Version::new(minor).expect("a known minor"));
    let of_pod = (policy(), 0..35u64, deadline, prop::bool::weighted(0.02));
    (inits, apps, of_pod, actions(), node, seconds(0..2), version).prop_map(
        |(mut all, apps, (policy, grace, deadline, gated), actions, node, latency, version)| {
            all.extend(apps);
            for (number, (container, ..)) in all.iter_mut().enumerate() {
                container.name = format!("c{number}");
                // Some share an image, and with it its back-off.
                container.image = format!("image-{}", number / 2);
            }
            let containers = all.iter().map(|(container, ..)| container.clone()).collect();
            let mut pod = Pod::new("p", containers).expect("names differ, and there is an app");
            pod.restart_policy = policy;
            pod.termination_grace_period = Millis::from_secs(grace);
            pod.active_deadline = deadline;
            pod.scheduling_gates =
                gated.then(|| "example.com/hold".to_owned()).into_iter().collect();
            let mut scenario = Scenario::ideal(&pod);
            for (process, (_, attempts, pull, takes)) in scenario.processes.iter_mut().zip(all) {
                process.attempts = attempts;
                process.pulls[0].outcome = pull;
                process.pulls[0].takes = Guess::assumed(takes);
            }
            scenario.timings.sandbox = latency;
            scenario.timings.create = latency;
            scenario.timings.notice = latency;
            scenario.node = NodeConfig { max_container_restart_period: node };
            scenario.actions = actions;
            (pod, scenario, version)
        },
    )
}

/// The first event of one container that `pick` accepts.
fn first(
    timeline: &Timeline,
    index: ContainerIndex,
    pick: impl Fn(&EventKind) -> bool,
) -> Option<usize> {
    let subject = Subject::Container(index);
    timeline.events.iter().position(|event| event.subject == subject && pick(&event.kind))
}

fn starts(timeline: &Timeline, index: ContainerIndex) -> Option<usize> {
    first(timeline, index, |kind| *kind == EventKind::Started)
}

/// Where the entry of the init list lets what follows it start.
fn releases(timeline: &Timeline, index: ContainerIndex) -> Option<usize> {
    let container = timeline.pod.container(index);
    match container.role {
        ContainerRole::Sidecar if container.startup_probe.is_some() => {
            first(timeline, index, |kind| *kind == EventKind::BecameStarted)
        }
        ContainerRole::Sidecar if container.post_start.is_some() => {
            first(timeline, index, |kind| {
                let hook = HookKind::PostStart;
                matches!(kind, EventKind::HookFinished { hook: of, failed: false, .. } if *of == hook)
            })
        }
        ContainerRole::Sidecar => starts(timeline, index),
        _ => first(timeline, index, |kind| matches!(kind, EventKind::Exited { code: 0, .. })),
    }
}

fn starts_follow_the_init_list(timeline: &Timeline) -> Result<(), TestCaseError> {
    let mut released = Some(0);
    for index in timeline.pod.init_indices() {
        if let Some(start) = starts(timeline, index) {
            prop_assert!(
                released.is_some_and(|before| before < start),
                "{index:?} starts too early"
            );
        }
        released = releases(timeline, index);
    }
    for index in timeline.pod.app_indices() {
        if let Some(start) = starts(timeline, index) {
            prop_assert!(
                released.is_some_and(|before| before < start),
                "{index:?} starts too early"
            );
        }
    }
    Ok(())
}

/// What ran when the Pod's stop began, with the position of each stop signal and exit after that.
fn sidecars_stop_last_and_in_reverse(timeline: &Timeline) -> Result<(), TestCaseError> {
    let Some(stop) =
        timeline.events.iter().position(|event| event.kind == EventKind::StopRequested)
    else {
        return Ok(());
    };
    let after = |index: ContainerIndex, pick: fn(&EventKind) -> bool| {
        let events = timeline.events.iter().enumerate().skip(stop);
        let mut events =
            events.filter(|(_, e)| e.subject == Subject::Container(index) && pick(&e.kind));
        events.next().map(|(position, event)| (position, event.rule))
    };
    let term = |index| after(index, |kind| matches!(kind, EventKind::Term { .. }));
    let exit =
        |index| after(index, |kind| matches!(kind, EventKind::Exited { .. })).map(|(at, _)| at);
    let sidecars: Vec<_> = timeline
        .pod
        .init_indices()
        .filter(|&index| timeline.pod.container(index).role == ContainerRole::Sidecar)
        .collect();
    for (position, &sidecar) in sidecars.iter().enumerate() {
        let Some((signalled, rule)) = term(sidecar) else { continue };
        if rule == Rule::TurnCut || timeline.events[signalled].rule == Rule::PreStopCut {
            continue;
        }
        // A hook that used up the whole grace period leaves no time to wait either.
        let hook_cut =
            after(sidecar, |kind| matches!(kind, EventKind::HookFinished { cut: true, .. }));
        let hook_used_all = hook_cut.is_some()
            || timeline.events[signalled].kind == (EventKind::Term { grace: Millis::from_secs(2) });
        if hook_used_all {
            continue;
        }
        for app in timeline.pod.app_indices() {
            if let Some(exited) = exit(app) {
                prop_assert!(exited < signalled, "{sidecar:?} is signalled before {app:?} exits");
            }
        }
        if let Some(exited) = sidecars.get(position + 1).and_then(|&next| exit(next)) {
            prop_assert!(exited < signalled, "{sidecar:?} is signalled before the next one exits");
        }
    }
    Ok(())
}

fn nothing_outlives_grace_and_floor(timeline: &Timeline) -> Result<(), TestCaseError> {
    let Some(stop) = timeline.events.iter().find(|event| event.kind == EventKind::StopRequested)
    else {
        return Ok(());
    };
    // A deletion that comes while the Pod is being stopped anyway changes nothing any more.
    let cause = stop.cause.map(|cause| &timeline.event(cause).kind);
    let grace = match cause {
        // A forced deletion left the Pod its own grace period up to 1.31.
        Some(EventKind::DeletionRequested { grace })
            if *grace > Millis::ZERO || timeline.version.at_least(32) =>
        {
            *grace
        }
        _ => timeline.pod.termination_grace_period,
    };
    // Used time is cut to whole seconds twice (hook, turn), so nearly 2 s may come on top.
    let bound = stop.at + grace.max(Millis::from_secs(1)) + Millis::from_secs(2) + Millis(1_998);
    for event in &timeline.events {
        if matches!(event.kind, EventKind::Exited { .. }) && event.at > stop.at {
            prop_assert!(event.at <= bound, "{event:?} is later than {bound:?}");
        }
        if event.at > stop.at {
            prop_assert!(event.kind != EventKind::Started, "{event:?} starts after the stop");
        }
    }
    Ok(())
}

fn every_event_has_its_cause(timeline: &Timeline) -> Result<(), TestCaseError> {
    for (position, event) in timeline.events.iter().enumerate() {
        prop_assert_eq!(event.id.0 as usize, position);
        let root = matches!(
            event.kind,
            EventKind::Scheduled
                | EventKind::Gated
                | EventKind::DeletionRequested { .. }
                | EventKind::SandboxLost
        );
        prop_assert_eq!(event.cause.is_none(), root, "{:?}", event);
        prop_assert!(event.cause.is_none_or(|cause| cause < event.id), "{:?}", event);
    }
    prop_assert!(timeline.events.is_sorted_by_key(|event| event.at), "time goes back");
    Ok(())
}

fn any_instant_is_the_fold(timeline: &Timeline) -> Result<(), TestCaseError> {
    let mut state = PodState::new(&timeline.pod, timeline.version);
    for (position, event) in timeline.events.iter().enumerate() {
        state.apply(&timeline.pod, event);
        let last_of_instant =
            timeline.events.get(position + 1).is_none_or(|next| next.at > event.at);
        if last_of_instant {
            prop_assert_eq!(&timeline.at(event.at), &state);
        }
    }
    Ok(())
}

/// Phase and conditions are what the statuses that the API server has say, and nothing else.
fn the_status_follows_from_the_statuses(timeline: &Timeline) -> Result<(), TestCaseError> {
    let pod = &timeline.pod;
    let mut state = PodState::new(pod, timeline.version);
    for (position, event) in timeline.events.iter().enumerate() {
        state.apply(pod, event);
        let next = timeline.events.get(position + 1);
        if next.is_some_and(|next| next.at == event.at) {
            continue;
        }
        let running = state.containers.iter().any(ContainerNow::is_running);
        let app_in_sandbox = pod.app_indices().any(|index| state.container(index).in_sandbox);
        let due = phase(pod, &state.status, PhaseFacts { terminal: false, app_in_sandbox });
        // A terminal phase is held back while anything runs, and never changes again.
        let held_back = due.is_terminal() && running;
        if !state.status.phase.is_terminal() && !held_back {
            prop_assert_eq!(state.status.phase, due, "at {}", event.at);
        }
        let facts = ConditionFacts {
            sandbox: state.sandbox,
            restarting_all: state.restarting_all,
            version: timeline.version,
        };
        if state.status.start_time.is_none() {
            continue;
        }
        for which in Condition::ALL {
            let told = state.status.conditions.get(which).map(|told| (told.value, told.reason));
            let due = condition(pod, &state.status, facts, which);
            prop_assert_eq!(told, due, "{:?} at {}", which, event.at);
        }
    }
    Ok(())
}

/// That many cases, always the same ones; with `PROPTEST_CASES` that many others.
fn at_least(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x70_6f64_6c69_6e65), ..config }
}

/// Whatever Kubernetes guarantees about order, and how long a stop may take.
fn guarantees(timeline: &Timeline) -> Result<(), TestCaseError> {
    starts_follow_the_init_list(timeline)?;
    sidecars_stop_last_and_in_reverse(timeline)?;
    nothing_outlives_grace_and_floor(timeline)
}

proptest! {
    #![proptest_config(at_least(10_000))]

    #[test]
    fn hold_for_every_pod((pod, scenario, version) in world()) {
        let timeline = simulate(&pod, &scenario, version);
        prop_assert!(timeline.events.len() <= 11_000, "the event cap holds");
        every_event_has_its_cause(&timeline)?;
        guarantees(&timeline)?;
    }
}

/// The same scenario with other durations wherever one is merely assumed.
fn with_other_durations(scenario: &Scenario, factors: &[u64]) -> Scenario {
    let mut other = scenario.clone();
    let mut factors = factors.iter().cycle();
    let mut change = |guess: &mut Guess<Millis>| {
        if guess.is_assumed() {
            guess.value = Millis(guess.value.0 * factors.next().expect("a cycle") / 4);
        }
    };
    for process in &mut other.processes {
        for pull in &mut process.pulls {
            change(&mut pull.takes);
        }
        for attempt in &mut process.attempts {
            change(&mut attempt.post_start.takes);
            change(&mut attempt.pre_stop.takes);
            for span in [&mut attempt.runs, &mut attempt.startup_after, &mut attempt.ready_after] {
                if let Some(value) = span.value {
                    let mut guess = Guess { value, basis: span.basis };
                    change(&mut guess);
                    span.value = Some(guess.value);
                }
            }
            if let OnTerm::ExitsAfter(value) = attempt.on_term.value {
                let mut guess = Guess { value, basis: attempt.on_term.basis };
                change(&mut guess);
                attempt.on_term.value = OnTerm::ExitsAfter(guess.value);
            }
        }
    }
    other
}

proptest! {
    #![proptest_config(at_least(1_000))]

    #[test]
    fn other_durations_break_no_guaranteed_order(
        (pod, scenario, version) in world(),
        factors in prop::collection::vec(0..40u64, 1..12),
    ) {
        let other = with_other_durations(&scenario, &factors);
        guarantees(&simulate(&pod, &other, version))?;
    }

    #[test]
    fn what_is_done_later_changes_nothing_before((pod, scenario, version) in world()) {
        let Some(last) = scenario.actions.last().copied() else { return Ok(()) };
        let mut without = scenario.clone();
        without.actions.pop();
        let (with, without) =
            (simulate(&pod, &scenario, version), simulate(&pod, &without, version));
        let before = |timeline: &Timeline| -> Vec<_> {
            timeline.events.iter().filter(|event| event.at < last.at).cloned().collect()
        };
        let (with, without) = (before(&with), before(&without));
        // A timeline without the act may end before it, because nothing new happens any more.
        prop_assert_eq!(&with[..with.len().min(without.len())], &without[..]);
    }
}

proptest! {
    #![proptest_config(at_least(500))]

    #[test]
    fn simulating_twice_gives_the_same_and_any_instant_is_the_fold(
        (pod, scenario, version) in world()
    ) {
        let timeline = simulate(&pod, &scenario, version);
        prop_assert_eq!(&timeline, &simulate(&pod, &scenario, version));
        if timeline.events.len() < 1_000 {
            any_instant_is_the_fold(&timeline)?;
            the_status_follows_from_the_statuses(&timeline)?;
        }
    }
}

/// A law over worlds that never get anywhere would hold nothing.
#[test]
fn the_generated_worlds_reach_every_rule() {
    let mut reached = BTreeSet::new();
    let mut runner = TestRunner::new(at_least(1));
    for _ in 0..3_000 {
        let world = world().new_tree(&mut runner).expect("a world");
        let (pod, scenario, version) = world.current();
        let events = simulate(&pod, &scenario, version).events;
        reached.extend(events.iter().map(|event| event.rule));
    }
    // The rules of controllers are held by tests/workloads.rs.
    let of_controllers =
        |rule: &Rule| ["job.", "workload."].iter().any(|of| rule.id().starts_with(of));
    let mut missed: Vec<_> = Rule::ALL.iter().filter(|rule| !reached.contains(rule)).collect();
    missed.retain(|rule| !of_controllers(rule));
    assert_eq!(missed, Vec::<&Rule>::new());
}

/// Each refused start asks to be tried again; a pass for every such wish would double with every
/// container that crashes.
#[test]
fn forty_containers_that_crash_together_are_soon_simulated() {
    let passes = |containers: usize| {
        let names = (0..containers).map(|number| format!("c{number}"));
        let all = names.map(|name| Container::new(&name, ContainerRole::App, "image")).collect();
        let pod = Pod::new("p", all).expect("names differ");
        let mut scenario = Scenario::ideal(&pod);
        scenario.timings.notice = Millis::from_secs(1);
        for process in &mut scenario.processes {
            process.attempts[0].runs = Guess::declared(Some(Millis::from_secs(5)));
        }
        let timeline = simulate(&pod, &scenario, Version::NEWEST);
        timeline.events.iter().filter(|event| event.kind == EventKind::PassStarted).count()
    };
    assert!(passes(40) <= 40 * passes(1));
}
