//! What stands on one lane, drawn inside its row: the upper edge of the row is y = 0.

use super::{glyph, pct, px};
use crate::engine::EventId;
use crate::scene::{HookBlock, Lane, PULL, Range, Row, Run, Span};
use leptos::prelude::*;

/// The inset of a hook's block inside the body, in pixels, below the ready edge.
const HOOK_INSET: f64 = 5.0;
/// The height of the ready edge, as a share of the bar's.
const EDGE: f64 = 0.2;

/// The lane's marks for a row of this shape.
pub(super) fn bars(lane: &Lane, range: Range, row: &Row) -> impl IntoView + use<> {
    let middle = row.bar_top + row.bar / 2.0;
    let (top, bar) = (row.bar_top, row.bar);
    let line = |class: &'static str, span: Span, title: &str| {
        view! {
            <line class=class x1=pct(range.percent(span.from)) x2=pct(range.percent(span.to)) y1=px(middle) y2=px(middle)>
                <title>{title.to_owned()}</title>
            </line>
        }
    };
    let waits = lane.waits.iter().map(|wait| line("wait", wait.span, &wait.title)).collect_view();
    let gaps = lane
        .gaps
        .iter()
        .map(|gap| view! { <g data-event=id(gap.event)>{line("gap", gap.span, &gap.title)}</g> })
        .collect_view();
    let pulls = lane
        .pulls
        .iter()
        .map(|pull| {
            let height = bar * PULL;
            view! {
                <rect
                    class="pull" class:failed=pull.failed data-event=id(pull.event)
                    x=pct(range.percent(pull.span.from)) width=pct(range.width(pull.span))
                    y=px(middle - height / 2.0) height=px(height) fill=format!("url(#pull-{})", lane.hue)
                ><title>{pull.title.clone()}</title></rect>
            }
        })
        .collect_view();
    let runs = lane.runs.iter().map(|run| body(run, lane.hue, range, top, bar)).collect_view();
    let ready = lane
        .ready
        .iter()
        .map(|span| {
            view! {
                <rect class="edge" x=pct(range.percent(span.from)) width=pct(range.width(*span)) y=px(top) height=px(bar * EDGE)>
                    <title>"Ready"</title>
                </rect>
            }
        })
        .collect_view();
    let hooks =
        lane.hooks.iter().map(|block| hook(block, range, top, bar, row.labels)).collect_view();
    let marks = marks(lane, range, row);
    view! { {waits}{gaps}{pulls}{runs}{ready}{hooks}{marks} }
}

fn id(event: EventId) -> String {
    event.0.to_string()
}

fn body(run: &Run, hue: usize, range: Range, top: f64, bar: f64) -> impl IntoView + use<> {
    let (x, width) = (pct(range.percent(run.span.from)), pct(range.width(run.span)));
    let stripes = run.term.map(|term| {
        let span = Span { from: term, to: run.span.to };
        view! {
            <rect
                class="term" x=pct(range.percent(span.from)) width=pct(range.width(span))
                y=px(top) height=px(bar) fill=format!("url(#term-{hue})")
            ><title>"Stopping: from the stop signal to the exit"</title></rect>
        }
    });
    let assumed = run.assumed_end.map(|length| {
        // Gaps in the colour of the pane over the outline: what is left of it is dashed.
        let path = format!("M-{length} {top}H0V{}H-{length}", top + bar);
        view! { <svg x=pct(range.percent(run.span.to)) overflow="visible"><path class="assumed" d=path/></svg> }
    });
    view! {
        <rect class="body" data-event=id(run.event) x=x.clone() width=width.clone() y=px(top) height=px(bar)>
            <title>{run.title.clone()}</title>
        </rect>
        {stripes}
        <rect class="outline" x=x width=width y=px(top) height=px(bar) rx="2"/>
        {assumed}
    }
}

fn hook(block: &HookBlock, range: Range, top: f64, bar: f64, named: bool) -> impl IntoView + use<> {
    let (x, width) = (pct(range.percent(block.span.from)), pct(range.width(block.span)));
    let inset = HOOK_INSET * bar / 20.0;
    let (y, height) = (px(top + inset), px(bar - inset - 1.0));
    let text = (named && block.named).then(|| {
        view! {
            <svg class="hook-label" x=x.clone() width=width.clone() y=y.clone() height=height.clone()>
                <text x="6" y=px((bar - inset - 1.0) / 2.0)>{block.text.clone()}</text>
            </svg>
        }
    });
    view! {
        <rect class="hook" class:guess=block.assumed_end data-event=id(block.event) x=x.clone() width=width.clone() y=y.clone() height=height.clone() rx="2">
            <title>{block.title.clone()}</title>
        </rect>
        {text}
    }
}

/// Glyphs keep their size in pixels, so each stands in a small coordinate system of its own.
fn marks(lane: &Lane, range: Range, row: &Row) -> impl IntoView + use<> {
    let (top, bar) = (row.bar_top, row.bar);
    let scale = if bar < 10.0 {
        0.6
    } else if bar < 16.0 {
        0.8
    } else {
        1.0
    };
    let at = move |y: f64| format!("translate(0 {y}) scale({scale})");
    let probes = row.probes.then(|| {
        lane.probes
            .iter()
            .map(|mark| {
                view! {
                    <svg x=pct(range.percent(mark.at)) overflow="visible">
                        <g transform=at(top + bar + 3.0) data-event=id(mark.event)>
                            {glyph::probe(mark.success)}<title>{mark.title.clone()}</title>
                        </g>
                    </svg>
                }
            })
            .collect_view()
    });
    let signals = lane
        .signals
        .iter()
        .map(|mark| {
            view! {
                <svg x=pct(range.percent(mark.at)) overflow="visible">
                    <g transform=at(top) data-event=id(mark.event)>
                        {glyph::signal(mark.kill, bar / scale)}<title>{mark.title.clone()}</title>
                    </g>
                </svg>
            }
        })
        .collect_view();
    let caps = lane
        .runs
        .iter()
        .filter_map(|run| Some((run.span.to, run.exit.as_ref()?)))
        .map(|(to, exit)| {
            view! {
                <svg x=pct(range.percent(to)) overflow="visible">
                    <g transform=at(top + bar / 2.0) data-event=id(exit.event)>
                        {glyph::cap(exit.code)}<title>{exit.title.clone()}</title>
                    </g>
                </svg>
            }
        })
        .collect_view();
    view! { {probes}{signals}{caps} }
}
