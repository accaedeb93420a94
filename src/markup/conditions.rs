//! The Pod's conditions as chips.

use super::Markup;
use super::icon::{self, Icon};
use crate::engine::status::{Condition, Conditions};

/// The conditions in the order in which a Pod comes by them.
const IN_ORDER: [Condition; 6] = [
    Condition::PodScheduled,
    Condition::PodReadyToStartContainers,
    Condition::Initialized,
    Condition::ContainersReady,
    Condition::Ready,
    Condition::AllContainersRestarting,
];

/// One chip for each condition that the Pod has.
pub fn conditions(told: &Conditions) -> String {
    let mut markup = Markup::new();
    for condition in IN_ORDER {
        let Some(holds) = told.get(condition).map(|told| told.value) else { continue };
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
    use crate::engine::SimTime;
    use crate::engine::status::{Condition, Conditions};

    #[test]
    fn every_condition_that_is_there_says_whether_it_holds() {
        let mut told = Conditions::default();
        told.set(Condition::Ready, (true, ""), SimTime::ZERO);
        told.set(Condition::ContainersReady, (false, "ContainersNotReady"), SimTime::ZERO);
        let chips = conditions(&told);
        assert_eq!(chips.matches("<li class=\"chip\"").count(), 2);
        assert!(chips.ends_with("Ready<span class=\"vh\">: True</span></li>"), "{chips}");
        assert!(chips.contains("ContainersReady<span class=\"vh\">: False</span>"), "{chips}");
    }
}
