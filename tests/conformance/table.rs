//! Cases of the kind `table`: pure functions of spec and status.

use crate::Faults;
use crate::case::Case;
use crate::object::{Entry, Ids, NOW, Object, State, condition, index_of, word};
use podline::engine::SimTime;
use podline::engine::status::{
    Condition, ConditionFacts, ContainerId, ContainerState, ContainerStatus, ConvertFacts,
    PhaseFacts, PodStatus, RuntimeState, Seen, Terminated, Waiting, conditions, container_status,
    phase, row, wide,
};
use podline::model::{ContainerIndex, Pod, RestartAction, Version};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Input {
    pod_is_terminal: bool,
    regular_container_started_in_sandbox: bool,
    sandbox: Option<Sandbox>,
    previous: Vec<Entry>,
    runtime: Vec<Instance>,
    start_failure: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sandbox {
    state: String,
    ip: Option<String>,
}

/// One container as the runtime lists it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Instance {
    name: String,
    state: String,
    #[serde(default)]
    exit_code: i32,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    restart_count: u32,
    /// Nothing follows from them.
    #[serde(default, rename = "id", alias = "containerID")]
    _id: IgnoredAny,
    #[serde(default, rename = "message")]
    _message: IgnoredAny,
    #[serde(default, rename = "createdAgo")]
    _created_ago: IgnoredAny,
    #[serde(default, rename = "startedAgo")]
    _started_ago: IgnoredAny,
    #[serde(default, rename = "finishedAgo")]
    _finished_ago: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    status: Option<String>,
    ready: Option<String>,
    restarts: Option<String>,
    wide: Option<Wide>,
    phase: Option<String>,
    #[serde(default)]
    conditions: BTreeMap<String, Option<Told>>,
    #[serde(default)]
    containers: BTreeMap<String, Container>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wide {
    ip: Option<String>,
    node: Option<String>,
    nominated_node: Option<String>,
    readiness_gates: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    status: String,
    reason: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Container {
    state: Option<State>,
    last_state: Option<State>,
    restart_count: Option<u32>,
    ready: Option<bool>,
    started: Option<bool>,
}

/// What differs.
#[derive(Default)]
struct Check(Faults);

impl Check {
    /// `want` is `None` where the case says nothing.
    fn same<T: PartialEq + Debug>(&mut self, what: &str, want: Option<T>, came: &T) {
        if let Some(want) = want.filter(|want| want != came) {
            self.0.push(format!("{what}: expected {want:?}, came {came:?}"));
        }
    }
}

pub(crate) fn run(case: &Case) -> Faults {
    let version = case.version();
    let object: Object = case.get("pod").expect("a Pod");
    let input: Input = case.get("input").unwrap_or_default();
    let expect: Expect = case.get("expect").expect("what to expect");
    let pod = object.pod(version);
    let mut ids = Ids::default();
    let mut status = object.status(&pod, &mut ids);
    // They count nowhere, but must exist.
    object.ephemeral(&pod, &mut ids);
    let mut check = Check::default();
    if let Some(want) = &expect.phase {
        let facts = PhaseFacts {
            terminal: input.pod_is_terminal,
            app_in_sandbox: input.regular_container_started_in_sandbox,
        };
        // One that has ended never changes again.
        if !status.phase.is_terminal() {
            status.phase = phase(&pod, &status, facts);
        }
        check.same("phase", Some(want.as_str()), &status.phase.as_str());
    }
    check_row(&pod, &object, &status, &expect, version, &mut check);
    check_conditions(&pod, &status, &input, &expect, version, &mut check);
    let deleted = object.is_deleted();
    let facts = (deleted, input.restarts_all(&pod, &status), version);
    check_containers(&pod, &input, &expect.containers, facts, &mut check);
    check.0
}

fn check_row(
    pod: &Pod,
    object: &Object,
    status: &PodStatus,
    expect: &Expect,
    version: Version,
    check: &mut Check,
) {
    let row = row(pod, status, object.is_deleted(), NOW, version);
    check.same("status", expect.status.clone(), &row.status);
    check.same("ready", expect.ready.clone(), &row.ready);
    check.same("restarts", expect.restarts.clone(), &row.restarts);
    if let Some(want) = &expect.wide {
        let wide = wide(pod, status, object.node());
        check.same("wide.ip", want.ip.clone(), &wide.ip);
        check.same("wide.node", want.node.clone(), &wide.node);
        check.same("wide.nominatedNode", want.nominated_node.clone(), &wide.nominated_node);
        check.same("wide.readinessGates", want.readiness_gates.clone(), &wide.readiness_gates);
    }
}

fn check_conditions(
    pod: &Pod,
    status: &PodStatus,
    input: &Input,
    expect: &Expect,
    version: Version,
    check: &mut Check,
) {
    let sandbox = input.sandbox.as_ref().is_some_and(|sandbox| {
        let address = sandbox.ip.as_ref().is_some_and(|ip| !ip.is_empty());
        sandbox.state == "Ready" && (address || pod.host_network)
    });
    // It is over when every container is removed.
    let restarting_all = !input.runtime.is_empty() && input.restarts_all(pod, status);
    let facts = ConditionFacts { sandbox, restarting_all, version };
    for (name, want) in &expect.conditions {
        let which = condition(name);
        let told = conditions::condition(pod, status, facts, which);
        check.same(name, Some(want.is_some()), &told.is_some());
        let (Some(told), Some(want)) = (told, want) else { continue };
        let mut after = status.clone();
        after.conditions.set(which, told, SimTime::ZERO);
        let value = if told.0 { "True" } else { "False" };
        check.same(name, Some(want.status.as_str()), &value);
        check.same(&format!("{name}: reason"), want.reason.as_deref(), &told.1);
        let message = conditions::message(pod, &after, which);
        check.same(&format!("{name}: message"), want.message.clone(), &message);
    }
}

fn check_containers(
    pod: &Pod,
    input: &Input,
    expect: &BTreeMap<String, Container>,
    (deleted, restarting_all, version): (bool, bool, Version),
    check: &mut Check,
) {
    for name in input.start_failure.keys() {
        index_of(pod, name);
    }
    let app_exists = input.runtime.iter().any(|instance| pod.is_app(index_of(pod, &instance.name)));
    let facts = ConvertFacts { deleted, app_exists, version };
    for (name, want) in expect {
        let index = index_of(pod, name);
        let previous = input.previous.iter().find(|entry| entry.name == *name).map(previous);
        let seen = Seen { reset: restarting_all, ..seen(pod, index, input) };
        let came = container_status(pod, index, &seen, previous.as_ref(), facts);
        let state = want.state.as_ref().map(written);
        check.same(&format!("{name}: state"), state, &plain(came.state));
        let last = came.last.map_or(ContainerState::Empty, ContainerState::Terminated);
        let want_last = want.last_state.as_ref().map(written);
        check.same(&format!("{name}: lastState"), want_last, &plain(last));
        check.same(&format!("{name}: restartCount"), want.restart_count, &came.restart_count);
        check.same(&format!("{name}: ready"), want.ready, &came.ready);
        check.same(&format!("{name}: started"), want.started, &came.started);
    }
}

/// What was last reported. Runs are told apart by their number, as those of the runtime are.
fn previous(entry: &Entry) -> ContainerStatus {
    let status = entry.status(&mut Ids::default());
    ContainerStatus { id: Some(ContainerId(status.restart_count)), ..status }
}

/// What the runtime lists of one container, the newest first.
fn seen(pod: &Pod, index: ContainerIndex, input: &Input) -> Seen {
    let container = pod.container(index);
    let mut listed: Vec<&Instance> =
        input.runtime.iter().filter(|instance| instance.name == container.name).collect();
    listed.sort_by_key(|instance| std::cmp::Reverse(instance.restart_count));
    let refused = input.start_failure.get(&container.name);
    let started = container.startup_probe.is_none();
    Seen {
        newest: listed.first().map_or(RuntimeState::Absent, |instance| instance.state()),
        id: listed.first().map(|instance| ContainerId(instance.restart_count)),
        before: listed.get(1).map(|instance| instance.ended()),
        restart_count: listed.first().map_or(0, |instance| instance.restart_count),
        reset: false,
        refused: refused.map(|reason| Waiting::because(word(reason))),
        started,
        ready: started && container.readiness_probe.is_none(),
    }
}

impl Input {
    /// Whether a run ended as a rule for all containers asks, or one did before.
    fn restarts_all(&self, pod: &Pod, status: &PodStatus) -> bool {
        let asks = |instance: &Instance| {
            let container = pod.container(index_of(pod, &instance.name));
            let rule = container.restart_rule(instance.exit_code);
            instance.state == "Exited"
                && rule.is_some_and(|rule| rule.action == RestartAction::RestartAllContainers)
        };
        let began = status.conditions.is_true(Condition::AllContainersRestarting);
        self.runtime.iter().any(asks) || began
    }
}

impl Instance {
    fn state(&self) -> RuntimeState {
        match self.state.as_str() {
            "Created" => RuntimeState::Created,
            "Running" => RuntimeState::Running { started_at: NOW },
            "Exited" => RuntimeState::Exited(self.ended()),
            "Unknown" => RuntimeState::Unknown,
            other => panic!("no state of the runtime: {other}"),
        }
    }

    fn ended(&self) -> Terminated {
        let id = Some(ContainerId(self.restart_count));
        let (exit_code, reason) = (self.exit_code, word(&self.reason));
        Terminated { exit_code, reason, id, ..Terminated::default() }
    }
}

/// A state in the few words in which cases give it.
#[derive(Debug, PartialEq)]
enum Plain {
    Empty,
    Running,
    Waiting(String),
    Terminated { exit_code: i32, signal: i32, reason: String },
}

fn plain(state: ContainerState) -> Plain {
    match state {
        ContainerState::Empty => Plain::Empty,
        ContainerState::Running { .. } => Plain::Running,
        ContainerState::Waiting(waiting) => Plain::Waiting(waiting.reason.to_owned()),
        ContainerState::Terminated(Terminated { exit_code, signal, reason, .. }) => {
            Plain::Terminated { exit_code, signal, reason: reason.to_owned() }
        }
    }
}

fn written(state: &State) -> Plain {
    match state {
        State { running: Some(_), .. } => Plain::Running,
        State { waiting: Some(waiting), .. } => Plain::Waiting(waiting.reason.clone()),
        State { terminated: Some(ended), .. } => Plain::Terminated {
            exit_code: ended.exit_code,
            signal: ended.signal,
            reason: ended.reason.clone(),
        },
        _ => Plain::Empty,
    }
}
