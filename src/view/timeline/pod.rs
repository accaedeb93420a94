//! The Pod's own lane: phase, Ready edge, deletion timestamp, deadline, and the line of the deletion.

use super::{Picture, glyph, pct, px};
use crate::engine::Phase;
use crate::scene::{Layout, PhaseBar, Range, Scene};
use leptos::prelude::*;

/// The height of the Ready edge.
const EDGE: f64 = 4.0;

pub(super) fn pod_lane(picture: Picture) -> impl IntoView {
    move || {
        let scene = picture.scene.get();
        let top = picture.layout.read().pod_bar_top();
        let range = scene.range;
        let phases = scene.pod.phases.iter().map(|bar| phase(bar, range, top)).collect_view();
        let ready = scene
            .pod
            .ready
            .iter()
            .map(|span| {
                view! {
                    <rect class="pedge" x=pct(range.percent(span.from)) width=pct(range.width(*span)) y=px(top) height=px(EDGE)>
                        <title>"Condition Ready is True"</title>
                    </rect>
                }
            })
            .collect_view();
        view! {
            <g class="podlane" role="img" aria-label=scene.pod.sentence.clone()>{phases}{ready}{texts(&scene, top)}</g>
        }
    }
}

fn phase(bar: &PhaseBar, range: Range, top: f64) -> impl IntoView + use<> {
    let class = if bar.phase == Phase::Pending { "pending" } else { "prun" };
    let verdict = match bar.phase {
        Phase::Succeeded => Some(0),
        Phase::Failed => Some(1),
        Phase::Pending | Phase::Running => None,
    };
    let x = pct(range.percent(bar.span.from));
    view! {
        <rect class=class x=x.clone() width=pct(range.width(bar.span)) y=px(top) height=px(Layout::POD_BAR) rx="2">
            <title>{format!("Phase {}", bar.phase)}</title>
        </rect>
        {verdict.map(|code| view! {
            <svg x=x overflow="visible">
                <g transform=format!("translate(0 {}) scale(.85)", top + Layout::POD_BAR / 2.0)>{glyph::cap(code)}</g>
            </svg>
        })}
    }
}

fn texts(scene: &Scene, top: f64) -> impl IntoView + use<> {
    let y = px(top + 12.6);
    scene
        .pod
        .texts
        .iter()
        .map(|text| {
            view! {
                <svg x=pct(scene.range.percent(text.at)) overflow="visible">
                    <text class="inbar" x=px(text.dx) y=y.clone()>{text.text}</text>
                </svg>
            }
        })
        .collect_view()
}

/// The line of the deletion, with a broad invisible one around it to take hold of.
pub(super) fn delete_line(picture: Picture) -> impl IntoView {
    move || {
        let scene = picture.scene.read();
        let layout = picture.layout.read();
        let deletion = scene.deletion.as_ref()?;
        let x = pct(scene.range.percent(deletion.at));
        let (top, bottom) = (px(layout.pod_bar_top()), px(layout.height));
        Some(view! {
            <g class="deletion" data-event=deletion.event.0.to_string()>
                <line class="delete" x1=x.clone() x2=x.clone() y1=top.clone() y2=bottom.clone()/>
                <line class="grip" data-grip="delete" x1=x.clone() x2=x y1=top y2=bottom/>
                <title>{format!("Deleted at {}. Drag to move.", deletion.at)}</title>
            </g>
        })
    }
}

/// When SIGKILL would come, while it lies ahead.
pub(super) fn deadline(picture: Picture) -> impl IntoView {
    move || {
        let scene = picture.scene.read();
        let text = scene.deletion.as_ref()?.deadline_text.clone()?;
        let y = px(picture.layout.read().pod_bar_top() + 12.6);
        Some(view! {
            <svg x=pct(scene.range.percent(scene.pod.end)) overflow="visible">
                <text class="deadline" x="8" y=y>{text}</text>
            </svg>
        })
    }
}
