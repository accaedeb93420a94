//! The page's elements by hand. `index.html` has them; the few functions here find them, listen to
//! them, and keep their text and attributes in step with signals.
//!
//! Nothing generic is left below the thin shells: one copy of the code, however many panes use it.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement};

/// The element with this id.
///
/// # Panics
/// If `index.html` lacks it, which `tests/page.rs` rules out.
pub(super) fn element(id: &str) -> HtmlElement {
    let found = document().get_element_by_id(id);
    found.expect("invariant: index.html has every id (tests/page.rs)").unchecked_into()
}

/// What is kept in step.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The text inside the element.
    Text,
    /// The markup inside the element.
    Html,
    /// An attribute; gone while there is no value.
    Attribute(&'static str),
    /// A class; there while there is any value.
    Class(&'static str),
}

/// Runs `effect` now, and again whenever a signal it has read changes, as long as the page lives.
pub(super) fn watch(effect: impl FnMut() + 'static) {
    watch_boxed(Box::new(effect));
}

fn watch_boxed(mut effect: Box<dyn FnMut()>) {
    std::mem::forget(RenderEffect::new(move |_| effect()));
}

/// Keeps `place` of the element `id` in step with `value`. What is unchanged is not written again, so
/// that focus, scrolling and selected text survive.
pub(super) fn keep(
    id: &'static str,
    place: Place,
    value: impl FnMut() -> Option<String> + 'static,
) {
    keep_boxed(&element(id), place, Box::new(value));
}

/// Keeps the text of the element `id` in step.
pub(super) fn text(id: &'static str, mut value: impl FnMut() -> String + 'static) {
    keep(id, Place::Text, move || Some(value()));
}

/// Keeps the markup in the element `id` in step. Only `crate::markup` writes it, which escapes.
pub(super) fn html(id: &'static str, mut value: impl FnMut() -> String + 'static) {
    keep(id, Place::Html, move || Some(value()));
}

/// Hides the element `id` while `value` holds.
pub(super) fn hidden(id: &'static str, mut value: impl FnMut() -> bool + 'static) {
    keep(id, Place::Attribute("hidden"), move || value().then(String::new));
}

fn keep_boxed(element: &HtmlElement, place: Place, mut value: Box<dyn FnMut() -> Option<String>>) {
    let element = element.clone();
    let mut last = None;
    watch(move || {
        let value = value();
        if last.as_ref() != Some(&value) {
            put(&element, place, value.as_deref());
            last = Some(value);
        }
    });
}

fn put(element: &HtmlElement, place: Place, value: Option<&str>) {
    match (place, value) {
        (Place::Text, value) => element.set_text_content(value),
        (Place::Html, value) => replace(element, value.unwrap_or_default()),
        (Place::Attribute(name), Some(value)) => set(element, name, value),
        (Place::Attribute(name), None) => {
            let _ = element.remove_attribute(name);
        }
        (Place::Class(name), value) => {
            let _ = element.class_list().toggle_with_force(name, value.is_some());
        }
    }
}

/// Sets an attribute.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Fails only for names that are no names.
    let _ = element.set_attribute(name, value);
}

/// Puts other markup into `element`. Who had the focus in it has it again, if there still is an
/// element with the same id.
pub(super) fn replace(element: &Element, html: &str) {
    let focused = document()
        .active_element()
        .filter(|active| element.contains(Some(active)))
        .and_then(|active| active.closest("[id]").ok().flatten())
        .map(|row| row.id());
    element.set_inner_html(html);
    let again = focused.and_then(|id| document().get_element_by_id(&id));
    if let Some(row) = again {
        let button = row.query_selector("button").ok().flatten();
        let _ = button.unwrap_or(row).unchecked_into::<HtmlElement>().focus();
    }
}

/// Listens to `event` on `target`, as long as the page lives.
pub(super) fn on(target: &EventTarget, event: &str, mut handler: impl FnMut(Event) + 'static) {
    let handler = callback(move |event| handler(event.unchecked_into()));
    // Fails only for targets that are none.
    let _ = target.add_event_listener_with_callback(event, &handler);
}

/// Listens to clicks on the element `id`.
pub(super) fn on_click(id: &str, mut handler: impl FnMut() + 'static) {
    on(&element(id), "click", move |_| handler());
}

/// A function for the browser to call; it lives as long as the page.
pub(super) fn callback(mut function: impl FnMut(JsValue) + 'static) -> Function {
    answering(Box::new(move |value| {
        function(value);
        JsValue::UNDEFINED
    }))
}

/// A function for the browser to call that has an answer; it lives as long as the page.
pub(super) fn answering(function: Box<dyn FnMut(JsValue) -> JsValue>) -> Function {
    Closure::wrap(function).into_js_value().unchecked_into()
}

/// Calls `then` with the text that `promise` is kept with, or with `None`.
pub(super) fn text_of(promise: &Promise, mut then: impl FnMut(Option<String>) + 'static) {
    kept(promise, move |value| then(value.as_string()));
}

/// Calls `then` with what `promise` is kept or refused with.
pub(super) fn kept(promise: &Promise, then: impl FnMut(JsValue) + 'static) {
    let then = callback(then);
    let method = js_sys::Reflect::get(promise, &"then".into());
    if let Ok(method) = method {
        // A refusal comes as an error object, which is no text.
        let _ = method.unchecked_into::<Function>().call2(promise, &then, &then);
    }
}

/// The number in `attribute` of the nearest element around what `event` hit.
pub(super) fn number_hit(event: &Event, attribute: &str) -> Option<usize> {
    attribute_hit(event, attribute)?.parse().ok()
}

/// The value of `attribute` of the nearest element around what `event` hit.
pub(super) fn attribute_hit(event: &Event, attribute: &str) -> Option<String> {
    hit(event, &format!("[{attribute}]"))?.get_attribute(attribute)
}

/// The nearest element around what `event` hit that `selector` describes.
pub(super) fn hit(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}
