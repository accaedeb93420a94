//! `kubectl events` and `kubectl get events` about one Pod.

use super::events::{Repeated, message, repeated};
use super::table::Table;
use super::{namespace_flag, word};
use crate::engine::status::age;
use crate::engine::{SimTime, Timeline};
use crate::model::Pod;

/// The head of both tables.
const HEAD: [&str; 5] = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];

/// What `kubectl events --for pod/NAME` prints at `now`, in order of the last time, with counts
/// (kubectl `pkg/cmd/events/event_printer.go`). With `warnings`, what `--types=Warning` leaves.
pub fn event_list(timeline: &Timeline, now: SimTime, warnings: bool) -> String {
    let shown = |event: &Repeated| event.event.warning || !warnings;
    let line = |event: &Repeated| {
        let message = message(&timeline.pod, &event.event, timeline.version);
        line(timeline, event, event.age(now), "Pod", message)
    };
    let events = repeated(&timeline.cluster_events(now));
    let rows: Vec<Vec<String>> = events.iter().filter(|event| shown(event)).map(line).collect();
    let none = format!("No events found in {} namespace.\n", timeline.pod.namespace);
    table(rows, none)
}

/// The older command for the events of one Pod.
pub fn get_events_command(pod: &Pod) -> String {
    let (name, namespace) = (word(&pod.name), namespace_flag(pod));
    let selector = format!("--field-selector involvedObject.name={name}");
    format!("kubectl get events{namespace} {selector} --sort-by=.lastTimestamp")
}

/// What `kubectl get events --field-selector involvedObject.name=NAME --sort-by=.lastTimestamp` prints
/// at `now` (`pkg/printers/internalversion/printers.go` printEvent): without counts, and without the field that an
/// event is about (that is a column of `-o wide`).
pub fn get_events(timeline: &Timeline, now: SimTime) -> String {
    let line = |event: &Repeated| {
        let seen = age(now.since(event.event.at).whole_secs());
        line(timeline, event, seen, "pod", event.event.message.clone())
    };
    let rows: Vec<Vec<String>> = repeated(&timeline.cluster_events(now)).iter().map(line).collect();
    table(rows, format!("No resources found in {} namespace.\n", timeline.pod.namespace))
}

fn line(
    timeline: &Timeline,
    event: &Repeated,
    seen: String,
    kind: &str,
    message: String,
) -> Vec<String> {
    let level = if event.event.warning { "Warning" } else { "Normal" };
    let object = format!("{kind}/{}", timeline.pod.name);
    vec![seen, level.to_owned(), event.event.reason.to_owned(), object, message]
}

fn table(mut rows: Vec<Vec<String>>, none: String) -> String {
    if rows.is_empty() {
        return none;
    }
    rows.insert(0, HEAD.map(str::to_owned).to_vec());
    Table::default().print(&rows)
}
