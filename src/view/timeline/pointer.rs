//! The pointer on the track. A press on a mark selects its event, on a bar its lane, elsewhere it
//! moves the playhead; a drag moves the playhead, or the deletion if it began on its line.

use super::{Picture, pct, px};
use crate::engine::{EventId, SimTime};
use crate::model::ContainerIndex;
use crate::scene::{Layout, Selection};
use leptos::{ev::PointerEvent, html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A press becomes a drag after this many pixels.
const SLACK: f64 = 4.0;

/// What a press may become.
#[derive(Clone, Copy, PartialEq)]
enum Press {
    None,
    /// Pressed there; a click, or the beginning of a drag.
    Track(f64),
    /// Drags the playhead.
    Seeking,
    /// Drags the deletion.
    Deleting,
}

/// The pointer's state. The handlers stand on the track itself, which is never rebuilt, so that a
/// drag survives whatever it changes.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    picture: Picture,
    pub(super) track: NodeRef<Div>,
    press: StoredValue<Press>,
    ghost: RwSignal<Option<SimTime>>,
}

impl Drag {
    pub(super) fn new(picture: Picture) -> Self {
        Self {
            picture,
            track: NodeRef::new(),
            press: StoredValue::new(Press::None),
            ghost: RwSignal::new(None),
        }
    }

    pub(super) fn down(self, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let grip = target(event).is_some_and(|element| element.has_attribute("data-grip"));
        self.press.set_value(if grip {
            Press::Deleting
        } else {
            Press::Track(event.client_x().into())
        });
        if grip {
            event.prevent_default();
            self.capture(event);
        }
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        match self.press.get_value() {
            Press::None => {}
            Press::Track(from) if (f64::from(event.client_x()) - from).abs() < SLACK => {}
            Press::Track(_) => {
                self.press.set_value(Press::Seeking);
                self.capture(event);
                self.seek(event);
            }
            Press::Seeking => self.seek(event),
            Press::Deleting => self.ghost.set(self.at(event)),
        }
    }

    pub(super) fn up(self, event: &PointerEvent) {
        let press = self.press.get_value();
        self.press.set_value(Press::None);
        match press {
            Press::Track(_) => self.click(event),
            Press::Deleting => match self.ghost.get_untracked() {
                Some(at) => self.picture.move_deletion.run(at),
                None => self.click(event),
            },
            Press::None | Press::Seeking => {}
        }
        self.ghost.set(None);
    }

    pub(super) fn cancel(self) {
        self.press.set_value(Press::None);
        self.ghost.set(None);
    }

    fn click(self, event: &PointerEvent) {
        let target = target(event);
        let closest = |attribute: &str| -> Option<u32> {
            let element = target.as_ref()?.closest(&format!("[{attribute}]")).ok()??;
            element.get_attribute(attribute)?.parse().ok()
        };
        let container = closest("data-container").map(|index| ContainerIndex(index as usize));
        let event_id = closest("data-event").map(EventId);
        if container.is_none() && event_id.is_none() {
            self.seek(event);
        } else {
            self.picture.selection.update(|selection| {
                *selection =
                    Selection { container: container.or(selection.container), event: event_id };
            });
        }
    }

    fn seek(self, event: &PointerEvent) {
        if let Some(at) = self.at(event) {
            self.picture.seek_to(at);
        }
    }

    /// The instant under the pointer.
    fn at(self, event: &PointerEvent) -> Option<SimTime> {
        let element = self.track.get_untracked()?;
        let scene = self.picture.scene.read_untracked();
        Some(instant(event, &element, &scene))
    }

    fn capture(self, event: &PointerEvent) {
        if let Some(track) = self.track.get_untracked() {
            // Without capture a drag merely ends at the edge of the track.
            let _ = track.set_pointer_capture(event.pointer_id());
        }
    }
}

/// The instant of `scene` under the pointer, on an element as wide as the track.
pub(super) fn instant(
    event: &PointerEvent,
    element: &Element,
    scene: &crate::scene::Scene,
) -> SimTime {
    let rect = element.get_bounding_client_rect();
    let fraction = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
    scene.range.at_fraction(fraction).min(scene.last())
}

fn target(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Where the deletion would go while its line is dragged.
pub(super) fn ghost(drag: Drag) -> impl IntoView {
    move || {
        let at = drag.ghost.get()?;
        let x = drag.picture.scene.read().range.percent(at);
        let layout = drag.picture.layout.read();
        Some(view! {
            <svg class="ghost" x=pct(x) overflow="visible">
                <line y1=px(layout.pod_bar_top()) y2=px(layout.height)/>
                <text x="6" y=px(Layout::BANDS_TOP + 13.0)>{format!("Delete at {at}")}</text>
            </svg>
        })
    }
}
