//! The edge between manifest and timeline, to be dragged or moved with the arrow keys.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The manifest's width in percent of the page: at first, and what it may become.
const WIDTH: i32 = 29;
const LEAST: i32 = 20;
const MOST: i32 = 60;

/// The splitter.
#[component]
pub(super) fn Splitter() -> impl IntoView {
    let width = RwSignal::new(WIDTH);
    let dragging = RwSignal::new(false);
    let set = move |percent: i32| {
        width.set(percent.clamp(LEAST, MOST));
        if let Some(page) = document().get_element_by_id("page") {
            let style = page.unchecked_into::<web_sys::HtmlElement>().style();
            let _ = style.set_property("--editor-width", &format!("{}%", width.get_untracked()));
        }
    };
    let grabbed = move |event: web_sys::PointerEvent| {
        if let Some(element) = event.current_target() {
            let _ = element
                .unchecked_into::<web_sys::Element>()
                .set_pointer_capture(event.pointer_id());
        }
        dragging.set(true);
    };
    let dragged = move |event: web_sys::PointerEvent| {
        let page = document().document_element().map_or(0, |root| root.client_width());
        if dragging.get_untracked() && page > 0 {
            set(event.client_x() * 100 / page);
        }
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        let percent = match event.key().as_str() {
            "ArrowLeft" => width.get_untracked() - 2,
            "ArrowRight" => width.get_untracked() + 2,
            "Home" => LEAST,
            "End" => MOST,
            "Enter" => WIDTH,
            _ => return,
        };
        event.prevent_default();
        set(percent);
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label="Width of the manifest"
            aria-controls="manifest"
            aria-valuemin=LEAST.to_string()
            aria-valuemax=MOST.to_string()
            aria-valuenow=move || width.get().to_string()
            class:dragging=move || dragging.get()
            on:pointerdown=grabbed
            on:pointermove=dragged
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:dblclick=move |_| set(WIDTH)
            on:keydown=pressed
        ></div>
    }
}
