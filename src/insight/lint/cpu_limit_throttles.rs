//! A cpu limit so small that the container mostly waits.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{CPU, ContainerRole};

pub(super) const RULE: Rule = Rule {
    code: "cpu-limit-throttles",
    severity: Severity::Info,
    title: "A very small cpu limit",
    why: "A cpu limit is a share of every tenth of a second. When it is used up, all threads of the container wait for the next one: probes with a timeout of one second may fail.",
    example: "\
resources: {limits: {cpu: 50m}}
",
    instead: "Raise the limit, or leave it out and set a request: the request decides who gets how much when cpu is short.",
    reference: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    find,
};

/// Below this many thousandths of a cpu.
const SMALL: i64 = 100;

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let limit = container.resources.limits.get(CPU).filter(|limit| limit.is_positive())?;
        // The kernel gives no less than 1 ms.
        let milli = limit.milli_units().max(10);
        if container.role == ContainerRole::Init || milli >= SMALL {
            return None;
        }
        // The kernel's period is 100 ms: a thousandth of a cpu is a tenth of a millisecond of it.
        let message = format!(
            "`{}` runs for {} ms of every 100 ms at most (cpu limit {limit}).",
            container.name,
            tenths(milli)
        );
        Some(Found::new(index, case.of(index, "resources.limits.cpu"), message))
    })
}

/// A tenth of a number: `5`, `2.5`.
fn tenths(number: i64) -> String {
    match number % 10 {
        0 => (number / 10).to_string(),
        rest => format!("{}.{rest}", number / 10),
    }
}
