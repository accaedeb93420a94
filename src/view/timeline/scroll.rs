//! On a narrow screen the track is wider than its pane: keeps the playhead in sight while it moves.

use super::find;
use web_sys::Element;

/// The share of the visible track at which the playhead stands after scrolling.
const REST: f64 = 0.4;

/// How far the playhead had come when it was last looked after, in half percent of the way: asking
/// for sizes costs a layout.
#[derive(Default)]
pub(super) struct Step(i32);

impl Step {
    /// Scrolls when a playhead at `percent` leaves the visible part of `scroller`.
    pub(super) fn keep_in_view(&mut self, scroller: &Element, percent: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 200")]
        let step = (percent * 2.0) as i32;
        if std::mem::replace(&mut self.0, step) == step {
            return;
        }
        let (visible, whole) =
            (f64::from(scroller.client_width()), f64::from(scroller.scroll_width()));
        if whole <= visible + 1.0 {
            return;
        }
        let gutter =
            find(scroller, ".gutter").map_or(0.0, |gutter| f64::from(gutter.client_width()));
        let x = gutter + (whole - gutter) * percent / 100.0;
        let left = f64::from(scroller.scroll_left());
        if x < left + gutter + 16.0 || x > left + visible - 24.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a place on the page, in pixels")]
            scroller.set_scroll_left((x - gutter - (visible - gutter) * REST) as i32);
        }
    }
}
