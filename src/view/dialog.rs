//! The dialogs: the browser's own modal `<dialog>`, which keeps the focus inside, closes on Escape and
//! gives the focus back. The examples open their manifest; the keys come from the table that the
//! handler uses.

use super::dom;
use super::keys;
use super::session::Session;
use super::storage::{self, Entry};
use crate::markup::{self, Markup};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// The dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialog {
    /// The examples.
    Examples,
    /// The keys.
    Keys,
}

pub(super) fn bind(session: Session) {
    frame(session, Dialog::Examples, "examples");
    dom::html("example-cards", move || markup::example_cards(session.editor.read().example));
    dom::on(&dom::element("example-cards"), "click", move |event| {
        if let Some(id) = dom::attribute_hit(&event, "data-example") {
            session.show_dialog(None);
            session.load_example(&id);
        }
    });

    frame(session, Dialog::Keys, "keys-dialog");
    dom::element("key-tables").set_inner_html(&key_tables());
    let switch = dom::element("single-keys").unchecked_into::<HtmlInputElement>();
    switch.set_checked(session.page.read_untracked().single_keys);
    dom::on(&switch.clone(), "change", move |_| {
        let on = switch.checked();
        session.page.update(|page| page.single_keys = on);
        storage::write(Entry::SingleKeys, if on { "on" } else { "off" });
    });
}

/// Opens and closes a dialog as the session says, and tells the session when the browser closed it.
fn frame(session: Session, dialog: Dialog, id: &'static str) {
    let element = dom::element(id).unchecked_into::<HtmlDialogElement>();
    let again = element.clone();
    dom::on(&element, "close", move |_| {
        // The event comes late: meanwhile the dialog may have been opened again.
        if !again.open() && session.page.read_untracked().dialog == Some(dialog) {
            session.show_dialog(None);
        }
    });
    // A press on the dialog element itself is one on the scrim: its content covers all the rest.
    dom::on(&element, "mousedown", move |event| {
        if event.target() == event.current_target() {
            session.show_dialog(None);
        }
    });
    dom::on(&element, "click", move |event| {
        if dom::hit(&event, "[data-close]").is_some() {
            session.show_dialog(None);
        }
    });
    dom::watch(move || match (session.page.read().dialog == Some(dialog), element.open()) {
        (true, false) => {
            let _ = element.show_modal();
        }
        (false, true) => element.close(),
        _ => {}
    });
}

/// One table per group of keys.
fn key_tables() -> String {
    let mut markup = Markup::new();
    for group in keys::GROUPS {
        markup.open("table").attr("class", &"ktab").leaf("caption", "", &group.title);
        markup.open("tbody");
        for line in group.lines {
            markup.open("tr").open("td");
            let caps = line.keys.iter().map(|key| key.cap);
            for cap in line.with.into_iter().chain(caps) {
                markup.leaf("kbd", "", &cap).text(&" ");
            }
            markup.close().leaf("td", "", &line.meaning).close();
        }
        markup.close().close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::key_tables;

    #[test]
    fn the_help_shows_the_keys_of_the_table() {
        let tables = key_tables();
        assert!(tables.contains(
            "<tr><td><kbd>Shift</kbd> <kbd>←</kbd> <kbd>→</kbd> </td><td>0.1 s back, forward</td></tr>"
        ));
    }
}
