//! The manifest: the text, what is wrong with it, and the ways to bring one in.

mod object_switcher;
mod problem_list;
mod text_field;
mod ways_in;

use super::dom::{self, Place};
use super::session::Session;
use super::workbench;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// The id of the text field.
const FIELD: &str = "manifest-text";

pub(super) fn bind(session: Session) {
    object_switcher::bind(session);
    ways_in::bind(session);
    text_field::bind(session);
    problem_list::bind(session);

    let open = move || session.page.read().editor_open;
    dom::keep("manifest", Place::Class("open"), move || open().then(String::new));
    dom::keep("toggle-manifest", Place::Attribute("aria-expanded"), move || {
        Some(open().to_string())
    });
    dom::keep("toggle-manifest", Place::Attribute("aria-label"), move || {
        Some(if open() { "Hide the manifest" } else { "Show the manifest" }.to_owned())
    });
    dom::on_click("toggle-manifest", move || {
        if session.page.read_untracked().editor_open { leave(session) } else { enter(session) }
    });
}

/// The text field.
fn field() -> HtmlTextAreaElement {
    dom::element(FIELD).unchecked_into()
}

/// Brings the manifest up and puts the focus into the text.
pub(super) fn enter(session: Session) {
    session.page.update(|page| page.editor_open = true);
    // The pane may have been hidden until now, and what is hidden takes no focus: wait for the change.
    queue_microtask(|| {
        if !workbench::focus() {
            let _ = field().focus();
        }
    });
}

/// Gives the focus back to the page, and closes the manifest where it lies over it.
pub(super) fn leave(session: Session) {
    session.page.update(|page| page.editor_open = false);
    let active = document().active_element();
    if active.is_some_and(|active| matches!(active.closest("#manifest"), Ok(Some(_)))) {
        let _ = dom::element("stage").focus();
    }
}
