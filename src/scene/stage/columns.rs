//! Where everything stands: the cards in two rows, each as wide as what is plugged into it.

use super::fit::{Face, cut, width};
use super::{
    Card, Element, MOST_CARDS, MOST_SLOTS, MOST_VOLUMES, Rect, Stage, bus, ghosts, hue, kind, shelf,
};
use crate::engine::Timeline;
use crate::insight::links::{Link, Links, OpenPort};
use crate::insight::sharing::{Mounted, Sharing};
use crate::manifest::Object;
use crate::model::{ContainerIndex, ContainerRole, Pod};

/// From the boundary to what is in it, and between two cards.
pub(super) const MARGIN: i32 = 16;
const GAP: i32 = 12;
/// The upper edge of the boundary: its label stands on it.
const TOP: i32 = 12;
/// The least width of a card, the most that it gets for its name alone, its height in each row.
const CARD: i32 = 140;
const WIDEST: i32 = 190;
const INIT_HEIGHT: i32 = 46;
const RUN_HEIGHT: i32 = 60;
/// The least distance of two mounts of one card.
pub(super) const SLOT: i32 = 112;
/// Room for the address, or for the words where there is none, behind the Pod's name.
const ADDRESS: i32 = 98;
/// Room for the words beside a mount, above and below the shelf.
const ABOVE: i32 = 42;
const BELOW: i32 = 50;

/// A mount at a card: its volume, its place among that volume's mounts, and where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) volume: usize,
    pub(super) mount: usize,
    pub(super) x: i32,
}

/// A card and what is plugged into it.
#[derive(Clone, Debug)]
pub(super) struct Column<'a> {
    pub(super) container: ContainerIndex,
    pub(super) rect: Rect,
    /// What its name needs.
    least: i32,
    /// Its mounts, left to right.
    pub(super) slots: Vec<Slot>,
    /// Its ports, each with its place among all.
    pub(super) ports: Vec<(usize, &'a OpenPort)>,
    /// Its calls, likewise.
    pub(super) calls: Vec<(usize, &'a Link)>,
}

/// The two rows.
#[derive(Clone, Debug)]
pub(super) struct Rows<'a> {
    pub(super) init: Vec<Column<'a>>,
    pub(super) run: Vec<Column<'a>>,
}

impl Rows<'_> {
    /// Both rows.
    pub(super) fn all(&self) -> impl Iterator<Item = &Column<'_>> {
        self.init.iter().chain(&self.run)
    }

    fn right(&self) -> i32 {
        self.all().map(|it| it.rect.right()).max().unwrap_or(0)
    }
}

/// The path of a mount as it is written beside its line, with the part of the volume.
pub(super) fn path_label(mount: &Mounted) -> String {
    match &mount.sub_path {
        Some(part) => cut(&format!("{} ({part})", mount.path), Face::Mono, 150),
        None => cut(&mount.path, Face::Mono, 126),
    }
}

/// The picture with everything in its place and nothing alive.
pub(super) fn place(
    timeline: &Timeline,
    links: &Links,
    sharing: &Sharing,
    object: &Object,
) -> Stage {
    let pod = &timeline.pod;
    let mut left_out = Vec::new();
    let mut rows = rows(pod, links, sharing, &mut left_out);
    let mut x = MARGIN + 4;
    for column in &mut rows.run {
        x = settle(column, sharing, x) + GAP;
    }
    place_init(&mut rows, sharing);
    let init_top = TOP + 20;
    let shelf_top = init_top + if rows.init.is_empty() { 4 } else { INIT_HEIGHT + ABOVE };
    let label = cut(&pod.name, Face::Head, 260);
    let badges = badges(sharing);
    let beside: i32 = badges.iter().map(|it| width(it, Face::Plain) + 18).sum();
    let head = width(&format!("Pod {label}"), Face::Head) + ADDRESS + beside;
    let told = if links.links.is_empty() && links.clashes.is_empty() { 0 } else { bus::TOLD };
    let least = rows.right().max(head + MARGIN).max(told).max(320);
    let shelf = shelf::shelf(sharing, &rows, shelf_top, least, object, &mut left_out);
    let run_top = if shelf.boxes.is_empty() {
        init_top + if rows.init.is_empty() { 4 } else { INIT_HEIGHT + ABOVE }
    } else {
        shelf.bottom + BELOW
    };
    for column in &mut rows.init {
        column.rect = Rect { y: init_top, height: INIT_HEIGHT, ..column.rect };
    }
    for column in &mut rows.run {
        column.rect = Rect { y: run_top, height: RUN_HEIGHT, ..column.rect };
    }
    let right = least.max(shelf.right) + MARGIN;
    let network = bus::bus(pod, &rows, links, (run_top + RUN_HEIGHT, right), object);
    let frame = Rect { x: 4, y: TOP, width: right - 4, height: network.bottom - TOP };
    let ghosts = ghosts::ghosts(pod, links, frame, object, &mut left_out);
    let outside = ghosts.iter().map(|it| it.rect);
    let size = outside.fold((frame.right() + 4, frame.bottom() + 8), |size, it| {
        (size.0.max(it.right() + 4), size.1.max(it.bottom() + 8))
    });
    let mounts = shelf::lines(sharing, &rows, &shelf.boxes, object);
    Stage {
        label,
        name: pod.name.clone(),
        size,
        frame,
        head,
        badges,
        processes: (sharing.process_namespace).then(|| around(&rows.run)),
        cards: rows.all().map(|it| card(pod, it)).collect(),
        volumes: shelf.boxes,
        mounts,
        bus: network.bus,
        bus_label: network.label,
        jacks: network.jacks,
        wires: network.wires,
        ghosts,
        left_out,
        element: Element { id: "pod".to_owned(), ..Element::default() },
    }
}

fn badges(sharing: &Sharing) -> Vec<&'static str> {
    [
        (sharing.process_namespace, "shared processes"),
        (sharing.host_network, "hostNetwork"),
        (sharing.host_pid, "hostPID"),
        (sharing.host_ipc, "hostIPC"),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect()
}

fn around(columns: &[Column<'_>]) -> Rect {
    let x = columns.iter().map(|it| it.rect.x).min().unwrap_or(0) - 7;
    let right = columns.iter().map(|it| it.rect.right()).max().unwrap_or(0) + 7;
    let rect = columns.first().map(|it| it.rect).unwrap_or_default();
    Rect { x, y: rect.y - 7, width: right - x, height: rect.height + 14 }
}

fn card(pod: &Pod, column: &Column<'_>) -> Card {
    let container = pod.container(column.container);
    Card {
        container: column.container,
        hue: hue(column.container),
        rect: column.rect,
        label: cut(&container.name, Face::Name, column.rect.width - 38),
        name: container.name.clone(),
        kind: kind(container.role),
        element: Element { id: format!("card-{}", column.container.0), ..Element::default() },
    }
}

/// The columns in their order, not yet in their places.
fn rows<'a>(
    pod: &Pod,
    links: &'a Links,
    sharing: &Sharing,
    left_out: &mut Vec<String>,
) -> Rows<'a> {
    let column = |container: ContainerIndex| Column {
        container,
        rect: Rect::default(),
        least: (width(&pod.container(container).name, Face::Name) + 38).clamp(CARD, WIDEST),
        slots: Vec::new(),
        ports: links.ports.iter().enumerate().filter(|(_, it)| it.container == container).collect(),
        calls: links.links.iter().enumerate().filter(|(_, it)| it.from == container).collect(),
    };
    let is_init = |it: &ContainerIndex| pod.container(*it).role == ContainerRole::Init;
    let (mut init, mut run): (Vec<_>, Vec<_>) = pod.indices().partition(is_init);
    let all = init.len() + run.len();
    // What goes on is more to see than what comes before.
    run.truncate(MOST_CARDS);
    init.truncate(MOST_CARDS - run.len());
    let more = all - init.len() - run.len();
    if more > 0 {
        left_out.push(format!("{more} containers"));
    }
    let mut rows = Rows {
        init: init.into_iter().map(column).collect(),
        run: run.into_iter().map(column).collect(),
    };
    let order: Vec<ContainerIndex> = rows.run.iter().map(|it| it.container).collect();
    let (mut mounts, mut calls, mut ports) = (0, 0, 0);
    for column in rows.init.iter_mut().chain(&mut rows.run) {
        column.slots = slots(sharing, column.container, &order);
        mounts += limit(&mut column.slots);
        calls += limit(&mut column.calls);
        ports += limit(&mut column.ports);
    }
    for (more, what) in [(mounts, "mounts"), (calls, "calls"), (ports, "ports")] {
        if more > 0 {
            left_out.push(format!("{more} {what}"));
        }
    }
    rows
}

/// Leaves no more than there is room for; returns how many are gone.
fn limit<T>(items: &mut Vec<T>) -> usize {
    let more = items.len().saturating_sub(MOST_SLOTS);
    items.truncate(MOST_SLOTS);
    more
}

/// The mounts of a container: those whose volume goes to the left first.
fn slots(sharing: &Sharing, container: ContainerIndex, order: &[ContainerIndex]) -> Vec<Slot> {
    let place = |it: ContainerIndex| order.iter().position(|known| *known == it);
    let own = place(container).unwrap_or(0);
    let mut slots = Vec::new();
    for (volume, shared) in sharing.volumes.iter().take(MOST_VOLUMES).enumerate() {
        let others = shared.mounts.iter().filter(|it| it.container != container);
        let places: Vec<usize> = others.filter_map(|it| place(it.container)).collect();
        let sum: usize = places.iter().sum();
        // Tenths, so that neighbours differ.
        let middle = (sum * 10).checked_div(places.len()).unwrap_or(own * 10);
        for (mount, _) in
            shared.mounts.iter().enumerate().filter(|(_, it)| it.container == container)
        {
            slots.push((middle, Slot { volume, mount, x: 0 }));
        }
    }
    slots.sort_by_key(|(middle, _)| *middle);
    slots.into_iter().map(|(_, slot)| slot).collect()
}

/// Gives a column its place from `x` on, and its mounts theirs; returns its right edge.
fn settle(column: &mut Column<'_>, sharing: &Sharing, x: i32) -> i32 {
    let mut at = x + 14;
    for slot in &mut column.slots {
        slot.x = at;
        let mount = &sharing.volumes[slot.volume].mounts[slot.mount];
        at += (width(&path_label(mount), Face::Mono) + 18).max(SLOT);
    }
    let plugs = bus::plugs_width(column);
    let wide = (at - x - 4).max(plugs + 12).max(column.least);
    column.rect = Rect { x, width: wide, ..Rect::default() };
    x + wide
}

/// Init containers stand above the first volume that they mount, in their order and without making the
/// picture wider than they must.
fn place_init(rows: &mut Rows<'_>, sharing: &Sharing) {
    let edge = rows.run.iter().map(|it| it.rect.right()).max().unwrap_or(0);
    let run: Vec<Slot> = rows.run.iter().flat_map(|it| it.slots.clone()).collect();
    let widths: Vec<i32> = rows.init.iter_mut().map(|it| settle(it, sharing, 0)).collect();
    let mut from = MARGIN + 4;
    for (place, column) in rows.init.iter_mut().enumerate() {
        let above = |slot: &Slot| {
            let mounts = run.iter().filter(|it| it.volume == slot.volume);
            mounts.map(|it| it.x - slot.x).min()
        };
        let wanted = column.slots.iter().filter_map(above).min().unwrap_or(from);
        let rest: i32 = widths[place..].iter().map(|it| it + GAP).sum::<i32>() - GAP;
        let x = wanted.min(edge - rest).max(from);
        let right = settle(column, sharing, x);
        // No two lines on one another.
        for slot in &mut column.slots {
            while run.iter().any(|it| (it.x - slot.x).abs() < 8) {
                slot.x += 8;
            }
        }
        from = right + GAP;
    }
}
