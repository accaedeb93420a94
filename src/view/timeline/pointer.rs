//! Pointer and keys on track and names. A press on a mark selects its event, on a bar its lane,
//! elsewhere it moves the playhead; a drag moves the playhead, or the deletion if it began on its line.

use super::{Pane, dom};
use crate::engine::{EventId, SimTime};
use crate::markup::timeline::Percent;
use crate::model::ContainerIndex;
use crate::scene::Selection;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// A press becomes a drag after this many pixels.
const SLACK: i32 = 4;

/// What a press on the track may become.
#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    None,
    /// Pressed there; a click, or the beginning of a drag.
    Track(i32),
    /// Drags the playhead.
    Seeking,
    /// Drags the deletion, if it was moved at all to there.
    Deleting(Option<SimTime>),
}

/// The press under way. What it drags is redrawn meanwhile; the track with its listeners stays.
#[derive(Clone, Default)]
pub(super) struct Press(Rc<Cell<State>>);

impl Press {
    /// Takes a pointer event of the track.
    pub(super) fn take(&self, pane: Pane, event: &PointerEvent) {
        let Some(track) = current(event) else { return };
        let state = self.0.get();
        let next = match event.type_().as_str() {
            "pointerdown" => down(&track, event),
            "pointermove" => moved(state, pane, &track, event),
            kind => {
                if kind == "pointerup" {
                    up(state, pane, &track, event);
                }
                show_ghost(&track, pane, None);
                State::None
            }
        };
        self.0.set(next);
    }
}

fn down(track: &Element, event: &PointerEvent) -> State {
    if event.button() != 0 || !event.is_primary() {
        return State::None;
    }
    if target(event).is_some_and(|element| element.has_attribute("data-grip")) {
        event.prevent_default();
        capture(track, event);
        State::Deleting(None)
    } else {
        State::Track(event.client_x())
    }
}

fn moved(state: State, pane: Pane, track: &Element, event: &PointerEvent) -> State {
    match state {
        State::None => State::None,
        State::Track(from) if (event.client_x() - from).abs() < SLACK => state,
        State::Track(_) | State::Seeking => {
            if matches!(state, State::Track(_)) {
                capture(track, event);
            }
            pane.seek_to(pane.instant(event, track));
            State::Seeking
        }
        State::Deleting(_) => {
            let at = pane.instant(event, track);
            show_ghost(track, pane, Some(at));
            State::Deleting(Some(at))
        }
    }
}

fn up(state: State, pane: Pane, track: &Element, event: &PointerEvent) {
    match state {
        State::Track(_) | State::Deleting(None) => click(pane, track, event),
        State::Deleting(Some(at)) => pane.move_deletion.run(at),
        State::None | State::Seeking => {}
    }
}

fn click(pane: Pane, track: &Element, event: &PointerEvent) {
    let Some(target) = target(event) else { return };
    let container = container(&target);
    let event_id = dom::number(&target, "data-event").map(EventId);
    if container.is_none() && event_id.is_none() {
        pane.seek_to(pane.instant(event, track));
    } else {
        pane.selection.update(|selection| {
            *selection =
                Selection { container: container.or(selection.container), event: event_id };
        });
    }
}

/// Shows where the deletion would go.
fn show_ghost(track: &Element, pane: Pane, at: Option<SimTime>) {
    let Some(ghost) = dom::find(track, ".ghost") else { return };
    dom::set(&ghost, "display", if at.is_some() { &"inline" } else { &"none" });
    if let Some(at) = at {
        let x = pane.scene.with_untracked(|scene| scene.range.percent(at));
        dom::set(&ghost, "x", &Percent(x));
        if let Some(text) = dom::find(&ghost, "text") {
            text.set_text_content(Some(&format!("Delete at {at}")));
        }
    }
}

/// A click into the names: picks out a lane.
pub(super) fn name(pane: Pane, event: &Event) {
    let container = target(event).and_then(|target| container(&target));
    if container.is_some() {
        pane.selection.set(Selection { container, event: None });
    }
}

/// A key on the track: Enter and Space pick out the lane that has the focus.
pub(super) fn key(pane: Pane, event: &KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        event.stop_propagation();
        name(pane, event);
    }
}

fn container(element: &Element) -> Option<ContainerIndex> {
    dom::number(element, "data-container").map(|index| ContainerIndex(index as usize))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The element that listens.
pub(super) fn current(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// From here on `element` gets what the pointer does, wherever it goes.
pub(super) fn capture(element: &Element, event: &PointerEvent) {
    // Without capture a drag merely ends at the edge.
    let _ = element.set_pointer_capture(event.pointer_id());
}
