//! What takes a problem away, by its kind.

mod duplicate;
mod field;
mod header;
mod invalid;
mod required;
mod restart;
mod selector;
mod spelling;
mod syntax;
mod value;
mod volume;
mod warning;

use super::case::{Case, Draft};
use super::change::sidecar;
use super::meant;
use crate::engine::inferred::{Ending, ending};
use crate::manifest::{FieldPath, Manifest, Problem, ProblemKind};
use crate::model;
pub(super) use field::remove;
pub(super) use spelling::help as help_of_text;
pub(super) use volume::empty_dir;

/// The drafts for a problem of an object, the best first.
pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = match problem.kind {
        ProblemKind::UnknownField => meant::drafts(case, problem),
        ProblemKind::DuplicateField => duplicate::field(case, problem),
        ProblemKind::Type => value::wrong_type(case, problem)
            .into_iter()
            .chain(meant::drafts_of_value(case, problem))
            .collect(),
        ProblemKind::Quantity => value::quantity(case, problem).into_iter().collect(),
        ProblemKind::Duplicate => duplicate::value(case, problem).into_iter().collect(),
        ProblemKind::NotSupported => value::unsupported(case, problem),
        ProblemKind::Required => required::drafts(case, problem),
        ProblemKind::NotFound => header::drafts(case, problem)
            .into_iter()
            .chain(volume::missing(case, problem))
            .collect(),
        ProblemKind::Forbidden => forbidden(case, problem),
        ProblemKind::Invalid => {
            let of_labels = selector::drafts(case, problem).into_iter();
            of_labels
                .chain(value::name(case, problem))
                .chain(invalid::drafts(case, problem))
                .collect()
        }
        ProblemKind::Dropped => dropped(case, problem),
        ProblemKind::Syntax => syntax::drafts(case.manifest, problem),
        ProblemKind::Warning => warning::drafts(case, problem),
        ProblemKind::Limit
        | ProblemKind::TooMany
        | ProblemKind::TooLong
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

/// What only a sidecar may have, on a container that can be one; else the field goes.
fn forbidden(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let is_always = case.editor.text(&problem.path) == Some("Always");
    let app = problem.path.parent().filter(|_| is_always);
    if let Some(native) = app.and_then(|container| sidecar::native(case, &container)) {
        return [native].into_iter().chain(field::remove(case, &problem.path)).collect();
    }
    let of_sidecars = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
    let is_of_sidecars = problem.path.steps().last().is_some_and(|it| of_sidecars.contains(&it));
    let container = problem.path.parent().filter(|_| is_of_sidecars);
    let role = container.and_then(|container| sidecar::beside(case, &container));
    let removed = field::remove(case, &problem.path);
    if ends(case, &problem.path) {
        return removed.into_iter().chain(role).collect();
    }
    role.into_iter().chain(removed).collect()
}

/// Whether the container that a field belongs to ends by itself: a sidecar would be started forever.
fn ends(case: &Case<'_>, field: &FieldPath) -> bool {
    let name = field.parent().and_then(|it| case.editor.text(&it.child("name")));
    let Some(pod) = model::lower(case.object, case.version).pod else { return false };
    let at = pod.indices().find(|it| Some(pod.container(*it).name.as_str()) == name);
    at.is_some_and(|at| matches!(ending(&pod, at), Ending::With { .. }))
}

/// What this version drops: a sidecar becomes an ordinary container, another field goes.
fn dropped(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let is_policy = problem.path.steps().last() == Some("restartPolicy");
    let container = problem.path.parent().filter(|_| is_policy);
    let role = container.and_then(|container| sidecar::classic(case, &container));
    role.into_iter().chain(field::remove(case, &problem.path)).collect()
}
