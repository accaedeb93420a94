//! A mount of a volume that nobody declares.

use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::manifest::Problem;
use crate::manifest::schema::nearest_name;

/// A volume that is there, the one of the nearest name first; else a new one.
pub(super) fn missing(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let path = &problem.path;
    if !path.as_str().contains(".volumeMounts[") || path.steps().last() != Some("name") {
        return Vec::new();
    }
    let Some(name) = case.editor.text(path) else { return Vec::new() };
    let mut volumes = case.volumes();
    volumes.retain(|volume| *volume != name);
    volumes.dedup();
    let nearest = nearest_name(name, volumes.iter().copied());
    volumes.sort_by_key(|volume| Some(*volume) != nearest);
    let existing = volumes.into_iter().filter_map(|volume| {
        let edit = case.editor.replace_text(path, volume);
        Draft::of("use-volume", format!("Use {volume}"), edit)
    });
    let add = add_empty_dir(case, name);
    let mut drafts: Vec<Draft> = existing.collect();
    // A slip of the pen comes first, a new volume before the others.
    let at = usize::from(nearest.is_some()).min(drafts.len());
    drafts.splice(at..at, add);
    drafts
}

/// A volume that is born empty.
fn add_empty_dir(case: &Case<'_>, name: &str) -> Option<Draft> {
    let list = case.spec().child("volumes");
    let edit = case.editor.push(&list, empty_dir(name), &[]);
    Draft::of("add-volume", format!("Add an emptyDir volume {name}"), edit)
}

/// `name` and `emptyDir`.
pub(in crate::fix) fn empty_dir(name: &str) -> New {
    New::map([("name", New::text(name)), ("emptyDir", New::Map(Vec::new()))])
}
