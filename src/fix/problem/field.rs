//! A field that its object does not have: its right name, its right place, or nothing.

use crate::fix::case::{Case, Draft, moved, written};
use crate::fix::edit::Spot;
use crate::manifest::schema::{self, FieldKind, TypeId, ValueKind};
use crate::manifest::{FieldPath, Problem};

/// Another name, another level, or away with it.
pub(super) fn unknown(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let Some((parent, spot)) = case.editor.key_at(problem.range) else {
        // A field that only a later version has: the problem covers its value, too.
        return remove(case, &problem.path).into_iter().collect();
    };
    let Some(name) = case.editor.key(spot) else { return Vec::new() };
    let types = types(case, &parent);
    let Some(&(own, _)) = types.last() else { return Vec::new() };
    let mut drafts = Vec::new();
    drafts.extend(rename(case, spot, schema::nearest(own, name)));
    if drafts.is_empty() {
        drafts.extend(to_its_level(case, &types, &parent, name));
    }
    drafts.extend(remove(case, &parent.child(name)));
    drafts
}

/// The field as a whole goes.
pub(super) fn remove(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let title = match path.steps().last() {
        Some(name) if case.editor.find(path)?.key.is_some() => format!("Remove {name}"),
        _ => "Remove it".to_owned(),
    };
    Draft::of("remove-field", title, case.editor.remove(path))
}

fn rename(case: &Case<'_>, spot: Spot, meant: Option<&str>) -> Option<Draft> {
    let meant = meant?;
    let draft =
        Draft::of("rename-field", format!("Rename it to {meant}"), case.editor.rename(spot, meant))?;
    let unread = moved(case.editor.range(spot), &draft.edits);
    Some(draft.uncovers(unread))
}

/// To the only mapping around it, else the only one in it, that has such a field and has it not yet.
fn to_its_level(
    case: &Case<'_>,
    types: &[(TypeId, FieldPath)],
    parent: &FieldPath,
    name: &str,
) -> Option<Draft> {
    let fits = |id: TypeId, path: &FieldPath| {
        schema::field(id, name).is_some() && case.editor.find(&path.child(name)).is_none()
    };
    let (own, around) = types.split_last()?;
    let mut places: Vec<FieldPath> =
        around.iter().filter(|(id, path)| fits(*id, path)).map(|(_, path)| path.clone()).collect();
    if places.is_empty() {
        let inside = case.editor.keys(parent).into_iter().filter_map(|key| {
            let FieldKind::Value(ValueKind::Object(id)) = schema::field(own.0, key)?.kind else {
                return None;
            };
            let path = parent.child(key);
            (key != "status" && fits(id, &path)).then_some(path)
        });
        places.extend(inside);
    }
    let [to] = places.as_slice() else { return None };
    let edits = case.editor.move_field(&parent.child(name), to)?;
    let put = edits.iter().position(|edit| !edit.text.is_empty())?;
    let title = match to.steps().last() {
        Some(step) if step.parse::<usize>().is_err() => format!("Move it to {step}"),
        Some(_) => "Move it to the container".to_owned(),
        None => "Move it to the object itself".to_owned(),
    };
    // What was unknown has not been read.
    let unread = written(&edits, put);
    Some(Draft::new("move-field", title, edits).uncovers(unread))
}

/// The types of the mappings from the object down to `path`, each with its path.
fn types(case: &Case<'_>, path: &FieldPath) -> Vec<(TypeId, FieldPath)> {
    let Some(root) = schema::root(case.kind.api_version(), case.kind.as_str()) else {
        return Vec::new();
    };
    let mut types = vec![(root, FieldPath::root())];
    let mut current = (Some(root), FieldPath::root());
    let mut in_list = None;
    for step in path.steps() {
        if let Some(id) = in_list.take() {
            let Ok(at) = step.parse::<usize>() else { return Vec::new() };
            current = (Some(id), current.1.index(at));
            types.push((id, current.1.clone()));
            continue;
        }
        let Some(field) = current.0.and_then(|id| schema::field(id, step)) else {
            return Vec::new();
        };
        let path = current.1.child(step);
        match field.kind {
            FieldKind::Value(ValueKind::Object(id)) => {
                types.push((id, path.clone()));
                current = (Some(id), path);
            }
            FieldKind::List(ValueKind::Object(id)) => {
                in_list = Some(id);
                current = (None, path);
            }
            _ => return Vec::new(),
        }
    }
    types
}
