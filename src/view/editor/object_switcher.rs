//! The objects of a paste as tabs. What is not simulated is listed too, and says so.

use super::super::objects::{self, ObjectTab};
use super::super::session::use_session;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The tabs above the text.
#[component]
pub(super) fn ObjectSwitcher() -> impl IntoView {
    let session = use_session();
    let tabs = Memo::new(move |_| session.parsed.with(objects::tabs));
    let arrow = move |event: web_sys::KeyboardEvent| {
        let open: Vec<usize> =
            tabs.read_untracked().iter().filter(|tab| tab.simulated).map(|tab| tab.index).collect();
        let current = session
            .chosen
            .get_untracked()
            .and_then(|chosen| open.iter().position(|&index| index == chosen));
        let Some(current) = current else { return };
        let next = match event.key().as_str() {
            "ArrowLeft" => current.checked_sub(1).unwrap_or(open.len() - 1),
            "ArrowRight" => (current + 1) % open.len(),
            _ => return,
        };
        event.prevent_default();
        session.choose_object(open[next]);
        if let Some(tab) = document().get_element_by_id(&tab_id(open[next])) {
            let _ = tab.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    view! {
        <div class="objects" role="tablist" aria-label="Objects in this manifest" on:keydown=arrow>
            <For each=move || tabs.get() key=Clone::clone let:tab>
                <Tab tab />
            </For>
        </div>
    }
}

fn tab_id(index: usize) -> String {
    format!("object-{index}")
}

#[component]
fn Tab(tab: ObjectTab) -> impl IntoView {
    let session = use_session();
    let index = tab.index;
    let selected = Memo::new(move |_| session.chosen.get() == Some(index));
    let kind = if tab.kind.is_empty() { "no kind".to_owned() } else { tab.kind };
    let title = (!tab.simulated).then(|| format!("{kind} is not simulated: it has no Pod in it"));
    view! {
        <button
            role="tab"
            id=tab_id(index)
            aria-selected=move || selected.get().to_string()
            aria-controls=super::FIELD
            aria-disabled=(!tab.simulated).then_some("true")
            tabindex=move || if selected.get() { "0" } else { "-1" }
            title=title
            on:click=move |_| if tab.simulated { session.choose_object(index) }
        >
            <b>{kind}</b>
            " "
            {tab.name}
            {(!tab.simulated).then(|| view! { <span class="why-not">" · not simulated"</span> })}
        </button>
    }
}
