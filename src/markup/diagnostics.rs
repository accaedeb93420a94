//! What is told about the text, in the three places where it is read: the list, the note below a line,
//! the words that come up over it.

use super::Markup;
use super::icon;
use super::problems::{names_field, prose, sign};
use crate::diagnostics::{About, Diagnostic};
use crate::insight::lint;

/// More than this are counted, not listed.
const MOST: usize = 50;

/// The list; an item carries its place in `diagnostics` as `data-item`.
pub fn diagnostic_list(diagnostics: &[Diagnostic]) -> String {
    let mut markup = Markup::new();
    for (place, diagnostic) in diagnostics.iter().take(MOST).enumerate() {
        let (icon, tone) = sign(diagnostic.severity);
        markup.open("li").attr("data-tone", &tone).attr("data-item", &place);
        icon::draw(&mut markup, icon);
        markup.open("div").open("p").leaf("b", "", &diagnostic.title()).text(&" ");
        markup.open("button").attr("class", &"link").attr("data-go", &"");
        markup.text(&format_args!("line {}", diagnostic.position.line)).close().close();
        message(&mut markup, diagnostic);
        help(&mut markup, diagnostic);
        markup.close();
        markup.close();
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

/// The note below the line: what is the matter and why it matters.
pub fn diagnostic_note(diagnostic: &Diagnostic) -> String {
    let mut markup = Markup::new();
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
            markup.open("code");
            if names_field(kind) && !diagnostic.path.is_empty() {
                markup.text(&diagnostic.path).text(&": ");
            }
            markup.text(&diagnostic.message).close();
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
