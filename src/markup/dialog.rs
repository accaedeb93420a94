//! What stands in a dialog of the workbench: title, body, and below it a word with the buttons.

use super::Markup;
use super::icon::{self, Icon};

/// Begins a dialog; the element around it is labelled by `id`. What follows is its body, until [`foot`].
pub(super) fn head(markup: &mut Markup, id: &'static str, title: &str) {
    markup.open("div").attr("class", &"dialog-in").open("header");
    markup.open("h2").attr("id", &id).text(&title).close();
    markup.open("button").attr("class", &"btn icon").attr("aria-label", &"Close");
    icon::draw(markup, Icon::Cross);
    markup.close().close();
    // It may scroll, also by keyboard.
    markup.open("div").attr("class", &"dbody").attr("tabindex", &"0");
}

/// Ends the body; buttons may follow, until [`end`].
pub(super) fn foot(markup: &mut Markup, word: &'static str) {
    markup.close().open("footer").leaf("p", "sub", &word);
}

/// Ends the dialog.
pub(super) fn end(markup: &mut Markup) {
    markup.close().close();
}
