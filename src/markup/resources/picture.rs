//! One resource over time: what the containers that run add up to, under the line of what is reserved.

use super::resource_name;
use crate::engine::{SimTime, Timeline};
use crate::insight::resources::{Effective, Step, in_use};
use crate::markup::{Hundredths, Markup, hue};
use crate::model::{Bound, ContainerIndex, Quantity};
use crate::scene::Scene;

/// The height of the drawing, in pixels.
const HEIGHT: f64 = 86.0;
/// The zero line.
const BASE: f64 = 84.0;
/// The largest amount.
const TOP: f64 = 10.0;
/// As many blocks are drawn; beyond them only the sums are.
const MOST_BLOCKS: usize = 1500;
/// As many containers are named in a sum.
const MOST_TERMS: usize = 12;

/// A stretch of time in which a container adds the same, at the same height.
struct Block {
    container: Option<ContainerIndex>,
    from: SimTime,
    to: SimTime,
    /// What stands below it.
    below: Quantity,
    amount: Quantity,
}

/// The drawing; places across are those of the timeline.
pub(super) fn draw(
    markup: &mut Markup,
    timeline: &Timeline,
    scene: &Scene,
    bound: Bound,
    figure: &Effective,
    now: SimTime,
) {
    let steps = in_use(timeline, bound, &figure.resource);
    let largest = steps.iter().map(|step| step.sum).max().unwrap_or(Quantity::ZERO);
    let scale = Scale { most: largest.max(figure.value).max(Quantity::from_units(0)) };
    let last = scene.last();
    let blocks = blocks(&steps, last);
    let word = if bound == Bound::Requests { "request" } else { "limit" };
    let label = format_args!(
        "{} {word}s of the running containers over time; the effective {word} is {}",
        resource_name(&figure.resource),
        figure.value
    );
    markup.open("svg").attr("width", &"100%").attr("height", &Hundredths::of(HEIGHT));
    markup.attr("role", &"img").attr("aria-label", &label);
    for block in &blocks {
        let x = scene.range.percent(block.from);
        let width = scene.range.percent(block.to) - x;
        let (bottom, top) = (scale.y(block.below), scale.y(block.below + block.amount));
        markup.open("rect").attr("class", &"res");
        if let Some(index) = block.container {
            markup.attr("data-lane", &hue(index));
        }
        markup.attr("x", &percent(x)).attr("width", &percent(width));
        markup.attr("y", &Hundredths::of(top)).attr("height", &Hundredths::of(bottom - top));
        let name = block
            .container
            .map_or("all containers", |index| timeline.pod.container(index).name.as_str());
        markup.leaf("title", "", &format_args!("{name} {}", block.amount)).close();
    }
    line(markup, "max", ["0", "100%"], scale.y(figure.value));
    line(markup, "base", ["0", "100%"], BASE);
    let at = percent(scene.range.percent(now.min(last)));
    markup.open("line").attr("class", &"head").attr("x1", &at).attr("x2", &at);
    markup.attr("y1", &0).attr("y2", &Hundredths::of(BASE)).close().close();
}

fn line(markup: &mut Markup, class: &'static str, x: [&'static str; 2], y: f64) {
    let y = Hundredths::of(y);
    markup.open("line").attr("class", &class).attr("x1", &x[0]).attr("x2", &x[1]);
    markup.attr("y1", &y).attr("y2", &y).close();
}

fn percent(value: f64) -> String {
    format!("{}%", Hundredths::of(value))
}

/// From amounts to pixels.
struct Scale {
    most: Quantity,
}

impl Scale {
    #[expect(clippy::cast_precision_loss, reason = "a place in a drawing 74 pixels high")]
    fn y(&self, amount: Quantity) -> f64 {
        let most = self.most.milli_units().max(1) as f64;
        BASE - (amount.milli_units().max(0) as f64 / most).min(1.0) * (BASE - TOP)
    }
}

/// What is stacked, container by container; of very many changes only the sums.
fn blocks(steps: &[Step], last: SimTime) -> Vec<Block> {
    let count: usize = steps.iter().map(|step| step.terms.len()).sum();
    let mut done: Vec<Block> = Vec::new();
    let mut open: Vec<Block> = Vec::new();
    for step in steps.iter().filter(|step| step.from < last) {
        let mut below = Quantity::ZERO;
        let mut next: Vec<Block> = Vec::new();
        let terms: Vec<(Option<ContainerIndex>, Quantity)> = if count > MOST_BLOCKS {
            vec![(None, step.sum)]
        } else {
            step.terms.iter().map(|&(index, amount)| (Some(index), amount)).collect()
        };
        for (container, amount) in terms {
            let same = |block: &Block| {
                (block.container, block.below, block.amount) == (container, below, amount)
            };
            // What goes on as it was is one block.
            let before = open.iter().position(same).map(|at| open.remove(at));
            let from = before.map_or(step.from, |block| block.from);
            next.push(Block { container, from, to: last, below, amount });
            below = below + amount;
        }
        done.extend(open.drain(..).map(|block| Block { to: step.from, ..block }));
        open = next;
    }
    done.extend(open);
    done.retain(|block| block.amount.is_positive() && block.to > block.from);
    done
}

/// The sum at `now`, term by term.
pub(super) fn now(
    markup: &mut Markup,
    timeline: &Timeline,
    bound: Bound,
    figure: &Effective,
    now: SimTime,
) {
    let steps = in_use(timeline, bound, &figure.resource);
    let at = steps.partition_point(|step| step.from <= now).max(1) - 1;
    let step = &steps[at];
    markup.open("p").text(&"At ").open("button").attr("class", &"link");
    markup.attr("data-seek", &step.from.0).text(&now).close().text(&": ");
    if step.terms.is_empty() {
        markup.text(&"nothing runs that names it.").close();
        return;
    }
    for (number, &(index, amount)) in step.terms.iter().take(MOST_TERMS).enumerate() {
        if number > 0 {
            markup.text(&" + ");
        }
        markup.open("span").attr("class", &"k").attr("data-lane", &hue(index));
        markup.text(&format_args!("{} {amount}", timeline.pod.container(index).name)).close();
    }
    if let Some(more) = step.terms.len().checked_sub(MOST_TERMS).filter(|&more| more > 0) {
        markup.text(&format_args!(" + {more} more"));
    }
    markup.text(&" = ").leaf("b", "", &step.sum).close();
}
