//! The timeline: names, track, transport and legend, drawn from a [`Scene`].
//!
//! Two rates. The structure is rebuilt when the scene changes; rows move when the selection changes
//! the layout; playhead, veil, countdown and thumb follow the cursor through one attribute each, and
//! what is past or future changes only when something happens.

mod bars;
mod causes;
mod glyph;
mod gutter;
mod labels;
mod lanes;
mod legend;
mod playhead;
mod pod;
mod pointer;
mod scroll;
mod scrubber;
mod track;

use crate::engine::SimTime;
use crate::scene::{Layout, Scene, Selection};
use leptos::prelude::*;
use std::sync::Arc;

/// What every part of the timeline reads.
#[derive(Clone, Copy)]
struct Picture {
    scene: Signal<Arc<Scene>>,
    layout: Memo<Layout>,
    cursor: Signal<SimTime>,
    /// The last instant passed at which the picture changes.
    past: Memo<Option<SimTime>>,
    selection: RwSignal<Selection>,
    seek: Callback<SimTime>,
    move_deletion: Callback<SimTime>,
}

impl Picture {
    /// Where the cursor stands, in percent of the track.
    fn percent(self) -> f64 {
        let cursor = self.cursor.get();
        self.scene.with(|scene| scene.range.percent(cursor.min(scene.range.end)))
    }

    /// Moves the cursor, never behind a torn edge.
    fn seek_to(self, at: SimTime) {
        self.seek.run(at.min(self.scene.with_untracked(|scene| scene.last())));
    }

    /// Whether `at` is past.
    fn is_past(self, at: SimTime) -> bool {
        self.past.get().is_some_and(|past| at <= past)
    }
}

/// The timeline of one Pod. The transport's buttons are the children.
#[component]
pub fn TimelinePane(
    /// What to draw.
    #[prop(into)]
    scene: Signal<Arc<Scene>>,
    /// Where the playhead stands; may change with every frame.
    #[prop(into)]
    cursor: Signal<SimTime>,
    /// The lane and the event that are picked out.
    selection: RwSignal<Selection>,
    /// Asks for another place of the playhead.
    seek: Callback<SimTime>,
    /// Asks for another time of the deletion.
    move_deletion: Callback<SimTime>,
    /// The buttons beside the scrubber.
    children: Children,
) -> impl IntoView {
    let layout = Memo::new(move |_| Layout::new(&scene.read(), selection.get().container));
    let past = Memo::new(move |_| scene.read().last_change(cursor.get()));
    let picture = Picture { scene, layout, cursor, past, selection, seek, move_deletion };
    let scroller = NodeRef::new();
    scroll::keep_playhead_in_view(picture, scroller);
    view! {
        <div class="tl-scroll" node_ref=scroller>
            <div class="tl-grid" data-density=move || layout.read().density.as_str()>
                {gutter::gutter(picture)}
                {track::track(picture)}
            </div>
        </div>
        <div class="transport" role="group" aria-label="Transport">
            {children()}
            {scrubber::scrubber(picture)}
        </div>
        {legend::legend(picture)}
    }
}

/// `percent` as SVG and CSS take it.
fn pct(percent: f64) -> String {
    format!("{percent:.3}%")
}

/// A number of pixels as SVG takes it.
fn px(pixels: f64) -> String {
    format!("{pixels:.1}")
}
