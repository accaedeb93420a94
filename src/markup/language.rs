//! What Kubernetes says about a field, for the help over the text and beside the list of completions.

use super::Markup;
use crate::language::{CompletionItem, Hover};

/// The help over a key or a value.
pub fn hover_help(hover: &Hover) -> String {
    let mut markup = Markup::new();
    markup.open("p").attr("class", &"field").leaf("b", "", &hover.path).close();
    let mut facts = vec![hover.kind.clone()];
    if hover.required {
        facts.push("required".to_owned());
    }
    facts.extend(hover.since.map(|minor| format!("since 1.{minor}")));
    facts.extend(hover.until.map(|minor| format!("until 1.{minor}")));
    if !hover.is_known {
        facts.push("not in the chosen version".to_owned());
    }
    markup.leaf("p", "facts", &facts.join(" · "));
    if let Some(value) = &hover.value {
        markup.open("p").leaf("code", "", value).close();
    }
    paragraphs(&mut markup, &hover.text);
    markup.finish()
}

/// What stands beside a completion; empty if nothing is known.
pub fn completion_help(item: &CompletionItem) -> String {
    let mut markup = Markup::new();
    if let Some(minor) = item.needs {
        markup.leaf("p", "facts", &format_args!("needs 1.{minor}"));
    }
    paragraphs(&mut markup, &item.text);
    markup.finish()
}

/// Kubernetes' texts have a line for each paragraph or item of a list.
fn paragraphs(markup: &mut Markup, text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        markup.leaf("p", "", &line.trim());
    }
}
