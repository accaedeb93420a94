//! What is missing, where the manifest itself says what it is to be.

use super::{header, selector};
use crate::fix::case::{Case, Draft, unused};
use crate::fix::edit::New;
use crate::manifest::{FieldPath, Problem};

/// The longest name of a container.
const LONGEST: usize = 63;

pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = header::drafts(case, problem).into_iter().collect();
    drafts.extend(container_name(case, &problem.path));
    drafts.extend(object_name(case, &problem.path));
    drafts.extend(selector::drafts(case, problem));
    drafts
}

/// A container is named after its image.
fn container_name(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let container = path.parent()?;
    if path.steps().last() != Some("name") || !case.containers().contains(&container) {
        return None;
    }
    let name = of_image(case.editor.text(&container.child("image"))?)?;
    let taken = case.container_names();
    let name = unused(&name, |name| taken.iter().any(|it| it == name), LONGEST);
    let title = format!("Name it {name}");
    if case.editor.find(path).is_some() {
        return Draft::of("name-container", title, case.editor.replace_text(path, &name));
    }
    let edit = case.editor.put_first(&container, "name", &New::text(name));
    Draft::of("name-container", title, edit)
}

/// An object is named after its app, or after its first app container.
fn object_name(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let labels = FieldPath::from("metadata.labels");
    let of_label = ["app.kubernetes.io/name", "app"]
        .iter()
        .find_map(|label| case.editor.text(&labels.key(label)));
    let container = case.spec().child("containers").index(0).child("name");
    let name = super::value::label(of_label.or_else(|| case.editor.text(&container))?, LONGEST)?;
    if path.as_str() != "metadata.name" || case.editor.find(path).is_some() {
        return None;
    }
    let metadata = FieldPath::from("metadata");
    let edit = if case.editor.keys(&metadata).is_empty() {
        case.editor.put(path, New::text(&name), &["kind"])
    } else {
        case.editor.put_first(&metadata, "name", &New::text(&name))
    };
    Draft::of("name-object", format!("Name it {name}"), edit)
}

/// The last part of an image's name, as far as it can name a container.
fn of_image(image: &str) -> Option<String> {
    let last = image.split('@').next()?.rsplit('/').next()?.split(':').next()?;
    super::value::label(last, LONGEST)
}
