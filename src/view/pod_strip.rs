//! The Pods of a workload: which there are, and which of them the rest of the page is about.
//!
//! A list whose selection follows the focus: the arrows up and down pick, every other key of the page
//! acts as it does elsewhere.

use super::dom::{self, Place};
use super::session::{Horizon, Session};
use crate::engine::End;
use crate::markup::timeline::{self, Percent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

pub(super) fn bind(session: Session) {
    dom::hidden("pods", move || session.shown.read().workload.is_none());
    let strip = move |write: fn(&crate::scene::PodStrip, usize) -> String| {
        let shown = session.shown.read();
        shown.workload.as_ref().map(|run| write(&run.strip, shown.pod)).unwrap_or_default()
    };
    dom::text("pods-owner", move || strip(|strip, _| strip.owner.clone()));
    dom::html("pod-axis", move || strip(|strip, _| timeline::pod_axis(strip)));
    dom::html("pod-list", move || strip(timeline::pod_rows));
    dom::text("pods-note", move || strip(|strip, _| strip.note.clone()));
    dom::html("job-row", move || job_row(session).unwrap_or_default());
    dom::keep("pods-now", Place::Attribute("style"), move || {
        let (shown, cursor) = (session.shown.read(), session.cursor.get());
        let (run, owned) = shown.owned()?;
        let range = run.strip.range;
        let left = Percent(range.percent(owned.in_workload(cursor).min(range.end)));
        Some(format!("left:{left}"))
    });
    dom::hidden("pods-further", move || {
        let shown = session.shown.read();
        let ends = |end| !matches!(end, End::Horizon { .. });
        session.choices.read().horizon == Horizon::TenMinutes
            || shown.workload.as_ref().is_none_or(|run| ends(run.timeline.end))
    });
    dom::on_click("pods-further", move || session.look_further());
    next(session);
    listen(session);
}

/// What `kubectl get job` prints about the Job of the Pod, or about one that makes no Pod.
fn job_row(session: Session) -> Option<String> {
    let moment = session.moment.read();
    let run = moment.shown.workload.as_ref()?;
    let job = moment.shown.owned().map_or(Some(0), |(_, owned)| owned.job)?;
    let row = run.timeline.job_row(job, moment.shown.in_workload(moment.at))?;
    Some(timeline::job_row(&row))
}

/// Offers the next Pod when there is nothing more to see of this one.
fn next(session: Session) {
    let next = move || {
        let moment = session.moment.read();
        moment.next().map(|(next, _)| next + 1)
    };
    dom::hidden("next-pod", move || next().is_none());
    dom::text("next-pod", move || {
        next().map(|number| format!("Go on with Pod {number}")).unwrap_or_default()
    });
    dom::on_click("next-pod", move || session.go_on());
}

fn listen(session: Session) {
    let list = dom::element("pod-list");
    dom::on(&list, "click", move |event| {
        if let Some(pod) = dom::number_hit(&event, "data-pod") {
            session.pick_pod(pod);
        }
    });
    dom::on(&list, "keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let pod = session.shown.read_untracked().pod;
        let next = match event.key().as_str() {
            "ArrowUp" => pod.saturating_sub(1),
            "ArrowDown" => pod + 1,
            _ => return,
        };
        event.prevent_default();
        session.pick_pod(next);
        // The rows are written anew; the picked one has the focus.
        if let Some(row) = row(session) {
            let _ = row.focus();
        }
    });
    let mut seen = None;
    let pane = dom::element("pods-scroll");
    dom::watch(move || {
        let picked = session.shown.read().pod;
        if seen.replace(picked) != Some(picked)
            && let Some(row) = row(session)
        {
            // The list, and only the list, scrolls.
            let (top, height) = (row.offset_top(), row.offset_height());
            let (from, room) = (pane.scroll_top(), pane.client_height());
            if top < from || top + height > from + room {
                pane.set_scroll_top(top - (room - height) / 2);
            }
        }
    });
}

/// The row of the picked Pod.
fn row(session: Session) -> Option<HtmlElement> {
    let id = format!("pod-{}", session.shown.read_untracked().pod);
    Some(document().get_element_by_id(&id)?.unchecked_into())
}
