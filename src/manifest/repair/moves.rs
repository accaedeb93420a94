//! What one line may be, given what is open: a key of one of the open levels, an item of one of the
//! open lists, a line of text, or no part of the manifest; and how surprising each would be.

use super::cost::{self, Cost};
use super::grammar::{Field, Kind, Type, Value};
use super::level::{Level, LevelId, Shape};
use super::line::{Form, Line};
use super::search::Search;
use super::statement::Statement;

/// What a line is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A key of the level.
    Key {
        /// Which field; `None` for free and unknown keys.
        field: Option<usize>,
        /// What its value opens.
        opens: Option<Shape>,
    },
    /// An item of the level.
    Item {
        /// What the item is; `None` for a single value.
        item: Option<Shape>,
        /// Which field the key behind the dash is.
        field: Option<usize>,
        /// What the value behind it opens.
        opens: Option<Shape>,
    },
    /// A line of the raw level.
    Raw,
    /// It goes on with the value before it.
    Continue,
    /// It is no part of the manifest.
    Drop,
    /// It is no part of the manifest, which has ended.
    End,
}

/// One possibility.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// The level it happens on.
    pub(super) level: LevelId,
    pub(super) act: Act,
    pub(super) cost: Cost,
}

/// A column that disagrees, where it says something.
const OTHER_COLUMN: Cost = 6;
/// Column 0 where another would agree: indentation gets lost, it is not made up.
const LOST_COLUMN: Cost = 1;
/// A line of a text that would be a line of the manifest as well.
const TEXT_BUT_KNOWN: Cost = 25;
/// A line of an indented text that is itself not indented.
const TEXT_OUTSIDE: Cost = 4;
/// A line of a value that may be anything, or of an unknown key.
const UNKNOWN_INSIDE: Cost = 7;
/// A line that its column puts inside a text, taken out of it.
const OUT_OF_TEXT: Cost = 40;

impl Search<'_> {
    /// What the statement `at` may be below `top`.
    pub(super) fn moves(&self, top: LevelId, at: usize) -> Vec<Move> {
        let mut moves = Vec::new();
        let level = self.arena.get(top);
        if level.shape == Shape::Done {
            let cost = after_the_end(&self.statements[at].line);
            return vec![Move { level: top, act: Act::Drop, cost }];
        }
        self.attachments(top, at, &mut moves);
        if let Shape::Raw { text } = level.shape {
            let inside = self.is_inside(level, at);
            let fits = moves.iter().map(|each| each.cost).min().unwrap_or(Cost::MAX);
            for each in &mut moves {
                each.cost += if inside { OUT_OF_TEXT } else { 0 };
            }
            let cost = self.raw_cost(top, text, fits, at);
            moves.push(Move { level: top, act: Act::Raw, cost });
        }
        self.foreign(top, at, &mut moves);
        moves
    }

    /// The open levels that the line may stand on.
    fn attachments(&self, top: LevelId, at: usize, moves: &mut Vec<Move>) {
        let line = &self.statements[at].line;
        let (mut closing, mut is_innermost) = (0, true);
        // Map keys that are the names of fields around them.
        let mut free: Option<(usize, LevelId, Cost)> = None;
        for (id, level) in self.arena.outwards(top) {
            let column = closing + self.column_cost(level, line);
            match (level.shape, line.key) {
                (Shape::Object(type_), Some(key)) if !line.dash => {
                    if let Some(field) = type_.field(key) {
                        let own = self.key_cost(type_, field, level, line, key);
                        if own < cost::TWICE
                            && let Some((index, _, _)) = free
                        {
                            moves[index].cost += cost::FREE_BUT_KNOWN;
                            free = None;
                        }
                        let act =
                            Act::Key { field: Some(field.index), opens: opens(field.kind, line) };
                        moves.push(Move { level: id, act, cost: column + own });
                    } else if is_innermost || (self.has_columns && line.column == level.column) {
                        let act = Act::Key { field: None, opens: unknown_opens(line) };
                        moves.push(Move { level: id, act, cost: column + cost::UNKNOWN });
                    }
                    is_innermost = false;
                }
                (Shape::Map(value), Some(key)) if !line.dash => {
                    let own = if key == "<<" { 0 } else { cost::free_key(value, key, line) };
                    let opens = opens(Kind::One(value), line);
                    let act = Act::Key { field: None, opens };
                    free = Some((moves.len(), id, own));
                    moves.push(Move { level: id, act, cost: column + own });
                    is_innermost = false;
                }
                (Shape::List(value), _) if line.dash => {
                    let (act, own) = self.item(value, level, at);
                    moves.push(Move { level: id, act, cost: column + own });
                }
                _ => {}
            }
            closing += cost::closing(level, self.outer(level.parent)) + cost::LEAVE;
        }
    }

    fn key_cost(
        &self,
        type_: Type,
        field: Field,
        level: &Level,
        line: &Line<'_>,
        key: &str,
    ) -> Cost {
        let twice = if level.seen >> field.index & 1 == 1 { cost::TWICE } else { 0 };
        let holder = self.holder(level);
        let habit = cost::habit(type_, self.outer(level.parent), holder, key, line.value);
        twice + habit + cost::value(field, line)
    }

    /// The key that a level, or the list that it is an item of, stands under.
    fn holder(&self, level: &Level) -> Option<&str> {
        let around = self.arena.get(level.parent?);
        let opener =
            if matches!(around.shape, Shape::List(_)) { around.opener } else { level.opener };
        self.statements[opener?].line.key
    }

    /// The line as an item of a list of such values.
    fn item(&self, value: Value, list: &Level, at: usize) -> (Act, Cost) {
        let line = &self.statements[at].line;
        let value = match value {
            // The items of a `List` are objects of any kind.
            Value::Free => self.kind_of_item(at).map_or(Value::Free, Value::Object),
            value => value,
        };
        let single = |cost| (Act::Item { item: None, field: None, opens: None }, cost);
        match (value, line.key) {
            (Value::Object(type_), Some(key)) => {
                let item = Some(Shape::Object(type_));
                let Some(field) = type_.field(key) else {
                    let act = Act::Item { item, field: None, opens: unknown_opens(line) };
                    return (act, cost::UNKNOWN);
                };
                let act =
                    Act::Item { item, field: Some(field.index), opens: opens(field.kind, line) };
                let holder = list.opener.and_then(|opener| self.statements[opener].line.key);
                let outer = self.outer(list.parent);
                let habit = cost::habit(type_, outer, holder, key, line.value);
                (act, habit + cost::value(field, line))
            }
            (Value::Object(type_), None) => match line.form {
                Form::Empty => {
                    let item = Some(Shape::Object(type_));
                    (Act::Item { item, field: None, opens: None }, 0)
                }
                Form::FlowMap => single(cost::flow_map(type_, line.value)),
                Form::Alias => single(0),
                _ => single(cost::UNKNOWN - 20),
            },
            (Value::Scalar(_), Some(_)) => single(cost::UNKNOWN - 20),
            (Value::Scalar(kind), None) => {
                let opens = (line.form == Form::Block).then_some(Shape::Raw { text: true });
                (Act::Item { item: None, field: None, opens }, cost::scalar(kind, line))
            }
            (Value::Free, _) => {
                (Act::Item { item: Some(Shape::Raw { text: false }), field: None, opens: None }, 0)
            }
        }
    }

    /// The type that `kind` gives to the list item which begins with the statement `at`.
    fn kind_of_item(&self, at: usize) -> Option<Type> {
        let near = &self.statements[at..self.statements.len().min(at + 4)];
        let kind = near.iter().find(|each| each.line.key == Some("kind"))?;
        Type::of_kind(kind.line.value.trim_matches(['"', '\'']))
    }

    fn column_cost(&self, level: &Level, line: &Line<'_>) -> Cost {
        if !self.has_columns || level.opener.is_none() && !level.filled {
            return 0;
        }
        let agrees = match level.shape {
            _ if level.filled => line.column == level.column,
            Shape::List(_) => line.column >= level.opener_column,
            _ => line.column > level.opener_column,
        };
        match agrees {
            true => 0,
            false if line.column == 0 => LOST_COLUMN,
            false => OTHER_COLUMN,
        }
    }

    /// Whether the paste's own indentation puts a line inside a raw level.
    fn is_inside(&self, level: &Level, at: usize) -> bool {
        let column = self.statements[at].line.column;
        // The key may have lost its indentation: then the first line says more.
        column > level.opener_column && (!level.filled || column >= level.column)
    }

    /// Whether it puts a line outside of a text whose lines are indented.
    fn is_outside(&self, id: LevelId, at: usize) -> bool {
        let level = self.arena.get(id);
        level.filled && level.column > level.opener_column && !self.is_inside(level, at)
    }

    /// What it costs to stay in a raw level, if the line would cost `fits` elsewhere.
    fn raw_cost(&self, id: LevelId, text: bool, fits: Cost, at: usize) -> Cost {
        let level = self.arena.get(id);
        let inside = self.is_inside(level, at);
        let line = &self.statements[at].line;
        let key = line.key.unwrap_or_default();
        let is_managed = key.starts_with("f:") || key.starts_with("k:") || key == ".";
        if !text {
            return match inside {
                _ if is_managed => 0,
                true => UNKNOWN_INSIDE,
                false => OUT_OF_TEXT,
            };
        }
        if inside || !level.filled {
            return 0;
        }
        // Its first lines were indented, this one is not: the text has ended.
        if self.is_outside(id, at) {
            return if line.is_text() { TEXT_OUTSIDE } else { OUT_OF_TEXT };
        }
        let in_map = |id| matches!(self.arena.get(id).shape, Shape::Map(_));
        match level.parent {
            // Any key fits a map: only one that looks like the next file's ends this one.
            Some(around) if in_map(around) && line.key.is_some() && !line.dash => {
                let is_next_file = line.form == Form::Block;
                if is_next_file || self.fits_outside(around, line) { TEXT_BUT_KNOWN } else { 0 }
            }
            _ if line.is_text() => 0,
            _ if fits < cost::DROPPED => TEXT_BUT_KNOWN,
            _ => 0,
        }
    }

    /// Whether a level around the map `id` has a field of that name, still to be given.
    fn fits_outside(&self, id: LevelId, line: &Line<'_>) -> bool {
        self.arena.outwards(id).any(|(_, level)| match (level.shape, line.key) {
            (Shape::Object(type_), Some(key)) => {
                type_.field(key).is_some_and(|field| level.seen >> field.index & 1 == 0)
            }
            _ => false,
        })
    }

    /// Lines that go on with a value, and lines that are no part of the manifest.
    fn foreign(&self, top: LevelId, at: usize, moves: &mut Vec<Move>) {
        let statement = &self.statements[at];
        let line = &statement.line;
        let in_text = matches!(self.arena.get(top).shape, Shape::Raw { .. });
        if line.is_text() && !in_text {
            moves.push(Move { level: top, act: Act::Drop, cost: cost::DROPPED });
            if at > 0 {
                let origin = &self.statements[statement.origin];
                moves.extend(continues(top, statement, origin));
            }
        }
        // Text that was glued to the last value has ended the manifest already.
        let is_glued = at > 0 && self.statements[at - 1].is_glued();
        let end = match line.is_text() {
            _ if is_glued => 0,
            true if !in_text || self.is_outside(top, at) => cost::DONE,
            true if statement.after_blank => cost::DONE + 10,
            false if is_prose(line) => 2 * cost::DONE,
            _ => return,
        };
        moves.push(Move { level: top, act: Act::End, cost: end });
    }
}

/// A line of mere text as the rest of the value that `origin` began.
fn continues(top: LevelId, statement: &Statement<'_>, origin: &Statement<'_>) -> Option<Move> {
    let begun = &origin.line;
    if begun.form != Form::Plain || origin.is_glued() {
        return None;
    }
    let may_be_long = begun.key.is_none() || matches!(begun.key, Some("value" | "command"));
    let deeper = statement.line.column > begun.column;
    let cost = match (deeper, may_be_long) {
        (true, _) => 0,
        (false, true) => 8,
        (false, false) => 30,
    };
    let cost = cost + if statement.after_blank { 25 } else { 0 };
    Some(Move { level: top, act: Act::Continue, cost })
}

/// What a line costs that is given up as no part of the manifest: YAML makes its end less likely.
fn after_the_end(line: &Line<'_>) -> Cost {
    match line.is_text() {
        true => Cost::from(line.column > 0),
        false if is_prose(line) => 1,
        false => 10,
    }
}

/// Whether a line that looks like YAML reads like a sentence: `Note: …`, `- Then do this.`
fn is_prose(line: &Line<'_>) -> bool {
    match line.key {
        // No field begins with a capital letter, and few values have blanks.
        Some(key) => {
            let is_long = matches!(line.form, Form::Empty | Form::Plain) && !is_word(line.value);
            key.starts_with(char::is_uppercase) && is_long
        }
        None => line.form == Form::Plain && line.value.split(' ').count() > 3,
    }
}

fn is_word(value: &str) -> bool {
    !value.is_empty() && !value.contains(' ')
}

/// What the value of a field opens for the lines after it.
fn opens(kind: Kind, line: &Line<'_>) -> Option<Shape> {
    match (line.form, kind) {
        (Form::Block, _) => Some(Shape::Raw { text: true }),
        (Form::Empty, Kind::List(value)) => Some(Shape::List(value)),
        (Form::Empty, Kind::Map(value)) => Some(Shape::Map(value)),
        (Form::Empty, Kind::One(Value::Object(type_))) => Some(Shape::Object(type_)),
        (Form::Empty, Kind::One(Value::Free)) => Some(Shape::Raw { text: false }),
        _ => None,
    }
}

/// What an unknown key opens: whatever its own indentation puts under it.
fn unknown_opens(line: &Line<'_>) -> Option<Shape> {
    match line.form {
        Form::Empty => Some(Shape::Raw { text: false }),
        Form::Block => Some(Shape::Raw { text: true }),
        _ => None,
    }
}
