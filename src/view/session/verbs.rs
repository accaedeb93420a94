//! What can be done: every change of state that a control, a key or `window.podline` asks for.

use super::{Choices, Deletion, Horizon, Session};
use crate::content;
use crate::engine::{self, Event, EventId, SimTime};
use crate::model::{ContainerIndex, Millis, Version};
use crate::playback::{self, Pace, Playback, Step};
use crate::scene::Selection;
use crate::view::clock;
use crate::view::dialog::Dialog;
use leptos::prelude::*;
use std::mem::discriminant;
use std::sync::Arc;

impl Session {
    /// The editor's text has changed.
    pub(in crate::view) fn edit(self, text: &str) {
        self.editor.update(|editor| editor.text = text.into());
    }

    /// Puts `text` into the editor and shows its Pod from its opening moment. A text that somebody
    /// had worked on is set aside.
    pub(in crate::view) fn load(self, text: &str, example: Option<&'static str>) {
        // A text field knows only `\n`; with the same line ends here, places in both agree.
        let text = Arc::<str>::from(text.replace("\r\n", "\n").replace('\r', "\n"));
        self.editor.update(|editor| {
            let worked_on = !editor.text.trim().is_empty() && editor.loaded != editor.text;
            let old = std::mem::replace(&mut editor.text, Arc::clone(&text));
            editor.set_aside = worked_on.then_some(old);
            editor.loaded = text;
            editor.example = example;
            editor.object = 0;
        });
        // What is on screen stays as it is while there is nothing to take its place.
        if self.reading.read_untracked().has_pod() {
            self.choices.set(Choices::NONE);
            self.start_over();
        }
    }

    /// Puts the text that was set aside back into the editor.
    pub(in crate::view) fn bring_back(self) {
        let text = self.editor.with_untracked(|editor| editor.set_aside.clone());
        if let Some(text) = text {
            self.load(&text, None);
        }
    }

    /// Opens an example, and lets it play.
    pub(in crate::view) fn load_example(self, id: &str) {
        if let Some(example) = content::example(id) {
            self.load(example.text, Some(example.id));
            self.play_if_welcome();
        }
    }

    /// Shows the opening moment.
    pub(in crate::view) fn open(self) {
        let shown = self.shown.get_untracked();
        self.seek(playback::opening(shown.timeline(), &shown.stops));
    }

    /// Looks at another object of the text.
    pub(in crate::view) fn choose_object(self, index: usize) {
        self.editor.update(|editor| editor.object = index);
        self.choices.update(|choices| (choices.deletion, choices.pod) = (Deletion::Proposed, 0));
        self.start_over();
    }

    /// Looks at another Pod of the workload: at the same instant if it is there then, else from its
    /// opening moment.
    pub(in crate::view) fn pick_pod(self, pod: usize) {
        let shown = self.shown.get_untracked();
        if self.look_at(pod) {
            let at = shown.in_workload(self.cursor.get_untracked());
            let own = self.shown.read_untracked().owned().and_then(|(_, it)| it.own_time(at));
            match own {
                Some(own) => self.seek(own),
                None => self.open(),
            }
        }
    }

    /// Goes on with the Pod that comes after this one, from its creation.
    pub(in crate::view) fn go_on(self) {
        let next = self.shown.read_untracked().next.as_ref().map(|(next, _)| *next);
        if next.is_some_and(|next| self.look_at(next)) {
            self.seek(SimTime::ZERO);
            self.play_if_welcome();
        }
    }

    /// Looks at another Pod; false if there is none.
    fn look_at(self, pod: usize) -> bool {
        let there =
            self.shown.read_untracked().workload.as_ref().map(|run| run.timeline.pods.len());
        let there = there.is_some_and(|count| pod < count);
        if there && pod != self.shown.read_untracked().pod {
            // The playhead of another Pod says nothing about this one.
            self.choices.update(|choices| choices.pod = pod);
            self.selection.update(|selection| selection.event = None);
        }
        there
    }

    /// Reads the text as another Kubernetes does. Playhead and selection stay, a picked event only if
    /// it happens there, too.
    pub(in crate::view) fn choose_version(self, version: Version) {
        let before = self.shown.get_untracked();
        self.editor.update(|editor| editor.version = version);
        let after = self.shown.get_untracked();
        let again = |event: EventId| {
            let event = before.timeline().events.get(event.0 as usize)?;
            let same = |other: &&Event| {
                (other.at, other.subject) == (event.at, event.subject)
                    && discriminant(&other.kind) == discriminant(&event.kind)
            };
            after.timeline().events.iter().find(same).map(|event| event.id)
        };
        self.selection.update(|selection| selection.event = selection.event.and_then(again));
    }

    /// Forgets what was picked out of another Pod, and shows the opening moment of this one.
    fn start_over(self) {
        self.selection.set(Selection::default());
        self.open();
    }

    /// Lets `elapsed` of wall time pass.
    pub(in crate::view) fn tick(self, elapsed: Millis) {
        let shown = self.shown.get_untracked();
        self.playback.update(|playback| playback.tick(elapsed, &shown.stops));
    }

    /// Starts or stops time.
    pub(in crate::view) fn toggle(self) {
        if self.playing() { self.pause() } else { self.play() }
    }

    /// Starts time.
    pub(in crate::view) fn play(self) {
        let shown = self.shown.get_untracked();
        self.playback.update(|playback| playback.play(&shown.stops));
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
        let shown = self.shown.get_untracked();
        self.playback.update(|playback| playback.seek(at, &shown.stops));
    }

    /// Goes to `event` and picks it and its container out.
    pub(in crate::view) fn show_event(self, event: EventId) {
        let shown = self.shown.get_untracked();
        let Some(found) = shown.timeline().events.get(event.0 as usize) else { return };
        let container = match found.subject {
            engine::Subject::Pod => None,
            engine::Subject::Container(container) => Some(container),
        };
        self.pause();
        self.seek(shown.stops.settle(found.at));
        self.selection.set(Selection { container, event: Some(event) });
    }

    /// Goes to the next or the previous event.
    pub(in crate::view) fn step(self, step: Step) {
        let shown = self.shown.get_untracked();
        self.playback.update(|playback| playback.step(step, &shown.stops));
    }

    /// Moves the cursor a tenth of a second.
    pub(in crate::view) fn nudge(self, step: Step) {
        let shown = self.shown.get_untracked();
        self.playback.update(|playback| playback.nudge(step, Millis(100), &shown.stops));
    }

    /// Goes to the beginning.
    pub(in crate::view) fn startup(self) {
        self.seek(SimTime::ZERO);
    }

    /// Goes to where the Pod's end begins, if it has one.
    pub(in crate::view) fn shutdown(self) {
        let shown = self.shown.get_untracked();
        if let Some(at) = playback::shutdown(shown.timeline()).map(|event| event.at) {
            self.seek(shown.stops.settle(at));
        }
    }

    /// Deletes the Pod at `at`. Of a workload, only the first can be deleted: without what became of
    /// it, the others might not be there.
    pub(in crate::view) fn delete_pod(self, at: SimTime) {
        if self.shown.read_untracked().pod == 0 {
            self.decide(Deletion::At(at));
        }
    }

    /// Leaves the Pod alone.
    pub(in crate::view) fn keep_pod(self) {
        self.decide(Deletion::Never);
    }

    fn decide(self, deletion: Deletion) {
        self.choices.update(|choices| choices.deletion = deletion);
        self.selection.update(|selection| selection.event = None);
    }

    /// Shows the moment that something is told about: on the timeline that Podline proposes for the first
    /// Pod of its object.
    pub(in crate::view) fn show_moment(
        self,
        object: Option<usize>,
        container: Option<ContainerIndex>,
        at: SimTime,
    ) {
        if let Some(object) = object.filter(|it| self.reading.read_untracked().chosen != Some(*it)) {
            self.choose_object(object);
        }
        self.choices.set(Choices::NONE);
        self.selection.set(Selection { container, event: None });
        self.pause();
        self.seek(at);
    }

    /// Simulates further ahead.
    pub(in crate::view) fn look_further(self) {
        self.choices.update(|choices| choices.horizon = Horizon::TenMinutes);
    }

    /// Picks out the lane above or below, in the order of the picture.
    pub(in crate::view) fn move_lane(self, step: Step) {
        let shown = self.shown.get_untracked();
        let lanes: Vec<ContainerIndex> = shown.scene.lanes().map(|lane| lane.container).collect();
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
        let shown = self.shown.get_untracked();
        let container = self.selection.with_untracked(|selection| selection.container);
        let past = shown.timeline().past(self.cursor.get_untracked());
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

    /// Opens a dialog, or closes it.
    pub(in crate::view) fn show_dialog(self, dialog: Option<Dialog>) {
        self.page.update(|page| page.dialog = dialog);
    }

    /// Whether time runs.
    pub(in crate::view) fn playing(self) -> bool {
        self.playback.with_untracked(Playback::playing)
    }

    /// Milliseconds of a number from outside; `None` if it is none.
    pub(in crate::view) fn instant(milliseconds: f64) -> Option<SimTime> {
        milliseconds.is_finite().then(|| SimTime(clock::whole(milliseconds)))
    }
}
