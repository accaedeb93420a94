//! Beside the events: what the cluster itself records, and why something happened.

mod causes;
mod cluster_events;

use super::session::use_session;
use causes::Causes;
use cluster_events::ClusterEvents;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Events,
    Why,
}

impl Tab {
    const ALL: [Self; 2] = [Self::Events, Self::Why];

    fn title(self) -> &'static str {
        match self {
            Self::Events => "Events",
            Self::Why => "Why?",
        }
    }

    fn tab_id(self) -> &'static str {
        match self {
            Self::Events => "tab-events",
            Self::Why => "tab-why",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Events => Self::Why,
            Self::Why => Self::Events,
        }
    }
}

/// The drawer.
#[component]
pub(super) fn Drawer() -> impl IntoView {
    let session = use_session();
    let tab = RwSignal::new(Tab::Why);
    let selected = Memo::new(move |_| session.selection.with(|selection| selection.event));
    // Whoever picks out an event asks why.
    Effect::new(move || {
        if selected.get().is_some() {
            tab.set(Tab::Why);
        }
    });
    let arrow = move |event: web_sys::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            event.prevent_default();
            tab.update(|tab| *tab = tab.other());
            if let Some(button) = document().get_element_by_id(tab.get_untracked().tab_id()) {
                let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    };
    let buttons = Tab::ALL.map(|own| {
        view! {
            <button
                role="tab"
                id=own.tab_id()
                aria-controls="drawer-panel"
                aria-selected=move || (tab.get() == own).to_string()
                tabindex=move || if tab.get() == own { "0" } else { "-1" }
                on:click=move |_| tab.set(own)
            >
                {own.title()}
            </button>
        }
    });
    view! {
        <aside class="drawer" aria-label="Details">
            <div class="tabs" role="tablist" aria-label="Details" on:keydown=arrow>{buttons.collect_view()}</div>
            <div class="panel" role="tabpanel" id="drawer-panel" tabindex="0" aria-labelledby=move || tab.get().tab_id()>
                {move || match tab.get() {
                    Tab::Events => view! { <ClusterEvents /> }.into_any(),
                    Tab::Why => view! { <Causes /> }.into_any(),
                }}
            </div>
        </aside>
    }
}
