//! Everything that happens, as a table: the timeline in words, for reading, for screen readers, and
//! to go to any event with a click. What lies ahead is there too; the style sheet dims the rows behind
//! the current one.

use super::dom;
use super::session::{Session, Shown};
use crate::engine::EventId;
use crate::markup;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::sync::Arc;
use web_sys::HtmlElement;

pub(super) fn bind(session: Session) {
    let body = dom::element("event-rows");
    dom::on(&body, "click", move |event| {
        if let Some(id) = dom::number_hit(&event, "data-event").and_then(|id| id.try_into().ok()) {
            session.show_event(EventId(id));
        }
    });
    let panel = dom::element("happens");
    let mut rows = Rows::default();
    dom::watch(move || {
        let moment = session.moment.read();
        rows.write(&body, &moment.shown);
        if rows.mark_current(moment.passed) {
            rows.keep_current_in_sight(&panel);
        }
        rows.mark_picked(session.selection.read().event);
    });
}

/// The rows as they stand on the page. Two attributes follow the playhead and the selection; nothing
/// is written again for them.
#[derive(Default)]
struct Rows {
    shown: Option<Arc<Shown>>,
    listed: Vec<EventId>,
    current: Option<EventId>,
    /// How many rows have happened: that many were in sight last.
    happened: usize,
    picked: Option<EventId>,
}

impl Rows {
    /// Writes the rows of `shown`, unless they are there.
    fn write(&mut self, body: &HtmlElement, shown: &Arc<Shown>) {
        if self.shown.as_ref().is_some_and(|last| Arc::ptr_eq(last, shown)) {
            return;
        }
        let listed = markup::listed(shown.timeline());
        dom::replace(body, &markup::event_rows(shown.timeline(), &listed));
        let happened = self.happened;
        let shown = Some(Arc::clone(shown));
        *self = Self { shown, listed, current: None, happened, picked: None };
    }

    /// Marks the last row that has happened; everything behind it is still to come. Says whether it
    /// is another row than before, counted from the top: only then the list has to scroll, which
    /// makes the browser lay out the page at once.
    fn mark_current(&mut self, passed: usize) -> bool {
        let count = self.listed.partition_point(|id| (id.0 as usize) < passed);
        let current = count.checked_sub(1).map(|last| self.listed[last]);
        let before = std::mem::replace(&mut self.current, current);
        if before == current {
            return false;
        }
        if let Some(row) = before.and_then(row) {
            let _ = row.remove_attribute("aria-current");
        }
        if let Some(row) = current.and_then(row) {
            dom::set(&row, "aria-current", "true");
        }
        std::mem::replace(&mut self.happened, count) != count
    }

    fn mark_picked(&mut self, picked: Option<EventId>) {
        let before = std::mem::replace(&mut self.picked, picked);
        if before != picked {
            for (event, picked) in [(before, false), (picked, true)] {
                if let Some(row) = event.and_then(row) {
                    let _ = row.class_list().toggle_with_force("picked", picked);
                }
            }
        }
    }

    /// Scrolls the list, and only the list, so that the row of the playhead is in it.
    fn keep_current_in_sight(&self, panel: &HtmlElement) {
        let Some(row) = self.current.and_then(row) else { return };
        let (top, height) = (row.offset_top(), row.offset_height());
        let (from, seen) = (panel.scroll_top(), panel.client_height());
        if top < from + 2 * height || top + 2 * height > from + seen {
            panel.set_scroll_top((top - seen / 2).max(0));
        }
    }
}

/// The row of an event, if it has one.
fn row(id: EventId) -> Option<HtmlElement> {
    let row = document().get_element_by_id(&format!("event-{}", id.0))?;
    Some(row.unchecked_into())
}
