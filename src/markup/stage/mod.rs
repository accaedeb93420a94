//! The inside of the Pod as text: one SVG with a key below it, written once per timeline.
//!
//! It shows the beginning. Every element that changes has an id, its look in `data-state` and its words
//! in an element of its own; [`steps`] lists what to set when, so that a page needs no more than to set
//! attributes. `data-line` names the line of the manifest that an element rests on, `data-inferred`
//! marks what is a guess.

mod card;
mod key;
mod network;
mod shelf;

use super::{Hundredths, Markup};
use crate::engine::SimTime;
use crate::scene::stage::{Element, Rect, Source, Stage};
use std::fmt::Display;

/// One thing to set in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From when on.
    pub at: SimTime,
    /// The id of the element.
    pub id: String,
    /// The attribute; `text` stands for the text in the element.
    pub attribute: &'static str,
    /// Its value.
    pub value: String,
}

/// The picture.
pub fn picture(stage: &Stage) -> String {
    let mut markup = Markup::new();
    let (width, height) = stage.size;
    markup
        .open("div")
        .attr("class", &"stage-scroll")
        // What scrolls can be scrolled by keys.
        .attr("tabindex", &0)
        .attr("role", &"group")
        .attr("aria-label", &format_args!("Inside Pod {}", stage.name))
        .open("svg")
        .attr("class", &"dg")
        .attr("viewBox", &format_args!("0 0 {width} {height}"))
        .attr("style", &format_args!("--w:{width}px"))
        .attr("role", &"img")
        .attr(
            "aria-label",
            &format_args!("Picture of Pod {}, told in the list beside it", stage.name),
        );
    patterns(&mut markup, stage);
    boundary(&mut markup, stage);
    // Lines to a board further away pass behind the boxes.
    shelf::mounts(&mut markup, stage);
    shelf::volumes(&mut markup, stage);
    network::bus(&mut markup, stage);
    card::cards(&mut markup, stage);
    network::jacks(&mut markup, stage);
    network::wires(&mut markup, stage);
    network::ghosts(&mut markup, stage);
    markup.close().close();
    key::key(&mut markup, stage);
    markup.finish()
}

/// Everything that changes after the beginning, in order of time.
pub fn steps(stage: &Stage) -> Vec<Step> {
    let mut steps = Vec::new();
    for element in stage.elements() {
        for pair in element.life.states().windows(2) {
            let ((_, before), (at, now)) = (&pair[0], &pair[1]);
            let id = id(element);
            if before.text != now.text {
                let text = Step {
                    at: *at,
                    id: words_id(element),
                    attribute: "text",
                    value: now.text.clone(),
                };
                steps.push(text);
            }
            if before.look != now.look {
                let value = now.look.as_str().to_owned();
                steps.push(Step { at: *at, id, attribute: "data-state", value });
            }
        }
    }
    steps.sort_by_key(|step| step.at);
    steps
}

/// The picture at an instant in words, as a list.
pub fn sentences(stage: &Stage, at: SimTime) -> String {
    let mut markup = Markup::new();
    markup.open("ul");
    for sentence in stage.sentences(at) {
        markup.leaf("li", "", &sentence);
    }
    markup.close();
    markup.finish()
}

fn id(element: &Element) -> String {
    format!("stage-{}", element.id)
}

fn words_id(element: &Element) -> String {
    format!("stage-{}-words", element.id)
}

/// Opens the group of an element that changes.
fn group<'m>(markup: &'m mut Markup, class: &'static str, element: &Element) -> &'m mut Markup {
    let state = element.life.at(SimTime::ZERO);
    markup
        .open("g")
        .attr("class", &class)
        .attr("id", &id(element))
        .attr("data-state", &state.look.as_str())
}

/// Says what an element rests on, in attributes and for the pointer.
fn source(markup: &mut Markup, source: &Source, title: &str) {
    if let Some(line) = source.line {
        markup.attr("data-line", &line);
    }
    if source.inferred {
        markup.attr("data-inferred", &"");
    }
    let title = match (title.is_empty(), source.words.is_empty()) {
        (true, _) => source.words.clone(),
        (false, true) => title.to_owned(),
        (false, false) => format!("{title} ({})", source.words),
    };
    if !title.is_empty() {
        markup.leaf("title", "", &title);
    }
}

/// The words of an element, which change.
fn words(markup: &mut Markup, class: &'static str, element: &Element, x: i32, y: i32) {
    text(markup, class, x, y)
        .attr("id", &words_id(element))
        .text(&element.life.at(SimTime::ZERO).text)
        .close();
}

/// Opens text that begins at `x` on the line `y`.
fn text<'m>(markup: &'m mut Markup, class: &'static str, x: i32, y: i32) -> &'m mut Markup {
    markup.open("text").attr("class", &class).attr("x", &x).attr("y", &y)
}

/// A whole text.
fn label(markup: &mut Markup, class: &'static str, (x, y): (i32, i32), value: &dyn Display) {
    text(markup, class, x, y).text(value).close();
}

/// Opens a rectangle with round corners.
fn rect<'m>(
    markup: &'m mut Markup,
    class: &'static str,
    place: Rect,
    radius: i32,
) -> &'m mut Markup {
    markup
        .open("rect")
        .attr("class", &class)
        .attr("x", &place.x)
        .attr("y", &place.y)
        .attr("width", &place.width)
        .attr("height", &place.height)
        .attr("rx", &radius)
}

/// A line straight down.
fn vertical(markup: &mut Markup, class: &'static str, x: i32, from: i32, to: i32) {
    markup
        .open("line")
        .attr("class", &class)
        .attr("x1", &x)
        .attr("x2", &x)
        .attr("y1", &from)
        .attr("y2", &to)
        .close();
}

/// The boundary, its name on it, and what is shared beyond network and volumes.
fn boundary(markup: &mut Markup, stage: &Stage) {
    let frame = stage.frame;
    group(markup, "pod", &stage.element);
    rect(markup, "limit", frame, 12).close();
    let ground = Rect { x: frame.x + 12, y: frame.y - 9, width: stage.head, height: 18 };
    rect(markup, "ground", ground, 4).close();
    text(markup, "head", frame.x + 18, frame.y + 4);
    markup.leaf("tspan", "b", &format_args!("Pod {}", stage.label));
    markup
        .open("tspan")
        .attr("class", &"mono")
        .attr("id", &words_id(&stage.element))
        .attr("dx", &8)
        .text(&stage.element.life.at(SimTime::ZERO).text)
        .close();
    for badge in &stage.badges {
        markup.leaf("tspan", "badge", &format_args!("  · {badge}"));
    }
    markup.close().close();
    if let Some(around) = stage.processes {
        markup.open("g").attr("class", &"processes");
        markup.leaf("title", "", &"shareProcessNamespace: the containers see one another’s processes, and PID 1 is the sandbox’s pause process");
        rect(markup, "", around, 10).close();
        markup.close();
    }
}

/// The stripes of a container that is stopping, one pattern per colour in use. A pattern takes its
/// colours where it is defined.
fn patterns(markup: &mut Markup, stage: &Stage) {
    let mut hues: Vec<usize> = stage.cards.iter().map(|it| it.hue).collect();
    hues.sort_unstable();
    hues.dedup();
    markup.open("defs");
    for hue in hues {
        markup
            .open("pattern")
            .attr("id", &format_args!("stage-term-{hue}"))
            .attr("width", &7)
            .attr("height", &7)
            .attr("patternUnits", &"userSpaceOnUse")
            .attr("patternTransform", &"rotate(-45)");
        for (width, share) in [(700, 14), (220, 62)] {
            markup
                .open("rect")
                .attr("width", &Hundredths::of(f64::from(width) / 100.0))
                .attr("height", &7)
                .attr(
                    "style",
                    &format_args!(
                        "fill:color-mix(in oklab, var(--lane-{hue}) {share}%, var(--pane))"
                    ),
                )
                .close();
        }
        markup.close();
    }
    markup.close();
}
