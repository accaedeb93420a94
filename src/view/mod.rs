//! The only layer that knows Leptos and the browser: panes, keys, the clock, and `window.podline`.
//!
//! [`start`] is all that the outside sees. `session.rs` holds the state, `app.rs` says where the
//! panes stand, and every pane has a file with its name.

#![allow(unreachable_pub, reason = "the component macro makes `pub` items of components")]

mod app;
mod clock;
mod dialog;
mod drawer;
mod editor;
mod embedding;
mod event_list;
mod examples_dialog;
mod help_dialog;
mod icon;
mod keys;
mod notices;
mod objects;
mod panic;
mod playback_bar;
mod session;
mod snapshot;
mod splitter;
mod status_ribbon;
mod storage;
mod theme;
mod timeline;
mod timeline_head;
mod top_bar;

use crate::content;
use crate::playback::Pace;
use app::App;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use session::{Loaded, Session};

/// Puts the page into the document, on its first example, and lets it play.
pub fn start() {
    panic::install();
    let Some(root) = document().get_element_by_id("app") else { return };
    root.set_inner_html("");
    mount_to(root.unchecked_into(), || {
        let pace = if reduced_motion() { Pace::EventByEvent } else { Pace::Smooth };
        let example = &content::examples()[0];
        let session = Session::new(Loaded::example(example.id, example.text), pace);
        let frames = clock::run(session);
        keys::listen(session);
        embedding::install(session, frames);
        session.open();
        session.play_if_welcome();
        view! { <App session /> }
    })
    .forget();
    embedding::announce();
}

/// Whether the user has asked for reduced motion.
fn reduced_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
