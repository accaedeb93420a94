//! All state of the page: few sources, everything else derived from them.
//!
//! `editor → reading → shown → moment`, each a memo that hands on the value it had while nothing of it
//! has changed: an edit to a comment stops at `shown`, a frame at `moment`. The timeline is computed
//! once and whole; playing only moves the cursor. While the text holds no Pod, the last timeline that
//! worked stays.
//!
//! Few signals with small structs in them, not one per field: every type of a memo is code of its own
//! in the page. Panes read the derived values and call the verbs (`verbs.rs`).

mod reading;
mod told;
mod verbs;

pub(super) use reading::{Moment, Reading, Shown};
pub(super) use told::Told;

use super::dialog::Dialog;
use super::drawer::Tab;
use super::storage;
use super::theme::Theme;
use crate::engine::SimTime;
use crate::model::{Millis, Version};
use crate::playback::{Pace, Playback};
use crate::scene::Selection;
use leptos::prelude::*;
use std::ops::Deref;
use std::sync::Arc;

/// When the Pod is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deletion {
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

/// What somebody decided about the simulation, and what to show of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choices {
    /// The deletion.
    pub(super) deletion: Deletion,
    /// The horizon.
    pub(super) horizon: Horizon,
    /// The Pod that is looked at, by its place among those of the workload.
    pub(super) pod: usize,
}

impl Choices {
    /// Nobody has decided anything.
    const NONE: Self = Self { deletion: Deletion::Proposed, horizon: Horizon::TwoMinutes, pod: 0 };
}

/// What the editor holds, and how it is read.
pub(super) struct Editor {
    /// The text, as far as the field has handed it over.
    pub(super) text: Arc<str>,
    /// The text that came last from outside the field: an example, a file, a call of `load`.
    pub(super) loaded: Arc<str>,
    /// The id of the example that it is.
    pub(super) example: Option<&'static str>,
    /// The text that a load replaced, if somebody had worked on it.
    pub(super) set_aside: Option<Arc<str>>,
    /// The object picked in the switcher.
    object: usize,
    /// The Kubernetes that reads it. A manifest means something else in another one.
    pub(super) version: Version,
}

/// What the controls of the page itself say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The theme.
    pub(super) theme: Theme,
    /// The open dialog.
    pub(super) dialog: Option<Dialog>,
    /// Whether the manifest lies over the page, where it has no column of its own.
    pub(super) editor_open: bool,
    /// Whether single keys act.
    pub(super) single_keys: bool,
    /// What the drawer shows.
    pub(super) tab: Tab,
}

/// The session of this page. There is one, and it lives as long as the page.
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
    /// Source: the editor.
    pub(super) editor: RwSignal<Editor>,
    /// Source: what was decided about the simulation.
    pub(super) choices: RwSignal<Choices>,
    /// Source: the cursor.
    pub(super) playback: RwSignal<Playback>,
    /// Source: what is picked out.
    pub(super) selection: RwSignal<Selection>,
    /// Source: what the language worker told about the text last; none as long as it is not there.
    pub(super) reviewed: RwSignal<Option<Arc<Told>>>,
    /// Source: the page's own controls.
    pub(super) page: RwSignal<Page>,

    /// What the text holds.
    pub(super) reading: Memo<Arc<Reading>>,
    /// The picture on screen.
    pub(super) shown: Memo<Arc<Shown>>,
    /// The instant shown; changes with every frame.
    pub(super) cursor: Memo<SimTime>,
    /// The moment shown; changes with every event and every whole second.
    pub(super) moment: Memo<Arc<Moment>>,
}

impl Session {
    /// The session with an example in the editor, which must hold a Pod.
    pub(super) fn new(id: &'static str, text: &str, pace: Pace) -> Self {
        let text = Arc::<str>::from(text);
        let editor = RwSignal::new(Editor {
            text: Arc::clone(&text),
            loaded: text,
            example: Some(id),
            set_aside: None,
            object: 0,
            version: Version::NEWEST,
        });
        let choices = RwSignal::new(Choices::NONE);
        let playback = RwSignal::new(Playback::at(SimTime::ZERO, pace));

        let reading = Memo::new_with_compare(
            move |last: Option<&Arc<Reading>>| {
                editor.with(|editor| Arc::new(Reading::of(editor, last.map(|last| &**last))))
            },
            differs,
        );
        let shown = Memo::new_with_compare(
            move |last| Shown::of(&reading.read(), choices.get(), last),
            differs,
        );
        let cursor = Memo::new(move |_| {
            let end = shown.read().stops.end();
            playback.with(Playback::cursor).min(end)
        });
        let moment = Memo::new_with_compare(
            move |last| {
                playback.with(|playback| Moment::of(shown.get(), cursor.get(), playback, last))
            },
            differs,
        );

        Self(Box::leak(Box::new(Handles {
            editor,
            choices,
            playback,
            selection: RwSignal::new(Selection::default()),
            reviewed: RwSignal::new(None),
            page: RwSignal::new(Page {
                theme: Theme::current(),
                dialog: None,
                editor_open: false,
                single_keys: storage::read(storage::Entry::SingleKeys).as_deref() != Some("off"),
                tab: Tab::Why,
            }),
            reading,
            shown,
            cursor,
            moment,
        })))
    }
}

/// Whether a memo has another value than before, not merely an equal one.
fn differs<T>(old: Option<&Arc<T>>, new: Option<&Arc<T>>) -> bool {
    !matches!((old, new), (Some(old), Some(new)) if Arc::ptr_eq(old, new))
}
