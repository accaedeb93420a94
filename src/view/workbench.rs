//! The workbench around the text, which comes after the first picture: the page's side of
//! `src/workbench/main.ts`. It has the editor, the language worker and all that is told about the text;
//! the page tells it what has changed, and hears from it by events on `#manifest`.

use super::dom;
use super::session::{Session, Told};
use crate::engine::SimTime;
use crate::manifest::Severity;
use crate::markup;
use crate::model::{ContainerIndex, Version};
use crate::scene::{Rail, Selection};
use js_sys::{Array, Object, Reflect, Uint32Array};
use leptos::prelude::*;
use leptos::wasm_bindgen::prelude::wasm_bindgen;
use leptos::wasm_bindgen::{self, JsCast, JsValue};
use std::cell::OnceCell;
use std::sync::Arc;

#[wasm_bindgen]
extern "C" {
    /// `Workbench` in src/workbench/main.ts, which documents its functions.
    type Workbench;

    #[wasm_bindgen(method)]
    fn read(this: &Workbench, minor: u8, object: usize);
    #[wasm_bindgen(method)]
    fn load(this: &Workbench, text: &str);
    #[wasm_bindgen(method)]
    fn rails(this: &Workbench, rails: &Array, selected: JsValue);
    #[wasm_bindgen(method)]
    fn reveal(this: &Workbench, first: usize, last: usize);
    #[wasm_bindgen(method)]
    fn select(this: &Workbench, from: u32, to: u32);
    #[wasm_bindgen(method)]
    fn focus(this: &Workbench);
    #[wasm_bindgen(method)]
    fn problems(this: &Workbench, text: &str, minor: u8) -> JsValue;
}

thread_local! {
    static WORKBENCH: OnceCell<Workbench> = const { OnceCell::new() };
}

/// Calls `then` with the workbench; false if it is not there yet.
fn with(then: impl FnOnce(&Workbench)) -> bool {
    WORKBENCH.with(|cell| cell.get().map(then)).is_some()
}

/// Puts a text from outside into the editor, if the workbench is there.
pub(super) fn load(text: &str) -> bool {
    with(|workbench| workbench.load(text))
}

/// Brings lines of the text into sight, if the workbench is there.
pub(super) fn reveal(first: usize, last: usize) -> bool {
    with(|workbench| workbench.reveal(first, last))
}

/// Selects a part of the text, if the workbench is there.
pub(super) fn select(from: u32, to: u32) -> bool {
    with(|workbench| workbench.select(from, to))
}

/// Puts the focus into the text, if the workbench is there.
pub(super) fn focus() -> bool {
    with(Workbench::focus)
}

/// What is told about `text`, for `snapshot()`; none before it is reviewed.
pub(super) fn problems(text: &str, version: Version) -> Option<JsValue> {
    let mut problems = None;
    with(|workbench| problems = Some(workbench.problems(text, version.minor())));
    problems.filter(JsValue::is_object)
}

/// Waits for the workbench, then keeps it in step.
pub(super) fn bind(session: Session) {
    dom::on(&window(), "podline:workbench", move |event| {
        let workbench = detail(&event).unchecked_into();
        if WORKBENCH.with(|cell| cell.set(workbench)).is_ok() {
            keep(session);
        }
    });
    let pane = dom::element("manifest");
    dom::on(&pane, "podline:reviewed", move |event| session.reviewed.set(told(&detail(&event))));
    dom::on(&pane, "podline:select", move |event| {
        let container = number(&detail(&event)).map(ContainerIndex);
        if container != session.selection.read_untracked().container {
            session.selection.set(Selection { container, event: None });
        }
    });
    dom::on(&pane, "podline:show", move |event| {
        let item = detail(&event);
        let time = number(&get(&item, "time")).and_then(|time| u64::try_from(time).ok());
        let container = number(&get(&item, "container")).map(ContainerIndex);
        if let Some(time) = time {
            session.show_moment(number(&get(&item, "object")), container, SimTime(time));
        }
    });
}

/// Tells the workbench what has changed, as long as the page lives.
fn keep(session: Session) {
    dom::watch(move || {
        let reading = session.reading.read();
        let object = reading.chosen.unwrap_or_default();
        with(|workbench| workbench.read(reading.version.minor(), object));
    });
    dom::watch(move || {
        let rails: Array = session.reading.read().rails.iter().map(rail).collect();
        let selected = session.selection.read().container;
        let selected = selected.map_or(JsValue::NULL, |it| it.0.into());
        with(|workbench| workbench.rails(&rails, selected));
    });
}

fn rail(rail: &Rail) -> JsValue {
    let object = Object::new();
    for (name, value) in [
        ("first", rail.first),
        ("last", rail.last),
        ("lane", markup::hue(rail.container)),
        ("container", rail.container.0),
    ] {
        // Fails only for objects that are frozen.
        let _ = Reflect::set(&object, &name.into(), &value.into());
    }
    object.into()
}

/// What was told by the worker; none if it broke.
fn told(detail: &JsValue) -> Option<Arc<Told>> {
    let count = get(detail, "count").as_string()?;
    let marks = get(detail, "marks").dyn_into::<Uint32Array>().ok()?.to_vec();
    let severity = |code| match code {
        0 => Severity::Error,
        1 => Severity::Warning,
        _ => Severity::Note,
    };
    let marks = marks.chunks_exact(2);
    let marks = marks.map(|pair| (usize::try_from(pair[0]).unwrap_or_default(), severity(pair[1])));
    Some(Arc::new(Told { count, marks: marks.collect() }))
}

fn detail(event: &web_sys::Event) -> JsValue {
    get(event, "detail")
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn number(value: &JsValue) -> Option<usize> {
    let number = value.as_f64().filter(|number| *number >= 0.0)?;
    usize::try_from(super::clock::whole(number)).ok()
}
