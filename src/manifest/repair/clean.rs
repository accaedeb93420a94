//! What copying puts before every line: numbers, prompts and quote marks, the signs of a diff.
//! And tabs, which YAML takes for no indentation.

use super::detect::damage;
use super::line::Line;
use super::row::Row;
use super::{ChangeKind, Edit, join};

/// Takes off what stands before the lines of a manifest, where all of them have it.
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

/// Runs of rows in which each fits the one before it, blank rows passed over.
fn runs(rows: &[Row<'_>], fits: impl Fn(Option<usize>, usize) -> bool) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut before = None;
    for at in spoken(rows) {
        if before.is_some() && fits(before, at) {
            runs.last_mut().expect("invariant: a row before has a run").push(at);
            before = Some(at);
        } else {
            before = fits(None, at).then_some(at);
            runs.extend(before.map(|at| vec![at]));
        }
    }
    runs
}

/// Whether the rows name an object, behind what stands before them.
fn names_object(rows: &[Row<'_>], run: &[usize]) -> bool {
    let has = |key: &str| run.iter().any(|at| rows[*at].text.contains(key));
    has("kind:") && has("apiVersion:")
}

/// A diff: what it takes away goes, the signs of the rest too.
fn diff(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let is_header = |text: &str| {
        ["diff --git ", "index ", "--- a/", "--- /dev/null", "+++ ", "@@ ", "\\ No newline"]
            .iter()
            .any(|head| text.starts_with(head))
    };
    let may_be =
        |at: usize| rows[at].text.starts_with(['+', '-', ' ']) || is_header(&rows[at].text);
    for run in runs(rows, |_, at| may_be(at)) {
        let body = || run.iter().filter(|at| !is_header(&rows[**at].text));
        let is_diff = body().any(|at| rows[*at].text.starts_with('+'))
            // The root of a manifest stands in the first column: in a diff it has a sign before it.
            && body().any(|at| rows[*at].text.get(1..).is_some_and(|text| text.starts_with("kind:")));
        if !is_diff {
            continue;
        }
        for at in &run {
            let row = &mut rows[*at];
            let goes = is_header(&row.text) || row.text.starts_with('-');
            row.cut(if goes { usize::MAX } else { 1 });
        }
        edits.extend(edit(ChangeKind::Diff, &run));
    }
}

/// The number before a line, and where that ends.
fn number(text: &str) -> Option<(usize, usize)> {
    let start = text.len() - text.trim_start().len();
    let digits = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
    let number = text[start..start + digits].parse().ok()?;
    let rest = &text[start + digits..];
    let sign = usize::from(rest.starts_with(['.', ':', '|', ')', '\t']));
    Some((number, start + digits + sign))
}

/// Numbers before the lines, or on lines of their own, one more with each line.
fn line_numbers(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let value = |at: usize| number(&rows[at].text).map(|found| found.0);
    // Some counters leave out blank lines, others count them.
    let counts = |before: Option<usize>, at: usize| match (before, value(at)) {
        (Some(before), Some(next)) => {
            let more = next.saturating_sub(value(before).unwrap_or(next));
            more == 1 || more == at - before
        }
        (None, number) => number.is_some(),
        _ => false,
    };
    for run in runs(rows, counts).iter().filter(|run| names_object(rows, run)).collect::<Vec<_>>() {
        numbered(rows, run);
        edits.extend(edit(ChangeKind::LineNumbers, run));
    }
    for run in column_of_numbers(rows) {
        for at in &run {
            rows[*at].cut(usize::MAX);
        }
        edits.extend(edit(ChangeKind::LineNumbers, &run));
    }
}

/// Takes the numbers off a run of rows.
fn numbered(rows: &mut [Row<'_>], run: &[usize]) {
    let ends = |at: &usize| number(&rows[*at].text).map_or(0, |found| found.1);
    let cuts: Vec<usize> = run.iter().map(ends).collect();
    let blanks = |(at, cut): (&usize, &usize)| {
        let rest = &rows[*at].text[*cut..];
        (!rest.trim().is_empty()).then(|| rest.len() - rest.trim_start_matches(' ').len())
    };
    let common = run.iter().zip(&cuts).filter_map(blanks).min().unwrap_or(0);
    // Numbers may stand in a column of their own: `9  name` above `10 name`.
    let column = run
        .iter()
        .zip(&cuts)
        .filter_map(|(at, cut)| blanks((at, cut)).map(|blanks| cut + blanks))
        .min()
        .unwrap_or(0);
    let own = |cut_of: &dyn Fn(usize) -> usize| {
        let mut own: Vec<Row<'_>> = run.iter().map(|at| rows[*at].clone()).collect();
        own.iter_mut().zip(&cuts).for_each(|(row, cut)| row.cut(cut_of(*cut)));
        own
    };
    let (each, aligned) = (own(&|cut| cut + common), own(&|cut| column.max(cut)));
    let is_better = damage(&join(&aligned)) < damage(&join(&each));
    for (at, row) in run.iter().zip(if is_better { aligned } else { each }) {
        rows[*at].text = row.text;
    }
}

/// Rows with nothing but a number, one more with each, before or between the lines of a manifest.
fn column_of_numbers(rows: &[Row<'_>]) -> Vec<Vec<usize>> {
    let is_alone = |at: &usize| rows[*at].text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in spoken(rows).into_iter().filter(is_alone) {
        let value = |at: usize| number(&rows[at].text).map(|found| found.0);
        let last = runs.last().and_then(|run| value(*run.last()?));
        match runs.last_mut() {
            Some(run) if last.map(|last| last + 1) == value(at) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    let begins = |at: usize| {
        let next = rows[at + 1..].iter().find(|row| !row.is_blank());
        next.is_some_and(|row| row.text.contains("kind:") || row.text.contains("apiVersion:"))
    };
    runs.retain(|run| run.len() > 2 && (begins(run[0]) || begins(run[run.len() - 1])));
    runs
}

/// `> ` before the lines, as the shell's second prompt or a quotation in a mail.
fn quote_marks(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let is_marked = |at: usize| rows[at].text.starts_with('>');
    let runs = runs(rows, |_, at| is_marked(at));
    for run in runs.iter().filter(|run| names_object(rows, run)).collect::<Vec<_>>() {
        for at in run {
            let blanks = rows[*at].text[1..].starts_with(' ');
            rows[*at].cut(1 + usize::from(blanks));
        }
        edits.extend(edit(ChangeKind::Prompts, run));
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
