//! The scrubber: a slider over the same time as the track, so that its thumb stays under the
//! playhead.

use super::{Picture, pct, pointer::instant};
use crate::engine::SimTime;
use crate::model::Millis;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::{prelude::*, svg::Svg};

pub(super) fn scrubber(picture: Picture) -> impl IntoView {
    let node: NodeRef<Svg> = NodeRef::new();
    let dragging = StoredValue::new(false);
    let seek = move |event: &PointerEvent| {
        if let Some(element) = node.get_untracked() {
            let at = picture.scene.with_untracked(|scene| instant(event, &element, scene));
            picture.seek_to(at);
        }
    };
    let down = move |event: PointerEvent| {
        if event.button() == 0 {
            dragging.set_value(true);
            if let Some(element) = node.get_untracked() {
                // Without capture a drag merely ends at the edge of the scrubber.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            seek(&event);
        }
    };
    let moved = move |event: PointerEvent| {
        if dragging.get_value() {
            seek(&event);
        }
    };
    // Ten times a second is enough for assistive technology.
    let time = Memo::new(move |_| picture.cursor.get().0 / 100);
    let seconds = move || format!("{}.{}", time.get() / 10, time.get() % 10);
    view! {
        <svg
            class="scrub" width="100%" height="32" node_ref=node
            role="slider" tabindex="0" aria-label="Playhead" aria-valuemin="0"
            aria-valuemax=move || picture.scene.read().last().0.div_ceil(1000).to_string()
            aria-valuenow=seconds
            aria-valuetext=move || format!("{} seconds", seconds())
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| dragging.set_value(false)
            on:pointercancel=move |_| dragging.set_value(false)
            on:keydown=move |event| key(picture, &event)
        >
            <line class="rail" x1="0" x2=move || pct({
                let scene = picture.scene.read();
                scene.range.percent(scene.last())
            }) y1="16" y2="16"/>
            <line class="done" x1="0" x2=move || pct(picture.percent()) y1="16" y2="16"/>
            {move || ticks(picture)}
            <svg class="thumb" x=move || pct(picture.percent()) overflow="visible"><circle cy="16" r="7"/></svg>
        </svg>
    }
}

fn ticks(picture: Picture) -> impl IntoView {
    let scene = picture.scene.read();
    scene
        .event_ticks
        .iter()
        .map(|tick| {
            let (at, x) = (tick.at, pct(scene.range.percent(tick.at)));
            let (y1, y2) = if tick.tall { ("5", "27") } else { ("9", "23") };
            view! { <line class="ev" class:past=move || picture.is_past(at) x1=x.clone() x2=x y1=y1 y2=y2/> }
        })
        .collect_view()
}

/// Keys of a slider that the page does not handle anyway.
fn key(picture: Picture, event: &KeyboardEvent) {
    let now = picture.cursor.get_untracked();
    let last = picture.scene.with_untracked(|scene| scene.last());
    let leap = Millis(last.0 / 10);
    let to = match event.key().as_str() {
        "Home" => SimTime::ZERO,
        "End" => last,
        "PageUp" => now + leap,
        "PageDown" => now - leap,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    picture.seek_to(to);
}
