//! What lasts on one lane, drawn inside its row: the upper edge of the row is y = 0.

use super::{Percent, bar, line, px};
use crate::markup::Markup;
use crate::scene::{HookBlock, Lane, PULL, Range, Row, Run, Span};

/// The inset of a hook's block inside the body, in pixels, below the ready edge.
const HOOK_INSET: f64 = 5.0;
/// The height of the ready edge, as a share of the bar's.
const EDGE: f64 = 0.2;

/// Waits, back-offs, pulls, runs, Ready edges and hooks.
pub(super) fn bars(markup: &mut Markup, lane: &Lane, range: Range, row: &Row) {
    let middle = row.bar_top + row.bar / 2.0;
    for wait in &lane.waits {
        stroke(markup, "wait", range, wait.span, (middle, &wait.title));
    }
    for gap in &lane.gaps {
        markup.open("g").attr("data-event", &gap.event.0);
        stroke(markup, "gap", range, gap.span, (middle, &gap.title));
        markup.close();
    }
    for pull in &lane.pulls {
        let class = if pull.failed { "pull failed" } else { "pull" };
        let height = row.bar * PULL;
        bar(markup, class, range, pull.span, (middle - height / 2.0, height))
            .attr("data-event", &pull.event.0)
            .attr("fill", &format_args!("url(#pull-{})", lane.hue))
            .leaf("title", "", &pull.title)
            .close();
    }
    for run in &lane.runs {
        body(markup, run, lane.hue, range, row);
    }
    for span in &lane.ready {
        bar(markup, "edge", range, *span, (row.bar_top, row.bar * EDGE))
            .leaf("title", "", &"Ready")
            .close();
    }
    for block in &lane.hooks {
        hook(markup, block, range, row);
    }
}

fn stroke(
    markup: &mut Markup,
    class: &'static str,
    range: Range,
    span: Span,
    (y, title): (f64, &str),
) {
    line(markup, class, (range.percent(span.from), y), (range.percent(span.to), y))
        .leaf("title", "", &title)
        .close();
}

fn body(markup: &mut Markup, run: &Run, hue: usize, range: Range, row: &Row) {
    let sides = (row.bar_top, row.bar);
    bar(markup, "body", range, run.span, sides)
        .attr("data-event", &run.event.0)
        .leaf("title", "", &run.title)
        .close();
    if let Some(term) = run.term {
        bar(markup, "term", range, Span { from: term, to: run.span.to }, sides)
            .attr("fill", &format_args!("url(#term-{hue})"))
            .leaf("title", "", &"Stopping: from the stop signal to the exit")
            .close();
    }
    match run.assumed_end {
        None => {
            bar(markup, "outline", range, run.span, sides).attr("rx", &2).close();
        }
        Some(length) => half_dashed(markup, run.span, range, length, row),
    }
}

/// An outline whose last `length` pixels are dashed. The solid part is clipped by a nested picture as
/// wide as the bar but shifted to the left: SVG has no way to write "100 % less 22 px".
fn half_dashed(markup: &mut Markup, span: Span, range: Range, length: f64, row: &Row) {
    let (top, bottom) = (px(row.bar_top), px(row.bar_top + row.bar));
    markup
        .open("svg")
        .attr("x", &Percent(range.percent(span.from)))
        .attr("width", &Percent(range.width(span)))
        .attr("overflow", &"visible");
    markup
        .open("svg")
        .attr("x", &px(-length))
        .attr("y", &px(row.bar_top - 2.0))
        .attr("width", &"100%")
        .attr("height", &px(row.bar + 4.0))
        .open("rect")
        .attr("class", &"outline")
        .attr("x", &px(length))
        .attr("y", &2)
        .attr("width", &"100%")
        .attr("height", &px(row.bar))
        .attr("rx", &2)
        .close()
        .close();
    let length = px(length);
    markup
        .open("svg")
        .attr("x", &"100%")
        .attr("overflow", &"visible")
        .open("path")
        .attr("class", &"outline assumed")
        .attr("d", &format_args!("M-{length} {top}H0V{bottom}H-{length}"))
        .close()
        .close();
    markup.close();
}

fn hook(markup: &mut Markup, block: &HookBlock, range: Range, row: &Row) {
    let inset = HOOK_INSET * row.bar / 20.0;
    let (top, height) = (row.bar_top + inset, row.bar - inset - 1.0);
    let class = if block.assumed_end { "hook guess" } else { "hook" };
    bar(markup, class, range, block.span, (top, height))
        .attr("data-event", &block.event.0)
        .attr("rx", &2)
        .leaf("title", "", &block.title)
        .close();
    if row.labels && block.named {
        // A picture of its own cuts off what is too long.
        markup
            .open("svg")
            .attr("class", &"hook-label")
            .attr("x", &Percent(range.percent(block.span.from)))
            .attr("width", &Percent(range.width(block.span)))
            .attr("y", &px(top))
            .attr("height", &px(height))
            .open("text")
            .attr("x", &6)
            .attr("y", &px(height / 2.0))
            .text(&block.text)
            .close()
            .close();
    }
}
