//! The buttons that move time: previous event, play or pause, next event.

use super::icon::{Glyph, Icon};
use super::session::use_session;
use crate::playback::Step;
use leptos::prelude::*;

/// The transport.
#[component]
pub(super) fn PlaybackBar() -> impl IntoView {
    let session = use_session();
    let play = move || if session.playing.get() { "Pause" } else { "Play" };
    view! {
        <div class="keys">
            <button class="btn icon" aria-label="Previous event" title="Previous event (←)" on:click=move |_| session.step(Step::Back)>
                    <Icon glyph=Glyph::Previous />
                </button>
                <button
                    class="btn icon play"
                    aria-label=play
                    title=move || format!("{} (Space)", play())
                    on:click=move |_| session.toggle()
                >
                    {move || {
                        let glyph = if session.playing.get() { Glyph::Pause } else { Glyph::Play };
                        view! { <Icon glyph /> }
                    }}
                </button>
                <button class="btn icon" aria-label="Next event" title="Next event (→)" on:click=move |_| session.step(Step::Forward)>
                    <Icon glyph=Glyph::Next />
                </button>
        </div>
    }
}
