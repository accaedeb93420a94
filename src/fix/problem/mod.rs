//! What takes a problem away, by its kind.

mod duplicate;
mod field;
mod header;
mod required;
mod restart;
mod selector;
mod syntax;
mod value;
mod volume;

use super::case::{Case, Draft};
use super::change::sidecar;
pub(super) use volume::empty_dir;
use crate::manifest::{Manifest, Problem, ProblemKind};

/// The drafts for a problem of an object, the best first.
pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = match problem.kind {
        ProblemKind::UnknownField => field::unknown(case, problem),
        ProblemKind::DuplicateField => duplicate::field(case, problem),
        ProblemKind::Type => value::wrong_type(case, problem).into_iter().collect(),
        ProblemKind::Quantity => value::quantity(case, problem).into_iter().collect(),
        ProblemKind::Duplicate => duplicate::name(case, problem).into_iter().collect(),
        ProblemKind::NotSupported => value::unsupported(case, problem),
        ProblemKind::Required => required::drafts(case, problem),
        ProblemKind::NotFound => {
            header::drafts(case, problem).into_iter().chain(volume::missing(case, problem)).collect()
        }
        ProblemKind::Forbidden => forbidden(case, problem),
        ProblemKind::Invalid => {
            selector::drafts(case, problem).into_iter().chain(value::name(case, problem)).collect()
        }
        ProblemKind::Dropped => dropped(case, problem),
        ProblemKind::Syntax => syntax::drafts(case.manifest, problem),
        ProblemKind::Limit
        | ProblemKind::TooMany
        | ProblemKind::TooLong
        | ProblemKind::Warning
        | ProblemKind::NotSimulated => Vec::new(),
    };
    drafts.extend(restart::drafts(case, problem));
    drafts
}

/// The drafts for a problem of a text that holds no object there.
pub(super) fn of_text(manifest: &Manifest, problem: &Problem) -> Vec<Draft> {
    match problem.kind {
        ProblemKind::Syntax => syntax::drafts(manifest, problem),
        _ => Vec::new(),
    }
}

/// What only a sidecar may have, else the field goes.
fn forbidden(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let of_sidecars = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
    let is_of_sidecars = problem.path.steps().last().is_some_and(|it| of_sidecars.contains(&it));
    let container = problem.path.parent().filter(|_| is_of_sidecars);
    let role = container.and_then(|container| sidecar::beside(case, &container));
    role.into_iter().chain(field::remove(case, &problem.path)).collect()
}

/// What this version drops: a sidecar becomes an ordinary container, another field goes.
fn dropped(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let is_policy = problem.path.steps().last() == Some("restartPolicy");
    let container = problem.path.parent().filter(|_| is_policy);
    let role = container.and_then(|container| sidecar::classic(case, &container));
    role.into_iter().chain(field::remove(case, &problem.path)).collect()
}
