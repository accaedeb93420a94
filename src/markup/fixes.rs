//! Changes of the text before they are made: line by line, what goes and what comes.

use super::icon::{self, Icon};
use super::{Markup, dialog};
use crate::diagnostics::Change;
use crate::fix::{self, Change as Line, DiffLine};

/// The dialog of the changes that no fault asks for, by container, each with what it does to `text`; its button carries
/// its place as `data-fix`.
pub fn changes(changes: &[Change], text: &str) -> String {
    let mut markup = Markup::new();
    dialog::head(&mut markup, "changes-title", "Change the manifest");
    if changes.is_empty() {
        markup.leaf("p", "sub", &"Nothing to change: the text holds no Pod that can be read.");
    }
    let mut last = None;
    for (place, Change { container, fix }) in changes.iter().enumerate() {
        if last != Some(container) {
            let title = container.as_deref().unwrap_or("The whole object");
            markup.leaf("h3", "", &title);
            last = Some(container);
        }
        markup.open("details").attr("class", &"change").attr("name", &"change");
        markup.leaf("summary", "", &fix.title);
        diff(&mut markup, &fix::diff(text, &fix.edits));
        button(&mut markup, place, "Change the text", true);
        markup.close();
    }
    dialog::foot(&mut markup, "Comments, order and indentation stay. Ctrl+Z takes a change back.");
    dialog::end(&mut markup);
    markup.finish()
}

/// The button that makes a change.
pub(super) fn button(markup: &mut Markup, place: usize, label: &str, is_primary: bool) {
    let class = if is_primary { "btn sm primary" } else { "btn sm" };
    markup.open("button").attr("class", &class).attr("data-fix", &place);
    icon::draw(markup, Icon::Fix);
    markup.text(&label).close();
}

/// What goes and what comes. The signs are for the eye; screen readers hear words.
pub(super) fn diff(markup: &mut Markup, lines: &[DiffLine]) {
    markup.open("ol").attr("class", &"diff");
    // What all lines have in common before their first word is no news, and there is little room.
    let said = lines.iter().map(|line| line.text.as_str()).filter(|text| !text.trim().is_empty());
    let blank = said.map(|text| text.len() - text.trim_start_matches(' ').len()).min().unwrap_or(0);
    for line in lines {
        let (class, sign, words) = match line.change {
            Line::Kept => ("", " ", ""),
            Line::Removed => ("del", "−", "removed: "),
            Line::Added => ("add", "+", "added: "),
            Line::Skipped => ("skip", "⋯", "lines left out"),
        };
        markup.open("li").attr("class", &class);
        markup.open("b").attr("aria-hidden", &"true").text(&sign).close();
        if !words.is_empty() {
            markup.leaf("span", "vh", &words);
        }
        markup.leaf("code", "", &line.text.get(blank..).unwrap_or_default()).close();
    }
    markup.close();
}
