//! Requests and limits, where one of them tells the other.

use super::About;
use crate::fix::case::Draft;
use crate::fix::edit::New;

/// The memory that is requested, as a limit too.
pub(super) fn memory_limit(about: About<'_>) -> Option<Draft> {
    let of = about.container()?.child("resources");
    let editor = &about.case.editor;
    let amount = editor.copy(&of.child("requests").child("memory"))?;
    let title = format!("Limit memory to the {} it requests", shown(&amount));
    let edit = editor.put(&of.child("limits").child("memory"), amount, &[]);
    Draft::of("limit-memory", title, edit)
}

/// The cpu limit, as a request; a request that is there stays.
pub(super) fn cpu_request(about: About<'_>) -> Option<Draft> {
    let of = about.container()?.child("resources");
    let editor = &about.case.editor;
    let (limit, request) = (of.child("limits").child("cpu"), of.child("requests").child("cpu"));
    if editor.find(&request).is_some() {
        return Draft::of("request-cpu", "Remove the cpu limit", editor.prune(&limit));
    }
    let (requests, limits) = (of.child("requests"), of.child("limits"));
    let is_alone = editor.keys(&limits).len() == 1 && editor.find(&requests).is_none();
    let edits = if is_alone {
        // The list of limits becomes a list of requests.
        vec![editor.rename(editor.find(&limits)?, "requests")?]
    } else {
        let mut edits =
            vec![editor.put(&request, editor.copy(&limit)?, &[])?, editor.remove(&limit)?];
        edits.sort_by_key(|edit| edit.range);
        edits
    };
    Some(Draft::new("request-cpu", "Make the cpu limit a request", edits))
}

/// What is requested, as limits too, where both amounts are known.
pub(super) fn guaranteed(about: About<'_>) -> Option<Draft> {
    let of = about.container()?.child("resources");
    let editor = &about.case.editor;
    let (requests, limits) = (of.child("requests"), of.child("limits"));
    let mut missing = Vec::new();
    for resource in ["cpu", "memory"] {
        if editor.find(&limits.child(resource)).is_none() {
            missing.push((resource.to_owned(), editor.copy(&requests.child(resource))?));
        }
    }
    let edits = if editor.find(&limits).is_some() {
        let put =
            |(resource, amount): (String, New)| editor.put(&limits.child(&resource), amount, &[]);
        missing.into_iter().map(put).collect::<Option<Vec<_>>>()?
    } else {
        vec![editor.put(&limits, New::Map(missing), &[])?]
    };
    let title = format!("Limit {} to what it requests", about.read()?.name);
    Some(Draft::new("limit-as-requested", title, edits))
}

/// The same number, with `Mi` behind it.
pub(super) fn in_mebibytes(about: About<'_>) -> Option<Draft> {
    let path = about.path()?;
    let editor = &about.case.editor;
    let written = editor.slice(editor.value(path)?).trim_matches(['"', '\'']);
    let number = written.trim_end_matches('m');
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let amount = format!("{number}Mi");
    let edit = editor.replace_text(path, &amount);
    Draft::of("correct-unit", format!("Write {amount}"), edit)
}

fn shown(amount: &New) -> &str {
    match amount {
        New::Raw(text) | New::Text(text) => text.trim_matches(['"', '\'']),
        New::List(_) | New::Map(_) => "",
    }
}
