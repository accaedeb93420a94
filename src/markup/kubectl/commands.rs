//! The commands for the moment, each with why and with what it prints.

use super::command;
use crate::engine::{SimTime, Timeline};
use crate::kubectl::{self, Advice, Command, Prints};
use crate::markup::Markup;

/// An output of so many characters and no line end within is shown without being unfolded.
const SHORT: usize = 60;

/// What is the matter and what to type; then what is not simulated, folded.
pub fn commands(timeline: &Timeline, now: SimTime) -> String {
    let mut markup = Markup::new();
    let Advice { headline, commands } = kubectl::advice(timeline, now);
    markup.leaf("p", "sub", &"Commands that show this moment on a cluster.");
    markup.leaf("p", "headline", &headline);
    list(&mut markup, &commands);
    markup.open("details").attr("class", &"beyond");
    markup.leaf("summary", "", &"What a cluster can do to this Pod and Podline does not simulate");
    for Advice { headline, commands } in kubectl::not_simulated(timeline) {
        markup.leaf("p", "headline", &headline);
        list(&mut markup, &commands);
    }
    markup.close();
    markup.finish()
}

fn list(markup: &mut Markup, commands: &[Command]) {
    markup.open("ul").attr("class", &"cmds");
    for Command { line, why, prints } in commands {
        markup.open("li").leaf("p", "why", why);
        command(markup, line);
        match prints {
            Prints::Words(words) => drop(markup.leaf("p", "prints", words)),
            Prints::Refusal(text) => drop(markup.leaf("p", "out bad", text)),
            Prints::All(text) => output(markup, text, "prints"),
            Prints::Part(text) => output(markup, text, "prints, among other lines"),
        }
        markup.close();
    }
    markup.close();
}

fn output(markup: &mut Markup, text: &str, verb: &str) {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        markup.leaf("p", "prints", &"Prints nothing.");
    } else if text.chars().count() <= SHORT && !text.contains('\n') {
        markup.leaf("pre", "out", &text);
    } else {
        markup.open("details").attr("class", &"printed");
        markup.leaf("summary", "", &format_args!("What it {verb}"));
        markup.leaf("pre", "out", &text).close();
    }
}
