//! What `kubectl get pod` and the conditions say, and what that comes from.

use super::{Case, Wait, Why, bar, chain, wait, words};
use crate::engine::status::conditions;
use crate::engine::{
    Condition, ContainerState, EventId, EventKind, Phase, PodState, SimTime, Subject,
};
use crate::model::{ContainerIndex, ContainerRole};

/// A column of `kubectl get pod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// READY.
    Ready,
    /// STATUS.
    Status,
    /// RESTARTS.
    Restarts,
}

/// Unready containers that are told one by one.
const MOST: usize = 4;

pub(super) fn why(case: &Case<'_>, cell: Cell, at: SimTime) -> Why {
    match cell {
        Cell::Ready => ready(case, at),
        Cell::Status => status(case, at),
        Cell::Restarts => restarts(case, at),
    }
}

fn ready(case: &Case<'_>, at: SimTime) -> Why {
    let state = case.at(at);
    let row = case.timeline.row(at);
    let (ready, total) = row.ready.split_once('/').unwrap_or((&row.ready, ""));
    let unready = case.unready(&state);
    let plain = case.pod().containers().iter().any(|it| it.role == ContainerRole::Init);
    let aside = if plain { " Ordinary init containers do not count." } else { "" };
    let which = if unready.is_empty() || state.removed {
        String::new()
    } else {
        format!(" Not ready: {}.", case.names(&unready))
    };
    let verb = if ready == "1" { "is" } else { "are" };
    Why {
        question: format!("Why is READY {}?", row.ready),
        answer: format!(
            "{ready} of {total} {} {verb} ready, as far as the API server knows.{aside}{which}",
            case.counted()
        ),
        steps: chain::to(case, last_readiness(case, at)),
        waits: waits_of(case, &unready, at),
        watch_out: Vec::new(),
    }
}

fn waits_of(case: &Case<'_>, containers: &[ContainerIndex], at: SimTime) -> Vec<Wait> {
    let mut waits: Vec<Wait> = Vec::new();
    for &index in containers.iter().take(MOST) {
        for wait in wait::of(case, index, at) {
            if !waits.contains(&wait) {
                waits.push(wait);
            }
        }
    }
    waits
}

fn last_readiness(case: &Case<'_>, at: SimTime) -> EventId {
    last(case, at, |kind| matches!(kind, EventKind::BecameReady | EventKind::BecameUnready))
}

/// The last event of a kind, else the first of all.
fn last(case: &Case<'_>, at: SimTime, kind: impl Fn(&EventKind) -> bool) -> EventId {
    let mut past = case.timeline.past(at).iter().rev();
    past.find(|event| kind(&event.kind)).map_or(EventId(0), |event| event.id)
}

fn restarts(case: &Case<'_>, at: SimTime) -> Why {
    let state = case.at(at);
    let row = case.timeline.row(at);
    // printPod counts the init list while it is under way, afterwards the app containers and sidecars.
    let through = state.is(Condition::Initialized);
    let (who, counts): (_, fn(ContainerRole) -> bool) = if through {
        (case.counted(), |role| role != ContainerRole::Init)
    } else {
        ("entries of initContainers", |role| role != ContainerRole::App)
    };
    let told: Vec<String> = case
        .pod()
        .indices()
        .filter(|&index| counts(case.container(index).role))
        .filter_map(|index| Some((index, state.status.container(index)?.restart_count)))
        .filter(|&(_, count)| count > 0)
        .map(|(index, count)| format!("{} {count}", case.name(index)))
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let answer = if told.is_empty() {
        "No container that counts has been restarted.".to_owned()
    } else {
        format!("kubectl adds up the restarts of all {who}: {}.", words::list(&told))
    };
    let again = case.timeline.past(at).iter().rev().find(|event| {
        event.kind == EventKind::Started
            && words::container(event).is_some_and(|index| {
                let before = &case.timeline.events[..event.id.0 as usize];
                before.iter().any(|it| {
                    it.subject == Subject::Container(index) && it.kind == EventKind::Started
                })
            })
    });
    Why {
        question: format!("Why is RESTARTS {}?", row.restarts),
        answer,
        steps: chain::to(case, again.map_or(EventId(0), |event| event.id)),
        waits: Vec::new(),
        watch_out: Vec::new(),
    }
}

fn status(case: &Case<'_>, at: SimTime) -> Why {
    let row = case.timeline.row(at);
    let state = case.at(at);
    let said = row.status.as_str();
    let question = format!("Why is STATUS {said}?");
    let deletion = |kind: &EventKind| matches!(kind, EventKind::DeletionRequested { .. });
    let explained = match said {
        "Terminating" => {
            let running: Vec<_> =
                case.pod().indices().filter(|&it| state.container(it).is_running()).collect();
            return Why {
                question,
                answer: "kubectl prints Terminating as long as a Pod that is being deleted is still there.".to_owned(),
                steps: chain::to(case, last(case, at, deletion)),
                waits: waits_of(case, &running, at),
                watch_out: Vec::new(),
            };
        }
        "Running" | "Pending" => return of_phase(case, &state, question, at),
        "SchedulingGated" => None,
        _ if said.starts_with("Init:") => of_init(case, &state, said),
        _ => of_app(case, &state, said),
    };
    let Some((index, answer)) = explained else { return of_phase(case, &state, question, at) };
    let why = bar::why(case, index, at);
    Why { answer: format!("{answer} {}", why.answer).trim_end().to_owned(), question, ..why }
}

/// `Init:1/3`, `Init:Error`: the first entry of the init list that is not through.
fn of_init(case: &Case<'_>, state: &PodState, said: &str) -> Option<(ContainerIndex, String)> {
    let through = |index: ContainerIndex| {
        state.status.container(index).is_some_and(|status| match case.container(index).role {
            ContainerRole::Sidecar => status.started,
            _ => status.terminated().is_some_and(|ended| ended.exit_code == 0),
        })
    };
    let index = case.pod().init_indices().find(|&index| !through(index))?;
    let name = case.name(index);
    let numbers = said.trim_start_matches("Init:").split_once('/');
    let answer = match numbers.filter(|(done, _)| done.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((done, all)) => format!(
            "{done} of {all} entries of initContainers {} through: the ordinary ones exited 0, the native sidecars started. It is the turn of {name}.",
            if done == "1" { "is" } else { "are" }
        ),
        None => format!(
            "kubectl prints what the first entry of initContainers that is not through says of itself: {name}."
        ),
    };
    Some((index, answer))
}

/// The first app container with a reason wins.
fn of_app(case: &Case<'_>, state: &PodState, said: &str) -> Option<(ContainerIndex, String)> {
    let says = |index: ContainerIndex| {
        let status = state.status.container(index)?;
        Some(match status.state {
            ContainerState::Waiting(waiting) => waiting.reason == said,
            ContainerState::Terminated(ended) => {
                ended.reason == said || (said == "NotReady" && ended.exit_code == 0)
            }
            _ => false,
        })
    };
    let index = case.pod().app_indices().find(|&index| says(index) == Some(true))?;
    let name = case.name(index);
    let answer = match said {
        "PodInitializing" => format!(
            "initContainers is through, or nearly; {name} is the first app container that does not run yet."
        ),
        "ContainerCreating" => format!("{name} is the first app container that does not run yet."),
        "NotReady" => format!(
            "{name} has ended well, but other containers of the Pod go on, and so the Pod is not complete."
        ),
        _ => format!("kubectl prints the reason of the first app container that has one: {name}."),
    };
    Some((index, answer))
}

fn of_phase(case: &Case<'_>, state: &PodState, question: String, at: SimTime) -> Why {
    let phase = state.status.phase;
    let set = |kind: &EventKind| *kind == EventKind::PhaseChanged(phase);
    let waiting: Vec<ContainerIndex> = match phase {
        Phase::Pending => {
            case.pod().indices().filter(|&it| !state.container(it).has_run()).take(1).collect()
        }
        _ => case.unready(state),
    };
    let mut answer = format!(
        "No container gives a reason of its own, so kubectl prints the Pod's phase, {phase}."
    );
    if let Some(reason) = state.status.reason {
        answer = format!("The kubelet gives the Pod itself a reason, {reason}.");
    }
    Why {
        question,
        answer,
        steps: chain::to(case, last(case, at, set)),
        waits: waits_of(case, &waiting, at),
        watch_out: Vec::new(),
    }
}

pub(super) fn of_condition(case: &Case<'_>, condition: Condition, at: SimTime) -> Why {
    let state = case.at(at);
    let name = condition.as_str();
    let told = state.status.conditions.get(condition);
    let set =
        |kind: &EventKind| matches!(kind, EventKind::ConditionChanged(it, _) if *it == condition);
    let message = conditions::message(case.pod(), &state.status, condition);
    let (value, answer) = match told {
        None => ("not there", format!("This Pod has no condition {name} at this instant.")),
        Some(told) if told.value => ("True", String::new()),
        Some(_) => ("False", message),
    };
    let waits = match condition {
        _ if told.is_none_or(|told| told.value) => Vec::new(),
        Condition::Ready | Condition::ContainersReady => waits_of(case, &case.unready(&state), at),
        _ => {
            let first = case.pod().indices().find(|&it| !state.container(it).has_run());
            first.map(|index| wait::of(case, index, at)).unwrap_or_default()
        }
    };
    let verb = if value == "not there" { "Why is there no" } else { "Why is" };
    let question = match value {
        "not there" => format!("{verb} condition {name}?"),
        _ => format!("{verb} {name} {value}?"),
    };
    let answer = if answer.is_empty() { answer } else { words::full_stop(&answer) };
    Why {
        question,
        answer,
        steps: chain::to(case, last(case, at, set)),
        waits,
        watch_out: Vec::new(),
    }
}
