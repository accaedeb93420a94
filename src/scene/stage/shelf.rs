//! The shelf: volumes between the rows, each over all of its mounts.
//!
//! Volumes side by side stand on one board; those that would overlap stand on boards above one
//! another. A line to a board further away passes behind a box, never across a line.

use super::columns::{MARGIN, Rows, SLOT, Slot, path_label};
use super::fit::{Face, cut, width};
use super::{
    Element, FileMark, Flow, MOST_VOLUMES, MountLine, Rect, Source, VolumeBox, hue, words,
};
use crate::insight::sharing::{SharedVolume, Sharing};
use crate::manifest::Object;

/// Around the outermost mounts of a volume, and between two boxes.
const PAD: i32 = 14;
const GAP: i32 = 10;
/// Height of a box, and what a line of files adds.
const HEIGHT: i32 = 38;
const FILES: i32 = 16;
/// The least that a box gets for its words: as much as two mounts are apart.
const NARROWEST: i32 = SLOT - GAP;
/// The widest that a box gets for its words alone.
const WIDEST: i32 = 236;

/// The shelf as placed.
pub(super) struct Shelf {
    pub(super) boxes: Vec<VolumeBox>,
    pub(super) bottom: i32,
    pub(super) right: i32,
}

/// A volume on its board: from where to where its mounts and its least words reach, and how wide all of
/// its words would be.
struct Place {
    volume: usize,
    from: i32,
    to: i32,
    wanted: i32,
}

/// Boards from `top` on, in a Pod at least `least` wide.
pub(super) fn shelf(
    sharing: &Sharing,
    rows: &Rows<'_>,
    top: i32,
    least: i32,
    object: &Object,
    left_out: &mut Vec<String>,
) -> Shelf {
    if sharing.volumes.len() > MOST_VOLUMES {
        left_out.push(format!("{} volumes", sharing.volumes.len() - MOST_VOLUMES));
    }
    let mut boards = boards(sharing, rows, least);
    let (mut boxes, mut y, mut right) = (Vec::new(), top, 0);
    for board in &mut boards {
        widen(board, least);
        let has_files = board.iter().any(|it| !sharing.volumes[it.volume].files.is_empty());
        let height = if has_files { HEIGHT + FILES } else { HEIGHT };
        for place in board {
            let rect = Rect { x: place.from, y, width: place.to - place.from, height };
            let volume = &sharing.volumes[place.volume];
            boxes.push(volume_box(volume, place.volume, rect, rows, object));
            right = right.max(place.to);
        }
        y += height + GAP;
    }
    boxes.sort_by_key(|it| it.volume);
    Shelf { boxes, bottom: y - GAP, right }
}

/// Each volume on the first board with room for it: those that are mounted above first, so that few
/// lines pass behind a box, then the longer ones; those without a mount fill the ends.
fn boards(sharing: &Sharing, rows: &Rows<'_>, least: i32) -> Vec<Vec<Place>> {
    let mut order: Vec<(bool, bool, i32, Place)> = Vec::new();
    for (volume, shared) in sharing.volumes.iter().take(MOST_VOLUMES).enumerate() {
        let wanted = words_width(shared);
        let from_above = rows.init.iter().any(|it| it.slots.iter().any(|it| it.volume == volume));
        let (from, to) = span(volume, rows).unwrap_or_default();
        order.push((to == 0, !from_above, from - to, Place { volume, from, to, wanted }));
    }
    order.sort_by_key(|&(alone, below, length, ref place)| (alone, below, length, place.volume));
    let mut boards: Vec<Vec<Place>> = Vec::new();
    for (is_alone, .., place) in order {
        let (board, place) = if is_alone {
            let (board, from) = at_the_end(&boards, place.wanted, least);
            (board, Place { from, to: from + place.wanted, ..place })
        } else {
            let is_free = |board: &Vec<Place>| {
                board.iter().all(|it| place.to + GAP <= it.from || it.to + GAP <= place.from)
            };
            (boards.iter().position(is_free).unwrap_or(boards.len()), place)
        };
        if board == boards.len() {
            boards.push(Vec::new());
        }
        boards[board].push(place);
    }
    boards
}

/// From where to where a volume goes, if it is mounted by what is drawn.
fn span(volume: usize, rows: &Rows<'_>) -> Option<(i32, i32)> {
    let slots = rows.all().flat_map(|it| &it.slots).filter(|it| it.volume == volume);
    let places: Vec<i32> = slots.map(|it: &Slot| it.x).collect();
    let (from, to) = (places.iter().min()? - PAD, places.iter().max()? + PAD);
    Some((from, to.max(from + NARROWEST)))
}

/// The first board with room behind its last box for one that is mounted nowhere, and where that is.
fn at_the_end(boards: &[Vec<Place>], wanted: i32, least: i32) -> (usize, i32) {
    let start = MARGIN + 4;
    let ends = boards.iter().map(|it| it.iter().map(|it| it.to + GAP).max().unwrap_or(start));
    let room = ends.enumerate().find(|(_, from)| from + wanted <= least);
    room.unwrap_or((boards.len(), start))
}

/// Gives the words of each box the room that its neighbours leave, on the right and then on the left.
fn widen(board: &mut [Place], least: i32) {
    board.sort_by_key(|it| it.from);
    for at in 0..board.len() {
        let end = board.get(at + 1).map_or(least.max(board[at].to), |next| next.from - GAP);
        let start = at.checked_sub(1).map_or(MARGIN + 4, |before| board[before].to + GAP);
        let place = &mut board[at];
        place.to = place.to.max((place.from + place.wanted).min(end));
        place.from = place.from.min((place.to - place.wanted).max(start));
    }
}

fn words_width(volume: &SharedVolume) -> i32 {
    let first = width(&volume.name, Face::Mono) + width(&words::kind(volume), Face::Small) + 34;
    let second = width(&words::life(volume), Face::Small) + 24;
    first.max(second).clamp(120, WIDEST)
}

/// How long it lives, shorter where there is little room.
fn life(volume: &SharedVolume, room: i32) -> String {
    let long = words::life(volume);
    if width(&long, Face::Small) <= room {
        long
    } else {
        cut(&words::short_life(volume), Face::Small, room)
    }
}

fn volume_box(
    volume: &SharedVolume,
    place: usize,
    rect: Rect,
    rows: &Rows<'_>,
    object: &Object,
) -> VolumeBox {
    let room = rect.width - 24;
    let label = cut(&volume.name, Face::Mono, room);
    let kind = cut(&words::kind(volume), Face::Small, room - width(&label, Face::Mono) - 8);
    // Beside a long name there is no room for the kind: then it stands below, and how long the volume
    // lives is told by the pointer alone.
    let is_short = kind.chars().count() < words::kind(volume).chars().count().min(8);
    let (kind, life) = if is_short {
        (String::new(), cut(&words::kind(volume), Face::Small, room))
    } else {
        (kind, life(volume, room))
    };
    VolumeBox {
        volume: place,
        rect,
        kind,
        label,
        name: volume.name.clone(),
        life,
        title: format!("{}, {}, {}", volume.name, words::kind(volume), words::life(volume)),
        files: files(volume, place, rect, rows, object),
        source: Source::declared(&volume.field, object),
        element: Element { id: format!("volume-{place}"), ..Element::default() },
    }
}

/// The files of a volume by whoever is drawn, as far as there is room.
fn files(
    volume: &SharedVolume,
    place: usize,
    rect: Rect,
    rows: &Rows<'_>,
    object: &Object,
) -> Vec<FileMark> {
    let mut x = rect.x + 12;
    let mut marks = Vec::new();
    let by_drawn =
        |it: &&crate::insight::sharing::File| rows.all().any(|column| column.container == it.by);
    for (number, file) in volume.files.iter().enumerate().filter(|(_, it)| by_drawn(it)) {
        let label = cut(&file.path, Face::Mono, 120);
        let wide = width(&label, Face::Mono) + 22;
        if x + wide > rect.right() && !marks.is_empty() {
            break;
        }
        let label = cut(&label, Face::Mono, rect.right() - x - 24);
        let source = Source::of(&file.evidence, object);
        marks.push(FileMark {
            file: number,
            x,
            label,
            title: String::new(),
            source,
            element: Element { id: format!("file-{place}-{number}"), ..Element::default() },
        });
        x += wide;
    }
    marks
}

/// The mounts of the cards that are drawn.
pub(super) fn lines(
    sharing: &Sharing,
    rows: &Rows<'_>,
    boxes: &[VolumeBox],
    object: &Object,
) -> Vec<MountLine> {
    let mut lines = Vec::new();
    for (column, is_init) in
        rows.init.iter().map(|it| (it, true)).chain(rows.run.iter().map(|it| (it, false)))
    {
        for slot in &column.slots {
            let Some(shown) = boxes.iter().find(|it| it.volume == slot.volume) else { continue };
            let mount = &sharing.volumes[slot.volume].mounts[slot.mount];
            let best = [&mount.reads, &mount.writes].into_iter().flatten().min();
            let (at_volume, at_card) = if is_init {
                (shown.rect.y, column.rect.bottom())
            } else {
                (shown.rect.bottom(), column.rect.y)
            };
            lines.push(MountLine {
                container: column.container,
                hue: hue(column.container),
                volume: slot.volume,
                mount: slot.mount,
                x: slot.x,
                at_volume,
                at_card,
                flow: Flow {
                    reads: mount.reads.is_some(),
                    // What is mounted read-only is written by nobody, though a command tries.
                    writes: mount.writes.is_some() && !mount.read_only,
                },
                read_only: mount.read_only,
                path: path_label(mount),
                title: String::new(),
                source: best.map_or_else(
                    || Source::declared(&mount.field, object),
                    |it| Source::of(it, object),
                ),
                element: Element {
                    id: format!("mount-{}-{}", slot.volume, slot.mount),
                    ..Element::default()
                },
            });
        }
    }
    lines
}
