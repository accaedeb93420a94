//! Above the timeline: the time, what just happened, and the controls that change what is played.

use super::session::{Session, use_session};
use crate::engine::{Basis, SimTime};
use crate::playback::{self, Playback, Rate};
use crate::scene::words;
use leptos::prelude::*;

/// The head of the timeline.
#[component]
pub(super) fn TimelineHead() -> impl IntoView {
    let session = use_session();
    // A tenth of a second is what is shown; the memo keeps the text still in between.
    let tenth = Memo::new(move |_| session.cursor.get().0 / 100);
    view! {
        <div class="tl-head">
            <div class="clock" role="timer" aria-label="Time" aria-live="off">
                {move || format!("{}.{}", tenth.get() / 10, tenth.get() % 10)}
                <small>"s"</small>
            </div>
            <Caption />
            <div class="controls">
                <Jump />
                <Speed />
                <DeletePod />
            </div>
        </div>
    }
}

/// What just happened, in a sentence. Spoken by screen readers too, but not while time runs faster
/// than on a clock: then only where it stops.
#[component]
fn Caption() -> impl IntoView {
    let session = use_session();
    let caption = Memo::new(move |_| {
        session.now.track();
        words::caption(&session.timeline.read(), session.cursor.get_untracked())
    });
    let spoken = Memo::new(move |_| {
        let hurried =
            session.playing.get() && session.playback.with(|playback| playback.rate().is_fast());
        let caption = caption.get();
        if hurried { String::new() } else { format!("{} {}", caption.strong, caption.rest) }
    });
    view! {
        <p class="caption" aria-hidden="true">
            <b>{move || caption.with(|caption| caption.strong.clone())}</b>
            " "
            {move || caption.with(|caption| caption.rest.clone())}
        </p>
        <p class="vh" role="status">{move || spoken.get()}</p>
    }
}

/// To the beginning of the start or of the end.
#[component]
fn Jump() -> impl IntoView {
    let session = use_session();
    let shutdown =
        Memo::new(move |_| playback::shutdown(&session.timeline.read()).map(|event| event.at));
    let ending = Memo::new(move |_| shutdown.get().is_some_and(|at| session.cursor.get() >= at));
    view! {
        <div class="seg" role="group" aria-label="Jump to">
            <button aria-pressed=move || (!ending.get()).to_string() on:click=move |_| session.startup()>
                "Startup"
            </button>
            <button
                aria-pressed=move || ending.get().to_string()
                disabled=move || shutdown.get().is_none()
                title=move || shutdown.get().is_none().then_some("This Pod is never stopped")
                on:click=move |_| session.shutdown()
            >
                "Shutdown"
            </button>
        </div>
    }
}

#[component]
fn Speed() -> impl IntoView {
    let session = use_session();
    let rate = Memo::new(move |_| session.playback.with(Playback::rate));
    let chosen = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        if let Some(rate) = Rate::ALL.into_iter().find(|rate| rate.to_string() == value) {
            session.playback.update(|playback| playback.set_rate(rate));
        }
    };
    let options = Rate::ALL.map(|option| {
        view! { <option value=option.to_string() selected=move || rate.get() == option>{option.to_string()}</option> }
    });
    view! {
        <select class="select" aria-label="Speed" on:change=chosen>
            {options.collect_view()}
        </select>
    }
}

/// What can be done about the deletion at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DeletionState {
    /// When it happens.
    at: SimTime,
    /// Podline proposes it; nobody asked for it.
    proposed: bool,
}

fn deletion(session: Session) -> Option<DeletionState> {
    let timeline = session.timeline.read();
    let action = timeline.scenario.deletion()?;
    Some(DeletionState { at: action.at, proposed: action.basis == Basis::Assumed })
}

/// Deletes the Pod at the playhead, or moves an existing deletion there.
#[component]
fn DeletePod() -> impl IntoView {
    let session = use_session();
    let exists = Memo::new(move |_| deletion(session).is_some());
    view! {
        <button
            class="btn danger"
            title=move || if exists.get() { "Move the delete to the playhead (D)" } else { "Delete the Pod at the playhead (D)" }
            on:click=move |_| session.delete_pod(session.cursor.get_untracked())
        >
            {move || if exists.get() { "Delete here" } else { "Delete pod" }}
        </button>
    }
}

/// Says when the Pod is deleted and by whom, and takes the deletion away.
#[component]
pub(super) fn DeletionNote() -> impl IntoView {
    let session = use_session();
    let deletion = Memo::new(move |_| deletion(session));
    move || {
        let deletion = deletion.get()?;
        let text = if deletion.proposed {
            format!("Podline proposes a delete at {}, to show the shutdown.", deletion.at)
        } else {
            format!("You delete the Pod at {}.", deletion.at)
        };
        Some(view! {
            <p class="stops" data-proposed=deletion.proposed.to_string()>
                <span class="delete-mark" aria-hidden="true"></span>
                {text}
                " "
                <button class="link" on:click=move |_| session.keep_pod()>"Don’t delete"</button>
            </p>
        })
    }
}
