//! One fault, one message: what is only told because of another fault is left out.
//!
//! The API server stops at the stage that fails, and so does kubectl's list: a field that it does not know
//! is never told as missing at the same time. Podline reads on, and what follows from the gap is noise.

use super::{About, Diagnostic};
use crate::manifest::{FieldPath, Problem, ProblemKind, Severity};

/// The fields that say what a probe or a hook does.
const HANDLERS: [&str; 5] = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];

/// Whether `problem` follows from one of the `others` of its object, or from a field that is not where it
/// was meant to be: `gaps`.
pub(super) fn is_consequence(problem: &Problem, gaps: &[FieldPath], others: &[Problem]) -> bool {
    match problem.kind {
        ProblemKind::Required => gaps.iter().any(|gap| is_left_by(problem, gap)),
        ProblemKind::Invalid if is_about_labels(problem) => {
            let of_labels = |path: &FieldPath| {
                let path = path.as_str();
                path.starts_with("spec.selector") || path.starts_with("spec.template.metadata")
            };
            let is_missing = |it: &Problem| {
                it.kind == ProblemKind::Required && it.path.as_str() == "spec.selector"
            };
            gaps.iter().any(of_labels) || others.iter().any(is_missing)
        }
        ProblemKind::Invalid if problem.message.contains("empty selector") => {
            gaps.iter().any(|gap| gap.parent().as_ref() == Some(&problem.path))
        }
        // What is not there is an empty text to some rules.
        ProblemKind::Invalid => {
            problem.message.starts_with("Invalid value: \"\"") && gaps.contains(&problem.path)
        }
        // Of two lists of values, the shorter one is the workload's.
        ProblemKind::NotSupported => others.iter().any(|it| {
            let is_narrower = it.message.len() < problem.message.len();
            it.kind == problem.kind && it.path == problem.path && is_narrower
        }),
        ProblemKind::NotFound => {
            let is_volumes = |gap: &FieldPath| {
                let is_name =
                    gap.as_str().contains(".volumes[") && gap.steps().last() == Some("name");
                is_name || gap.steps().last() == Some("volumes")
            };
            problem.help.starts_with("Mend the volume") || gaps.iter().any(is_volumes)
        }
        _ => false,
    }
}

/// Whether a warning is about a default, and the same is said of the field that it comes from.
pub(super) fn is_default(problem: &Problem, is_written: bool, others: &[Problem]) -> bool {
    let is_twin = |it: &Problem| it.message == problem.message && it.path != problem.path;
    problem.severity == Severity::Warning && !is_written && others.iter().any(is_twin)
}

/// What rules find that the API server warns of as well: the code of the rule, and how the warning begins.
const WARNED: [(&str, &str); 2] = [
    ("request-tiny-units", "fractional byte value"),
    ("service-port-name-duplicate", "duplicate port name"),
];

/// Whether the API server itself says what a rule found, on the same line.
pub(super) fn is_said<'a>(
    finding: &Diagnostic,
    told: impl IntoIterator<Item = &'a Diagnostic>,
) -> bool {
    let About::Finding(code) = finding.about else { return false };
    let begins = WARNED.iter().find(|(rule, _)| *rule == code).map(|(_, begins)| *begins);
    let is_it = |it: &Diagnostic| {
        it.position.line == finding.position.line
            && begins.is_some_and(|begins| it.message.starts_with(begins))
    };
    told.into_iter().any(is_it)
}

/// Whether something is missing because `gap` is not there.
fn is_left_by(problem: &Problem, gap: &FieldPath) -> bool {
    if problem.message.contains("handler type") {
        let depth = problem.path.steps().count();
        let is_around = gap.steps().zip(problem.path.steps()).all(|(gap, own)| gap == own);
        return is_around && gap.steps().nth(depth).is_some_and(|it| HANDLERS.contains(&it));
    }
    let mut path = Some(problem.path.clone());
    while let Some(field) = path {
        if field == *gap {
            return true;
        }
        path = field.parent();
    }
    false
}

fn is_about_labels(problem: &Problem) -> bool {
    problem.severity == Severity::Error && problem.message.contains("`selector` does not match")
}
