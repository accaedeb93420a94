//! Above the timeline: the time, what just happened, and the controls that change what is played. And
//! below it, who deletes the Pod.

use super::dom::{self, Place};
use super::session::{Moment, Session};
use crate::engine::{Basis, SimTime};
use crate::markup::Markup;
use crate::playback::{self, Rate};
use crate::scene::words::{self, Caption};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

pub(super) fn bind(session: Session) {
    dom::text("clock", move || {
        let tenths = session.cursor.get().0 / 100;
        format!("{}.{}", tenths / 10, tenths % 10)
    });
    dom::text("caption-strong", move || caption(&session.moment.read()).strong);
    dom::text("caption-rest", move || caption(&session.moment.read()).rest);
    // Spoken by screen readers too, but not while time runs faster than on a clock: then only where
    // it stops.
    dom::text("caption-spoken", move || {
        let moment = session.moment.read();
        let caption = caption(&moment);
        if moment.hurried { String::new() } else { format!("{} {}", caption.strong, caption.rest) }
    });
    jump(session);
    speed(session);
    deletion(session);
}

/// What just happened, in a sentence.
fn caption(moment: &Moment) -> Caption {
    let mut caption = words::caption(moment.shown.timeline(), moment.at);
    if let Some((_, sentence)) = moment.next() {
        // There is room for two lines.
        if caption.strong.ends_with('.') {
            sentence.clone_into(&mut caption.rest);
        } else {
            caption.rest += " ";
            caption.rest += sentence;
        }
    }
    caption
}

/// To the beginning of the start or of the end.
fn jump(session: Session) {
    let shutdown =
        move || playback::shutdown(session.shown.read().timeline()).map(|event| event.at);
    // An event: so the moment tells, and not every frame asks.
    let ending = move || shutdown().is_some_and(|at| session.moment.read().at >= at);
    let pressed = Place::Attribute("aria-pressed");
    dom::keep("to-startup", pressed, move || Some((!ending()).to_string()));
    dom::keep("to-shutdown", pressed, move || Some(ending().to_string()));
    dom::keep("to-shutdown", Place::Attribute("disabled"), move || {
        shutdown().is_none().then(String::new)
    });
    dom::keep("to-shutdown", Place::Attribute("title"), move || {
        shutdown().is_none().then(|| "This Pod is never stopped".to_owned())
    });
    dom::on_click("to-startup", move || session.startup());
    dom::on_click("to-shutdown", move || session.shutdown());
}

fn speed(session: Session) {
    let mut markup = Markup::new();
    for rate in &Rate::ALL {
        markup.open("option");
        if *rate == Rate::NORMAL {
            markup.attr("selected", &"");
        }
        markup.text(rate).close();
    }
    let select = dom::element("speed").unchecked_into::<HtmlSelectElement>();
    select.set_inner_html(&markup.finish());
    dom::on(&select.clone(), "change", move |_| {
        let index = usize::try_from(select.selected_index()).ok();
        if let Some(&rate) = index.and_then(|index| Rate::ALL.get(index)) {
            session.playback.update(|playback| playback.set_rate(rate));
        }
    });
}

/// Deletes the Pod at the playhead, or moves an existing deletion there; says when it is deleted and
/// by whom, and takes the deletion away.
fn deletion(session: Session) {
    // When it happens, and whether Podline merely proposes it.
    let deletion = move || -> Option<(SimTime, bool)> {
        let shown = session.shown.read();
        let action = shown.timeline().scenario.deletion()?;
        Some((action.at, action.basis == Basis::Assumed))
    };
    let exists = move || deletion().is_some();
    dom::text("delete-pod", move || if exists() { "Delete here" } else { "Delete pod" }.to_owned());
    let others = move || session.shown.read().pod > 0;
    dom::keep("delete-pod", Place::Attribute("disabled"), move || others().then(String::new));
    dom::keep("delete-pod", Place::Attribute("title"), move || {
        if others() {
            return Some("Only the first Pod can be deleted".to_owned());
        }
        let does = if exists() { "Move the delete to" } else { "Delete the Pod at" };
        Some(format!("{does} the playhead (D)"))
    });
    dom::on_click("delete-pod", move || session.delete_pod(session.cursor.get_untracked()));

    dom::hidden("deletion-note", move || !exists());
    dom::keep("deletion-note", Place::Attribute("data-proposed"), move || {
        deletion().map(|(_, proposed)| proposed.to_string())
    });
    dom::text("deletion-text", move || match deletion() {
        Some((at, true)) => format!("Podline proposes a delete at {at}, to show the shutdown."),
        Some((at, false)) => format!("You delete the Pod at {at}."),
        None => String::new(),
    });
    dom::on_click("keep-pod", move || session.keep_pod());
    dom::hidden("footnotes", move || !exists() && session.shown.read().scene.cut.is_none());
}
