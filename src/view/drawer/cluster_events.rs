//! The cluster's own events, as `kubectl events` would list them at the playhead.

use super::super::session::use_session;
use crate::engine::{ClusterEvent, SimTime, age};
use leptos::prelude::*;

/// The table.
#[component]
pub(super) fn ClusterEvents() -> impl IntoView {
    let session = use_session();
    let events = Memo::new(move |_| {
        session.now.track();
        session.timeline.read().cluster_events(session.cursor.get_untracked())
    });
    let second = Memo::new(move |_| session.cursor.get().0 / 1000);
    let rows = move || events.get().into_iter().enumerate().collect::<Vec<_>>();
    let key = |(index, event): &(usize, ClusterEvent)| {
        (*index, event.at, event.reason, event.message.clone())
    };
    view! {
        <table class="events">
            <caption>"kubectl events at the playhead"</caption>
            <thead>
                <tr>
                    <th scope="col">"Type"</th>
                    <th scope="col">"Reason"</th>
                    <th scope="col">"Age"</th>
                    <th scope="col">"Message"</th>
                </tr>
            </thead>
            <tbody>
                <For each=rows key=key let:entry>
                    <tr class:warn=entry.1.warning>
                        <td>{if entry.1.warning { "Warning" } else { "Normal" }}</td>
                        <td>{entry.1.reason}</td>
                        <td>{move || age(SimTime::from_secs(second.get()).since(entry.1.at).whole_secs())}</td>
                        <td>{entry.1.message.clone()}</td>
                    </tr>
                </For>
            </tbody>
        </table>
    }
}
