//! Whatever the names and however many: nothing panics, nothing hangs, markup stays ours.

use podline::engine::{Scenario, SimTime, Timeline, inferred, simulate};
use podline::kubectl::{
    advice, describe, event_list, get_events, not_simulated, watch, watch_text, yaml,
};
use podline::markup;
use podline::model::{Container, ContainerRole, Mount, Pod, Version};

/// A Pod whose every name is `name`, with `count` entries of each list.
fn timeline(name: &str, count: usize) -> Timeline {
    let container = |n: usize| {
        let role = [ContainerRole::Init, ContainerRole::Sidecar, ContainerRole::App][n % 3];
        let mut container = Container::new(&format!("{name}{n}"), role, name);
        container.command = vec![name.to_owned(), "a\nb: 'c'\t#".to_owned()];
        container.mounts = (0..count / 10)
            .map(|n| Mount {
                volume: name.to_owned(),
                path: format!("/{name}/{n}"),
                sub_path: None,
                sub_path_expr: None,
                read_only: n % 2 == 0,
            })
            .collect();
        container
    };
    let mut pod = Pod::new(name, (0..count.max(3)).map(container).collect()).expect("a Pod");
    name.clone_into(&mut pod.namespace);
    pod.labels = vec![(name.to_owned(), name.to_owned())];
    pod.readiness_gates = vec![name.to_owned()];
    let scenario: Scenario = inferred::scenario(&pod, Version::NEWEST);
    simulate(&pod, &scenario, Version::NEWEST)
}

#[test]
fn any_name_and_any_number_is_printed() {
    let long = "x".repeat(5_000);
    for (name, count) in [
        ("", 3),
        ("<script>alert('1')</script>", 3),
        ("שלום עולם", 3),
        ("a\"]}{\"\\$(rm)\n\u{7}", 3),
        ("null", 3),
        (long.as_str(), 3),
        ("c", 200),
    ] {
        let timeline = timeline(name, count);
        for at in [SimTime::ZERO, SimTime(7_000), timeline.until, SimTime(u64::MAX)] {
            let object = yaml(&timeline, at);
            let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&object);
            let read = read.unwrap_or_else(|error| panic!("{name:.20}: {error}\n{object:.2000}"));
            assert_eq!(read["metadata"]["name"].as_str(), Some(name), "{object:.2000}");
            assert_eq!(read["metadata"]["labels"][name].as_str(), Some(name), "{object:.2000}");
            let advice = advice(&timeline, at);
            assert!((3..=6).contains(&advice.commands.len()), "{advice:?}");
            for text in [
                describe(&timeline, at),
                event_list(&timeline, at, true),
                get_events(&timeline, at),
            ] {
                assert!(!text.is_empty());
            }
            for panel in [
                markup::kubectl::commands(&timeline, at),
                markup::kubectl::watch(&timeline, at),
                markup::kubectl::events(&timeline, at),
                markup::kubectl::yaml(&timeline, at),
                markup::kubectl::describe(&timeline, at, None),
                markup::resources(&timeline, at, None),
            ] {
                assert!(!panel.contains("<script"), "{panel}");
            }
        }
        assert!(!watch_text(&watch(&timeline)).is_empty());
        assert!(!not_simulated(&timeline).is_empty());
    }
}

#[test]
fn a_shell_reads_a_strange_name_as_one_word() {
    let timeline = timeline("it's; rm -rf", 3);
    for command in advice(&timeline, SimTime(7_000)).commands {
        let quotes = command.line.matches('\'').count();
        assert!(command.line.contains("'it'\\''s; rm -rf"), "{}", command.line);
        assert_eq!(quotes % 2, command.line.matches("\\'").count() % 2, "{}", command.line);
    }
}
