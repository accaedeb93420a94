//! The picture of the inside of a Pod: nothing crosses, nothing overlaps, and every instant is right.

use podline::content;
use podline::engine::{EventKind, SimTime, Subject, Timeline, inferred, simulate};
use podline::insight::{links, sharing};
use podline::manifest;
use podline::markup;
use podline::model::{self, ContainerRole, Version};
use podline::scene::stage::{self, Look, Rect, Stage};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The first Pod of a text: what happens to it, and its picture; `None` if there is no Pod.
fn drawn(text: &str) -> Option<(Timeline, Stage)> {
    let manifest = manifest::parse(text);
    let (object, pod) = manifest
        .objects
        .iter()
        .find_map(|it| Some((it, model::lower(it, Version::NEWEST).pod?)))?;
    let links = links::links(&pod, object, &manifest.objects);
    let sharing = sharing::sharing(&pod, object);
    let scenario = inferred::scenario(&pod, Version::NEWEST);
    let timeline = simulate(&pod, &scenario, Version::NEWEST);
    let stage = stage::build(&timeline, &links, &sharing, object);
    Some((timeline, stage))
}

fn folder(name: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let files = fs::read_dir(folder).expect("a folder").map(|it| it.expect("a file").path());
    let files = files.filter(|it| it.is_file());
    files.map(|it| (it.display().to_string(), fs::read_to_string(&it).expect("a text"))).collect()
}

fn examples() -> Vec<(String, String)> {
    content::examples().iter().map(|it| (it.id.to_owned(), it.text.to_owned())).collect()
}

/// Every manifest at hand, and some that go too far.
fn all() -> Vec<(String, Stage, Timeline)> {
    let mut texts = examples();
    texts.extend(folder("stage"));
    texts.extend(folder("real"));
    texts.push(("many".to_owned(), many()));
    texts.push(("criss-cross".to_owned(), criss_cross()));
    let drawn =
        |(name, text): (String, String)| drawn(&text).map(|(time, stage)| (name, stage, time));
    texts.into_iter().filter_map(drawn).collect()
}

/// A hundred and fifty containers with nine mounts each.
fn many() -> String {
    let volumes = volumes((0..60).map(|it| format!("v{it}")));
    let container = |at: usize| {
        let mount = |it| format!("{{name: v{}, mountPath: /m/{it}}},", (at * 7 + it) % 60);
        let mounts: String = (0..9).map(mount).collect();
        let port = 1000 + at;
        format!(
            "  - {{name: c{at}, image: x, ports: [{{containerPort: {port}}}], volumeMounts: [{mounts}]}}\n"
        )
    };
    let containers: String = (0..150).map(container).collect();
    pod(&format!("  volumes: [{volumes}]\n  containers:\n{containers}"))
}

/// Volumes whose containers stand between one another's, so that boxes have to stand on boards.
fn criss_cross() -> String {
    let container = |(name, volumes): (&str, &str)| {
        let mount = |it| format!("{{name: {it}, mountPath: /srv/{it}}},");
        let mounts: String = volumes.chars().map(mount).collect();
        format!("  - {{name: {name}, image: x, volumeMounts: [{mounts}]}}\n")
    };
    let volumes = volumes("abcd".chars().map(String::from));
    let init: String = [("one", "c"), ("two", "a"), ("three", "b")].map(container).concat();
    let apps =
        [("k", "ab"), ("l", "bc"), ("m", "ca"), ("n", "db"), ("o", "ad")].map(container).concat();
    pod(&format!("  volumes: [{volumes}]\n  initContainers:\n{init}  containers:\n{apps}"))
}

fn volumes(names: impl Iterator<Item = String>) -> String {
    names.map(|it| format!("{{name: {it}, emptyDir: {{}}}}")).collect::<Vec<_>>().join(", ")
}

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n{spec}")
}

/// The vertical lines of a picture: across, from, to.
fn verticals(stage: &Stage) -> Vec<(i32, i32, i32)> {
    let mut lines = Vec::new();
    let mut add = |x, one: i32, other: i32| lines.push((x, one.min(other), one.max(other)));
    stage.mounts.iter().for_each(|it| add(it.x, it.at_volume, it.at_card));
    for wire in &stage.wires {
        add(wire.x, wire.y, wire.foot.unwrap_or(wire.y + 18));
    }
    for jack in &stage.jacks {
        let card = stage.cards.iter().find(|it| it.container == jack.container).expect("its card");
        add(jack.x, card.rect.bottom(), stage.bus.y);
    }
    lines
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

#[test]
fn no_line_runs_over_another_or_over_a_card() {
    for (name, stage, _) in all() {
        let lines = verticals(&stage);
        for (at, one) in lines.iter().enumerate() {
            for other in &lines[at + 1..] {
                let is_apart = (one.0 - other.0).abs() >= 6 || one.2 <= other.1 || other.2 <= one.1;
                assert!(is_apart, "{name}: {one:?} {other:?}");
            }
            for card in stage.cards.iter().map(|it| it.rect) {
                let is_over = card.x < one.0
                    && one.0 < card.right()
                    && card.y < one.2
                    && one.1 < card.bottom();
                assert!(!is_over, "{name}: {one:?} {card:?}");
            }
        }
    }
}

#[test]
fn boxes_stand_apart_and_within_the_pod() {
    for (name, stage, _) in all() {
        let boxes: Vec<Rect> = stage
            .cards
            .iter()
            .map(|it| it.rect)
            .chain(stage.volumes.iter().map(|it| it.rect))
            .collect();
        for (at, one) in boxes.iter().enumerate() {
            let frame = stage.frame;
            let is_inside = frame.x < one.x
                && one.right() < frame.right()
                && frame.y < one.y
                && one.bottom() < frame.bottom();
            assert!(is_inside, "{name}: {one:?} {frame:?}");
            for other in &boxes[at + 1..] {
                assert!(!overlap(*one, *other), "{name}: {one:?} {other:?}");
            }
        }
        for ghost in &stage.ghosts {
            assert!(
                ghost.rect.x > stage.frame.right() && ghost.rect.right() < stage.size.0,
                "{name}"
            );
        }
    }
}

#[test]
fn every_mount_meets_its_volume_and_its_container() {
    for (name, stage, _) in all() {
        for line in &stage.mounts {
            let volume =
                stage.volumes.iter().find(|it| it.volume == line.volume).expect("its volume").rect;
            let card = stage
                .cards
                .iter()
                .find(|it| it.container == line.container)
                .expect("its card")
                .rect;
            assert!(volume.x < line.x && line.x < volume.right(), "{name}: {line:?} {volume:?}");
            assert!(card.x < line.x && line.x < card.right(), "{name}: {line:?} {card:?}");
        }
    }
}

#[test]
fn in_no_example_a_line_passes_behind_another_volume() {
    for (name, text) in examples() {
        let (_, stage) = drawn(&text).expect("a Pod");
        for line in &stage.mounts {
            let (from, to) = (line.at_volume.min(line.at_card), line.at_volume.max(line.at_card));
            let passes = |it: &&stage::VolumeBox| {
                let rect = it.rect;
                rect.x <= line.x && line.x <= rect.right() && from < rect.y && rect.bottom() < to
            };
            assert!(!stage.volumes.iter().any(|it| passes(&it)), "{name}: {line:?}");
        }
    }
}

#[test]
fn steps_lead_to_every_instant() {
    for (name, stage, timeline) in all() {
        let mut now: BTreeMap<&str, (Look, &str)> = BTreeMap::new();
        for (id, state) in stage.at(SimTime::ZERO) {
            assert!(now.insert(id, (state.look, &state.text)).is_none(), "{name}: {id} twice");
        }
        let steps = stage.steps();
        assert!(steps.windows(2).all(|it| it[0].at <= it[1].at), "{name}");
        let mut rest = steps.as_slice();
        for event in &timeline.events {
            while let Some((step, after)) =
                rest.split_first().filter(|(step, _)| step.at <= event.at)
            {
                now.insert(step.id, (step.state.look, &step.state.text));
                rest = after;
            }
            let is_last = timeline.next_event(event.at).is_none_or(|next| next > event.at);
            if is_last && event.id.0 % 7 == 0 {
                let there = stage.at(event.at);
                let there = there.into_iter().map(|(id, it)| (id, (it.look, it.text.as_str())));
                assert_eq!(now, there.collect(), "{name} at {}", event.at);
            }
        }
        assert!(rest.is_empty(), "{name}: steps after the last event");
    }
}

#[test]
fn the_text_has_every_element_that_is_stepped() {
    for (name, stage, _) in all() {
        let picture = markup::stage::picture(&stage);
        let ids: Vec<&str> =
            picture.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id twice");
        for step in markup::stage::steps(&stage) {
            assert!(unique.contains(step.id.as_str()), "{name}: {}", step.id);
            assert!(["data-state", "text"].contains(&step.attribute), "{name}");
        }
        assert_eq!(picture.matches("<g ").count(), picture.matches("</g>").count(), "{name}");
    }
}

/// When `what` happens to the container `name` first.
fn when(timeline: &Timeline, name: &str, what: fn(&EventKind) -> bool) -> SimTime {
    let subject = Subject::Container(timeline.pod.index_of(name).expect("a container"));
    let mut events = timeline.events.iter();
    events.find(|it| it.subject == subject && what(&it.kind)).expect("an event").at
}

fn shop() -> (Timeline, Stage) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stage/00-shop.yaml");
    drawn(&fs::read_to_string(file).expect("a text")).expect("a Pod")
}

#[test]
fn the_picture_is_right_at_its_moments() {
    let (time, stage) = shop();
    let started = |it: &EventKind| *it == EventKind::Started;
    let ready = |it: &EventKind| *it == EventKind::BecameReady;
    let exited = |it: &EventKind| matches!(it, EventKind::Exited { .. });
    let before = |at: SimTime| SimTime(at.0 - 1);
    let fetched = when(&time, "fetch-config", exited);
    let api = when(&time, "api", started);
    let both = when(&time, "api", ready).max(when(&time, "envoy", ready));
    let envoy_gone = when(&time, "envoy", exited);
    let api_gone = when(&time, "api", exited);
    let end = time.until;
    for (at, id, look, words) in [
        (SimTime::ZERO, "pod", Look::Off, "no IP yet"),
        (api, "pod", Look::On, "10.244.1.10"),
        (end, "pod", Look::Off, "gone"),
        (SimTime::ZERO, "card-0", Look::Waiting, "PodInitializing"),
        (api, "card-0", Look::Done, "Exited 0 at "),
        (when(&time, "log-agent", started), "card-1", Look::On, "Running"),
        (when(&time, "log-agent", ready), "card-1", Look::Ready, "Running · Ready"),
        (when(&time, "log-agent", ready), "jack-0", Look::On, ""),
        // The file is there when its container has ended.
        (before(fetched), "file-1-0", Look::Off, ""),
        (fetched, "file-1-0", Look::On, ""),
        (end, "file-1-0", Look::Off, ""),
        (before(fetched), "mount-1-0", Look::On, "rw · writing"),
        (fetched, "mount-1-0", Look::Off, "rw"),
        (api, "mount-0-1", Look::On, "rw · writing"),
        (api, "mount-0-0", Look::On, "ro · reading"),
        // The call is refused until both ends are up, and again in the shutdown.
        (before(api), "link-0", Look::Off, "api → localhost:5432"),
        (api, "link-0", Look::Failed, "connection refused, envoy has not started"),
        (both, "link-0", Look::On, "envoy answers"),
        (envoy_gone, "link-0", Look::Failed, "connection refused, envoy has ended"),
        (api_gone, "link-0", Look::Off, "api → localhost:5432"),
        (envoy_gone, "card-3", Look::Ready, "Running · preStop"),
        (before(api_gone), "card-3", Look::Stopping, "Running · SIGTERM"),
        // The Service looks at the Pod, and at its deletion.
        (api, "ghost-0", Look::Off, "endpoint not ready"),
        (both, "ghost-0", Look::On, "endpoint ready"),
        (envoy_gone, "ghost-0", Look::Stopping, "unready, terminating"),
        (end, "ghost-0", Look::Off, "no endpoint"),
        (both, "ghost-1", Look::On, ""),
        (envoy_gone, "ghost-1", Look::Off, ""),
    ] {
        let states = stage.at(at);
        let (_, there) =
            states.iter().find(|(it, _)| *it == id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(there.look, look, "{id} at {at}: {}", there.text);
        assert!(there.text.contains(words), "{id} at {at}: {}", there.text);
    }
}

#[test]
fn one_port_is_taken_by_the_first_that_starts() {
    let file = "tests/fixtures/stage/13-same-port.yaml";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let (time, stage) = drawn(&fs::read_to_string(file).expect("a text")).expect("a Pod");
    let at = when(&time, "admin", |it| *it == EventKind::Started);
    let jack =
        |id: &str| stage.at(at).into_iter().find(|(it, _)| *it == id).expect("a jack").1.clone();
    assert_eq!(jack("jack-0").look, Look::On);
    assert_eq!(jack("jack-1").look, Look::Failed);
    assert_eq!(jack("jack-1").text, "admin :80 · address already in use, web has it");
}

#[test]
fn sentences_tell_what_the_picture_shows() {
    let (time, stage) = shop();
    let at = when(&time, "envoy", |it| matches!(it, EventKind::Exited { .. }));
    let told = stage.sentences(at).join("\n");
    for sentence in [
        "Pod shop-7d9f: 10.244.1.10.",
        "log-agent, native sidecar: Running · Ready.",
        "log-agent reads it at /var/log/app (inferred from its image, line 19)",
        "api writes it at /var/log/app (inferred from its command, line 31)",
        "it holds shop.yaml.",
        "api listens on port 8080 (http).",
        "api → localhost:5432 · connection refused, envoy has ended (inferred from its environment, line 32).",
        "shop, Service → api:8080: unready, terminating.",
    ] {
        assert!(told.contains(sentence), "{sentence}\nis not in\n{told}");
    }
    let (_, stage) = drawn(&many()).expect("a Pod");
    let told = stage.sentences(SimTime::ZERO);
    assert_eq!(
        told.last().map(String::as_str),
        Some("Not drawn: 102 containers, 48 mounts, 36 volumes.")
    );
}

#[test]
fn strange_names_and_paths_stay_text() {
    let text = "
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  volumes: [{name: v, emptyDir: {}}]
  containers:
  - name: app
    image: busybox
    command: [sh, -c, 'date > \"/m/<b>\u{202e}x</b>\"']
    volumeMounts:
    - {name: v, mountPath: '/m'}
    - {name: v, mountPath: '/שלום/<script>/a-very-long-path-that-never-seems-to-come-to-its-end'}
";
    let (_, stage) = drawn(text).expect("a Pod");
    let picture = markup::stage::picture(&stage);
    assert!(!picture.contains("<script") && !picture.contains("<b>"), "{picture}");
    let shown = picture.split("<title>").map(|it| it.split("</title>").last().unwrap_or(it));
    assert!(shown.clone().all(|it| !it.contains('\u{202e}')), "{picture}");
    assert!(stage.mounts.iter().all(|it| it.path.chars().count() < 26));
}

#[test]
fn a_mount_is_in_use_while_its_container_runs() {
    for (name, stage, timeline) in all() {
        for event in timeline.events.iter().step_by(5) {
            let now = timeline.at(event.at);
            for line in &stage.mounts {
                let runs = now.container(line.container).is_running();
                let is_on = line.element.life.at(event.at).look == Look::On;
                assert_eq!(is_on, runs, "{name} at {}: {}", event.at, line.title);
            }
            for card in &stage.cards {
                let is_ready = now.container(card.container).ready
                    && timeline.pod.container(card.container).role != ContainerRole::Init;
                let says = card.element.life.at(event.at).look == Look::Ready;
                let stops = now.container(card.container).term_at.is_some();
                assert!(says == is_ready || stops, "{name} at {}: {}", event.at, card.name);
            }
        }
    }
}
