//! What the drawing means, and what is not drawn.

use crate::markup::Markup;
use crate::scene::stage::{Look, Stage};

/// The signs of the key, and their words.
const SIGNS: [(&str, &str); 5] = [
    (
        r#"<svg width="26" height="12" aria-hidden="true"><path class="k-on" d="M1 6h24"/></svg>"#,
        "in use",
    ),
    (
        r#"<svg width="26" height="12" aria-hidden="true"><path class="k-off" d="M1 6h24"/></svg>"#,
        "not in use",
    ),
    (
        r#"<svg width="16" height="14" viewBox="-8 -7 16 14" aria-hidden="true"><rect class="k-bad" x="-7" y="-7" width="14" height="14" rx="3"/><path class="k-cross" d="M-3-3 3 3M3-3-3 3"/></svg>"#,
        "refused",
    ),
    (
        r#"<svg width="16" height="14" viewBox="-8 -7 16 14" aria-hidden="true"><circle class="k-doubt" r="6.5"/><text y="4" text-anchor="middle">?</text></svg>"#,
        "nobody known",
    ),
    (r#"<i class="k-guess">:80</i>"#, "inferred, not declared"),
];

/// The key, with the signs that occur.
pub(super) fn key(markup: &mut Markup, stage: &Stage) {
    let ever = |look: Look| {
        let jacks = stage.jacks.iter().map(|it| &it.element);
        let all = stage.wires.iter().map(|it| &it.element).chain(jacks);
        all.flat_map(|it| it.life.states()).any(|(_, state)| state.look == look)
    };
    let is_guessed = stage.jacks.iter().any(|it| it.source.inferred)
        || stage.mounts.iter().any(|it| it.source.inferred)
        || stage.wires.iter().any(|it| it.source.inferred);
    let occurs = [true, true, ever(Look::Failed), ever(Look::Doubtful), is_guessed];
    markup.open("ul").attr("class", &"stage-key").attr("aria-hidden", &"true");
    for ((sign, words), _) in SIGNS.iter().zip(occurs).filter(|(_, occurs)| *occurs) {
        markup.open("li").verbatim(sign).text(words).close();
    }
    markup.close();
    if !stage.left_out.is_empty() {
        let list = stage.left_out.join(", ");
        markup.leaf("p", "stage-rest", &format_args!("Not drawn: {list}."));
    }
}
