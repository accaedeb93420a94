//! What stands beside and behind the lines of the text: number, the rail in the container's colour,
//! and a mark where something is wrong. Only the lines near the visible ones are made, so a text of
//! any length costs the same.

use crate::manifest::Severity;
use crate::model::ContainerIndex;

/// Lines are made in steps of so many, so that scrolling changes them rarely.
const STEP: usize = 25;
/// How many lines are made: more than the tallest screen shows.
const WINDOW: usize = 175;

/// The lines of one container in the text, from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rail {
    /// Whose lines.
    pub(super) container: ContainerIndex,
    /// The first.
    pub(super) first: usize,
    /// The last.
    pub(super) last: usize,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: usize,
    /// The number of its container's hue.
    pub(super) hue: Option<usize>,
    /// Its container is picked out.
    pub(super) selected: bool,
    /// `error` or `warning` if something is wrong in it.
    pub(super) mark: Option<&'static str>,
}

/// The line on which the window begins that shows `top`.
pub(super) fn window_start(top: usize) -> usize {
    (top / STEP * STEP).saturating_sub(STEP) + 1
}

/// The lines from `start` on, of a text with `count` lines.
pub(super) fn window(
    start: usize,
    count: usize,
    rails: &[Rail],
    wrong: &[(usize, Severity)],
    selected: Option<ContainerIndex>,
) -> Vec<Line> {
    (start..=count.min(start + WINDOW))
        .map(|number| {
            let rail = rails.iter().find(|rail| (rail.first..=rail.last).contains(&number));
            Line {
                number,
                hue: rail.map(|rail| rail.container.0 % 8 + 1),
                selected: rail.is_some() && rail.map(|rail| rail.container) == selected,
                mark: wrong
                    .iter()
                    .filter(|(line, _)| *line == number)
                    .map(|(_, severity)| *severity)
                    .min()
                    .and_then(mark),
            }
        })
        .collect()
}

/// The name of a mark; notes have none.
fn mark(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Error => Some("error"),
        Severity::Warning => Some("warning"),
        Severity::Note => None,
    }
}

/// The number of lines of a text, as a text field counts them.
pub(super) fn count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count() + 1
}

/// The line, from 1, of the UTF-16 offset `offset`.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    let mut units = 0;
    let before = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= offset
    });
    before.filter(|character| *character == '\n').count() + 1
}

/// The offset in UTF-16 units, as text fields count, of the byte offset `offset`.
pub(super) fn utf16_offset(text: &str, offset: usize) -> u32 {
    let units = text
        .char_indices()
        .take_while(|(at, _)| *at < offset)
        .map(|(_, character)| character.len_utf16())
        .sum::<usize>();
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_a_text_field() {
        let text = "é: 😀\nb";
        assert_eq!(utf16_offset(text, 0), 0);
        assert_eq!(utf16_offset(text, text.find('😀').expect("there")), 3);
        assert_eq!(utf16_offset(text, text.find('b').expect("there")), 6);
        assert_eq!(line_at(text, 5), 1);
        assert_eq!(line_at(text, 6), 2);
    }

    #[test]
    fn the_window_holds_what_is_near_and_marks_it() {
        let rails = [Rail { container: ContainerIndex(1), first: 3, last: 4 }];
        let wrong = [(4, Severity::Warning), (4, Severity::Error), (2, Severity::Note)];
        let lines = window(1, 5, &rails, &wrong, Some(ContainerIndex(1)));
        let drawn: Vec<String> = lines
            .iter()
            .map(|line| {
                format!(
                    "{} {:?} {} {}",
                    line.number,
                    line.hue,
                    line.selected,
                    line.mark.unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(
            drawn,
            [
                "1 None false -",
                "2 None false -",
                "3 Some(2) true -",
                "4 Some(2) true error",
                "5 None false -"
            ]
        );
    }

    #[test]
    fn a_long_text_makes_no_more_lines_than_the_window() {
        let start = window_start(5000);
        let lines = window(start, 100_000, &[], &[], None);
        assert!(lines.len() <= WINDOW + 1);
        assert!(lines.iter().any(|line| line.number == 5000));
        assert_eq!(window_start(0), 1);
    }
}
