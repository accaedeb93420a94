//! The shelf: volumes between the rows, each over all of its mounts.
//!
//! Volumes side by side stand on one board; those that would overlap stand on boards above one
//! another. A line to a board further away passes behind a box, never across a line.

use super::columns::{MARGIN, Rows, Slot, path_label};
use super::fit::{Face, cut, width};
use super::{Element, FileMark, Flow, MOST_VOLUMES, MountLine, Rect, Source, VolumeBox, hue, words};
use crate::insight::sharing::{SharedVolume, Sharing};
use crate::manifest::Object;

/// Around the outermost mounts of a volume, and between two boxes.
const PAD: i32 = 14;
const GAP: i32 = 10;
/// Height of a box, and what a line of files adds.
const HEIGHT: i32 = 38;
const FILES: i32 = 16;
/// The widest that a box gets for its words alone.
const WIDEST: i32 = 236;

/// The shelf as placed.
pub(super) struct Shelf {
    pub(super) boxes: Vec<VolumeBox>,
    pub(super) bottom: i32,
    pub(super) right: i32,
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
    let mut order: Vec<(bool, i32, usize, Option<(i32, i32)>)> = Vec::new();
    let drawn = sharing.volumes.iter().take(MOST_VOLUMES).enumerate();
    for (volume, shared) in drawn {
        let span = span(volume, rows, words_width(shared), least);
        let from_above = rows.init.iter().any(|it| it.slots.iter().any(|it| it.volume == volume));
        let length = span.map_or(0, |(from, to)| to - from);
        order.push((!from_above, -length, volume, span));
    }
    if sharing.volumes.len() > MOST_VOLUMES {
        left_out.push(format!("{} volumes", sharing.volumes.len() - MOST_VOLUMES));
    }
    // Those without a mount fill the gaps at the end.
    order.sort_by_key(|&(below, length, volume, span)| (span.is_none(), below, length, volume));
    let mut boards: Vec<Vec<(i32, i32, usize)>> = Vec::new();
    for (.., volume, span) in order {
        let wide = words_width(&sharing.volumes[volume]);
        let (board, from, to) = match span {
            Some((from, to)) => {
                let is_free = |board: &Vec<(i32, i32, usize)>| {
                    board.iter().all(|&(start, end, _)| to + GAP <= start || end + GAP <= from)
                };
                (boards.iter().position(is_free).unwrap_or(boards.len()), from, to)
            }
            None => at_the_end(&boards, wide, least),
        };
        if board == boards.len() {
            boards.push(Vec::new());
        }
        boards[board].push((from, to, volume));
    }
    let (mut boxes, mut y, mut right) = (Vec::new(), top, 0);
    for board in &boards {
        let has_files = board.iter().any(|&(.., it)| !sharing.volumes[it].files.is_empty());
        let height = if has_files { HEIGHT + FILES } else { HEIGHT };
        for &(from, to, volume) in board {
            let rect = Rect { x: from, y, width: to - from, height };
            boxes.push(volume_box(&sharing.volumes[volume], volume, rect, rows, object));
            right = right.max(to);
        }
        y += height + GAP;
    }
    boxes.sort_by_key(|it| it.volume);
    Shelf { boxes, bottom: y - GAP, right }
}

/// From where to where a volume goes, if it is mounted by what is drawn.
fn span(volume: usize, rows: &Rows<'_>, wide: i32, least: i32) -> Option<(i32, i32)> {
    let slots = rows.all().flat_map(|it| &it.slots).filter(|it| it.volume == volume);
    let places: Vec<i32> = slots.map(|it: &Slot| it.x).collect();
    let (from, to) = (places.iter().min()? - PAD, places.iter().max()? + PAD);
    // Words that need more room take it on the right, or on the left at the Pod's boundary.
    let to = to.max((from + wide).min(least.max(to)));
    let from = from.min((to - wide).max(MARGIN + 4));
    Some((from, to))
}

/// The first board with room behind its last box: its number, from, to.
fn at_the_end(boards: &[Vec<(i32, i32, usize)>], wide: i32, least: i32) -> (usize, i32, i32) {
    for (number, board) in boards.iter().enumerate() {
        let from = board.iter().map(|&(_, end, _)| end + GAP).max().unwrap_or(MARGIN + 4);
        if from + wide <= least {
            return (number, from, from + wide);
        }
    }
    (boards.len(), MARGIN + 4, MARGIN + 4 + wide)
}

fn words_width(volume: &SharedVolume) -> i32 {
    let first = width(&volume.name, Face::Mono) + width(&words::kind(volume), Face::Plain) + 34;
    let second = width(&words::life(volume), Face::Plain) + 24;
    first.max(second).clamp(120, WIDEST)
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
    let kind = cut(&words::kind(volume), Face::Plain, room - width(&label, Face::Mono) - 8);
    VolumeBox {
        volume: place,
        rect,
        // Beside a long name there is no room for the kind, which is in the title, too.
        kind: if kind.chars().count() < 4 { String::new() } else { kind },
        label,
        name: volume.name.clone(),
        life: cut(&words::life(volume), Face::Plain, room),
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
    let by_drawn = |it: &&crate::insight::sharing::File| rows.all().any(|column| column.container == it.by);
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
    for (column, is_init) in rows.init.iter().map(|it| (it, true)).chain(rows.run.iter().map(|it| (it, false))) {
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
