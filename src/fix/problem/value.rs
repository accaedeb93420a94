//! A single value: its quotes, its unit, its letters.

use super::field;
use crate::fix::case::{Case, Draft};
use crate::manifest::schema::nearest_name;
use crate::manifest::{Problem, Quantity};

/// A value of another type than the field's.
pub(super) fn wrong_type(case: &Case<'_>, problem: &Problem) -> Option<Draft> {
    let path = case.editor.scalar_at(problem.range)?;
    let (_, wanted) = problem.message.rsplit_once(" of type ")?;
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
    let meant = nearest_name(given, supported.iter().copied());
    let only = || supported.first().copied().filter(|_| supported.len() == 1);
    let write = meant.or_else(only).and_then(|value| {
        let edit = case.editor.replace_text(&problem.path, value);
        Draft::of("correct-value", format!("Write {value}"), edit)
    });
    // Where there is but one value, it is the default as well.
    let removed = only().and_then(|_| field::remove(case, &problem.path));
    write.into_iter().chain(removed).collect()
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
    let name = label(case.editor.text(path)?, if is_of_port { 15 } else { 63 })?;
    let edit = case.editor.replace_text(path, &name);
    Draft::of("correct-name", format!("Write {name}"), edit)
}

/// What is left of a text in lower-case letters, digits and hyphens.
pub(super) fn label(text: &str, longest: usize) -> Option<String> {
    let letter = |c: char| match c.to_ascii_lowercase() {
        c @ ('a'..='z' | '0'..='9') => c,
        _ => '-',
    };
    let folded: String = text.chars().take(longest).map(letter).collect();
    let name = folded.trim_matches('-');
    (!name.is_empty()).then(|| name.to_owned())
}
