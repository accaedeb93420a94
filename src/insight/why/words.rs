//! Words that several sentences share.

use super::Case;
use crate::engine::{Event, HookKind, PodState, SimTime, Subject};
use crate::model::{ContainerIndex, ContainerRole, Hook, Millis, ProbeKind};

/// More names than this are counted.
const NAMED: usize = 4;

/// The container that an event is about.
pub(super) fn container(event: &Event) -> Option<ContainerIndex> {
    match event.subject {
        Subject::Pod => None,
        Subject::Container(index) => Some(index),
    }
}

/// `sentence` with a capital first letter and a full stop.
pub(super) fn full_stop(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let mut text: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    text += letters.as_str();
    if !text.ends_with(['.', '?']) {
        text.push('.');
    }
    text
}

/// A length of time in running text: `30 s`, `0.8 s`.
pub(super) fn length(span: Millis) -> String {
    let plain = span.to_string();
    format!("{} s", plain.trim_end_matches('s'))
}

/// `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`.
pub(super) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        names if names.len() > NAMED => {
            let told = NAMED - 1;
            format!("{} and {} more", names[..told].join(", "), names.len() - told)
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The field of a hook.
pub(super) fn hook_field(hook: HookKind) -> &'static str {
    match hook {
        HookKind::PostStart => "lifecycle.postStart",
        HookKind::PreStop => "lifecycle.preStop",
    }
}

/// A hook as people call it.
pub(super) fn hook_name(hook: HookKind) -> &'static str {
    hook_field(hook).trim_start_matches("lifecycle.")
}

/// The field of a probe.
pub(super) fn probe_field(probe: ProbeKind) -> &'static str {
    match probe {
        ProbeKind::Startup => "startupProbe",
        ProbeKind::Liveness => "livenessProbe",
        ProbeKind::Readiness => "readinessProbe",
    }
}

impl Case<'_> {
    /// `sentence` with a capital first letter, unless it begins with the name of a container, and a full
    /// stop.
    pub(super) fn full_stop(&self, sentence: &str) -> String {
        let first = sentence.split([' ', ',', ':']).next().unwrap_or_default();
        if self.pod().index_of(first).is_some() {
            format!("{sentence}.")
        } else {
            full_stop(sentence)
        }
    }

    /// The names of containers, in their order.
    pub(super) fn names(&self, containers: &[ContainerIndex]) -> String {
        let names: Vec<&str> = containers.iter().map(|&index| self.name(index)).collect();
        list(&names)
    }

    /// Who counts for readiness.
    pub(super) fn counted(&self) -> &'static str {
        if self.pod().has_sidecar() {
            "app containers and native sidecars"
        } else {
            "app containers"
        }
    }

    /// The containers that count for readiness and are not ready, as the API server has them.
    pub(super) fn unready(&self, state: &PodState) -> Vec<ContainerIndex> {
        let counts = |index: &ContainerIndex| self.container(*index).role != ContainerRole::Init;
        let is_ready = |index: ContainerIndex| {
            state.status.container(index).is_some_and(|status| status.ready)
        };
        self.pod().indices().filter(counts).filter(|&index| !is_ready(index)).collect()
    }

    /// `api and envoy are`, of those that are not ready at an instant; `None` if all are.
    pub(super) fn unready_names(&self, at: SimTime) -> Option<String> {
        let unready = self.unready(&self.at(at));
        let verb = if unready.len() == 1 { "is" } else { "are" };
        (!unready.is_empty()).then(|| format!("{} {verb}", self.names(&unready)))
    }

    /// The signal that stops a container.
    pub(super) fn signal(&self, index: ContainerIndex) -> &str {
        self.container(index).stop_signal.as_deref().unwrap_or("SIGTERM")
    }

    /// What a hook does, as code: `` `sleep 5` ``; empty if there is none.
    pub(super) fn hook_text(&self, index: ContainerIndex, hook: HookKind) -> String {
        let container = self.container(index);
        let declared = match hook {
            HookKind::PostStart => &container.post_start,
            HookKind::PreStop => &container.pre_stop,
        };
        match declared {
            None => String::new(),
            Some(Hook::Sleep(span)) => {
                format!("`sleep {}`", span.to_string().trim_end_matches('s'))
            }
            Some(Hook::HttpGet { path, port }) => format!("`GET {path}` on port {port}"),
            Some(Hook::Exec { command }) => code(&command.join(" ")),
        }
    }
}

/// A piece of somebody's code, on one line and no longer than a line.
fn code(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}…`", &line[..end]),
        None => format!("`{line}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_or_counted() {
        for (names, expected) in [
            (&["a"][..], "a"),
            (&["a", "b"], "a and b"),
            (&["a", "b", "c", "d"], "a, b, c and d"),
            (&["a", "b", "c", "d", "e", "f"], "a, b, c and 3 more"),
        ] {
            assert_eq!(list(names), expected);
        }
    }

    #[test]
    fn code_stays_on_one_line() {
        assert_eq!(code("sh -c\n  sleep 5"), "`sh -c sleep 5`");
        assert!(code(&"ü".repeat(100)).ends_with("ü…`"));
    }
}
