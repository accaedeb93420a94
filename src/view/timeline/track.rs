//! The track: bands, grid, lanes, causes and playhead in their order of painting.

use super::causes::{pill, quiet_causes, selected_cause};
use super::labels::labels;
use super::lanes::lanes;
use super::playhead::{playhead, terminating, veil};
use super::pod::{deadline, delete_line, pod_lane};
use super::pointer::{Drag, ghost};
use super::{Picture, glyph, pct, px};
use crate::scene::{Band, BandKind, Layout, Scene, Side};
use leptos::prelude::*;

/// Numbers of the axis nearer than this to the playhead, in percent, give way to its badge.
const BADGE: f64 = 4.6;

pub(super) fn track(picture: Picture) -> impl IntoView {
    let drag = Drag::new(picture);
    let label = move || {
        let scene = picture.scene.read();
        format!(
            "Timeline of Pod {}, 0 to {} seconds",
            scene.pod_name,
            scene.last().0.div_ceil(1000)
        )
    };
    view! {
        <div
            class="track"
            node_ref=drag.track
            on:pointerdown=move |event| drag.down(&event)
            on:pointermove=move |event| drag.moved(&event)
            on:pointerup=move |event| drag.up(&event)
            on:pointercancel=move |_| drag.cancel()
        >
            <svg class="tl" width="100%" height=move || px(picture.layout.read().height) role="group" aria-label=label>
                {glyph::patterns()}
                {backdrop(picture)}
                {pod_lane(picture)}
                {delete_line(picture)}
                {lanes(picture)}
                {quiet_causes(picture)}
                {veil(picture)}
                {selected_cause(picture)}
                {torn(picture)}
                {labels(picture)}
                {terminating(picture)}
                {deadline(picture)}
                {ghost(drag)}
                {playhead(picture)}
            </svg>
            {pill(picture)}
        </div>
    }
}

/// Bands, axis and the rules between groups.
fn backdrop(picture: Picture) -> impl IntoView {
    // Which numbers hide behind the badge changes now and then, not with every frame.
    let hidden = Memo::new(move |_| {
        let at = picture.percent();
        let scene = picture.scene.read();
        scene
            .ticks
            .iter()
            .filter(|tick| (scene.range.percent(tick.at) - at).abs() < BADGE)
            .map(|tick| tick.at)
            .collect::<Vec<_>>()
    });
    move || {
        let scene = picture.scene.get();
        let layout = picture.layout.read();
        let (height, top) = (px(layout.height), px(Layout::GRID_TOP));
        let line = |class: &'static str, x: f64| {
            view! { <line class=class x1=pct(x) x2=pct(x) y1=top.clone() y2=height.clone()/> }
        };
        let bands =
            scene.bands.iter().map(|band| self::band(&scene, band, layout.height)).collect_view();
        let ticks = scene
            .ticks
            .iter()
            .map(|tick| {
                let (at, x) = (tick.at, scene.range.percent(tick.at));
                let anchor = if x <= 0.0 { "start" } else if x >= 99.0 { "end" } else { "middle" };
                view! {
                    {line("grid", x)}
                    <text class="tick" class:near=move || hidden.read().contains(&at) x=pct(x) y="13" text-anchor=anchor>
                        {tick.text.clone()}
                    </text>
                }
            })
            .collect_view();
        let edges = scene
            .bands
            .iter()
            .skip(1)
            .map(|band| line("bandedge", scene.range.percent(band.span.from)))
            .collect_view();
        let rules = layout
            .group_tops
            .iter()
            .map(|y| view! { <line class="grouprule" x1="0" x2="100%" y1=px(y + 0.5) y2=px(y + 0.5)/> })
            .collect_view();
        view! { {bands}{ticks}{edges}{rules} }
    }
}

fn band(scene: &Scene, band: &Band, height: f64) -> impl IntoView + use<> {
    let class = match band.kind {
        BandKind::Initializing => "band init",
        BandKind::Running | BandKind::Ended(_) => "band run",
        BandKind::Terminating => "band term",
    };
    // The name of the Terminating band counts down and stands above the veil.
    let named = band.label == Some(Side::Right) && band.kind != BandKind::Terminating;
    let x = pct(scene.range.percent(band.span.from));
    view! {
        <rect class=class x=x.clone() width=pct(scene.range.width(band.span)) y=px(Layout::BANDS_TOP) height=px(height - Layout::BANDS_TOP)/>
        {named.then(|| view! {
            <svg x=x overflow="visible"><text class="bandlabel" x="6" y="34">{band.kind.title()}</text></svg>
        })}
    }
}

/// The torn edge of a picture that has no end.
fn torn(picture: Picture) -> impl IntoView {
    move || {
        let scene = picture.scene.read();
        let at = scene.range.percent(scene.cut.as_ref()?.at);
        let height = picture.layout.read().height;
        let top = Layout::BANDS_TOP;
        let mut edge = format!("M4 {top}l4 7");
        let mut y = top + 7.0;
        while y < height {
            edge.push_str("l-8 14l8 14");
            y += 28.0;
        }
        Some(view! {
            <svg class="torn" x=pct(at) width=pct(100.0 - at) height=px(height)>
                <path class="cut" d=format!("{edge}H4000V{top}z")/>
                <path class="cutedge" d=edge/>
            </svg>
        })
    }
}
