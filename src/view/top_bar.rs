//! The bar at the top: where one is, which example, which Kubernetes, which theme, which keys.

use super::dialog::Dialog;
use super::icon::{Glyph, Icon};
use super::session::{Session, use_session};
use super::theme;
use crate::content;
use leptos::prelude::*;

/// The top bar.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    let session = use_session();
    let example = Memo::new(move |_| {
        let id = session.loaded.with(|loaded| loaded.example)?;
        content::example(id).map(|example| example.title)
    });
    let theme_label = move || {
        let theme = session.theme.get();
        format!("Theme: {}. Change to {}", theme.name(), theme.next().name())
    };
    view! {
        <header class="topbar">
            <h1 class="wordmark">
                <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M2 6h10M6 12h12M11 18h8" />
                    <path class="ph" d="M15 2v20" />
                </svg>
                "Podline"
            </h1>
            <div class="grow"></div>
            <button class="btn ex" aria-haspopup="dialog" title="Examples (X)" on:click=move |_| session.dialog.set(Some(Dialog::Examples))>
                <span class="lbl">"Example"</span>
                <span class="val">{move || example.get().unwrap_or("Choose")}</span>
                <Icon glyph=Glyph::Down />
            </button>
            <p class="version"><span class="lbl">"Kubernetes"</span>" "{Session::VERSION.to_string()}</p>
            <button
                class="btn icon"
                aria-label=theme_label
                title=theme_label
                on:click=move |_| theme::choose(session, session.theme.get_untracked().next())
            >
                <Icon glyph=Glyph::Theme />
            </button>
            <button
                class="btn icon"
                aria-label="Keys"
                aria-haspopup="dialog"
                title="Keys (?)"
                on:click=move |_| session.dialog.set(Some(Dialog::Help))
            >
                "?"
            </button>
        </header>
    }
}
