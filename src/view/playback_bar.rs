//! The buttons that move time: previous event, play or pause, next event.

use super::dom::{self, Place};
use super::session::Session;
use crate::markup::Icon;
use crate::playback::Step;
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    dom::on_click("previous", move || session.step(Step::Back));
    dom::on_click("play", move || session.toggle());
    dom::on_click("next", move || session.step(Step::Forward));
    let playing = move || session.moment.read().playing;
    let label = move || if playing() { "Pause" } else { "Play" };
    dom::keep("play", Place::Attribute("aria-label"), move || Some(label().to_owned()));
    dom::keep("play", Place::Attribute("title"), move || Some(format!("{} (Space)", label())));
    dom::html("play", move || if playing() { Icon::Pause } else { Icon::Play }.markup());
}
