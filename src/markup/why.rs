//! Why: the question, the chain that answers it, what is still waited for, and what to watch out for.
//!
//! Times are buttons with `data-seek` in milliseconds, manifest lines are buttons with `data-path`
//! (`data-absent` where the line could stand but does not), rules fold out with their versions and their
//! source.

use super::Markup;
use super::diagnostics::prose;
use crate::content;
use crate::engine::{Rule, SimTime};
use crate::insight::why::{Line, Step, Versions, Wait, Why, versions};
use crate::manifest::FieldPath;
use crate::version::Version;

/// The answer. The link that was asked about has the class `now`, what is still to come `next`.
pub fn why(why: &Why) -> String {
    let mut markup = Markup::new();
    markup.leaf("h2", "", &why.question);
    if !why.answer.is_empty() {
        markup.open("p").attr("class", &"answer");
        prose(&mut markup, &why.answer);
        markup.close();
    }
    markup.open("ol").attr("class", &"chain");
    let last = why.steps.len().saturating_sub(1);
    let mut before = None;
    for (place, it) in why.steps.iter().enumerate() {
        step(&mut markup, it, place == last, before);
        before = it.rule.or(before);
    }
    for it in &why.waits {
        wait(&mut markup, it);
    }
    markup.close();
    for text in &why.watch_out {
        note(&mut markup, "Watch out", text);
    }
    markup.finish()
}

/// A link. A rule that the link `before` went by, too, is not said again.
fn step(markup: &mut Markup, step: &Step, asked: bool, before: Option<Rule>) {
    markup.open("li");
    if let Some(event) = step.event {
        markup.attr("id", &format_args!("why-{}", event.0)).attr("data-event", &event.0);
    }
    if asked {
        markup.attr("class", &"now");
    }
    if step.rule.is_some() {
        seek(markup, step.at);
    }
    markup.open("p");
    prose(markup, &step.text);
    if step.assumed {
        markup.text(&" ").leaf("span", "assumed", &"When it comes is assumed.");
    }
    markup.close();
    lines(markup, &step.lines);
    if let Some(it) = step.rule.filter(|it| asked || before != Some(*it)) {
        rule(markup, it, step.versions, asked);
    }
    markup.close();
}

fn wait(markup: &mut Markup, wait: &Wait) {
    markup.open("li").attr("class", &"next");
    match wait.until {
        Some(at) => seek(markup, at),
        None => {
            markup.leaf("span", "time", &"not yet");
        }
    }
    markup.open("p");
    prose(markup, &wait.text);
    markup.close();
    markup.open("p").attr("class", &"sub").text(&"Waited for since ");
    markup.open("button").attr("class", &"link").attr("data-seek", &wait.since.0);
    markup.text(&wait.since).close().text(&".");
    if wait.until.is_none() {
        markup.text(&" On this timeline it does not come.");
    }
    markup.close();
    markup.open("p").attr("class", &"otherwise").leaf("b", "", &"And if that never happens? ");
    prose(markup, &wait.otherwise);
    markup.close();
    lines(markup, &wait.lines);
    rule(markup, wait.rule, versions(wait.rule), false);
    markup.close();
}

/// A time that leads there.
pub(super) fn seek(markup: &mut Markup, at: SimTime) {
    markup.open("button").attr("class", &"link time").attr("data-seek", &at.0);
    markup.text(&at).close();
}

fn lines(markup: &mut Markup, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    markup.open("ul").attr("class", &"lines");
    for it in lines {
        markup.open("li");
        line(markup, &it.path, it.default);
        markup.close();
    }
    markup.close();
}

/// A line of the manifest, by its path within the Pod; `default` is what holds because it is not there.
pub(super) fn line(markup: &mut Markup, path: &FieldPath, default: Option<&str>) {
    let whole = path.as_str();
    let short = whole.rsplit_once("spec.").map_or(whole, |(_, short)| short);
    markup.open("button").attr("class", &"link line").attr("data-path", &whole);
    if default.is_some() {
        markup.attr("data-absent", &"");
    }
    markup.leaf("code", "", &short).close();
    if let Some(default) = default {
        markup.text(&" ").leaf("span", "absent", &format_args!("is not written: {default}"));
    }
}

/// The rule in plain words, with its versions and its source.
pub(super) fn rule(markup: &mut Markup, rule: Rule, versions: Versions, open: bool) {
    let text = content::rule(rule);
    markup.open("details").attr("class", &"rule");
    if open {
        markup.attr("open", &"");
    }
    markup.leaf("summary", "", &text.title).leaf("p", "", &text.statement);
    let mut holds = versions.text();
    if holds.is_empty() {
        holds = format!("In every version, {} to {}.", Version::OLDEST, Version::NEWEST);
    }
    markup.leaf("p", "versions", &holds).leaf("p", "source", &text.source).close();
}

/// A note under a heading of one or two words.
pub(super) fn note(markup: &mut Markup, head: &str, text: &str) {
    markup.open("p").attr("class", &"note").leaf("b", "", &head).text(&" ");
    prose(markup, text);
    markup.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{EventId, EventKind};
    use crate::insight::why::{Asked, why as ask};
    use crate::manifest;
    use crate::markup::sample;

    const TEXT: &str = "
apiVersion: v1
kind: Pod
metadata: {name: hello}
spec:
  containers: [{name: app, image: 'nginx:1.27'}]
";

    #[test]
    fn the_chain_ends_with_what_was_asked_and_names_stay_text() {
        let timeline = sample::timeline("<script>");
        let object = &manifest::parse(TEXT).objects[0];
        let pulled = timeline.events.iter().find(|event| event.kind == EventKind::PullStarted);
        let id = pulled.expect("it is pulled").id;
        let html = why(&ask(&timeline, object, Asked::Event(id)));
        assert!(
            html.starts_with("<h2>Why is the image of &lt;script&gt; pulled now?</h2>"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{html}");
        let asked = html.find("class=\"now\"").expect("the event itself");
        assert!(html[asked..].contains("data-seek=\"600\">0.6 s</button>"), "{html}");
        assert!(
            html[asked..]
                .contains("data-path=\"spec.containers[0].image\"><code>containers[0].image")
        );
        assert!(
            html[asked..].contains("data-path=\"spec.initContainers\" data-absent=\"\""),
            "{html}"
        );
        assert!(html[asked..].contains("<details class=\"rule\" open=\"\">"), "{html}");
        let next = html.find("class=\"next\"").expect("it is waited for");
        assert!(asked < next && html[next..].contains("And if that never happens?"), "{html}");
    }

    #[test]
    fn what_a_controller_did_opens_the_chain() {
        let timeline = sample::timeline("app");
        let object = &manifest::parse(TEXT).objects[0];
        let mut answer = ask(&timeline, object, Asked::Event(EventId(0)));
        answer.after("Job <b> creates the Pod", Rule::JobPods);
        let html = why(&answer);
        let (first, rest) = html.split_once("</li>").expect("two links");
        assert!(first.contains("<p>Job &lt;b&gt; creates the Pod.</p>"), "{html}");
        assert!(first.contains("<summary>As many Pods as wanted</summary>"), "{html}");
        assert!(rest.starts_with("<li id=\"why-0\""), "{html}");
    }
}
