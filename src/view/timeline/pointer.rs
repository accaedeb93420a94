//! Pointer and keys on track and names. A press on a mark selects its event, on a bar its lane,
//! elsewhere it moves the playhead; a drag moves the playhead, or the deletion if it began on its line.

use super::{capture, find, instant};
use crate::engine::{EventId, SimTime};
use crate::markup::timeline::Percent;
use crate::model::ContainerIndex;
use crate::scene::Selection;
use crate::view::dom;
use crate::view::session::Session;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::cell::Cell;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// A press becomes a drag after this many pixels.
const SLACK: i32 = 4;

/// What a press on the track may become.
#[derive(Clone, Copy)]
enum Press {
    None,
    /// Pressed there; a click, or the beginning of a drag.
    Track(i32),
    /// Drags the playhead.
    Seeking,
    /// Drags the deletion, if it was moved at all to there.
    Deleting(Option<SimTime>),
}

/// The track and the press under way on it. What is drawn in it may change meanwhile.
struct Track {
    session: Session,
    element: Element,
    press: Cell<Press>,
}

/// Listens on track and names.
pub(super) fn bind(session: Session) {
    let element = dom::element("track").into();
    // The page's own, as long as it lives.
    let track: &'static Track =
        Box::leak(Box::new(Track { session, element, press: Cell::new(Press::None) }));
    for event in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        dom::on(&track.element, event, |event| track.take(event.unchecked_ref()));
    }
    dom::on(&track.element, "keydown", move |event| key(session, event.unchecked_ref()));
    dom::on(&dom::element("names"), "click", move |event| pick_lane(session, &event));
}

impl Track {
    /// Takes an event of the pointer.
    fn take(&self, event: &PointerEvent) {
        let press = self.press.get();
        self.press.set(match event.type_().as_str() {
            "pointerdown" => self.down(event),
            "pointermove" => self.moved(press, event),
            kind => {
                if kind == "pointerup" {
                    self.up(press, event);
                }
                self.show_ghost(None);
                Press::None
            }
        });
    }

    fn down(&self, event: &PointerEvent) -> Press {
        if event.button() != 0 || !event.is_primary() {
            return Press::None;
        }
        if dom::hit(event, "[data-grip]").is_some() {
            event.prevent_default();
            capture(&self.element, event);
            Press::Deleting(None)
        } else {
            Press::Track(event.client_x())
        }
    }

    fn moved(&self, press: Press, event: &PointerEvent) -> Press {
        match press {
            Press::None => Press::None,
            Press::Track(from) if (event.client_x() - from).abs() < SLACK => press,
            Press::Track(_) | Press::Seeking => {
                if matches!(press, Press::Track(_)) {
                    capture(&self.element, event);
                }
                self.session.seek(self.at(event));
                Press::Seeking
            }
            Press::Deleting(_) => {
                let at = self.at(event);
                self.show_ghost(Some(at));
                Press::Deleting(Some(at))
            }
        }
    }

    fn up(&self, press: Press, event: &PointerEvent) {
        match press {
            Press::Track(_) | Press::Deleting(None) => self.click(event),
            Press::Deleting(Some(at)) => self.session.delete_pod(at),
            Press::None | Press::Seeking => {}
        }
    }

    fn click(&self, event: &PointerEvent) {
        let container = container_hit(event);
        let event_id = dom::number_hit(event, "data-event").and_then(|id| u32::try_from(id).ok());
        if container.is_none() && event_id.is_none() {
            self.session.seek(self.at(event));
        } else {
            self.session.selection.update(|selection| {
                selection.container = container.or(selection.container);
                selection.event = event_id.map(EventId);
            });
        }
    }

    /// The instant under the pointer.
    fn at(&self, event: &PointerEvent) -> SimTime {
        instant(self.session, event, &self.element)
    }

    /// Shows where the deletion would go.
    fn show_ghost(&self, at: Option<SimTime>) {
        let Some(ghost) = find(&self.element, ".ghost") else { return };
        dom::set(&ghost, "display", if at.is_some() { "inline" } else { "none" });
        if let Some(at) = at {
            let x = self.session.shown.read_untracked().scene.range.percent(at);
            dom::set(&ghost, "x", &Percent(x).to_string());
            if let Some(text) = find(&ghost, "text") {
                text.set_text_content(Some(&format!("Delete at {at}")));
            }
        }
    }
}

/// Enter and Space pick out the lane that has the focus.
fn key(session: Session, event: &KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        event.stop_propagation();
        pick_lane(session, event);
    }
}

fn pick_lane(session: Session, event: &Event) {
    let container = container_hit(event);
    if container.is_some() {
        session.selection.set(Selection { container, event: None });
    }
}

fn container_hit(event: &Event) -> Option<ContainerIndex> {
    dom::number_hit(event, "data-container").map(ContainerIndex)
}
