//! For every symptom the commands that tell more, the most telling first.

use super::moment::{Moment, command};
use super::symptom::Symptom;
use super::{Advice, Command, Prints};
use crate::engine::status::Condition;
use crate::kubectl::{owner, word};
use crate::model::{ContainerIndex, ContainerRole, Gate, ProbeAction, ProbeKind};

/// What to type about `symptom`.
pub(super) fn of(moment: &Moment, symptom: Symptom) -> Advice {
    let (headline, commands) = match symptom {
        Symptom::Gone => ("The Pod is gone.".to_owned(), gone(moment)),
        Symptom::Gated => ("No scheduler looks at the Pod yet.".to_owned(), gated(moment)),
        Symptom::Terminating => ("The Pod is being deleted.".to_owned(), terminating(moment)),
        Symptom::Ended => ("The kubelet itself has ended the Pod.".to_owned(), ended(moment)),
        Symptom::Initializing(index) => initializing(moment, index),
        Symptom::Creating(index) => creating(moment, index),
        Symptom::Image(index) => image(moment, index),
        Symptom::Crashing(index) => crashing(moment, index),
        Symptom::Failed(index) => failed(moment, index),
        Symptom::Unfinished => {
            ("Some containers are done, others run on.".to_owned(), unfinished(moment))
        }
        Symptom::Draining => {
            ("The app is done; its sidecars are being stopped.".to_owned(), draining(moment))
        }
        Symptom::Done => ("The Pod has succeeded.".to_owned(), done(moment)),
        Symptom::NotReady(index) => not_ready(moment, index),
        Symptom::GateClosed => {
            ("Every container is ready, the Pod is not.".to_owned(), gate_closed(moment))
        }
        Symptom::Restarted(index) => restarted(moment, index),
        Symptom::Healthy => ("Everything runs and is ready.".to_owned(), healthy(moment)),
    };
    Advice { headline, commands }
}

fn gone(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let mut commands = vec![
        moment.get(false, "See that the object is gone."),
        moment.events(false, "Events outlive the Pod, by default for an hour."),
    ];
    let refusal = Prints::Refusal(super::super::not_found(pod));
    let line = format!("kubectl logs {}{}", word(&pod.name), moment.namespace());
    commands.push(command(line, "Logs go with the Pod: what nobody shipped is lost.", refusal));
    if let Some((kind, name)) = owner(pod) {
        let kind_word = kind.to_ascii_lowercase();
        let line = format!("kubectl describe {kind_word} {}{}", word(name), moment.namespace());
        let words = format!("Whether the {kind} has made another Pod, among its events.");
        commands.push(command(line, "Its owner may have replaced it.", Prints::Words(words)));
    }
    commands
}

fn gated(moment: &Moment) -> Vec<Command> {
    vec![
        moment.jsonpath("{.spec.schedulingGates}", "These gates have to be removed first."),
        moment.jsonpath(&condition(Condition::PodScheduled), "The API server says why it waits."),
        moment.describe_lines(&["Node:", "Status:", "Events:"], "No node, and no event either."),
    ]
}

fn terminating(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let mut commands = vec![
        moment.jsonpath(
            "{.metadata.deletionTimestamp}",
            "The deadline: the time of the deletion and the grace period.",
        ),
        moment.watch("STATUS stays Terminating until the last container has stopped."),
    ];
    // Apps stop first, then sidecars, the last one first.
    let apps = pod.app_indices().filter(|&index| moment.state.container(index).is_running());
    let sidecars = pod.init_indices().rev();
    let mut running =
        apps.chain(sidecars.filter(|&index| moment.state.container(index).is_running()));
    if let Some(index) = running.next() {
        let name = moment.name(index);
        let stopping = if moment.state.container(index).stopping {
            format!("{name} is being stopped: see what it still does.")
        } else {
            format!("{name} still runs.")
        };
        commands.push(moment.logs(index, false, &stopping));
    }
    commands.push(moment.describe_lines(
        &["Status:", "Termination Grace Period:"],
        "The age counts from the deadline, and there is none before it.",
    ));
    commands.push(moment.events(false, "Killing says which container the kubelet stops."));
    commands
}

fn ended(moment: &Moment) -> Vec<Command> {
    let first = moment.timeline.pod.app_indices().next().unwrap_or(ContainerIndex(0));
    vec![
        moment.jsonpath("{.status.reason}: {.status.message}", "The Pod has a reason of its own."),
        moment.events(false, "When it was decided."),
        moment.logs(first, false, "What the app did until then."),
    ]
}

fn initializing(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let pod = &moment.timeline.pod;
    let (name, container) = (moment.name(index), pod.container(index));
    let sidecar = container.role == ContainerRole::Sidecar;
    let probed = sidecar && container.startup_probe.is_some() && moment.runs(index);
    let headline = match (sidecar, moment.runs(index)) {
        (_, false) => format!("{name} has not started yet."),
        (true, true) => format!("{name} runs, but has not passed its startup probe."),
        (false, true) => format!("{name} has to exit with 0 first."),
    };
    let mut commands = vec![
        moment.states(true, "How far the init list has come, one line an entry."),
        moment.logs(index, false, &format!("{name} is the one that is waited for.")),
    ];
    if moment.has_previous(index) {
        commands.push(moment.logs(index, true, "What it said when it failed."));
    }
    let why = if probed { "Startup probes that failed." } else { "Pulls, mounts and starts." };
    commands.push(moment.events(probed, why));
    if let Some(app) = pod.app_indices().next() {
        commands.push(moment.logs(app, false, "The app has no log yet: it has not started."));
    }
    commands.push(moment.describe(index, "Its state in short."));
    (headline, commands)
}

fn creating(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let name = moment.name(index);
    let mut commands =
        vec![moment.events(false, "The newest event says what the kubelet is at.")];
    if moment.timeline.version.has(Gate::PodReadyToStartContainersCondition) {
        let template = "{.status.conditions[?(@.type==\"PodReadyToStartContainers\")].status}";
        let why = "False: sandbox, network or volumes. True: a pull, or a postStart hook.";
        commands.push(moment.jsonpath(template, why));
    }
    commands.push(moment.logs(index, false, "There is no log before the start."));
    commands.push(moment.watch("What comes next."));
    (format!("{name} is not started yet."), commands)
}

fn image(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let name = moment.name(index);
    let is_app = moment.timeline.pod.is_app(index);
    let list = if is_app { "containers" } else { "initContainers" };
    let image = format!("{{.spec.{list}[?(@.name==\"{name}\")].image}}");
    let secrets = moment.words(
        "get pod",
        " -o jsonpath='{.spec.imagePullSecrets}'",
        "A private registry wants a Secret.",
        "The pull Secrets of the Pod. Nothing, unless the manifest or its service account names one."
            .to_owned(),
    );
    let commands = vec![
        moment.status_field(index, "state.waiting.message", "What the kubelet was told, in full."),
        moment.events(true, "Every failed pull, with the registry's answer."),
        moment.jsonpath(&image, "Look for the typing error: registry, name, tag."),
        secrets,
        moment.logs(index, false, "A container without an image has no log."),
    ];
    (format!("The image of {name} does not come."), commands)
}

fn crashing(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
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
    if !pod.is_app(index) {
        let why = "The phase tells whether the app runs beside it.";
        commands.push(moment.jsonpath("{.status.phase}", why));
    } else {
        let copy = word(&format!("{}-debug", pod.name));
        commands.push(moment.words(
            "debug",
            &format!(" -it --copy-to={copy} --container={} -- sh", word(name)),
            "A copy in which a shell stands in for the command that ends.",
            format!(
                "A shell in a copy of the Pod, if the image of {name} has one. Delete the copy afterwards."
            ),
        ));
    }
    (format!("{name} ends again and again."), commands)
}

fn failed(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let mut commands = vec![
        moment.logs(index, false, "What it said before it ended."),
        moment.status_field(index, "state.terminated.exitCode", "The exit code of its last run."),
        moment.describe(index, "When it ran, and how it ended."),
        moment.jsonpath("{.status.phase}", "Running as long as another container runs."),
    ];
    commands.extend(job(moment, "Whether the Job tries again, up to backoffLimit."));
    (format!("{} has ended for good.", moment.name(index)), commands)
}

fn unfinished(moment: &Moment) -> Vec<Command> {
    let runs = moment.timeline.pod.app_indices().find(|&index| moment.runs(index));
    let mut commands = vec![moment.states(false, "Who is done, and who keeps the Pod from ending.")];
    if let Some(index) = runs {
        let name = moment.name(index);
        let why = format!("{name} still runs. As a native sidecar it would be stopped now.");
        commands.push(moment.logs(index, false, &why));
    }
    commands.push(moment.jsonpath("{.status.phase}", "Not Succeeded: one container still runs."));
    commands.extend(job(moment, "The Job counts the Pod only when all its containers are done."));
    commands
}

fn draining(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let mut commands = vec![moment.states(true, "Which sidecars still run.")];
    let last = pod.init_indices().rev().find(|&index| moment.state.container(index).is_running());
    commands.extend(last.map(|index| moment.logs(index, false, "Sidecars stop last to first.")));
    let why = "So long the sidecars have, all together.";
    commands.push(moment.jsonpath("{.spec.terminationGracePeriodSeconds}", why));
    commands.push(moment.watch("The Pod ends with its last sidecar."));
    commands
}

fn done(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let first = pod.app_indices().next().unwrap_or(ContainerIndex(0));
    let mut commands = vec![
        moment.logs(first, false, "The log is there as long as the Pod is."),
        moment.describe(first, "When it ran, and how it ended."),
        moment.jsonpath("{.status.phase}", "Succeeded never changes again."),
    ];
    commands.extend(job(moment, "The Job has counted it."));
    commands
}

fn not_ready(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let (name, pod) = (moment.name(index), &moment.timeline.pod);
    let mut commands = vec![
        moment.jsonpath(&condition(Condition::ContainersReady), "Names the containers that are not ready."),
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
        ProbeAction::HttpGet { port, .. } | ProbeAction::TcpSocket { port } | ProbeAction::Grpc { port } => {
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

fn gate_closed(moment: &Moment) -> Vec<Command> {
    vec![
        moment.get(true, "READINESS GATES counts those that are open."),
        moment.jsonpath(&condition(Condition::Ready), "Names the gate that is not open."),
        moment.describe_lines(&["Readiness Gates:"], "Somebody else has to set these conditions."),
    ]
}

fn restarted(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
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

fn healthy(moment: &Moment) -> Vec<Command> {
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

/// The Job behind the Pod, if there is one.
fn job(moment: &Moment, why: &str) -> Option<Command> {
    let (kind, name) = owner(&moment.timeline.pod).filter(|&(kind, _)| kind == "Job")?;
    let line = format!("kubectl get job {}{}", word(name), moment.namespace());
    let phase = moment.phase();
    let words = format!("The row of the {kind}: COMPLETIONS counts Pods in phase Succeeded. This one is {phase}.");
    Some(command(line, why, Prints::Words(words)))
}

/// The message of a condition.
fn condition(condition: Condition) -> String {
    format!("{{.status.conditions[?(@.type==\"{}\")].message}}", condition.as_str())
}
