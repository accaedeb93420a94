//! When something breaks: the panel in `index.html` comes up, the text stays where it is.
//!
//! A panic aborts the simulator, so nothing here may be called afterwards; the panel is plain HTML,
//! and its buttons are in `static/start.js`.

use leptos::prelude::document;
use std::panic::PanicHookInfo;

/// Shows the panel on a panic.
pub(super) fn install() {
    std::panic::set_hook(Box::new(show));
}

fn show(info: &PanicHookInfo<'_>) {
    // Off the page: the session may be what broke.
    let version = document().get_element_by_id("version-shown").and_then(|it| it.text_content());
    let text = format!(
        "{info}\nPodline {} · Kubernetes {} · nothing was sent",
        env!("CARGO_PKG_VERSION"),
        version.unwrap_or_default()
    );
    web_sys::console::error_1(&text.as_str().into());
    if let Some(details) = document().get_element_by_id("panic-details") {
        details.set_text_content(Some(&text));
    }
    if let Some(panel) = document().get_element_by_id("panic") {
        let _ = panel.remove_attribute("hidden");
    }
}
