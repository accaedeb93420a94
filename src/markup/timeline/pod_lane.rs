//! The Pod's own lane: phase, Ready edge, deletion timestamp, deadline, and the line of the deletion.

use super::{bar, glyph, line, pin, px, text};
use crate::engine::Phase;
use crate::markup::Markup;
use crate::scene::{Layout, PhaseBar, Range, Scene};

/// The height of the Ready edge.
const EDGE: f64 = 4.0;
/// The base line of what is written on the lane, below its upper edge.
const BASE: f64 = 12.6;

pub(super) fn pod_lane(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    let top = layout.pod_bar_top();
    markup
        .open("g")
        .attr("class", &"podlane")
        .attr("role", &"img")
        .attr("aria-label", &scene.pod.sentence);
    for bar in &scene.pod.phases {
        phase(markup, bar, scene.range, (top, Layout::POD_BAR));
    }
    for span in &scene.pod.ready {
        bar(markup, "pedge", scene.range, *span, (top, EDGE))
            .leaf("title", "", &"Condition Ready is True")
            .close();
    }
    for word in &scene.pod.texts {
        let place = pin(markup, scene.range.percent(word.at));
        text(place, "inbar", word.dx, top + BASE).text(&word.text).close().close();
    }
    markup.close();
}

/// A phase, with the cap of an end; `sides` are the upper edge and the height.
pub(super) fn phase(markup: &mut Markup, phase: &PhaseBar, range: Range, sides: (f64, f64)) {
    let class = match phase.phase {
        Phase::Pending => "pending",
        Phase::Running => "prun",
        Phase::Succeeded | Phase::Failed => "prun done",
    };
    bar(markup, class, range, phase.span, sides)
        .attr("rx", &2)
        .leaf("title", "", &format_args!("Phase {}", phase.phase))
        .close();
    let code = match phase.phase {
        Phase::Succeeded => 0,
        Phase::Failed => 1,
        Phase::Pending | Phase::Running => return,
    };
    let middle = px(sides.0 + sides.1 / 2.0);
    pin(markup, range.percent(phase.span.from))
        .open("g")
        .attr("transform", &format_args!("translate(0 {middle}) scale(.85)"));
    glyph::cap(markup, code).close().close();
}

/// The line of the deletion, with a broad invisible one around it to take hold of.
pub(super) fn delete_line(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    let Some(deletion) = &scene.deletion else { return };
    let x = scene.range.percent(deletion.at);
    let (top, bottom) = ((x, layout.pod_bar_top()), (x, layout.height));
    markup.open("g").attr("class", &"deletion").attr("data-event", &deletion.event.0);
    line(markup, "delete", top, bottom).close();
    line(markup, "grip", top, bottom).attr("data-grip", &"delete").close();
    markup.leaf("title", "", &format_args!("Deleted at {}. Drag to move.", deletion.at)).close();
}

/// When SIGKILL would come, while it lies ahead.
pub(super) fn deadline(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    let Some(words) = scene.deletion.as_ref().and_then(|line| line.deadline_text.as_ref()) else {
        return;
    };
    let place = pin(markup, scene.range.percent(scene.pod.end));
    text(place, "deadline", 8.0, layout.pod_bar_top() + BASE).text(words).close().close();
}
