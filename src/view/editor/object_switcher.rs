//! The objects of a paste as tabs. What is not simulated is listed too, and says so.

use super::super::dom;
use super::super::session::Session;
use crate::markup;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

pub(super) fn bind(session: Session) {
    dom::html("objects", move || {
        let reading = session.reading.read();
        markup::object_tabs(&reading.manifest, reading.chosen, super::FIELD)
    });
    let tabs = dom::element("objects");
    dom::on(&tabs, "click", move |event| {
        let index = dom::number_hit(&event, "data-object");
        if let Some(index) = index.filter(|index| simulated(session).contains(index)) {
            session.choose_object(index);
        }
    });
    dom::on(&tabs, "keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let tabs = simulated(session);
        let chosen = session.reading.read_untracked().chosen;
        let Some(place) = tabs.iter().position(|&index| Some(index) == chosen) else { return };
        let next = match event.key().as_str() {
            "ArrowLeft" => tabs[place.checked_sub(1).unwrap_or(tabs.len() - 1)],
            "ArrowRight" => tabs[(place + 1) % tabs.len()],
            _ => return,
        };
        event.prevent_default();
        session.choose_object(next);
        // The tabs are written anew; whichever has the focus keeps it.
        let tab = document().get_element_by_id(&format!("object-{next}"));
        if let Some(tab) = tab {
            let _ = tab.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// The objects that can be chosen.
fn simulated(session: Session) -> Vec<usize> {
    let reading = session.reading.read_untracked();
    let objects = reading.manifest.objects.iter().enumerate();
    objects.filter(|(_, object)| object.workload.is_some()).map(|(index, _)| index).collect()
}
