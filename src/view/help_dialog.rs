//! The keys, from the table that the handler uses, and the switch that turns single keys off.

use super::dialog::{Dialog, DialogFrame};
use super::keys::{self, Group};
use super::session::use_session;
use super::storage::{self, Entry};
use leptos::prelude::*;

/// The help dialog.
#[component]
pub(super) fn HelpDialog() -> impl IntoView {
    let session = use_session();
    let switch = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        session.single_keys.set(on);
        storage::write(Entry::SingleKeys, if on { "on" } else { "off" });
    };
    let foot = move || {
        view! {
            <p class="sub">"Single keys are off while you type. Press "<kbd>"Esc"</kbd>" to leave the editor."</p>
            <label class="check">
                <input type="checkbox" prop:checked=move || session.single_keys.get() on:change=switch />
                "Single-key shortcuts"
            </label>
        }
    };
    view! {
        <DialogFrame dialog=Dialog::Help title="Keys" foot=foot>
            <div class="kcols">{keys::GROUPS.iter().map(table).collect_view()}</div>
        </DialogFrame>
    }
}

fn table(group: &'static Group) -> impl IntoView {
    let lines = group.lines.iter().map(|line| {
        let with = line.with.map(|with| view! { <kbd>{with}</kbd>" " });
        let caps = line.keys.iter().map(|key| view! { <kbd>{key.cap}</kbd>" " }).collect_view();
        view! {
            <tr>
                <td>{with}{caps}</td>
                <td>{line.meaning}</td>
            </tr>
        }
    });
    view! {
        <table class="ktab">
            <caption>{group.title}</caption>
            <tbody>{lines.collect_view()}</tbody>
        </table>
    }
}
