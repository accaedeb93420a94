//! What released what: quiet arrows under the veil, the selected one above it with its sentence.

use super::{Picture, pct, px};
use crate::scene::{CauseArrow, Density, Layout};
use leptos::prelude::*;

/// A pill further right than this, in percent, opens to the left.
const TURN: f64 = 66.7;

/// The index of the arrow that explains the selected event.
fn selected(picture: Picture) -> Option<usize> {
    let event = picture.selection.get().event?;
    picture.scene.read().arrow_for(event)
}

/// The arrows that are not selected; among very many lanes, none.
pub(super) fn quiet_causes(picture: Picture) -> impl IntoView {
    move || {
        let (scene, layout) = (picture.scene.read(), picture.layout.read());
        let selected = selected(picture);
        (layout.density != Density::Dense).then(|| {
            scene
                .causes
                .iter()
                .enumerate()
                .filter(|(n, _)| Some(*n) != selected)
                .map(|(_, arrow)| draw(arrow, &layout, scene.range.percent(arrow.at), false))
                .collect_view()
        })
    }
}

/// The selected arrow, in ink.
pub(super) fn selected_cause(picture: Picture) -> impl IntoView {
    move || {
        let (scene, layout) = (picture.scene.read(), picture.layout.read());
        let arrow = scene.causes.get(selected(picture)?)?;
        Some(draw(arrow, &layout, scene.range.percent(arrow.at), true))
    }
}

/// What the selected arrow says; HTML, so that it fits its text.
pub(super) fn pill(picture: Picture) -> impl IntoView {
    move || {
        let (scene, layout) = (picture.scene.read(), picture.layout.read());
        let arrow = scene.causes.get(selected(picture)?)?;
        let x = scene.range.percent(arrow.at);
        let y = layout.pill(arrow)?;
        Some(view! {
            <p class="pill" class:end={x > TURN} style:left=pct(x) style:top=format!("{y}px")>
                {arrow.sentence.clone()}
            </p>
        })
    }
}

fn draw(
    arrow: &CauseArrow,
    layout: &Layout,
    x: f64,
    selected: bool,
) -> Option<impl IntoView + use<>> {
    let (start, tip) = layout.arrow(arrow)?;
    let (down, scale) = (if tip > start { 1.0 } else { -1.0 }, if selected { 1.0 } else { 0.8 });
    let end = px(tip - down * 5.0);
    let (x, start) = (pct(x), px(start));
    Some(view! {
        <g class="cause" class:on=selected data-event=arrow.effect.0.to_string()>
            <line class="halo" x1=x.clone() x2=x.clone() y1=start.clone() y2=end.clone()/>
            <line class="shaft" x1=x.clone() x2=x.clone() y1=start y2=end/>
            <svg x=x overflow="visible">
                <path class="head" transform=format!("translate(0 {tip}) scale({scale} {})", scale * down) d="M-4-7 0 0 4-7z"/>
            </svg>
            <title>{arrow.sentence.clone()}</title>
        </g>
    })
}
