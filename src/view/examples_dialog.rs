//! The examples as cards, by group. A card opens its manifest; a text somebody worked on is kept.

use super::dialog::{Dialog, DialogFrame};
use super::session::use_session;
use crate::content::{self, Example, Group};
use leptos::prelude::*;

/// The examples dialog.
#[component]
pub(super) fn ExamplesDialog() -> impl IntoView {
    let foot = || {
        view! {
            <p class="sub">"An example replaces the editor’s text. A text you have worked on is kept: "
            <b>"Bring back my text"</b>" stands under the editor."</p>
        }
    };
    view! {
        <DialogFrame dialog=Dialog::Examples title="Examples" foot=foot>
            {Group::ALL.into_iter().map(cards).collect_view()}
        </DialogFrame>
    }
}

fn cards(group: Group) -> impl IntoView {
    let examples = content::examples().iter().filter(|example| example.group == group);
    view! {
        <h3>{group.title()}</h3>
        <ul class="exgrid">{examples.map(|example| view! { <Card example /> }).collect_view()}</ul>
    }
}

#[component]
fn Card(example: &'static Example) -> impl IntoView {
    let session = use_session();
    let open = move || session.loaded.with(|loaded| loaded.example == Some(example.id));
    let choose = move |_| {
        session.dialog.set(None);
        session.load(example.text, Some(example.id));
        session.play_if_welcome();
    };
    view! {
        <li>
            <button class="excard" aria-current=move || open().then_some("true") on:click=choose>
                <b>{example.title}</b>
                <span>{example.summary.as_str()}</span>
            </button>
        </li>
    }
}
