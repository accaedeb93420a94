//! The timeline: names, track, scrubber and legend, drawn from a scene.
//!
//! The elements of `index.html` are few and stay; what stands in them is text from [`crate::markup`]
//! (`drawing.rs`), written anew when the scene or its layout changes. Listeners stand on the few,
//! too, and find out from `data-` attributes what was meant (`pointer.rs`, `scrubber.rs`).

mod drawing;
mod pointer;
mod scroll;
mod scrubber;

use super::dom;
use super::session::Session;
use crate::engine::SimTime;
use drawing::Drawing;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{Element, PointerEvent};

/// Draws, and listens.
pub(super) fn bind(session: Session) {
    let mut drawing = Drawing::new();
    dom::watch(move || {
        let scene = Arc::clone(&session.shown.read().scene);
        drawing.show(scene, session.selection.get(), session.cursor.get());
    });
    pointer::bind(session);
    scrubber::bind(session);
}

/// The instant under the pointer, on an element as wide as the track; never behind a torn edge.
fn instant(session: Session, event: &PointerEvent, element: &Element) -> SimTime {
    let rect = element.get_bounding_client_rect();
    let fraction = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
    let scene = &session.shown.read_untracked().scene;
    scene.range.at_fraction(fraction).min(scene.last())
}

/// The first element inside `root` that fits `selector`.
fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// From here on `element` gets what the pointer does, wherever it goes.
fn capture(element: &Element, event: &PointerEvent) {
    // Without capture a drag merely ends at the edge.
    let _ = element.set_pointer_capture(event.pointer_id());
}
