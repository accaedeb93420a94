//! All state of the page: few sources, everything else derived from them.
//!
//! `manifest_text → parsed → pod → timeline → scene`, each a memo whose value is compared, so an
//! edit to a comment stops at `parsed`. The timeline is computed once and whole; playing only moves
//! the cursor. While the text holds no Pod, the last timeline that worked stays.
//!
//! Panes read the derived values and call the verbs (`verbs.rs`); no pane writes a source directly
//! except the one it stands for.

mod verbs;

use super::dialog::Dialog;
use super::storage;
use super::theme::Theme;
use crate::engine::{self, PodState, Row, SimTime, Timeline};
use crate::manifest::{self, Manifest, Problem};
use crate::model::{self, Lowered, Millis, Pod, Version};
use crate::playback::{Pace, Playback, Stops};
use crate::scene::{self, Scene, Selection};
use leptos::prelude::*;
use std::ops::Deref;
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

/// The session of this page, handed down by context. There is one, and it lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Session(&'static Handles);

impl Deref for Session {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        self.0
    }
}

/// Handles to all state.
pub(super) struct Handles {
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
        let chosen = Memo::new(move |_| {
            parsed.with(|manifest| super::objects::chosen(manifest, object.get()))
        });
        let lowered = Memo::new(move |_| {
            parsed.with(|manifest| Some(model::lower(manifest.objects.get(chosen.get()?)?)))
        });
        let problems = Memo::new(move |_| problems(&parsed.read(), lowered.read().as_ref()));
        let pod =
            Memo::new(move |_| lowered.with(|lowered| lowered.as_ref()?.pod.clone().map(Arc::new)));
        let shown = Memo::new(move |last: Option<&Arc<Pod>>| {
            pod.get()
                .or_else(|| last.cloned())
                .expect("invariant: the page opens on a manifest with a Pod (tests/content.rs)")
        });
        let timeline =
            Memo::new(move |_| Arc::new(simulate(&shown.read(), deletion.get(), horizon.get())));
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

        Self(Box::leak(Box::new(Handles {
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
            single_keys: RwSignal::new(
                storage::read(storage::Entry::SingleKeys).as_deref() != Some("off"),
            ),
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
        })))
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
