//! What to type about a Pod that is done, in part or as a whole, or on its way out.

use super::moment::{Moment, command};
use super::{Command, Prints};
use crate::kubectl::{not_found, owner, word};
use crate::model::{ContainerIndex, Gate};

pub(super) fn terminating(moment: &Moment) -> (String, Vec<Command>) {
    let pod = &moment.timeline.pod;
    let due = moment.state.deletion.map_or(moment.now, |deletion| deletion.at + deletion.grace);
    let ends = if moment.now < due { "ends" } else { "ended" };
    let headline = format!("The Pod is being deleted; its grace period {ends} at {due}.");
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
    (headline, commands)
}

pub(super) fn gone(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let mut commands = vec![
        moment.get(false, "See that the object is gone."),
        moment.events(false, "Events outlive the Pod, by default for an hour."),
    ];
    let refusal = Prints::Refusal(not_found(pod));
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

pub(super) fn ended(moment: &Moment) -> Vec<Command> {
    let first = moment.timeline.pod.app_indices().next().unwrap_or(ContainerIndex(0));
    vec![
        moment.jsonpath("{.status.reason}: {.status.message}", "The Pod has a reason of its own."),
        moment.events(false, "When it was decided."),
        moment.logs(first, false, "What the app did until then."),
    ]
}

pub(super) fn failed(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let mut commands = vec![
        moment.logs(index, false, "What it said before it ended."),
        moment.status_field(index, "state.terminated.exitCode", "The exit code of its last run."),
        moment.describe(index, "When it ran, and how it ended."),
        moment.jsonpath("{.status.phase}", "Running as long as another container runs."),
    ];
    commands.extend(job(moment, "Whether the Job tries again, up to backoffLimit."));
    (format!("{} has ended for good.", moment.name(index)), commands)
}

pub(super) fn unfinished(moment: &Moment) -> Vec<Command> {
    let runs = moment.timeline.pod.app_indices().find(|&index| moment.runs(index));
    let mut commands =
        vec![moment.states(false, "Who is done, and who keeps the Pod from ending.")];
    if let Some(index) = runs {
        let name = moment.name(index);
        let native = moment.timeline.version.has(Gate::SidecarContainers);
        let instead = if native { " As a native sidecar it would be stopped now." } else { "" };
        let why = format!("{name} still runs.{instead}");
        commands.push(moment.logs(index, false, &why));
    }
    commands.push(moment.jsonpath("{.status.phase}", "Not Succeeded: one container still runs."));
    commands.extend(job(moment, "The Job counts the Pod only when all its containers are done."));
    commands
}

pub(super) fn draining(moment: &Moment) -> Vec<Command> {
    let pod = &moment.timeline.pod;
    let mut commands = vec![moment.states(true, "Which sidecars still run.")];
    let last = pod.init_indices().rev().find(|&index| moment.state.container(index).is_running());
    commands.extend(last.map(|index| moment.logs(index, false, "Sidecars stop last to first.")));
    let why = "So long the sidecars have, all together.";
    commands.push(moment.jsonpath("{.spec.terminationGracePeriodSeconds}", why));
    commands.push(moment.watch("The Pod ends with its last sidecar."));
    commands
}

pub(super) fn done(moment: &Moment) -> Vec<Command> {
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

/// The Job behind the Pod, if there is one.
fn job(moment: &Moment, why: &str) -> Option<Command> {
    let (kind, name) = owner(&moment.timeline.pod).filter(|&(kind, _)| kind == "Job")?;
    let line = format!("kubectl get job {}{}", word(name), moment.namespace());
    let phase = moment.phase();
    let words = format!(
        "The row of the {kind}: COMPLETIONS counts Pods in phase Succeeded. This one is {phase}."
    );
    Some(command(line, why, Prints::Words(words)))
}
