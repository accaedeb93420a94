//! A Pod at an instant, and the answers that commands get from it.

use super::super::{
    describe, event_list, jsonpath, log_of, not_found, object, table::Table, tree::Map, tree::Node,
};
use super::{Command, Prints};
use crate::engine::status::{ContainerState, wide};
use crate::engine::{NODE, Phase, PodState, Row, SimTime, Timeline};
use crate::kubectl::{namespace_flag, watch, word};
use crate::model::{ContainerIndex, ContainerRole, RestartPolicy};
use std::fmt::Write as _;

/// As many lines of a long output are shown.
const LINES: usize = 8;

/// What the API server has at an instant.
pub(super) struct Moment<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) now: SimTime,
    pub(super) state: PodState,
    pub(super) row: Row,
    object: Node,
}

impl<'a> Moment<'a> {
    pub(super) fn new(timeline: &'a Timeline, now: SimTime) -> Self {
        let object = object::pod(timeline, now).with("spec", spec(timeline)).into();
        Self { timeline, now, state: timeline.at(now), row: timeline.row(now), object }
    }

    /// The name of a container.
    pub(super) fn name(&self, index: ContainerIndex) -> &'a str {
        &self.timeline.pod.container(index).name
    }

    /// Whether an exit with that code is this container's last.
    pub(super) fn ends_for_good(&self, index: ContainerIndex, exit_code: i32) -> bool {
        let pod = &self.timeline.pod;
        let container = pod.container(index);
        if container.role == ContainerRole::Sidecar {
            return self.state.status.phase.is_terminal();
        }
        let policy = pod.restart_policy_of(container);
        self.state.status.phase.is_terminal()
            || container.restart_rule(exit_code).is_none()
                && (policy == RestartPolicy::Never
                    || policy == RestartPolicy::OnFailure && exit_code == 0)
    }

    /// The Pod's name as the shell takes it, and the namespace if it is not the default one.
    fn pod(&self) -> String {
        format!("{}{}", word(&self.timeline.pod.name), self.namespace())
    }

    /// ` -n NAMESPACE`, unless it is the default one.
    pub(super) fn namespace(&self) -> String {
        namespace_flag(&self.timeline.pod)
    }

    /// `kubectl get pod`, with the row; `-o wide` with what that adds.
    pub(super) fn get(&self, is_wide: bool, why: &str) -> Command {
        let line = format!("kubectl get pod {}", self.pod());
        if self.state.removed {
            return command(line, why, Prints::Refusal(not_found(&self.timeline.pod)));
        }
        let mut head = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"].map(str::to_owned).to_vec();
        let Row { name, ready, status, restarts, age } = self.row.clone();
        let mut cells = vec![name, ready, status, restarts, age];
        let mut flag = "";
        if is_wide {
            flag = " -o wide";
            let told = &self.state.status;
            let wide = wide(&self.timeline.pod, told, told.start_time.map(|_| NODE));
            head.extend(["IP", "NODE", "NOMINATED NODE", "READINESS GATES"].map(str::to_owned));
            cells.extend([wide.ip, wide.node, wide.nominated_node, wide.readiness_gates]);
        }
        let text = Table::default().print(&[head, cells]);
        command(line + flag, why, Prints::All(text))
    }

    /// `kubectl get pod -w`: the row of now, then a line for every change to come.
    pub(super) fn watch(&self, why: &str) -> Command {
        let lines = watch(self.timeline);
        let (past, ahead) = lines.split_at(lines.partition_point(|line| line.at <= self.now));
        let mut shown: Vec<_> = past.last().cloned().into_iter().collect();
        if let Some(first) = shown.first_mut() {
            first.row = self.row.clone();
        }
        shown.extend(ahead.iter().take(LINES).cloned());
        let text = super::super::watch_text(&shown);
        let prints = if ahead.len() > LINES { Prints::Part(text) } else { Prints::All(text) };
        command(format!("kubectl get pod {} -w", self.pod()), why, prints)
    }

    /// `kubectl get pod -o jsonpath=…`.
    pub(super) fn jsonpath(&self, template: &str, why: &str) -> Command {
        let line = format!("kubectl get pod {} -o jsonpath={}", self.pod(), word(template));
        command(line, why, Prints::All(jsonpath::print(template, &self.object)))
    }

    /// The state of every container of one of the two lists.
    pub(super) fn states(&self, init: bool, why: &str) -> Command {
        let list = if init { "initContainerStatuses" } else { "containerStatuses" };
        let template =
            format!("{{range .status.{list}[*]}}{{.name}}{{\" \"}}{{.state}}{{\"\\n\"}}{{end}}");
        self.jsonpath(&template, why)
    }

    /// A field of one container's status.
    pub(super) fn status_field(&self, index: ContainerIndex, field: &str, why: &str) -> Command {
        let is_app = self.timeline.pod.is_app(index);
        let list = if is_app { "containerStatuses" } else { "initContainerStatuses" };
        let name = self.name(index);
        self.jsonpath(&format!("{{.status.{list}[?(@.name==\"{name}\")].{field}}}"), why)
    }

    /// `kubectl events --for pod/NAME`, all of them or the warnings.
    pub(super) fn events(&self, warnings: bool, why: &str) -> Command {
        let types = if warnings { " --types=Warning" } else { "" };
        let name = word(&self.timeline.pod.name);
        let line = format!("kubectl events --for pod/{name}{types}{}", self.namespace());
        let text = event_list(self.timeline, self.now, warnings);
        command(line, why, newest(&text))
    }

    /// `kubectl describe pod`, of which the lines about one container's state matter.
    pub(super) fn describe(&self, index: ContainerIndex, why: &str) -> Command {
        let text = describe(self.timeline, self.now);
        let head = format!("  {}:", self.name(index));
        let block = text.lines().skip_while(|line| *line != head).skip(1);
        let mut block: Vec<&str> = block.take_while(|line| line.starts_with("   ")).collect();
        // From the state to the restart count: what comes before and after is the manifest's.
        let from = block.iter().position(|line| line.starts_with("    State:")).unwrap_or(0);
        let to = block.iter().position(|line| line.starts_with("    Restart Count:"));
        block.truncate(to.map_or(0, |to| to + 1));
        let state = block.get(from..).unwrap_or_default();
        self.part_of_describe(&[&[head.as_str()], state].concat(), why)
    }

    /// `kubectl describe pod`, of which the lines beginning with one of `titles` matter.
    pub(super) fn describe_lines(&self, titles: &[&str], why: &str) -> Command {
        let text = describe(self.timeline, self.now);
        let wanted = |line: &&str| titles.iter().any(|title| line.starts_with(title));
        let lines: Vec<&str> = text.lines().filter(wanted).collect();
        self.part_of_describe(&lines, why)
    }

    fn part_of_describe(&self, lines: &[&str], why: &str) -> Command {
        let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
        command(format!("kubectl describe pod {}", self.pod()), why, Prints::Part(text))
    }

    /// `kubectl logs -c`, followed while the container runs.
    pub(super) fn logs(&self, index: ContainerIndex, previous: bool, why: &str) -> Command {
        let name = self.name(index);
        let status = self.state.status.container(index);
        let runs = status.is_some_and(crate::engine::ContainerStatus::is_running);
        let mut line = format!("kubectl logs {} -c {}", self.pod(), word(name));
        if previous {
            line += " --previous";
        } else if runs {
            line += " -f";
        }
        let served = log_of(&self.timeline.pod.name, name, status, previous);
        let prints = match served {
            Err(refusal) => Prints::Refusal(format!("Error from server (BadRequest): {refusal}")),
            Ok(_) => Prints::Words(self.log(index, previous)),
        };
        command(line, why, prints)
    }

    /// Which log is shown, in words.
    fn log(&self, index: ContainerIndex, previous: bool) -> String {
        let name = self.name(index);
        let Some(told) = self.state.status.container(index) else { return String::new() };
        let run = told.restart_count + 1;
        let ended = match told.state {
            ContainerState::Running { started_at } if !previous => {
                return format!(
                    "The log of {name} since {started_at}, when run {run} began, and what follows. \
                     What it writes is not known here."
                );
            }
            ContainerState::Terminated(ended) if !previous => Some(ended),
            _ => told.last,
        };
        let mut text = format!("The log of the last run of {name} that ended");
        if let Some(ended) = ended {
            if let Some(at) = ended.finished_at {
                let _ = write!(text, " at {at}");
            }
            let _ = write!(text, " with exit code {}", ended.exit_code);
        }
        text + ". What it wrote is not known here."
    }

    /// A command on the Pod whose output is told in words; `rest` follows the Pod's name.
    pub(super) fn words(&self, verb: &str, rest: &str, why: &str, words: String) -> Command {
        let line = format!("kubectl {verb} {}{rest}", self.pod());
        command(line, why, Prints::Words(words))
    }

    /// Whether `--previous` shows the run of a container that ended last.
    pub(super) fn has_previous(&self, index: ContainerIndex) -> bool {
        let last = self.state.status.container(index).and_then(|told| told.last);
        last.is_some_and(|last| last.id.is_some()) && !self.has_ended(index)
    }

    /// Whether the state of a container is a run that ended.
    pub(super) fn has_ended(&self, index: ContainerIndex) -> bool {
        let told = self.state.status.container(index);
        told.is_some_and(|told| told.terminated().is_some())
    }

    /// Whether the API server says that a container runs.
    pub(super) fn runs(&self, index: ContainerIndex) -> bool {
        let told = self.state.status.container(index);
        told.is_some_and(crate::engine::ContainerStatus::is_running)
    }

    /// Whether the Pod has ended.
    pub(super) fn phase(&self) -> Phase {
        self.state.status.phase
    }
}

/// The few fields of `spec` that commands here ask for.
fn spec(timeline: &Timeline) -> Map {
    let pod = &timeline.pod;
    let gate = |name: &String| Node::from(Map::new().with("name", name.as_str()));
    let gates: Vec<Node> = pod.scheduling_gates.iter().map(gate).collect();
    let list = |app: bool| {
        let of = pod.indices().filter(move |&index| pod.is_app(index) == app);
        let container = |index| {
            let container = pod.container(index);
            let (name, image) = (container.name.as_str(), container.image.as_str());
            Node::from(Map::new().with("image", image).with("name", name))
        };
        of.map(container).collect::<Vec<Node>>()
    };
    let grace = i64::try_from(pod.termination_grace_period.whole_secs()).unwrap_or(i64::MAX);
    Map::new()
        .with("containers", list(true))
        .with("initContainers", list(false))
        .with_some("schedulingGates", (!gates.is_empty()).then_some(gates))
        .with("terminationGracePeriodSeconds", grace)
}

/// A table without the oldest of its many lines.
fn newest(text: &str) -> Prints {
    let lines: Vec<&str> = text.lines().collect();
    let Some(extra) = lines.len().checked_sub(LINES + 2) else {
        return Prints::All(text.to_owned());
    };
    let shown = lines[..1].iter().chain(&lines[extra + 2..]);
    Prints::Part(shown.fold(String::new(), |text, line| text + line + "\n"))
}

pub(super) fn command(line: String, why: &str, prints: Prints) -> Command {
    Command { line, why: why.to_owned(), prints }
}
