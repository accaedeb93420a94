//! Sentences above the timeline that say how text and picture stand to each other.

use super::icon::{Glyph, Icon};
use super::session::{Horizon, use_session};
use crate::engine::End;
use leptos::prelude::*;

/// The notice that belongs above the timeline now, if any.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let session = use_session();
    let errors = Memo::new(move |_| session.error_count());
    let empty = Memo::new(move |_| session.manifest_text.with(|text| text.trim().is_empty()));
    move || match (session.stale_since.get(), errors.get()) {
        (Some(since), errors) => {
            let rest = match (empty.get(), errors) {
                (true, _) => " Paste one to draw its timeline.".to_owned(),
                (false, 0) => " The text has no Pod in it since then.".to_owned(),
                (false, 1) => " The text has changed since. Fix 1 problem to redraw.".to_owned(),
                (false, count) => {
                    format!(" The text has changed since. Fix {count} problems to redraw.")
                }
            };
            Some(view! {
                <div class="notice" data-tone="warning">
                    <Icon glyph=Glyph::Warning />
                    <p><b>"The timeline shows the last manifest that worked,"</b>{format!(" from {since}.{rest}")}</p>
                </div>
            })
        }
        (None, errors) if errors > 0 => {
            let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            let text = format!(" {count}. The timeline shows what the rest of it does.");
            Some(view! {
                <div class="notice" data-tone="warning">
                    <Icon glyph=Glyph::Warning />
                    <p><b>"Kubernetes refuses this manifest:"</b>{text}</p>
                </div>
            })
        }
        _ => None,
    }
}

/// Where the picture stops although the Pod goes on.
#[component]
pub(super) fn StopsHere() -> impl IntoView {
    let session = use_session();
    let sentence = Memo::new(move |_| {
        session.scene.with(|scene| scene.cut.as_ref().map(|cut| cut.sentence.clone()))
    });
    let more = move || {
        let goes_on = session.timeline.with(|timeline| timeline.end != End::Steady);
        (goes_on && session.horizon.get() == Horizon::TwoMinutes).then(|| {
            view! {
                <button class="link" on:click=move |_| session.horizon.set(Horizon::TenMinutes)>"Show 10 min"</button>
            }
        })
    };
    move || {
        sentence
            .get()
            .map(|sentence| view! { <p class="stops"><b>"Stops here: "</b>{sentence}" "{more}</p> })
    }
}
