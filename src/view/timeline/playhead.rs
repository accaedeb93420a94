//! Everything that follows the cursor frame by frame: the line, its badge, the veil over the future
//! and the grace countdown. One attribute each; nothing here is ever rebuilt.

use super::{Picture, pct, px};
use crate::scene::{BandKind, Layout, Side};
use leptos::prelude::*;

/// The veil over what has not happened yet.
pub(super) fn veil(picture: Picture) -> impl IntoView {
    view! {
        <rect
            class="veil"
            x=move || pct(picture.percent())
            width=move || pct(100.0 - picture.percent())
            y=px(Layout::BANDS_TOP)
            height=move || px(picture.layout.read().height - Layout::BANDS_TOP)
        />
    }
}

/// The line of the moment with its badge on the axis.
pub(super) fn playhead(picture: Picture) -> impl IntoView {
    let time = Memo::new(move |_| picture.cursor.get().to_string());
    view! {
        <svg class="playhead" x=move || pct(picture.percent()) overflow="visible">
            <line y1=px(Layout::GRID_TOP) y2=move || px(picture.layout.read().height)/>
            <rect x="-27" y="0" width="54" height="18" rx="4"/>
            <text y="9" text-anchor="middle">{time}</text>
        </svg>
    }
}

/// The name of the Terminating band, above the veil, with what is left of the grace period.
pub(super) fn terminating(picture: Picture) -> impl IntoView {
    let grace = Memo::new(move |_| grace(picture));
    move || {
        let scene = picture.scene.read();
        let band = scene.bands.iter().find(|band| band.kind == BandKind::Terminating)?;
        let (x, dx, anchor) = match band.label? {
            Side::Left => (100.0, "-6", "end"),
            Side::Middle | Side::Right => (scene.range.percent(band.span.from), "6", "start"),
        };
        Some(view! {
            <svg x=pct(x) overflow="visible">
                <text class="bandlabel over" x=dx y="34" text-anchor=anchor>
                    {band.kind.title()}<tspan class="grace" dx="10">{grace}</tspan>
                </text>
            </svg>
        })
    }
}

/// `grace period 30 s` before and after, `grace period: 24.4 of 30 s left` in between.
fn grace(picture: Picture) -> Option<String> {
    let (scene, now) = (picture.scene.read(), picture.cursor.get());
    let deletion = scene.deletion.as_ref()?;
    let whole = deletion.grace.to_string();
    let whole = whole.trim_end_matches('s');
    let over = deletion.settled.unwrap_or(deletion.deadline).min(deletion.deadline);
    Some(if now < deletion.at || now >= over {
        format!("grace period {whole} s")
    } else {
        let left = deletion.deadline.since(now).0;
        format!("grace period: {}.{} of {whole} s left", left / 1000, left % 1000 / 100)
    })
}
