//! The manifest: the text, what is wrong with it, and the ways to bring one in.

mod lines;
mod object_switcher;
mod problem_list;
mod text_field;
mod ways_in;

use super::icon::{Glyph, Icon};
use super::session::{Session, use_session};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use object_switcher::ObjectSwitcher;
use problem_list::ProblemList;
use text_field::TextField;
use ways_in::{EmptyHint, WaysIn};

/// The id of the text field.
const FIELD: &str = "manifest-text";

/// The pane of the manifest.
#[component]
pub(super) fn EditorPane() -> impl IntoView {
    let session = use_session();
    let over = RwSignal::new(false);
    let dropped = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(false);
        ways_in::take_drop(session, &event);
    };
    view! {
        <section
            id="manifest"
            class="editor"
            class:open=move || session.editor_open.get()
            class:dropping=move || over.get()
            aria-label="Manifest"
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <button
                class="btn icon rail-open"
                aria-controls="manifest"
                aria-expanded=move || session.editor_open.get().to_string()
                aria-label=move || if session.editor_open.get() { "Hide the manifest" } else { "Show the manifest" }
                on:click=move |_| if session.editor_open.get_untracked() { leave(session) } else { enter(session) }
            >
                <Icon glyph=Glyph::Code />
            </button>
            <div class="editor-in">
                <div class="pane-head">
                    <ObjectSwitcher />
                    <WaysIn />
                </div>
                <div class="code">
                    <TextField />
                    <Show when=move || session.manifest_text.with(|text| text.trim().is_empty())>
                        <EmptyHint />
                    </Show>
                </div>
                <ProblemList />
            </div>
        </section>
    }
}

/// The text field, if it is on the page.
fn field() -> Option<web_sys::HtmlTextAreaElement> {
    document().get_element_by_id(FIELD)?.dyn_into().ok()
}

/// Brings the manifest up and puts the focus into the text.
pub(super) fn enter(session: Session) {
    session.editor_open.set(true);
    // The pane may have been hidden until now, and what is hidden takes no focus: wait for the change.
    queue_microtask(|| {
        if let Some(field) = field() {
            let _ = field.focus();
        }
    });
}

/// Gives the focus back to the page, and closes the manifest where it lies over it.
pub(super) fn leave(session: Session) {
    session.editor_open.set(false);
    let inside = document()
        .active_element()
        .is_some_and(|active| matches!(active.closest("#manifest"), Ok(Some(_))));
    if inside && let Some(stage) = document().get_element_by_id("stage") {
        let _ = stage.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}
