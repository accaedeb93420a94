//! What `kubectl get pod` prints at the playhead, and the Pod's conditions.

use super::icon::{Glyph, Icon};
use super::session::use_session;
use crate::engine::Condition;
use leptos::prelude::*;

/// The conditions in the order in which a Pod comes by them.
const IN_ORDER: [Condition; 5] = [
    Condition::PodScheduled,
    Condition::PodReadyToStartContainers,
    Condition::Initialized,
    Condition::ContainersReady,
    Condition::Ready,
];

/// The row and the conditions.
#[component]
pub(super) fn StatusRibbon() -> impl IntoView {
    let session = use_session();
    let name = Memo::new(move |_| session.row.with(|row| row.name.clone()));
    let ready = Memo::new(move |_| session.row.with(|row| row.ready.clone()));
    let status = Memo::new(move |_| session.row.with(|row| row.status.clone()));
    let restarts = Memo::new(move |_| session.row.with(|row| row.restarts.clone()));
    let age = Memo::new(move |_| session.row.with(|row| row.age.clone()));
    let removed = Memo::new(move |_| session.state.with(|state| state.removed));
    let not_found = move || {
        let name = name.get();
        format!("Error from server (NotFound): pods \"{name}\" not found")
    };
    view! {
        <section class="ribbon" aria-label="kubectl get pod at the playhead">
            <Show when=move || !removed.get() fallback=move || view! { <p class="get gone">{not_found}</p> }>
            <table class="get">
                <caption class="vh">"kubectl get pod"</caption>
                <thead>
                    <tr>
                        <th scope="col">"NAME"</th>
                        <th scope="col">"READY"</th>
                        <th scope="col">"STATUS"</th>
                        <th scope="col">"RESTARTS"</th>
                        <th scope="col">"AGE"</th>
                    </tr>
                </thead>
                <tbody>
                    <tr>
                        <td class="name" title=move || name.get()>{move || name.get()}</td>
                        <td><Changing value=ready /></td>
                        <td><Changing value=status /></td>
                        <td>{move || restarts.get()}</td>
                        <td>{move || age.get()}</td>
                    </tr>
                </tbody>
            </table>
            </Show>
            <ul class="conds" aria-label="Pod conditions" hidden=move || removed.get()>
                {IN_ORDER.into_iter().map(|condition| view! { <ConditionChip condition /> }).collect_view()}
            </ul>
        </section>
    }
}

/// A cell that is underlined for a moment when its value changes: a new element each time, so that
/// the style sheet alone counts the moment.
#[component]
fn Changing(value: Memo<String>) -> impl IntoView {
    let first = StoredValue::new(true);
    move || {
        let text = value.get();
        let class = if first.get_value() { "cell" } else { "cell changed" };
        first.set_value(false);
        // A list with one keyed entry replaces its element; a plain element would be kept.
        view! {
            <For each=move || [text.clone()] key=Clone::clone let:text>
                <span class=class>{text}</span>
            </For>
        }
    }
}

#[component]
fn ConditionChip(condition: Condition) -> impl IntoView {
    let session = use_session();
    let holds =
        Memo::new(move |_| session.state.with(|state| state.conditions.contains(&condition)));
    view! {
        <li class="chip" data-value=move || holds.get().to_string()>
            {move || {
                let glyph = if holds.get() { Glyph::Check } else { Glyph::Cross };
                view! { <Icon glyph /> }
            }}
            {condition.as_str()}
            <span class="vh">{move || if holds.get() { ": True" } else { ": False" }}</span>
        </li>
    }
}
