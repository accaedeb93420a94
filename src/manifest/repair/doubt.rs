//! What could be meant otherwise: lines for which another place is hardly more surprising, with
//! what follows them taken into account.

use super::ambiguity::Choice;
use super::cost::Cost;
use super::level::{LevelId, Shape};
use super::line::Form;
use super::meaning::{label, meaning, why};
use super::moves::{Act, Move};
use super::place::{Reading, is_place, path, short};
use super::search::{Search, State, Step};

/// A line whose place is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Which line: a statement.
    pub(super) line: usize,
    /// What it says; without choices, what is to be checked.
    pub(super) words: String,
    /// The places that fit, the innermost first.
    pub(super) choices: Vec<Choice>,
    /// The one that was chosen.
    pub(super) chosen: usize,
    /// Why; empty if an answer says so.
    pub(super) why: String,
}

/// How many doubts of one document are told.
const MAX_DOUBTS: usize = 50;

/// How many other places of one document are tried.
const MAX_TRIALS: usize = 500;

/// How many lines behind it may decide where a line belongs.
const WINDOW: usize = 8;

/// Places that cost this much more by themselves are not tried.
const NEAR: Cost = 40;

/// Another place is no surprise below this difference.
const MARGIN: Cost = 9;

const LOST_TEXT: &str =
    "The indentation within this text is lost; its lines stand under one another.";

/// The doubts about a reading.
pub(super) fn doubts(search: &mut Search<'_>, steps: &[Step]) -> Vec<Doubt> {
    let mut found = Vec::new();
    let mut trials = 0;
    let mut top = search.start().top;
    for (at, step) in steps.iter().enumerate() {
        let before = std::mem::replace(&mut top, step.top);
        if found.len() == MAX_DOUBTS {
            break;
        }
        if lost_text(search, steps, at) {
            let (words, why) = (LOST_TEXT.to_owned(), String::new());
            found.push(Doubt { line: at, words, choices: Vec::new(), chosen: 0, why });
        }
        let near = near(search, before, step, at);
        if near.len() < 2 || trials >= MAX_TRIALS {
            continue;
        }
        trials += near.len();
        let fitting = fitting(search, before, &near, step.on, at);
        let fitting: Vec<LevelId> = fitting.iter().map(|each| each.level).collect();
        if let Some(chosen) = fitting.iter().position(|level| *level == step.on)
            && fitting.len() > 1
        {
            found.push(doubt(Reading { search, steps }, at, &fitting, chosen));
        }
    }
    found
}

/// The places of a line that are worth a trial, with the chosen one among them; none if it stands
/// where the paste says.
fn near(search: &Search<'_>, before: LevelId, step: &Step, at: usize) -> Vec<Move> {
    // Where the paste has kept an indentation, it has spoken.
    let has_spoken = search.has_columns && !step.moved && search.statements[at].line.column > 0;
    if !is_place(search, step.on, step.act) || has_spoken && !search.is_answered(at) {
        return Vec::new();
    }
    let moves = search.moves(before, at);
    let is_place = |each: &&Move| is_place(search, each.level, each.act);
    let Some(least) = moves.iter().filter(is_place).map(|each| each.cost).min() else {
        return Vec::new();
    };
    let is_near =
        |each: &&Move| each.level == step.on || each.cost < least + NEAR && !is_twice(search, each);
    moves.iter().filter(is_place).filter(is_near).copied().collect()
}

/// Whether the level has the field already.
fn is_twice(search: &Search<'_>, each: &Move) -> bool {
    let Act::Key { field: Some(field), .. } = each.act else { return false };
    search.arena.get(each.level).seen >> field & 1 == 1
}

/// Those of the places that what follows bears out, and the chosen one.
fn fitting(
    search: &mut Search<'_>,
    before: LevelId,
    near: &[Move],
    chosen: LevelId,
    at: usize,
) -> Vec<Move> {
    let costs: Vec<Cost> = near.iter().map(|each| try_out(search, before, *each, at)).collect();
    let least = costs.iter().min().copied().unwrap_or(0);
    let fits = |(each, cost): (&Move, Cost)| {
        (each.level == chosen || cost <= least.saturating_add(MARGIN)).then_some(*each)
    };
    near.iter().zip(costs).filter_map(fits).collect()
}

/// What the lines up to the end of the window cost if the line is put there.
fn try_out(search: &mut Search<'_>, top: LevelId, each: Move, at: usize) -> Cost {
    let begin = State { top, cost: 0, trail: None };
    let state = search.make(begin, each, at);
    let states = search.run(vec![state], at + 1, at + 1 + WINDOW);
    search.cheapest(&states).map_or(Cost::MAX, |(_, cost)| cost)
}

/// Whether the line opens a text of a free key whose lines lie flat: a file, in which indentation
/// may matter. (A script does without.)
fn lost_text(search: &Search<'_>, steps: &[Step], at: usize) -> bool {
    let opens_file = search.statements[at].line.form == Form::Block
        && matches!(search.arena.get(steps[at].level).shape, Shape::Map(_));
    let lines = steps[at + 1..].iter().take_while(|step| step.act == Act::Raw);
    opens_file && lines.clone().count() > 1 && lines.take(2).all(|step| step.moved)
}

fn doubt(reading: Reading<'_>, at: usize, fitting: &[LevelId], chosen: usize) -> Doubt {
    let choice = |level: &LevelId| Choice {
        label: label(reading, *level),
        meaning: meaning(reading, at, *level, fitting),
        place: path(reading.search, at, *level),
    };
    let line = &reading.search.statements[at].line;
    let words = match (line.key, line.dash) {
        (Some(key), false) => format!("{key}: {}", line.value),
        (Some(key), true) => format!("- {key}: {}", line.value),
        (None, _) => format!("- {}", line.value),
    };
    let is_answered = reading.search.is_answered(at);
    let why = if is_answered { String::new() } else { why(reading, at, fitting, chosen) };
    let choices = fitting.iter().map(choice).collect();
    Doubt { line: at, words: short(words.trim_end()), choices, chosen, why }
}
