//! A value that breaks a rule which says what it must be.

use super::remove;
use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::fix::meant::only_port;
use crate::manifest::{FieldPath, Problem};

pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let (path, message) = (&problem.path, problem.message.as_str());
    if message.contains("may not be specified when `value` is not empty") {
        let value = path.parent().and_then(|variable| remove(case, &variable.child("value")));
        return value.into_iter().chain(remove(case, path)).collect();
    }
    if let Some((_, limit)) = message.split_once("must be less than or equal to ") {
        let resource = limit.split(' ').next().unwrap_or_default();
        return request_and_limit(case, path, resource);
    }
    let draft = if message.ends_with(": must be 1") {
        Draft::of("correct-value", "Write 1", case.editor.replace_plain(path, "1"))
    } else if message.ends_with("must contain at least one letter (a-z)") {
        number(case, path)
    } else if message.contains("a valid label must be") {
        label(case, problem)
    } else if message.ends_with("must be between 1 and 65535, inclusive") {
        port(case, path)
    } else {
        None
    };
    draft.into_iter().collect()
}

/// The request down to the limit, or the limit up to the request.
fn request_and_limit(case: &Case<'_>, requests: &FieldPath, resource: &str) -> Vec<Draft> {
    let Some(resources) = requests.parent() else { return Vec::new() };
    let (request, limit) = (requests.key(resource), resources.child("limits").key(resource));
    let write = |path: &FieldPath, like: &FieldPath, verb: &str| {
        let amount = case.editor.slice(case.editor.value(like)?).trim_matches(['"', '\'']);
        let edit = case.editor.replace_text(path, amount);
        Draft::of("correct-value", format!("{verb} to {amount}"), edit)
    };
    let lower = write(&request, &limit, "Lower the request");
    lower.into_iter().chain(write(&limit, &request, "Raise the limit")).collect()
}

/// A label's value in the letters that it may have; not where something else goes by it.
fn label(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let (_, rest) = problem.message.split_once("Invalid value: \"")?;
    let (written, _) = rest.split_once("\": ")?;
    // For the labels of a template the server names another path.
    let of_template = case.spec().parent()?.child("metadata").child("labels");
    let places = [problem.path.clone(), of_template];
    let mut labels = places
        .iter()
        .flat_map(|labels| case.editor.keys(labels).into_iter().map(|key| labels.key(key)));
    let path = labels.find(|path| case.editor.text(path) == Some(written))?;
    let may_be = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let folded: String = written.chars().map(|c| if may_be(c) { c } else { '-' }).collect();
    let value = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if case.editor.mentions(written) > 1 || value.is_empty() || value.len() > 63 {
        return None;
    }
    let edit = case.editor.replace_text(&path, value);
    Draft::of("correct-value", format!("Write {value}"), edit)
}

/// The number of a port, which in quotes is a name.
fn number(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let port = case.editor.text(path).filter(|text| text.parse::<u16>().is_ok())?;
    Draft::of("unquote", "Remove the quotes", case.editor.replace_plain(path, port))
}

/// The only port that the container declares, for a probe or a hook that names none.
fn port(case: &Case<'_>, path: &FieldPath) -> Option<Draft> {
    let is_missing = path.steps().last() == Some("port") && case.editor.find(path).is_none();
    let port = only_port(case, path).filter(|_| is_missing)?;
    let edit = case.editor.put(path, New::Raw(port.clone()), &["path", "host"]);
    Draft::of("add-port", format!("Add port: {port}"), edit)
}
