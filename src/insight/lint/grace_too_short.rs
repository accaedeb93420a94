//! A container that is killed while it stops as it was told.

use super::case::Case;
use super::grace;
use super::{Found, Rule, Severity};
use crate::engine::{Basis, EventKind, OnTerm};

pub(super) const RULE: Rule = Rule {
    code: "grace-too-short",
    severity: Severity::Warning,
    title: "The grace period is shorter than the stop takes",
    why: "At the end of the grace period the kubelet kills what still runs: SIGKILL, exit code 137, nothing is flushed or closed.",
    example: "\
terminationGracePeriodSeconds: 5
containers:
- name: app
  image: busybox:1.37
  command: [sh, -c, \"trap 'sleep 8; exit 0' TERM; sleep infinity & wait\"]
",
    instead: "Raise `terminationGracePeriodSeconds`, or let the process stop faster.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some((deleted, grace)) = grace::deletion(case) else { return Vec::new() };
    case.each(|index, container| {
        let on_term = case.timeline.scenario.process(index).attempt(0).on_term;
        let OnTerm::ExitsAfter(takes) = on_term.value else { return None };
        // Whether the process or its hook takes the time, somebody has to have said so.
        if on_term.basis != Basis::Declared && container.pre_stop.is_none() {
            return None;
        }
        let killed = grace::killed(case, index, deleted)?;
        // A signal at the very end is another matter: the turn of a sidecar came too late.
        let term = case.first(index, |kind| matches!(kind, EventKind::Term { .. }))?;
        if case.time(term).since(deleted) >= grace {
            return None;
        }
        let message = format!(
            "`{}` needs {takes} after its signal and is killed when the grace period of {grace} is over; {}.",
            container.name,
            grace::advice(case)
        );
        let about = Found::new(index, case.field("terminationGracePeriodSeconds"), message);
        Some(about.and(case.program(index)).at(Some(killed)))
    })
}
