//! The small drawings of the bar anatomy, around their own origin.

use super::px;
use crate::markup::Markup;

/// An exit: round with a check for code 0, square with a cross otherwise.
pub(super) fn cap(markup: &mut Markup, code: i32) -> &mut Markup {
    markup.verbatim(if code == 0 {
        r#"<g class="cap ok"><circle r="7"/><path d="M-3 .2-.8 2.5 3.2-2.3"/></g>"#
    } else {
        r#"<g class="cap bad"><rect x="-6.5" y="-6.5" width="13" height="13" rx="2"/><path d="M-3-3 3 3M3-3-3 3"/></g>"#
    })
}

/// A signal, its origin at the bar's upper edge: a hollow triangle, or a filled flag for SIGKILL.
pub(super) fn signal(markup: &mut Markup, kill: bool, stem: f64) -> &mut Markup {
    markup
        .open("g")
        .attr("class", if kill { &"sig kill" } else { &"sig" })
        .open("path")
        .attr("class", &"stem")
        .attr("d", &format_args!("M0-2V{}", px(stem)))
        .close()
        .verbatim(if kill {
            r#"<path class="flag" d="M-5-11H5v8H-5z"/><path class="kx" d="M-2.5-9.5l5 5m0-5-5 5"/>"#
        } else {
            r#"<path class="flag" d="M-4.5-8h9L0-1.5z"/>"#
        })
        .close()
}

/// A probe result, hanging from its origin: a stroke is a pass, a cross a failure.
pub(super) fn probe(markup: &mut Markup, success: bool) -> &mut Markup {
    markup.verbatim(if success {
        r#"<g class="probe pass"><path d="M0 0v6"/></g>"#
    } else {
        r#"<g class="probe fail"><path d="M-2.5.5 2.5 5.5M2.5.5-2.5 5.5"/></g>"#
    })
}

/// One stripe and one hatch per lane, and the legend's own in ink. A pattern takes its colours where
/// it is defined, so these stand inside the themed picture.
pub(super) fn patterns(markup: &mut Markup) {
    markup.open("defs");
    for hue in 1..=8 {
        pair(markup, &hue.to_string(), &format!("var(--lane-{hue})"));
    }
    pair(markup, "ink", "var(--ink-2)");
    markup.close();
}

fn pair(markup: &mut Markup, name: &str, colour: &str) {
    pattern(markup, &format!("pull-{name}"), 5, 45);
    stripe(markup, "2", 5, colour);
    markup.close();
    pattern(markup, &format!("term-{name}"), 7, -45);
    stripe(markup, "7", 7, &format!("color-mix(in oklab, {colour} 14%, var(--pane))"));
    stripe(markup, "2.2", 7, &format!("color-mix(in oklab, {colour} 62%, var(--pane))"));
    markup.close();
}

/// Opens a square pattern, turned by `degrees`.
fn pattern(markup: &mut Markup, id: &str, side: i32, degrees: i32) {
    markup
        .open("pattern")
        .attr("id", &id)
        .attr("width", &side)
        .attr("height", &side)
        .attr("patternUnits", &"userSpaceOnUse")
        .attr("patternTransform", &format_args!("rotate({degrees})"));
}

fn stripe(markup: &mut Markup, width: &'static str, height: i32, colour: &str) {
    markup
        .open("rect")
        .attr("width", &width)
        .attr("height", &height)
        .attr("style", &format_args!("fill:{colour}"))
        .close();
}
