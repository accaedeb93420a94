//! Behind the lanes: bands, the grid with its numbers, the rules between groups, the torn edge.

use super::{Percent, bar, line, pin, place, px, text};
use crate::markup::{Hundredths, Markup};
use crate::scene::{Band, BandKind, Layout, Scene, Side, Span};
use std::ops::Range;

/// The line on which the bands' names are written, in pixels.
pub(super) const NAMES: f64 = 34.0;
/// Numbers of the axis nearer than this to the playhead, in percent, give way to its badge.
const BADGE: f64 = 4.6;

/// Bands, grid and the rules between groups.
pub(super) fn backdrop(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    let upright = |markup: &mut Markup, class, at| {
        let x = scene.range.percent(at);
        line(markup, class, (x, Layout::GRID_TOP), (x, layout.height)).close();
    };
    for band in &scene.bands {
        self::band(markup, scene, band, layout.height);
    }
    for tick in &scene.ticks {
        upright(markup, "grid", tick.at);
    }
    place(markup, "numbers");
    for band in scene.bands.iter().skip(1) {
        upright(markup, "bandedge", band.span.from);
    }
    for top in &layout.group_tops {
        line(markup, "grouprule", (0.0, top + 0.5), (100.0, top + 0.5)).close();
    }
}

fn band(markup: &mut Markup, scene: &Scene, band: &Band, height: f64) {
    let class = match band.kind {
        BandKind::Initializing => "band init",
        BandKind::Running | BandKind::Ended(_) => "band run",
        BandKind::Terminating => "band term",
    };
    let top = Layout::BANDS_TOP;
    bar(markup, class, scene.range, band.span, (top, height - top)).close();
    // The name of the Terminating band counts down and stands above the veil.
    if band.label == Some(Side::Right) && band.kind != BandKind::Terminating {
        let place = pin(markup, scene.range.percent(band.span.from));
        text(place, "bandlabel", 6.0, NAMES).text(&band.kind.title()).close().close();
    }
}

/// How far the badge of a playhead at `percent` moves to the left, in pixels, so that it stays on the
/// page at the end of the track.
pub fn badge_shift(percent: f64) -> Hundredths {
    Hundredths::of(((97.0 - percent) * 5.0).min(0.0))
}

/// Which of the axis' numbers, by index, hide behind the badge of a playhead at `percent`.
pub fn hidden_numbers(scene: &Scene, percent: f64) -> Range<usize> {
    let mut hidden = 0..0;
    for (index, tick) in scene.ticks.iter().enumerate() {
        if (scene.range.percent(tick.at) - percent).abs() < BADGE {
            let first = if hidden.is_empty() { index } else { hidden.start };
            hidden = first..index + 1;
        }
    }
    hidden
}

/// The numbers of the axis.
pub fn numbers(scene: &Scene, hidden: &Range<usize>) -> String {
    let mut markup = Markup::new();
    for (index, tick) in scene.ticks.iter().enumerate() {
        let x = scene.range.percent(tick.at);
        let anchor = if x <= 0.0 {
            "start"
        } else if x >= 99.0 {
            "end"
        } else {
            "middle"
        };
        markup
            .open("text")
            .attr("class", if hidden.contains(&index) { &"tick near" } else { &"tick" })
            .attr("x", &Percent(x))
            .attr("y", &13)
            .attr("text-anchor", &anchor)
            .text(&tick.text)
            .close();
    }
    markup.finish()
}

/// The torn edge of a picture that has no end.
pub(super) fn torn_edge(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    let Some(cut) = &scene.cut else { return };
    let top = Layout::BANDS_TOP;
    let mut edge = format!("M4 {}l4 7", px(top));
    let mut y = top + 7.0;
    while y < layout.height {
        edge.push_str("l-8 14l8 14");
        y += 28.0;
    }
    let beyond = Span { from: cut.at, to: scene.range.end };
    markup
        .open("svg")
        .attr("class", &"torn")
        .attr("x", &Percent(scene.range.percent(beyond.from)))
        .attr("width", &Percent(scene.range.width(beyond)))
        .attr("height", &px(layout.height));
    markup
        .open("path")
        .attr("class", &"cut")
        .attr("d", &format_args!("{edge}H4000V{}z", px(top)))
        .close();
    markup.open("path").attr("class", &"cutedge").attr("d", &edge).close().close();
}
