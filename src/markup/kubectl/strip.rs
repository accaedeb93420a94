//! STATUS over time: a stretch for as long as it stays the same, a tick for every line.

use crate::engine::{SimTime, Timeline};
use crate::kubectl::{Change, WatchLine};
use crate::markup::{Hundredths, Markup};
use crate::scene;

/// A character of a label, in percent of the strip's usual width; narrower stretches stay without.
const CHARACTER: f64 = 1.9;

/// The strip; places across are those of the timeline.
pub(super) fn draw(markup: &mut Markup, timeline: &Timeline, lines: &[WatchLine], now: SimTime) {
    let scene = scene::build(timeline);
    let last = scene.last();
    let place = |at: SimTime| scene.range.percent(at.min(last));
    markup.open("svg").attr("class", &"strip").attr("width", &"100%").attr("height", &"34");
    markup.attr("role", &"img").attr("aria-label", &"STATUS over time");
    for stretch in lines.chunk_by(|one, next| one.row.status == next.row.status) {
        let newest = &stretch[stretch.len() - 1];
        let next = lines.get(position(lines, stretch) + stretch.len());
        let end = match next {
            // Nothing is behind a removal.
            None if newest.change == Change::Deleted => newest.at,
            next => next.map_or(last, |next| next.at),
        };
        let (x, width) = (place(stretch[0].at), place(end) - place(stretch[0].at));
        // Of several lines at one instant, the last stays.
        if width <= 0.0 {
            continue;
        }
        let status = &stretch[0].row.status;
        markup.open("g").attr("data-tone", &tone(status)).attr("data-seek", &stretch[0].at.0);
        markup.leaf("title", "", status);
        markup.open("rect").attr("x", &percent(x)).attr("width", &percent(width));
        markup.attr("y", &4).attr("height", &20).close();
        if width > CHARACTER * length(status) {
            markup.open("text").attr("x", &percent(x + 0.8)).attr("y", &18).text(status).close();
        }
        markup.close();
    }
    for line in lines.iter().filter(|line| line.at <= last) {
        let x = percent(place(line.at));
        markup.open("line").attr("class", &"tick").attr("x1", &x).attr("x2", &x);
        markup.attr("y1", &26).attr("y2", &33).close();
    }
    let x = percent(place(now));
    markup.open("line").attr("class", &"head").attr("x1", &x).attr("x2", &x);
    markup.attr("y1", &0).attr("y2", &34).close().close();
}

/// Where a part of `lines` begins.
fn position(lines: &[WatchLine], part: &[WatchLine]) -> usize {
    lines.iter().position(|line| std::ptr::eq(line, &raw const part[0])).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "a status has few characters")]
fn length(status: &str) -> f64 {
    status.chars().count() as f64
}

fn percent(value: f64) -> String {
    format!("{}%", Hundredths::of(value))
}

/// Whether a status is good, bad, or still to come.
fn tone(status: &str) -> &'static str {
    match status.trim_start_matches("Init:") {
        "Running" | "Completed" | "Succeeded" => "ok",
        "Pending" | "ContainerCreating" | "PodInitializing" | "Terminating" | "NotReady"
        | "SchedulingGated" => "wait",
        counted if counted.contains('/') => "wait",
        _ => "bad",
    }
}
