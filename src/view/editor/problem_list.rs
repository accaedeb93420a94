//! What is wrong with the text, in Kubernetes' words, each a click away from its line; below it one
//! line that counts.

use super::super::dom::{self, Place};
use super::super::session::Session;
use super::super::workbench;
use super::{enter, field, text_field};
use crate::manifest::{Problem, Severity};
use crate::markup;
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    let reading = move || session.reading.read();
    // An empty text has its own words, in the field.
    // The workbench has a list of its own, with all that the API server says.
    let has_list = move || session.reviewed.read().is_none() && !reading().is_empty();
    dom::hidden("problem-list", move || !has_list() || reading().problems.is_empty());
    dom::html("problem-list", move || markup::problem_list(&reading().problems));
    dom::on(&dom::element("problem-list"), "click", move |event| {
        let index = dom::number_hit(&event, "data-problem");
        if let (Some(index), Some(_)) = (index, dom::hit(&event, "button"))
            && let Some(problem) = session.reading.read_untracked().problems.get(index)
        {
            show(session, problem);
        }
    });

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

/// Puts the cursor of the text on the problem.
fn show(session: Session, problem: &Problem) {
    enter(session);
    let field = field();
    let text = field.value();
    let from = text_field::utf16_offset(&text, problem.range.start);
    let to = text_field::utf16_offset(&text, problem.range.end);
    if !workbench::select(from, to) {
        let _ = field.focus();
        let _ = field.set_selection_range(from, to);
    }
    text_field::reveal(problem.position.line, problem.position.line);
}
