//! Everything that happens, as a table: the timeline in words, for reading, for screen readers, and
//! to go to any event with a click. What lies ahead is there too, dimmed.

use super::session::{Session, use_session};
use crate::engine::{Event, EventId, EventKind, SimTime, Subject, Timeline};
use crate::model::{ContainerIndex, ProbeKind};
use crate::playback;
use crate::scene::words;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::collections::BTreeMap;

/// One row, with everything that is written in it. The style sheet dims the rows behind the current
/// one: what lies ahead.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct EventRow {
    id: u32,
    at: u64,
    who: String,
    hue: Option<usize>,
    what: String,
    because: String,
    assumed: bool,
}

/// The table of events.
#[component]
pub(super) fn EventList() -> impl IntoView {
    let session = use_session();
    let rows = Memo::new(move |_| rows(&session.timeline.read()));
    // The last row that has happened; everything behind it is still to come.
    let current = Memo::new(move |_| {
        let passed = session.now.get();
        rows.with(|rows| rows.iter().rev().map(|row| row.id).find(|id| (*id as usize) < passed))
    });
    let selected = Memo::new(move |_| session.selection.with(|selection| selection.event));
    let panel = NodeRef::<leptos::html::Section>::new();
    Effect::new(move || {
        if let (Some(id), Some(panel)) = (current.get(), panel.get()) {
            keep_in_sight(&panel, id);
        }
    });
    view! {
        <section class="happens" aria-labelledby="happens-title" node_ref=panel tabindex="0">
            <h2 id="happens-title">"What happens"</h2>
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">"Time"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Because"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone let:row>
                        <Row session row current selected />
                    </For>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(
    session: Session,
    row: EventRow,
    current: Memo<Option<u32>>,
    selected: Memo<Option<EventId>>,
) -> impl IntoView {
    let id = row.id;
    let time = SimTime(row.at).to_string();
    let assumed = row.assumed.then(|| {
        view! { <abbr class="assumed" title="Nobody says how long this takes: Podline assumes it">"assumed"</abbr> }
    });
    view! {
        <tr
            id=format!("event-{id}")
            class:picked=move || selected.get() == Some(EventId(id))
            aria-current=move || (current.get() == Some(id)).then_some("true")
            on:click=move |_| session.show_event(EventId(id))
        >
            <td>
                <button class="link">{time}</button>
            </td>
            <td data-lane=row.hue.map(|hue| hue.to_string())>
                <span class="who">{row.who}</span>
            </td>
            <td>{row.what}" "{assumed}</td>
            <td class="because">{row.because}</td>
        </tr>
    }
}

/// The rows of `timeline`. Probe results that repeat the one before, and what merely follows at the
/// same instant, are left out.
fn rows(timeline: &Timeline) -> Vec<EventRow> {
    let mut last = BTreeMap::<(ContainerIndex, ProbeKind), bool>::new();
    let mut told = |event: &Event| match (event.subject, &event.kind) {
        (Subject::Container(container), EventKind::Probed { probe, success }) => {
            last.insert((container, *probe), *success) != Some(*success)
        }
        (_, EventKind::PhaseChanged(_)) => true,
        _ => playback::is_step(event),
    };
    let events = timeline.events.iter().filter(|event| told(event));
    events
        .map(|event| {
            let container = match event.subject {
                Subject::Pod => None,
                Subject::Container(container) => Some(container),
            };
            EventRow {
                id: event.id.0,
                at: event.at.0,
                who: container
                    .map_or("Pod".to_owned(), |index| timeline.pod.container(index).name.clone()),
                hue: container.map(|index| index.0 % 8 + 1),
                what: words::capital(&words::sentence(timeline, event)),
                because: because(timeline, event),
                assumed: event.assumed,
            }
        })
        .collect()
}

/// The cause without the word that already heads its column.
fn because(timeline: &Timeline, event: &Event) -> String {
    let sentence = words::because(timeline, event).unwrap_or_default();
    sentence.strip_prefix("because ").map_or(sentence.clone(), str::to_owned)
}

/// Scrolls the list, and only the list, so that the row of the playhead is in it.
fn keep_in_sight(panel: &web_sys::HtmlElement, id: u32) {
    let Some(row) = document().get_element_by_id(&format!("event-{id}")) else { return };
    let row: web_sys::HtmlElement = row.unchecked_into();
    let (top, height) = (row.offset_top(), row.offset_height());
    let (from, seen) = (panel.scroll_top(), panel.client_height());
    if top < from + 2 * height || top + 2 * height > from + seen {
        panel.set_scroll_top((top - seen / 2).max(0));
    }
}
