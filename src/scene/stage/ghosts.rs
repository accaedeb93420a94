//! Who is outside: on the right of the boundary, each with a line to it and the name of whom it has to
//! do with inside.

use super::fit::{Face, cut};
use super::{Element, Ghost, MOST_GHOSTS, Rect, Source, hue};
use crate::insight::links::{Links, Outside, Way};
use crate::manifest::Object;
use crate::model::Pod;

/// From the boundary to a box; the box; between two boxes.
const WIRE: i32 = 30;
const WIDTH: i32 = 132;
const HEIGHT: i32 = 56;
const GAP: i32 = 12;

/// The boxes beside `frame`.
pub(super) fn ghosts(
    pod: &Pod,
    links: &Links,
    frame: Rect,
    object: &Object,
    left_out: &mut Vec<String>,
) -> Vec<Ghost> {
    let more = links.outside.len().saturating_sub(MOST_GHOSTS);
    if more > 0 {
        left_out.push(format!("{more} addresses outside"));
    }
    let mut y = frame.y + 20;
    let shown = links.outside.iter().take(MOST_GHOSTS).enumerate();
    shown
        .map(|(place, outside)| {
            let rect = Rect { x: frame.right() + WIRE, y, width: WIDTH, height: HEIGHT };
            y += HEIGHT + GAP;
            Ghost {
                outside: place,
                way: outside.way,
                hue: outside.container.map(hue),
                rect,
                label: cut(&outside.name, Face::Mono, WIDTH - 10),
                name: outside.name.clone(),
                role: cut(&role(pod, outside), Face::Small, WIDTH - 10),
                source: source(outside, object),
                element: Element { id: format!("ghost-{place}"), ..Element::default() },
            }
        })
        .collect()
}

/// A Service stands in an object of its own, whose lines are not those of the Pod's.
fn source(outside: &Outside, object: &Object) -> Source {
    match outside.way {
        Way::Service => Source::default(),
        Way::Scrapes | Way::Out => Source::of(&outside.evidence, object),
    }
}

fn role(pod: &Pod, outside: &Outside) -> String {
    let name = outside.container.map(|it| pod.container(it).name.as_str());
    let port = outside.port.map(|it| format!(":{it}")).unwrap_or_default();
    match (outside.way, name) {
        (Way::Service, Some(name)) => format!("Service → {name}{port}"),
        (Way::Service, None) => "Service".to_owned(),
        (Way::Scrapes, Some(name)) => format!("scrapes {name}{port}"),
        (Way::Scrapes, None) => format!("scrapes {port}"),
        (Way::Out, Some(name)) => format!("called by {name}"),
        (Way::Out, None) => "outside the Pod".to_owned(),
    }
}
