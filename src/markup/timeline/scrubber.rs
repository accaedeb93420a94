//! The scrubber: the same time as the track, so that its thumb stays under the playhead.

use super::{line, place};
use crate::engine::SimTime;
use crate::markup::Markup;
use crate::scene::Scene;

/// Rail, the place of the ticks, and thumb; how far it has come is set as time runs.
pub fn scrubber(scene: &Scene) -> String {
    let mut markup = Markup::new();
    line(&mut markup, "rail", (0.0, 16.0), (scene.range.percent(scene.last()), 16.0)).close();
    markup.verbatim(r#"<line class="done" x1="0" y1="16" y2="16"/>"#);
    place(&mut markup, "ticks");
    markup.verbatim(r#"<svg class="thumb" overflow="visible"><circle cy="16" r="7"/></svg>"#);
    markup.finish()
}

/// One tick for each event that moves the picture on; `past` is the last that has happened.
pub fn scrubber_ticks(scene: &Scene, past: Option<SimTime>) -> String {
    let mut markup = Markup::new();
    for tick in &scene.event_ticks {
        let happened = past.is_some_and(|past| tick.at <= past);
        let x = scene.range.percent(tick.at);
        let (top, bottom) = if tick.tall { (5.0, 27.0) } else { (9.0, 23.0) };
        line(&mut markup, if happened { "ev past" } else { "ev" }, (x, top), (x, bottom)).close();
    }
    markup.finish()
}
