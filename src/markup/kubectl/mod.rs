//! What kubectl says, for the drawer: `get -w` as a strip over time, `-o yaml`, `describe`, events, and
//! the commands for the moment. Whatever can be typed or kept has a button that carries it in
//! `data-copy`; an instant is a button with `data-seek`, in milliseconds.

mod commands;
mod events;
mod strip;
mod watch;

pub use commands::commands;
pub use events::events;
pub use watch::watch;

use super::Markup;
use crate::engine::{SimTime, Timeline};
use crate::kubectl;
use crate::manifest::Object;
use std::fmt::Display;

/// `kubectl get pod -o yaml` at `now`.
pub fn yaml(timeline: &Timeline, now: SimTime) -> String {
    let note = "Without spec, which is the manifest. Times count from an invented creation in 2026; ids, \
                digests and addresses are invented.";
    let text = || kubectl::yaml(timeline, now);
    output(timeline, now, "get pod", " -o yaml", note, &text)
}

/// `kubectl describe pod` at `now`; in full, if `object` is what the Pod was made from.
pub fn describe(timeline: &Timeline, now: SimTime, object: Option<&Object>) -> String {
    let note =
        "Times count from an invented creation in 2026; ids, digests and addresses are invented.";
    let text = || match object {
        Some(object) => kubectl::describe_object(timeline, now, object),
        None => kubectl::describe(timeline, now),
    };
    output(timeline, now, "describe pod", "", note, &text)
}

/// A command with its whole output; of a Pod that is gone there is none.
fn output(
    timeline: &Timeline,
    now: SimTime,
    verb: &str,
    flags: &str,
    note: &str,
    text: &dyn Fn() -> String,
) -> String {
    let mut markup = Markup::new();
    let pod = &timeline.pod;
    let gone = timeline.at(now).removed;
    let text = if gone { kubectl::not_found(pod) } else { text() };
    let namespace = kubectl::namespace_flag(pod);
    command(&mut markup, &format!("kubectl {verb} {}{namespace}{flags}", kubectl::word(&pod.name)));
    if gone {
        markup.leaf("p", "out bad", &text);
    } else {
        markup.leaf("p", "sub", &note);
        markup.open("div").attr("class", &"cmd").leaf("pre", "out", &text);
        copy(&mut markup, &text, "the output");
        markup.close();
    }
    markup.finish()
}

/// A command line with its button.
fn command(markup: &mut Markup, line: &str) {
    markup.open("div").attr("class", &"cmd").leaf("code", "", &line);
    copy(markup, line, line);
    markup.close();
}

/// The button that copies `text`; `what` names it for those who do not see it.
pub(super) fn copy(markup: &mut Markup, text: &str, what: &str) {
    markup.open("button").attr("class", &"btn icon sm").attr("data-copy", &text);
    markup.attr("aria-label", &format_args!("Copy: {what}")).attr("title", &"Copy");
    markup.verbatim(
        r#"<svg class="ic" viewBox="0 0 16 16" aria-hidden="true"><path class="outline" d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"></path></svg>"#,
    );
    markup.close();
}

/// An instant that can be gone to.
fn seek(markup: &mut Markup, at: SimTime, text: &dyn Display) {
    markup.open("button").attr("class", &"link").attr("data-seek", &at.0).text(text).close();
}
