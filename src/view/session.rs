//! All state of the page: few sources, everything else derived from them.
//!
//! `manifest_text → parsed → pod → timeline → scene`, each a memo whose value is compared, so an
//! edit to a comment stops at `parsed`. The timeline is computed once and whole; playing only moves
//! the cursor. While the text holds no Pod, the last timeline that worked stays.
//!
//! Panes read the derived values and call the verbs at the foot; no pane writes a source directly
//! except the one it stands for.

use super::dialog::Dialog;
use super::theme::Theme;
use super::{clock, storage};
use crate::engine::{self, EventId, PodState, Row, SimTime, Timeline};
use crate::manifest::{self, Manifest, Problem, Severity};
use crate::model::{self, ContainerIndex, Lowered, Millis, Pod, Version};
use crate::playback::{self, Pace, Playback, Step, Stops};
use crate::scene::{self, Scene, Selection};
use leptos::prelude::*;
use std::sync::Arc;

/// When the Pod is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeletionChoice {
    /// When Podline proposes it, to show the shutdown.
    Proposed,
    /// Never.
    Never,
    /// At this instant, because somebody said so.
    At(SimTime),
}

/// How far ahead a Pod is simulated that does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Horizon {
    /// Enough for most.
    TwoMinutes,
    /// For crash loops and long jobs.
    TenMinutes,
}

impl Horizon {
    fn span(self) -> Millis {
        match self {
            Self::TwoMinutes => Millis::from_secs(120),
            Self::TenMinutes => Millis::from_secs(600),
        }
    }
}

/// The text that came last from outside the editor: an example, a file, a call of `load`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loaded {
    /// The text.
    pub(super) text: String,
    /// The example's id, if it is one.
    pub(super) example: Option<&'static str>,
    /// Counts loads, so that loading the same text again is noticed.
    generation: u32,
}

/// Handles to all state; cheap to copy, handed down by context.
#[derive(Clone, Copy)]
pub(super) struct Session {
    /// Source: the text, as far as the editor has handed it over.
    pub(super) manifest_text: RwSignal<String>,
    /// Source: what was loaded last.
    pub(super) loaded: RwSignal<Loaded>,
    /// Source: the text that a load replaced, if somebody had worked on it.
    pub(super) set_aside: RwSignal<Option<String>>,
    /// Source: the object picked in the switcher.
    pub(super) object: RwSignal<usize>,
    /// Source: the deletion.
    pub(super) deletion: RwSignal<DeletionChoice>,
    /// Source: the horizon.
    pub(super) horizon: RwSignal<Horizon>,
    /// Source: the cursor.
    pub(super) playback: RwSignal<Playback>,
    /// Source: what is picked out.
    pub(super) selection: RwSignal<Selection>,
    /// Source: the theme.
    pub(super) theme: RwSignal<Theme>,
    /// Source: the open dialog.
    pub(super) dialog: RwSignal<Option<Dialog>>,
    /// Source: whether the manifest lies over the page, where it has no column of its own.
    pub(super) editor_open: RwSignal<bool>,
    /// Source: whether single keys act.
    pub(super) single_keys: RwSignal<bool>,

    /// What the text holds.
    pub(super) parsed: Memo<Manifest>,
    /// The object that is looked at: the picked one, or else the first with a Pod in it.
    pub(super) chosen: Memo<Option<usize>>,
    /// Everything that is wrong or left out, in order of place.
    pub(super) problems: Memo<Vec<Problem>>,
    /// The Pod of the chosen object, if there is enough of it.
    pub(super) pod: Memo<Option<Arc<Pod>>>,
    /// The timeline on screen: of the text, or of the last text that worked.
    pub(super) timeline: Memo<Arc<Timeline>>,
    /// The time of day from which the text and the timeline differ, such as `14:02`.
    pub(super) stale_since: Memo<Option<String>>,
    /// What to draw.
    pub(super) scene: Memo<Arc<Scene>>,
    /// Where steps stop.
    pub(super) stops: Memo<Arc<Stops>>,
    /// The instant shown; changes with every frame.
    pub(super) cursor: Memo<SimTime>,
    /// How many events have passed; changes only with one.
    pub(super) now: Memo<usize>,
    /// Whether time runs.
    pub(super) playing: Memo<bool>,
    /// The Pod at the last event passed.
    pub(super) state: Memo<Arc<PodState>>,
    /// The `kubectl get pod` row; changes with an event or a whole second.
    pub(super) row: Memo<Row>,
}

impl Loaded {
    /// What the page opens with.
    pub(super) fn example(id: &'static str, text: &str) -> Self {
        Self { text: text.to_owned(), example: Some(id), generation: 0 }
    }
}

impl Session {
    /// The simulated version.
    pub(super) const VERSION: Version = Version::NEWEST;

    /// The session with `text` in the editor. `text` must hold a Pod.
    pub(super) fn new(loaded: Loaded, pace: Pace) -> Self {
        let manifest_text = RwSignal::new(loaded.text.clone());
        let object = RwSignal::new(0);
        let deletion = RwSignal::new(DeletionChoice::Proposed);
        let horizon = RwSignal::new(Horizon::TwoMinutes);
        let playback = RwSignal::new(Playback::at(SimTime::ZERO, pace));

        let parsed = Memo::new(move |_| manifest_text.with(|text| manifest::parse(text)));
        let chosen = Memo::new(move |_| parsed.with(|manifest| super::objects::chosen(manifest, object.get())));
        let lowered = Memo::new(move |_| {
            parsed.with(|manifest| Some(model::lower(manifest.objects.get(chosen.get()?)?)))
        });
        let problems = Memo::new(move |_| problems(&parsed.read(), lowered.read().as_ref()));
        let pod = Memo::new(move |_| lowered.with(|lowered| lowered.as_ref()?.pod.clone().map(Arc::new)));
        let timeline = Memo::new(move |last: Option<&Arc<Timeline>>| {
            match (pod.get(), last) {
                (Some(pod), _) => Arc::new(simulate(&pod, deletion.get(), horizon.get())),
                (None, Some(last)) => Arc::clone(last),
                (None, None) => panic!("invariant: the page opens on a manifest with a Pod"),
            }
        });
        let stale_since = Memo::new(move |since: Option<&Option<String>>| {
            pod.with(Option::is_none).then(|| since.cloned().flatten().unwrap_or_else(time_of_day))
        });
        let scene = Memo::new(move |_| Arc::new(timeline.with(|timeline| scene::build(timeline))));
        let stops = Memo::new(move |_| {
            Arc::new(Stops::of(&timeline.read(), scene.with(|scene| scene.last())))
        });
        let cursor = Memo::new(move |_| playback.with(Playback::cursor).min(stops.read().end()));
        let now = Memo::new(move |_| timeline.read().past(cursor.get()).len());
        let playing = Memo::new(move |_| playback.with(Playback::playing));
        let state = Memo::new(move |_| {
            now.track();
            Arc::new(timeline.read().at(cursor.get_untracked()))
        });
        let second = Memo::new(move |_| cursor.get().0 / 1000);
        let row = Memo::new(move |_| {
            now.track();
            second.track();
            timeline.read().row(cursor.get_untracked())
        });

        Self {
            manifest_text,
            loaded: RwSignal::new(loaded),
            set_aside: RwSignal::new(None),
            object,
            deletion,
            horizon,
            playback,
            selection: RwSignal::new(Selection::default()),
            theme: RwSignal::new(Theme::current()),
            dialog: RwSignal::new(None),
            editor_open: RwSignal::new(false),
            single_keys: RwSignal::new(storage::read(storage::Entry::SingleKeys).as_deref() != Some("off")),
            parsed,
            chosen,
            problems,
            pod,
            timeline,
            stale_since,
            scene,
            stops,
            cursor,
            now,
            playing,
            state,
            row,
        }
    }
}

/// The session of this page.
pub(super) fn use_session() -> Session {
    expect_context()
}

fn simulate(pod: &Pod, deletion: DeletionChoice, horizon: Horizon) -> Timeline {
    let mut scenario = engine::inferred::scenario(pod, Session::VERSION);
    scenario = match deletion {
        DeletionChoice::Proposed => scenario,
        DeletionChoice::Never => scenario.without_deletion(),
        DeletionChoice::At(at) => scenario.with_deletion(at),
    };
    scenario.horizon = horizon.span();
    engine::simulate(pod, &scenario, Session::VERSION)
}

/// The problems of the text and of the chosen object, in order of place.
fn problems(manifest: &Manifest, lowered: Option<&Lowered>) -> Vec<Problem> {
    let own = lowered.map_or(&[][..], |lowered| &lowered.problems);
    let mut all: Vec<Problem> = manifest.problems.iter().chain(own).cloned().collect();
    all.sort_by_key(|problem| problem.range);
    all
}

/// The time of day on the wall, such as `14:02`.
fn time_of_day() -> String {
    let date = js_sys::Date::new_0();
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// What can be done.
impl Session {
    /// The editor's text has changed.
    pub(super) fn edit(self, text: String) {
        self.manifest_text.set(text);
    }

    /// Puts `text` into the editor and shows its Pod from its opening moment. A text that somebody
    /// had worked on is set aside.
    pub(super) fn load(self, text: &str, example: Option<&'static str>) {
        let old = self.manifest_text.get_untracked();
        let worked_on = !old.trim().is_empty() && self.loaded.with_untracked(|loaded| loaded.text != old);
        self.set_aside.set(worked_on.then_some(old));
        // A text field knows only `\n`; with the same line ends here, places in both agree.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let generation = self.loaded.with_untracked(|loaded| loaded.generation.wrapping_add(1));
        self.object.set(0);
        self.deletion.set(DeletionChoice::Proposed);
        self.horizon.set(Horizon::TwoMinutes);
        self.selection.set(Selection::default());
        self.manifest_text.set(text.clone());
        self.loaded.set(Loaded { text, example, generation });
        self.open();
    }

    /// Puts the text that was set aside back into the editor.
    pub(super) fn bring_back(self) {
        if let Some(text) = self.set_aside.get_untracked() {
            self.load(&text, None);
        }
    }

    /// Shows the opening moment.
    pub(super) fn open(self) {
        let opening = playback::opening(&self.timeline.read_untracked(), &self.stops.read_untracked());
        self.seek(opening);
    }

    /// Looks at another object of the text.
    pub(super) fn choose_object(self, index: usize) {
        self.object.set(index);
        self.deletion.set(DeletionChoice::Proposed);
        self.selection.set(Selection::default());
        self.open();
    }

    /// Lets `elapsed` of wall time pass.
    pub(super) fn tick(self, elapsed: Millis) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.tick(elapsed, &stops));
    }

    /// Starts or stops time.
    pub(super) fn toggle(self) {
        if self.playing.get_untracked() { self.pause() } else { self.play() }
    }

    /// Starts time.
    pub(super) fn play(self) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.play(&stops));
    }

    /// Stops time.
    pub(super) fn pause(self) {
        self.playback.update(Playback::pause);
    }

    /// Goes to `at`.
    pub(super) fn seek(self, at: SimTime) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.seek(at, &stops));
    }

    /// Goes to `event` and picks it and its container out.
    pub(super) fn show_event(self, event: EventId) {
        let timeline = self.timeline.get_untracked();
        let Some(found) = timeline.events.get(event.0 as usize) else { return };
        let container = match found.subject {
            engine::Subject::Pod => None,
            engine::Subject::Container(container) => Some(container),
        };
        self.pause();
        self.seek(self.stops.read_untracked().settle(found.at));
        self.selection.set(Selection { container, event: Some(event) });
    }

    /// Goes to the next or the previous event.
    pub(super) fn step(self, step: Step) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.step(step, &stops));
    }

    /// Moves the cursor a tenth of a second.
    pub(super) fn nudge(self, step: Step) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.nudge(step, Millis(100), &stops));
    }

    /// Goes to the beginning.
    pub(super) fn startup(self) {
        self.seek(SimTime::ZERO);
    }

    /// Goes to where the Pod's end begins, if it has one.
    pub(super) fn shutdown(self) {
        let at = playback::shutdown(&self.timeline.read_untracked()).map(|event| event.at);
        if let Some(at) = at {
            self.seek(self.stops.read_untracked().settle(at));
        }
    }

    /// Deletes the Pod at `at`.
    pub(super) fn delete_pod(self, at: SimTime) {
        self.deletion.set(DeletionChoice::At(at));
        self.selection.update(|selection| selection.event = None);
    }

    /// Leaves the Pod alone.
    pub(super) fn keep_pod(self) {
        self.deletion.set(DeletionChoice::Never);
        self.selection.update(|selection| selection.event = None);
    }

    /// Picks out the lane above or below, in the order of the picture.
    pub(super) fn move_lane(self, step: Step) {
        let scene = self.scene.get_untracked();
        let lanes: Vec<ContainerIndex> = scene.lanes().map(|lane| lane.container).collect();
        let current = self.selection.with_untracked(|selection| selection.container);
        let place = current.and_then(|container| lanes.iter().position(|&lane| lane == container));
        let last = lanes.len().saturating_sub(1);
        let next = match (place, step) {
            (Some(place), Step::Back) => place.saturating_sub(1),
            (Some(place), Step::Forward) => (place + 1).min(last),
            (None, Step::Back) => last,
            (None, Step::Forward) => 0,
        };
        self.selection.set(Selection { container: lanes.get(next).copied(), event: None });
    }

    /// Picks out the latest event of the selected lane, or of all, so that its causes are shown.
    pub(super) fn ask_why(self) {
        let timeline = self.timeline.get_untracked();
        let container = self.selection.with_untracked(|selection| selection.container);
        let past = timeline.past(self.cursor.get_untracked());
        let latest = past.iter().rev().filter(|event| playback::is_step(event)).find(|event| match container {
            None => true,
            Some(container) => event.subject == engine::Subject::Container(container),
        });
        if let Some(event) = latest {
            self.selection.set(Selection { container, event: Some(event.id) });
        }
    }

    /// How many problems are errors.
    pub(super) fn error_count(self) -> usize {
        self.problems.with(|problems| problems.iter().filter(|problem| problem.severity == Severity::Error).count())
    }

    /// Milliseconds of a number from outside; `None` if it is none.
    pub(super) fn instant(milliseconds: f64) -> Option<SimTime> {
        milliseconds.is_finite().then(|| SimTime(clock::whole(milliseconds)))
    }
}
