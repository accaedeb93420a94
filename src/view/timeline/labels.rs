//! What is written beside the marks, above the veil: full for what is past, pale for what is not.

use super::{Picture, pct, px};
use crate::scene::{Label, LabelKind, Lane, Row, Side};
use leptos::prelude::*;

pub(super) fn labels(picture: Picture) -> impl IntoView {
    view! {
        <g class="past-labels">
            {move || {
                let scene = picture.scene.get();
                scene.lanes().map(|lane| self::lane(picture, lane)).collect_view()
            }}
        </g>
    }
}

fn lane(picture: Picture, lane: &Lane) -> impl IntoView + use<> {
    let container = lane.container;
    let row = Memo::new(move |_| picture.layout.read().row(container).copied());
    let labels = lane.labels.clone();
    move || {
        row.get()
            .filter(|row| row.labels)
            .map(|row| labels.iter().map(|label| self::label(picture, label, &row)).collect_view())
    }
}

fn label(picture: Picture, label: &Label, row: &Row) -> impl IntoView + use<> {
    let (since, at) = (label.since, label.at);
    let (class, reach, y) = match label.kind {
        LabelKind::Signal => ("siglabel", 8.0, row.top + row.bar_top - 2.5),
        LabelKind::ExitCode => ("exitcode", 11.0, row.middle() + 3.6),
        LabelKind::Delay => ("gaplabel", 0.0, row.middle() - 6.0),
    };
    let (x, anchor) = match label.side {
        Side::Left => (-reach, "end"),
        Side::Middle => (0.0, "middle"),
        Side::Right => (reach, "start"),
    };
    let place = picture.scene.with_untracked(|scene| scene.range.percent(at));
    view! {
        <svg x=pct(place) overflow="visible">
            <text class=class class:future=move || !picture.is_past(since) x=px(x) y=px(y) text-anchor=anchor>
                {label.text.clone()}
            </text>
        </svg>
    }
}
