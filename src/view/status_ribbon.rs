//! What `kubectl get pod` prints at the playhead, the Pod's conditions and its endpoint.

use super::dom::{self, Place};
use super::session::{Moment, Session};
use crate::markup::{self, Markup};
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    let name = move || session.moment.read().row.name.clone();
    let removed = move || session.moment.read().state.removed;
    dom::text("row-name", name);
    dom::keep("row-name", Place::Attribute("title"), move || Some(name()));
    changing("row-ready", session, |moment| &moment.row.ready);
    changing("row-status", session, |moment| &moment.row.status);
    dom::text("row-restarts", move || session.moment.read().row.restarts.clone());
    dom::text("row-age", move || session.moment.read().row.age.clone());
    dom::hidden("row", removed);
    dom::hidden("not-found", move || !removed());
    dom::text("not-found", move || {
        format!("Error from server (NotFound): pods \"{}\" not found", name())
    });
    dom::hidden("conditions", removed);
    dom::html("conditions", move || {
        let moment = session.moment.read();
        markup::status_chips(moment.shown.timeline(), &moment.state)
    });
}

/// A cell that is underlined for a moment when its value changes: a new element each time, so that
/// the style sheet alone counts the moment.
fn changing(id: &'static str, session: Session, value: fn(&Moment) -> &String) {
    let mut first = None;
    dom::html(id, move || {
        let moment = session.moment.read();
        let value = value(&moment);
        // The value that was there from the beginning has not changed.
        let changed = first.get_or_insert_with(|| value.clone()) != value;
        let mut markup = Markup::new();
        markup.leaf("span", if changed { "cell changed" } else { "cell" }, value);
        markup.finish()
    });
}
