//! Laws that hold for every Pod and every scenario, over generated ones.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test laws` runs a longer search.

use podline::engine::{
    Action, Attempt, Basis, EventKind, Guess, HookRun, OnTerm, PodState, PullOutcome, Rule,
    Scenario, SimTime, Subject, Timeline, Verb, simulate,
};
use podline::model::{
    Container, ContainerIndex, ContainerRole, Hook, Millis, Pod, Probe, ProbeAction, RestartPolicy,
    Version,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

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
    prop::option::weighted(0.25, Just(Hook::Exec { command: vec!["hook".to_owned()] }))
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

type Generated = (Container, Vec<Attempt>, PullOutcome, Millis);

fn container(role: ContainerRole) -> impl Strategy<Value = Generated> {
    let pull = prop_oneof![
        6 => Just(PullOutcome::Present),
        3 => Just(PullOutcome::Ok),
        1 => Just(PullOutcome::Fails)
    ];
    let probes = (probe(), probe(), probe());
    (probes, hook(), hook(), prop::collection::vec(attempt(), 1..3), pull, seconds(0..5)).prop_map(
        move |((startup, liveness, readiness), post_start, pre_stop, attempts, pull, takes)| {
            let mut container = Container::new("", role, "");
            if role != ContainerRole::Init {
                container.startup_probe = startup;
                container.liveness_probe = liveness;
                container.readiness_probe = readiness;
                container.post_start = post_start;
                container.pre_stop = pre_stop;
            }
            (container, attempts, pull, takes)
        },
    )
}

fn world() -> impl Strategy<Value = (Pod, Scenario)> {
    let entry = prop_oneof![container(ContainerRole::Init), container(ContainerRole::Sidecar)];
    let policy = prop_oneof![
        Just(RestartPolicy::Always),
        Just(RestartPolicy::OnFailure),
        Just(RestartPolicy::Never)
    ];
    let inits = prop::collection::vec(entry, 0..5);
    let apps = prop::collection::vec(container(ContainerRole::App), 1..4);
    let act = (prop::option::weighted(0.7, seconds(0..60)), prop::option::weighted(0.3, 0..40u64));
    (inits, apps, policy, 0..35u64, act, prop::option::weighted(0.1, seconds(1..60)), seconds(0..2))
        .prop_map(|(mut all, apps, policy, grace, (delete, override_grace), deadline, latency)| {
            all.extend(apps);
            for (number, (container, ..)) in all.iter_mut().enumerate() {
                container.name = format!("c{number}");
                container.image = format!("image-{number}");
            }
            let containers = all.iter().map(|(container, ..)| container.clone()).collect();
            let mut pod = Pod::new("p", containers).expect("names differ, and there is an app");
            pod.restart_policy = policy;
            pod.termination_grace_period = Millis::from_secs(grace);
            pod.active_deadline = deadline;
            let mut scenario = Scenario::ideal(&pod);
            for (process, (_, attempts, pull, takes)) in scenario.processes.iter_mut().zip(all) {
                process.attempts = attempts;
                process.pulls[0].outcome = pull;
                process.pulls[0].takes = Guess::assumed(takes);
            }
            scenario.timings.sandbox = latency;
            scenario.timings.create = latency;
            scenario.timings.notice = latency;
            scenario.actions = delete
                .map(|at| Action {
                    at: SimTime(at.0),
                    verb: Verb::Delete { grace: override_grace.map(Millis::from_secs) },
                    basis: Basis::Chosen,
                })
                .into_iter()
                .collect();
            (pod, scenario)
        })
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
                matches!(kind, EventKind::HookFinished { failed: false, .. })
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
        Some(EventKind::DeletionRequested { grace }) => *grace,
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
        let root = matches!(event.kind, EventKind::Scheduled | EventKind::DeletionRequested { .. });
        prop_assert_eq!(event.cause.is_none(), root, "{:?}", event);
        prop_assert!(event.cause.is_none_or(|cause| cause < event.id), "{:?}", event);
    }
    prop_assert!(timeline.events.is_sorted_by_key(|event| event.at), "time goes back");
    Ok(())
}

fn any_instant_is_the_fold(timeline: &Timeline) -> Result<(), TestCaseError> {
    let mut state = PodState::new(&timeline.pod);
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

/// That many cases, always the same ones; with `PROPTEST_CASES` that many others.
fn at_least(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x70_6f64_6c69_6e65), ..config }
}

proptest! {
    #![proptest_config(at_least(10_000))]

    #[test]
    fn hold_for_every_pod((pod, scenario) in world()) {
        let timeline = simulate(&pod, &scenario, Version::NEWEST);
        prop_assert!(timeline.events.len() <= 11_000, "the event cap holds");
        every_event_has_its_cause(&timeline)?;
        starts_follow_the_init_list(&timeline)?;
        sidecars_stop_last_and_in_reverse(&timeline)?;
        nothing_outlives_grace_and_floor(&timeline)?;
    }
}

proptest! {
    #![proptest_config(at_least(500))]

    #[test]
    fn simulating_twice_gives_the_same_and_any_instant_is_the_fold((pod, scenario) in world()) {
        let timeline = simulate(&pod, &scenario, Version::NEWEST);
        prop_assert_eq!(&timeline, &simulate(&pod, &scenario, Version::NEWEST));
        if timeline.events.len() < 1_000 {
            any_instant_is_the_fold(&timeline)?;
        }
    }
}
