//! A container that does not react to its stop signal.

use super::case::Case;
use super::grace;
use super::{Found, Rule, Severity};
use crate::engine::{Basis, OnTerm};

pub(super) const RULE: Rule = Rule {
    code: "signal-ignored",
    severity: Severity::Info,
    title: "A container that ignores SIGTERM",
    why: "Linux gives the first process of a container no default action for SIGTERM: without a handler nothing happens, and the Pod takes its whole grace period to stop, until SIGKILL.",
    example: "\
containers:
- {name: clock, image: \"busybox:1.37\", command: [sh, -c, \"while true; do date; sleep 5; done\"]}
",
    instead: "Set a trap in the script, put the program in place of the shell with `exec`, or run it below an init such as `tini`.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some((deleted, grace)) = grace::deletion(case) else { return Vec::new() };
    case.each(|index, container| {
        let on_term = case.timeline.scenario.process(index).attempt(0).on_term;
        let ignores = on_term.value == OnTerm::Ignores && on_term.basis == Basis::Declared;
        let killed = grace::killed(case, index, deleted)?;
        if !ignores || container.stop_signal.is_some() {
            return None;
        }
        let message = format!(
            "`{}` does not react to SIGTERM and is killed {} after the deletion (grace period {grace}).",
            container.name,
            case.time(killed).since(deleted)
        );
        Some(Found::new(index, case.program(index), message).at(Some(killed)))
    })
}
