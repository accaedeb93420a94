//! Events as `kubectl describe` lists them: those that repeat are counted.

use crate::engine::status::age;
use crate::engine::{ClusterEvent, SimTime, Subject};
use crate::model::{Pod, Version};
use std::fmt::Write as _;

/// An event and how often it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The event, as it came last.
    pub event: ClusterEvent,
    /// When it came first.
    pub first: SimTime,
    /// How often it came.
    pub count: u32,
}

impl Repeated {
    /// AGE: of the last time and, if it came more than once, how often and for how long.
    pub fn age(&self, now: SimTime) -> String {
        let ago = |at: SimTime| age(now.since(at).whole_secs());
        if self.count > 1 {
            format!("{} (x{} over {})", ago(self.event.at), self.count, ago(self.first))
        } else {
            ago(self.first)
        }
    }
}

/// Counts events that are alike (client-go `tools/record/events_cache.go`: the same object and field
/// path, type, reason and message), in order of their last time.
pub fn repeated(events: &[ClusterEvent]) -> Vec<Repeated> {
    let mut counted: Vec<Repeated> = Vec::new();
    for event in events {
        let alike = |other: &Repeated| {
            let other = &other.event;
            (other.subject, other.warning, other.reason, &other.message)
                == (event.subject, event.warning, event.reason, &event.message)
        };
        let before = counted.iter().position(alike).map(|at| counted.remove(at));
        let (first, count) = before.map_or((event.at, 0), |before| (before.first, before.count));
        counted.push(Repeated { event: event.clone(), first, count: count + 1 });
    }
    counted
}

/// The message of an event about a container, in front of it where it stands in the Pod: since 1.35
/// kubectl prints `involvedObject.fieldPath`.
pub fn message(pod: &Pod, event: &ClusterEvent, version: Version) -> String {
    let message = &event.message;
    match event.subject {
        Subject::Container(index) if version.at_least(35) => {
            let list = if pod.is_app(index) { "containers" } else { "initContainers" };
            format!("spec.{list}{{{}}}: {message}", pod.container(index).name)
        }
        _ => message.clone(),
    }
}

/// The last part of `kubectl describe`, with tabs between its columns.
pub(super) fn table(pod: &Pod, events: &[ClusterEvent], now: SimTime, version: Version) -> String {
    if events.is_empty() {
        return "Events:\t<none>\n".to_owned();
    }
    let mut table =
        "Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n"
            .to_owned();
    for repeated in repeated(events) {
        let event = &repeated.event;
        let kind = if event.warning { "Warning" } else { "Normal" };
        let message = message(pod, event, version);
        let (reason, age, from) = (event.reason, repeated.age(now), event.from());
        let _ = writeln!(table, "  {kind}\t{reason}\t{age}\t{from}\t{message}");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Container, ContainerIndex, ContainerRole};

    fn event(seconds: u64, container: usize, message: &str) -> ClusterEvent {
        ClusterEvent {
            at: SimTime::from_secs(seconds),
            subject: Subject::Container(ContainerIndex(container)),
            warning: true,
            reason: "Unhealthy",
            message: message.to_owned(),
        }
    }

    #[test]
    fn alike_events_are_counted_from_the_first_to_the_last() {
        let events = [event(10, 0, "a"), event(20, 1, "a"), event(25, 0, "b"), event(30, 0, "a")];
        let counted = repeated(&events);
        let now = SimTime::from_secs(40);
        let ages: Vec<_> =
            counted.iter().map(|one| (one.event.message.as_str(), one.age(now))).collect();
        let (a, b) = ("a", "b");
        assert_eq!(
            ages,
            [(a, "20s".to_owned()), (b, "15s".to_owned()), (a, "10s (x2 over 30s)".to_owned())]
        );
    }

    #[test]
    fn the_field_path_stands_in_front_since_135() {
        let container = |name, role| Container::new(name, role, "i:1");
        let containers =
            vec![container("proxy", ContainerRole::Sidecar), container("web", ContainerRole::App)];
        let pod = Pod::new("p", containers).expect("a Pod");
        let at = |minor| Version::new(minor).expect("a known minor");
        let told =
            |container, minor| message(&pod, &event(0, container, "Container started"), at(minor));
        assert_eq!(told(0, 35), "spec.initContainers{proxy}: Container started");
        assert_eq!(told(1, 37), "spec.containers{web}: Container started");
        assert_eq!(told(1, 34), "Container started");
        let of_pod = ClusterEvent { subject: Subject::Pod, ..event(0, 0, "changed") };
        assert_eq!(message(&pod, &of_pod, at(37)), "changed");
    }
}
