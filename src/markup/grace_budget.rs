//! The grace period as a meter: one countdown, who uses which part of it, who is killed, and how little
//! would be enough.

use super::why::{line, note, rule, seek};
use super::{Markup, hue};
use crate::engine::{SimTime, Timeline};
use crate::insight::grace_budget::{FLOOR, GraceBudget, Segment, Spent};
use crate::insight::why::versions;
use crate::model::Millis;

/// More segments than this are counted.
const MOST: usize = 24;

/// The meter of `timeline`, and what is left of it at `at`. Parts of it carry `data-lane`, `data-spent`
/// and, where the end of the Pod hangs on them, `data-decides`; the line of the manifest and the times
/// are buttons as in [`super::why()`].
pub fn grace_budget(timeline: &Timeline, budget: &GraceBudget, at: SimTime) -> String {
    let mut markup = Markup::new();
    markup.open("figure").attr("class", &"grace-fig").open("figcaption");
    left(&mut markup, timeline, budget, at);
    markup.close();
    bar(&mut markup, timeline, budget, at);
    markup.close();
    parts(&mut markup, timeline, budget, at);
    for killed in &budget.killed {
        let name = &timeline.pod.container(killed.container).name;
        let late = match killed.late {
            Millis::ZERO => "when the countdown is over".to_owned(),
            late => format!("{} after the end of the countdown", length(late)),
        };
        note(&mut markup, "Killed", &format!("{name} gets SIGKILL at {}, {late}.", killed.at));
    }
    enough(&mut markup, budget);
    if !budget.ordered && timeline.pod.has_sidecar() {
        let text = format!(
            "Kubernetes {} stops native sidecars together with all others; they wait for their turn from 1.29 on.",
            timeline.version
        );
        markup.leaf("p", "sub", &text);
    }
    for &it in &budget.rules {
        rule(&mut markup, it, versions(it), false);
    }
    markup.finish()
}

fn left(markup: &mut Markup, timeline: &Timeline, budget: &GraceBudget, at: SimTime) {
    let total = length(budget.total);
    if at < budget.from {
        markup.text(&"Grace period: ").leaf("b", "", &total).text(&", from ");
        seek(markup, budget.from);
        return;
    }
    markup.text(&"Grace period: ").leaf("b", "", &length(budget.left(at)));
    markup.text(&format_args!(" of {total} left"));
    let spending: Vec<&Segment> = budget.spending(at).filter(|it| it.decides).collect();
    for it in spending.iter().take(1) {
        let name = &timeline.pod.container(it.container).name;
        markup.text(&" ").open("span").text(&format_args!("{name} {}", doing(it.spent))).close();
    }
}

fn doing(spent: Spent) -> &'static str {
    match spent {
        Spent::Hook => "runs its preStop hook",
        Spent::Turn => "waits for its turn",
        Spent::Process => "stops",
        Spent::Floor => "has its last two seconds",
    }
}

/// The countdown as one bar: what decides, one after another, in the colours of the containers.
fn bar(markup: &mut Markup, timeline: &Timeline, budget: &GraceBudget, at: SimTime) {
    let scale = Scale { from: budget.from, to: budget.end().max(budget.over) };
    markup.open("svg").attr("width", &"100%").attr("height", &"36").attr("role", &"img");
    markup.attr("aria-label", &format_args!("Grace period of {}", length(budget.total)));
    markup.open("rect").attr("class", &"whole").attr("x", &"0").attr("y", &"8");
    markup.attr("width", &scale.width(budget.from, budget.end())).attr("height", &"20").close();
    let decisive = budget.segments.iter().filter(|it| it.decides && it.spent != Spent::Turn);
    for it in decisive {
        let name = &timeline.pod.container(it.container).name;
        markup.open("rect").attr("class", &"part").attr("data-lane", &hue(it.container));
        markup.attr("data-spent", &word(it.spent));
        markup.attr("x", &scale.at(it.from)).attr("width", &scale.width(it.from, it.to));
        markup.attr("y", &"8").attr("height", &"20");
        markup.leaf("title", "", &format_args!("{name} {}, {}", doing(it.spent), took(it))).close();
    }
    for killed in &budget.killed {
        upright(markup, "kill", &scale.at(killed.at));
    }
    upright(markup, "end", &scale.at(budget.end()));
    if (scale.from..=scale.to).contains(&at) {
        upright(markup, "playhead", &scale.at(at));
    }
    markup.close();
}

fn upright(markup: &mut Markup, class: &'static str, x: &str) {
    markup.open("line").attr("class", &class).attr("x1", &x).attr("x2", &x);
    markup.attr("y1", &"2").attr("y2", &"34").close();
}

/// Every part in words, in the order in which containers end.
fn parts(markup: &mut Markup, timeline: &Timeline, budget: &GraceBudget, at: SimTime) {
    markup.open("ol").attr("class", &"grace-parts");
    for it in budget.segments.iter().take(MOST) {
        let name = &timeline.pod.container(it.container).name;
        markup.open("li").attr("data-lane", &hue(it.container)).attr("data-spent", &word(it.spent));
        if it.decides {
            markup.attr("data-decides", &"");
        }
        if it.from <= at && at < it.to {
            markup.attr("class", &"now");
        }
        seek(markup, it.from);
        markup.text(&" ").leaf("b", "", name);
        markup.text(&format_args!(" {}: {}", doing(it.spent), took(it)));
        if timeline.event(it.ended_by).assumed {
            markup.text(&" ").leaf("span", "assumed", &"assumed");
        }
        markup.close();
    }
    let more = budget.segments.len().saturating_sub(MOST);
    if more > 0 {
        markup.leaf("li", "more", &format_args!("and {more} more"));
    }
    markup.close();
}

fn enough(markup: &mut Markup, budget: &GraceBudget) {
    let about = if budget.assumed { "about " } else { "" };
    markup.open("p").attr("class", &"enough");
    match budget.enough {
        Some(enough) => {
            markup.text(&"The smallest grace period that is enough: ");
            markup.leaf("b", "", &format_args!("{about}{}", length(enough))).text(&". ");
            if enough > budget.total {
                markup.text(&"This one is too short. ");
            }
        }
        None => {
            markup.text(
                &"No grace period is long enough: a process does nothing on its stop signal. ",
            );
        }
    }
    line(markup, &budget.path, None);
    markup.close();
    if budget.ordered {
        let text = format!(
            "One countdown for all: the hooks run at its beginning, then the app containers end, then the native sidecars, last to first. A sidecar has {} from its signal at least, even when nothing is left.",
            length(FLOOR)
        );
        markup.leaf("p", "sub", &text);
    }
}

fn word(spent: Spent) -> &'static str {
    match spent {
        Spent::Hook => "hook",
        Spent::Turn => "turn",
        Spent::Process => "process",
        Spent::Floor => "floor",
    }
}

fn took(segment: &Segment) -> String {
    length(segment.to.since(segment.from))
}

fn length(span: Millis) -> String {
    format!("{} s", span.to_string().trim_end_matches('s'))
}

/// Where times stand in the bar.
struct Scale {
    from: SimTime,
    to: SimTime,
}

impl Scale {
    fn at(&self, at: SimTime) -> String {
        self.percent(at.since(self.from))
    }

    fn width(&self, from: SimTime, to: SimTime) -> String {
        self.percent(to.since(from))
    }

    /// `12.34%`.
    fn percent(&self, span: Millis) -> String {
        let whole = self.to.since(self.from).0.max(1);
        let hundredths = span.0.saturating_mul(10_000) / whole;
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }
}
