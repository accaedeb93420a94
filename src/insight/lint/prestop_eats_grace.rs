//! A preStop hook that leaves its container no time to stop.

use super::case::Case;
use super::grace;
use super::{Found, Rule, Severity};
use crate::engine::{Basis, EventKind, HookKind};
use crate::model::Millis;

pub(super) const RULE: Rule = Rule {
    code: "prestop-eats-grace",
    severity: Severity::Warning,
    title: "The preStop hook takes the whole grace period",
    why: "The grace period begins with the deletion and covers the preStop hook as well. If the hook takes all of it, the container gets its signal and two seconds, then SIGKILL.",
    example: "\
terminationGracePeriodSeconds: 30
containers:
- name: web
  image: example/web:1
  lifecycle: {preStop: {exec: {command: [sleep, \"30\"]}}}
",
    instead: "Make `terminationGracePeriodSeconds` longer than the hook and the stop of the process together.",
    reference: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let grace = case.pod.termination_grace_period;
    case.each(|index, container| {
        container.pre_stop.as_ref()?;
        let takes = case.timeline.scenario.process(index).attempt(0).pre_stop.takes;
        let is_said = takes.basis == Basis::Declared && takes.value > Millis::ZERO;
        if !is_said || takes.value < grace {
            return None;
        }
        // A deletion on the timeline shows it, and tells what would be enough.
        let advice = match grace::deletion(case) {
            Some(_) => format!("; {}", grace::advice(case)),
            None => String::new(),
        };
        let message = format!(
            "The preStop hook of `{}` takes {}, and the Pod has {grace} to stop{advice}.",
            container.name, takes.value
        );
        let cut = case.first(index, |kind| {
            matches!(kind, EventKind::HookFinished { hook: HookKind::PreStop, .. })
        });
        Some(
            Found::new(index, case.of(index, "lifecycle.preStop"), message)
                .and(case.field("terminationGracePeriodSeconds"))
                .at(cut),
        )
    })
}
