//! The Pod's conditions as chips.

use super::Markup;
use super::icon::{self, Icon};
use crate::engine::Condition;

/// The conditions in the order in which a Pod comes by them.
const IN_ORDER: [Condition; 5] = [
    Condition::PodScheduled,
    Condition::PodReadyToStartContainers,
    Condition::Initialized,
    Condition::ContainersReady,
    Condition::Ready,
];

/// One chip per condition; those in `holding` are True.
pub fn conditions(holding: &[Condition]) -> String {
    let mut markup = Markup::new();
    for condition in IN_ORDER {
        let holds = holding.contains(&condition);
        markup.open("li").attr("class", &"chip").attr("data-value", &holds);
        icon::draw(&mut markup, if holds { Icon::Check } else { Icon::Cross });
        markup.text(&condition.as_str());
        markup.leaf("span", "vh", &if holds { ": True" } else { ": False" }).close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::conditions;
    use crate::engine::Condition;

    #[test]
    fn every_condition_says_whether_it_holds() {
        let chips = conditions(&[Condition::Ready]);
        assert_eq!(chips.matches("<li class=\"chip\"").count(), Condition::ALL.len());
        assert!(chips.ends_with("Ready<span class=\"vh\">: True</span></li>"), "{chips}");
        assert!(chips.contains("ContainersReady<span class=\"vh\">: False</span>"), "{chips}");
    }
}
