//! On a narrow screen the track is wider than its pane: keeps the playhead in sight while it moves.

use super::Picture;
use leptos::{html::Div, prelude::*};

/// The share of the visible track at which the playhead stands after scrolling.
const REST: f64 = 0.4;

/// Scrolls when the playhead leaves the visible part. Looks only every half percent of the way:
/// asking for sizes costs a layout.
pub(super) fn keep_playhead_in_view(picture: Picture, scroller: NodeRef<Div>) {
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 200")]
    let step = Memo::new(move |_| (picture.percent() * 2.0) as i32);
    Effect::new(move |_| {
        let percent = f64::from(step.get()) / 2.0;
        let Some(pane) = scroller.get() else { return };
        let (visible, whole) = (f64::from(pane.client_width()), f64::from(pane.scroll_width()));
        if whole <= visible + 1.0 {
            return;
        }
        let gutter = pane
            .query_selector(".gutter")
            .ok()
            .flatten()
            .map_or(0.0, |gutter| f64::from(gutter.client_width()));
        let x = gutter + (whole - gutter) * percent / 100.0;
        let left = f64::from(pane.scroll_left());
        if x < left + gutter + 16.0 || x > left + visible - 24.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a place on the page, in pixels")]
            pane.set_scroll_left((x - gutter - (visible - gutter) * REST) as i32);
        }
    });
}
