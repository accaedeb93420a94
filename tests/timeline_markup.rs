//! The timeline as text: complete and balanced for every example, says and draws what the scene holds,
//! and lets nothing out of a manifest become markup.

use podline::engine::{SimTime, inferred, simulate};
use podline::markup::timeline;
use podline::model::{Container, ContainerIndex, ContainerRole, Pod, Version, lower};
use podline::scene::{self, Density, Layout, Scene};
use podline::{content, manifest};

fn picture(pod: &Pod) -> Scene {
    let scenario = inferred::scenario(pod, Version::NEWEST);
    scene::build(&simulate(pod, &scenario, Version::NEWEST))
}

fn examples() -> Vec<(&'static str, Scene)> {
    let mut pictures = Vec::new();
    for example in content::examples() {
        let objects = manifest::parse(example.text).objects;
        let pods = objects.iter().filter_map(|object| lower(object, Version::NEWEST).pod);
        pictures.extend(pods.map(|pod| (example.id, picture(&pod))));
    }
    assert!(pictures.len() > 15, "the examples are read");
    pictures
}

/// A Pod of app containers with these names.
fn apps(names: &[String]) -> Pod {
    let container = |name: &String| Container::new(name, ContainerRole::App, "nginx:1.27");
    Pod::new("web", names.iter().map(container).collect()).expect("names differ")
}

fn numbered(count: usize) -> Pod {
    apps(&(1..=count).map(|n| format!("app-{n}")).collect::<Vec<_>>())
}

/// Everything that is written for a scene: at its end, with the first arrow picked out.
fn texts(scene: &Scene) -> [String; 10] {
    let layout = Layout::new(scene, None);
    let past = scene.last_change(scene.last());
    [
        timeline::track(scene, &layout),
        timeline::gutter(scene, &layout),
        timeline::legend(scene),
        timeline::scrubber(scene),
        timeline::scrubber_ticks(scene, past),
        timeline::labels(scene, &layout, past),
        timeline::numbers(scene, &(0..1)),
        timeline::quiet_causes(scene, &layout, Some(0)),
        timeline::selected_cause(scene, &layout, Some(0)),
        timeline::pill(scene, &layout, Some(0)),
    ]
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The tags of `text` that are open at its end; panics at one that closes another.
fn open_tags(text: &str) -> Vec<&str> {
    let mut open = Vec::new();
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.split(' ').next().expect("a tag has a name");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    open
}

#[test]
fn what_is_opened_is_closed() {
    for (id, scene) in examples() {
        for text in texts(&scene) {
            assert_eq!(open_tags(&text), Vec::<&str>::new(), "{id}");
        }
    }
}

#[test]
fn names_and_images_with_markup_in_them_stay_text() {
    let name = "<script>alert(\"1\")</script>";
    let containers = vec![
        Container::new(name, ContainerRole::Init, name),
        Container::new("web", ContainerRole::App, name),
    ];
    let scene = picture(&Pod::new(name, containers).expect("names differ"));
    assert!(!scene.causes.is_empty(), "one container releases the other");
    let texts = texts(&scene);
    assert!(texts[0].contains(&format!("data-name=\"{}\"", escaped(name))));
    assert!(texts[1].contains("&lt;script") && texts[9].contains("&lt;script"));
    for text in &texts {
        assert!(!text.contains("<script") && !text.contains("alert(\""));
        assert_eq!(open_tags(text), Vec::<&str>::new());
    }
}

#[test]
fn every_lane_says_its_sentence_and_the_pod_its_own() {
    for (id, scene) in examples() {
        let track = timeline::track(&scene, &Layout::new(&scene, None));
        let sentences = scene.lanes().map(|lane| &lane.sentence).chain([&scene.pod.sentence]);
        for sentence in sentences {
            let label = format!("aria-label=\"{}\"", escaped(sentence));
            assert_eq!(track.matches(&label).count(), 1, "{id}: {sentence}");
        }
    }
}

#[test]
fn two_servers_that_are_deleted_run_get_a_signal_and_exit_once_each() {
    let scene = picture(&numbered(2));
    let track = timeline::track(&scene, &Layout::new(&scene, None));
    for (class, count) in [
        ("lane", 2),
        ("body", 2),
        // The second finds the image on the node.
        ("pull", 1),
        ("term", 2),
        ("sig", 2),
        ("cap ok", 2),
        ("cap bad", 0),
        ("gap", 0),
        ("deletion", 1),
        ("playhead", 1),
    ] {
        assert_eq!(track.matches(&format!("class=\"{class}\"")).count(), count, "{class}");
    }
}

#[test]
fn every_mark_of_a_scene_is_drawn_and_names_its_event() {
    for (id, scene) in examples() {
        let layout = Layout::new(&scene, None);
        let track = timeline::track(&scene, &layout);
        assert_eq!(layout.density, Density::Full, "{id}");
        let count = |start: &str| track.matches(&format!("class=\"{start}")).count();
        let sum = |marks: fn(&scene::Lane) -> usize| scene.lanes().map(marks).sum::<usize>();
        let exits = sum(|lane| lane.runs.iter().filter(|run| run.exit.is_some()).count());
        let final_phases = track.matches("scale(.85)").count();
        let signals = count("sig\"") + count("sig kill");
        assert_eq!(count("body"), sum(|lane| lane.runs.len()), "{id}");
        assert_eq!(count("cap "), exits + final_phases, "{id}");
        assert_eq!(signals, sum(|lane| lane.signals.len()), "{id}");
        assert_eq!(count("probe "), sum(|lane| lane.probes.len()), "{id}");
        assert_eq!(count("gap"), sum(|lane| lane.gaps.len()), "{id}");
        for probe in scene.lanes().flat_map(|lane| &lane.probes) {
            assert!(track.contains(&format!("data-event=\"{}\"", probe.event.0)), "{id}");
        }
    }
}

#[test]
fn nothing_stands_outside_the_track() {
    for (id, scene) in examples() {
        for text in texts(&scene) {
            for number in text.split('"').filter_map(|value| value.strip_suffix('%')) {
                let percent: f64 = number.parse().expect("a number of percent");
                assert!((0.0..=100.0).contains(&percent), "{id}: {percent} %");
            }
        }
    }
}

#[test]
fn labels_and_ticks_are_pale_until_their_event_has_passed() {
    let scene = picture(&numbered(2));
    let layout = Layout::new(&scene, None);
    let (all, passed) = ("<text", "class=\"ev past\"");
    for (past, done) in [(None, false), (scene.last_change(scene.last()), true)] {
        let labels = timeline::labels(&scene, &layout, past);
        let pale = labels.matches(" future\"").count();
        assert!(labels.matches(all).count() >= 4, "signals and exit codes are written");
        assert_eq!(pale, if done { 0 } else { labels.matches(all).count() });
        let ticks = timeline::scrubber_ticks(&scene, past);
        let count = if done { scene.event_ticks.len() } else { 0 };
        assert_eq!(ticks.matches(passed).count(), count);
    }
}

#[test]
fn only_numbers_under_the_badge_hide() {
    let scene = picture(&numbered(1));
    assert_eq!(timeline::hidden_numbers(&scene, 0.0).start, 0, "the zero");
    let second = scene.range.percent(scene.ticks[1].at);
    let hidden = timeline::hidden_numbers(&scene, second);
    assert!(hidden.contains(&1) && hidden.len() < scene.ticks.len());
    let numbers = timeline::numbers(&scene, &hidden);
    assert_eq!(numbers.matches("tick near").count(), hidden.len());
    assert!(timeline::hidden_numbers(&scene, 200.0).is_empty());
}

#[test]
fn the_selected_arrow_is_drawn_once_and_in_ink() {
    let (_, scene) = examples()
        .into_iter()
        .find(|(_, scene)| scene.causes.len() > 1)
        .expect("an example releases across lanes");
    let layout = Layout::new(&scene, None);
    let all = scene.causes.len();
    for (selected, quiet, ink) in [(None, all, 0), (Some(1), all - 1, 1)] {
        let count = |text: &str, class: &str| text.matches(class).count();
        let causes = timeline::quiet_causes(&scene, &layout, selected);
        assert_eq!(count(&causes, "class=\"cause\""), quiet);
        let cause = timeline::selected_cause(&scene, &layout, selected);
        assert_eq!(count(&cause, "class=\"cause on\""), ink);
        let pill = timeline::pill(&scene, &layout, selected);
        assert_eq!(pill.contains(&escaped(&scene.causes[1].sentence)), ink == 1, "{pill}");
    }
}

#[test]
fn among_many_lanes_only_the_selected_one_is_labelled() {
    let scene = picture(&numbered(20));
    let layout = Layout::new(&scene, Some(ContainerIndex(3)));
    let track = timeline::track(&scene, &layout);
    assert_eq!(track.matches("class=\"lane small\"").count(), 19);
    assert_eq!(track.matches("class=\"lane\"").count(), 1);
    let labels = timeline::labels(&scene, &layout, None);
    let own = scene.lanes().nth(3).map_or(0, |lane| lane.labels.len());
    assert_eq!(labels.matches("<text").count(), own);
    assert_eq!(timeline::quiet_causes(&scene, &layout, None), "");
    assert!(timeline::gutter(&scene, &layout).contains("Containers · 20"));
}

#[test]
fn the_grace_period_counts_down_while_it_runs() {
    let scene = picture(&numbered(1));
    let deletion = scene.deletion.as_ref().expect("it is deleted");
    let grace = |at: SimTime| timeline::grace(&scene, at);
    assert_eq!(grace(SimTime::ZERO), "grace period 30 s");
    assert_eq!(grace(deletion.at), "grace period: 30.0 of 30 s left");
    let settled = deletion.settled.expect("it exits in time");
    assert_eq!(grace(settled), "grace period 30 s");
}
