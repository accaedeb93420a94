//! The containers' lanes: each a list item that carries its whole course in one sentence.

use super::{bars, marks, px};
use crate::markup::Markup;
use crate::scene::{Layout, Scene};

pub(super) fn lanes(markup: &mut Markup, scene: &Scene, layout: &Layout) {
    markup
        .open("g")
        .attr("role", &"list")
        .attr("class", &"lanes")
        .attr("aria-label", &"Containers");
    for lane in scene.lanes() {
        let Some(row) = layout.row(lane.container) else { continue };
        markup
            .open("g")
            .attr("class", if row.labels { &"lane" } else { &"lane small" })
            .attr("role", &"listitem")
            .attr("tabindex", &0)
            .attr("aria-label", &lane.sentence)
            .attr("data-lane", &lane.hue)
            .attr("data-container", &lane.container.0)
            .attr("data-name", &lane.name)
            .attr("transform", &format_args!("translate(0 {})", px(row.top)));
        bars::bars(markup, lane, scene.range, row);
        marks::marks(markup, lane, scene.range, row);
        markup.close();
    }
    markup.close();
}
