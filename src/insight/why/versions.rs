//! In which Kubernetes versions a rule holds.

use crate::engine::{Event, EventKind, Rule, Timeline};
use crate::model::{ContainerRole, Millis};
use crate::version::{Gate, Stage, Version};

/// The minors in which a rule holds, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The first in which it holds without a feature gate set by hand; `None` if it always did, or if
    /// it needs such a gate to this day.
    pub from: Option<u8>,
    /// The last; `None` if it still holds.
    pub until: Option<u8>,
    /// The feature gate that it depends on.
    pub gate: Option<Gate>,
}

/// The versions in which `rule` holds.
pub fn versions(rule: Rule) -> Versions {
    let gate = match rule {
        Rule::SidecarReleases
        | Rule::SidecarStartupProbe
        | Rule::SidecarRestarts
        | Rule::SidecarsAfterApps
        | Rule::SidecarsReversed
        | Rule::TurnCut => Gate::SidecarContainers,
        Rule::RestartRule => Gate::ContainerRestartRules,
        Rule::RestartAll | Rule::RestartAllKills => Gate::RestartAllContainersOnContainerExits,
        Rule::StopSignalKills => Gate::ContainerStopSignals,
        Rule::JobIgnoresFailure | Rule::JobFailurePolicy => Gate::JobPodFailurePolicy,
        Rule::JobFailedIndexes => Gate::JobBackoffLimitPerIndex,
        Rule::JobSuccessPolicy => Gate::JobSuccessPolicy,
        Rule::JobEndsLast => return Versions { from: Some(31), ..Versions::default() },
        _ => return Versions::default(),
    };
    Versions { from: gate.on_since(), until: None, gate: Some(gate) }
}

/// The versions in which an event follows from its cause as it does here: those of its rule, but for
/// what changed while the rule stayed.
pub(super) fn of_event(timeline: &Timeline, event: &Event) -> Versions {
    let version = timeline.version;
    match event.kind {
        // Up to 1.31 a grace period of zero counted as none at all (calculateEffectiveGracePeriod).
        EventKind::DeletionRequested { grace: Millis::ZERO } if version.at_least(32) => {
            Versions { from: Some(32), ..versions(event.rule) }
        }
        EventKind::DeletionRequested { grace: Millis::ZERO } => {
            Versions { until: Some(31), ..versions(event.rule) }
        }
        // The order of the stop came with the beta of sidecars (newTerminationOrdering).
        EventKind::Term { .. }
            if event.rule == Rule::StopAll
                && !version.at_least(29)
                && is_sidecar(timeline, event) =>
        {
            Versions { from: None, until: Some(28), gate: Some(Gate::SidecarContainers) }
        }
        _ => versions(event.rule),
    }
}

fn is_sidecar(timeline: &Timeline, event: &Event) -> bool {
    super::words::container(event)
        .is_some_and(|index| timeline.pod.container(index).role == ContainerRole::Sidecar)
}

impl Versions {
    /// `From 1.29 on. Feature gate SidecarContainers: alpha from 1.28, on by default from 1.29, always on
    /// from 1.33.`; empty if it holds in every version.
    pub fn text(&self) -> String {
        let minors = match (self.from, self.until) {
            (Some(from), Some(until)) => format!("From 1.{from} to 1.{until}."),
            (Some(from), None) => format!("From 1.{from} on."),
            (None, Some(until)) => format!("Up to 1.{until}."),
            (None, None) => String::new(),
        };
        let Some(gate) = self.gate else { return minors };
        let stages = [
            (Stage::Alpha, "alpha from"),
            (Stage::Beta, "on by default from"),
            (Stage::Stable, "always on from"),
        ];
        let known = stages
            .into_iter()
            .filter_map(|(stage, words)| Some(format!("{words} 1.{}", first(gate, stage)?)));
        let stages = known.collect::<Vec<_>>().join(", ");
        let blank = if minors.is_empty() { "" } else { " " };
        format!("{minors}{blank}Feature gate {}: {stages}.", gate.as_str())
    }
}

/// The first minor in which `gate` is at `stage`.
fn first(gate: Gate, stage: Stage) -> Option<u8> {
    (0..=Version::NEWEST.minor()).find(|&minor| gate.stage(minor) == stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_words() {
        assert_eq!(versions(Rule::StopAll).text(), "");
        assert_eq!(
            versions(Rule::SidecarsReversed).text(),
            "From 1.29 on. Feature gate SidecarContainers: alpha from 1.28, on by default from 1.29, \
             always on from 1.33."
        );
        assert_eq!(
            versions(Rule::StopSignalKills).text(),
            "Feature gate ContainerStopSignals: alpha from 1.33."
        );
        let past = Versions { until: Some(31), ..Versions::default() };
        assert_eq!(past.text(), "Up to 1.31.");
    }
}
