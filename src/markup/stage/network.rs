//! The loopback, what is plugged into it, and who is outside.

use super::{group, label, rect, source, text, vertical, words, words_id};
use crate::engine::SimTime;
use crate::insight::links::Way;
use crate::markup::Markup;
use crate::scene::stage::{Element, Ghost, Rect, Stage, Wire};

/// The loopback itself.
pub(super) fn bus(markup: &mut Markup, stage: &Stage) {
    let Rect { x, y, width, .. } = stage.bus;
    markup.open("g").attr("class", &"bus");
    markup.open("path").attr("d", &format_args!("M{x} {y}h{width}")).close();
    label(markup, "", (x, y + 19), &stage.bus_label);
    markup.close();
}

/// Every port.
pub(super) fn jacks(markup: &mut Markup, stage: &Stage) {
    for jack in &stage.jacks {
        let card = stage.cards.iter().find(|it| it.container == jack.container);
        let y = card.map_or(stage.bus.y, |it| it.rect.bottom()) + 4;
        group(markup, "jack", &jack.element)
            .attr("data-lane", &jack.hue)
            .attr("data-port", &jack.port);
        source(markup, &jack.source, &jack.title);
        vertical(markup, "", jack.x, y, stage.bus.y);
        circle(markup, "", (jack.x, y), 5);
        circle(markup, "hole", (jack.x, y), 2);
        cross(markup, jack.x, stage.bus.y - 12);
        label(markup, "port", (jack.x + 9, y + 17), &jack.label);
        if !jack.element.life.is_silent() {
            told(markup, &jack.element, jack.told);
        }
        markup.close();
    }
}

fn circle(markup: &mut Markup, class: &'static str, (x, y): (i32, i32), radius: i32) {
    markup
        .open("circle")
        .attr("class", &class)
        .attr("cx", &x)
        .attr("cy", &y)
        .attr("r", &radius)
        .close();
}

/// Every call.
pub(super) fn wires(markup: &mut Markup, stage: &Stage) {
    for wire in &stage.wires {
        group(markup, "call", &wire.element).attr("data-lane", &wire.hue);
        source(markup, &wire.source, &wire.title);
        let path = path(wire, stage.bus.y);
        markup.open("path").attr("class", &"wire").attr("d", &path).close();
        markup.open("path").attr("class", &"flow").attr("d", &path).close();
        let plug = Rect { x: wire.x - 5, y: wire.y - 1, width: 10, height: 9 };
        rect(markup, "plug", plug, 2).close();
        let (x, y) = match (wire.to, wire.foot) {
            (Some(to), Some(foot)) => (i32::midpoint(wire.x, to), foot),
            (None, Some(foot)) => (wire.x, foot),
            _ => (wire.x, wire.y + 22),
        };
        cross(markup, x, y);
        doubt(markup, x, y);
        label(markup, "port", (wire.x + 9, wire.y + 21), &wire.label);
        told(markup, &wire.element, wire.told);
        markup.close();
    }
}

/// The state of an element in words, below the loopback. Without room to write it, it is in the
/// sentences alone.
fn told(markup: &mut Markup, element: &Element, place: Option<(i32, i32)>) {
    let (class, (x, y)) = place.map_or(("untold", (0, 0)), |place| ("words", place));
    words(markup, class, element, x, y);
}

/// From the plug down to the loopback and along it to the jack.
fn path(wire: &Wire, bus: i32) -> String {
    let (x, top) = (wire.x, wire.y + 8);
    match (wire.foot, wire.to) {
        (Some(_), Some(to)) if (to - x).abs() > 12 => {
            let (turn, sweep) = if to > x { (6, 0) } else { (-6, 1) };
            format!("M{x} {top}V{}a6 6 0 0 {sweep} {turn} 6H{to}", bus - 6)
        }
        (Some(foot), _) => format!("M{x} {top}V{foot}"),
        (None, _) => format!("M{x} {top}v10"),
    }
}

/// The connection is refused.
fn cross(markup: &mut Markup, x: i32, y: i32) {
    markup
        .open("g")
        .attr("class", &"x")
        .attr("transform", &format_args!("translate({x} {y})"))
        .verbatim(r#"<rect x="-8" y="-8" width="16" height="16" rx="3"/><path d="M-3.5-3.5 3.5 3.5M3.5-3.5-3.5 3.5"/>"#)
        .close();
}

/// Nobody knows who answers.
fn doubt(markup: &mut Markup, x: i32, y: i32) {
    markup
        .open("g")
        .attr("class", &"q")
        .attr("transform", &format_args!("translate({x} {y})"))
        .verbatim(r#"<circle r="8"/><text y="4" text-anchor="middle">?</text>"#)
        .close();
}

/// Everybody outside.
pub(super) fn ghosts(markup: &mut Markup, stage: &Stage) {
    for ghost in &stage.ghosts {
        self::ghost(markup, ghost, stage.frame.right());
    }
}

fn ghost(markup: &mut Markup, ghost: &Ghost, edge: i32) {
    let Rect { x, y, height, width } = ghost.rect;
    let middle = y + height / 2;
    group(markup, "ext", &ghost.element);
    if let Some(hue) = ghost.hue {
        markup.attr("data-lane", &hue);
    }
    source(markup, &ghost.source, &ghost.name);
    let is_out = ghost.way == Way::Out;
    let (from, to) = if is_out { (edge, x - 6) } else { (edge + 6, x) };
    markup
        .open("path")
        .attr("class", &"w")
        .attr("d", &format_args!("M{from} {middle}H{to}"))
        .close();
    let (back, tip) = if is_out { (x - 8, x - 1) } else { (edge + 8, edge + 1) };
    markup
        .open("path")
        .attr("class", &"ah")
        .attr("d", &format_args!("M{back} {}L{tip} {middle}L{back} {}z", middle - 4, middle + 4))
        .close();
    rect(markup, "", ghost.rect, 6).close();
    let centre = x + width / 2;
    let mut line = |class: &'static str, y: i32, value: &str| {
        text(markup, class, centre, y).attr("text-anchor", &"middle").text(&value).close();
    };
    line("nm", y + 20, &ghost.label);
    line("", y + 35, &ghost.role);
    text(markup, "st", centre, y + 49)
        .attr("text-anchor", &"middle")
        .attr("id", &words_id(&ghost.element))
        .text(&ghost.element.life.at(SimTime::ZERO).text)
        .close();
    markup.close();
}
