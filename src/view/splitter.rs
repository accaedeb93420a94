//! The edge between manifest and timeline, to be dragged or moved with the arrow keys.

use super::dom;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::cell::Cell;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

/// The manifest's width in percent of the page: at first, and what it may become.
const WIDTH: i32 = 29;
const LEAST: i32 = 20;
const MOST: i32 = 60;

pub(super) fn bind() {
    // The page's own, as long as it lives.
    let edge: &'static Edge =
        Box::leak(Box::new(Edge { element: dom::element("splitter"), width: Cell::new(WIDTH) }));
    dom::set(&edge.element, "aria-valuemin", &LEAST.to_string());
    dom::set(&edge.element, "aria-valuemax", &MOST.to_string());
    dom::set(&edge.element, "aria-valuenow", &WIDTH.to_string());
    dom::on(&edge.element, "pointerdown", |event| edge.grab(event.unchecked_ref()));
    dom::on(&edge.element, "pointermove", |event| edge.drag(event.unchecked_ref()));
    dom::on(&edge.element, "pointerup", |_| edge.drop());
    dom::on(&edge.element, "pointercancel", |_| edge.drop());
    dom::on(&edge.element, "dblclick", |_| edge.set(WIDTH));
    dom::on(&edge.element, "keydown", |event| edge.key(event.unchecked_ref()));
}

struct Edge {
    element: HtmlElement,
    width: Cell<i32>,
}

impl Edge {
    fn set(&self, percent: i32) {
        self.width.set(percent.clamp(LEAST, MOST));
        let width = self.width.get().to_string();
        dom::set(&self.element, "aria-valuenow", &width);
        let style = dom::element("page").style();
        let _ = style.set_property("--editor-width", &(width + "%"));
    }

    fn grab(&self, event: &PointerEvent) {
        // Without capture a drag merely ends at the edge's own edge.
        let _ = self.element.set_pointer_capture(event.pointer_id());
        let _ = self.element.class_list().add_1("dragging");
    }

    fn drag(&self, event: &PointerEvent) {
        let page = document().document_element().map_or(0, |root| root.client_width());
        if self.element.class_list().contains("dragging") && page > 0 {
            self.set(event.client_x() * 100 / page);
        }
    }

    fn drop(&self) {
        let _ = self.element.class_list().remove_1("dragging");
    }

    fn key(&self, event: &KeyboardEvent) {
        let percent = match event.key().as_str() {
            "ArrowLeft" => self.width.get() - 2,
            "ArrowRight" => self.width.get() + 2,
            "Home" => LEAST,
            "End" => MOST,
            "Enter" => WIDTH,
            _ => return,
        };
        event.prevent_default();
        self.set(percent);
    }
}
