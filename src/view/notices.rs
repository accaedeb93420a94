//! Sentences above and below the timeline that say how text and picture stand to each other.

use super::dom;
use super::session::{Horizon, Session};
use crate::engine::End;
use crate::manifest::ProblemKind;
use leptos::prelude::*;

pub(super) fn bind(session: Session) {
    let notice = move || notice(session);
    dom::hidden("notice", move || notice().is_none());
    dom::text("notice-lead", move || notice().unwrap_or_default().0);
    dom::text("notice-rest", move || notice().unwrap_or_default().1);

    let stops = move || session.shown.read().scene.cut.as_ref().map(|cut| cut.sentence.clone());
    dom::hidden("stops-here", move || stops().is_none());
    dom::text("stops-text", move || stops().unwrap_or_default());
    dom::hidden("look-further", move || {
        session.shown.read().timeline().end == End::Steady
            || session.choices.read().horizon == Horizon::TenMinutes
    });
    dom::on_click("look-further", move || session.look_further());
}

/// The notice that belongs above the timeline now: what is said loud, and the rest.
fn notice(session: Session) -> Option<(String, String)> {
    let reading = session.reading.read();
    let errors = session.told().errors();
    if let Some(since) = &reading.stale_since {
        let rest = match (reading.is_empty(), errors) {
            (true, _) => "Paste one to draw its timeline.".to_owned(),
            (false, 0) => "The text has no Pod in it since then.".to_owned(),
            (false, 1) => "The text has changed since. Fix 1 problem to redraw.".to_owned(),
            (false, count) => {
                format!("The text has changed since. Fix {count} problems to redraw.")
            }
        };
        let lead = "The timeline shows the last manifest that worked,".to_owned();
        return Some((lead, format!("from {since}. {rest}")));
    }
    let lead = format!("Kubernetes {}", reading.version);
    let dropped = reading.problems.iter().filter(|it| it.kind == ProblemKind::Dropped).count();
    let count = match errors {
        0 if dropped == 0 => return None,
        0 => {
            let fields = if dropped == 1 { "1 field" } else { &format!("{dropped} fields") };
            let lead = format!("{lead} drops {fields} of this manifest.");
            return Some((
                lead,
                "It does so in silence; the timeline shows what is left.".to_owned(),
            ));
        }
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    };
    let rest = format!("{count}. The timeline shows what the rest of it does.");
    Some((lead + " refuses this manifest:", rest))
}
