//! What copying puts before every line: numbers, prompts and quote marks, the signs of a diff.
//! And tabs, which YAML takes for no indentation.

use super::detect::damage;
use super::line::Line;
use super::row::Row;
use super::{ChangeKind, Edit, join};

/// Takes off what stands before the lines. Each is taken off only if all lines have it.
pub(super) fn prefixes(rows: &mut Vec<Row<'_>>, edits: &mut Vec<Edit>) {
    diff(rows, edits);
    line_numbers(rows, edits);
    quote_marks(rows, edits);
    tabs(rows, edits);
}

/// An edit of all rows that a change has touched.
fn edit(kind: ChangeKind, touched: &[usize]) -> Option<Edit> {
    Some(Edit { kind, first: *touched.first()?, last: *touched.last()? })
}

/// The rows that say something.
fn spoken(rows: &[Row<'_>]) -> Vec<usize> {
    (0..rows.len()).filter(|at| !rows[*at].is_blank()).collect()
}

/// A diff: what it takes away goes, the signs of the rest too.
fn diff(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let is_header = |text: &str| {
        ["diff --git ", "index ", "--- a/", "--- /dev/null", "+++ ", "@@ ", "\\ No newline"]
            .iter()
            .any(|head| text.starts_with(head))
    };
    let spoken = spoken(rows);
    let body = || spoken.iter().filter(|at| !is_header(&rows[**at].text));
    let is_diff = body().all(|at| rows[*at].text.starts_with(['+', '-', ' ']))
        && body().any(|at| rows[*at].text.starts_with('+'))
        // The root of a manifest stands in the first column: in a diff it has a sign before it.
        && body().any(|at| rows[*at].text.get(1..).is_some_and(|text| text.starts_with("kind:")));
    if !is_diff {
        return;
    }
    for at in &spoken {
        let row = &mut rows[*at];
        let goes = is_header(&row.text) || row.text.starts_with('-');
        row.cut(if goes { usize::MAX } else { 1 });
    }
    edits.extend(edit(ChangeKind::Diff, &spoken));
}

/// Numbers before the lines, or on lines of their own, one more with each line.
fn line_numbers(rows: &mut Vec<Row<'_>>, edits: &mut Vec<Edit>) {
    let number = |text: &str| -> Option<(usize, usize)> {
        let start = text.len() - text.trim_start().len();
        let digits =
            text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
        let number = text[start..start + digits].parse().ok()?;
        let rest = &text[start + digits..];
        let sign = usize::from(rest.starts_with(['.', ':', '|', ')', '\t']));
        Some((number, start + digits + sign))
    };
    let spoken = spoken(rows);
    let alone: Vec<usize> = spoken
        .iter()
        .copied()
        .filter(|at| rows[*at].text.trim().bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let counts_up = |at: &[usize]| {
        let numbers: Vec<_> =
            at.iter().map(|at| number(&rows[*at].text).map(|found| found.0)).collect();
        // Some counters leave out blank lines, others count them.
        let rises = |pair: &[Option<usize>]| pair[0].is_some() && pair[0] < pair[1];
        numbers.len() >= 3
            && numbers.windows(2).all(rises)
            && numbers[numbers.len() - 1] <= numbers[0].map(|first| first + rows.len())
    };
    if counts_up(&spoken) {
        let ends = |at: &usize| number(&rows[*at].text).map_or(0, |found| found.1);
        let cuts: Vec<usize> = spoken.iter().map(ends).collect();
        let blanks = |(at, cut): (&usize, &usize)| {
            let rest = &rows[*at].text[*cut..];
            (!rest.trim().is_empty()).then(|| rest.len() - rest.trim_start_matches(' ').len())
        };
        let common = spoken.iter().zip(&cuts).filter_map(blanks).min().unwrap_or(0);
        // Numbers may stand in a column of their own: `9  name` above `10 name`.
        let column = spoken
            .iter()
            .zip(&cuts)
            .filter_map(|(at, cut)| blanks((at, cut)).map(|blanks| cut + blanks))
            .min()
            .unwrap_or(0);
        let mut in_column = rows.clone();
        for (at, cut) in spoken.iter().zip(&cuts) {
            rows[*at].cut(cut + common);
            in_column[*at].cut(column.max(*cut));
        }
        if damage(&join(&in_column)) < damage(&join(rows)) {
            *rows = in_column;
        }
        edits.extend(edit(ChangeKind::LineNumbers, &spoken));
    } else if counts_up(&alone) {
        for at in &alone {
            rows[*at].cut(usize::MAX);
        }
        edits.extend(edit(ChangeKind::LineNumbers, &alone));
    }
}

/// `> ` before all lines, as the shell's second prompt or a quotation in a mail, and `$ ` before
/// the commands around a manifest.
fn quote_marks(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let spoken = spoken(rows);
    let is_marked = |row: &Row<'_>| row.text.starts_with('>');
    // The command that opens a here-document has the first prompt.
    let marked: Vec<usize> = spoken.iter().copied().filter(|at| is_marked(&rows[*at])).collect();
    let begins = marked.iter().any(|at| rows[*at].text.contains("kind:"));
    if begins && marked.len() * 2 > spoken.len() {
        for at in &marked {
            let blanks = rows[*at].text[1..].starts_with(' ');
            rows[*at].cut(1 + usize::from(blanks));
        }
        edits.extend(edit(ChangeKind::Prompts, &marked));
    }
}

/// Tabs in the indentation. How wide they were meant shows in what is least damaged.
fn tabs(rows: &mut Vec<Row<'_>>, edits: &mut Vec<Edit>) {
    let head = |row: &Row<'_>| row.text.len() - row.text.trim_start_matches([' ', '\t', '-']).len();
    let touched: Vec<usize> =
        (0..rows.len()).filter(|at| rows[*at].text[..head(&rows[*at])].contains('\t')).collect();
    if touched.is_empty() {
        return;
    }
    let widened = |width: usize| {
        let mut wide = rows.clone();
        for at in &touched {
            let row = &mut wide[*at];
            let (blanks, rest) = row.text.split_at(head(row));
            let text = blanks.replace('\t', &" ".repeat(width)) + rest;
            row.text = text.into();
        }
        wide
    };
    let mut best = widened(2);
    let mut least = damage(&join(&best));
    for width in [4, 8] {
        let wide = widened(width);
        let damage = damage(&join(&wide));
        if damage < least {
            (best, least) = (wide, damage);
        }
    }
    *rows = best;
    edits.extend(edit(ChangeKind::Tabs, &touched));
}

/// Whether a row holds a control line of a template: such a text is made into a manifest first.
pub(super) fn is_template(row: &Row<'_>) -> bool {
    row.text.trim_start().starts_with("{{")
        || Line::read(&row.text).is_some_and(|line| line.value.starts_with("{{"))
}
