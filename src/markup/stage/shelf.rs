//! The volumes and the lines to them.

use super::{group, label, rect, source, vertical, words};
use crate::markup::Markup;
use crate::scene::stage::{FileMark, MountLine, Rect, Stage, VolumeBox};

/// Every mount.
pub(super) fn mounts(markup: &mut Markup, stage: &Stage) {
    for line in &stage.mounts {
        mount(markup, line);
    }
}

fn mount(markup: &mut Markup, line: &MountLine) {
    group(markup, "mount", &line.element)
        .attr("data-lane", &line.hue)
        .attr("data-volume", &line.volume);
    source(markup, &line.source, &line.title);
    vertical(markup, "", line.x, line.at_volume, line.at_card);
    // Down is away from the volume below, and towards it above.
    let is_below = line.at_card > line.at_volume;
    if line.flow.reads {
        head(markup, line.x, line.at_card, is_below);
    }
    if line.flow.writes {
        head(markup, line.x, line.at_volume, !is_below);
    }
    let first = if is_below { line.at_card - 26 } else { line.at_card + 17 };
    label(markup, "path", (line.x + 7, first), &line.path);
    words(markup, "mode", &line.element, line.x + 7, first + 13);
    markup.close();
}

/// The head of an arrow whose tip touches `y`.
fn head(markup: &mut Markup, x: i32, y: i32, down: bool) {
    let (back, tip) = if down { (y - 7, y - 1) } else { (y + 7, y + 1) };
    markup
        .open("path")
        .attr("class", &"ah")
        .attr("d", &format_args!("M{} {back}L{x} {tip}L{} {back}z", x - 4, x + 4))
        .close();
}

/// Every volume with its files.
pub(super) fn volumes(markup: &mut Markup, stage: &Stage) {
    for volume in &stage.volumes {
        self::volume(markup, volume);
    }
}

fn volume(markup: &mut Markup, volume: &VolumeBox) {
    let Rect { x, y, width, .. } = volume.rect;
    group(markup, "vol", &volume.element).attr("data-volume", &volume.volume);
    source(markup, &volume.source, &volume.title);
    rect(markup, "", volume.rect, 6).close();
    markup
        .open("path")
        .attr("class", &"lip")
        .attr("d", &format_args!("M{x} {}h{width}", y + 7))
        .close();
    markup.open("text").attr("x", &(x + 12)).attr("y", &(y + 20));
    markup.leaf("tspan", "b mono", &volume.label);
    markup.open("tspan").attr("class", &"k").attr("dx", &8).text(&volume.kind).close().close();
    label(markup, "k", (x + 12, y + 33), &volume.life);
    for file in &volume.files {
        self::file(markup, file, y + 48);
    }
    markup.close();
}

fn file(markup: &mut Markup, file: &FileMark, y: i32) {
    group(markup, "made", &file.element);
    source(markup, &file.source, &file.title);
    markup.open("path").attr("d", &format_args!("M{} {}h5l3 3v7h-8z", file.x, y - 9)).close();
    label(markup, "mono", (file.x + 12, y), &file.label);
    markup.close();
}
