//! What could be meant otherwise: lines for which another place is hardly more surprising, with
//! what follows them taken into account.

use super::cost::Cost;
use super::level::{LevelId, Shape};
use super::line::Form;
use super::moves::{Act, Move};
use super::search::{Search, State, Step};

/// A line whose place is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Which line: a statement.
    pub(super) line: usize,
    /// What was chosen and what else it could be, in a sentence.
    pub(super) words: String,
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
            let words =
                "The indentation within this text is lost; its lines stand under one another.";
            found.push(Doubt { line: at, words: words.to_owned() });
        }
        let line = &search.statements[at].line;
        // Where the paste has kept an indentation, it has spoken.
        let has_spoken = search.has_columns && !step.moved && line.column > 0;
        if has_spoken || !is_place(search, step.on, step.act) {
            continue;
        }
        let moves = search.moves(before, at);
        let Some(chosen) = moves.iter().find(|each| (each.level, each.act) == (step.on, step.act))
        else {
            continue;
        };
        let chosen = *chosen;
        let is_near = |each: &&Move| {
            each.level != chosen.level
                && is_place(search, each.level, each.act)
                && each.cost < chosen.cost + NEAR
        };
        let others: Vec<Move> = moves.iter().filter(is_near).copied().collect();
        if others.is_empty() || trials >= MAX_TRIALS {
            continue;
        }
        trials += others.len();
        let least = try_out(search, before, chosen, at);
        for other in others {
            if try_out(search, before, other, at) <= least + MARGIN {
                found.push(Doubt { line: at, words: words(search, at, chosen.level, other.level) });
                break;
            }
        }
    }
    found
}

/// Whether a line was put on a level that has a use for it.
fn is_place(search: &Search<'_>, level: LevelId, act: Act) -> bool {
    match act {
        Act::Key { field, .. } => {
            field.is_some() || matches!(search.arena.get(level).shape, Shape::Map(_))
        }
        Act::Item { item, field, .. } => !matches!(item, Some(Shape::Object(_))) || field.is_some(),
        _ => false,
    }
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

fn words(search: &Search<'_>, at: usize, chosen: LevelId, other: LevelId) -> String {
    let line = &search.statements[at].line;
    let (chosen, other) = (path(search, chosen), path(search, other));
    match line.key.filter(|_| !line.dash) {
        Some(key) => {
            let of = |path: String| {
                if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
            };
            format!("Read as `{}`; it could also be `{}`.", of(chosen), of(other))
        }
        None => format!("Read as an item of `{chosen}`; it could also be one of `{other}`."),
    }
}

/// The path of a level from the document's root.
fn path(search: &Search<'_>, id: LevelId) -> String {
    let mut path = String::new();
    for (_, level) in search.arena.outwards(id) {
        let is_item = level
            .parent
            .is_some_and(|parent| matches!(search.arena.get(parent).shape, Shape::List(_)));
        let step = if is_item {
            format!("[{}]", level.index)
        } else {
            let key = level.opener.and_then(|opener| search.statements[opener].line.key);
            key.unwrap_or_default().to_owned()
        };
        let dot = if path.is_empty() || path.starts_with(['[', '.']) { "" } else { "." };
        path = format!("{step}{dot}{path}");
    }
    path.trim_start_matches('.').to_owned()
}
