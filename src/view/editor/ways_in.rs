//! The ways a manifest comes in besides typing: the clipboard, a file, a file dropped on the pane.
//! Nothing leaves the browser.

use super::super::dialog::Dialog;
use super::super::session::{Session, use_session};
use super::field;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The buttons above the text.
#[component]
pub(super) fn WaysIn() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="ways">
            <button class="btn sm" on:click=move |_| paste(session)>"Paste"</button>
            <FileButton label="Open" small=true />
        </div>
    }
}

/// What an empty field says.
#[component]
pub(super) fn EmptyHint() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="empty">
            <h2>"Paste a manifest here"</h2>
            <p>"Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job or CronJob. One text may hold several."</p>
            <div class="row">
                <button class="btn primary" on:click=move |_| paste(session)>"Paste"</button>
                <FileButton label="Open a file" small=false />
                <button class="btn" on:click=move |_| session.dialog.set(Some(Dialog::Examples))>
                    "Start from an example"
                </button>
            </div>
        </div>
    }
}

#[component]
fn FileButton(label: &'static str, small: bool) -> impl IntoView {
    let session = use_session();
    let input = NodeRef::<leptos::html::Input>::new();
    let picked = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(session, file);
        }
        // Picking the same file again shall be noticed.
        input.set_value("");
    };
    view! {
        <label class="btn file" class:sm=small>
            <input
                node_ref=input
                type="file"
                class="vh"
                aria-label="Open a file"
                accept=".yaml,.yml,.json,.txt,application/yaml,application/json,text/plain"
                on:change=picked
            />
            {label}
        </label>
    }
}

/// Takes the text of the clipboard. Where the browser does not hand it out, the text is selected and
/// waits for the paste key.
fn paste(session: Session) {
    let clipboard = window().navigator().clipboard();
    leptos::task::spawn_local(async move {
        // Only pages from a secure origin have a clipboard.
        let text = if clipboard.is_undefined() {
            None
        } else {
            JsFuture::from(clipboard.read_text()).await.ok().and_then(|text| text.as_string())
        };
        match text {
            Some(text) if !text.is_empty() => session.load(&text, None),
            _ => {
                if let Some(field) = field() {
                    let _ = field.focus();
                    field.select();
                }
            }
        }
    });
}

/// Takes what was dropped: a file, or text.
pub(super) fn take_drop(session: Session, event: &web_sys::DragEvent) {
    let Some(data) = event.data_transfer() else { return };
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        read(session, file);
    } else if let Ok(text) = data.get_data("text/plain")
        && !text.is_empty()
    {
        session.load(&text, None);
    }
}

fn read(session: Session, file: web_sys::File) {
    leptos::task::spawn_local(async move {
        let text = JsFuture::from(file.unchecked_into::<web_sys::Blob>().text()).await;
        if let Some(text) = text.ok().and_then(|text| text.as_string()) {
            session.load(&text, None);
        }
    });
}
