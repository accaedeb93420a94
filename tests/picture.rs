//! Laws of the picture, over every example: what is drawn stays inside the track, runs do not
//! overlap, every moment has its sentence, and the sentences are sentences.

use podline::engine::{End, EventKind, SimTime, Timeline, inferred, simulate};
use podline::model::{Version, lower};
use podline::scene::{self, BandKind, Lane, Layout, Scene, Span, words};
use podline::{content, manifest};

/// Every Pod of every example, with and without its deletion.
fn pictures() -> Vec<(String, Timeline, Scene)> {
    let mut pictures = Vec::new();
    for example in content::examples() {
        let manifest = manifest::parse(example.text);
        for pod in manifest.objects.iter().filter_map(|object| lower(object, Version::NEWEST).pod) {
            let scenario = inferred::scenario(&pod, Version::NEWEST);
            let forever = scenario.clone().without_deletion();
            for (what, scenario) in [("deleted", scenario), ("left alone", forever)] {
                let timeline = simulate(&pod, &scenario, Version::NEWEST);
                let scene = scene::build(&timeline);
                pictures.push((format!("{}, {what}", example.id), timeline, scene));
            }
        }
    }
    assert!(pictures.len() > 30, "the examples are read");
    pictures
}

fn spans(lane: &Lane) -> Vec<Span> {
    let waits = lane.waits.iter().map(|wait| wait.span);
    let pulls = lane.pulls.iter().map(|pull| pull.span);
    let runs = lane.runs.iter().map(|run| run.span);
    let gaps = lane.gaps.iter().map(|gap| gap.span);
    let mut spans: Vec<Span> = waits.chain(pulls).chain(runs).chain(gaps).collect();
    spans.sort_by_key(|span| (span.from, span.to));
    spans
}

#[test]
fn everything_is_drawn_inside_the_track() {
    for (name, _, scene) in pictures() {
        let last = scene.last();
        assert!(last <= scene.range.end, "{name}: the torn edge lies outside");
        for lane in scene.lanes() {
            let inside = lane.ready.iter().chain(&spans(lane)).all(|span| span.to <= last);
            assert!(inside, "{name}: {} goes beyond {last}", lane.name);
            let hooks = lane.hooks.iter().all(|hook| hook.span.to <= last);
            assert!(hooks, "{name}: a hook of {} goes beyond {last}", lane.name);
        }
    }
}

#[test]
fn a_lane_is_one_thing_at_a_time() {
    for (name, _, scene) in pictures() {
        for lane in scene.lanes() {
            for pair in spans(lane).windows(2) {
                assert!(pair[0].to <= pair[1].from, "{name}: {} overlaps: {pair:?}", lane.name);
            }
        }
    }
}

#[test]
fn hooks_and_signals_lie_within_a_run() {
    for (name, _, scene) in pictures() {
        for lane in scene.lanes() {
            let running =
                |at: SimTime| lane.runs.iter().any(|run| run.span.from <= at && at <= run.span.to);
            let hooks = lane.hooks.iter().map(|hook| hook.span.from);
            let signals = lane.signals.iter().map(|mark| mark.at);
            let stray = hooks.chain(signals).find(|&at| !running(at));
            assert_eq!(stray, None, "{name}: {} has a mark without a run", lane.name);
        }
    }
}

#[test]
fn every_moment_has_its_sentence() {
    for (name, timeline, scene) in pictures() {
        for event in timeline.events.iter().filter(|event| event.at <= scene.last()) {
            let caption = words::caption(&timeline, event.at);
            assert!(!caption.strong.is_empty(), "{name}: nothing is said at {}", event.at);
            let rest = &caption.rest;
            let whole = rest.is_empty() || rest.ends_with('.');
            assert!(whole, "{name}: at {} the caption breaks off: {rest}", event.at);
            for text in [&caption.strong, rest, &words::sentence(&timeline, event)] {
                let plain = !text.contains("  ") && !text.contains(" .") && !text.contains('{');
                assert!(plain, "{name}: at {}: {text}", event.at);
            }
        }
    }
}

#[test]
fn every_effect_but_an_outside_act_has_its_because() {
    for (name, timeline, _) in pictures() {
        for event in timeline.events.iter().filter(|event| event.cause.is_some()) {
            let because = words::because(&timeline, event).unwrap_or_default();
            assert!(because.starts_with("because "), "{name}: {because}");
        }
    }
}

#[test]
fn arrows_are_vertical_between_two_rows_and_point_at_the_released_one() {
    let mut count = 0;
    for (name, timeline, scene) in pictures() {
        let layout = Layout::new(&scene, None);
        for arrow in &scene.causes {
            count += 1;
            assert_ne!(arrow.from.0, arrow.to.0, "{name}: {}", arrow.sentence);
            assert_eq!(timeline.event(arrow.effect).at, arrow.at, "{name}: not at the release");
            let (start, tip) = layout.arrow(arrow).expect("both lanes have rows");
            let (from, to) = (layout.row(arrow.from.0), layout.row(arrow.to.0));
            let down = from.zip(to).is_some_and(|(from, to)| from.top < to.top);
            assert_eq!(tip > start, down, "{name}: {} points backwards", arrow.sentence);
        }
    }
    assert!(count > 20, "the examples release across lanes");
}

#[test]
fn a_picture_is_torn_only_if_the_pod_goes_on() {
    for (name, timeline, scene) in pictures() {
        assert_eq!(scene.cut.is_none(), timeline.end == End::Finished, "{name}");
    }
}

#[test]
fn terminating_is_a_band_exactly_if_the_pod_was_deleted() {
    for (name, timeline, scene) in pictures() {
        let deleted = timeline
            .events
            .iter()
            .any(|event| matches!(event.kind, EventKind::DeletionRequested { .. }));
        let band = scene.bands.iter().any(|band| band.kind == BandKind::Terminating);
        assert_eq!(band, deleted, "{name}");
        assert_eq!(scene.deletion.is_some(), deleted, "{name}");
    }
}

#[test]
fn a_job_that_is_done_shows_who_released_its_sidecar() {
    let (_, _, scene) = pictures()
        .into_iter()
        .find(|(name, ..)| name.starts_with("job-native-sidecar"))
        .expect("the example exists");
    let last = scene.causes.last().map(|arrow| arrow.sentence.as_str());
    assert_eq!(last, Some("count-stock, the last container, exits → uploader begins to stop"));
}
