//! Cases of the kind `kubectl`: which container a command means, and what is served or refused.

use crate::Faults;
use crate::case::Case;
use crate::command::Command;
use crate::object::{Ids, Object};
use podline::engine::status::{ContainerId, ContainerStatus, PodStatus};
use podline::kubectl::{self, Choice};
use podline::model::Pod;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    container: Option<String>,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
    stderr: Option<String>,
    error: Option<String>,
}

/// What comes of a command: the container it means, and what the kubelet serves or refuses: the run
/// whose log is shown, if it is known.
type Outcome<'a> = Result<(Choice<'a>, Result<Option<ContainerId>, String>), String>;

/// What stands before an error where kubectl prints it.
const HEADS: [&str; 2] = ["error: ", "Error from server (BadRequest): "];

/// Answers with what the API server has of the container of a name.
type StatusOf<'a> = &'a dyn Fn(&str) -> Option<ContainerStatus>;

/// Without `status_of` nobody asks the kubelet.
fn outcome<'a>(
    command: &'a Command,
    pod: &'a Pod,
    status: &PodStatus,
    status_of: Option<StatusOf<'_>>,
) -> Outcome<'a> {
    let wanted = command.container.as_deref();
    if command.verb == "logs" && command.all {
        let most = command.follow.then_some(command.max_log_requests);
        let all = kubectl::all_logs(pod, wanted, most)?;
        return Ok((Choice { container: all[0], stderr: String::new() }, Ok(None)));
    }
    let choice = match command.verb.as_str() {
        "logs" => kubectl::logs(pod, wanted)?,
        "exec" => kubectl::exec(pod, status.phase, wanted)?,
        "attach" => kubectl::attach(pod, status.phase, wanted)?,
        other => panic!("nobody understands {other}"),
    };
    let Some(status_of) = status_of else { return Ok((choice, Ok(None))) };
    let name = choice.container;
    let status = status_of(name);
    let run = match command.verb.as_str() {
        "logs" => kubectl::log_of(&pod.name, name, status.as_ref(), command.previous),
        _ => kubectl::running(name, status.as_ref()).map(|()| None),
    };
    Ok((choice, run))
}

pub(crate) fn run(case: &Case) -> Faults {
    let object: Object = case.get("pod").expect("a Pod");
    let text: String = case.get("command").expect("a command");
    let expect: Expect = case.get("expect").expect("what to expect");
    let pod = object.pod(case.version());
    let mut ids = Ids::default();
    let status = object.status(&pod, &mut ids);
    let ephemeral = object.ephemeral(&pod, &mut ids);
    let command = Command::parse(&text);
    let status_of = |name: &str| match pod.index_of(name) {
        Some(index) => status.container(index).copied(),
        None => ephemeral.get(name).copied(),
    };
    // A case without statuses is about kubectl alone, unless only the kubelet can refuse.
    let asks_kubelet = status.listed || expect.error.is_some();
    let status_of = asks_kubelet.then_some(&status_of as StatusOf<'_>);
    let outcome = outcome(&command, &pod, &status, status_of);
    let mut faults = Vec::new();
    let mut check = |what: &str, want: Option<&String>, outcome: Option<&str>| {
        if let Some(want) = want.filter(|want| Some(want.as_str()) != outcome) {
            faults.push(format!("{what}: expected {want:?}, came {outcome:?}"));
        }
    };
    let (choice, served) = match &outcome {
        Ok((choice, served)) => (Some(choice), served.as_ref()),
        Err(error) => (None, Err(error)),
    };
    check("container", expect.container.as_ref(), choice.map(|choice| choice.container));
    check("stderr", expect.stderr.as_ref(), choice.map(|choice| choice.stderr.as_str()));
    let run = served.ok().copied().flatten();
    check("containerID", expect.container_id.as_ref(), run.map(|run| ids.text(run)));
    let error = served.err().map(String::as_str);
    let wanted = expect.error.as_deref().map(|text| {
        HEADS.iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text).to_owned()
    });
    check("error", wanted.as_ref(), error);
    if let Some(error) = error.filter(|_| wanted.is_none()) {
        faults.push(format!("it is refused: {error}"));
    }
    faults
}
