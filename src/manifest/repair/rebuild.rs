//! A document with its indentation made anew, from the Kubernetes schema.
//!
//! The words of every line stay what they are; only what stands before them changes.

use super::doubt::{Doubt, doubts};
use super::grammar::Type;
use super::line::Form;
use super::moves::Act;
use super::row::Row;
use super::search::{Search, Step};
use super::statement::{Statement, statements};
use std::collections::BTreeMap;

/// How many lines of one document are rebuilt.
const MAX_LINES: usize = 10_000;

/// A document, rebuilt.
#[derive(Debug)]
pub(super) struct Rebuilt {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// For every line, the row that it was.
    pub(super) rows: Vec<usize>,
    /// How many lines now stand where YAML did not see them before.
    pub(super) moved: usize,
    /// No line of the paste was indented.
    pub(super) was_flat: bool,
    /// The rows that are no part of it, first and last, run by run.
    pub(super) dropped: Vec<(usize, usize)>,
    /// What could be meant otherwise; the lines are indices of `lines`.
    pub(super) doubts: Vec<Doubt>,
}

/// Rebuilds a document. `None` if its kind is not known, or it is too long. `answers` are the places
/// of some rows.
pub(super) fn rebuild(rows: &[Row<'_>], answers: &BTreeMap<usize, String>) -> Option<Rebuilt> {
    if rows.len() > MAX_LINES {
        return None;
    }
    let statements = statements(rows);
    let place = |(at, each): (usize, &Statement<'_>)| Some((at, answers.get(&each.first)?.clone()));
    let places = statements.iter().enumerate().filter_map(place).collect();
    let mut search = Search::new(&statements, root(&statements)?, places);
    let (steps, _) = search.best();
    let moved = moved(&statements, &steps);
    if steps.is_empty() {
        return None;
    }
    let mut writer = Writer {
        rows,
        statements: &statements,
        search: &search,
        steps: &steps,
        lines: Vec::new(),
        origins: Vec::new(),
        dropped: Vec::new(),
        places: Vec::new(),
    };
    writer.write();
    let Writer { lines, origins, dropped, places, .. } = writer;
    let was_flat = !search.has_columns;
    let mut doubts = doubts(&mut search, &steps);
    for doubt in &mut doubts {
        doubt.line = places[doubt.line];
    }
    Some(Rebuilt { lines, rows: origins, moved, was_flat, dropped, doubts })
}

/// How many lines stand elsewhere than they did. Those that follow a moved one side by side have moved
/// with it.
fn moved(statements: &[Statement<'_>], steps: &[Step]) -> usize {
    let (mut count, mut column) = (0, None);
    for (statement, step) in statements.iter().zip(steps) {
        let own = statement.line.column;
        let is_moved = step.moved || column == Some(own);
        count += usize::from(is_moved);
        column = is_moved.then_some(own);
    }
    count
}

/// The type that a document's first `kind` names.
fn root(statements: &[Statement<'_>]) -> Option<Type> {
    let is_kind = |each: &&Statement<'_>| each.line.key == Some("kind") && !each.line.dash;
    let kind = statements.iter().find(is_kind)?;
    Type::of_kind(kind.line.value.trim_matches(['"', '\'']))
}

/// Writes the lines of a reading.
struct Writer<'s> {
    rows: &'s [Row<'s>],
    statements: &'s [Statement<'s>],
    search: &'s Search<'s>,
    steps: &'s [Step],
    lines: Vec<String>,
    /// The row of each line.
    origins: Vec<usize>,
    dropped: Vec<(usize, usize)>,
    /// The line of each statement.
    places: Vec<usize>,
}

impl Writer<'_> {
    fn write(&mut self) {
        let mut next = 0;
        for (at, statement) in self.statements.iter().enumerate() {
            let step = self.steps[at];
            if matches!(step.act, Act::Drop | Act::End) {
                // What stands between two lines that are dropped goes with them.
                let goes_on = at > 0 && matches!(self.steps[at - 1].act, Act::Drop | Act::End);
                if !goes_on {
                    self.between(next..statement.first, at);
                }
                self.drop(if goes_on { next } else { statement.first }, statement.last);
                self.places.push(self.lines.len().saturating_sub(1));
            } else {
                self.between(next..statement.first, at);
                self.places.push(self.lines.len());
                self.statement(statement, step);
                if statement.is_glued() && step.act != Act::Raw {
                    self.drop(statement.first, statement.last);
                }
            }
            next = statement.last + 1;
        }
        if self.steps.last().is_some_and(|step| matches!(step.act, Act::Drop | Act::End)) {
            if next < self.rows.len() {
                self.drop(next, self.rows.len() - 1);
            }
        } else {
            self.between(next..self.rows.len(), self.statements.len());
        }
    }

    fn drop(&mut self, first: usize, last: usize) {
        match self.dropped.last_mut() {
            Some((_, end)) if *end + 1 == first => *end = last,
            _ => self.dropped.push((first, last)),
        }
    }

    /// Blank lines and comments before the statement `at`: of a text they are its lines, otherwise
    /// they stand as the statement does.
    fn between(&mut self, rows: std::ops::Range<usize>, at: usize) {
        let step = self.steps.get(at);
        let indent = step.map_or(0, |step| match step.act {
            Act::Drop | Act::End => 0,
            _ => self.search.arena.get(step.level).indent,
        });
        let raw =
            step.filter(|step| step.act == Act::Raw).map(|step| self.search.arena.get(step.level));
        for at in rows {
            let row = &self.rows[at];
            let text = row.text.trim();
            let deeper = raw
                .filter(|raw| raw.column > raw.opener_column)
                .map_or(0, |raw| row.indent().saturating_sub(raw.column));
            self.line(at, indent + deeper, text);
        }
    }

    fn statement(&mut self, statement: &Statement<'_>, step: Step) {
        let level = self.search.arena.get(step.level);
        let line = &statement.line;
        let at = statement.first;
        let row = &self.rows[at].text;
        let text = row[..line.end].trim();
        match step.act {
            Act::Raw => {
                let deeper = line.column.saturating_sub(level.column);
                self.line(
                    at,
                    self.raw_indent(level.opener, level.indent) + deeper,
                    row.trim_end().trim_start(),
                );
            }
            Act::Continue => self.line(at, level.indent + 4, text),
            _ if line.dash => {
                let content = row.get(line.content..line.end).unwrap_or_default().trim_end();
                self.line(at, level.indent, format!("- {content}").trim_end());
            }
            _ => self.line(at, level.indent, text),
        }
        // The rest of a value in quotes or brackets.
        let indent = level.indent + if line.dash { 4 } else { 2 };
        for at in statement.first + 1..=statement.last {
            self.line(at, indent, self.rows[at].text.trim());
        }
    }

    /// The column of a text's lines; `|2` says it in the header.
    fn raw_indent(&self, opener: Option<usize>, indent: usize) -> usize {
        let header = opener.map(|opener| &self.statements[opener].line);
        let header = header.filter(|line| line.form == Form::Block).map_or("", |line| line.value);
        let digit = header.chars().take(3).find_map(|c| c.to_digit(10));
        digit.map_or(indent, |digit| indent - 2 + digit as usize)
    }

    fn line(&mut self, row: usize, indent: usize, text: &str) {
        self.origins.push(row);
        let indent = if text.is_empty() { 0 } else { indent };
        self.lines.push(format!("{:indent$}{text}", ""));
    }
}
