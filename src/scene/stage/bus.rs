//! The loopback: one line below the running containers, a jack for each port, a plug for each call.

use super::columns::{Column, MARGIN, Rows};
use super::fit::{Face, width};
use super::{Element, Jack, Rect, Source, Wire, hue};
use crate::insight::links::{Clash, Link, Links, OpenPort, Target};
use crate::manifest::Object;
use crate::model::{Pod, Protocol};

/// From the cards to the line, with and without anything plugged in.
const DROP: i32 = 46;
const SHORT: i32 = 22;
/// Of a line of text below it; the most lines in a column, and the width of a column.
const ROW: i32 = 16;
const MOST_ROWS: i32 = 4;
pub(super) const TOLD: i32 = 450;

/// The loopback as placed.
pub(super) struct Network {
    pub(super) bus: Rect,
    pub(super) label: &'static str,
    pub(super) jacks: Vec<Jack>,
    pub(super) wires: Vec<Wire>,
    pub(super) bottom: i32,
}

/// What a port is called beside its jack.
fn port_label(port: u16, protocol: Protocol) -> String {
    match protocol {
        Protocol::Tcp => format!(":{port}"),
        Protocol::Udp => format!(":{port}/udp"),
        Protocol::Sctp => format!(":{port}/sctp"),
    }
}

fn call_label(link: &Link) -> String {
    format!("→ :{}", link.port)
}

/// The room for one label with its line.
fn slot(label: &str) -> i32 {
    width(label, Face::Mono) + 24
}

/// How wide a card has to be for what is plugged in below it.
pub(super) fn plugs_width(column: &Column<'_>) -> i32 {
    let ports = column.ports.iter().map(|(_, it)| slot(&port_label(it.port, it.protocol)));
    let calls = column.calls.iter().map(|(_, it)| slot(&call_label(it)));
    ports.chain(calls).sum()
}

/// The loopback below cards that end at `below`, in a Pod that ends at `right`.
pub(super) fn bus(
    pod: &Pod,
    rows: &Rows<'_>,
    links: &Links,
    (below, right): (i32, i32),
    object: &Object,
) -> Network {
    let is_used = rows.run.iter().any(|it| !it.ports.is_empty() || !it.calls.is_empty());
    let y = below + if is_used { DROP } else { SHORT };
    let mut network = Network {
        bus: Rect { x: MARGIN + 4, y, width: right - 2 * MARGIN - 4, height: 0 },
        label: "localhost · shared network namespace",
        jacks: Vec::new(),
        wires: Vec::new(),
        bottom: 0,
    };
    if pod.host_network {
        network.label = "localhost of the node · hostNetwork";
        // It goes on beyond the Pod.
        network.bus.width += MARGIN;
    }
    for column in &rows.run {
        let mut x = column.rect.x + 18;
        for &(place, open) in &column.ports {
            let jack = jack_of(place, open, x, object);
            x += slot(&jack.label);
            network.jacks.push(jack);
        }
        for &(place, link) in &column.calls {
            let wire = Wire { y: below, foot: Some(y), ..wire_of(place, link, x, object) };
            x += slot(&wire.label);
            network.wires.push(wire);
        }
    }
    for wire in &mut network.wires {
        let link = &links.links[wire.link];
        if let Target::Container(to) = link.to {
            let mut jacks = network.jacks.iter().filter(|it| it.port == link.port);
            wire.to = jacks.find(|it| it.container == to).map(|it| it.x);
            wire.hue = hue(to);
        }
    }
    for column in &rows.init {
        // Above the shelf nothing leads down to the loopback.
        let mut x = column.rect.right() - 8;
        for &(place, link) in column.calls.iter().rev() {
            x -= slot(&call_label(link));
            let y = column.rect.bottom();
            network
                .wires
                .push(Wire { y, ..wire_of(place, link, x.max(column.rect.x + 12), object) });
        }
    }
    let count = tell(&mut network, &links.clashes);
    network.bottom = y + 32 + count * ROW;
    network
}

/// Gives calls, and ports that others want, a line below the loopback, in columns where there is room;
/// returns how many lines that takes.
fn tell(network: &mut Network, clashes: &[Clash]) -> i32 {
    let (left, top) = (network.bus.x, network.bus.y + 19);
    let columns = (network.bus.width / TOLD).max(1);
    let is_late = |it: &&mut Jack| {
        // The first to start gets the port.
        let mut same = clashes.iter().filter(|clash| clash.port == it.port);
        same.any(|clash| clash.containers[1..].contains(&it.container))
    };
    let jacks = network.jacks.iter_mut().filter(is_late).map(|it| &mut it.told);
    let told: Vec<_> = network.wires.iter_mut().map(|it| &mut it.told).chain(jacks).collect();
    let all = i32::try_from(told.len()).unwrap_or(i32::MAX);
    let rows = (all.saturating_add(columns - 1) / columns).min(MOST_ROWS);
    for (at, place) in (0..rows * columns).zip(told) {
        *place = Some((left + at / rows * TOLD, top + (at % rows + 1) * ROW));
    }
    rows
}

fn jack_of(place: usize, open: &OpenPort, x: i32, object: &Object) -> Jack {
    Jack {
        open: place,
        container: open.container,
        hue: hue(open.container),
        x,
        port: open.port,
        label: port_label(open.port, open.protocol),
        told: None,
        title: String::new(),
        source: Source::of(&open.evidence[0], object),
        element: Element { id: format!("jack-{place}"), ..Element::default() },
    }
}

fn wire_of(place: usize, link: &Link, x: i32, object: &Object) -> Wire {
    Wire {
        link: place,
        from: link.from,
        hue: hue(link.from),
        x,
        y: 0,
        foot: None,
        to: None,
        label: call_label(link),
        told: None,
        title: String::new(),
        source: Source::of(&link.evidence[0], object),
        element: Element { id: format!("link-{place}"), ..Element::default() },
    }
}
