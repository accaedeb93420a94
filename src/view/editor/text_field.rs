//! The text itself: a plain `<textarea>`, which every browser, screen reader and keyboard knows.
//! Behind it lie the lines with their numbers and rails; they follow its scrolling.

use super::super::objects;
use super::super::session::{Session, use_session};
use super::{FIELD, lines};
use crate::scene::Selection;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Texts shorter than this are parsed with every key.
const AT_ONCE: u32 = 100_000;
/// Longer ones when typing has paused for so many milliseconds.
const PAUSE: u32 = 150;

/// The text field, with the lines behind it.
#[component]
pub(super) fn TextField() -> impl IntoView {
    let session = use_session();
    let field = NodeRef::<leptos::html::Textarea>::new();
    let backdrop = NodeRef::<leptos::html::Div>::new();
    let pending = StoredValue::new_local(None::<Timeout>);
    let start = RwSignal::new(1);
    let rails = Memo::new(move |_| rails(session));

    // What comes from outside goes into the field; what is typed there goes the other way.
    Effect::new(move || {
        let text = session.loaded.with(|loaded| loaded.text.clone());
        if let Some(field) = field.get() {
            pending.set_value(None);
            field.set_value(&text);
            // A new value leaves the cursor at its end; reading begins at the beginning.
            let _ = field.set_selection_range(0, 0);
            field.set_scroll_top(0);
        }
    });
    let typed = move |_| {
        let Some(field) = field.get_untracked() else { return };
        if field.text_length() < AT_ONCE {
            pending.set_value(None);
            session.edit(field.value());
        } else {
            pending.set_value(Some(Timeout::new(PAUSE, move || session.edit(field.value()))));
        }
    };
    let scrolled = move |_| {
        if let (Some(field), Some(backdrop)) = (field.get_untracked(), backdrop.get_untracked()) {
            backdrop.set_scroll_top(field.scroll_top());
            let top = usize::try_from(field.scroll_top()).unwrap_or(0) / line_height(&field);
            let wanted = lines::window_start(top);
            if start.get_untracked() != wanted {
                start.set(wanted);
            }
        }
    };
    // A lane picked out elsewhere brings its lines into sight, and a click into the text picks out
    // the lane of that line.
    Effect::new(move || {
        let Some(container) = session.selection.with(|selection| selection.container) else {
            return;
        };
        let rail = rails
            .with_untracked(|rails| rails.iter().copied().find(|rail| rail.container == container));
        if let (Some(rail), Some(field)) = (rail, field.get_untracked()) {
            reveal(&field, rail.first, rail.last);
        }
    });
    let clicked = move |_| {
        if let Some(field) = field.get_untracked() {
            select_lane(session, &field, &rails.read_untracked());
        }
    };
    view! {
        <div class="backdrop" node_ref=backdrop aria-hidden="true">
            <Backdrop start rails />
        </div>
        <textarea
            id=FIELD
            node_ref=field
            wrap="off"
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            aria-label="Manifest, YAML or JSON"
            aria-describedby="problem-count"
            aria-invalid=move || (session.error_count() > 0).to_string()
            on:input=typed
            on:scroll=scrolled
            on:click=clicked
        />
    }
}

/// The lines from `start` on: numbers, rails and marks.
#[component]
fn Backdrop(start: RwSignal<usize>, rails: Memo<Vec<lines::Rail>>) -> impl IntoView {
    let session = use_session();
    let count = Memo::new(move |_| session.manifest_text.with(|text| lines::count(text)));
    let wrong = Memo::new(move |_| {
        if session.manifest_text.with(|text| text.trim().is_empty()) {
            return Vec::new();
        }
        session.problems.with(|problems| {
            problems.iter().map(|problem| (problem.position.line, problem.severity)).collect()
        })
    });
    let selected = Memo::new(move |_| session.selection.with(|selection| selection.container));
    let shown = move || {
        lines::window(start.get(), count.get(), &rails.read(), &wrong.read(), selected.get())
    };
    view! {
        <div class="lines" style:--lines=move || count.get().to_string()>
            <For each=shown key=Clone::clone let:line>
                <div
                    class="line"
                    class:sel=line.selected
                    data-lane=line.hue.map(|hue| hue.to_string())
                    data-mark=line.mark
                    style:--line-index=(line.number - 1).to_string()
                >
                    {line.number}
                </div>
            </For>
        </div>
    }
}

/// Picks out the lane of the line that the cursor of the text stands in, if it has one.
fn select_lane(session: Session, field: &web_sys::HtmlTextAreaElement, rails: &[lines::Rail]) {
    let offset = field.selection_start().ok().flatten().unwrap_or(0);
    let line = lines::line_at(&field.value(), usize::try_from(offset).unwrap_or(0));
    let container = rails
        .iter()
        .find(|rail| (rail.first..=rail.last).contains(&line))
        .map(|rail| rail.container);
    let before = session.selection.with_untracked(|selection| selection.container);
    if container.is_some() && container != before {
        session.selection.set(Selection { container, event: None });
    }
}

/// Where each container of the Pod stands in the text; nothing while the text has no Pod.
fn rails(session: Session) -> Vec<lines::Rail> {
    let manifest = session.parsed.read();
    let object = session.chosen.get().and_then(|chosen| manifest.objects.get(chosen));
    let (Some(object), Some(pod)) = (object, session.pod.get()) else { return Vec::new() };
    objects::rails(&manifest, object, &pod)
        .into_iter()
        .map(|(container, first, last)| lines::Rail { container, first, last })
        .collect()
}

/// The height of a line in pixels; never zero.
fn line_height(field: &web_sys::HtmlTextAreaElement) -> usize {
    let style = window().get_computed_style(field).ok().flatten();
    let text =
        style.and_then(|style| style.get_property_value("line-height").ok()).unwrap_or_default();
    let whole = text.split(['.', 'p']).next().and_then(|digits| digits.parse().ok());
    whole.unwrap_or(17).max(1)
}

/// Scrolls `field` so that the lines from `first` to `last` are in sight, if they are not.
pub(super) fn reveal(field: &web_sys::HtmlTextAreaElement, first: usize, last: usize) {
    let height = line_height(field);
    let pixels = |line: usize| i32::try_from(line.saturating_mul(height)).unwrap_or(i32::MAX);
    let (top, bottom) = (pixels(first - 1), pixels(last));
    let (from, to) = (field.scroll_top(), field.scroll_top() + field.client_height());
    if top < from || bottom > to {
        field.set_scroll_top((top - 2 * pixels(1)).max(0));
    }
}
