//! The examples as cards, by group.

use super::Markup;
use crate::content::{self, Group};

/// All cards; each carries its example's id as `data-example`. `open` is the id of the one in the
/// editor.
pub fn example_cards(open: Option<&str>) -> String {
    let mut markup = Markup::new();
    for group in Group::ALL {
        markup.leaf("h3", "", &group.title()).open("ul").attr("class", &"exgrid");
        for example in content::examples().iter().filter(|example| example.group == group) {
            markup.open("li").open("button").attr("class", &"excard");
            markup.attr("data-example", &example.id);
            if open == Some(example.id) {
                markup.attr("aria-current", &"true");
            }
            markup.leaf("b", "", &example.title).leaf("span", "", &example.summary);
            markup.close().close();
        }
        markup.close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::example_cards;
    use crate::content;

    #[test]
    fn every_example_has_a_card_and_the_open_one_is_marked() {
        let first = content::examples()[0].id;
        let cards = example_cards(Some(first));
        assert_eq!(cards.matches("<li>").count(), content::examples().len());
        assert_eq!(cards.matches("aria-current").count(), 1);
        assert!(
            cards.contains(&format!("data-example=\"{first}\" aria-current=\"true\"")),
            "{cards}"
        );
    }
}
