//! Why: the chain of causes that led to an event, oldest first, each with the Kubernetes rule that
//! released it.

use super::Markup;
use crate::content;
use crate::engine::{EventId, Rule, Timeline};
use crate::scene::words;

/// The chain of `event`, under the question it answers: `picked` out by somebody, or just the last
/// one passed. Each link is `#cause-<id>` and carries `data-event`.
///
/// `controller` is what led to the Pod itself, or to its deletion: a sentence and its rule. It opens
/// the chain.
pub fn causes(
    timeline: &Timeline,
    event: Option<EventId>,
    picked: bool,
    controller: Option<&(String, Rule)>,
) -> String {
    let mut markup = Markup::new();
    let question = if picked { "Why did this happen?" } else { "What led here?" };
    markup.leaf("h2", "", &question);
    let mut chain = event.map(|event| timeline.causes(event)).unwrap_or_default();
    chain.reverse();
    markup.open("ol").attr("class", &"chain");
    let mut before = None;
    if let (Some((sentence, of)), Some(&root)) = (controller, chain.first()) {
        markup.open("li").leaf("span", "time", &timeline.event(root).at).leaf("p", "", sentence);
        rule(&mut markup, *of, false);
        markup.close();
    }
    for &id in &chain {
        let event = timeline.event(id);
        let asked = chain.last() == Some(&id);
        markup.open("li").attr("id", &format_args!("cause-{}", id.0)).attr("data-event", &id.0);
        if asked {
            markup.attr("class", &"now");
        }
        markup.leaf("button", "link time", &event.at);
        markup.leaf("p", "", &words::capital(&words::sentence(timeline, event)));
        // What holds for the link before, too, is said again only to who asks.
        if before.replace(event.rule) != Some(event.rule) || asked {
            rule(&mut markup, event.rule, asked);
        }
        markup.close();
    }
    markup.close();
    if chain.is_empty() {
        markup.leaf("p", "sub", &"Nothing has happened yet.");
    }
    markup.finish()
}

/// The rule in plain words, with its source and the version from which it holds.
fn rule(markup: &mut Markup, rule: Rule, open: bool) {
    let rule = content::rule(rule);
    markup.open("details").attr("class", &"rule");
    if open {
        markup.attr("open", &"");
    }
    markup.leaf("summary", "", &rule.title);
    markup.open("p").text(&rule.statement);
    if let Some(minor) = rule.since {
        markup.text(&format_args!(" Since Kubernetes 1.{minor}."));
    }
    markup.close();
    markup.leaf("p", "source", &rule.source).close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EventKind;
    use crate::markup::sample;

    #[test]
    fn the_chain_ends_with_the_event_asked_about_and_a_name_stays_text() {
        let timeline = sample::timeline("<script>");
        let pulled = timeline.events.iter().find(|event| event.kind == EventKind::PullStarted);
        let id = pulled.expect("it is pulled").id;
        let chain = causes(&timeline, Some(id), true, None);
        assert!(
            chain
                .starts_with("<h2>Why did this happen?</h2><ol class=\"chain\"><li id=\"cause-0\"")
        );
        let last = chain.rfind("<li ").expect("a link");
        assert!(chain[last..].contains("class=\"now\""), "{chain}");
        assert!(
            chain[last..].contains("<p>The image of container &lt;script&gt; is being pulled</p>"),
            "{chain}"
        );
        assert!(chain[last..].contains("<details class=\"rule\" open=\"\">"), "{chain}");
        assert!(!chain.contains("<script"), "{chain}");
    }

    #[test]
    fn what_the_controller_did_opens_the_chain() {
        let timeline = sample::timeline("app");
        let made = ("Job <b> creates the Pod".to_owned(), Rule::JobPods);
        let chain = causes(&timeline, Some(EventId(0)), false, Some(&made));
        let (first, rest) = chain.split_once("</li>").expect("two links");
        assert!(first.contains("<p>Job &lt;b&gt; creates the Pod</p>"), "{chain}");
        assert!(first.contains("<summary>As many Pods as wanted</summary>"), "{chain}");
        assert!(rest.starts_with("<li id=\"cause-0\""), "{chain}");
    }

    #[test]
    fn before_the_first_event_there_is_nothing_to_explain() {
        let timeline = sample::timeline("app");
        let chain = causes(&timeline, None, false, None);
        assert!(chain.starts_with("<h2>What led here?</h2>"), "{chain}");
        assert!(chain.ends_with("<p class=\"sub\">Nothing has happened yet.</p>"), "{chain}");
    }
}
