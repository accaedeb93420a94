//! The ways a manifest comes in besides typing: the clipboard, files, files dropped on the pane.
//! Nothing leaves the browser.

use super::super::dialog::Dialog;
use super::super::dom;
use super::super::session::Session;
use super::super::workbench;
use super::field;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use js_sys::{Array, Promise};
use web_sys::{DragEvent, FileList, HtmlInputElement};

pub(super) fn bind(session: Session) {
    dom::hidden("empty", move || !session.reading.read().is_empty());
    dom::on_click("start-from-example", move || session.show_dialog(Some(Dialog::Examples)));

    let pane = dom::element("manifest");
    dom::on(&pane, "click", move |event| {
        if dom::hit(&event, "[data-paste]").is_some() {
            paste(session);
        }
    });
    dom::on(&pane, "change", move |event| {
        let Some(input) = dom::hit(&event, "[data-open]") else { return };
        let input: HtmlInputElement = input.unchecked_into();
        if let Some(files) = input.files() {
            read(session, &files);
        }
        // Picking the same file again shall be noticed.
        input.set_value("");
    });

    let classes = pane.class_list();
    let dropping = move |over| {
        let _ = classes.toggle_with_force("dropping", over);
    };
    let (over, left, dropped) = (dropping.clone(), dropping.clone(), dropping);
    dom::on(&pane, "dragover", move |event| {
        event.prevent_default();
        over(true);
    });
    dom::on(&pane, "dragleave", move |_| left(false));
    dom::on(&pane, "drop", move |event| {
        // The editor puts text where it is dropped.
        let is_taken = event.default_prevented();
        event.prevent_default();
        dropped(false);
        take_drop(session, event.unchecked_ref(), is_taken);
    });
}

/// Takes the text of the clipboard. Where the browser does not hand it out, the text is selected and
/// waits for the paste key.
fn paste(session: Session) {
    let take = move |text: Option<String>| match text {
        Some(text) if !text.is_empty() => session.load(&text, None),
        _ => {
            if !workbench::select(0, u32::MAX) {
                let _ = field().focus();
                field().select();
            }
        }
    };
    let clipboard = window().navigator().clipboard();
    // Only pages from a secure origin have a clipboard.
    if clipboard.is_undefined() {
        take(None);
    } else {
        dom::text_of(&clipboard.read_text(), take);
    }
}

/// Takes what was dropped: files, or text that nobody has taken.
fn take_drop(session: Session, event: &DragEvent, is_taken: bool) {
    let Some(data) = event.data_transfer() else { return };
    if let Some(files) = data.files().filter(|files| files.length() > 0) {
        read(session, &files);
    } else if !is_taken
        && let Ok(text) = data.get_data("text/plain")
        && !text.is_empty()
    {
        session.load(&text, None);
    }
}

/// Several files become one text, their objects set apart as in a stream of documents.
fn read(session: Session, files: &FileList) {
    let texts: Array = (0..files.length()).filter_map(|at| files.get(at)).map(|it| it.text()).collect();
    dom::kept(&Promise::all(&texts), move |texts| {
        // A refusal is no list: a file that went away, or a folder.
        let texts: Vec<String> = Array::from(&texts).iter().filter_map(|it| it.as_string()).collect();
        if !texts.is_empty() {
            session.load(&texts.join("\n---\n"), None);
        }
    });
}
