//! Parts of manifests among the words of a page: a `spec:` alone, an item for somebody else's list. They
//! are no objects, so they are left out, and this is said.

use super::grammar::is_field_name;
use super::line::Line;
use super::page::is_sentence;
use super::row::Row;
use super::{ChangeKind, Edit};

/// How many fields make a part of a manifest; one alone may be a sentence.
const FIELDS: usize = 2;

/// Tells the parts of manifests among the words that were taken off.
pub(super) fn name(rows: &[Row<'_>], edits: &mut Vec<Edit>) {
    let words = std::mem::take(edits);
    for edit in words {
        if edit.kind == ChangeKind::Furniture {
            split(rows, edit, edits);
        } else {
            edits.push(edit);
        }
    }
}

/// The words and the parts of an edit, in order.
fn split(rows: &[Row<'_>], edit: Edit, edits: &mut Vec<Edit>) {
    let (mut at, mut rest) = (edit.first, edit.first);
    while at <= edit.last {
        let Some(end) = fragment(&rows[at..=edit.last]).map(|length| at + length) else {
            at += 1;
            continue;
        };
        words(rows, rest, at, edits);
        edits.push(Edit::new(ChangeKind::Fragment, at, end - 1));
        (at, rest) = (end, end);
    }
    words(rows, rest, edit.last + 1, edits);
}

/// The rows from `first` to before `end` as words of the page, unless they say nothing.
fn words(rows: &[Row<'_>], first: usize, end: usize, edits: &mut Vec<Edit>) {
    let own = &rows[first..end];
    let spoken = |row: &Row<'_>| !row.is_blank();
    if let (Some(head), Some(last)) = (own.iter().position(spoken), own.iter().rposition(spoken)) {
        edits.push(Edit::new(ChangeKind::Furniture, first + head, first + last));
    }
}

/// How many rows the part of a manifest has that begins with the first one.
fn fragment(rows: &[Row<'_>]) -> Option<usize> {
    let begin = Line::read(&rows.first()?.text)?;
    begin.key.filter(|key| is_field_name(key))?;
    let (mut end, mut fields) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let Some(line) = Line::read(&row.text) else { continue };
        let is_outside = line.column <= begin.column && line.is_text();
        if is_outside || is_sentence(&line, false) {
            break;
        }
        fields += usize::from(line.key.is_some_and(is_field_name));
        end = at + 1;
    }
    (fields >= FIELDS).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Source;

    #[track_caller]
    fn told(text: &str, expected: &[(ChangeKind, usize, usize)]) {
        let source = Source::new(text);
        let rows = Row::all(&source);
        let mut edits = vec![Edit::new(ChangeKind::Furniture, 0, rows.len() - 1)];
        name(&rows, &mut edits);
        let told: Vec<_> = edits.iter().map(|edit| (edit.kind, edit.first, edit.last)).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn parts_of_manifests_are_told_from_words() {
        use ChangeKind::{Fragment, Furniture};
        told("Words.\n\nMore.", &[(Furniture, 0, 2)]);
        told(
            "Words.\nspec:\n  replicas: 3\n\nMore.",
            &[(Furniture, 0, 0), (Fragment, 1, 2), (Furniture, 4, 4)],
        );
        told("- name: a\n  image: b\n  command:\n  - |\n    sleep 5\n", &[(Fragment, 0, 4)]);
        told("image: a", &[(Furniture, 0, 0)]);
        told("name: the name\nNote: the name is short", &[(Furniture, 0, 1)]);
        told("- Pods\n- Nodes", &[(Furniture, 0, 1)]);
        told("", &[]);
    }
}
