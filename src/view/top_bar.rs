//! The bar at the top: which example, which Kubernetes, which theme, which keys.

use super::dialog::Dialog;
use super::dom::{self, Place};
use super::session::Session;
use super::theme;
use crate::content;
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    dom::text("example", move || {
        let example = session.editor.read().example.and_then(content::example);
        example.map_or("Choose", |example| example.title).to_owned()
    });
    dom::on_click("open-examples", move || session.show_dialog(Some(Dialog::Examples)));
    dom::element("version").set_text_content(Some(&Session::VERSION.to_string()));
    let label = move || {
        let theme = session.page.read().theme;
        Some(format!("Theme: {}. Change to {}", theme.name(), theme.next().name()))
    };
    dom::keep("change-theme", Place::Attribute("aria-label"), label);
    dom::keep("change-theme", Place::Attribute("title"), label);
    dom::on_click("change-theme", move || theme::change(session));
    dom::on_click("open-help", move || session.show_dialog(Some(Dialog::Keys)));
}
