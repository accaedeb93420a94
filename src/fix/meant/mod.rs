//! What was meant: where an unknown field belongs, which field a value of the wrong type is for.
//!
//! The help follows from it, the fix, and what else is only told because the field is not where it was
//! meant to be. Beside `manifest`, which looks at one name at a time, this looks at the whole object.

mod field;
mod place;
mod value;

use super::case::Case;
use super::problem::help_of_text;
use crate::manifest::schema::nearest_name;
use crate::manifest::{FieldPath, Manifest, Problem, ProblemKind};
use crate::version::Version;
pub(super) use field::drafts;
pub(super) use value::{drafts as drafts_of_value, only_port};

/// What was meant by a field or a value that the API server does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The field that is missing as long as the fault is there.
    pub field: FieldPath,
    /// What to write instead, where more can be said than of the name alone.
    pub help: Option<String>,
}

/// What was meant where `problem` is told, of an object or of a text that holds none there.
pub fn meant(
    manifest: &Manifest,
    object: Option<usize>,
    problem: &Problem,
    version: Version,
) -> Option<Meant> {
    if problem.kind == ProblemKind::Syntax {
        let help = help_of_text(manifest, problem)?;
        return Some(Meant { field: FieldPath::root(), help: Some(help) });
    }
    let case = Case::new(manifest, object?, version)?;
    match problem.kind {
        ProblemKind::UnknownField => {
            let place = field::place(&case, problem)?;
            Some(Meant { field: place.field, help: Some(place.help) })
        }
        ProblemKind::Type | ProblemKind::Quantity => {
            let field = problem.path.clone();
            Some(Meant { field, help: value::help(&case, problem) })
        }
        ProblemKind::NotFound => {
            let name = case.editor.text(&problem.path)?;
            let nearest = nearest_name(name, case.volumes().into_iter().filter(|it| *it != name))?;
            let is_mount = problem.path.as_str().contains(".volumeMounts[");
            let help = Some(format!("Did you mean the volume `{nearest}`?"));
            is_mount.then(|| Meant { field: problem.path.clone(), help })
        }
        _ => None,
    }
}
