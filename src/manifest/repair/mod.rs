//! Pastes that lost their indentation, or gained what is no manifest: line numbers, prompts,
//! Markdown, typographic quotes. A repaired text is offered, never put in place unasked.
//!
//! The way of a paste: `typography`, `html` and `clean` mend characters and the beginnings of lines,
//! `page` finds the manifests that are whole among the words of a page, `wrap` cuts out these and the
//! others, `rebuild` makes the indentation of each anew, `fragment` names what is left out. `detect`
//! measures before and after: what is well indented stays as it is, byte for byte. Values are never
//! judged here.

mod ambiguity;
mod clean;
mod cost;
mod detect;
mod doubt;
mod fragment;
mod grammar;
mod html;
mod level;
mod line;
mod meaning;
mod moves;
mod output;
mod page;
mod place;
mod rebuild;
mod row;
mod search;
mod statement;
mod typography;
mod wrap;

pub use ambiguity::{Ambiguity, Answer, Choice};

use super::{MAX_TEXT, Source, TextRange};
use detect::{SYNTAX, damage};
use output::{Output, Written};
use rebuild::{Rebuilt, rebuild};
use row::Row;
use std::collections::BTreeMap;
use wrap::Piece;

/// A repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The whole text, repaired.
    pub text: String,
    /// For every line of it, the line of the paste that it comes from, from 1; `None` for a `---`
    /// that was put in.
    pub origins: Vec<Option<usize>>,
    /// What was taken off or put in, in order of place.
    pub changes: Vec<Change>,
    /// What could be meant otherwise, in order of place.
    pub ambiguous: Vec<Ambiguity>,
}

impl Repaired {
    /// How many of its lines are certain; the others are [`Self::ambiguous`].
    pub fn certain(&self) -> usize {
        self.origins.len() - self.ambiguous.len()
    }
}

/// Something that was taken off or put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub kind: ChangeKind,
    /// From the first to the last line of the old text that changed.
    pub range: TextRange,
    /// What was done, in a sentence.
    pub words: String,
}

/// The kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Indentation was rebuilt.
    Indentation,
    /// Numbers before the lines were taken off.
    LineNumbers,
    /// Prompts and quote marks before the lines were taken off.
    Prompts,
    /// The signs of a diff were taken off, with the lines that it takes away.
    Diff,
    /// A Markdown fence or a shell command around the manifest was taken off.
    Wrapper,
    /// Words of the page around the manifest were taken off.
    Furniture,
    /// A part of a manifest, which is no object by itself, was taken off.
    Fragment,
    /// A `---` was put between two manifests.
    Separator,
    /// Tabs became blanks.
    Tabs,
    /// Blanks that do not break became plain ones.
    HardBlanks,
    /// Typographic quotes became plain ones.
    Quotes,
    /// Typographic dashes and bullets became plain dashes.
    Dashes,
    /// Invisible characters were taken off.
    Invisible,
}

impl ChangeKind {
    /// What was done, in a sentence.
    fn words(self) -> &'static str {
        match self {
            Self::Indentation => "The indentation is rebuilt from the Kubernetes schema.",
            Self::LineNumbers => "The line numbers are taken off.",
            Self::Prompts => "The prompts before the lines are taken off.",
            Self::Diff => "The signs of the diff are taken off, and the lines that it removes.",
            Self::Wrapper => "What is wrapped around the manifest is taken off.",
            Self::Furniture => "Words around the manifest are taken off.",
            Self::Fragment => "A part of a manifest without `kind` is left out.",
            Self::Separator => "A line with `---` separates two objects.",
            Self::Tabs => "Tabs become blanks.",
            Self::HardBlanks => "Non-breaking blanks become plain ones.",
            Self::Quotes => "Typographic quotes become plain ones.",
            Self::Dashes => "Typographic dashes become plain ones.",
            Self::Invisible => "Invisible characters are taken off.",
        }
    }
}

/// A change to rows, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    kind: ChangeKind,
    first: usize,
    last: usize,
}

impl Edit {
    fn new(kind: ChangeKind, first: usize, last: usize) -> Self {
        Self { kind, first, last }
    }
}

/// Repairs a paste. `None` if there is nothing to repair, or nothing that can be: a manifest that
/// is well indented stays what it is, whatever else is wrong with it.
pub fn repair(text: &str) -> Option<Repaired> {
    repair_with(text, &[])
}

/// Repairs a paste in which some lines have their place: each answer is one choice of an
/// [`Ambiguity`] of the same paste. An answer that fits nowhere (another one has taken its place
/// away) is passed over. As fast as [`repair`], and the same answers give the same text.
/// What is left open is read anew: in a paste that is damaged beyond its indentation, an answer may
/// shed light on other lines too.
pub fn repair_with(text: &str, answers: &[Answer]) -> Option<Repaired> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let source = Source::new(text);
    let mut rows = Row::all(&source);
    if rows.iter().any(clean::is_template) {
        return None;
    }
    let before = damage(text);
    let mut edits = Vec::new();
    let mut output = Output::default();
    // A manifest was found whole among the words of a page.
    let mut is_found = false;
    typography::invisible(&mut rows, &mut edits);
    if before == 0 {
        typography::quotes(&mut rows, &mut edits);
        output.verbatim(&rows, 0);
    } else {
        typography::blanks(&mut rows, &mut edits);
        html::plain(&mut rows, &mut edits);
        clean::prefixes(&mut rows, &mut edits);
        typography::quotes(&mut rows, &mut edits);
        let above = edits.len();
        let pieces = wrap::pieces(&mut rows, &mut edits);
        if pieces.iter().all(|piece| piece.separates) {
            return None;
        }
        let damages: Vec<usize> = pieces.iter().map(|piece| piece.damage(&rows)).collect();
        is_found = edits.len() > above && damages.iter().zip(&pieces).any(is_whole);
        for (piece, rebuilt) in pieces.iter().zip(rebuilt(&rows, &pieces, &damages, answers)) {
            output.piece(&rows, piece, rebuilt, &mut edits);
        }
    }
    fragment::name(&rows, &mut edits);
    let written = output.finish(if text.contains("\r\n") { "\r\n" } else { "\n" });
    let helps = || !edits.is_empty() && (before == 0 || is_found || damage(&written.text) < before);
    // What was asked about is repaired, whatever the answer makes of it.
    let is_answered = before > 0 && !answers.is_empty();
    if !is_answered && !helps() {
        return None;
    }
    let Written { text, origins, ambiguous } = written;
    Some(Repaired { text, origins, changes: changes(&rows, &edits), ambiguous })
}

/// Whether a piece is a manifest that can be read; faults in the structure of another one hide it no more.
fn is_whole((damage, piece): (&usize, &Piece)) -> bool {
    !piece.separates && *damage < SYNTAX
}

/// A piece, rebuilt, before it is decided whether it needed that.
struct Candidate {
    rebuilt: Rebuilt,
    /// As it was pasted, nothing of it could be read.
    was_unreadable: bool,
    /// Somebody was asked about it: it needed that.
    is_answered: bool,
}

/// The pieces that have lost their indentation, rebuilt.
fn rebuilt(
    rows: &[Row<'_>],
    pieces: &[Piece],
    damages: &[usize],
    answers: &[Answer],
) -> Vec<Option<Rebuilt>> {
    let candidate = |(piece, before): (&Piece, &usize)| {
        let (own, before) = (&rows[piece.first..piece.end], *before);
        if before == 0 {
            return None;
        }
        let place = |answer: &Answer| {
            let row = answer.line.checked_sub(piece.first + 1)?;
            (row < own.len()).then(|| (row, answer.place.clone()))
        };
        let places: BTreeMap<usize, String> = answers.iter().filter_map(place).collect();
        let rebuilt = rebuild(own, &places)?;
        let is_answered = !places.is_empty();
        let helps = is_answered || damage(&rebuilt.lines.join("\n")) < before;
        let was_unreadable = before >= SYNTAX;
        helps.then_some(Candidate { rebuilt, was_unreadable, is_answered })
    };
    let found: Vec<Option<Candidate>> = pieces.iter().zip(damages).map(candidate).collect();
    let moved: usize = found.iter().flatten().map(|each| each.rebuilt.moved).sum();
    // One line in the wrong place is a slip, unless none is indented, or nothing can be read at all.
    let is_lost = |each: &Candidate| {
        let enough = moved > 1 || each.rebuilt.was_flat || each.was_unreadable;
        each.is_answered
            || enough && each.rebuilt.moved > 0
            || each.was_unreadable && !each.rebuilt.dropped.is_empty()
    };
    found.into_iter().map(|each| each.filter(is_lost).map(|each| each.rebuilt)).collect()
}

fn changes(rows: &[Row<'_>], edits: &[Edit]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for edit in edits {
        let range = TextRange { start: rows[edit.first].old.start, end: rows[edit.last].old.end };
        let place = changes.partition_point(|other| other.range.start <= range.start);
        let words = edit.kind.words().to_owned();
        changes.insert(place, Change { kind: edit.kind, range, words });
    }
    changes
}

/// The rows as one text.
fn join(rows: &[Row<'_>]) -> String {
    let mut text = String::new();
    for row in rows {
        text.push_str(&row.text);
        text.push('\n');
    }
    text
}
