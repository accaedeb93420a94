//! `window.podline`: the page's own controls for the page around it, and for tests.
//!
//! Every function does what a control on the page does. docs/embedding.md describes them with types.

use super::session::Session;
use super::snapshot::Snapshot;
use crate::playback::Step;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::{Closure, WasmClosure};
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::Serialize;

/// Puts `window.podline` in place. `frames` counts the frames the clock has asked for.
pub(super) fn install(session: Session, frames: StoredValue<u32>) {
    let api = Object::new();
    offer::<dyn FnMut(String)>(&api, "load", Box::new(move |text| session.load(&text, None)));
    offer::<dyn FnMut()>(&api, "play", Box::new(move || session.play()));
    offer::<dyn FnMut()>(&api, "pause", Box::new(move || session.pause()));
    offer::<dyn FnMut(f64)>(
        &api,
        "seek",
        Box::new(move |milliseconds| {
            if let Some(at) = Session::instant(milliseconds) {
                session.seek(at);
            }
        }),
    );
    offer::<dyn FnMut(i32)>(
        &api,
        "step",
        Box::new(move |count| {
            let step = if count < 0 { Step::Back } else { Step::Forward };
            (0..count.unsigned_abs()).for_each(|_| session.step(step));
        }),
    );
    offer::<dyn FnMut(JsValue)>(
        &api,
        "deletePod",
        Box::new(move |at| match at.as_f64().and_then(Session::instant) {
            Some(at) => session.delete_pod(at),
            None => session.keep_pod(),
        }),
    );
    offer::<dyn FnMut() -> JsValue>(
        &api,
        "snapshot",
        Box::new(move || {
            let serializer = serde_wasm_bindgen::Serializer::json_compatible();
            Snapshot::of(session, frames.get_value())
                .serialize(&serializer)
                .unwrap_or(JsValue::NULL)
        }),
    );
    let _ = Reflect::set(&window(), &"podline".into(), &api);
}

/// Puts one function on `api`; it lives as long as the page.
fn offer<F: WasmClosure + ?Sized>(api: &Object, name: &str, function: Box<F>) {
    let function = Closure::wrap(function).into_js_value();
    let _ = Reflect::set(api, &name.into(), &function);
}

/// Tells the page around that `window.podline` is there.
pub(super) fn announce() {
    if let Ok(event) = web_sys::CustomEvent::new("podline:ready") {
        let _ = window().dispatch_event(event.unchecked_ref());
    }
}
