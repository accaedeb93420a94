//! What happens at one instant on a lane: probe results, signals, exits.

use super::{glyph, pin, px};
use crate::engine::EventId;
use crate::markup::Markup;
use crate::scene::{Lane, Range, Row};

/// Glyphs keep their size in pixels, so each stands in a small coordinate system of its own.
pub(super) fn marks(markup: &mut Markup, lane: &Lane, range: Range, row: &Row) {
    let (top, bar) = (row.bar_top, row.bar);
    let scale = if bar < 10.0 {
        0.6
    } else if bar < 16.0 {
        0.8
    } else {
        1.0
    };
    let probes = if row.probes { &lane.probes[..] } else { &[] };
    for probe in probes {
        stand(markup, range.percent(probe.at), (top + bar + 3.0, scale), probe.event);
        glyph::probe(markup, probe.success);
        leave(markup, &probe.title);
    }
    for signal in &lane.signals {
        stand(markup, range.percent(signal.at), (top, scale), signal.event);
        glyph::signal(markup, signal.kill, bar / scale);
        leave(markup, &signal.title);
    }
    for run in &lane.runs {
        let Some(exit) = &run.exit else { continue };
        stand(markup, range.percent(run.span.to), (top + bar / 2.0, scale), exit.event);
        glyph::cap(markup, exit.code);
        leave(markup, &exit.title);
    }
}

/// Opens the place of a glyph: `x` in percent, `y` in pixels.
fn stand(markup: &mut Markup, x: f64, (y, scale): (f64, f64), event: EventId) {
    pin(markup, x)
        .open("g")
        .attr("transform", &format_args!("translate(0 {}) scale({})", px(y), px(scale)))
        .attr("data-event", &event.0);
}

fn leave(markup: &mut Markup, title: &str) {
    markup.leaf("title", "", &title).close().close();
}
