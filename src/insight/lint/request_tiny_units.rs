//! An amount of memory too small to be meant.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{Bound, MEMORY, Quantity};

pub(super) const RULE: Rule = Rule {
    code: "request-tiny-units",
    severity: Severity::Warning,
    title: "A memory amount with the wrong unit",
    why: "`m` stands for thousandths, also of a byte, and a number without a unit counts bytes. No program runs in less than a few MiB.",
    example: "\
resources: {limits: {memory: 128m}}
",
    instead: "Write `Mi` for MiB, as in `128Mi`.",
    reference: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory",
    find,
};

/// A MiB, in bytes: less than that is a slip.
const LEAST: Quantity = Quantity::from_units(1 << 20);

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let of = |bound| container.resources.list(bound).get(MEMORY);
        let tiny = |amount: &Quantity| amount.is_positive() && *amount < LEAST;
        let (field, amount) = match (of(Bound::Limits), of(Bound::Requests)) {
            (Some(limit), _) if tiny(&limit) => ("limits", limit),
            (_, Some(request)) if tiny(&request) => ("requests", request),
            _ => return None,
        };
        let bytes = match amount.milli_units() {
            milli if milli < 1000 => "less than a byte".to_owned(),
            milli => format!("{} bytes", milli / 1000),
        };
        let message = format!("The memory in `{field}` of `{}` is {bytes}.", container.name);
        let path = case.of(index, &format!("resources.{field}.memory"));
        Some(Found::new(index, path, message))
    })
}
