//! The panels: what leads to an instant, what can be copied, and what is marked.

use crate::{deleted, left_alone};
use podline::engine::{SimTime, Timeline};
use podline::{kubectl, markup};

const SERVER: &str = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {
    containers: [{name: app, image: 'nginx:1'}]}}";

/// The values of an attribute, as a browser reads them.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let begin = format!(" {attribute}=\"");
    let value = |part: &str| {
        let text = part.split('"').next().unwrap_or_default();
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    html.split(&begin).skip(1).map(value).collect()
}

fn at(seconds: u64) -> SimTime {
    SimTime::from_secs(seconds)
}

#[test]
fn every_line_of_the_watch_leads_to_its_instant() {
    let timeline = deleted(37, SERVER, 20);
    let html = markup::kubectl::watch(&timeline, at(10));
    let lines = kubectl::watch(&timeline);
    let table = html.split("<tbody>").nth(1).expect("a table");
    let seeks = values(table, "data-seek");
    assert_eq!(seeks, lines.iter().map(|line| line.at.0.to_string()).collect::<Vec<_>>());
    let ahead = lines.iter().filter(|line| line.at > at(10)).count();
    assert!(ahead > 0 && ahead < lines.len());
    assert_eq!(table.matches("class=\"ahead\"").count(), ahead);
    // The newest line that is printed: Running.
    let (_, now) = table.split_once("aria-current=\"true\"").expect("the newest line is marked");
    assert!(now.split("</tr>").next().expect("a row").contains(">Running<"), "{now}");
    assert!(values(&html, "data-copy").contains(&kubectl::watch_text(&lines)));
    // Nothing is drawn behind the removal.
    let stretches = values(&html, "data-tone");
    assert_eq!(stretches, ["wait", "ok", "wait"], "created, running, terminating: {html}");
}

#[test]
fn outputs_can_be_copied_as_they_are() {
    let timeline = left_alone(37, SERVER);
    let yaml = markup::kubectl::yaml(&timeline, at(10));
    assert_eq!(
        values(&yaml, "data-copy"),
        ["kubectl get pod web -o yaml".to_owned(), kubectl::yaml(&timeline, at(10))]
    );
    let describe = markup::kubectl::describe(&timeline, at(10), None);
    assert_eq!(
        values(&describe, "data-copy"),
        ["kubectl describe pod web".to_owned(), kubectl::describe(&timeline, at(10))]
    );
    let commands = markup::kubectl::commands(&timeline, at(10));
    let copies = values(&commands, "data-copy");
    for command in kubectl::advice(&timeline, at(10)).commands {
        assert!(copies.contains(&command.line), "{}", command.line);
    }
}

#[test]
fn a_pod_that_is_gone_is_not_found() {
    let timeline: Timeline = deleted(37, SERVER, 20);
    let none = "Error from server (NotFound): pods &quot;web&quot; not found";
    for panel in [
        markup::kubectl::yaml(&timeline, at(100)),
        markup::kubectl::describe(&timeline, at(100), None),
        markup::kubectl::commands(&timeline, at(100)),
    ] {
        assert!(panel.contains(none), "{panel}");
    }
    // Its events are still there.
    assert!(markup::kubectl::events(&timeline, at(100)).contains("Stopping container app"));
}

#[test]
fn an_event_leads_to_the_time_it_came_last() {
    let text = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {
        containers: [{name: app, image: 'nginx:1', readinessProbe: {tcpSocket: {port: 9}, periodSeconds: 1}}]}}";
    let timeline = left_alone(37, text);
    let now = at(6);
    let failed: Vec<SimTime> = timeline
        .cluster_events(now)
        .iter()
        .filter(|event| event.reason == "Unhealthy")
        .map(|event| event.at)
        .collect();
    let last = failed.last().expect("the probe fails at first");
    let html = markup::kubectl::events(&timeline, now);
    let row = html.split("<tr class=\"warn\">").nth(1).expect("a warning");
    assert_eq!(values(row, "data-seek")[0], last.0.to_string());
    assert_eq!(failed.len() > 1, row.contains(&format!("(x{} over ", failed.len())), "{row}");
}

#[test]
fn more_events_than_a_kubelet_sends_are_told_of() {
    let container = |n: usize| format!("{{name: c{n}, image: 'i{n}:1'}}");
    let pod = |count: usize| {
        let all: Vec<String> = (0..count).map(container).collect();
        let text = format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{containers: [{}]}}}}",
            all.join(", ")
        );
        markup::kubectl::events(&left_alone(37, &text), at(120))
    };
    // Four of each container: pulling, pulled, created, started.
    let says = "a kubelet sends 25 events about a Pod";
    assert!(!pod(6).contains(says) && pod(7).contains(says));
}
