//! How an effective figure comes about: the phase that decides, and the sum worked out.

use super::resource_name;
use crate::engine::Timeline;
use crate::insight::resources::Effective;
use crate::markup::Markup;
use crate::model::{Bound, ContainerIndex, ContainerRole, Phase, Pod, Quantity, Stage};

/// As many phases, and as many terms of one, are written out.
const MOST: usize = 12;

/// The figure, and what sets it.
pub(super) fn caption(markup: &mut Markup, timeline: &Timeline, bound: Bound, figure: &Effective) {
    let word = if bound == Bound::Requests { "request" } else { "limit" };
    markup.open("figcaption");
    markup.text(&format_args!("Effective {} {word}: ", resource_name(&figure.resource)));
    markup.leaf("b", "", &figure.value).text(&" ");
    markup.leaf("span", "", &set_by(&timeline.pod, figure)).close();
}

/// What sets the figure, in a few words.
fn set_by(pod: &Pod, figure: &Effective) -> String {
    if figure.pod_level.is_some() {
        return "set by spec.resources".to_owned();
    }
    let Some(phase) = figure.decisive.map(|at| &figure.phases[at]) else {
        return "the runtime's overhead alone".to_owned();
    };
    let of_sidecar = |(index, _): &(ContainerIndex, Quantity)| !pod.is_app(*index);
    match phase.stage {
        Stage::Running if phase.terms.iter().any(of_sidecar) => {
            "set by containers and sidecars".to_owned()
        }
        Stage::Running => "set by the containers".to_owned(),
        Stage::Init(index) => {
            let container = pod.container(index);
            let kind = match container.role {
                ContainerRole::Sidecar => "the start of sidecar",
                _ => "init container",
            };
            format!("set by {kind} {}", container.name)
        }
    }
}

/// The whole sum, to be unfolded.
pub(super) fn worked(markup: &mut Markup, timeline: &Timeline, bound: Bound, figure: &Effective) {
    let pod = &timeline.pod;
    markup.open("details").attr("class", &"sum");
    markup.leaf("summary", "", &format_args!("How {} comes about", figure.value));
    markup.open("ol");
    for (at, phase) in figure.phases.iter().enumerate().take(MOST) {
        let decides = figure.decisive == Some(at) && figure.pod_level.is_none();
        markup.open("li");
        if decides {
            markup.attr("class", &"decides");
        }
        markup.text(&stage(pod, phase)).text(&": ").open("code").text(&sum(pod, phase)).close();
        if decides && figure.phases.len() > 1 {
            markup.text(&" decides");
        }
        markup.close();
    }
    if let Some(more) = figure.phases.len().checked_sub(MOST).filter(|&more| more > 0) {
        markup.leaf("li", "", &format_args!("{more} more phases"));
    }
    for step in after(figure, bound) {
        markup.leaf("li", "", &step);
    }
    markup.close().close();
}

/// What happens to the sum of the phases.
fn after(figure: &Effective, bound: Bound) -> Vec<String> {
    let mut steps = Vec::new();
    if let Some(amount) = figure.pod_level {
        let field = if bound == Bound::Requests { "requests" } else { "limits" };
        let resource = &figure.resource;
        let note = "stands in for what the containers come to (Kubernetes 1.34)";
        steps.push(format!("spec.resources.{field}.{resource} = {amount} {note}"));
    } else if figure.phases.len() > 1 {
        let sums: Vec<String> =
            figure.phases.iter().take(MOST).map(|phase| phase.sum.to_string()).collect();
        let dots = if figure.phases.len() > MOST { ", …" } else { "" };
        let largest = figure.phases.iter().map(|phase| phase.sum).max().unwrap_or(Quantity::ZERO);
        steps.push(format!("max({}{dots}) = {largest}", sums.join(", ")));
    }
    if let Some(overhead) = figure.overhead {
        steps.push(format!("+ {overhead} overhead of the runtime class = {}", figure.value));
    }
    steps
}

/// Which containers run together in a phase.
fn stage(pod: &Pod, phase: &Phase) -> String {
    match phase.stage {
        Stage::Running => "The Pod runs".to_owned(),
        Stage::Init(index) => match pod.container(index).role {
            ContainerRole::Sidecar => format!("Sidecar {} starts", pod.container(index).name),
            _ => format!("{} runs", pod.container(index).name),
        },
    }
}

/// The terms of a phase and what they come to.
fn sum(pod: &Pod, phase: &Phase) -> String {
    let term = |&(index, amount): &(ContainerIndex, Quantity)| {
        format!("{} {amount}", pod.container(index).name)
    };
    let mut terms: Vec<String> = phase.terms.iter().take(MOST).map(term).collect();
    if let Some(more) = phase.terms.len().checked_sub(MOST).filter(|&more| more > 0) {
        terms.push(format!("{more} more"));
    }
    match terms.len() {
        1 => terms.remove(0),
        _ => format!("{} = {}", terms.join(" + "), phase.sum),
    }
}
