//! A selector and the labels of the template, made to match.

use crate::fix::TextEdit;
use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::manifest::{FieldPath, Problem, WorkloadKind};

const CODE: &str = "match-selector";

pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let (selector, labels) =
        (FieldPath::from("spec.selector"), FieldPath::from("spec.template.metadata.labels"));
    let path = &problem.path;
    let is_meant = *path == selector || path.as_str().starts_with(labels.as_str());
    if !is_meant {
        return Vec::new();
    }
    let draft = match case.kind {
        WorkloadKind::Pod | WorkloadKind::CronJob => None,
        // The server makes the selector of a Job, and the labels for it.
        WorkloadKind::Job => {
            let written = if *path == labels { &selector } else { path };
            super::field::remove(case, written)
        }
        _ => of_controller(case, &selector, &labels),
    };
    draft.into_iter().collect()
}

/// The labels that the selector asks for; without a selector, one that asks for the labels.
fn of_controller(case: &Case<'_>, selector: &FieldPath, labels: &FieldPath) -> Option<Draft> {
    let editor = &case.editor;
    let wanted = selector.child("matchLabels");
    let asked: Vec<(&str, &str)> = texts(case, &wanted);
    if !asked.is_empty() {
        return labels_of(case, &asked, labels);
    }
    let given = texts(case, labels);
    let of_name = [("app", case.object.name.as_str())];
    let by = if given.is_empty() { &of_name[..] } else { &given };
    let map = || by.iter().map(|(key, value)| ((*key).to_owned(), New::text(*value))).collect();
    let mut edits = vec![editor.put(&wanted, New::Map(map()), &["replicas"])?];
    if given.is_empty() {
        edits.push(metadata(case, labels, New::Map(map()))?);
    }
    edits.sort_by_key(|edit| edit.range);
    Some(Draft::new(CODE, "Add the selector", edits))
}

/// The labels of the template, with those that are asked for.
fn labels_of(case: &Case<'_>, asked: &[(&str, &str)], labels: &FieldPath) -> Option<Draft> {
    let editor = &case.editor;
    let is_empty = editor.keys(labels).is_empty();
    if is_empty {
        let map = asked.iter().map(|(key, value)| ((*key).to_owned(), New::text(*value)));
        let value = New::Map(map.collect());
        let edit = match editor.find(labels) {
            Some(_) => editor.fill(labels, value),
            None => metadata(case, labels, value),
        };
        return Draft::of(CODE, "Add the labels", edit);
    }
    let mut edits = Vec::new();
    for (key, value) in asked {
        let path = labels.key(key);
        match editor.text(&path) {
            Some(own) if own == *value => {}
            Some(_) => edits.push(editor.replace_text(&path, value)?),
            None => edits.push(editor.put(&path, New::text(*value), &[])?),
        }
    }
    edits.sort_by_key(|edit| edit.range);
    Some(Draft::new(CODE, "Write the labels of the selector", edits))
}

/// The template's `metadata`, before its `spec`.
fn metadata(case: &Case<'_>, labels: &FieldPath, value: New) -> Option<TextEdit> {
    let metadata = labels.parent()?;
    if case.editor.find(&metadata).is_some() {
        return case.editor.put(labels, value, &[]);
    }
    let value = New::map([("labels", value)]);
    case.editor.put_first(&metadata.parent()?, "metadata", &value)
}

fn texts<'a>(case: &Case<'a>, path: &FieldPath) -> Vec<(&'a str, &'a str)> {
    let keys = case.editor.keys(path).into_iter();
    keys.filter_map(|key| Some((key, case.editor.text(&path.key(key))?))).collect()
}
