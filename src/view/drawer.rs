//! Beside the events: what the cluster itself records, why something happened, and the Pod's status.

use super::dom::{self, Place};
use super::session::{Moment, Session, Shown};
use crate::engine::{ControllerEventKind, EventId, Moment as Step, Rule, SimTime, age};
use crate::markup;
use crate::playback;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// What `kubectl events` prints.
    Events,
    /// Why?
    Why,
    /// Phase, conditions and endpoint.
    Status,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Events, Self::Why, Self::Status];

    fn id(self) -> &'static str {
        match self {
            Self::Events => "tab-events",
            Self::Why => "tab-why",
            Self::Status => "tab-status",
        }
    }

    /// The tab that an arrow key leads to, around the ends.
    fn beside(self, key: &str) -> Option<Self> {
        let steps = match key {
            "ArrowRight" => 1,
            "ArrowLeft" => Self::ALL.len() - 1,
            _ => return None,
        };
        Some(Self::ALL[(self as usize + steps) % Self::ALL.len()])
    }
}

pub(super) fn bind(session: Session) {
    tabs(session);
    let panel = dom::element("drawer-panel");
    dom::on(&panel, "click", move |event| {
        let id = dom::number_hit(&event, "data-event").and_then(|id| id.try_into().ok());
        if let (Some(id), Some(_)) = (id, dom::hit(&event, "button")) {
            session.show_event(EventId(id));
        }
    });
    let (mut written, mut last) = (String::new(), None);
    dom::watch(move || {
        let tab = session.page.read().tab;
        let moment = session.moment.read();
        let html = match tab {
            Tab::Events => {
                let timeline = moment.shown.timeline();
                let events = timeline.cluster_events(moment.at);
                markup::cluster_events(&timeline.pod, &events, timeline.version)
            }
            Tab::Why => {
                let picked = session.selection.read().event;
                let (event, timeline) = (asked(&moment, picked), moment.shown.timeline());
                let controller = event.and_then(|event| controller(&moment.shown, event));
                markup::causes(timeline, event, picked.is_some(), controller.as_ref())
            }
            Tab::Status => markup::status_table(moment.shown.timeline(), &moment.state),
        };
        if html != written {
            dom::replace(&panel, &html);
            written = html;
            let another = last.replace(tab) != Some(tab);
            if tab == Tab::Why {
                // A long chain is read from its end.
                panel.set_scroll_top(panel.scroll_height());
            } else if another {
                panel.set_scroll_top(0);
            }
        }
        fill_in_ages(&panel, moment.at);
    });
}

/// The event to explain: the one picked out, or else the last one passed.
fn asked(moment: &Moment, picked: Option<EventId>) -> Option<EventId> {
    let events = &moment.shown.timeline().events;
    picked.filter(|event| (event.0 as usize) < events.len()).or_else(|| {
        let past = &events[..moment.passed];
        past.iter().rev().find(|event| playback::is_step(event)).map(|event| event.id)
    })
}

/// What the controller did that an event goes back to: it made the Pod, or deleted it.
fn controller(shown: &Shown, event: EventId) -> Option<(String, Rule)> {
    let (run, _) = shown.owned()?;
    let event = *shown.timeline().causes(event).last()?;
    let Step::Controller(id) = run.timeline.cause(Step::Pod { pod: shown.pod, event })? else {
        return None;
    };
    let told = run.timeline.event(id);
    let deletes = matches!(told.kind, ControllerEventKind::PodDeleted { .. });
    let does = if deletes { "deletes" } else { "creates" };
    Some((format!("{} {does} the Pod", run.strip.owner), told.rule))
}

/// Writes how old each event of the cluster is.
fn fill_in_ages(panel: &HtmlElement, now: SimTime) {
    let Ok(cells) = panel.query_selector_all("[data-at]") else { return };
    for index in 0..cells.length() {
        let Some(cell) = cells.item(index) else { continue };
        let cell: HtmlElement = cell.unchecked_into();
        let at = cell.get_attribute("data-at").and_then(|at| at.parse().ok()).map(SimTime);
        let text = at.map(|at| age(SimTime::from_secs(now.0 / 1000).since(at).whole_secs()));
        cell.set_text_content(text.as_deref());
    }
}

fn tabs(session: Session) {
    // Whoever picks out an event asks why.
    let mut last = None;
    dom::watch(move || {
        let picked = session.selection.read().event;
        if picked.is_some() && picked != last {
            choose(session, Tab::Why);
        }
        last = picked;
    });
    for tab in Tab::ALL {
        let open = move || session.page.read().tab == tab;
        dom::keep(tab.id(), Place::Attribute("aria-selected"), move || Some(open().to_string()));
        dom::keep(tab.id(), Place::Attribute("tabindex"), move || {
            Some(if open() { "0" } else { "-1" }.to_owned())
        });
        dom::on_click(tab.id(), move || choose(session, tab));
    }
    dom::keep("drawer-panel", Place::Attribute("aria-labelledby"), move || {
        Some(session.page.read().tab.id().to_owned())
    });
    dom::on(&dom::element("tabs"), "keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let tab = session.page.read_untracked().tab;
        if let Some(beside) = tab.beside(&event.key()) {
            event.prevent_default();
            choose(session, beside);
            let _ = dom::element(beside.id()).focus();
        }
    });
}

fn choose(session: Session, tab: Tab) {
    session.page.update(|page| page.tab = tab);
}
