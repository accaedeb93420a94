//! The commands worth typing at an instant, each with why, and with what it prints.
//!
//! From what the API server says (`moment`) follows what is the matter (`symptom`), and from that which
//! commands tell more (`advice`, by the time of life `starting`, `running` and `ending`). What is printed is computed from the same Pod that `get -o yaml`
//! shows. What no simulation knows, such as what a program writes to its log, is told in words instead
//! of invented.

mod advice;
mod beyond;
mod ending;
mod moment;
mod running;
mod starting;
mod symptom;

pub use beyond::not_simulated;

use crate::engine::{SimTime, Timeline};
use moment::Moment;

/// A command, why it is worth typing, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What to type.
    pub line: String,
    /// Why just now, in one sentence.
    pub why: String,
    /// What it prints.
    pub prints: Prints,
}

/// What a command prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prints {
    /// This, to the letter.
    All(String),
    /// This is the part of it that matters now.
    Part(String),
    /// An error.
    Refusal(String),
    /// What it is about; the text itself cannot be known here.
    Words(String),
}

/// What is the matter at an instant, and what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What is the matter, in one sentence.
    pub headline: String,
    /// Three to six commands, the most telling first.
    pub commands: Vec<Command>,
}

/// The commands for `now`.
pub fn advice(timeline: &Timeline, now: SimTime) -> Advice {
    let moment = Moment::new(timeline, now);
    advice::of(&moment, symptom::of(&moment))
}
