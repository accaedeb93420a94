//! What stands beside and behind the lines of the text: number, the rail in the container's colour,
//! and a mark where something is wrong. Only the lines near the visible ones are made, so a text of
//! any length costs the same.

use super::Markup;
use crate::manifest::Severity;
use crate::model::ContainerIndex;
use crate::scene::Rail;

/// Lines are made in steps of so many, so that scrolling changes them rarely.
const STEP: usize = 25;
/// How many lines are made: more than the tallest screen shows.
const WINDOW: usize = 175;

/// The line on which the window begins that shows the line `top`, from 0.
pub fn window_start(top: usize) -> usize {
    (top / STEP * STEP).saturating_sub(STEP) + 1
}

/// The lines from `start` on, of a text with `count` lines.
pub fn editor_lines(
    start: usize,
    count: usize,
    rails: &[Rail],
    marks: &[(usize, Severity)],
    selected: Option<ContainerIndex>,
) -> String {
    let mut markup = Markup::new();
    for number in start..=count.min(start + WINDOW) {
        let container = rails.iter().find(|rail| rail.holds(number)).map(|rail| rail.container);
        let picked = container.is_some() && container == selected;
        markup.open("div").attr("class", &if picked { "line sel" } else { "line" });
        if let Some(container) = container {
            markup.attr("data-lane", &super::hue(container));
        }
        let here = marks.iter().filter(|(line, _)| *line == number);
        match here.map(|(_, severity)| *severity).min() {
            Some(Severity::Error) => markup.attr("data-mark", &"error"),
            Some(Severity::Warning) => markup.attr("data-mark", &"warning"),
            Some(Severity::Note) | None => &mut markup,
        };
        markup.attr("style", &format_args!("--line-index:{}", number - 1)).text(&number).close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_what_is_near_and_marks_it() {
        let rails = [Rail { container: ContainerIndex(1), first: 3, last: 4 }];
        let marks = [(4, Severity::Warning), (4, Severity::Error), (2, Severity::Note)];
        let lines = editor_lines(1, 5, &rails, &marks, Some(ContainerIndex(1)));
        assert_eq!(
            lines.split_inclusive("</div>").collect::<Vec<_>>(),
            [
                "<div class=\"line\" style=\"--line-index:0\">1</div>",
                "<div class=\"line\" style=\"--line-index:1\">2</div>",
                "<div class=\"line sel\" data-lane=\"2\" style=\"--line-index:2\">3</div>",
                "<div class=\"line sel\" data-lane=\"2\" data-mark=\"error\" style=\"--line-index:3\">4</div>",
                "<div class=\"line\" style=\"--line-index:4\">5</div>",
            ]
        );
    }

    #[test]
    fn a_long_text_makes_no_more_lines_than_the_window() {
        let lines = editor_lines(window_start(5000), 100_000, &[], &[], None);
        assert!(lines.matches("<div").count() <= WINDOW + 1);
        assert!(lines.contains(">5000</div>"));
        assert_eq!(window_start(0), 1);
    }
}
