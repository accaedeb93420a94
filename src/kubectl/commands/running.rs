//! What to type about a Pod that runs, well or not.

use super::advice::condition;
use super::moment::{Moment, command};
use super::{Command, Prints};
use crate::engine::status::Condition;
use crate::kubectl::word;
use crate::model::{ContainerIndex, ProbeAction, ProbeKind};

pub(super) fn crashing(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let (name, pod) = (moment.name(index), &moment.timeline.pod);
    let previous = moment.has_previous(index);
    let why = if previous {
        "What it said before it ended, also after it was started again."
    } else {
        "What it said before it ended."
    };
    let last = if moment.has_ended(index) { "state" } else { "lastState" };
    let code = format!("{last}.terminated.exitCode");
    let mut commands = vec![
        moment.logs(index, previous, why),
        moment.status_field(
            index,
            &code,
            "137 is SIGKILL, 143 SIGTERM, 126 and 127 a command that cannot be run.",
        ),
        moment.describe(index, "State, last state and restarts together."),
        moment.events(true, "Back-off, and probes that had it killed."),
    ];
    if pod.is_app(index) {
        let copy = word(&format!("{}-debug", pod.name));
        commands.push(moment.words(
            "debug",
            &format!(" -it --copy-to={copy} --container={} -- sh", word(name)),
            "A copy in which a shell stands in for the command that ends.",
            format!(
                "A shell in a copy of the Pod, if the image of {name} has one. Delete the copy afterwards."
            ),
        ));
    } else {
        let why = "The phase tells whether the app runs beside it.";
        commands.push(moment.jsonpath("{.status.phase}", why));
    }
    (format!("{name} ends again and again."), commands)
}

pub(super) fn restarted(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let name = moment.name(index);
    let mut commands = vec![
        moment.logs(index, true, "What it said before it was started again."),
        moment.describe(index, "Last State says how the run before has ended."),
        moment.status_field(
            index,
            "lastState.terminated.exitCode",
            "137 is SIGKILL: a probe, the memory limit, or a grace period that ran out.",
        ),
        moment.events(true, "Probes that had it killed; an exit of its own leaves no event."),
        moment.logs(index, false, "What it is doing now."),
    ];
    if moment.timeline.events.iter().any(|event| event.at > moment.now) {
        commands.push(moment.watch("What comes next."));
    }
    (format!("Everything is ready, but {name} was started again."), commands)
}

pub(super) fn not_ready(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let (name, pod) = (moment.name(index), &moment.timeline.pod);
    let mut commands = vec![
        moment.jsonpath(
            &condition(Condition::ContainersReady),
            "Names the containers that are not ready.",
        ),
        moment.events(true, "Probes that failed, and how often."),
        moment.logs(index, false, &format!("What {name} is doing instead.")),
    ];
    if moment.runs(index) {
        let startup = !moment.state.container(index).started;
        let kind = if startup { ProbeKind::Startup } else { ProbeKind::Readiness };
        let probe = pod.container(index).probe(kind);
        commands.extend(probe.and_then(|probe| by_hand(moment, index, &probe.action)));
    }
    commands.push(moment.describe(index, "Its state in short."));
    (format!("{name} is not ready."), commands)
}

/// The probe, done by hand.
fn by_hand(moment: &Moment, index: ContainerIndex, action: &ProbeAction) -> Option<Command> {
    let name = word(moment.name(index));
    Some(match action {
        ProbeAction::Exec { command } => {
            let typed: Vec<String> = command.iter().map(|part| word(part)).collect();
            moment.words(
                "exec",
                &format!(" -c {name} -- {}", typed.join(" ")),
                "The probe's own command, by hand.",
                "What the command prints, and behind an error its exit code; 0 passes.".to_owned(),
            )
        }
        ProbeAction::HttpGet { port, .. }
        | ProbeAction::TcpSocket { port }
        | ProbeAction::Grpc { port } => {
            let number = number(moment, index, port)?;
            let pod = word(&format!("pod/{}", moment.timeline.pod.name));
            let line = format!("kubectl port-forward {pod} 8080:{number}{}", moment.namespace());
            let words = "Whether anything answers on the port. It is reached by way of localhost inside \
                         the Pod, while probes go to the Pod's address.";
            let why = "Try the probed port from your own machine, at localhost:8080.";
            command(line, why, Prints::Words(words.to_owned()))
        }
    })
}

/// The number of a port that a probe names.
fn number(moment: &Moment, index: ContainerIndex, port: &str) -> Option<u16> {
    let ports = &moment.timeline.pod.container(index).ports;
    let named = ports.iter().find(|declared| declared.name.as_deref() == Some(port));
    named.map(|declared| declared.container_port).or_else(|| port.parse().ok())
}

pub(super) fn gate_closed(moment: &Moment) -> Vec<Command> {
    vec![
        moment.get(true, "READINESS GATES counts those that are open."),
        moment.jsonpath(&condition(Condition::Ready), "Names the gate that is not open."),
        moment.describe_lines(&["Readiness Gates:"], "Somebody else has to set these conditions."),
    ]
}

pub(super) fn healthy(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let first = pod.app_indices().next().unwrap_or(ContainerIndex(0));
    let name = moment.name(first);
    let mut commands = vec![
        moment.get(true, "The row, with address and node."),
        moment.logs(first, false, "What the app is doing."),
        moment.words(
            "exec",
            &format!(" -it -c {} -- sh", word(name)),
            "Look around from inside.",
            format!("A shell beside the process of {name}, if its image has one."),
        ),
        moment.words(
            "top pod",
            " --containers",
            "What each container uses of what it has requested.",
            "CPU and memory of every container, if metrics-server is installed.".to_owned(),
        ),
    ];
    if moment.timeline.events.iter().any(|event| event.at > moment.now) {
        commands.push(moment.watch("What comes next."));
    }
    commands
}
