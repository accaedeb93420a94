//! From the text to the picture: what the text holds, and what is shown of it.

use super::{Choices, Deletion, Editor};
use crate::engine::{self, PodState, Row, SimTime, Timeline};
use crate::manifest::{self, Manifest, Problem, Severity};
use crate::markup::Rail;
use crate::model::{self, Pod, Version};
use crate::playback::{Playback, Stops};
use crate::scene::{self, Scene};
use crate::view::objects;
use std::sync::Arc;

/// What the text holds.
pub(in crate::view) struct Reading {
    /// The text.
    pub(in crate::view) text: Arc<str>,
    /// Its objects.
    pub(in crate::view) manifest: Arc<Manifest>,
    /// The Kubernetes that reads it.
    pub(in crate::view) version: Version,
    /// The object that is looked at: the picked one, or else the first with a Pod in it.
    pub(in crate::view) chosen: Option<usize>,
    /// Everything that is wrong or left out, in order of place.
    pub(in crate::view) problems: Vec<Problem>,
    /// Where the containers stand in the text; none while it has no Pod.
    pub(in crate::view) rails: Vec<Rail>,
    /// The time of day since when the text holds no Pod, such as `14:02`.
    pub(in crate::view) stale_since: Option<String>,
    pod: Option<Pod>,
}

impl Reading {
    /// Reads what is in the editor; `last` is what was there before.
    pub(super) fn of(editor: &Editor, last: Option<&Self>) -> Self {
        let (text, version) = (Arc::clone(&editor.text), editor.version);
        let manifest = match last {
            Some(last) if Arc::ptr_eq(&last.text, &text) => Arc::clone(&last.manifest),
            _ => Arc::new(manifest::parse(&text)),
        };
        let chosen = objects::chosen(&manifest, editor.object);
        let object = chosen.and_then(|chosen| manifest.objects.get(chosen));
        let lowered = object.map(|object| model::lower(object, version));
        let (pod, own) = lowered.map_or_else(Default::default, |it| (it.pod, it.problems));
        let rails = match (object, &pod) {
            (Some(object), Some(pod)) => objects::rails(&manifest, object, pod),
            _ => Vec::new(),
        };
        let stale_since = match (&pod, last) {
            (Some(_), _) => None,
            (None, Some(Self { stale_since: Some(since), .. })) => Some(since.clone()),
            (None, _) => Some(time_of_day()),
        };
        let problems = in_order(&manifest.problems, own);
        Self { text, manifest, version, chosen, problems, rails, stale_since, pod }
    }

    /// Whether there is no text at all.
    pub(in crate::view) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the text holds a Pod.
    pub(in crate::view) fn has_pod(&self) -> bool {
        self.pod.is_some()
    }

    /// How many problems are errors.
    pub(in crate::view) fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }
}

/// The picture on screen: of the text, or of the last text that held a Pod.
pub(in crate::view) struct Shown {
    /// The timeline.
    pub(in crate::view) timeline: Timeline,
    /// What to draw.
    pub(in crate::view) scene: Arc<Scene>,
    /// Where steps stop.
    pub(in crate::view) stops: Stops,
    choices: Choices,
}

impl Shown {
    /// The picture for `reading`; `last` itself if it still holds, so that an edit to a comment stops
    /// here.
    pub(super) fn of(reading: &Reading, choices: Choices, last: Option<&Arc<Self>>) -> Arc<Self> {
        // The last Pod that worked was made for its own version.
        let last_one = || last.map(|last| (&last.timeline.pod, last.timeline.version));
        let pod = reading.pod.as_ref().map(|pod| (pod, reading.version)).or_else(last_one);
        let (pod, version) =
            pod.expect("invariant: the page opens on a manifest with a Pod (tests/content.rs)");
        if let Some(last) = last
            && last.choices == choices
            && last.timeline.version == version
            && last.timeline.pod == *pod
        {
            return Arc::clone(last);
        }
        let timeline = simulate(pod, choices, version);
        let scene = Arc::new(scene::build(&timeline));
        let stops = Stops::of(&timeline, scene.last());
        Arc::new(Self { timeline, scene, stops, choices })
    }
}

/// The moment at the playhead. Made anew with every event passed and every whole second, not with
/// every frame.
pub(in crate::view) struct Moment {
    /// The picture it belongs to.
    pub(in crate::view) shown: Arc<Shown>,
    /// The cursor when it was made.
    pub(in crate::view) at: SimTime,
    /// How many events have passed.
    pub(in crate::view) passed: usize,
    /// Whether time runs.
    pub(in crate::view) playing: bool,
    /// Whether time runs faster than on a clock.
    pub(in crate::view) hurried: bool,
    /// The Pod.
    pub(in crate::view) state: PodState,
    /// The `kubectl get pod` row.
    pub(in crate::view) row: Row,
}

impl Moment {
    /// The moment `at`; `last` itself if nothing of it has changed.
    pub(super) fn of(
        shown: Arc<Shown>,
        at: SimTime,
        playback: &Playback,
        last: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let passed = shown.timeline.past(at).len();
        let playing = playback.playing();
        let hurried = playing && playback.rate().is_fast();
        if let Some(last) = last
            && Arc::ptr_eq(&last.shown, &shown)
            && (last.passed, last.playing, last.hurried) == (passed, playing, hurried)
            && last.at.0 / 1000 == at.0 / 1000
        {
            return Arc::clone(last);
        }
        let (state, row) = (shown.timeline.at(at), shown.timeline.row(at));
        Arc::new(Self { shown, at, passed, playing, hurried, state, row })
    }
}

fn simulate(pod: &Pod, choices: Choices, version: Version) -> Timeline {
    let scenario = engine::inferred::scenario(pod, version);
    let mut scenario = match choices.deletion {
        Deletion::Proposed => scenario,
        Deletion::Never => scenario.without_deletion(),
        Deletion::At(at) => scenario.with_deletion(at),
    };
    scenario.horizon = choices.horizon.span();
    engine::simulate(pod, &scenario, version)
}

/// The problems of the text and those of the chosen object, in order of place.
fn in_order(of_text: &[Problem], of_object: Vec<Problem>) -> Vec<Problem> {
    let mut all = Vec::<Problem>::with_capacity(of_text.len() + of_object.len());
    // There are two hundred at most, and nearly all come in order.
    for problem in of_text.iter().cloned().chain(of_object) {
        let place = all.partition_point(|before| before.range <= problem.range);
        all.insert(place, problem);
    }
    all
}

/// The time of day on the wall, such as `14:02`.
fn time_of_day() -> String {
    let date = js_sys::Date::new_0();
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}
