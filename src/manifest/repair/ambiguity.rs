//! What of a paste could be meant otherwise, as a question with its answers.

/// A line that could be meant otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The line of the repaired text, from 1.
    pub line: usize,
    /// The line of the paste, from 1.
    pub pasted: usize,
    /// What to ask: ``Line 8 fits in two places. Where does `restartPolicy: Always` belong?`` Without
    /// choices, what to check.
    pub question: String,
    /// The places that fit, the innermost first; none if there is only something to check.
    pub choices: Vec<Choice>,
    /// Which of the choices the repaired text has.
    pub chosen: usize,
    /// Why that one was chosen; empty if an answer says so.
    pub why: String,
}

impl Ambiguity {
    /// The answer that takes the choice `index`; `None` if there is no such choice.
    pub fn answer(&self, index: usize) -> Option<Answer> {
        let choice = self.choices.get(index)?;
        Some(Answer { line: self.pasted, place: choice.place.clone() })
    }
}

/// A place where the line fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Where it is: `To the container log-agent`.
    pub label: String,
    /// What the Pod becomes if this is meant, in a sentence.
    pub meaning: String,
    /// The path of the field; for a list item, of the list.
    pub place: String,
}

/// A place for a line, as [`super::repair_with`] takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The line of the paste, from 1.
    pub line: usize,
    /// The [`Choice::place`] that is meant.
    pub place: String,
}

/// What to ask about `line`, which says `words` and fits in so many places.
pub(super) fn question(line: usize, words: &str, places: usize) -> String {
    let count = match places {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    };
    format!("Line {line} fits in {count} places. Where does `{words}` belong?")
}
