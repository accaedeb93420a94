//! What the API server accepts with a warning.

use super::field;
use crate::fix::case::{Case, Draft, unused};
use crate::manifest::{FieldPath, Problem};

pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let (path, message) = (&problem.path, problem.message.as_str());
    let draft = if message.starts_with("hides previous definition") {
        hidden_variable(case, path)
    } else if message.starts_with("duplicate port definition") {
        Draft::of("remove-field", "Remove the port", case.editor.remove(path))
    } else if message.starts_with("duplicate port name") {
        own_port_name(case, path)
    } else if message.starts_with("hostIP set without hostPort") {
        field::remove(case, &path.child("hostIP"))
    } else if message.starts_with("fractional byte value") {
        whole_bytes(case, path)
    } else if message.starts_with("non-functional") && path.as_str().contains(".annotations[") {
        Draft::of("remove-field", "Remove the annotation", case.editor.remove(path))
    } else {
        newer_label(case, problem)
    };
    draft.into_iter().collect()
}

/// The earlier of two variables with one name, which nobody sees.
fn hidden_variable(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let (list, editor) = (path.parent()?, &case.editor);
    let name = editor.text(&path.child("name"))?;
    let at = path.steps().last()?.parse::<usize>().ok()?;
    let mut earlier = (0..at).map(|at| list.index(at));
    let hidden = earlier.find(|it| editor.text(&it.child("name")) == Some(name))?;
    Draft::of("remove-duplicate", "Remove the earlier one", editor.remove(&hidden))
}

/// A name of its own for a port; not where something else may go by the old one.
fn own_port_name(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let name = path.child("name");
    let written = case.editor.text(&name)?;
    let all = case.containers().into_iter().flat_map(|container| {
        let list = container.child("ports");
        (0..case.editor.count(&list)).map(move |at| list.index(at).child("name"))
    });
    let names: Vec<&str> = all.filter_map(|path| case.editor.text(&path)).collect();
    let same = names.iter().filter(|name| **name == written).count();
    let other = unused(written, |name| names.contains(&name), 15);
    let edit = case.editor.replace_text(&name, &other);
    let is_free = case.editor.mentions(written) <= same;
    Draft::of("rename-port", format!("Name the port {other}"), edit.filter(|_| is_free))
}

/// Thousandths of a byte were meant as MiB.
fn whole_bytes(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let number = case.editor.text(path)?.strip_suffix('m')?;
    let is_whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let amount = format!("{number}Mi");
    let edit = case.editor.replace_text(path, &amount).filter(|_| is_whole);
    Draft::of("correct-unit", format!("Write {amount}"), edit)
}

/// The label of nodes that took the place of an older one: as a key, or as a value.
fn newer_label(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let (_, rest) = problem.message.split_once("use \"")?;
    let newer = rest.strip_suffix("\" instead")?;
    let is_label = newer.contains(".kubernetes.io/") || newer.starts_with("kubernetes.io/");
    let spot = case.editor.find(&problem.path).filter(|_| is_label)?;
    let is_key = problem.message.starts_with("deprecated since");
    let edit = if is_key {
        case.editor.rename(spot, newer)
    } else {
        case.editor.replace_text(&problem.path, newer)
    };
    Draft::of("newer-label", format!("Write {newer}"), edit)
}
