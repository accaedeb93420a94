//! The timeline: names, track, transport and legend, drawn from a [`Scene`].
//!
//! The elements here are few and stay; what stands in them is text from [`crate::markup`]
//! (`drawing.rs`), written anew when the scene or its layout changes. Listeners stand on the few,
//! too, and find out from `data-` attributes what was meant (`pointer.rs`, `scrubber.rs`).

mod dom;
mod drawing;
mod pointer;
mod scroll;
mod scrubber;

use crate::engine::SimTime;
use crate::scene::{Scene, Selection};
use drawing::Drawing;
use leptos::{html::Div, prelude::*};
use std::sync::Arc;
use web_sys::{Element, PointerEvent};

/// What the listeners read and ask for.
#[derive(Clone, Copy)]
struct Pane {
    scene: Signal<Arc<Scene>>,
    cursor: Signal<SimTime>,
    selection: RwSignal<Selection>,
    seek: Callback<SimTime>,
    move_deletion: Callback<SimTime>,
}

impl Pane {
    /// Moves the cursor, never behind a torn edge.
    fn seek_to(self, at: SimTime) {
        self.seek.run(at.min(self.scene.with_untracked(|scene| scene.last())));
    }

    /// The instant under the pointer, on an element as wide as the track.
    fn instant(self, event: &PointerEvent, element: &Element) -> SimTime {
        let rect = element.get_bounding_client_rect();
        let fraction = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
        self.scene.with_untracked(|scene| scene.range.at_fraction(fraction).min(scene.last()))
    }
}

/// The timeline of one Pod. The transport's buttons are the children.
#[component]
pub fn TimelinePane(
    /// What to draw.
    #[prop(into)]
    scene: Signal<Arc<Scene>>,
    /// Where the playhead stands; may change with every frame.
    #[prop(into)]
    cursor: Signal<SimTime>,
    /// The lane and the event that are picked out.
    selection: RwSignal<Selection>,
    /// Asks for another place of the playhead.
    seek: Callback<SimTime>,
    /// Asks for another time of the deletion.
    move_deletion: Callback<SimTime>,
    /// The buttons beside the scrubber.
    children: Children,
) -> impl IntoView {
    let pane = Pane { scene, cursor, selection, seek, move_deletion };
    let scroller: NodeRef<Div> = NodeRef::new();
    Effect::new(move |drawing: Option<Option<Drawing>>| {
        let mut drawing = drawing.flatten().or_else(|| Drawing::new(scroller.get()?.into()))?;
        drawing.show(scene.get(), selection.get(), cursor.get());
        Some(drawing)
    });
    let press = pointer::Press::default();
    let pointed = move |event: PointerEvent| press.take(pane, &event);
    let slid = move |event: PointerEvent| scrubber::pointer(pane, &event);
    view! {
        <div class="tl-scroll" node_ref=scroller>
            <div class="tl-grid">
                <div class="gutter" aria-hidden="true" on:click=move |event| pointer::name(pane, &event)></div>
                <div
                    class="track"
                    on:pointerdown=pointed.clone()
                    on:pointermove=pointed.clone()
                    on:pointerup=pointed.clone()
                    on:pointercancel=pointed
                    on:keydown=move |event| pointer::key(pane, &event)
                ></div>
            </div>
        </div>
        <div class="transport" role="group" aria-label="Transport">
            {children()}
            <svg
                class="scrub" width="100%" height="32"
                role="slider" tabindex="0" aria-label="Playhead" aria-valuemin="0"
                on:pointerdown=slid
                on:pointermove=slid
                on:keydown=move |event| scrubber::key(pane, &event)
            ></svg>
        </div>
        <ul class="legend" aria-label="Legend"></ul>
    }
}
