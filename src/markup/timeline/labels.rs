//! What is written beside the marks, above the veil: full for what is past, pale for what is not.

use super::{pin, px};
use crate::engine::SimTime;
use crate::markup::Markup;
use crate::scene::{Label, LabelKind, Layout, Row, Scene, Side};

/// All labels; `past` is the last change that has happened.
pub fn labels(scene: &Scene, layout: &Layout, past: Option<SimTime>) -> String {
    let mut markup = Markup::new();
    for lane in scene.lanes() {
        let Some(row) = layout.row(lane.container).filter(|row| row.labels) else { continue };
        for label in &lane.labels {
            let future = past.is_none_or(|past| label.since > past);
            pin(&mut markup, scene.range.percent(label.at));
            self::label(&mut markup, label, row, future);
            markup.close();
        }
    }
    markup.finish()
}

fn label(markup: &mut Markup, label: &Label, row: &Row, future: bool) {
    let (class, reach, y) = match label.kind {
        LabelKind::Signal => ("siglabel", 8.0, row.top + row.bar_top - 2.5),
        LabelKind::ExitCode => ("exitcode", 11.0, row.middle() + 3.6),
        LabelKind::ExitCodeAboveGap => ("exitcode", 11.0, row.middle() - 6.0),
        LabelKind::Delay => ("gaplabel", 0.0, row.middle() - 6.0),
    };
    let (x, anchor) = match label.side {
        Side::Left => (-reach, "end"),
        Side::Middle => (0.0, "middle"),
        Side::Right => (reach, "start"),
    };
    markup
        .open("text")
        .attr("class", &format_args!("{class}{}", if future { " future" } else { "" }))
        .attr("x", &px(x))
        .attr("y", &px(y))
        .attr("text-anchor", &anchor)
        .text(&label.text)
        .close();
}
