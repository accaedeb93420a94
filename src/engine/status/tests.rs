//! What no conformance case says: tables over small Pods.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a missing status is None; lists of cases read better without Some"
)]

use super::*;
use crate::engine::SimTime;
use crate::model::{
    Container, ContainerIndex, ContainerRole, ExitCodes, Pod, RestartAction, RestartPolicy,
    RestartRule, Version,
};

const NOW: SimTime = SimTime::from_secs(1000);

fn at(minor: u8) -> Version {
    Version::new(minor).expect("a known minor")
}

/// `i` an init container, `s` a sidecar, `a` an app container; then the name.
fn pod(containers: &[&str]) -> Pod {
    let container = |text: &&str| {
        let role = match text.chars().next() {
            Some('i') => ContainerRole::Init,
            Some('s') => ContainerRole::Sidecar,
            _ => ContainerRole::App,
        };
        Container::new(text, role, "image:1")
    };
    Pod::new("p", containers.iter().map(container).collect()).expect("a Pod")
}

fn running(ready: bool) -> Option<ContainerStatus> {
    let state = ContainerState::Running { started_at: SimTime::ZERO };
    Some(ContainerStatus { state, ready, started: true, ..ContainerStatus::default() })
}

fn ended(exit_code: i32) -> Terminated {
    let reason = if exit_code == 0 { reason::COMPLETED } else { reason::ERROR };
    let id = Some(ContainerId(1));
    Terminated { exit_code, reason, id, ..Terminated::default() }
}

fn terminated(exit_code: i32) -> Option<ContainerStatus> {
    let state = ContainerState::Terminated(ended(exit_code));
    Some(ContainerStatus { state, ready: exit_code == 0, ..ContainerStatus::default() })
}

fn waiting(reason: &'static str, last: Option<Terminated>) -> Option<ContainerStatus> {
    let state = ContainerState::Waiting(Waiting::because(reason));
    Some(ContainerStatus { state, last, ..ContainerStatus::default() })
}

fn status(pod: &Pod, phase: Phase, containers: Vec<Option<ContainerStatus>>) -> PodStatus {
    PodStatus { phase, listed: true, containers, ..PodStatus::new(pod) }
}

fn told(
    pod: &Pod,
    status: &PodStatus,
    which: Condition,
    minor: u8,
) -> Option<(bool, &'static str)> {
    let facts = ConditionFacts { sandbox: true, restarting_all: false, version: at(minor) };
    conditions::condition(pod, status, facts, which)
}

fn message(pod: &Pod, status: &PodStatus, which: Condition) -> String {
    let mut status = status.clone();
    if let Some(told) = told(pod, &status, which, 37) {
        status.conditions.set(which, told, NOW);
    }
    conditions::message(pod, &status, which)
}

#[test]
fn messages_name_what_is_missing_and_what_is_not_ready() {
    let pod = pod(&["i", "s1", "a1", "a2"]);
    let waits = waiting(reason::POD_INITIALIZING, None);
    let status = status(&pod, Phase::Pending, vec![waits, None, running(false), None]);
    assert_eq!(
        message(&pod, &status, Condition::ContainersReady),
        "containers with unknown status: [s1 a2], containers with unready status: [a1]"
    );
    let before = PodStatus { containers: vec![waits, None, waits, waits], ..status };
    assert_eq!(
        message(&pod, &before, Condition::Initialized),
        "containers with unknown status: [s1], containers with incomplete status: [i]"
    );
}

#[test]
fn every_readiness_gate_that_is_not_open_gets_a_sentence() {
    let mut pod = pod(&["a"]);
    pod.readiness_gates = ["x", "y", "z"].map(str::to_owned).to_vec();
    let mut status = status(&pod, Phase::Running, vec![running(true)]);
    status.gates = vec![Some("True"), Some("False")];
    assert_eq!(told(&pod, &status, Condition::ContainersReady, 37), Some((true, "")));
    let not_ready = Some((false, "ReadinessGatesNotReady"));
    assert_eq!(told(&pod, &status, Condition::Ready, 37), not_ready);
    assert_eq!(
        message(&pod, &status, Condition::Ready),
        "the status of pod readiness gate \"y\" is not \"True\", but False, \
         corresponding condition of pod readiness gate \"z\" does not exist."
    );
    assert_eq!(wide(&pod, &status, Some("n")).readiness_gates, "1/3");
    status.gates = vec![Some("True"); 3];
    assert_eq!(told(&pod, &status, Condition::Ready, 37), Some((true, "")));
    assert_eq!(wide(&pod, &status, Some("n")).node, "n");
}

#[test]
fn ended_pods_are_not_ready_for_a_reason_of_their_own() {
    let pod = pod(&["a"]);
    for (phase, reason) in [(Phase::Succeeded, "PodCompleted"), (Phase::Failed, "PodFailed")] {
        let status = status(&pod, phase, vec![running(true)]);
        for which in [Condition::Ready, Condition::ContainersReady] {
            assert_eq!(told(&pod, &status, which, 37), Some((false, reason)), "{which:?}");
        }
    }
}

#[test]
fn versions_differ_in_which_conditions_there_are_and_which_stay() {
    let mut pod = pod(&["i", "a"]);
    let ready_to_start = Condition::PodReadyToStartContainers;
    let waits = waiting(reason::POD_INITIALIZING, None);
    let mut status = status(&pod, Phase::Pending, vec![waits, waits]);
    assert_eq!(told(&pod, &status, ready_to_start, 28), None);
    assert_eq!(told(&pod, &status, ready_to_start, 29), Some((true, "")));
    // A Pod that was initialized stays so since RestartAllContainersOnContainerExits.
    let not_initialized = Some((false, "ContainersNotInitialized"));
    assert_eq!(told(&pod, &status, Condition::Initialized, 36), not_initialized);
    status.conditions.set(Condition::Initialized, (true, ""), NOW);
    assert_eq!(told(&pod, &status, Condition::Initialized, 35), not_initialized);
    assert_eq!(told(&pod, &status, Condition::Initialized, 36), Some((true, "")));
    // Only a Pod with such a rule has the condition that belongs to it.
    assert_eq!(told(&pod, &status, Condition::AllContainersRestarting, 36), None);
    let mut app = pod.container(ContainerIndex(1)).clone();
    let action = RestartAction::RestartAllContainers;
    app.restart_rules = vec![RestartRule { action, exit_codes: ExitCodes::In(vec![42]) }];
    pod = Pod::new("p", vec![pod.container(ContainerIndex(0)).clone(), app]).expect("a Pod");
    let restarting = Condition::AllContainersRestarting;
    assert_eq!(told(&pod, &status, restarting, 36), Some((false, "")));
    assert_eq!(told(&pod, &status, restarting, 35), None);
}

#[test]
fn a_transition_is_a_change_of_value() {
    let mut conditions = Conditions::default();
    let since =
        |conditions: &Conditions| conditions.get(Condition::Ready).expect("it is set").since;
    conditions.set(Condition::Ready, (false, "ContainersNotReady"), SimTime::from_secs(1));
    conditions.set(Condition::Ready, (false, "PodCompleted"), SimTime::from_secs(2));
    assert_eq!(since(&conditions), SimTime::from_secs(1));
    conditions.set(Condition::Ready, (true, ""), SimTime::from_secs(3));
    assert_eq!(since(&conditions), SimTime::from_secs(3));
    conditions.set(Condition::PodScheduled, (true, ""), SimTime::ZERO);
    let order: Vec<_> = conditions.iter().map(|(which, _)| which).collect();
    assert_eq!(order, [Condition::Ready, Condition::PodScheduled]);
}

#[test]
fn a_crashed_sidecar_waits_in_a_never_pod_only_since_restart_rules() {
    let mut pod = pod(&["s", "a"]);
    pod.restart_policy = RestartPolicy::Never;
    let seen = Seen {
        newest: RuntimeState::Exited(ended(1)),
        refused: Some(Waiting::because(reason::CRASH_LOOP_BACK_OFF)),
        ..Seen::default()
    };
    let state = |minor, deleted| {
        let facts = ConvertFacts { deleted, app_exists: true, version: at(minor) };
        container_status(&pod, ContainerIndex(0), &seen, None, facts).state
    };
    assert_eq!(state(34, false), ContainerState::Terminated(ended(1)));
    let waits = Waiting::because(reason::CRASH_LOOP_BACK_OFF);
    assert_eq!(state(35, false), ContainerState::Waiting(waits));
    assert_eq!(state(35, true), ContainerState::Terminated(ended(1)), "a deleted Pod says so");
}

#[test]
fn the_restart_count_never_goes_back() {
    // TestConvertToAPIContainerStatuses: a run after one that was reported as ended counts, even if
    // the runtime begins to count anew.
    let pod = pod(&["a"]);
    let facts = ConvertFacts { deleted: false, app_exists: true, version: Version::NEWEST };
    let count = |newest, counted, previous: Option<ContainerStatus>| {
        let previous = previous.map(|status| ContainerStatus { restart_count: 5, ..status });
        let seen = Seen { newest, restart_count: counted, ..Seen::default() };
        container_status(&pod, ContainerIndex(0), &seen, previous.as_ref(), facts).restart_count
    };
    let runs = RuntimeState::Running { started_at: NOW };
    assert_eq!(count(runs, 0, terminated(1)), 6);
    assert_eq!(count(runs, 6, terminated(1)), 6);
    assert_eq!(count(runs, 0, running(true)), 5);
    assert_eq!(count(RuntimeState::Exited(ended(1)), 0, running(true)), 5);
    assert_eq!(count(RuntimeState::Exited(ended(1)), 0, None), 0);
}

#[test]
fn a_container_removed_for_a_restart_of_all_waits_for_it() {
    let pod = pod(&["i", "a"]);
    let facts = ConvertFacts { deleted: false, app_exists: false, version: Version::NEWEST };
    let convert = |newest, previous: Option<ContainerStatus>| {
        let reset = newest == RuntimeState::Absent;
        let seen = Seen { newest, reset, restart_count: 1, ..Seen::default() };
        container_status(&pod, ContainerIndex(1), &seen, previous.as_ref(), facts)
    };
    let reset = Waiting::because(reason::RESTARTING_ALL_CONTAINERS);
    for previous in [running(true), terminated(42), terminated(0)] {
        let removed = convert(RuntimeState::Absent, previous);
        assert_eq!(removed.state, ContainerState::Waiting(reset));
        let last = removed.last.map(|run| (run.exit_code, run.reason));
        assert_eq!(last, Some((137, "RestartingAllContainers")));
        assert_eq!(removed.restart_count, 1);
        assert_eq!(convert(RuntimeState::Absent, Some(removed)), removed, "told twice");
        let again = convert(RuntimeState::Running { started_at: NOW }, Some(removed));
        assert_eq!((again.last, again.restart_count), (removed.last, 1));
    }
    // What was in back-off counts on from where it was.
    let crashed = waiting(reason::CRASH_LOOP_BACK_OFF, Some(ended(1)));
    let removed = convert(RuntimeState::Absent, crashed);
    assert_eq!((removed.last, removed.restart_count), (Some(ended(1)), 0));
    let initializing = Waiting::because(reason::POD_INITIALIZING);
    assert_eq!(removed.state, ContainerState::Waiting(initializing));
    // It is no failure: under Never the Pod does not fail, but starts over.
    let mut never = pod.clone();
    never.restart_policy = RestartPolicy::Never;
    let waits = waiting(reset.reason, Some(convert::unseen(reset.reason)));
    let status = status(&never, Phase::Running, vec![waits, waits]);
    assert_eq!(phase(&never, &status, PhaseFacts::default()), Phase::Pending);
}

#[test]
fn what_the_runtime_cannot_say_is_inferred() {
    let pod = pod(&["i", "a"]);
    let facts = ConvertFacts { deleted: false, app_exists: true, version: Version::NEWEST };
    let convert = |index, newest, previous: Option<ContainerStatus>| {
        let seen = Seen { newest, ..Seen::default() };
        container_status(&pod, ContainerIndex(index), &seen, previous.as_ref(), facts)
    };
    // An ordinary init container must have been done for an app container to exist.
    let forgotten = convert(0, RuntimeState::Absent, None);
    assert_eq!(
        forgotten.terminated().map(|run| (run.exit_code, run.reason)),
        Some((0, "Completed"))
    );
    assert!(forgotten.ready);
    let lost = convert(1, RuntimeState::Unknown, running(true));
    let unknown = lost.terminated().map(|run| (run.exit_code, run.reason));
    assert_eq!((unknown, lost.restart_count), (Some((137, "ContainerStatusUnknown")), 1));
    let never_ran = convert(1, RuntimeState::Unknown, None).state;
    assert_eq!(never_ran, ContainerState::Waiting(Waiting::default()));
    // The run before is the last state, whether the runtime still has it or only the API server.
    let before = ContainerStatus { id: Some(ContainerId(7)), ..terminated(3).expect("some") };
    let again = convert(1, RuntimeState::Running { started_at: NOW }, Some(before));
    assert_eq!(again.last, Some(ended(3)));
}

/// Containers, their statuses, and the reasons with which they have ended after all.
type Case<'a> = (&'a [&'a str], Vec<Option<ContainerStatus>>, Vec<Option<&'a str>>);

#[test]
fn a_termination_leaves_no_container_without_an_end() {
    let unknown = Some("ContainerStatusUnknown");
    let creating = || waiting(reason::CONTAINER_CREATING, None);
    let waits = || waiting(reason::POD_INITIALIZING, None);
    let cases: [Case; 6] = [
        (&["a1", "a2"], vec![terminated(0), creating()], vec![Some("Completed"), unknown]),
        // Before initialization app containers are left alone, and of the init list at least the
        // first one counts as tried.
        (&["i1", "i2", "a"], vec![waits(), waits(), waits()], vec![unknown, None, None]),
        (
            &["i1", "i2", "a"],
            vec![terminated(0), waits(), waits()],
            vec![Some("Completed"), None, None],
        ),
        (&["i", "a"], vec![terminated(0), waits()], vec![Some("Completed"), unknown]),
        (&["i", "a"], vec![terminated(1), waits()], vec![Some("Error"), None]),
        (
            &["i1", "s", "a"],
            vec![terminated(0), running(true), waits()],
            vec![Some("Completed"), unknown, unknown],
        ),
    ];
    for (names, containers, reasons) in cases {
        let pod = pod(names);
        let mut status = status(&pod, Phase::Pending, containers);
        terminate(&pod, &mut status);
        let came: Vec<_> = status
            .containers
            .iter()
            .map(|entry| entry.as_ref().and_then(|entry| entry.terminated()).map(|run| run.reason))
            .collect();
        assert_eq!(came, reasons, "{names:?}");
    }
}

#[test]
fn terminating_gives_way_to_a_final_state_since_131() {
    let pod = pod(&["a"]);
    let row_at = |phase, deleted, minor| {
        let status = status(&pod, phase, vec![terminated(0)]);
        row(&pod, &status, deleted, NOW, at(minor)).status
    };
    assert_eq!(row_at(Phase::Succeeded, true, 30), "Terminating");
    assert_eq!(row_at(Phase::Succeeded, true, 31), "Completed");
    assert_eq!(row_at(Phase::Running, true, 37), "Terminating");
    let mut lost = status(&pod, Phase::Running, vec![running(true)]);
    lost.reason = Some("NodeLost");
    assert_eq!(row(&pod, &lost, true, NOW, Version::NEWEST).status, "Unknown");
    assert_eq!(row(&pod, &lost, false, NOW, Version::NEWEST).status, "NodeLost");
}

#[test]
fn not_ready_arises_only_from_completed() {
    let pod = pod(&["a1", "a2"]);
    let row_of = |first, ready| {
        let mut status = status(&pod, Phase::Running, vec![first, running(true)]);
        status.conditions.set(Condition::Ready, (ready, ""), NOW);
        let row = row(&pod, &status, false, NOW, Version::NEWEST);
        (row.status, row.ready)
    };
    let pair = |status: &str, ready: &str| (status.to_owned(), ready.to_owned());
    assert_eq!(row_of(terminated(0), false), pair("NotReady", "1/2"));
    assert_eq!(row_of(terminated(0), true), pair("Running", "1/2"));
    assert_eq!(row_of(terminated(1), false), pair("Error", "1/2"));
}
