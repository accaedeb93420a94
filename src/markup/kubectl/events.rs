//! `kubectl events` at an instant, newest last; the age of each leads to the instant it came last.

use super::{command, copy, seek};
use crate::engine::{SimTime, Timeline};
use crate::kubectl;
use crate::markup::Markup;

/// As many events are written; of more, the newest.
const MOST: usize = 100;

/// How many events about one Pod a kubelet sends at once; then one in five minutes (client-go
/// `tools/record/events_cache.go` EventSourceObjectSpamFilter). Podline shows them all.
const BURST: usize = 25;

/// The table and its text.
pub fn events(timeline: &Timeline, now: SimTime) -> String {
    let pod = &timeline.pod;
    let mut markup = Markup::new();
    let name = kubectl::word(&pod.name);
    let namespace = kubectl::namespace_flag(pod);
    command(&mut markup, &format!("kubectl events --for pod/{name}{namespace}"));
    let sent = timeline.cluster_events(now);
    let all = kubectl::repeated(&sent);
    let first = all.len().saturating_sub(MOST);
    if first > 0 {
        markup.leaf("p", "sub", &format_args!("{first} older events are left out."));
    }
    markup.open("div").attr("class", &"wide").open("table").attr("class", &"events said");
    markup.open("thead").open("tr");
    for heading in ["LAST SEEN", "TYPE", "REASON", "MESSAGE"] {
        markup.open("th").attr("scope", &"col").text(&heading).close();
    }
    markup.close().close().open("tbody");
    for repeated in &all[first..] {
        let event = &repeated.event;
        markup.open("tr");
        if event.warning {
            markup.attr("class", &"warn");
        }
        markup.open("td");
        seek(&mut markup, event.at, &repeated.age(now));
        markup.close();
        markup.leaf("td", "", &if event.warning { "Warning" } else { "Normal" });
        markup.leaf("td", "", &event.reason);
        markup.leaf("td", "", &kubectl::message(pod, event, timeline.version)).close();
    }
    markup.close().close().close();
    if all.is_empty() {
        markup.leaf("p", "out", &kubectl::event_list(timeline, now, false));
    }
    let says = "An exit, a kill by the kernel and a probe that passes leave no event. ";
    markup.open("p").attr("class", &"sub").text(&says);
    copy(&mut markup, &kubectl::event_list(timeline, now, false), "the events");
    markup.close();
    if sent.iter().filter(|event| event.from() == "kubelet").count() > BURST {
        let says = format_args!(
            "A cluster may show fewer: a kubelet sends {BURST} events about a Pod, then one in five \
             minutes."
        );
        markup.leaf("p", "sub", &says);
    }
    let get = kubectl::get_events_command(pod);
    command(&mut markup, &get);
    markup.leaf(
        "p",
        "sub",
        &"The older command: without counts, and unsorted unless it is told to.",
    );
    markup.finish()
}
