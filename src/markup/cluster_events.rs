//! The cluster's own events, as `kubectl events` lists them.

use super::Markup;
use crate::engine::ClusterEvent;
use crate::model::Version;

/// The table, in the words of `version`. Ages go by while nothing happens, so they are left to be filled in: a cell with
/// `data-at` waits for the age of what happened at that millisecond.
pub fn cluster_events(events: &[ClusterEvent], version: Version) -> String {
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
    for event in events {
        markup.open("tr");
        if event.warning {
            markup.attr("class", &"warn");
        }
        markup.leaf("td", "", &if event.warning { "Warning" } else { "Normal" });
        markup.leaf("td", "", &event.reason);
        markup.open("td").attr("data-at", &event.at.0).close();
        markup.leaf("td", "", &event.message).close();
    }
    markup.close().close();
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::cluster_events;
    use crate::engine::{ClusterEvent, SimTime, Subject};
    use crate::model::Version;

    #[test]
    fn a_message_stays_text_and_a_warning_is_marked() {
        let event = ClusterEvent {
            at: SimTime(1500),
            subject: Subject::Pod,
            warning: true,
            reason: "BackOff",
            message: "<script>".to_owned(),
        };
        let table = cluster_events(&[event], Version::OLDEST);
        assert!(table.contains("as Kubernetes 1.27 words them</caption>"), "{table}");
        assert!(table.ends_with(
            "<tbody><tr class=\"warn\"><td>Warning</td><td>BackOff</td><td data-at=\"1500\"></td>\
             <td>&lt;script&gt;</td></tr></tbody></table>"
        ));
    }
}
