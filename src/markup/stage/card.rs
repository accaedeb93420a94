//! The containers.

use super::{group, label, rect, words};
use crate::markup::Markup;
use crate::model::ContainerRole;
use crate::scene::stage::{Card, Rect, Stage};

/// Every card.
pub(super) fn cards(markup: &mut Markup, stage: &Stage) {
    for card in &stage.cards {
        self::card(markup, card);
    }
}

fn card(markup: &mut Markup, card: &Card) {
    let (width, height) = (card.rect.width, card.rect.height);
    let whole = Rect { x: 0, y: 0, ..card.rect };
    group(markup, "card", &card.element)
        .attr("data-lane", &card.hue)
        .attr("data-container", &card.container.0)
        .attr("transform", &format_args!("translate({} {})", card.rect.x, card.rect.y))
        .leaf("title", "", &format_args!("{}, {}", card.name, card.kind));
    rect(markup, "bg", whole, 6).close();
    rect(markup, "rail", Rect { width: 5, ..whole }, 2).close();
    rect(markup, "ready", Rect { height: 4, ..whole }, 2).close();
    let strip = Rect { x: 5, y: height - 7, width: width - 6, height: 6 };
    rect(markup, "strip", strip, 0)
        .attr("style", &format_args!("fill:url(#stage-term-{})", card.hue))
        .close();
    markup.open("g").attr("transform", &format_args!("translate({} 15) scale(.9)", width - 14)).verbatim(
        r#"<g class="cap ok"><circle r="7"/><path d="M-3 .2-.8 2.5 3.2-2.3"/></g><g class="cap bad"><rect x="-6.5" y="-6.5" width="13" height="13" rx="2"/><path d="M-3-3 3 3M3-3-3 3"/></g>"#,
    );
    markup.close();
    if card.kind == kind_of_init() {
        label(markup, "nm", (14, 19), &card.label);
        words(markup, "st", &card.element, 14, 36);
    } else {
        label(markup, "nm", (14, 20), &card.label);
        label(markup, "kd", (14, 34), &card.kind);
        words(markup, "st", &card.element, 14, 49);
    }
    markup.close();
}

/// Their row says what they are.
fn kind_of_init() -> &'static str {
    crate::scene::stage::kind(ContainerRole::Init)
}
