//! A paste and what it was meant to be, line by line beside each other, with the questions that only its
//! author can answer.

use super::diagnostics::prose;
use super::icon::{self, Icon};
use super::{Markup, dialog, hue};
use crate::manifest::repair::{Ambiguity, ChangeKind, Repaired};
use crate::manifest::{self, Source};
use crate::model;
use crate::scene::{self, Rail};
use crate::version::Version;

/// The dialog: both texts, what was done, and the questions. A choice is a radio button with the pasted line as
/// `data-line` and the place as its value.
pub fn repair(pasted: &str, repaired: &Repaired) -> String {
    let mut markup = Markup::new();
    dialog::head(&mut markup, "repair-title", title(repaired));
    sides(&mut markup, pasted, repaired);
    markup.open("ul").attr("class", &"done");
    let mut told = Vec::new();
    for change in &repaired.changes {
        if !told.contains(&change.kind) {
            told.push(change.kind);
            markup.open("li");
            prose(&mut markup, &change.words);
            markup.close();
        }
    }
    markup.close();
    for (place, ambiguity) in repaired.ambiguous.iter().enumerate() {
        ask(&mut markup, place, ambiguity);
    }
    let word = "Nothing is replaced until you accept. Ctrl+Z brings the old text back.";
    dialog::foot(&mut markup, word);
    markup.leaf("button", "btn", &"Keep as pasted");
    markup.open("button").attr("class", &"btn primary").attr("data-use", &"");
    markup.text(&"Use the repaired text").close();
    dialog::end(&mut markup);
    markup.finish()
}

/// What happened to the paste.
fn title(repaired: &Repaired) -> &'static str {
    if repaired.changes.iter().any(|change| change.kind == ChangeKind::Indentation) {
        "This paste lost its indentation. Repaired:"
    } else {
        "This paste has more in it than a manifest. Cleaned:"
    }
}

fn sides(markup: &mut Markup, pasted: &str, repaired: &Repaired) {
    let (old, new) = (Source::new(pasted), Source::new(&repaired.text));
    let rails = rails(&repaired.text);
    markup.open("table").attr("class", &"sides");
    markup.verbatim("<colgroup><col class=\"n\"><col><col class=\"n\"><col></colgroup>");
    markup.open("thead").open("tr");
    let count = |it: &Source| it.text().lines().count();
    head(markup, "Pasted", &format!("{} lines", count(&old)));
    let check = match repaired.ambiguous.len() {
        0 => format!("{} lines", count(&new)),
        doubts => format!("{} lines certain, {doubts} to check", repaired.certain()),
    };
    head(markup, "Repaired", &check);
    markup.close().close().open("tbody");
    let mut shown = 0;
    for (place, origin) in repaired.origins.iter().enumerate() {
        // Lines of the paste that have no place in the manifest stand alone.
        let upto = origin.unwrap_or(shown);
        while shown + 1 < upto {
            shown += 1;
            row(markup, &old, Some(shown), None, &[], false);
        }
        let is_new = origin.is_none_or(|line| line <= shown);
        shown = shown.max(upto);
        let left = if is_new { None } else { *origin };
        let in_doubt = repaired.ambiguous.iter().any(|it| it.line == place + 1);
        row(markup, &old, left, Some((&new, place + 1)), &rails, in_doubt);
    }
    while shown < count(&old) {
        shown += 1;
        row(markup, &old, Some(shown), None, &[], false);
    }
    markup.close().close();
}

fn head(markup: &mut Markup, title: &'static str, sub: &str) {
    markup.open("th").attr("colspan", &2).attr("scope", &"col").text(&title).text(&" ");
    markup.leaf("span", "", &sub).close();
}

/// One line of each side, where there is one.
fn row(
    markup: &mut Markup,
    old: &Source,
    left: Option<usize>,
    right: Option<(&Source, usize)>,
    rails: &[Rail],
    in_doubt: bool,
) {
    markup.open("tr");
    if in_doubt {
        markup.attr("class", &"doubt");
    } else if right.is_none() {
        markup.attr("class", &"gone");
    }
    for side in [left.map(|line| (old, line)), right] {
        match side {
            Some((source, line)) => {
                markup.leaf("td", "n", &line).open("td");
                let rail =
                    rails.iter().find(|rail| right == Some((source, line)) && rail.holds(line));
                if let Some(rail) = rail {
                    markup.attr("data-lane", &hue(rail.container));
                }
                markup.leaf("code", "", &source.slice(source.line_range(line))).close();
            }
            None => {
                markup.leaf("td", "n", &"").leaf("td", "", &"");
            }
        }
    }
    markup.close();
}

/// Where the containers of the repaired manifest stand.
fn rails(text: &str) -> Vec<Rail> {
    let manifest = manifest::parse(text);
    let object = scene::chosen(&manifest, 0).and_then(|it| manifest.objects.get(it));
    let pod = object.and_then(|it| model::lower(it, Version::NEWEST).pod);
    object.zip(pod).map_or_else(Vec::new, |(object, pod)| scene::rails(&manifest, object, &pod))
}

fn ask(markup: &mut Markup, place: usize, ambiguity: &Ambiguity) {
    markup.open("fieldset").attr("class", &"ask").open("legend");
    icon::draw(markup, Icon::Warning);
    prose(markup, &ambiguity.question);
    markup.close();
    for (choice, it) in ambiguity.choices.iter().enumerate() {
        markup.open("label").open("input").attr("type", &"radio");
        markup.attr("name", &format_args!("doubt-{place}"));
        markup.attr("id", &format_args!("doubt-{place}-{choice}"));
        markup.attr("value", &it.place).attr("data-line", &ambiguity.pasted);
        if choice == ambiguity.chosen {
            markup.attr("checked", &"");
        }
        markup.close().open("span").leaf("b", "", &it.label).text(&" ");
        prose(markup, &it.meaning);
        if choice == ambiguity.chosen && !ambiguity.why.is_empty() {
            markup.open("i").text(&" ");
            prose(markup, &ambiguity.why);
            markup.close();
        }
        markup.close().close();
    }
    if ambiguity.choices.is_empty() && !ambiguity.why.is_empty() {
        markup.open("p");
        prose(markup, &ambiguity.why);
        markup.close();
    }
    markup.close();
}
