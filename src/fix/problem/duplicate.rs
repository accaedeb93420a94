//! A key given twice; a name that two containers have.

use super::remove;
use crate::fix::TextEdit;
use crate::fix::apply::apply;
use crate::fix::case::{Case, Draft, unused};
use crate::fix::edit::Editor;
use crate::manifest::{self, FieldPath, Problem};

/// kubectl keeps the last one: what it has hidden goes, or that one itself.
pub(super) fn field(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let Some((parent, spot)) = case.editor.key_at(problem.range) else { return Vec::new() };
    let (Some(name), Some(hider)) = (case.editor.key(spot), spot.key) else { return Vec::new() };
    let path = parent.child(name);
    // With the last one under another name, the one before it comes to light.
    let quoted = case.editor.source().slice(hider).starts_with(['"', '\'']);
    let inner = usize::from(quoted);
    let mut mask = hider;
    (mask.start, mask.end) = (mask.start + inner, mask.end - inner);
    let other = "x".repeat(mask.end - mask.start);
    if case.editor.keys(&parent).contains(&other.as_str()) {
        return Vec::new();
    }
    let mask = [TextEdit { range: mask, text: other }];
    let shown = manifest::parse(&apply(case.manifest.source().text(), &mask));
    let earlier = shown.objects.get(case.at).and_then(|object| Editor::new(object).remove(&path));
    let earlier = Draft::of("remove-duplicate", "Remove the earlier one", earlier);
    let later = Draft::of("remove-duplicate", "Remove this one", case.editor.remove(&path));
    earlier.into_iter().chain(later).collect()
}

/// A value that may stand but once: another name, or away with it.
pub(super) fn value(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    match problem.path.steps().last()? {
        "hostPort" => remove(case, &problem.path),
        "name" => name(case, &problem.path).or_else(|| same_volume(case, &problem.path)),
        _ => None,
    }
}

/// A volume that another one says word for word.
fn same_volume(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let volume = path.parent()?;
    let list = volume.parent().filter(|it| *it == case.spec().child("volumes"))?;
    let own = case.editor.copy(&volume)?;
    let mut others = (0..case.editor.count(&list)).map(|at| list.index(at));
    others.find(|it| *it != volume && case.editor.copy(it).as_ref() == Some(&own))?;
    Draft::of("remove-duplicate", "Remove this volume", case.editor.remove(&volume))
}

/// The second of two containers with one name gets a name of its own.
fn name(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let is_of_container =
        path.parent().is_some_and(|container: FieldPath| case.containers().contains(&container));
    if !is_of_container {
        return None;
    }
    let taken = case.container_names();
    let name = unused(case.editor.text(path)?, |name| taken.iter().any(|it| it == name), 63);
    let edit = case.editor.replace_text(path, &name);
    Draft::of("rename-container", format!("Name it {name}"), edit)
}
