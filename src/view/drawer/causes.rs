//! Why: the chain of causes that led to the selected event, oldest first, each with the Kubernetes
//! rule that released it.

use super::super::session::use_session;
use crate::content;
use crate::engine::{EventId, Rule, Timeline};
use crate::playback;
use crate::scene::words;
use leptos::prelude::*;

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    event: u32,
    at: String,
    sentence: String,
    rule: Rule,
    /// It is the event asked about.
    last: bool,
    /// The rule is spelled out here: it differs from the one before.
    told: bool,
}

/// The chain of the selected event, or else of the last one passed.
#[component]
pub(super) fn Causes() -> impl IntoView {
    let session = use_session();
    let event = Memo::new(move |_| {
        let timeline = session.timeline.read();
        let picked = session.selection.with(|selection| selection.event);
        picked.filter(|event| (event.0 as usize) < timeline.events.len()).or_else(|| {
            let past = &timeline.events[..session.now.get().min(timeline.events.len())];
            past.iter().rev().find(|event| playback::is_step(event)).map(|event| event.id)
        })
    });
    let chain = Memo::new(move |_| {
        event.get().map(|event| chain(&session.timeline.read(), event)).unwrap_or_default()
    });
    // A long chain is read from its end.
    let list = NodeRef::<leptos::html::Ol>::new();
    Effect::new(move || {
        chain.track();
        let panel = list.get().and_then(|list| list.closest("[role=tabpanel]").ok().flatten());
        if let Some(panel) = panel {
            panel.set_scroll_top(panel.scroll_height());
        }
    });
    view! {
        <h2>{move || if session.selection.with(|selection| selection.event.is_some()) {
            "Why did this happen?"
        } else {
            "What led here?"
        }}</h2>
        <ol class="chain" node_ref=list>
            <For each=move || chain.get() key=|link| (link.event, link.at.clone(), link.sentence.clone(), link.told, link.last) let:link>
                <ChainLink link />
            </For>
        </ol>
        <Show when=move || chain.with(Vec::is_empty)>
            <p class="sub">"Nothing has happened yet."</p>
        </Show>
    }
}

#[component]
fn ChainLink(link: Link) -> impl IntoView {
    let session = use_session();
    let id = EventId(link.event);
    view! {
        <li class:now=link.last>
            <button class="link time" on:click=move |_| session.show_event(id)>{link.at}</button>
            <p>{link.sentence}</p>
            {link.told.then(|| view! { <RuleNote rule=link.rule open=link.last /> })}
        </li>
    }
}

/// The rule in plain words, with its source and the version from which it holds.
#[component]
fn RuleNote(rule: Rule, open: bool) -> impl IntoView {
    let rule = content::rule(rule);
    let since = rule.since.map(|minor| format!(" Since Kubernetes 1.{minor}."));
    view! {
        <details class="rule" open=open>
            <summary>{rule.title}</summary>
            <p>{rule.statement}{since}</p>
            <p class="source">{rule.source}</p>
        </details>
    }
}

fn chain(timeline: &Timeline, event: EventId) -> Vec<Link> {
    let mut ids = timeline.causes(event);
    ids.reverse();
    let asked = ids.last().copied();
    let mut before = None;
    ids.into_iter()
        .map(|id| {
            let event = timeline.event(id);
            let told = before != Some(event.rule);
            before = Some(event.rule);
            Link {
                event: id.0,
                at: event.at.to_string(),
                sentence: words::capital(&words::sentence(timeline, event)),
                rule: event.rule,
                last: Some(&id) == asked.as_ref(),
                told,
            }
        })
        .collect()
}
