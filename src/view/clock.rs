//! Wall time for the playback, and the only caller of `requestAnimationFrame`.
//!
//! Holds no truth: it tells the playback how much time went by. While paused nothing is scheduled;
//! `framesScheduled` in `snapshot()` lets a test see that.

use super::dom;
use super::session::Session;
use crate::model::Millis;
use js_sys::Function;
use leptos::prelude::*;
use std::cell::{Cell, OnceCell};

/// The longest frame that counts: after a hiccup the cursor goes on, it does not leap.
const LONGEST: Millis = Millis(100);

/// The loop of frames. There is one, and it lives as long as the page.
pub(super) struct Clock {
    session: Session,
    /// How many frames were asked for since the page was opened.
    frames: Cell<u32>,
    /// The frame before, in milliseconds; `None` until the first after resuming has passed, which is
    /// dropped because it may be long overdue.
    last: Cell<Option<f64>>,
    /// The frame that was asked for and has not come yet.
    pending: Cell<Option<i32>>,
    /// What the browser calls.
    tick: OnceCell<Function>,
}

/// Lets time pass while the session is playing.
pub(super) fn run(session: Session) -> &'static Clock {
    let clock: &'static Clock = Box::leak(Box::new(Clock {
        session,
        frames: Cell::new(0),
        last: Cell::new(None),
        pending: Cell::new(None),
        tick: OnceCell::new(),
    }));
    dom::watch(move || {
        let playing = session.moment.read().playing;
        match (playing, clock.pending.get()) {
            (true, None) => {
                clock.last.set(None);
                clock.schedule();
            }
            (false, Some(pending)) => {
                clock.pending.set(None);
                let _ = window().cancel_animation_frame(pending);
            }
            _ => {}
        }
    });
    clock
}

impl Clock {
    /// How many frames were asked for since the page was opened.
    pub(super) fn frames(&self) -> u32 {
        self.frames.get()
    }

    fn schedule(&'static self) {
        self.frames.set(self.frames.get().wrapping_add(1));
        let tick = self
            .tick
            .get_or_init(|| dom::callback(|now| self.frame(now.as_f64().unwrap_or_default())));
        self.pending.set(window().request_animation_frame(tick).ok());
    }

    /// A frame of the browser, `now` milliseconds after the page was opened.
    fn frame(&'static self, now: f64) {
        self.pending.set(None);
        if let Some(last) = self.last.get() {
            // Whole milliseconds of the clock, so that what one frame rounds off the next one has.
            let elapsed = Millis(whole(now).saturating_sub(whole(last)));
            self.session.tick(elapsed.min(LONGEST));
        }
        self.last.set(Some(now));
        if self.session.playing() {
            self.schedule();
        }
    }
}

/// A number of milliseconds without its fraction; zero if it is negative or none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which is what is wanted"
)]
pub(super) fn whole(milliseconds: f64) -> u64 {
    milliseconds as u64
}
