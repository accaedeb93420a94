//! The examples as cards, by group. A card opens its manifest; a text somebody worked on is kept.

use super::dialog::{Dialog, DialogFrame};
use super::session::use_session;
use crate::content::{self, Example};
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
            {groups().into_iter().map(|(title, examples)| view! {
                <h3>{title}</h3>
                <ul class="exgrid">
                    {examples.into_iter().map(|example| view! { <Card example /> }).collect_view()}
                </ul>
            }).collect_view()}
        </DialogFrame>
    }
}

#[component]
fn Card(example: &'static Example) -> impl IntoView {
    let session = use_session();
    let open = move || session.loaded.with(|loaded| loaded.example == Some(example.id));
    let choose = move |_| {
        session.dialog.set(None);
        session.load(example.manifest, Some(example.id));
    };
    view! {
        <li>
            <button class="excard" aria-current=move || open().then_some("true") on:click=choose>
                <b>{example.title}</b>
                <span>{example.look_for}</span>
            </button>
        </li>
    }
}

/// The examples by group, groups in the order of their first example.
fn groups() -> Vec<(&'static str, Vec<&'static Example>)> {
    let mut groups: Vec<(&'static str, Vec<&'static Example>)> = Vec::new();
    for example in content::examples() {
        match groups.iter_mut().find(|(title, _)| *title == example.group) {
            Some((_, members)) => members.push(example),
            None => groups.push((example.group, vec![example])),
        }
    }
    groups
}
