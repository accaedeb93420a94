//! The end of a process: who ended it, how much time it had left, what its exit code means.

use super::{Case, words};
use crate::engine::{Event, EventKind, Rule, SimTime};
use crate::model::{ContainerIndex, ContainerRole, Millis};
use words::length;

/// The end as a link of a chain.
pub(super) fn sentence(case: &Case<'_>, event: &Event, index: ContainerIndex, code: i32) -> String {
    let name = case.name(index);
    match event.rule {
        Rule::ProcessEnds => format!("the process of {name} ends by itself, with exit code {code}"),
        Rule::ProcessStops => {
            format!("{name} ends on its {}, with exit code {code}", case.signal(index))
        }
        Rule::KillAtDeadline => format!("{name} is killed by SIGKILL: exit code {code}"),
        Rule::StopSignalKills => format!("{name} ends on it at once: exit code {code}"),
        Rule::ProcessKilled => {
            format!("somebody kills the process of {name} from outside: exit code {code}")
        }
        Rule::SandboxKilled => format!("{name} dies with its sandbox: exit code {code}"),
        _ => format!("{name} ends with exit code {code}"),
    }
}

/// Who ended the process, with how much time left, what the code means, and what the end means for the
/// Pod.
pub(super) fn of(case: &Case<'_>, index: ContainerIndex, event: &Event) -> String {
    let EventKind::Exited { code, .. } = event.kind else { return String::new() };
    let mut sentences = vec![meaning(case, code, event.rule)];
    sentences.extend(time_left(case, event));
    sentences.extend(for_the_pod(case, index, code, event));
    sentences.join(" ")
}

/// What an exit code tells, if the process was ended like this.
fn meaning(case: &Case<'_>, code: i32, rule: Rule) -> String {
    match (code, rule) {
        (0, _) => "Exit code 0 means success.".to_owned(),
        (137, Rule::KillAtDeadline) => {
            "Exit code 137 is 128 + 9: the process was ended by signal 9, SIGKILL, sent by the kubelet because its time was over. (A process that runs out of memory ends with 137 too; memory is not simulated.)".to_owned()
        }
        (137, _) => {
            "Exit code 137 is 128 + 9: the process was ended by signal 9, SIGKILL. (A process that runs out of memory ends with 137 too; memory is not simulated.)".to_owned()
        }
        (143, _) => {
            "Exit code 143 is 128 + 15: the process was ended by signal 15, SIGTERM, which it does not handle itself.".to_owned()
        }
        (126, _) => "By convention exit code 126 means that the command was found but cannot be executed.".to_owned(),
        (127, _) => "By convention exit code 127 means that the command was not found.".to_owned(),
        (1, _) => "Exit code 1 is what programs give for any error of their own.".to_owned(),
        (129..=192, _) => match signal(code - 128) {
            Some(name) => format!("By convention exit code {code} is 128 + {}: ended by {name}.", code - 128),
            None => format!("By convention exit code {code} is 128 + {}: ended by that signal.", code - 128),
        },
        _ => {
            let what = if case.pod().containers().len() > 1 { "this program" } else { "the program" };
            format!("Exit code {code} means failure; which one, only {what} knows.")
        }
    }
}

/// The signals that usually end a process, by number on Linux (`signal(7)`, x86 and ARM).
fn signal(number: i32) -> Option<&'static str> {
    Some(match number {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL, an invalid instruction",
        6 => "SIGABRT, by which a program gives up itself",
        7 => "SIGBUS, a bad memory access",
        8 => "SIGFPE, an arithmetic error",
        11 => "SIGSEGV, a bad memory access",
        13 => "SIGPIPE, writing to a pipe that nobody reads",
        _ => return None,
    })
}

/// What was left until SIGKILL.
fn time_left(case: &Case<'_>, event: &Event) -> Option<String> {
    let left = deadline(case, event)?.since(event.at);
    let in_time = event.rule != Rule::KillAtDeadline && left > Millis::ZERO;
    in_time.then(|| format!("It had {} left until SIGKILL.", length(left)))
}

/// When SIGKILL would have come, for a process that had its stop signal.
fn deadline(case: &Case<'_>, exited: &Event) -> Option<SimTime> {
    case.timeline.causes(exited.id).into_iter().find_map(|id| {
        let before = case.timeline.event(id);
        match before.kind {
            EventKind::Term { grace } if before.subject == exited.subject => {
                Some(before.at + grace)
            }
            _ => None,
        }
    })
}

fn for_the_pod(case: &Case<'_>, index: ContainerIndex, code: i32, event: &Event) -> Option<String> {
    let stopping = case.at(event.at).stopping_since.is_some_and(|since| since < event.at);
    match (case.container(index).role, code) {
        _ if stopping => None,
        (ContainerRole::Init, 0) => Some("That is what an init container is for: it lets the next one start.".to_owned()),
        (ContainerRole::Init, _) => Some("Nothing after an init container starts before it has exited 0.".to_owned()),
        (ContainerRole::Sidecar, _) => Some("A native sidecar restarts whatever its exit code; the outcome of the Pod does not depend on it.".to_owned()),
        (ContainerRole::App, _) => None,
    }
}
