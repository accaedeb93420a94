//! What released what: quiet arrows under the veil, the selected one above it with its sentence.

use super::{Percent, line, pin, px};
use crate::markup::Markup;
use crate::scene::{CauseArrow, Density, Layout, Scene};

/// A pill further right than this, in percent, opens to the left.
const TURN: f64 = 66.7;

/// The arrows but for the one at index `selected`; among very many lanes, none.
pub fn quiet_causes(scene: &Scene, layout: &Layout, selected: Option<usize>) -> String {
    let mut markup = Markup::new();
    if layout.density != Density::Dense {
        for (index, arrow) in scene.causes.iter().enumerate() {
            if Some(index) != selected {
                draw(&mut markup, scene, layout, arrow, false);
            }
        }
    }
    markup.finish()
}

/// The arrow at index `selected`, in ink.
pub fn selected_cause(scene: &Scene, layout: &Layout, selected: Option<usize>) -> String {
    let mut markup = Markup::new();
    if let Some(arrow) = selected.and_then(|index| scene.causes.get(index)) {
        draw(&mut markup, scene, layout, arrow, true);
    }
    markup.finish()
}

/// What the arrow at index `selected` says.
pub fn pill(scene: &Scene, layout: &Layout, selected: Option<usize>) -> String {
    let mut markup = Markup::new();
    if let Some(arrow) = selected.and_then(|index| scene.causes.get(index))
        && let Some(y) = layout.pill(arrow)
    {
        let x = scene.range.percent(arrow.at);
        markup
            .open("p")
            .attr("class", if x > TURN { &"pill end" } else { &"pill" })
            .attr("style", &format_args!("left:{};top:{}px", Percent(x), px(y)))
            .text(&arrow.sentence)
            .close();
    }
    markup.finish()
}

fn draw(markup: &mut Markup, scene: &Scene, layout: &Layout, arrow: &CauseArrow, selected: bool) {
    let Some((start, tip)) = layout.arrow(arrow) else { return };
    let (down, scale) = (if tip > start { 1.0 } else { -1.0 }, if selected { 1.0 } else { 0.8 });
    let x = scene.range.percent(arrow.at);
    let (from, to) = ((x, start), (x, tip - down * 5.0));
    markup
        .open("g")
        .attr("class", if selected { &"cause on" } else { &"cause" })
        .attr("data-event", &arrow.effect.0);
    line(markup, "halo", from, to).close();
    line(markup, "shaft", from, to).close();
    let head = format_args!("translate(0 {}) scale({} {})", px(tip), px(scale), px(scale * down))
        .to_string();
    pin(markup, x)
        .open("path")
        .attr("class", &"head")
        .attr("transform", &head)
        .attr("d", &"M-4-7 0 0 4-7z")
        .close()
        .close();
    markup.leaf("title", "", &arrow.sentence).close();
}
