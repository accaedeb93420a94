//! The names left of the track. For the eye and the pointer only: for screen readers, each lane of
//! the track carries its name in its sentence.

use super::px;
use crate::markup::Markup;
use crate::scene::{Density, Lane, Layout, Row, Scene};

/// So many letters at the end of a long name are never cut.
const TAIL: usize = 10;
/// A name up to this length is not split at all.
const SHORT: usize = 14;

/// The names, each as high as its row.
pub fn gutter(scene: &Scene, layout: &Layout) -> String {
    let mut markup = Markup::new();
    cell(&mut markup, "g-head", layout.head).close();
    cell(&mut markup, "g-pod", layout.pod).leaf("b", "", &"Pod").text(&" phase").close();
    for group in &scene.groups {
        cell(&mut markup, "g-group", layout.group).text(&group.title);
        if layout.density == Density::Dense {
            markup.text(&format_args!(" · {}", group.lanes.len()));
        }
        markup.close();
        for lane in &group.lanes {
            if let Some(row) = layout.row(lane.container) {
                name(&mut markup, lane, row);
            }
        }
    }
    markup.finish()
}

/// Opens a row.
fn cell<'m>(markup: &'m mut Markup, class: &'static str, height: f64) -> &'m mut Markup {
    markup.open("div").attr("class", &class).attr("style", &format_args!("height:{}px", px(height)))
}

fn name(markup: &mut Markup, lane: &Lane, row: &Row) {
    cell(markup, if row.labels { "g-lane" } else { "g-lane small" }, row.height)
        .attr("data-lane", &lane.hue)
        .attr("data-container", &lane.container.0)
        .attr("title", &lane.name)
        .open("span")
        .attr("class", &"ord");
    if let Some(position) = lane.position {
        markup.text(&position);
    }
    let (start, end) = split(&lane.name);
    markup.close().leaf("span", "nm", &start).leaf("span", "nm-end", &end).close();
}

/// A long name gives way in the middle: replicas differ at the end.
fn split(name: &str) -> (&str, &str) {
    let length = name.chars().count();
    let cut = length.checked_sub(TAIL).filter(|_| length > SHORT);
    match cut.and_then(|cut| name.char_indices().nth(cut)) {
        Some((at, _)) => name.split_at(at),
        None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn only_long_names_are_split_and_keep_their_end_whole() {
        assert_eq!(split("fetch-config"), ("fetch-config", ""));
        assert_eq!(split("payments-worker-0012"), ("payments-w", "orker-0012"));
    }
}
