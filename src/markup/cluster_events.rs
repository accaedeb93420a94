//! The cluster's own events, as `kubectl events` lists them.

use super::Markup;
use crate::engine::ClusterEvent;
use crate::kubectl;
use crate::model::{Pod, Version};

/// The table, in the words of `version`; events that repeat are counted, as kubectl does. Ages go by
/// while nothing happens, so they are left to be filled in: what has `data-at` waits for the age of
/// what happened at that millisecond.
pub fn cluster_events(pod: &Pod, events: &[ClusterEvent], version: Version) -> String {
    let mut markup = Markup::new();
    markup.open("table").attr("class", &"events");
    let caption =
        format_args!("kubectl events at the playhead, as Kubernetes {version} words them");
    markup.leaf("caption", "", &caption);
    markup.open("thead").open("tr");
    for heading in ["Type", "Reason", "Age", "Message"] {
        markup.open("th").attr("scope", &"col").text(&heading).close();
    }
    markup.close().close().open("tbody");
    for repeated in kubectl::repeated(events) {
        let event = &repeated.event;
        markup.open("tr");
        if event.warning {
            markup.attr("class", &"warn");
        }
        markup.leaf("td", "", &if event.warning { "Warning" } else { "Normal" });
        markup.leaf("td", "", &event.reason);
        markup.open("td");
        markup.open("span").attr("data-at", &event.at.0).close();
        if repeated.count > 1 {
            markup.text(&format_args!(" (x{} over ", repeated.count));
            markup.open("span").attr("data-at", &repeated.first.0).close().text(&")");
        }
        markup.close();
        markup.leaf("td", "", &kubectl::message(pod, event, version)).close();
    }
    markup.close().close();
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::cluster_events;
    use crate::engine::{ClusterEvent, SimTime, Subject};
    use crate::model::{ContainerIndex, Version};

    #[test]
    fn a_message_stays_text_and_a_warning_is_marked() {
        let event = ClusterEvent {
            at: SimTime(1500),
            subject: Subject::Pod,
            warning: true,
            reason: "BackOff",
            message: "<script>".to_owned(),
        };
        let pod = crate::markup::sample::timeline("app").pod;
        let table = cluster_events(&pod, &[event], Version::OLDEST);
        assert!(table.contains("as Kubernetes 1.27 words them</caption>"), "{table}");
        assert!(table.ends_with(
            "<tbody><tr class=\"warn\"><td>Warning</td><td>BackOff</td>\
             <td><span data-at=\"1500\"></span></td><td>&lt;script&gt;</td></tr></tbody></table>"
        ));
    }
    #[test]
    fn what_repeats_is_counted_and_says_where_it_stands() {
        let event = |seconds| ClusterEvent {
            at: SimTime::from_secs(seconds),
            subject: Subject::Container(ContainerIndex(0)),
            warning: false,
            reason: "Started",
            message: "Container started".to_owned(),
        };
        let pod = crate::markup::sample::timeline("app").pod;
        let table = cluster_events(&pod, &[event(1), event(4)], Version::NEWEST);
        assert!(
            table.ends_with(
                "<td><span data-at=\"4000\"></span> (x2 over <span data-at=\"1000\"></span>)</td>\
                 <td>spec.containers{app}: Container started</td></tr></tbody></table>"
            ),
            "{table}"
        );
    }
}
