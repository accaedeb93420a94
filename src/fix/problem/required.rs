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

/// The last part of an image's name, as far as it can name a container.
fn of_image(image: &str) -> Option<String> {
    let last = image.split('@').next()?.rsplit('/').next()?.split(':').next()?;
    super::value::label(last, LONGEST)
}
