//! What the containers that are up add up to, along a timeline.
//!
//! Set beside the effective request it shows what is held for a phase that is long over.

use crate::engine::{EventKind, SimTime, Subject, Timeline};
use crate::model::{Bound, ContainerIndex, Quantity};

/// What is in use until the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Since when.
    pub from: SimTime,
    /// The containers that run and name the resource, and what each adds, in list order.
    pub terms: Vec<(ContainerIndex, Quantity)>,
    /// Their sum.
    pub sum: Quantity,
}

/// The requests or limits in one resource of the containers that run, step by step from the
/// beginning. What changes at the same instant is one step.
pub fn in_use(timeline: &Timeline, bound: Bound, resource: &str) -> Vec<Step> {
    let mut steps = vec![Step { from: SimTime::ZERO, terms: Vec::new(), sum: Quantity::ZERO }];
    let mut terms: Vec<(ContainerIndex, Quantity)> = Vec::new();
    for event in &timeline.events {
        let Subject::Container(index) = event.subject else { continue };
        let container = timeline.pod.container(index);
        let Some(amount) = container.resources.list(bound).get(resource) else { continue };
        let at = terms.partition_point(|&(other, _)| other < index);
        let is_up = terms.get(at).is_some_and(|&(other, _)| other == index);
        match event.kind {
            EventKind::Started if !is_up => terms.insert(at, (index, amount)),
            EventKind::Exited { .. } if is_up => drop(terms.remove(at)),
            _ => continue,
        }
        let sum = terms.iter().fold(Quantity::ZERO, |sum, &(_, amount)| sum + amount);
        steps.pop_if(|last| last.from == event.at);
        if steps.last().is_none_or(|last| last.terms != terms) {
            steps.push(Step { from: event.at, terms: terms.clone(), sum });
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::sample::{App, Init, Sidecar, pod};
    use super::*;
    use crate::engine::{Timings, inferred, simulate};
    use crate::model::{Millis, Version};

    #[test]
    fn containers_that_run_are_stacked() {
        let pod = pod(&[
            (Init, "setup", "cpu 5", ""),
            (Sidecar, "proxy", "cpu 1", ""),
            (Init, "warm-up", "", ""),
            (App, "web", "cpu 2", ""),
            (App, "idle", "memory 1Gi", ""),
        ]);
        let mut scenario = inferred::scenario(&pod, Version::NEWEST);
        // What follows from an exit comes at the same instant.
        scenario.timings = Timings { sandbox: Millis(600), create: Millis(0), notice: Millis(0) };
        let timeline = simulate(&pod, &scenario, Version::NEWEST);
        let steps = in_use(&timeline, Bound::Requests, "cpu");
        let stacks: Vec<String> = steps
            .iter()
            .map(|step| {
                let names: Vec<&str> = step
                    .terms
                    .iter()
                    .map(|&(index, _)| pod.container(index).name.as_str())
                    .collect();
                format!("{}={}", names.join("+"), step.sum)
            })
            .collect();
        // The proposed deletion ends the Pod: the app first, then the sidecar.
        assert_eq!(stacks, ["=0", "setup=5", "proxy=1", "proxy+web=3", "proxy=1", "=0"]);
        assert_eq!(steps[0].from, SimTime::ZERO);
        assert!(steps.windows(2).all(|pair| pair[0].from < pair[1].from), "{steps:?}");
        assert_eq!(in_use(&timeline, Bound::Limits, "cpu").len(), 1, "nothing is limited");
    }
}
