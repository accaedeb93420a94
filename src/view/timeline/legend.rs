//! The legend: what each texture and glyph means, drawn by the same parts as the lanes.

use super::{Picture, glyph};
use leptos::prelude::*;

pub(super) fn legend(picture: Picture) -> impl IntoView {
    // What is rare is explained only where it occurs.
    let has_gap =
        Memo::new(move |_| picture.scene.read().lanes().any(|lane| !lane.gaps.is_empty()));
    let has_kill = Memo::new(move |_| {
        picture.scene.read().lanes().any(|lane| lane.signals.iter().any(|mark| mark.kill))
    });
    let bar = || {
        view! {
            <rect class="body" x="1" y="2" width="24" height="12"/>
            <rect class="outline" x="1" y="2" width="24" height="12" rx="2"/>
        }
    };
    view! {
        <ul class="legend" aria-label="Legend">
            {item("waiting", view! { <line class="wait" x1="2" x2="25" y1="8" y2="8"/> })}
            {item("image pull", view! { <rect class="pull" x="1" y="4.5" width="24" height="7" fill="url(#pull-ink)"/> })}
            {item("running", bar())}
            {item("ready", view! { {bar()}<rect class="edge" x="1" y="2" width="24" height="4"/> })}
            {item("hook", view! {
                <rect class="body" x="1" y="1" width="24" height="14"/>
                <rect class="hook" x="4" y="5" width="18" height="8" rx="2"/>
            })}
            {item("probe fail, pass", view! {
                <g transform="translate(8 5)">{glyph::probe(false)}</g>
                <g transform="translate(18 5)">{glyph::probe(true)}</g>
            })}
            {item("SIGTERM", view! { <g transform="translate(12 9)">{glyph::signal(false, 7.0)}</g> })}
            {move || has_kill.get().then(|| item("SIGKILL", view! {
                <g transform="translate(12 12)">{glyph::signal(true, 4.0)}</g>
            }))}
            {item("stopping", view! {
                <rect class="term" x="1" y="2" width="24" height="12" fill="url(#term-ink)"/>
                <rect class="outline" x="1" y="2" width="24" height="12" rx="2"/>
            })}
            {item("exit 0", view! { <g transform="translate(12 8)">{glyph::cap(0)}</g> })}
            {item("exit ≠ 0", view! { <g transform="translate(12 8)">{glyph::cap(1)}</g> })}
            {move || has_gap.get().then(|| item("back-off", view! { <line class="gap" x1="2" x2="25" y1="8" y2="8"/> }))}
            {item("time assumed", view! { {bar()}<path class="assumed" d="M5 2H25V14H5"/> })}
        </ul>
    }
}

fn item(text: &'static str, drawing: impl IntoView + 'static) -> impl IntoView {
    view! { <li><svg width="26" height="16" class="lg" aria-hidden="true">{drawing}</svg>{text}</li> }
}
