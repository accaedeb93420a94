//! A field that goes.

use crate::fix::case::{Case, Draft};
use crate::manifest::FieldPath;

/// The field as a whole goes.
pub(in crate::fix) fn remove(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let title = match path.steps().last() {
        Some(name) if case.editor.find(path)?.key.is_some() => format!("Remove {name}"),
        _ => "Remove it".to_owned(),
    };
    Draft::of("remove-field", title, case.editor.remove(path))
}
