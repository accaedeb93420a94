//! Characters that a word processor or a web page has put in the place of plain ones.

use super::line::{Form, Line};
use super::row::Row;
use super::{ChangeKind, Edit};

/// Blanks that do not break.
const HARD_BLANKS: [char; 4] = ['\u{a0}', '\u{2007}', '\u{202f}', '\u{3000}'];
/// Characters that cannot be seen.
const INVISIBLE: [char; 6] = ['\u{200b}', '\u{2060}', '\u{feff}', '\u{200e}', '\u{200f}', '\u{ad}'];
const DOUBLE: [char; 5] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2033}'];
const SINGLE: [char; 5] = ['\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{2032}'];
/// What stands for the dash of a list.
const DASHES: [char; 4] = ['\u{2013}', '\u{2014}', '\u{2022}', '\u{2212}'];

/// Quotes around values: nobody means `image: “nginx”` with its quotes, damaged or not.
pub(super) fn quotes(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    each_line(rows, ChangeKind::Quotes, edits, straight_quotes);
}

/// Invisible characters in keys and plain values.
pub(super) fn invisible(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    each_line(rows, ChangeKind::Invisible, edits, |text| {
        let line = Line::read(text)?;
        let is_plain = !line.is_text() && line.form == Form::Plain;
        let is_hidden = is_plain && line.value.contains(INVISIBLE)
            || line.key.is_some_and(|key| key.contains(INVISIBLE))
            || text.trim_start().starts_with(INVISIBLE);
        is_hidden.then(|| text.replace(INVISIBLE, ""))
    });
}

/// Blanks and dashes that YAML does not take for such. If they are in the indentation, all of them
/// came with the copy.
pub(super) fn blanks(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let in_structure = |row: &Row<'_>| {
        let text = row.text.trim_start_matches([' ', '-']);
        text.starts_with(HARD_BLANKS)
            || HARD_BLANKS.iter().any(|blank| {
                text.split_once(*blank).is_some_and(|(before, _)| before.ends_with([':', '-']))
            })
    };
    if rows.iter().any(in_structure) {
        each_row(rows, ChangeKind::HardBlanks, edits, |text| {
            text.contains(HARD_BLANKS).then(|| text.replace(HARD_BLANKS, " "))
        });
    }
    each_row(rows, ChangeKind::Dashes, edits, |text| {
        let start = text.len() - text.trim_start().len();
        let rest = text[start..].strip_prefix(DASHES)?;
        // Bullets stand before sentences too.
        let is_item = rest.trim().split_once(' ').is_none_or(|(word, _)| word.ends_with(':'));
        (is_item && rest.starts_with(' ')).then(|| format!("{}-{rest}", &text[..start]))
    });
}

/// Applies a change to every row but those of texts (`|`).
fn each_line(
    rows: &mut [Row<'_>],
    kind: ChangeKind,
    edits: &mut Vec<Edit>,
    change: impl Fn(&str) -> Option<String>,
) {
    // The column beyond which lines are those of a text.
    let mut text: Option<usize> = None;
    each_row(rows, kind, edits, |row| {
        let column = row.len() - row.trim_start().len();
        if text.is_some_and(|text| column > text) {
            return None;
        }
        text = Line::read(row).filter(|line| line.form == Form::Block).map(|line| line.column);
        change(row)
    });
}

/// Applies a change to every row; one edit for all.
fn each_row(
    rows: &mut [Row<'_>],
    kind: ChangeKind,
    edits: &mut Vec<Edit>,
    mut change: impl FnMut(&str) -> Option<String>,
) {
    let mut edit: Option<Edit> = None;
    for (at, row) in rows.iter_mut().enumerate() {
        if row.is_blank() && !row.text.contains(INVISIBLE) {
            continue;
        }
        if let Some(text) = change(&row.text) {
            row.text = text.into();
            edit.get_or_insert(Edit { kind, first: at, last: at }).last = at;
        }
    }
    edits.extend(edit);
}

/// The line with plain quotes where typographic ones stand around a value.
fn straight_quotes(text: &str) -> Option<String> {
    let mut straight = String::with_capacity(text.len());
    let mut rest = text;
    let mut may_begin = true;
    let mut plain_quote = None;
    let mut changed = false;
    // Where one quote finds no end, no later one of its kind does.
    let mut unclosed = [false; 2];
    while let Some(c) = rest.chars().next() {
        let kind = [&DOUBLE, &SINGLE].iter().position(|kind| kind.contains(&c));
        let begins = may_begin && plain_quote.is_none();
        let kind = kind.filter(|kind| begins && !unclosed[*kind]);
        let quoted = kind.and_then(|_| quoted(rest));
        if let (Some(kind), None) = (kind, &quoted) {
            unclosed[kind] = true;
        }
        if let Some((value, length)) = quoted {
            straight.push_str(&value);
            rest = &rest[length..];
            (may_begin, changed) = (false, true);
            continue;
        }
        if c == '#' && plain_quote.is_none() && straight.ends_with(' ') {
            break;
        }
        match plain_quote {
            Some(open) if open == c => plain_quote = None,
            None if may_begin && matches!(c, '"' | '\'') => plain_quote = Some(c),
            _ => {}
        }
        may_begin = match c {
            ' ' => may_begin || straight.ends_with([':', '-']),
            '[' | '{' | ',' => true,
            _ => false,
        };
        straight.push(c);
        rest = &rest[c.len_utf8()..];
    }
    changed.then(|| straight + rest)
}

/// A value in typographic quotes at the beginning of `text`, in plain ones, and its length there.
fn quoted(text: &str) -> Option<(String, usize)> {
    let double = text.starts_with(DOUBLE);
    if !double && !text.starts_with(SINGLE) {
        return None;
    }
    let ends: &[char] = if double { &DOUBLE } else { &SINGLE };
    let first = text.chars().next()?.len_utf8();
    let closes = |(_, rest): &(usize, &str)| {
        let mut behind = rest.chars().skip(1);
        match behind.next() {
            None | Some(',' | ']' | '}' | ':') => true,
            Some(' ') => {
                let behind = rest.trim_start_matches(|c| c != ' ').trim_start();
                behind.is_empty() || behind.starts_with(['#', ']', '}'])
            }
            _ => false,
        }
    };
    let plain = if double { '"' } else { '\'' };
    let candidates = text.char_indices().skip(1);
    let (end, closing) = candidates
        .filter(|(_, c)| ends.contains(c) || *c == plain)
        .map(|(at, _)| (at, &text[at..]))
        .find(closes)?;
    let length = end + closing.chars().next()?.len_utf8();
    let inner = text[first..end].replace(SINGLE, "'");
    let value = if double {
        let inner = inner.replace(DOUBLE, "\"");
        format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("'{}'", inner.replace('\'', "''"))
    };
    Some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_values_become_plain() {
        for (text, straight) in [
            ("image: “nginx:1.29”", "image: \"nginx:1.29\""),
            (
                "command: [“sh”, ‘-c’, “echo ‘it’ # no”] # “c”",
                "command: [\"sh\", '-c', \"echo 'it' # no\"] # “c”",
            ),
            ("- “a: b”", "- \"a: b\""),
            ("- name: ‘web’", "- name: 'web'"),
            ("value: „tief“", "value: \"tief\""),
            ("value: “say \"hi\" \\ there”", "value: \"say \\\"hi\\\" \\\\ there\""),
            ("“key”: 1", "\"key\": 1"),
        ] {
            assert_eq!(straight_quotes(text).as_deref(), Some(straight), "{text}");
        }
    }

    #[test]
    fn quotes_within_values_stay() {
        for text in [
            "value: \"say “hi”\"",
            "value: say “hi”",
            "- 'a, “b”'",
            "# “comment”",
            "value: “half",
            "name: it’s",
        ] {
            assert_eq!(straight_quotes(text), None, "{text}");
        }
    }
}
