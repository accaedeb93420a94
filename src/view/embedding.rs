//! `window.podline`: the page's own controls for the page around it, and for tests.
//!
//! Every function does what a control on the page does. docs/embedding.md describes them with types.

use super::clock::Clock;
use super::session::Session;
use super::{dom, snapshot};
use crate::model::Version;
use crate::playback::Step;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};

/// Puts `window.podline` in place.
pub(super) fn install(session: Session, clock: &'static Clock) {
    let api = Object::new();
    offer(&api, "load", move |text| {
        session.load(&text.as_string().unwrap_or_default(), None);
        JsValue::UNDEFINED
    });
    offer(&api, "play", move |_| {
        session.play();
        JsValue::UNDEFINED
    });
    offer(&api, "pause", move |_| {
        session.pause();
        JsValue::UNDEFINED
    });
    offer(&api, "seek", move |milliseconds| {
        if let Some(at) = milliseconds.as_f64().and_then(Session::instant) {
            session.seek(at);
        }
        JsValue::UNDEFINED
    });
    offer(&api, "step", move |count| {
        let count = count.as_f64().unwrap_or_default();
        let step = if count < 0.0 { Step::Back } else { Step::Forward };
        (0..super::clock::whole(count.abs()).min(MOST_STEPS)).for_each(|_| session.step(step));
        JsValue::UNDEFINED
    });
    offer(&api, "deletePod", move |at| {
        match at.as_f64().and_then(Session::instant) {
            Some(at) => session.delete_pod(at),
            None => session.keep_pod(),
        }
        JsValue::UNDEFINED
    });
    offer(&api, "pickPod", move |pod| {
        if let Some(pod) = pod.as_f64().filter(|pod| *pod >= 0.0) {
            session.pick_pod(usize::try_from(super::clock::whole(pod)).unwrap_or(usize::MAX));
        }
        JsValue::UNDEFINED
    });
    offer(&api, "setVersion", move |name| {
        if let Some(version) = name.as_string().as_deref().and_then(Version::named) {
            session.choose_version(version);
        }
        JsValue::UNDEFINED
    });
    offer(&api, "snapshot", move |_| snapshot::of(session, clock.frames()));
    let _ = Reflect::set(&window(), &"podline".into(), &api);
}

/// No timeline has more events.
const MOST_STEPS: u64 = 100_000;

/// Puts one function on `api`; it lives as long as the page.
fn offer(api: &Object, name: &str, function: impl FnMut(JsValue) -> JsValue + 'static) {
    let _ = Reflect::set(api, &name.into(), &dom::answering(Box::new(function)));
}

/// Tells the page around that `window.podline` is there.
pub(super) fn announce() {
    if let Ok(event) = web_sys::CustomEvent::new("podline:ready") {
        let _ = window().dispatch_event(event.unchecked_ref());
    }
}
