//! The scrubber as a control: a slider for the pointer and for keys.

use super::{capture, instant};
use crate::engine::SimTime;
use crate::model::Millis;
use crate::view::dom;
use crate::view::session::Session;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Listens.
pub(super) fn bind(session: Session) {
    let scrubber: &'static Element = Box::leak(Box::new(dom::element("scrubber").into()));
    for event in ["pointerdown", "pointermove"] {
        dom::on(scrubber, event, move |event| pointer(session, scrubber, event.unchecked_ref()));
    }
    dom::on(scrubber, "keydown", move |event| key(session, event.unchecked_ref()));
}

/// Pressed or dragged, the playhead follows.
fn pointer(session: Session, scrubber: &Element, event: &PointerEvent) {
    if event.type_() == "pointerdown" && event.button() == 0 {
        capture(scrubber, event);
    } else if !scrubber.has_pointer_capture(event.pointer_id()) {
        return;
    }
    session.seek(instant(session, event, scrubber));
}

/// Keys of a slider that the page does not handle anyway.
fn key(session: Session, event: &KeyboardEvent) {
    let now = session.cursor.get_untracked();
    let last = session.shown.read_untracked().scene.last();
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
    session.seek(to.min(last));
}
