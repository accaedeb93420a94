//! The bar at the top: which example, which Kubernetes, which theme, which keys.

use super::dialog::Dialog;
use super::dom::{self, Place};
use super::session::Session;
use super::theme;
use crate::content;
use crate::markup;
use crate::model::Version;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

pub(super) fn bind(session: Session) {
    dom::text("example", move || {
        let example = session.editor.read().example.and_then(content::example);
        example.map_or("Choose", |example| example.title).to_owned()
    });
    dom::on_click("open-examples", move || session.show_dialog(Some(Dialog::Examples)));
    version(session);
    let label = move || {
        let theme = session.page.read().theme;
        Some(format!("Theme: {}. Change to {}", theme.name(), theme.next().name()))
    };
    dom::keep("change-theme", Place::Attribute("aria-label"), label);
    dom::keep("change-theme", Place::Attribute("title"), label);
    dom::on_click("change-theme", move || theme::change(session));
    dom::on_click("open-help", move || session.show_dialog(Some(Dialog::Keys)));
}

/// Which Kubernetes. The select lies unseen over its own value, so that the bar shows the number
/// alone and the list has room for what each minor brought.
fn version(session: Session) {
    let chosen = move || session.editor.read().version.to_string();
    let select = dom::element("version").unchecked_into::<HtmlSelectElement>();
    select.set_inner_html(&markup::version_options());
    let field = select.clone();
    dom::watch(move || field.set_value(&chosen()));
    dom::text("version-shown", chosen);
    dom::on(&select.clone(), "change", move |_| {
        if let Some(version) = Version::named(&select.value()) {
            session.choose_version(version);
        }
    });
}
