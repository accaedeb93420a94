//! `apiVersion` and `kind`.

use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::manifest::{FieldPath, Problem};

/// What the object is read as all the same.
pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let value = match problem.path.as_str() {
        "apiVersion" => case.kind.api_version(),
        "kind" => case.kind.as_str(),
        _ => return None,
    };
    let title = format!("Write {}: {value}", problem.path);
    if case.editor.find(&problem.path).is_some() {
        let edit = case.editor.replace_text(&problem.path, value);
        return Draft::of("correct-kind", title, edit);
    }
    let edit = match problem.path.as_str() {
        "apiVersion" => {
            case.editor.put_first(&FieldPath::root(), "apiVersion", &New::text(value))
        }
        _ => case.editor.put(&problem.path, New::text(value), &["apiVersion"]),
    };
    Draft::of("add-kind", title, edit)
}
