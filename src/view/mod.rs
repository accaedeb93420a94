//! The only layer that knows Leptos and the browser: panes, keys, the clock, and `window.podline`.
//!
//! [`start`] is all that the outside sees. `index.html` has the page's elements; `session.rs` holds
//! the state, every pane has a file with its name that binds the one to the other, and `dom.rs` has
//! the few means for that. What is shown in bulk is written by `crate::markup`.

mod clock;
mod dialog;
mod dom;
mod drawer;
mod editor;
mod embedding;
mod event_list;
mod keys;
mod notices;
mod panic;
mod playback_bar;
mod pod_strip;
mod session;
mod snapshot;
mod splitter;
mod status_ribbon;
mod storage;
mod theme;
mod timeline;
mod timeline_head;
mod top_bar;
mod workbench;

use crate::content;
use crate::playback::Pace;
use leptos::mount::mount_to;
use leptos::prelude::*;
use session::Session;

/// Brings the page to life, on its first example, and lets it play.
pub fn start() {
    panic::install();
    // Gives signals their owner and effects their executor; there is nothing left to mount.
    mount_to(dom::element("app"), || {
        let pace = if reduced_motion() { Pace::EventByEvent } else { Pace::Smooth };
        let example = &content::examples()[0];
        let session = Session::new(example.id, example.text, pace);
        session.open();
        // Before anything is drawn: what is hidden has no size, and cannot be scrolled to.
        unveil();
        bind(session);
        session.play_if_welcome();
    })
    .forget();
    embedding::announce();
}

/// Binds every pane to its elements.
fn bind(session: Session) {
    top_bar::bind(session);
    editor::bind(session);
    splitter::bind();
    pod_strip::bind(session);
    status_ribbon::bind(session);
    notices::bind(session);
    timeline_head::bind(session);
    timeline::bind(session);
    playback_bar::bind(session);
    event_list::bind(session);
    drawer::bind(session);
    dialog::bind(session);
    workbench::bind(session);
    keys::listen(session);
    embedding::install(session, clock::run(session));
}

/// Takes away what stood in for the picture, and shows what was hidden until it is there.
fn unveil() {
    let page = dom::element("page");
    let _ = page.remove_attribute("aria-busy");
    for id in ["timeline-area", "lower"] {
        let _ = dom::element(id).remove_attribute("hidden");
    }
    while let Ok(Some(inert)) = document().query_selector("[inert]") {
        let _ = inert.remove_attribute("inert");
    }
    dom::element("loading").remove();
}

/// Whether the user has asked for reduced motion.
fn reduced_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
