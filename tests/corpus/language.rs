//! What holds for the answers at any place of any text: they are about the place that was asked for, and
//! what is offered can be written there.

use crate::mutate::Random;
use podline::language::{Documentation, complete, hover};
use podline::manifest::{TextRange, parse};
use podline::model::Version;

/// How many places of a text are asked for.
const PLACES: usize = 12;

/// A text for a value, and one for a type, in the form of the page's own file.
const DOCUMENTATION: &str = "How to restart. Values are:\t- Always: it always starts again.\n\nPod 0\nPodSpec\n restartPolicy 0\n";

/// Panics if one of the laws does not hold for `text`.
pub(crate) fn hold(text: &str) {
    let documentation = Documentation::read(DOCUMENTATION);
    let mut random = Random(text.len() as u64);
    for _ in 0..PLACES {
        let offset = random.below(text.len() + 1);
        for version in [Version::OLDEST, Version::NEWEST] {
            completions(text, offset, version, &documentation);
            meaning(text, offset, version, &documentation);
        }
    }
}

fn completions(text: &str, offset: usize, version: Version, documentation: &Documentation) {
    let Some(offered) = complete(text, offset, version, documentation) else { return };
    is_at(text, offered.range, offset);
    assert!(!offered.items.is_empty(), "an answer offers something");
    for (at, item) in offered.items.iter().enumerate() {
        assert!(!item.label.is_empty() && !item.insert.is_empty(), "{item:?}");
        assert!(item.insert.is_char_boundary(item.caret), "the cursor stands in it: {item:?}");
        let twice = offered.items[..at].iter().any(|other| other.label == item.label);
        assert!(!twice, "offered once: {item:?}");
        assert!(item.needs.is_none_or(|minor| !version.at_least(minor)), "{item:?} in {version}");
    }
    let bare = complete(text, offset, version, &Documentation::default());
    let bare = bare.expect("documentation only adds texts");
    assert_eq!(bare.range, offered.range);
    let labels = |each: &podline::language::Completions| {
        each.items.iter().map(|item| item.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(labels(&bare), labels(&offered));
    if let Some(first) = offered.items.first() {
        let mut written = text.to_owned();
        written.replace_range(offered.range.start..offered.range.end, &first.insert);
        let caret = offered.range.start + first.caret;
        let _ = parse(&written);
        let _ = complete(&written, caret, version, documentation);
    }
}

fn meaning(text: &str, offset: usize, version: Version, documentation: &Documentation) {
    let Some(told) = hover(text, offset, version, documentation) else { return };
    is_at(text, told.range, offset);
    assert!(told.range.start < told.range.end, "a word has letters: {told:?}");
    assert!(!told.type_name.is_empty() && !told.kind.is_empty(), "{told:?}");
    assert!(told.value.is_none() || !told.text.is_empty(), "a value is explained: {told:?}");
    // Every letter of a word has the same meaning.
    for at in [told.range.start, told.range.end - 1] {
        if text.is_char_boundary(at) {
            let there = hover(text, at, version, documentation);
            assert_eq!(there.as_ref(), Some(&told), "at {at} as at {offset}");
        }
    }
}

/// The range lies in the text, around the place.
fn is_at(text: &str, range: TextRange, offset: usize) {
    assert!(text.get(range.start..range.end).is_some(), "{range:?} of {} bytes", text.len());
    assert!(range.start <= offset && offset <= range.end, "{range:?} is around {offset}");
}
