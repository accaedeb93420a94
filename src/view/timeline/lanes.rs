//! The containers' lanes. A lane's element stays when the selection changes: it moves to its new row
//! and redraws its marks only if its own height changes, so focus is never lost.

use super::{Picture, bars::bars};
use crate::scene::{Lane, Row, Selection};
use leptos::{ev::KeyboardEvent, prelude::*};

pub(super) fn lanes(picture: Picture) -> impl IntoView {
    view! {
        <g role="list" class="lanes" aria-label="Containers">
            {move || {
                let scene = picture.scene.get();
                scene.lanes().map(|lane| self::lane(picture, lane)).collect_view()
            }}
        </g>
    }
}

fn lane(picture: Picture, lane: &Lane) -> impl IntoView + use<> {
    let container = lane.container;
    let range = picture.scene.with_untracked(|scene| scene.range);
    let row = Memo::new(move |_| picture.layout.read().row(container).copied());
    // The same row wherever it stands: the marks do not depend on their place.
    let shape = Memo::new(move |_| row.get().map(|row| Row { top: 0.0, ..row }));
    let marks = {
        let lane = lane.clone();
        move || shape.get().map(|row| bars(&lane, range, &row))
    };
    let select = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            event.stop_propagation();
            picture.selection.set(Selection { container: Some(container), event: None });
        }
    };
    view! {
        <g
            class="lane"
            class:cur=move || picture.selection.get().container == Some(container)
            class:small=move || shape.get().is_some_and(|row| !row.labels)
            role="listitem"
            tabindex="0"
            aria-label=lane.sentence.clone()
            aria-current=move || (picture.selection.get().container == Some(container)).then_some("true")
            data-lane=lane.hue.to_string()
            data-container=container.0.to_string()
            data-name=lane.name.clone()
            transform=move || format!("translate(0 {})", row.get().map_or(0.0, |row| row.top))
            on:keydown=select
        >
            {marks}
        </g>
    }
}
