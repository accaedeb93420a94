//! The part that each container plays, what that is concluded from, and what would fit better.

use super::diagnostics::prose;
use super::why::{line, note};
use super::{Markup, hue};
use crate::insight::patterns::{Advice, Certainty, Named};
use crate::model::{ContainerRole, Pod};

/// More containers than this are counted.
const MOST: usize = 50;

/// One item for each container of `pod`, with `data-lane` and `data-pattern`; lines of the manifest are
/// buttons with `data-path`.
pub fn patterns(pod: &Pod, named: &[Named]) -> String {
    let mut markup = Markup::new();
    markup.open("ol").attr("class", &"patterns");
    for it in named.iter().take(MOST) {
        markup.open("li").attr("data-lane", &hue(it.container));
        markup.attr("data-pattern", &it.pattern.name());
        head(&mut markup, pod, it);
        markup.open("ul").attr("class", &"lines");
        for evidence in &it.evidence {
            markup.open("li").attr("data-certainty", &certainty(evidence.certainty)).open("span");
            prose(&mut markup, &evidence.text);
            markup.close().text(&" ");
            line(&mut markup, &evidence.path, None);
            markup.close();
        }
        markup.close();
        if let Some(row) = it.row {
            markup.open("p").attr("class", &"row").attr("data-row", &row.number);
            markup
                .leaf("b", "", &row.need)
                .text(&format_args!(": {}. {}", row.pattern, row.why))
                .close();
        }
        for advice in &it.advice {
            better(&mut markup, advice);
        }
        markup.close();
    }
    let more = named.len().saturating_sub(MOST);
    if more > 0 {
        markup.leaf("li", "more", &format_args!("and {more} more"));
    }
    markup.close();
    markup.finish()
}

/// `db-ambassador · ambassador, as a native sidecar · inferred`.
fn head(markup: &mut Markup, pod: &Pod, it: &Named) {
    markup.open("h3").text(&pod.container(it.container).name).text(&" ");
    markup.leaf("b", "", &it.pattern.name());
    let special = it.certainty == Certainty::Inferred;
    if special && it.role == ContainerRole::Sidecar {
        markup.text(&", as a native sidecar");
    }
    markup.text(&" ").leaf("span", "certainty", &certainty(it.certainty)).close();
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Declared => "declared",
        Certainty::Inferred => "inferred",
    }
}

fn better(markup: &mut Markup, advice: &Advice) {
    let since =
        advice.since.map(|minor| format!(" From Kubernetes 1.{minor} on.")).unwrap_or_default();
    note(markup, "Better", &format!("{}{since}", advice.text));
    markup
        .open("p")
        .attr("class", &"sub")
        .text(&format_args!("{}: {}. ", advice.row.need, advice.row.pattern));
    line(markup, &advice.path, None);
    markup.close();
}
