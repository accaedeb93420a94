//! What follows the playhead: veil, badge, countdown, and the deletion while it is dragged. Only what
//! stands still is written; the places across are set as time runs.

use super::axis::NAMES;
use super::{pin, px, text};
use crate::engine::SimTime;
use crate::markup::Markup;
use crate::scene::{BandKind, Layout, Scene, Side};

/// The veil over what has not happened yet.
pub(super) fn veil(markup: &mut Markup, layout: &Layout) {
    let top = Layout::BANDS_TOP;
    markup
        .open("rect")
        .attr("class", &"veil")
        .attr("y", &px(top))
        .attr("height", &px(layout.height - top))
        .close();
}

/// The line of the moment with its badge on the axis.
pub(super) fn playhead(markup: &mut Markup, layout: &Layout) {
    markup.open("svg").attr("class", &"playhead").attr("overflow", &"visible");
    upright(markup, Layout::GRID_TOP, layout);
    markup
        .verbatim(
            r#"<g class="badge"><rect x="-27" y="0" width="54" height="18" rx="4"/><text y="9" text-anchor="middle"></text></g>"#,
        )
        .close();
}

/// Where the deletion would go while its line is dragged.
pub(super) fn ghost(markup: &mut Markup, layout: &Layout) {
    markup
        .open("svg")
        .attr("class", &"ghost")
        .attr("overflow", &"visible")
        .attr("display", &"none");
    upright(markup, layout.pod_bar_top(), layout);
    markup.verbatim(r#"<text x="6" y="34"></text>"#).close();
}

fn upright(markup: &mut Markup, top: f64, layout: &Layout) {
    markup.open("line").attr("y1", &px(top)).attr("y2", &px(layout.height)).close();
}

/// The name of the Terminating band, above the veil, with a place for [`grace`].
pub(super) fn terminating(markup: &mut Markup, scene: &Scene) {
    let Some(band) = scene.bands.iter().find(|band| band.kind == BandKind::Terminating) else {
        return;
    };
    let (x, dx, anchor) = match band.label {
        None => return,
        Some(Side::Left) => (100.0, -6.0, "end"),
        Some(Side::Middle | Side::Right) => (scene.range.percent(band.span.from), 6.0, "start"),
    };
    text(pin(markup, x), "bandlabel over", dx, NAMES)
        .attr("text-anchor", &anchor)
        .text(&band.kind.title())
        .verbatim(r#"<tspan class="grace" dx="10"></tspan>"#)
        .close()
        .close();
}

/// `grace period 30 s` before and after, `grace period: 24.4 of 30 s left` in between.
pub fn grace(scene: &Scene, now: SimTime) -> String {
    let Some(deletion) = &scene.deletion else { return String::new() };
    let whole = deletion.grace.to_string();
    let whole = whole.trim_end_matches('s');
    let over = deletion.settled.unwrap_or(deletion.deadline).min(deletion.deadline);
    if now < deletion.at || now >= over {
        format!("grace period {whole} s")
    } else {
        let left = deletion.deadline.since(now).0;
        format!("grace period: {}.{} of {whole} s left", left / 1000, left % 1000 / 100)
    }
}
