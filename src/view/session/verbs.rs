//! What can be done: every change of state that a control, a key or `window.podline` asks for.

use super::{DeletionChoice, Horizon, Loaded, Session};
use crate::engine::{self, EventId, SimTime};
use crate::manifest::Severity;
use crate::model::{ContainerIndex, Millis};
use crate::playback::{self, Pace, Playback, Step};
use crate::scene::Selection;
use crate::view::clock;
use leptos::prelude::*;

impl Session {
    /// The editor's text has changed.
    pub(in crate::view) fn edit(self, text: String) {
        self.manifest_text.set(text);
    }

    /// Puts `text` into the editor and shows its Pod from its opening moment. A text that somebody
    /// had worked on is set aside.
    pub(in crate::view) fn load(self, text: &str, example: Option<&'static str>) {
        let old = self.manifest_text.get_untracked();
        let worked_on =
            !old.trim().is_empty() && self.loaded.with_untracked(|loaded| loaded.text != old);
        self.set_aside.set(worked_on.then_some(old));
        // A text field knows only `\n`; with the same line ends here, places in both agree.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let generation = self.loaded.with_untracked(|loaded| loaded.generation.wrapping_add(1));
        self.object.set(0);
        self.manifest_text.set(text.clone());
        self.loaded.set(Loaded { text, example, generation });
        // What is on screen stays as it is while there is nothing to take its place.
        if self.pod.read_untracked().is_some() {
            self.horizon.set(Horizon::TwoMinutes);
            self.start_over();
        }
    }

    /// Puts the text that was set aside back into the editor.
    pub(in crate::view) fn bring_back(self) {
        if let Some(text) = self.set_aside.get_untracked() {
            self.load(&text, None);
        }
    }

    /// Shows the opening moment.
    pub(in crate::view) fn open(self) {
        let opening =
            playback::opening(&self.timeline.read_untracked(), &self.stops.read_untracked());
        self.seek(opening);
    }

    /// Looks at another object of the text.
    pub(in crate::view) fn choose_object(self, index: usize) {
        self.object.set(index);
        self.start_over();
    }

    /// Forgets what was chosen about another Pod, and shows the opening moment of this one.
    fn start_over(self) {
        self.deletion.set(DeletionChoice::Proposed);
        self.selection.set(Selection::default());
        self.open();
    }

    /// Lets `elapsed` of wall time pass.
    pub(in crate::view) fn tick(self, elapsed: Millis) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.tick(elapsed, &stops));
    }

    /// Starts or stops time.
    pub(in crate::view) fn toggle(self) {
        if self.playing.get_untracked() { self.pause() } else { self.play() }
    }

    /// Starts time.
    pub(in crate::view) fn play(self) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.play(&stops));
    }

    /// Starts time by itself, unless the user has asked for reduced motion.
    pub(in crate::view) fn play_if_welcome(self) {
        if self.playback.with_untracked(|playback| playback.pace() == Pace::Smooth) {
            self.play();
        }
    }

    /// Stops time.
    pub(in crate::view) fn pause(self) {
        self.playback.update(Playback::pause);
    }

    /// Goes to `at`.
    pub(in crate::view) fn seek(self, at: SimTime) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.seek(at, &stops));
    }

    /// Goes to `event` and picks it and its container out.
    pub(in crate::view) fn show_event(self, event: EventId) {
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
    pub(in crate::view) fn step(self, step: Step) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.step(step, &stops));
    }

    /// Moves the cursor a tenth of a second.
    pub(in crate::view) fn nudge(self, step: Step) {
        let stops = self.stops.get_untracked();
        self.playback.update(|playback| playback.nudge(step, Millis(100), &stops));
    }

    /// Goes to the beginning.
    pub(in crate::view) fn startup(self) {
        self.seek(SimTime::ZERO);
    }

    /// Goes to where the Pod's end begins, if it has one.
    pub(in crate::view) fn shutdown(self) {
        let at = playback::shutdown(&self.timeline.read_untracked()).map(|event| event.at);
        if let Some(at) = at {
            self.seek(self.stops.read_untracked().settle(at));
        }
    }

    /// Deletes the Pod at `at`.
    pub(in crate::view) fn delete_pod(self, at: SimTime) {
        self.deletion.set(DeletionChoice::At(at));
        self.selection.update(|selection| selection.event = None);
    }

    /// Leaves the Pod alone.
    pub(in crate::view) fn keep_pod(self) {
        self.deletion.set(DeletionChoice::Never);
        self.selection.update(|selection| selection.event = None);
    }

    /// Picks out the lane above or below, in the order of the picture.
    pub(in crate::view) fn move_lane(self, step: Step) {
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
    pub(in crate::view) fn ask_why(self) {
        let timeline = self.timeline.get_untracked();
        let container = self.selection.with_untracked(|selection| selection.container);
        let past = timeline.past(self.cursor.get_untracked());
        let latest =
            past.iter().rev().filter(|event| playback::is_step(event)).find(
                |event| match container {
                    None => true,
                    Some(container) => event.subject == engine::Subject::Container(container),
                },
            );
        if let Some(event) = latest {
            self.selection.set(Selection { container, event: Some(event.id) });
        }
    }

    /// How many problems are errors.
    pub(in crate::view) fn error_count(self) -> usize {
        self.problems.with(|problems| {
            problems.iter().filter(|problem| problem.severity == Severity::Error).count()
        })
    }

    /// Milliseconds of a number from outside; `None` if it is none.
    pub(in crate::view) fn instant(milliseconds: f64) -> Option<SimTime> {
        milliseconds.is_finite().then(|| SimTime(clock::whole(milliseconds)))
    }
}
