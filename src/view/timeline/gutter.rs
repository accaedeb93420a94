//! The names left of the track. For the eye and the pointer only: for screen readers, each lane of
//! the track carries its name in its sentence.

use super::Picture;
use crate::scene::{Density, Group, Lane, Selection};
use leptos::prelude::*;

/// So many letters at the end of a long name are never cut.
const TAIL: usize = 10;
/// A name up to this length is not split at all.
const SHORT: usize = 14;

pub(super) fn gutter(picture: Picture) -> impl IntoView {
    let height = move |pixels: fn(&crate::scene::Layout) -> f64| {
        move || format!("{}px", picture.layout.with(|layout| pixels(layout)))
    };
    view! {
        <div class="gutter" aria-hidden="true">
            <div class="g-head" style:height=height(|layout| layout.head)></div>
            <div class="g-pod" style:height=height(|layout| layout.pod)><b>"Pod"</b>" phase"</div>
            {move || {
                picture.scene.read().groups.iter().map(|group| view! {
                    <div class="g-group" style:height=height(|layout| layout.group)>{heading(picture, group)}</div>
                    {group.lanes.iter().map(|lane| name(picture, lane)).collect_view()}
                }).collect_view()
            }}
        </div>
    }
}

fn heading(picture: Picture, group: &Group) -> impl Fn() -> String + Send + use<> {
    let (title, count) = (group.title, group.lanes.len());
    move || match picture.layout.read().density {
        Density::Dense => format!("{title} · {count}"),
        _ => title.to_owned(),
    }
}

fn name(picture: Picture, lane: &Lane) -> impl IntoView + use<> {
    let container = lane.container;
    let row = Memo::new(move |_| picture.layout.read().row(container).copied());
    let position = lane.position.map(|position| position.to_string());
    let select =
        move |_| picture.selection.set(Selection { container: Some(container), event: None });
    view! {
        <div
            class="g-lane"
            class:small=move || row.get().is_some_and(|row| !row.labels)
            class:cur=move || picture.selection.get().container == Some(container)
            data-lane=lane.hue.to_string()
            title=lane.name.clone()
            style:height=move || format!("{}px", row.get().map_or(0.0, |row| row.height))
            on:click=select
        >
            <span class="ord">{position}</span>
            {split(&lane.name)}
        </div>
    }
}

/// A long name gives way in the middle: replicas differ at the end.
fn split(name: &str) -> impl IntoView + use<> {
    let cut = name.chars().count().checked_sub(TAIL).filter(|_| name.chars().count() > SHORT);
    let (start, end) = match cut.and_then(|cut| name.char_indices().nth(cut)) {
        Some((at, _)) => name.split_at(at),
        None => (name, ""),
    };
    view! { <span class="nm">{start.to_owned()}</span><span class="nm-end">{end.to_owned()}</span> }
}
