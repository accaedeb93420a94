//! The text itself: a plain `<textarea>`, which every browser, screen reader and keyboard knows.
//! Behind it lie the lines with their numbers and rails; they follow its scrolling.

use super::super::dom::{self, Place};
use super::super::session::Session;
use super::super::workbench;
use super::{FIELD, field};
use crate::markup;
use crate::scene::Selection;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::HtmlTextAreaElement;

/// Texts shorter than this are parsed with every key.
const AT_ONCE: u32 = 100_000;
/// Longer ones when typing has paused for so many milliseconds.
const PAUSE: u32 = 150;

pub(super) fn bind(session: Session) {
    let pending = typing(session);

    // What comes from outside goes into the field; what is typed there goes the other way.
    let mut last = None;
    dom::watch(move || {
        let editor = session.editor.read();
        if last.as_ref().is_some_and(|last| Arc::ptr_eq(last, &editor.loaded)) {
            return;
        }
        last = Some(Arc::clone(&editor.loaded));
        pending.set(None);
        if workbench::load(&editor.loaded) {
            return;
        }
        let field = field();
        field.set_value(&editor.loaded);
        // A new value leaves the cursor at its end; reading begins at the beginning.
        let _ = field.set_selection_range(0, 0);
        field.set_scroll_top(0);
    });
    dom::keep(FIELD, Place::Attribute("aria-invalid"), move || {
        Some((session.told().errors() > 0).to_string())
    });
    lines(session);

    // A lane picked out elsewhere brings its lines into sight, and a click into the text picks out
    // the lane of that line.
    dom::watch(move || {
        let container = session.selection.read().container;
        let reading = session.reading.read_untracked();
        if let Some(rail) = reading.rails.iter().find(|rail| Some(rail.container) == container) {
            reveal(rail.first, rail.last);
        }
    });
    dom::on_click(FIELD, move || select_lane(session, &field()));
}

/// Hands over what is typed. The result is the timer of a text that is still waiting for it.
fn typing(session: Session) -> Rc<Cell<Option<Timeout>>> {
    let pending = Rc::new(Cell::new(None));
    let hand_over = move || session.edit(&field().value());
    let timer = Rc::clone(&pending);
    dom::on(&field(), "input", move |_| {
        // A timer that is dropped does not ring.
        timer.set(None);
        if field().text_length() < AT_ONCE {
            hand_over();
        } else {
            timer.set(Some(Timeout::new(PAUSE, hand_over)));
        }
    });
    pending
}

/// The numbers, rails and marks behind the text.
fn lines(session: Session) {
    let start = RwSignal::new(1);
    let backdrop = dom::element("backdrop");
    dom::on(&field(), "scroll", move |_| {
        let field = field();
        backdrop.set_scroll_top(field.scroll_top());
        let top = usize::try_from(field.scroll_top()).unwrap_or(0) / line_height(&field);
        let wanted = markup::window_start(top);
        if start.get_untracked() != wanted {
            start.set(wanted);
        }
    });
    dom::keep("lines", Place::Attribute("style"), move || {
        Some(format!("--lines:{}", line_count(&session.reading.read().text)))
    });
    dom::html("lines", move || {
        let reading = session.reading.read();
        let told = session.told();
        let marks = if reading.is_empty() { &[][..] } else { &told.marks };
        let selected = session.selection.read().container;
        let count = line_count(&reading.text);
        markup::editor_lines(start.get(), count, &reading.rails, marks, selected)
    });
}

/// Picks out the lane of the line that the cursor of the text stands in, if it has one.
fn select_lane(session: Session, field: &HtmlTextAreaElement) {
    let offset = field.selection_start().ok().flatten().unwrap_or(0);
    let line = line_at(&field.value(), usize::try_from(offset).unwrap_or(0));
    let reading = session.reading.read_untracked();
    let rail = reading.rails.iter().find(|rail| rail.holds(line));
    let container = rail.map(|rail| rail.container);
    let before = session.selection.read_untracked().container;
    if container.is_some() && container != before {
        session.selection.set(Selection { container, event: None });
    }
}

/// The height of a line in pixels; never zero.
fn line_height(field: &HtmlTextAreaElement) -> usize {
    let style = window().get_computed_style(field).ok().flatten();
    let text =
        style.and_then(|style| style.get_property_value("line-height").ok()).unwrap_or_default();
    let whole = text.split(['.', 'p']).next().and_then(|digits| digits.parse().ok());
    whole.unwrap_or(17).max(1)
}

/// Scrolls the text so that the lines from `first` to `last` are in sight, if they are not.
pub(super) fn reveal(first: usize, last: usize) {
    if workbench::reveal(first, last) {
        return;
    }
    let field = field();
    let height = line_height(&field);
    let pixels = |line: usize| i32::try_from(line.saturating_mul(height)).unwrap_or(i32::MAX);
    let (top, bottom) = (pixels(first - 1), pixels(last));
    let (from, to) = (field.scroll_top(), field.scroll_top() + field.client_height());
    if top < from || bottom > to {
        field.set_scroll_top((top - 2 * pixels(1)).max(0));
    }
}

/// The number of lines of a text, as a text field counts them.
pub(super) fn line_count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count() + 1
}

/// The line, from 1, of the UTF-16 offset `offset`.
fn line_at(text: &str, offset: usize) -> usize {
    let mut units = 0;
    let before = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= offset
    });
    before.filter(|character| *character == '\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_a_text_field_counts() {
        let text = "é: 😀\nb";
        assert_eq!(line_at(text, 5), 1);
        assert_eq!(line_at(text, 6), 2);
    }
}
