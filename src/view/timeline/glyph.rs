//! The small drawings of the bar anatomy, around their own origin.

use leptos::prelude::*;

/// An exit: round with a check for code 0, square with a cross otherwise.
pub(super) fn cap(code: i32) -> impl IntoView {
    if code == 0 {
        view! { <g class="cap ok"><circle r="7"/><path d="M-3 .2-.8 2.5 3.2-2.3"/></g> }.into_any()
    } else {
        view! {
            <g class="cap bad">
                <rect x="-6.5" y="-6.5" width="13" height="13" rx="2"/>
                <path d="M-3-3 3 3M3-3-3 3"/>
            </g>
        }
        .into_any()
    }
}

/// A signal, its origin at the bar's upper edge: a hollow triangle, or a filled flag for SIGKILL.
pub(super) fn signal(kill: bool, stem: f64) -> impl IntoView {
    let stem = format!("M0-2V{stem}");
    if kill {
        view! {
            <g class="sig kill">
                <path class="stem" d=stem/>
                <path class="flag" d="M-5-11H5v8H-5z"/>
                <path class="kx" d="M-2.5-9.5l5 5m0-5-5 5"/>
            </g>
        }
        .into_any()
    } else {
        view! { <g class="sig"><path class="stem" d=stem/><path class="flag" d="M-4.5-8h9L0-1.5z"/></g> }.into_any()
    }
}

/// A probe result, hanging from its origin: a stroke is a pass, a cross a failure.
pub(super) fn probe(success: bool) -> impl IntoView {
    if success {
        view! { <g class="probe pass"><path d="M0 0v6"/></g> }.into_any()
    } else {
        view! { <g class="probe fail"><path d="M-2.5.5 2.5 5.5M2.5.5-2.5 5.5"/></g> }.into_any()
    }
}

/// One stripe and one hatch per lane, and the legend's own in ink. A pattern takes its colours where
/// it is defined, so these stand inside the themed picture.
pub(super) fn patterns() -> impl IntoView {
    let lanes = (1..=8).map(|hue| (hue.to_string(), format!("var(--lane-{hue})")));
    let legend = [("ink".to_owned(), "var(--ink-2)".to_owned())];
    let pairs = lanes
        .chain(legend)
        .map(|(name, colour)| {
            let pale = format!("color-mix(in oklab, {colour} 14%, var(--pane))");
            let strong = format!("color-mix(in oklab, {colour} 62%, var(--pane))");
            view! {
                <pattern id=format!("pull-{name}") width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="2" height="5" style:fill=colour/>
                </pattern>
                <pattern id=format!("term-{name}") width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                    <rect width="7" height="7" style:fill=pale/>
                    <rect width="2.2" height="7" style:fill=strong/>
                </pattern>
            }
        })
        .collect_view();
    view! { <defs>{pairs}</defs> }
}
