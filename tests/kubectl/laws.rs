//! Laws over every example at every change: what is printed fits what the rest of Podline says.

use podline::content;
use podline::engine::{SimTime, Timeline, inferred, simulate};
use podline::kubectl::{Change, Prints, advice, describe, event_list, get_events, watch, yaml};
use podline::manifest;
use podline::markup;
use podline::model::{Version, lower};

fn timelines() -> Vec<(String, Timeline)> {
    let mut timelines = Vec::new();
    for example in content::examples() {
        for minor in [28, 37] {
            let version = Version::new(minor).expect("a known minor");
            let manifest = manifest::parse(example.text);
            for pod in manifest.objects.iter().filter_map(|object| lower(object, version).pod) {
                let scenario = inferred::scenario(&pod, version);
                let name = format!("{} in 1.{minor}", example.id);
                timelines.push((name, simulate(&pod, &scenario, version)));
            }
        }
    }
    assert!(timelines.len() > 40, "the examples are read");
    timelines
}

/// A handful of instants: before, at and between changes, and long after.
fn instants(timeline: &Timeline) -> Vec<SimTime> {
    let lines = watch(timeline);
    let step = lines.len().div_ceil(12).max(1);
    let mut instants: Vec<SimTime> = lines.iter().step_by(step).map(|line| line.at).collect();
    instants.extend([
        SimTime::ZERO,
        SimTime(1),
        timeline.until,
        SimTime(timeline.until.0 + 86_400_000),
    ]);
    instants
}

#[test]
fn the_watch_tells_what_the_row_tells() {
    for (name, timeline) in timelines() {
        let lines = watch(&timeline);
        assert_eq!(lines[0].change, Change::Added, "{name}");
        let added = lines.iter().filter(|line| line.change == Change::Added).count();
        let deleted = lines.iter().filter(|line| line.change == Change::Deleted).count();
        let removed = timeline.at(timeline.until).removed;
        assert_eq!((added, deleted), (1, usize::from(removed)), "{name}");
        assert!(lines.is_sorted_by_key(|line| line.at), "{name}");
        for at_once in lines.chunk_by(|one, next| one.at == next.at) {
            let last = at_once.last().expect("a chunk is not empty");
            assert_eq!(last.row, timeline.row(last.at), "{name} at {}", last.at);
        }
        // And between two lines the row stays, but for its ages.
        for pair in lines.windows(2).filter(|pair| pair[0].at < pair[1].at) {
            let before = timeline.row(SimTime(pair[1].at.0 - 1));
            let told = (&pair[0].row.status, &pair[0].row.ready);
            assert_eq!(told, (&before.status, &before.ready), "{name} before {}", pair[1].at);
        }
    }
}

#[test]
fn every_object_is_yaml_with_its_keys_in_order() {
    for (name, timeline) in timelines() {
        for at in instants(&timeline) {
            let text = yaml(&timeline, at);
            let object: serde_yaml::Value = serde_yaml::from_str(&text)
                .unwrap_or_else(|error| panic!("{name} at {at}: {error}\n{text}"));
            let status = &object["status"];
            let state = timeline.at(at);
            assert_eq!(status["phase"].as_str(), Some(state.status.phase.as_str()), "{name}");
            let count = |list: &str| status[list].as_sequence().map_or(0, Vec::len);
            let listed = count("containerStatuses") + count("initContainerStatuses");
            assert!(!state.status.listed || listed == timeline.pod.containers().len(), "{name}");
            let top: Vec<&str> =
                text.lines().filter(|line| !line.starts_with([' ', '-'])).collect();
            assert!(top.is_sorted(), "{name}: {top:?}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{name}: {text}");
        }
    }
}

#[test]
fn at_every_moment_there_are_three_to_six_commands_that_fit_it() {
    for (name, timeline) in timelines() {
        for at in instants(&timeline) {
            let advice = advice(&timeline, at);
            let place = format!("{name} at {at}: {advice:#?}");
            assert!((3..=6).contains(&advice.commands.len()), "{place}");
            assert!(advice.headline.ends_with('.') && !advice.headline.contains('!'), "{place}");
            for command in &advice.commands {
                assert!(command.line.starts_with("kubectl "), "{place}");
                assert!(command.why.ends_with('.'), "{place}");
                let is_log = command.line.starts_with("kubectl logs");
                // There is a run before whenever it is asked for, and no log is invented.
                if command.line.contains("--previous") {
                    assert!(matches!(command.prints, Prints::Words(_)), "{place}");
                }
                assert!(
                    !is_log || !matches!(command.prints, Prints::All(_) | Prints::Part(_)),
                    "{place}"
                );
            }
            let mut lines: Vec<&str> =
                advice.commands.iter().map(|command| command.line.as_str()).collect();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), advice.commands.len(), "a command is offered twice: {place}");
        }
    }
}

#[test]
fn no_panel_is_empty_and_tags_are_balanced() {
    for (name, timeline) in timelines() {
        for at in instants(&timeline).into_iter().step_by(5) {
            for panel in [
                markup::kubectl::commands(&timeline, at),
                markup::kubectl::watch(&timeline, at),
                markup::kubectl::events(&timeline, at),
                markup::kubectl::yaml(&timeline, at),
                markup::kubectl::describe(&timeline, at, None),
                markup::resources(&timeline, at, None),
            ] {
                assert!(panel.len() > 100, "{name} at {at}: {panel}");
                for tag in ["div", "table", "tr", "td", "ul", "li", "svg", "details", "button"] {
                    let opened =
                        [" ", ">"].map(|end| panel.matches(&format!("<{tag}{end}")).count());
                    let closed = panel.matches(&format!("</{tag}>")).count();
                    assert_eq!(opened[0] + opened[1], closed, "{name}: <{tag}>");
                }
            }
            for text in [
                describe(&timeline, at),
                event_list(&timeline, at, false),
                get_events(&timeline, at),
            ] {
                assert!(text.ends_with('\n'), "{name}");
            }
        }
    }
}
