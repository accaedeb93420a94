//! Wall time for the playback, and the only caller of `requestAnimationFrame`.
//!
//! Holds no truth: it tells the playback how much time went by. While paused nothing is scheduled;
//! `framesScheduled` in `snapshot()` lets a test see that.

use super::session::Session;
use crate::model::Millis;
use leptos::prelude::*;

/// The longest frame that counts: after a hiccup the cursor goes on, it does not leap.
const LONGEST: Millis = Millis(100);

/// The loop of frames; all handles, so that every frame can carry it on.
#[derive(Clone, Copy)]
struct Clock {
    session: Session,
    /// How many frames were asked for since the page was opened.
    frames: StoredValue<u32>,
    /// The frame before, in milliseconds; `None` until the first after resuming has passed, which is
    /// dropped because it may be long overdue.
    last: StoredValue<Option<f64>>,
    pending: StoredValue<Option<AnimationFrameRequestHandle>>,
}

/// Lets time pass while the session is playing. The result counts the frames asked for.
pub(super) fn run(session: Session) -> StoredValue<u32> {
    let clock = Clock {
        session,
        frames: StoredValue::new(0),
        last: StoredValue::new(None),
        pending: StoredValue::new(None),
    };
    Effect::new(move || {
        if session.playing.get() {
            clock.last.set_value(None);
            clock.schedule();
            on_cleanup(move || clock.stop());
        }
    });
    clock.frames
}

impl Clock {
    fn schedule(self) {
        self.frames.update_value(|count| *count = count.wrapping_add(1));
        self.pending.set_value(request_animation_frame_with_handle(move || self.frame()).ok());
    }

    fn stop(self) {
        if let Some(pending) = self.pending.try_update_value(Option::take).flatten() {
            pending.cancel();
        }
    }

    fn frame(self) {
        self.pending.set_value(None);
        let now = now();
        if let Some(last) = self.last.get_value() {
            // Whole milliseconds of the clock, so that what one frame rounds off the next one has.
            let elapsed = Millis(whole(now).saturating_sub(whole(last)));
            self.session.tick(elapsed.min(LONGEST));
        }
        self.last.set_value(Some(now));
        if self.session.playing.get_untracked() {
            self.schedule();
        }
    }
}

/// Milliseconds since the page was opened.
fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
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
