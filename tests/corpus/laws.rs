//! What holds for every text, whatever it is. `main.rs` holds it against the corpus and against
//! mutated manifests, `tests/fuzz` against what libFuzzer makes up.

use podline::admission;
use podline::manifest::foreign::{explain, recognise};
use podline::manifest::repair::{Repaired, repair, repair_with};
use podline::manifest::{MAX_TEXT, Manifest, Problem, parse};
use podline::model::{self, Version};

/// How often a text may be repaired until nothing is left to repair.
const ROUNDS: usize = 3;

/// Panics if one of the laws does not hold for `text`.
pub(crate) fn hold(text: &str) {
    reading(text);
    let Some(first) = repair(text) else { return };
    repaired(text, &first);
    reading(&first.text);
    let mut last = first.text;
    for _ in 0..ROUNDS {
        let Some(next) = repair(&last) else { return };
        repaired(&last, &next);
        assert_ne!(next.text, last, "a repair changes something");
        last = next.text;
    }
    panic!("repaired {ROUNDS} times, and still not whole:\n{last}");
}

/// Decoding, lowering and review: every place lies in the text, between characters.
fn reading(text: &str) {
    let manifest = parse(text);
    problems(text, &manifest, &manifest.problems);
    for object in &manifest.objects {
        assert!(text.get(object.range.start..object.range.end).is_some(), "{:?}", object.range);
        // The oldest and the newest differ most.
        for version in [Version::OLDEST, Version::NEWEST] {
            problems(text, &manifest, &model::lower(object, version).problems);
            problems(text, &manifest, &admission::review(object, version));
        }
    }
    let foreign: Vec<Problem> = recognise(text).into_iter().map(|each| each.problem).collect();
    problems(text, &manifest, &foreign);
    problems(text, &manifest, &explain(text, manifest.problems.clone()));
    assert_eq!(manifest, parse(text), "the same text is read in the same way");
}

fn problems(text: &str, manifest: &Manifest, problems: &[Problem]) {
    let mut before = None;
    for problem in problems {
        let range = problem.range;
        assert!(text.get(range.start..range.end).is_some(), "{problem:?} lies in the text");
        assert_eq!(problem.position, manifest.position(range.start), "{problem:?}");
        assert!(!problem.message.is_empty(), "{problem:?} says what is wrong");
        assert!(before <= Some(range), "{problem:?} stands in order of place");
        before = Some(range);
        if text.len() <= MAX_TEXT {
            let (line, column) = counted(&text[..range.start]);
            assert_eq!((problem.position.line, problem.position.column), (line, column));
        }
    }
}

/// Line and column of the end of a text, counted character by character.
fn counted(text: &str) -> (usize, usize) {
    let (mut line, mut column, mut after_return) = (1, 1, false);
    for c in text.chars() {
        match c {
            // The second half of a line break.
            '\n' if after_return => {}
            '\n' | '\r' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        after_return = c == '\r';
    }
    (line, column)
}

/// What a repair says of itself.
fn repaired(text: &str, repaired: &Repaired) {
    let lines = repaired.text.lines().count();
    assert!(!repaired.changes.is_empty(), "a repair says what it did");
    for change in &repaired.changes {
        assert!(text.get(change.range.start..change.range.end).is_some(), "{change:?}");
    }
    assert_eq!(repaired.origins.len(), lines, "every line comes from somewhere");
    let pasted: Vec<usize> = repaired.origins.iter().copied().flatten().collect();
    assert!(pasted.is_sorted(), "no line changes places: {pasted:?}");
    for ambiguity in &repaired.ambiguous {
        assert!((1..=lines).contains(&ambiguity.line), "{ambiguity:?} of {lines} lines");
        assert_eq!(repaired.origins[ambiguity.line - 1], Some(ambiguity.pasted), "{ambiguity:?}");
        assert_ne!(ambiguity.choices.len(), 1, "{ambiguity:?}");
        assert!(ambiguity.chosen <= ambiguity.choices.len().saturating_sub(1), "{ambiguity:?}");
    }
    answers(text, repaired);
}

/// An answer puts its line where it says, and any but the one that was chosen changes the text.
fn answers(text: &str, repaired: &Repaired) {
    for ambiguity in repaired.ambiguous.iter().take(1) {
        for (index, choice) in ambiguity.choices.iter().enumerate() {
            let answer = ambiguity.answer(index).expect("there is this choice");
            let answered = repair_with(text, std::slice::from_ref(&answer));
            let answered = answered.expect("what was asked about is repaired with the answer");
            let mut asked = answered.ambiguous.iter();
            if let Some(again) = asked.find(|again| again.pasted == ambiguity.pasted)
                && !again.choices.is_empty()
            {
                assert_eq!(again.choices[again.chosen].place, choice.place, "{answer:?}");
            }
            if index != ambiguity.chosen {
                assert_ne!(answered.text, repaired.text, "{answer:?} changes the text");
            }
        }
    }
}
