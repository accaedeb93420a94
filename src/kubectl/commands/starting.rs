//! What to type about a Pod that has not come up yet.

use super::Command;
use super::advice::condition;
use super::moment::Moment;
use crate::engine::status::Condition;
use crate::model::{ContainerIndex, ContainerRole, Gate};

pub(super) fn gated(moment: &Moment) -> Vec<Command> {
    vec![
        moment.jsonpath("{.spec.schedulingGates}", "These gates have to be removed first."),
        moment.jsonpath(&condition(Condition::PodScheduled), "The API server says why it waits."),
        moment.describe_lines(&["Node:", "Status:", "Events:"], "No node, and no event either."),
    ]
}

pub(super) fn initializing(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
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

pub(super) fn creating(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
    let name = moment.name(index);
    let mut commands = vec![moment.events(false, "The newest event says what the kubelet is at.")];
    if moment.timeline.version.has(Gate::PodReadyToStartContainersCondition) {
        let template = "{.status.conditions[?(@.type==\"PodReadyToStartContainers\")].status}";
        let why = "False: sandbox, network or volumes. True: a pull, or a postStart hook.";
        commands.push(moment.jsonpath(template, why));
    }
    commands.push(moment.logs(index, false, "There is no log before the start."));
    commands.push(moment.watch("What comes next."));
    (format!("{name} is not started yet."), commands)
}

pub(super) fn image(moment: &Moment, index: ContainerIndex) -> (String, Vec<Command>) {
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
