//! The scrubber as a control: a slider for the pointer and for keys.

use super::Pane;
use super::pointer::{capture, current};
use crate::engine::SimTime;
use crate::model::Millis;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

/// A pointer event: pressed or dragged, the playhead follows.
pub(super) fn pointer(pane: Pane, event: &PointerEvent) {
    let Some(scrubber) = current(event) else { return };
    if event.type_() == "pointerdown" && event.button() == 0 {
        capture(&scrubber, event);
    } else if !scrubber.has_pointer_capture(event.pointer_id()) {
        return;
    }
    pane.seek_to(pane.instant(event, &scrubber));
}

/// Keys of a slider that the page does not handle anyway.
pub(super) fn key(pane: Pane, event: &KeyboardEvent) {
    let now = pane.cursor.get_untracked();
    let last = pane.scene.with_untracked(|scene| scene.last());
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
    pane.seek_to(to);
}
