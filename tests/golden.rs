//! Golden timelines: every example drawn as a person would draw it, so that a change of behaviour
//! reads well in a diff. They show what changed; what is *true* is asserted in `lifecycle.rs`,
//! `content.rs` and the conformance cases.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test golden`, then read the diff.

use podline::engine::{
    ContainerState, End, Event, EventKind, HookKind, PodState, Rule, SimTime, Subject, Timeline,
    inferred, simulate,
};
use podline::model::{ContainerIndex, ContainerRole, Version, lower};
use podline::{content, manifest};
use std::fmt::Write as _;

/// One character of a lane stands for this many milliseconds.
const CELL: u64 = 500;

#[test]
fn examples() {
    for example in content::examples() {
        let manifest = manifest::parse(example.text);
        let pods = manifest.objects.iter().filter_map(|object| lower(object, Version::NEWEST).pod);
        let mut drawn = String::new();
        for pod in pods {
            let scenario = inferred::scenario(&pod, Version::NEWEST);
            drawn += &draw(&simulate(&pod, &scenario, Version::NEWEST));
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(example.id, drawn);
        });
    }
}

/// Lanes, then the row of `kubectl get pod` whenever it changes, then every event with its cause.
fn draw(timeline: &Timeline) -> String {
    let mut text = format!("Pod {} on Kubernetes {}\n\n", timeline.pod.name, timeline.version);
    let width = timeline.pod.containers().iter().map(|c| c.name.len()).max().unwrap_or(0).max(3);
    let cells = usize::try_from(timeline.until.0 / CELL + 2).expect("a short timeline").min(200);
    let axis: String = (0..cells).map(|cell| if cell % 10 == 0 { '|' } else { ' ' }).collect();
    let _ = writeln!(text, "{:width$}  {:7}  {}", "", "", axis.trim_end());
    for index in timeline.pod.indices() {
        let container = timeline.pod.container(index);
        let role = match container.role {
            ContainerRole::Init => "init",
            ContainerRole::Sidecar => "sidecar",
            ContainerRole::App => "app",
        };
        let _ =
            writeln!(text, "{:width$}  {role:7}  {}", container.name, lane(timeline, index, cells));
    }
    let _ = writeln!(
        text,
        "{:width$}  one character is 0.5 s: . waits  / pulls  - runs  = ready  ~ stops  o exit 0  x exit not 0  ! killed\n",
        ""
    );
    text += &rows(timeline);
    text += "\n";
    for event in timeline
        .events
        .iter()
        .filter(|event| ![Rule::ProbePeriod, Rule::ToldAfterPass].contains(&event.rule))
    {
        let _ = writeln!(text, "{}", line(timeline, event).trim_end());
    }
    let end = match timeline.end {
        End::Finished => "finished".to_owned(),
        End::Steady => "goes on like this".to_owned(),
        End::Horizon { next } => format!("cut; the next thing would happen at {next}"),
        End::EventCap => "cut; the pattern repeats".to_owned(),
    };
    let _ = writeln!(text, "{:>8}  {end}\n", timeline.until.to_string());
    text
}

fn lane(timeline: &Timeline, index: ContainerIndex, cells: usize) -> String {
    let drawn: String = (0..cells)
        .map(|cell| {
            let from = SimTime(cell as u64 * CELL);
            let events = timeline.events.iter().filter(|event| {
                event.subject == Subject::Container(index)
                    && (from.0..from.0 + CELL).contains(&event.at.0)
            });
            let mut exits = events.filter_map(|event| match event.kind {
                EventKind::Exited { code: 0, .. } => Some('o'),
                EventKind::Exited { code: 137, .. } => Some('!'),
                EventKind::Exited { .. } => Some('x'),
                _ => None,
            });
            let state = timeline.at(SimTime(from.0 + CELL - 1));
            let status = state.container(index);
            exits.next_back().unwrap_or(match () {
                () if status.term_at.is_some() && status.is_running() => '~',
                () if status.is_running() && status.ready => '=',
                () if status.is_running() => '-',
                () if status.pulling_since.is_some() => '/',
                () if state.removed => ' ',
                () if status.terminated().is_some() && !waits(&state, index) => ' ',
                () => '.',
            })
        })
        .collect();
    drawn.trim_end().to_owned()
}

/// Whether the API server has it that the container waits.
fn waits(state: &PodState, index: ContainerIndex) -> bool {
    let told = state.status.container(index).map(|told| told.state);
    matches!(told, Some(ContainerState::Waiting(_)))
}

/// `kubectl get pod -w`: the row at every instant at which it changes.
fn rows(timeline: &Timeline) -> String {
    let mut text = String::new();
    let mut before = String::new();
    let mut times: Vec<_> = timeline.events.iter().map(|event| event.at).collect();
    times.dedup();
    for at in times {
        let row = timeline.row(at);
        let restarts = row.restarts.split(' ').next().unwrap_or_default();
        let now = format!("{:5} {:24} {restarts}", row.ready, row.status);
        if now != before {
            let _ = writeln!(text, "{:>8}  {}", at.to_string(), now.trim_end());
            before = now;
        }
    }
    text
}

fn line(timeline: &Timeline, event: &Event) -> String {
    let because = event.cause.map(|cause| {
        let cause = timeline.event(cause);
        format!("after {} {}", who(timeline, cause), what(cause))
    });
    format!(
        "{:>8}{} {:<58} {:<50} {}",
        event.at.to_string(),
        if event.assumed { "~" } else { " " },
        format!("{} {}", who(timeline, event), what(event)),
        because.unwrap_or_default(),
        event.rule
    )
}

fn who<'a>(timeline: &'a Timeline, event: &Event) -> &'a str {
    match event.subject {
        Subject::Pod => "Pod",
        Subject::Container(index) => &timeline.pod.container(index).name,
    }
}

fn what(event: &Event) -> String {
    let hook = |hook: HookKind| match hook {
        HookKind::PostStart => "postStart",
        HookKind::PreStop => "preStop",
    };
    match &event.kind {
        EventKind::Gated => "gated".to_owned(),
        EventKind::Scheduled => "scheduled".to_owned(),
        EventKind::SandboxLost => "sandbox lost".to_owned(),
        EventKind::SandboxChanged => "sandbox changed".to_owned(),
        EventKind::RestartAllStarted => "restart of all containers".to_owned(),
        EventKind::RestartAllFinished => "all containers removed".to_owned(),
        EventKind::SandboxReady => "sandbox ready".to_owned(),
        EventKind::ConditionChanged(condition, value) => format!("{}={value}", condition.as_str()),
        EventKind::PhaseChanged(phase) => format!("phase {phase}"),
        EventKind::DeletionRequested { grace } => format!("deleted, grace {grace}"),
        EventKind::DeadlineExceeded => "active deadline exceeded".to_owned(),
        EventKind::PassStarted => "pass begins".to_owned(),
        EventKind::PassFinished => "pass is over".to_owned(),
        EventKind::StopRequested => "stops".to_owned(),
        EventKind::SandboxStopped => "sandbox stopped".to_owned(),
        EventKind::Removed | EventKind::ContainerRemoved { .. } => "removed".to_owned(),
        EventKind::PullStarted => "pulls".to_owned(),
        EventKind::Pulled { already_present: true, .. } => "image present".to_owned(),
        EventKind::Pulled { took, .. } => format!("pulled in {took}"),
        EventKind::PullFailed(reason) => (*reason).to_owned(),
        EventKind::PullBackOff { delay } => format!("ImagePullBackOff {delay}"),
        EventKind::Created => "created".to_owned(),
        EventKind::Started => "started".to_owned(),
        EventKind::HookStarted(kind) => format!("{} begins", hook(*kind)),
        EventKind::HookFinished { hook: kind, failed, cut } => {
            let how = if *cut {
                "is cut"
            } else if *failed {
                "fails"
            } else {
                "returns"
            };
            format!("{} {how}", hook(*kind))
        }
        EventKind::Probed { probe, success } => {
            format!("{probe} probe {}", if *success { "passes" } else { "fails" })
        }
        EventKind::BecameStarted => "startup probe passed".to_owned(),
        EventKind::BecameReady => "ready".to_owned(),
        EventKind::BecameUnready => "not ready".to_owned(),
        EventKind::ProbeVerdict(probe) => format!("{probe} probe has failed"),
        EventKind::Stopping => "begins to stop".to_owned(),
        EventKind::Term { grace } => format!("stop signal, {grace} left"),
        EventKind::Kill => "SIGKILL".to_owned(),
        EventKind::Exited { code, reason } => format!("exits {code} {reason}"),
        EventKind::BackOff { delay } => format!("CrashLoopBackOff {delay}"),
    }
}
