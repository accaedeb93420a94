//! The main lines of the lifecycle as facts from Kubernetes' own tests and sources, on an ideal
//! kubelet (no latency): each case names where the fact stands.

use podline::engine::{
    Attempt, EventKind, Guess, HookKind, HookRun, OnTerm, PullOutcome, Scenario, SimTime, Subject,
    Timeline, simulate,
};
use podline::model::{
    Container, ContainerRole, Hook, Millis, Pod, Probe, ProbeAction, RestartPolicy, Version,
};

/// A Pod and what its processes do, built a line a container.
struct Case {
    containers: Vec<Container>,
    attempts: Vec<Vec<Attempt>>,
    pulls: Vec<PullOutcome>,
    policy: RestartPolicy,
    grace: u64,
    delete_at: Option<u64>,
}

const FOREVER: Attempt = Attempt::IDEAL;

fn runs(seconds: u64, exit_code: i32) -> Attempt {
    Attempt { runs: Guess::declared(Some(Millis::from_secs(seconds))), exit_code, ..FOREVER }
}

fn stops_after(seconds: u64) -> Attempt {
    let on_term = Guess::declared(OnTerm::ExitsAfter(Millis::from_secs(seconds)));
    Attempt { on_term, ..FOREVER }
}

fn ignores_term() -> Attempt {
    Attempt { on_term: Guess::declared(OnTerm::Ignores), ..FOREVER }
}

fn startup_after(seconds: u64) -> Attempt {
    Attempt { startup_after: Guess::declared(Some(Millis::from_secs(seconds))), ..FOREVER }
}

fn takes(seconds: u64) -> HookRun {
    HookRun { takes: Guess::declared(Millis::from_secs(seconds)), fails: false }
}

fn probe(period: u64) -> Probe {
    Probe {
        action: ProbeAction::Exec { command: vec!["check".to_owned()] },
        initial_delay: Millis::ZERO,
        period: Millis::from_secs(period),
        timeout: Millis::from_secs(1),
        success_threshold: 1,
        failure_threshold: 3,
        termination_grace_period: None,
    }
}

fn hook() -> Hook {
    Hook::Exec { command: vec!["hook".to_owned()] }
}

impl Case {
    fn new() -> Self {
        Self {
            containers: Vec::new(),
            attempts: Vec::new(),
            pulls: Vec::new(),
            policy: RestartPolicy::Always,
            grace: 30,
            delete_at: None,
        }
    }

    fn add(
        mut self,
        name: &str,
        role: ContainerRole,
        attempt: Attempt,
        edit: impl FnOnce(&mut Container),
    ) -> Self {
        let mut container = Container::new(name, role, "busybox:1.36");
        edit(&mut container);
        self.containers.push(container);
        self.attempts.push(vec![attempt]);
        self.pulls.push(PullOutcome::Present);
        self
    }

    fn init(self, name: &str, attempt: Attempt) -> Self {
        self.add(name, ContainerRole::Init, attempt, |_| {})
    }

    fn sidecar(self, name: &str, attempt: Attempt) -> Self {
        self.add(name, ContainerRole::Sidecar, attempt, |_| {})
    }

    fn app(self, name: &str, attempt: Attempt) -> Self {
        self.add(name, ContainerRole::App, attempt, |_| {})
    }

    fn then(mut self, attempt: Attempt) -> Self {
        self.attempts.last_mut().expect("a container").push(attempt);
        self
    }

    fn bad_image(mut self) -> Self {
        *self.pulls.last_mut().expect("a container") = PullOutcome::Fails;
        self
    }

    fn policy(mut self, policy: RestartPolicy) -> Self {
        self.policy = policy;
        self
    }

    fn grace(mut self, seconds: u64) -> Self {
        self.grace = seconds;
        self
    }

    fn delete_at(mut self, seconds: u64) -> Self {
        self.delete_at = Some(seconds);
        self
    }

    fn run(self) -> Timeline {
        let mut pod = Pod::new("p", self.containers).expect("a valid Pod");
        pod.restart_policy = self.policy;
        pod.termination_grace_period = Millis::from_secs(self.grace);
        let mut scenario = Scenario::ideal(&pod);
        for (process, (attempts, pull)) in
            scenario.processes.iter_mut().zip(self.attempts.into_iter().zip(self.pulls))
        {
            process.attempts = attempts;
            process.pulls[0].outcome = pull;
        }
        if let Some(at) = self.delete_at {
            scenario = scenario.with_deletion(SimTime::from_secs(at));
        }
        simulate(&pod, &scenario, Version::NEWEST)
    }
}

/// `name.event@seconds` for the events of the lifecycle, in order; times in seconds.
fn story(timeline: &Timeline) -> Vec<String> {
    let mut story = Vec::new();
    for event in &timeline.events {
        let who = match event.subject {
            Subject::Pod => "pod",
            Subject::Container(index) => timeline.pod.container(index).name.as_str(),
        };
        let what = match &event.kind {
            EventKind::Started => "started",
            EventKind::HookStarted(HookKind::PreStop) => "preStopStart",
            EventKind::HookFinished { hook: HookKind::PreStop, cut: false, .. } => "preStopDone",
            EventKind::HookFinished { hook: HookKind::PostStart, .. } => "postStartDone",
            EventKind::BecameStarted => "startupPassed",
            EventKind::Term { .. } => "term",
            EventKind::Kill => "kill",
            EventKind::Exited { .. } => "exited",
            EventKind::BackOff { .. } => "backoff",
            EventKind::DeletionRequested { .. } => "deleted",
            EventKind::Removed => "removed",
            _ => continue,
        };
        story.push(format!("{who}.{what}@{}", Millis(event.at.0)));
    }
    story
}

fn only(timeline: &Timeline, what: &str) -> Vec<String> {
    story(timeline).into_iter().filter(|line| line.contains(what)).collect()
}

fn row(timeline: &Timeline, seconds: u64) -> String {
    let row = timeline.row(SimTime::from_secs(seconds));
    format!("{} {} {}", row.ready, row.status, row.restarts)
}

// -- Start --------------------------------------------------------------------------------------

/// container_lifecycle_test.go: "three init container and two restartable init containers".
#[test]
fn init_list_starts_in_declared_order_sidecars_in_their_place() {
    let timeline = Case::new()
        .init("init-1", runs(2, 0))
        .sidecar("side-1", FOREVER)
        .init("init-2", runs(3, 0))
        .sidecar("side-2", FOREVER)
        .init("init-3", runs(1, 0))
        .app("main", FOREVER)
        .run();
    assert_eq!(
        only(&timeline, "started"),
        [
            "init-1.started@0s",
            "side-1.started@2s",
            "init-2.started@2s",
            "side-2.started@5s",
            "init-3.started@5s",
            "main.started@6s"
        ]
    );
    assert_eq!(row(&timeline, 1), "0/3 Init:0/5 0");
    assert_eq!(row(&timeline, 3), "1/3 Init:2/5 0");
    assert_eq!(row(&timeline, 7), "3/3 Running 0");
}

/// computeInitContainerActions: the gate is started (startup probe), not ready.
#[test]
fn a_sidecar_with_a_startup_probe_gates_until_it_passes() {
    let timeline = Case::new()
        .add("proxy", ContainerRole::Sidecar, startup_after(4), |c| {
            c.startup_probe = Some(Probe { failure_threshold: 30, ..probe(1) });
        })
        .app("main", FOREVER)
        .run();
    assert_eq!(story(&timeline), ["proxy.started@0s", "proxy.startupPassed@4s", "main.started@4s"]);
    assert_eq!(row(&timeline, 2), "0/2 Init:0/1 0");
}

#[test]
fn a_sidecar_that_is_never_ready_does_not_gate() {
    let never_ready = Attempt { ready_after: Guess::declared(None), ..FOREVER };
    let timeline = Case::new()
        .add("proxy", ContainerRole::Sidecar, never_ready, |c| c.readiness_probe = Some(probe(5)))
        .app("main", FOREVER)
        .run();
    assert_eq!(story(&timeline), ["proxy.started@0s", "main.started@0s"]);
    assert_eq!(row(&timeline, 60), "1/2 Running 0");
}

/// A probe that names a port which its container does not declare.
fn nameless_port() -> Probe {
    Probe { action: ProbeAction::TcpSocket { port: "http".to_owned() }, ..probe(1) }
}

/// prober/worker.go doProbe: "Prober error, throw away the result": what was true before stays true.
#[test]
fn a_probe_that_cannot_be_made_changes_nothing() {
    let with =
        |set: fn(&mut Container)| Case::new().add("main", ContainerRole::App, FOREVER, set).run();
    let readiness = with(|c| c.readiness_probe = Some(nameless_port()));
    assert_eq!(row(&readiness, 60), "0/1 Running 0");
    let startup = with(|c| c.startup_probe = Some(nameless_port()));
    assert_eq!(story(&startup), ["main.started@0s"], "neither started nor killed");
    assert_eq!(row(&startup, 60), "0/1 Running 0");
    let told = startup.cluster_events(SimTime::from_secs(60));
    let is_said = told.iter().any(|it| {
        it.message == "Startup probe errored and resulted in unknown state: strconv.Atoi: parsing \"http\": invalid syntax"
    });
    assert!(is_said, "{told:?}");
    let liveness = with(|c| c.liveness_probe = Some(nameless_port()));
    assert_eq!(row(&liveness, 60), "1/1 Running 0");
}

/// container_lifecycle_test.go: "should not launch second container before PostStart of the first
/// container completed".
#[test]
fn post_start_blocks_the_next_container() {
    let slow_hook = Attempt { post_start: takes(7), ..FOREVER };
    let timeline = Case::new()
        .add("a", ContainerRole::App, slow_hook, |c| c.post_start = Some(hook()))
        .app("b", FOREVER)
        .run();
    assert_eq!(story(&timeline), ["a.started@0s", "a.postStartDone@7s", "b.started@7s"]);
    assert_eq!(row(&timeline, 3), "0/2 ContainerCreating 0");
}

/// `kubelet.go` SyncPod writes the status at the beginning of a pass: what an image pull holds up is
/// told when the pass is over.
#[test]
fn a_pull_that_blocks_the_pass_holds_the_status_back() {
    let case = Case::new().app("a", FOREVER).app("b", FOREVER);
    let mut pod = Pod::new("p", case.containers).expect("a valid Pod");
    pod.restart_policy = RestartPolicy::Always;
    let mut scenario = Scenario::ideal(&pod);
    scenario.processes[1].pulls[0].outcome = PullOutcome::Ok;
    scenario.processes[1].pulls[0].takes = Guess::declared(Millis::from_secs(9));
    let timeline = simulate(&pod, &scenario, Version::NEWEST);
    assert_eq!(story(&timeline), ["a.started@0s", "b.started@9s"]);
    assert_eq!(row(&timeline, 5), "0/2 ContainerCreating 0");
    assert_eq!(row(&timeline, 9), "2/2 Running 0");
}

/// SyncPod, last step: errors of one app container do not hold the others.
#[test]
fn an_unpullable_app_container_does_not_hold_the_others() {
    let timeline = Case::new().app("a", FOREVER).bad_image().app("b", FOREVER).run();
    assert_eq!(story(&timeline), ["b.started@0s"]);
    assert_eq!(row(&timeline, 60), "1/2 ImagePullBackOff 0");
}

// -- Restart ------------------------------------------------------------------------------------

/// container_restart_test.go lists the starts of an instant crash loop.
#[test]
fn crash_loops_back_off_from_the_exit() {
    let timeline = Case::new().app("main", runs(0, 1)).run();
    assert_eq!(
        only(&timeline, "started"),
        [
            "main.started@0s",
            "main.started@0s",
            "main.started@10s",
            "main.started@30s",
            "main.started@70s"
        ]
    );
    assert_eq!(row(&timeline, 29), "0/1 CrashLoopBackOff 2 (19s ago)");
}

/// TestComputePodActionsWithInitContainers: the same init container again, nothing else.
#[test]
fn a_failing_init_container_is_retried_by_itself() {
    let timeline =
        Case::new().init("first", runs(1, 0)).init("second", runs(1, 1)).app("main", FOREVER).run();
    assert_eq!(only(&timeline, "first.started").len(), 1);
    assert_eq!(only(&timeline, "main.started").len(), 0);
    assert_eq!(
        only(&timeline, "second.started"),
        [
            "second.started@1s",
            "second.started@2s",
            "second.started@13s",
            "second.started@34s",
            "second.started@75s"
        ]
    );
    assert_eq!(row(&timeline, 10), "0/1 Init:CrashLoopBackOff 1 (7s ago)");
}

#[test]
fn a_failing_init_container_fails_the_pod_under_never() {
    let timeline = Case::new()
        .sidecar("proxy", stops_after(2))
        .init("setup", runs(1, 1))
        .app("main", FOREVER)
        .policy(RestartPolicy::Never)
        .run();
    assert_eq!(
        story(&timeline),
        [
            "proxy.started@0s",
            "setup.started@0s",
            "setup.exited@1s",
            "proxy.term@1s",
            "proxy.exited@3s"
        ]
    );
    assert_eq!(row(&timeline, 10), "0/2 Init:Error 0");
    assert_eq!(timeline.at(SimTime::from_secs(2)).status.phase.to_string(), "Pending");
    assert_eq!(timeline.at(SimTime::from_secs(3)).status.phase.to_string(), "Failed");
}

/// ContainerShouldRestart: a container's own policy comes before the Pod's (KEP-5307, on from 1.35).
#[test]
fn a_containers_own_restart_policy_comes_first() {
    let own = |policy| move |c: &mut Container| c.restart_policy = Some(policy);
    let timeline = Case::new()
        .add("once", ContainerRole::App, runs(2, 1), own(RestartPolicy::Never))
        .app("again", runs(2, 0))
        .run();
    assert_eq!(only(&timeline, "once.started").len(), 1);
    assert!(only(&timeline, "again.started").len() > 2);

    let timeline = Case::new()
        .add("again", ContainerRole::App, runs(2, 1), own(RestartPolicy::Always))
        .policy(RestartPolicy::Never)
        .run();
    assert!(only(&timeline, "again.started").len() > 2);
    assert_eq!(row(&timeline, 3), "1/1 Running 1 (1s ago)");
}

/// Table "restart terminated restartable init container … even if pod's RestartPolicy == Never".
#[test]
fn a_sidecar_restarts_whatever_its_exit_code_and_the_policy() {
    let timeline = Case::new()
        .sidecar("proxy", runs(5, 0))
        .then(FOREVER)
        .app("main", FOREVER)
        .policy(RestartPolicy::Never)
        .run();
    assert_eq!(only(&timeline, "proxy.started"), ["proxy.started@0s", "proxy.started@5s"]);
    assert_eq!(only(&timeline, "main.started").len(), 1);
}

/// computePodActions: a liveness kill restarts in the same pass, without back-off the first time.
#[test]
fn a_failed_liveness_probe_kills_and_restarts() {
    let sick = Attempt {
        liveness_fails_after: Some(Millis::from_secs(5)),
        on_term: Guess::declared(OnTerm::ExitsAfter(Millis::from_secs(1))),
        ..FOREVER
    };
    let timeline = Case::new()
        .add("main", ContainerRole::App, sick, |c| c.liveness_probe = Some(probe(2)))
        .then(FOREVER)
        .run();
    // Ticks at 1, 3, 5, 7, 9: the third failure in a row is the verdict.
    assert_eq!(
        story(&timeline),
        ["main.started@0s", "main.term@9s", "main.exited@10s", "main.started@10s"]
    );
}

// -- Completion ---------------------------------------------------------------------------------

/// container_lifecycle_test.go: a Job's Pod with a native sidecar ends when the main ends.
#[test]
fn a_native_sidecar_does_not_hold_a_finished_pod() {
    let timeline = Case::new()
        .sidecar("proxy", stops_after(4))
        .app("main", runs(10, 0))
        .policy(RestartPolicy::Never)
        .run();
    assert_eq!(
        only(&timeline, "proxy"),
        ["proxy.started@0s", "proxy.term@10s", "proxy.exited@14s"]
    );
    assert_eq!(row(&timeline, 12), "1/2 Completed 0");
    assert_eq!(row(&timeline, 20), "0/2 Completed 0");
    assert_eq!(timeline.at(SimTime::from_secs(12)).status.phase.to_string(), "Running");
    assert_eq!(timeline.at(SimTime::from_secs(20)).status.phase.to_string(), "Succeeded");
}

/// A classic sidecar is an ordinary container: the Pod goes on, NotReady.
#[test]
fn a_classic_sidecar_keeps_a_finished_pod_running() {
    let timeline = Case::new()
        .app("main", runs(10, 0))
        .app("shipper", FOREVER)
        .policy(RestartPolicy::Never)
        .run();
    assert_eq!(row(&timeline, 100), "1/2 NotReady 0");
    assert_eq!(timeline.at(SimTime::from_secs(100)).status.phase.to_string(), "Running");
}

// -- Stop ---------------------------------------------------------------------------------------

/// termination.md rule 11: the plain case kills at T0 + G.
#[test]
fn an_app_that_ignores_its_signal_is_killed_at_the_end_of_the_grace_period() {
    let timeline = Case::new().app("main", ignores_term()).delete_at(20).run();
    assert_eq!(
        story(&timeline),
        [
            "main.started@0s",
            "pod.deleted@20s",
            "main.term@20s",
            "main.kill@50s",
            "main.exited@50s",
            "pod.removed@50s"
        ]
    );
    // READY stands still while the Pod terminates (SyncTerminatingPod writes before and after).
    assert_eq!(row(&timeline, 40), "1/1 Terminating 0");
}

/// newTerminationOrdering: apps first, together; then sidecars, last declared first.
#[test]
fn sidecars_stop_after_the_apps_in_reverse_order() {
    let timeline = Case::new()
        .sidecar("s1", stops_after(1))
        .sidecar("s2", stops_after(1))
        .sidecar("s3", stops_after(1))
        .app("a", stops_after(2))
        .app("b", stops_after(3))
        .delete_at(10)
        .run();
    assert_eq!(
        only(&timeline, "term"),
        ["a.term@10s", "b.term@10s", "s3.term@13s", "s2.term@14s", "s1.term@15s"]
    );
    assert_eq!(only(&timeline, "removed"), ["pod.removed@16s"]);
}

/// waitForTurn: rule 17, G = 5 with a stubborn main: killed at 5, all sidecars signalled at 5 and
/// killed at 7.
#[test]
fn at_the_deadline_all_waiting_sidecars_are_signalled_together() {
    let timeline = Case::new()
        .sidecar("s1", ignores_term())
        .sidecar("s2", ignores_term())
        .sidecar("s3", ignores_term())
        .app("main", ignores_term())
        .grace(5)
        .delete_at(10)
        .run();
    let mut signalled = only(&timeline, "term");
    signalled.sort();
    assert_eq!(signalled, ["main.term@10s", "s1.term@15s", "s2.term@15s", "s3.term@15s"]);
    let mut killed = only(&timeline, "kill");
    killed.sort();
    assert_eq!(killed, ["main.kill@15s", "s1.kill@17s", "s2.kill@17s", "s3.kill@17s"]);
}

/// Rule 19: a sidecar's preStop runs at the deletion, beside the apps; its signal waits.
#[test]
fn a_sidecars_pre_stop_runs_at_once_and_its_signal_waits() {
    let flush = Attempt { pre_stop: takes(3), ..FOREVER };
    let timeline = Case::new()
        .add("shipper", ContainerRole::Sidecar, flush, |c| c.pre_stop = Some(hook()))
        .app("main", stops_after(8))
        .delete_at(10)
        .run();
    assert_eq!(
        story(&timeline)[2..],
        [
            "pod.deleted@10s",
            "shipper.preStopStart@10s",
            "main.term@10s",
            "shipper.preStopDone@13s",
            "main.exited@18s",
            "shipper.term@18s",
            "shipper.exited@18s",
            "pod.removed@18s"
        ]
    );
}

/// Rule 11: a hook that used up everything gives the signal at T0 + G and SIGKILL 2 s later.
#[test]
fn a_hook_longer_than_the_grace_period_is_cut_and_two_seconds_are_left() {
    let slow =
        Attempt { pre_stop: takes(60), on_term: Guess::declared(OnTerm::Ignores), ..FOREVER };
    let timeline = Case::new()
        .add("main", ContainerRole::App, slow, |c| c.pre_stop = Some(hook()))
        .grace(10)
        .delete_at(20)
        .run();
    assert_eq!(
        story(&timeline)[1..],
        [
            "pod.deleted@20s",
            "main.preStopStart@20s",
            "main.term@30s",
            "main.kill@32s",
            "main.exited@32s",
            "pod.removed@32s"
        ]
    );
}

/// Rule 21: e2e "should not hang in termination if terminated during initialization".
#[test]
fn deleting_during_init_does_not_wait_for_what_never_started() {
    let timeline = Case::new()
        .init("setup", stops_after(1))
        .sidecar("proxy", FOREVER)
        .app("main", FOREVER)
        .delete_at(5)
        .run();
    assert_eq!(
        story(&timeline),
        [
            "setup.started@0s",
            "pod.deleted@5s",
            "setup.term@5s",
            "setup.exited@6s",
            "pod.removed@6s"
        ]
    );
}

// -- Laws that hold for every timeline ------------------------------------------------------------

#[test]
fn every_event_but_the_roots_has_an_earlier_cause() {
    let timeline = Case::new()
        .init("setup", runs(1, 0))
        .sidecar("proxy", stops_after(1))
        .app("main", runs(4, 1))
        .delete_at(40)
        .run();
    for event in &timeline.events {
        match event.cause {
            Some(cause) => assert!(cause < event.id, "{event:?}"),
            None => assert!(
                matches!(event.kind, EventKind::Scheduled | EventKind::DeletionRequested { .. }),
                "{event:?}"
            ),
        }
    }
    assert!(timeline.events.is_sorted_by_key(|event| event.at));
}
