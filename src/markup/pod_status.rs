//! What the API server says of the Pod besides the row: phase, conditions, endpoint. As chips for a
//! glance, and as a table with reasons and messages.

use super::Markup;
use super::icon::{self, Icon};
use crate::engine::status::{Condition, conditions::message};
use crate::engine::{Endpoint, PodState, Timeline, endpoint};

/// The conditions in the order in which a Pod comes by them.
const IN_ORDER: [Condition; 6] = [
    Condition::PodScheduled,
    Condition::PodReadyToStartContainers,
    Condition::Initialized,
    Condition::ContainersReady,
    Condition::Ready,
    Condition::AllContainersRestarting,
];

/// What is put beside a Service's name: nothing else in the picture says it.
const ENDPOINT: &str = "In the EndpointSlice of a Service that selects this Pod";

/// One condition, for people.
struct Line {
    name: &'static str,
    value: bool,
    reason: &'static str,
    message: String,
}

/// The conditions that the Pod has.
fn lines(timeline: &Timeline, state: &PodState) -> impl Iterator<Item = Line> {
    IN_ORDER.into_iter().filter_map(|condition| {
        let told = state.status.conditions.get(condition)?;
        let message = message(&timeline.pod, &state.status, condition);
        Some(Line { name: condition.as_str(), value: told.value, reason: told.reason, message })
    })
}

/// One chip per condition, and one for the endpoint as long as that says more than they do.
pub fn status_chips(timeline: &Timeline, state: &PodState) -> String {
    let mut markup = Markup::new();
    for Line { name, value, reason, message } in lines(timeline, state) {
        let mut told = value_of(value).to_owned();
        for more in [reason, &message] {
            if !more.is_empty() {
                told += ", ";
                told += more;
            }
        }
        open_chip(&mut markup, value, &told);
        markup.text(&name).leaf("span", "vh", &": ").leaf("span", "vh", &told).close();
    }
    let endpoint = endpoint(state);
    if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.serving || endpoint.terminating) {
        open_chip(&mut markup, endpoint.ready, ENDPOINT);
        let says = match endpoint {
            Endpoint { ready: true, .. } => "Endpoint ready",
            Endpoint { serving: true, .. } => "Endpoint serving, terminating",
            _ => "Endpoint terminating",
        };
        markup.text(&says).close();
    }
    markup.finish()
}

fn open_chip(markup: &mut Markup, value: bool, title: &str) {
    markup.open("li").attr("class", &"chip").attr("data-value", &value).attr("title", &title);
    icon::draw(markup, if value { Icon::Check } else { Icon::Cross });
}

/// Phase, endpoint and a table of the conditions.
pub fn status_table(timeline: &Timeline, state: &PodState) -> String {
    let mut markup = Markup::new();
    markup.open("dl").attr("class", &"facts");
    fact(&mut markup, "Phase", &state.status.phase);
    for (name, text) in [("Reason", state.status.reason), ("Message", state.status.message)] {
        if let Some(text) = text {
            fact(&mut markup, name, &text);
        }
    }
    if let Some(Endpoint { ready, serving, terminating }) = endpoint(state) {
        let says = format!("ready {ready}, serving {serving}, terminating {terminating}");
        fact(&mut markup, "Endpoint", &says);
        markup.leaf("dd", "sub", &ENDPOINT);
    }
    markup.close();
    markup.open("table").attr("class", &"events conditions");
    markup.leaf("caption", "", &"Conditions at the playhead");
    markup.open("thead").open("tr");
    for heading in ["Status", "Type, reason and message"] {
        markup.open("th").attr("scope", &"col").text(&heading).close();
    }
    markup.close().close().open("tbody");
    for Line { name, value, reason, message } in lines(timeline, state) {
        markup.open("tr").leaf("td", "", &value_of(value)).open("td").leaf("b", "", &name);
        for text in [reason, &message] {
            if !text.is_empty() {
                markup.leaf("p", "", &text);
            }
        }
        markup.close().close();
    }
    markup.close().close();
    markup.finish()
}

fn fact(markup: &mut Markup, name: &'static str, value: &dyn std::fmt::Display) {
    markup.leaf("dt", "", &name).leaf("dd", "", value);
}

/// A condition's value as Kubernetes writes it.
fn value_of(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

#[cfg(test)]
mod tests {
    use super::{status_chips, status_table};
    use crate::engine::SimTime;
    use crate::markup::sample;

    #[test]
    fn every_condition_says_whether_it_holds() {
        let timeline = sample::timeline("app");
        let chips = status_chips(&timeline, &timeline.at(SimTime(0)));
        assert!(
            chips.contains("Ready<span class=\"vh\">: </span><span class=\"vh\">False"),
            "{chips}"
        );
        assert!(!chips.contains("Endpoint"), "{chips}");
        let chips = status_chips(&timeline, &timeline.at(SimTime::from_secs(8)));
        assert!(
            chips.contains("</svg>Ready<span class=\"vh\">: </span><span class=\"vh\">True</span>"),
            "{chips}"
        );
        assert!(chips.ends_with("Endpoint ready</li>"), "{chips}");
    }

    #[test]
    fn a_pod_on_its_way_out_is_an_endpoint_that_terminates() {
        let timeline = sample::timeline("app");
        let deleted = timeline.scenario.deletion().expect("it is deleted").at;
        let table = status_table(&timeline, &timeline.at(deleted));
        assert!(table.contains("<dd>ready false, serving true, terminating true</dd>"), "{table}");
        let chips = status_chips(&timeline, &timeline.at(deleted));
        assert!(chips.ends_with("Endpoint serving, terminating</li>"), "{chips}");
    }
}
