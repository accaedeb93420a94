//! From the text to the picture: what the text holds, and what is shown of it.

use super::{Choices, Deletion, Editor, Told};
use crate::engine::{self, OwnedPod, PodState, Row, Scenario, SimTime, Timeline, WorkloadTimeline};
use crate::manifest::{self, Manifest, Problem};
use crate::model::{self, Pod, Version, Workload};
use crate::playback::{Playback, Stops};
use crate::scene::{self, PodStrip, Rail, Scene};
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
    /// How much that is, and at which lines.
    pub(in crate::view) told: Arc<Told>,
    /// Where the containers stand in the text; none while it has no Pod.
    pub(in crate::view) rails: Vec<Rail>,
    /// The time of day since when the text holds no Pod, such as `14:02`.
    pub(in crate::view) stale_since: Option<String>,
    pod: Option<Pod>,
    /// What makes the Pod, if it does not stand alone.
    workload: Option<Workload>,
}

impl Reading {
    /// Reads what is in the editor; `last` is what was there before.
    pub(super) fn of(editor: &Editor, last: Option<&Self>) -> Self {
        let (text, version) = (Arc::clone(&editor.text), editor.version);
        let manifest = match last {
            Some(last) if Arc::ptr_eq(&last.text, &text) => Arc::clone(&last.manifest),
            _ => Arc::new(manifest::parse(&text)),
        };
        let chosen = scene::chosen(&manifest, editor.object);
        let object = chosen.and_then(|chosen| manifest.objects.get(chosen));
        let lowered = object.map(|object| model::lower(object, version));
        let (pod, own) = lowered.map_or_else(Default::default, |it| (it.pod, it.problems));
        let workload =
            object.zip(pod.clone()).and_then(|(it, pod)| model::workload(it, pod, version));
        let rails = match (object, &pod) {
            (Some(object), Some(pod)) => scene::rails(&manifest, object, pod),
            _ => Vec::new(),
        };
        let stale_since = match (&pod, last) {
            (Some(_), _) => None,
            (None, Some(Self { stale_since: Some(since), .. })) => Some(since.clone()),
            (None, _) => Some(time_of_day()),
        };
        let problems = in_order(&manifest.problems, own);
        let told = Told::of(&problems);
        Self { text, manifest, version, chosen, problems, told, rails, stale_since, pod, workload }
    }

    /// Whether there is no text at all.
    pub(in crate::view) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the text holds a Pod.
    pub(in crate::view) fn has_pod(&self) -> bool {
        self.pod.is_some()
    }
}

/// The picture on screen: of the text, or of the last text that held a Pod.
pub(in crate::view) struct Shown {
    /// The workload whose Pod it is; none for a Pod that stands alone.
    pub(in crate::view) workload: Option<Arc<Run>>,
    /// The place of the Pod among those of the workload.
    pub(in crate::view) pod: usize,
    /// The Pod that comes after it, and the sentence that says so.
    pub(in crate::view) next: Option<(usize, String)>,
    /// What to draw.
    pub(in crate::view) scene: Arc<Scene>,
    /// Where steps stop.
    pub(in crate::view) stops: Stops,
    choices: Choices,
    /// The timeline of a Pod that is none of a workload's.
    alone: Option<Timeline>,
}

/// A workload, run once and whole.
pub(in crate::view) struct Run {
    /// What happened.
    pub(in crate::view) timeline: WorkloadTimeline,
    /// Its Pods as they are drawn.
    pub(in crate::view) strip: PodStrip,
}

impl Shown {
    /// The picture for `reading`; `last` itself if it still holds, so that an edit to a comment stops
    /// here.
    pub(super) fn of(reading: &Reading, choices: Choices, last: Option<&Arc<Self>>) -> Arc<Self> {
        let (pod, workload, version) = match (&reading.pod, last) {
            (Some(pod), _) => (pod, reading.workload.as_ref(), reading.version),
            // The last Pod that worked was made for its own version.
            (None, Some(last)) => (last.template(), last.workload(), last.timeline().version),
            (None, None) => unreachable!(
                "invariant: the page opens on a manifest with a Pod (tests/content.rs)"
            ),
        };
        let same = last.filter(|last| {
            Choices { pod: choices.pod, ..last.choices } == choices
                && last.timeline().version == version
                && last.workload() == workload
                && last.template() == pod
        });
        if let Some(last) = same.filter(|last| last.choices.pod == choices.pod) {
            return Arc::clone(last);
        }
        let run = match (same, workload) {
            (Some(last), _) => last.workload.clone(),
            (None, workload) => workload.map(|it| Arc::new(Run::of(it, choices, version))),
        };
        let pods = run.as_ref().map_or(0, |run| run.timeline.pods.len());
        let alone = (pods == 0).then(|| {
            let scenario = scenario(pod, choices, version);
            engine::simulate(pod, &scenario, version)
        });
        let place = if choices.pod < pods { choices.pod } else { 0 };
        Arc::new(Self::new(run, place, alone, choices))
    }

    fn new(
        workload: Option<Arc<Run>>,
        pod: usize,
        alone: Option<Timeline>,
        choices: Choices,
    ) -> Self {
        let next = workload.as_ref().and_then(|run| scene::next_pod(&run.timeline, pod));
        let timeline = of(workload.as_deref(), pod, alone.as_ref());
        let scene = Arc::new(scene::build(timeline));
        let stops = Stops::of(timeline, scene.last());
        Self { workload, pod, next, scene, stops, choices, alone }
    }

    /// The timeline of the Pod.
    pub(in crate::view) fn timeline(&self) -> &Timeline {
        of(self.workload.as_deref(), self.pod, self.alone.as_ref())
    }

    /// The workload as the manifest has it.
    fn workload(&self) -> Option<&Workload> {
        self.workload.as_ref().map(|run| &run.timeline.workload)
    }

    /// The Pod as the manifest has it.
    fn template(&self) -> &Pod {
        self.workload().map_or_else(|| &self.timeline().pod, |workload| &workload.template)
    }

    /// The Pod among those of its workload, and all that happens to them.
    pub(in crate::view) fn owned(&self) -> Option<(&Run, &OwnedPod)> {
        let run = self.workload.as_ref()?;
        Some((run, run.timeline.pods.get(self.pod)?))
    }

    /// The workload's time of an instant of the Pod.
    pub(in crate::view) fn in_workload(&self, at: SimTime) -> SimTime {
        self.owned().map_or(at, |(_, owned)| owned.in_workload(at))
    }
}

/// The timeline of a workload's Pod, or of one that is none of its.
fn of<'a>(run: Option<&'a Run>, pod: usize, alone: Option<&'a Timeline>) -> &'a Timeline {
    let owned = run.and_then(|run| run.timeline.pods.get(pod)).map(|owned| &owned.timeline);
    owned.or(alone).expect("invariant: what is none of a workload's Pods stands alone")
}

impl Run {
    fn of(workload: &Workload, choices: Choices, version: Version) -> Self {
        let scenario = scenario(&workload.template, choices, version);
        let timeline = engine::simulate_workload(workload, &scenario, version);
        let strip = scene::pod_strip(&timeline);
        Self { timeline, strip }
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
        let passed = shown.timeline().past(at).len();
        let playing = playback.playing();
        let hurried = playing && playback.rate().is_fast();
        if let Some(last) = last
            && Arc::ptr_eq(&last.shown, &shown)
            && (last.passed, last.playing, last.hurried) == (passed, playing, hurried)
            && last.at.0 / 1000 == at.0 / 1000
        {
            return Arc::clone(last);
        }
        let (state, row) = (shown.timeline().at(at), shown.timeline().row(at));
        Arc::new(Self { shown, at, passed, playing, hurried, state, row })
    }

    /// The Pod that comes next, and the sentence that says so, when nothing more happens to this one.
    pub(in crate::view) fn next(&self) -> Option<(usize, &str)> {
        let (next, sentence) = self.shown.next.as_ref()?;
        (self.passed == self.shown.timeline().events.len()).then_some((*next, sentence))
    }
}

fn scenario(pod: &Pod, choices: Choices, version: Version) -> Scenario {
    let scenario = engine::inferred::scenario(pod, version);
    let mut scenario = match choices.deletion {
        Deletion::Proposed => scenario,
        Deletion::Never => scenario.without_deletion(),
        Deletion::At(at) => scenario.with_deletion(at),
    };
    scenario.horizon = choices.horizon.span();
    scenario
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
