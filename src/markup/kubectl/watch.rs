//! `kubectl get pods -w`: every line with its instant.

use super::{command, copy, seek, strip};
use crate::engine::{Row, SimTime, Timeline};
use crate::kubectl::{self, Author, Change, WatchLine};
use crate::markup::Markup;

/// As many lines are written; of more, those around the playhead.
const MOST: usize = 120;

/// The strip over time, and the lines. What has not been printed yet is marked `ahead`.
pub fn watch(timeline: &Timeline, now: SimTime) -> String {
    let lines = kubectl::watch(timeline);
    let printed = lines.partition_point(|line| line.at <= now);
    let mut markup = Markup::new();
    command(&mut markup, &format!("kubectl get pods -w{}", kubectl::namespace_flag(&timeline.pod)));
    let says = "Begun before the Pod is created. kubectl prints a line for every change of the object, \
                also where the row stays the same.";
    markup.leaf("p", "sub", &says);
    strip::draw(&mut markup, timeline, &lines, now);
    let first = printed.saturating_sub(MOST / 2).min(lines.len().saturating_sub(MOST));
    let shown = &lines[first..lines.len().min(first + MOST)];
    left_out(&mut markup, first, "earlier");
    markup.open("div").attr("class", &"wide").open("table").attr("class", &"events watch");
    markup.open("thead").open("tr");
    for heading in ["At", "NAME", "READY", "STATUS", "RESTARTS", "AGE", "Change"] {
        markup.open("th").attr("scope", &"col").text(&heading).close();
    }
    markup.close().close().open("tbody");
    for (number, line) in shown.iter().enumerate() {
        row(&mut markup, line, (first + number + 1).cmp(&printed));
    }
    markup.close().close().close();
    left_out(&mut markup, lines.len() - first - shown.len(), "later");
    let text = kubectl::watch_text(&lines);
    markup.open("p").attr("class", &"sub").text(&"All lines as a terminal shows them ");
    copy(&mut markup, &text, "all lines");
    markup.close();
    markup.finish()
}

fn left_out(markup: &mut Markup, count: usize, which: &str) {
    if count > 0 {
        markup.leaf("p", "sub", &format_args!("{count} {which} lines are left out."));
    }
}

/// One line; `place` is where it stands to the newest one that is printed.
fn row(markup: &mut Markup, line: &WatchLine, place: std::cmp::Ordering) {
    markup.open("tr");
    match place {
        std::cmp::Ordering::Less => {}
        std::cmp::Ordering::Equal => drop(markup.attr("aria-current", &"true")),
        std::cmp::Ordering::Greater => drop(markup.attr("class", &"ahead")),
    }
    markup.open("td");
    seek(markup, line.at, &line.at);
    markup.close();
    let Row { name, ready, status, restarts, age } = &line.row;
    for cell in [name, ready, status, restarts, age] {
        markup.open("td");
        if line.repeats {
            markup.attr("class", &"same");
        }
        // A long name is cut off.
        markup
            .attr_if("title", std::ptr::eq(cell, name).then_some(name as &dyn std::fmt::Display))
            .text(cell)
            .close();
    }
    markup.open("td").attr("title", &line.change.as_str()).text(&words(line)).close().close();
}

/// Who has changed what, in a few words.
fn words(line: &WatchLine) -> &'static str {
    match (line.change, line.author) {
        (Change::Added, _) => "created",
        (Change::Deleted, _) => "removed",
        (Change::Modified, Author::Client) => "deletion requested",
        (Change::Modified, Author::Scheduler) => "bound by the scheduler",
        (Change::Modified, Author::Kubelet) => "written by the kubelet",
    }
}
