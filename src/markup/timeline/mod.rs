//! The timeline as text: the track and the scrubber in SVG, the names and the legend in HTML.
//!
//! What depends on the scene and its layout is written whole by [`track`], [`gutter`], [`scrubber`]
//! and [`legend`]. What changes more often has a place kept free in them, found by its class, and a
//! function of its own: [`numbers`], [`labels`], [`scrubber_ticks`] with the moment, [`quiet_causes`],
//! [`selected_cause`] and [`pill`] with the selection.

mod axis;
mod bars;
mod causes;
mod glyph;
mod gutter;
mod labels;
mod lanes;
mod legend;
mod marks;
mod moment;
mod pod_lane;
mod pod_rows;
mod scrubber;

pub use axis::{badge_shift, hidden_numbers, numbers};
pub use causes::{pill, quiet_causes, selected_cause};
pub use gutter::gutter;
pub use labels::labels;
pub use legend::legend;
pub use moment::grace;
pub use pod_rows::{job_row, pod_axis, pod_rows};
pub use scrubber::{scrubber, scrubber_ticks};

use super::{Hundredths, Markup};
use crate::scene::{Layout, Range, Scene, Span};
use std::fmt::{self, Display};

/// A place across the track, in percent, as SVG and CSS take it: on a wide screen, a hundredth of a
/// percent can still be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percent(pub f64);

impl Display for Percent {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounding is the purpose, and nothing lies left of the track"
    )]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = (self.0 * 1000.0).round() as u64;
        write!(f, "{}.{:03}%", thousandths / 1000, thousandths % 1000)
    }
}

/// The picture, its parts in their order of painting.
pub fn track(scene: &Scene, layout: &Layout) -> String {
    let mut markup = Markup::new();
    let seconds = scene.last().0.div_ceil(1000);
    markup
        .open("svg")
        .attr("class", &"tl")
        .attr("width", &"100%")
        .attr("height", &px(layout.height))
        .attr("role", &"group")
        .attr(
            "aria-label",
            &format_args!("Timeline of Pod {}, 0 to {seconds} seconds", scene.pod_name),
        );
    glyph::patterns(&mut markup);
    axis::backdrop(&mut markup, scene, layout);
    pod_lane::pod_lane(&mut markup, scene, layout);
    pod_lane::delete_line(&mut markup, scene, layout);
    lanes::lanes(&mut markup, scene, layout);
    place(&mut markup, "quiet-causes");
    moment::veil(&mut markup, layout);
    place(&mut markup, "selected-cause");
    axis::torn_edge(&mut markup, scene, layout);
    place(&mut markup, "past-labels");
    moment::terminating(&mut markup, scene);
    pod_lane::deadline(&mut markup, scene, layout);
    moment::ghost(&mut markup, layout);
    moment::playhead(&mut markup, layout);
    markup.close();
    // HTML, so that it fits its text.
    markup.open("div").attr("class", &"pills").close();
    markup.finish()
}

/// An empty group, to be filled by a function of its own.
fn place(markup: &mut Markup, class: &'static str) {
    markup.open("g").attr("class", &class).close();
}

/// A number of pixels as SVG takes it.
fn px(pixels: f64) -> Hundredths {
    Hundredths::of(pixels)
}

/// Opens a rectangle over `span`.
fn bar<'m>(
    markup: &'m mut Markup,
    class: &'static str,
    range: Range,
    span: Span,
    (top, height): (f64, f64),
) -> &'m mut Markup {
    markup
        .open("rect")
        .attr("class", &class)
        .attr("x", &Percent(range.percent(span.from)))
        .attr("width", &Percent(range.width(span)))
        .attr("y", &px(top))
        .attr("height", &px(height))
}

/// Opens a line from `from` to `to`, each in percent across and pixels down.
fn line<'m>(
    markup: &'m mut Markup,
    class: &'static str,
    from: (f64, f64),
    to: (f64, f64),
) -> &'m mut Markup {
    markup
        .open("line")
        .attr("class", &class)
        .attr("x1", &Percent(from.0))
        .attr("x2", &Percent(to.0))
        .attr("y1", &px(from.1))
        .attr("y2", &px(to.1))
}

/// Opens text that begins at `x` on the line `y`, in pixels.
fn text<'m>(markup: &'m mut Markup, class: &'static str, x: f64, y: f64) -> &'m mut Markup {
    markup.open("text").attr("class", &class).attr("x", &px(x)).attr("y", &px(y))
}

/// Opens a coordinate system in pixels whose origin stands at `percent` of the width: what is in it
/// keeps its size and shape.
fn pin(markup: &mut Markup, percent: f64) -> &mut Markup {
    markup.open("svg").attr("x", &Percent(percent)).attr("overflow", &"visible")
}
