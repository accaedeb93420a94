//! What is told about the text, in the three places where it is read: the list, the note below a line,
//! the words that come up over it.

use super::Markup;
use super::icon::{self, Icon};
use super::problems::sign;
use crate::diagnostics::{About, Diagnostic};
use crate::fix::{self, Fix};
use crate::insight::lint;
use crate::manifest::ProblemKind;

/// More than this are counted, not listed.
const MOST: usize = 50;

/// The list; an item carries its place as `data-item`. The button at its end opens the note; its words
/// become those of the first fix in it, once that is known.
pub fn diagnostic_list(diagnostics: &[Diagnostic]) -> String {
    let more = diagnostics.len().saturating_sub(MOST);
    let mut markup = Markup::new();
    for (place, diagnostic) in diagnostics.iter().take(MOST).enumerate() {
        let (icon, tone) = sign(diagnostic.severity);
        markup.open("li").attr("data-tone", &tone).attr("data-item", &place);
        icon::draw(&mut markup, icon);
        markup.open("div").open("p").leaf("b", "", &diagnostic.title()).text(&" ");
        markup.open("button").attr("class", &"link").attr("data-go", &"");
        markup.text(&format_args!("line {}", diagnostic.position.line)).close().close();
        message(&mut markup, diagnostic);
        let is_finding = matches!(diagnostic.about, About::Finding(_));
        // What to write instead of a finding's manifest is in its note, with the reason.
        if !is_finding {
            help(&mut markup, diagnostic);
        }
        markup.close();
        markup.open("button").attr("class", &"btn sm").attr("data-open", &"");
        markup.attr("aria-expanded", &"false");
        // Of a problem, the note has nothing but fixes.
        markup.attr_if("hidden", if is_finding { None } else { Some(&"") });
        icon::draw(&mut markup, Icon::Fix);
        markup.leaf("span", "", &"Why").close();
        markup.close();
    }
    if more > 0 {
        markup.open("li").attr("class", &"more").text(&format_args!("and {more} more")).close();
    }
    markup.finish()
}

/// `2 errors, 1 warning, 3 notes`, or that there is nothing to say.
pub fn diagnostic_count(diagnostics: &[Diagnostic]) -> String {
    super::problems::count(&diagnostics.iter().map(|it| it.severity))
}

/// What comes up over the marked text.
pub fn diagnostic_hover(diagnostic: &Diagnostic) -> String {
    let mut markup = Markup::new();
    head(&mut markup, diagnostic);
    message(&mut markup, diagnostic);
    help(&mut markup, diagnostic);
    markup.finish()
}

/// The note about one of them, below its line: what is the matter, why it matters, and `fixes`, each with
/// what it changes in `text`. Buttons carry the place of their fix as `data-fix`; `data-moment` leads to
/// the timeline, `data-close` closes.
pub fn diagnostic_note(diagnostic: &Diagnostic, fixes: &[Fix], text: &str) -> String {
    let mut markup = Markup::new();
    let (_, tone) = sign(diagnostic.severity);
    markup.open("div").attr("class", &"note").attr("data-tone", &tone).attr("role", &"group");
    let line = diagnostic.position.line;
    markup.attr("aria-label", &format_args!("{}, line {line}", diagnostic.title()));
    head(&mut markup, diagnostic);
    message(&mut markup, diagnostic);
    if let About::Finding(code) = diagnostic.about
        && let Some(rule) = lint::rule(code)
    {
        markup.open("p");
        prose(&mut markup, rule.why);
        markup.close();
    }
    help(&mut markup, diagnostic);
    if let Some(fix) = fixes.first() {
        super::fixes::diff(&mut markup, &fix::diff(text, &fix.edits));
    }
    // The first button has the focus when the note opens.
    markup.open("p").attr("class", &"acts");
    if let Some(fix) = fixes.first() {
        super::fixes::button(&mut markup, 0, &fix.title, fix.code != "silence");
    }
    if let Some(at) = diagnostic.moment {
        markup.open("button").attr("class", &"btn sm").attr("data-moment", &"");
        markup.text(&format_args!("Show {at}")).close();
    }
    markup.open("button").attr("class", &"btn sm").attr("data-close", &"");
    markup.text(&"Close ").leaf("kbd", "", &"Esc").close();
    markup.close();
    for (place, fix) in fixes.iter().enumerate().skip(1) {
        // A disclosure: what it changes is seen before it is done.
        markup.open("details").leaf("summary", "", &fix.title);
        super::fixes::diff(&mut markup, &fix::diff(text, &fix.edits));
        super::fixes::button(&mut markup, place, "Change the text", false);
        markup.close();
    }
    markup.close();
    markup.finish()
}

fn head(markup: &mut Markup, diagnostic: &Diagnostic) {
    let (icon, tone) = sign(diagnostic.severity);
    markup.open("p").attr("class", &"what").attr("data-tone", &tone);
    icon::draw(markup, icon);
    markup.leaf("b", "", &diagnostic.title()).close();
}

/// Kubernetes' words are set as it prints them, ours as prose.
fn message(markup: &mut Markup, diagnostic: &Diagnostic) {
    match diagnostic.about {
        About::Problem(kind) => {
            said(markup, kind, &diagnostic.path, &diagnostic.message);
        }
        About::Finding(_) => {
            markup.open("p");
            prose(markup, &diagnostic.message);
            markup.close();
        }
    }
}

fn help(markup: &mut Markup, diagnostic: &Diagnostic) {
    if !diagnostic.help.is_empty() {
        markup.open("p").attr("class", &"rem");
        prose(markup, &diagnostic.help);
        markup.close();
    }
}

/// What Kubernetes says, as kubectl prints it, less what stands before it in every such message.
fn said(markup: &mut Markup, kind: ProblemKind, path: &str, message: &str) {
    markup.open("code");
    if matches!(kind, ProblemKind::UnknownField | ProblemKind::DuplicateField) {
        markup.text(&"strict decoding error: ");
    } else if names_field(kind) && !path.is_empty() {
        markup.text(&path).text(&": ");
    }
    markup.text(&message).close();
}

/// Validation names the field before its message; a decoder names it in the message.
fn names_field(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::Required
            | ProblemKind::Invalid
            | ProblemKind::NotSupported
            | ProblemKind::Duplicate
            | ProblemKind::Forbidden
            | ProblemKind::NotFound
            | ProblemKind::TooMany
            | ProblemKind::TooLong
            | ProblemKind::Quantity
            | ProblemKind::Dropped
    )
}

/// A sentence whose parts in backquotes are to be typed as they stand.
pub(super) fn prose(markup: &mut Markup, text: &str) {
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            markup.leaf("code", "", &part);
        } else {
            markup.text(&part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_named_once() {
        let said = |kind, message: &str| {
            let mut markup = Markup::new();
            said(&mut markup, kind, "spec.x", message);
            markup.finish()
        };
        let required = said(ProblemKind::Required, "Required value");
        assert_eq!(required, "<code>spec.x: Required value</code>");
        let unknown = said(ProblemKind::UnknownField, "unknown field spec.x");
        assert_eq!(unknown, "<code>strict decoding error: unknown field spec.x</code>");
    }

    #[test]
    fn what_to_type_is_set_apart() {
        let mut markup = Markup::new();
        markup.open("p");
        prose(&mut markup, "Write `a<b`.");
        markup.close();
        assert_eq!(markup.finish(), "<p>Write <code>a&lt;b</code>.</p>");
    }
}
