//! What is wrong with the text, in Kubernetes' words, as long as the workbench has no list of its own;
//! below it one line that counts.

use super::super::dom::{self, Place};
use super::super::session::Session;
use super::text_field;
use crate::manifest::Severity;
use crate::markup;
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    let reading = move || session.reading.read();
    // An empty text has its own words, in the field.
    // The workbench has a list of its own, with all that the API server says.
    let has_list = move || session.reviewed.read().is_none() && !reading().is_empty();
    dom::hidden("problem-list", move || !has_list() || reading().problems.is_empty());
    dom::html("problem-list", move || markup::problem_list(&reading().problems));
    let worst =
        move || -> Option<Severity> { session.told().worst().filter(|_| !reading().is_empty()) };
    dom::hidden("problem-sign", move || worst().is_none());
    dom::keep("problem-sign", Place::Attribute("data-tone"), move || {
        worst().map(|severity| markup::sign(severity).1.to_owned())
    });
    dom::keep("problem-sign", Place::Html, move || {
        worst().map(|severity| markup::sign(severity).0.markup())
    });
    dom::text("problem-summary", move || {
        if reading().is_empty() { "Empty".to_owned() } else { session.told().count.clone() }
    });
    dom::hidden("bring-back", move || session.editor.read().set_aside.is_none());
    dom::on_click("bring-back", move || session.bring_back());
    dom::text("line-count", move || match text_field::line_count(&reading().text) {
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    });
}
