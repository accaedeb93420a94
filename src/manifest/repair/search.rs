//! The search for the reading of a document that surprises least.
//!
//! Line by line, it keeps the few cheapest guesses of what is open (a beam); what a line may be is
//! for `moves`. A wrong guess gets expensive within a few lines: a key given twice, a mount without
//! a path. Time and memory grow with the number of lines alone.

use super::cost::{self, Cost};
use super::grammar::Type;
use super::level::{Arena, LevelId, Shape};
use super::moves::{Act, Move};
use super::place::{is_place, path};
use super::statement::Statement;
use std::collections::BTreeMap;

/// How many guesses are kept.
const WIDTH: usize = 8;

/// A guess after some lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The innermost open level.
    pub(super) top: LevelId,
    /// What it cost so far.
    pub(super) cost: Cost,
    /// The way to it.
    pub(super) trail: Option<usize>,
}

/// Where one line was put.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    before: Option<usize>,
    /// What it was taken as.
    pub(super) act: Act,
    /// The level on which it stands, without it.
    pub(super) on: LevelId,
    /// The same level with it.
    pub(super) level: LevelId,
    /// The innermost level after it.
    pub(super) top: LevelId,
    /// Its indentation in the paste says otherwise.
    pub(super) moved: bool,
}

/// A search through one document.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) statements: &'a [Statement<'a>],
    pub(super) arena: Arena,
    /// Whether the columns of the paste say anything: not all lines begin in the same one.
    pub(super) has_columns: bool,
    steps: Vec<Step>,
    root: LevelId,
    /// The paths on which some statements must stand.
    answers: BTreeMap<usize, String>,
}

impl<'a> Search<'a> {
    /// A search for an object of that type, in which some statements have their place.
    pub(super) fn new(
        statements: &'a [Statement<'a>],
        root: Type,
        answers: BTreeMap<usize, String>,
    ) -> Self {
        let first = statements.first().map(|statement| statement.line.column);
        let has_columns = statements.iter().any(|each| Some(each.line.column) != first);
        let mut arena = Arena::default();
        let root = arena.root(root);
        Self { statements, arena, has_columns, steps: Vec::new(), root, answers }
    }

    /// The beginning.
    pub(super) fn start(&self) -> State {
        State { top: self.root, cost: 0, trail: None }
    }

    /// The cheapest reading: a step per statement, and its cost.
    pub(super) fn best(&mut self) -> (Vec<Step>, Cost) {
        let end = self.statements.len();
        let states = self.run(vec![self.start()], 0, end);
        let Some((state, cost)) = self.cheapest(&states) else { return (Vec::new(), 0) };
        let mut steps = Vec::with_capacity(end);
        let mut next = state.trail;
        while let Some(at) = next {
            steps.push(self.steps[at]);
            next = self.steps[at].before;
        }
        steps.reverse();
        (steps, cost)
    }

    /// Reads the statements from `from` to `to` on.
    pub(super) fn run(&mut self, mut states: Vec<State>, from: usize, to: usize) -> Vec<State> {
        for at in from..to.min(self.statements.len()) {
            states = self.line(&states, at);
        }
        states
    }

    /// The cheapest of some states, with what it costs to close all that is open.
    pub(super) fn cheapest(&self, states: &[State]) -> Option<(State, Cost)> {
        let mut found: Option<(State, Cost)> = None;
        for state in states {
            let open = self.arena.outwards(state.top);
            let closing: Cost =
                open.map(|(_, level)| cost::closing(level, self.outer(level.parent))).sum();
            let cost = state.cost + closing;
            if found.is_none_or(|(_, least)| cost < least) {
                found = Some((*state, cost));
            }
        }
        found
    }

    /// The type of the object around a level, a list passed over.
    pub(super) fn outer(&self, around: Option<LevelId>) -> Option<Type> {
        let mut levels = self.arena.outwards(around?);
        levels.find_map(|(_, level)| match level.shape {
            Shape::Object(type_) => Some(type_),
            _ => None,
        })
    }

    /// Whether an answer has put the statement `at` in its place.
    pub(super) fn is_answered(&self, at: usize) -> bool {
        self.answers.contains_key(&at)
    }

    fn line(&mut self, states: &[State], at: usize) -> Vec<State> {
        if let Some(place) = self.answers.get(&at) {
            let is_there = |each: &Move| {
                is_place(self, each.level, each.act) && path(self, at, each.level) == *place
            };
            let next = self.cheapest_moves(states, at, is_there);
            if !next.is_empty() {
                return self.distinct(states, next, at);
            }
        }
        let next = self.cheapest_moves(states, at, |_| true);
        self.distinct(states, next, at)
    }

    /// The cheapest of the moves that may be made, of all states together, cheapest first.
    fn cheapest_moves(
        &self,
        states: &[State],
        at: usize,
        may_be: impl Fn(&Move) -> bool,
    ) -> Vec<(usize, Move)> {
        let mut moves: Vec<(usize, Move)> = Vec::with_capacity(2 * WIDTH + 1);
        for (index, state) in states.iter().enumerate() {
            for each in self.moves(state.top, at).into_iter().filter(&may_be) {
                let cost = state.cost + each.cost;
                if moves.len() == 2 * WIDTH && moves.last().is_some_and(|last| last.1.cost <= cost)
                {
                    continue;
                }
                let place = moves.partition_point(|(_, other)| other.cost <= cost);
                moves.insert(place, (index, Move { cost, ..each }));
                moves.truncate(2 * WIDTH);
            }
        }
        moves
    }

    /// The states after these moves; those that come to the same, once.
    fn distinct(&mut self, states: &[State], moves: Vec<(usize, Move)>, at: usize) -> Vec<State> {
        let mut next: Vec<State> = Vec::with_capacity(WIDTH);
        for (index, each) in moves {
            let state = self.make(states[index], each, at);
            let hash = self.arena.hash(state.top);
            if next.iter().all(|other| self.arena.hash(other.top) != hash) {
                next.push(state);
                if next.len() == WIDTH {
                    break;
                }
            }
        }
        next
    }

    /// The state after a move, whose cost is the whole cost.
    pub(super) fn make(&mut self, state: State, each: Move, at: usize) -> State {
        let line = &self.statements[at].line;
        let moved = self.is_moved(&each, at);
        let (level, top) = match each.act {
            Act::Drop | Act::Continue => (each.level, state.top),
            Act::End => {
                let done = self.arena.open(state.top, Shape::Done, at, line.column);
                (done, done)
            }
            Act::Raw => {
                let level = self.arena.with_line(each.level, line.column, None);
                (level, level)
            }
            Act::Key { field, opens } => {
                let level = self.arena.with_line(each.level, line.content, field);
                let top = opens.map(|shape| self.arena.open(level, shape, at, line.content));
                (level, top.unwrap_or(level))
            }
            Act::Item { item, field, opens } => {
                let list = self.arena.with_line(each.level, line.column, None);
                let mut top = list;
                if let Some(shape) = item {
                    top = self.arena.open(list, shape, at, line.column);
                    if line.key.is_some() {
                        top = self.arena.with_line(top, line.content, field);
                    }
                }
                if let Some(shape) = opens {
                    top = self.arena.open(top, shape, at, line.content);
                }
                (list, top)
            }
        };
        let (before, on) = (state.trail, each.level);
        self.steps.push(Step { before, act: each.act, on, level, top, moved });
        State { top, cost: each.cost, trail: Some(self.steps.len() - 1) }
    }

    /// Whether YAML would put the line elsewhere.
    fn is_moved(&self, each: &Move, at: usize) -> bool {
        let level = self.arena.get(each.level);
        let line = &self.statements[at].line;
        match each.act {
            Act::Drop | Act::End => false,
            Act::Continue => line.column <= level.column,
            // The dashes of a list may stand right under its key.
            Act::Raw if line.dash => line.column < level.opener_column,
            Act::Raw => line.column <= level.opener_column,
            Act::Key { .. } | Act::Item { .. } if level.filled => line.column != level.column,
            Act::Item { .. } => line.column < level.opener_column,
            Act::Key { .. } => level.opener.is_some() && line.column <= level.opener_column,
        }
    }
}
