//! A single value: its quotes, its unit, its letters.

use super::field;
use crate::fix::TextEdit;
use crate::fix::case::{Case, Draft, moved};
use crate::manifest::schema::nearest_name;
use crate::manifest::{Problem, Quantity};

/// A value of another type than the field's.
pub(super) fn wrong_type(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let (_, wanted) = problem.message.rsplit_once(" of type ")?;
    if problem.message.contains("unmarshal object into") && wanted.starts_with("[]v1.") {
        return list(case, problem, wanted);
    }
    let path = case.editor.scalar_at(problem.range)?;
    let written = case.editor.slice(case.editor.value(&path)?);
    let bare = written.trim_matches(['"', '\'']);
    let plain = |value: String| {
        let edit = case.editor.replace_plain(&path, &value);
        Draft::of("unquote", "Remove the quotes", edit)
    };
    match wanted {
        "string" => Draft::of("quote", "Quote the value", case.editor.quote(&path)),
        "int32" | "int64" => plain(bare.trim().parse::<i64>().ok()?.to_string()),
        "bool" => match bare.to_ascii_lowercase().as_str() {
            value @ ("true" | "false") => plain(value.to_owned()),
            _ => None,
        },
        // Where there are blanks, nobody knows whether they separate items.
        "[]string" if !bare.contains(char::is_whitespace) => {
            Draft::of("make-list", "Make it a list", case.editor.bracket(&path))
        }
        _ => None,
    }
}

/// A mapping in the place of a list: variables by name, or one item without its dash.
fn list(case: &Case<'_>, problem: &Problem, wanted: &str) -> Option<Draft> {
    let path = &problem.path;
    let unread = |edits: Vec<TextEdit>| {
        let whole = moved(case.editor.range(case.editor.find(path)?), &edits);
        Some(Draft::new("make-list", "Make it a list", edits).uncovers(whole))
    };
    match wanted {
        "[]v1.EnvVar" => unread(case.editor.as_named_items(path)?),
        _ => unread(case.editor.as_item(path)?),
    }
}

/// Endings that people write, and those that Kubernetes knows.
const UNITS: [(&str, &str); 12] = [
    ("mib", "Mi"),
    ("gib", "Gi"),
    ("kib", "Ki"),
    ("tib", "Ti"),
    ("mb", "M"),
    ("gb", "G"),
    ("kb", "k"),
    ("tb", "T"),
    ("mi", "Mi"),
    ("gi", "Gi"),
    ("ki", "Ki"),
    ("g", "G"),
];

/// An amount with an ending that Kubernetes does not know.
pub(super) fn quantity(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let path = case.editor.scalar_at(problem.range)?;
    let written = case.editor.text(&path)?;
    let number = written.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ').trim();
    let unit = written.trim().strip_prefix(number)?.trim();
    let known = UNITS.iter().find(|(wrong, _)| unit.eq_ignore_ascii_case(wrong));
    let amount = format!("{number}{}", known.map_or(unit, |(_, unit)| unit));
    Quantity::parse(&amount).ok()?;
    let edit = case.editor.replace_text(&path, &amount);
    Draft::of("correct-unit", format!("Write {amount}"), edit)
}

/// A value that is not on the list: the one that was meant, or the only one there is.
pub(super) fn unsupported(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let Some((given, list)) = problem.message.split_once(": supported values: ") else {
        return Vec::new();
    };
    let given = given.strip_prefix("Unsupported value: ").unwrap_or_default().trim_matches('"');
    let supported: Vec<&str> = list.split(", ").map(|value| value.trim_matches('"')).collect();
    let meant = nearest_name(given, supported.iter().copied())
        .or_else(|| supported.iter().copied().find(|it| begins_alike(it, given)));
    let only = || supported.first().copied().filter(|_| supported.len() == 1);
    let write = meant.or_else(only).and_then(|value| {
        let edit = case.editor.replace_text(&problem.path, value);
        Draft::of("correct-value", format!("Write {value}"), edit)
    });
    // Where there is but one value, it is the default as well.
    let removed = only().and_then(|_| field::remove(case, &problem.path));
    write.into_iter().chain(removed).collect()
}

/// Whether two values of several words begin with the same ones: `IfNotExists`, `IfNotPresent`.
fn begins_alike(value: &str, given: &str) -> bool {
    let same =
        value.bytes().zip(given.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    same >= 5 && value.as_bytes().get(same).is_some_and(u8::is_ascii_uppercase)
}

/// A name in letters that names do not have.
pub(super) fn name(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let path = &problem.path;
    let parent = path.parent()?;
    let is_of_port = parent.as_str().contains(".ports[");
    let is_own = path.as_str() == "metadata.name" || case.containers().contains(&parent);
    if path.steps().last() != Some("name") || !(is_own || is_of_port) {
        return None;
    }
    let written = case.editor.text(path)?;
    // What goes by the name would lose it.
    if is_of_port && case.editor.mentions(written) > 1 {
        return None;
    }
    let name = label(written, if is_of_port { 15 } else { 63 })?;
    let edit = case.editor.replace_text(path, &name);
    Draft::of("correct-name", format!("Write {name}"), edit)
}

/// A text in lower-case letters, digits and hyphens; `None` if it is too long all the same.
pub(super) fn label(text: &str, longest: usize) -> Option<String> {
    let letter = |c: char| match c.to_ascii_lowercase() {
        c @ ('a'..='z' | '0'..='9') => c,
        _ => '-',
    };
    let folded: String = text.chars().map(letter).collect();
    let name = folded.trim_matches('-');
    (!name.is_empty() && name.len() <= longest).then(|| name.to_owned())
}
