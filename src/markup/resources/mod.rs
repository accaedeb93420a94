//! Resources: what the Pod asks for over time, how the figures come about, its QoS class, who is killed
//! first, memory volumes, what one more sidecar costs, and how to scale by one container.

mod class;
mod formula;
mod picture;
mod scale;
mod volumes;

use super::Markup;
use super::kubectl::copy;
use crate::engine::{SimTime, Timeline};
use crate::insight::resources::{Options, effective, limit_of_pod};
use crate::model::{Bound, CPU, ContainerIndex, ContainerRole, MEMORY, Pod, Workload};
use crate::scene;
use std::fmt::Display;

/// The memory of the node that scores and volumes are reckoned with: nobody says how large it is.
const NODE_MEMORY: i64 = 16 << 30;
/// The same, as people write it.
const NODE_MEMORY_TEXT: &str = "16Gi";

/// The whole panel at `now`. `workload` is what the Pod's template belongs to, if it is no bare Pod.
pub fn resources(timeline: &Timeline, now: SimTime, workload: Option<&Workload>) -> String {
    let mut markup = Markup::new();
    let scene = scene::build(timeline);
    let mut none = true;
    for bound in [Bound::Requests, Bound::Limits] {
        let all = effective(&timeline.pod, bound, timeline.version, Options::default());
        for figure in &all {
            none = false;
            markup.open("figure").attr("class", &"res-fig");
            formula::caption(&mut markup, timeline, bound, figure);
            picture::draw(&mut markup, timeline, &scene, bound, figure, now);
            picture::now(&mut markup, timeline, bound, figure, now);
            unlimited(&mut markup, timeline, bound, &figure.resource);
            formula::worked(&mut markup, timeline, bound, figure);
            markup.close();
        }
    }
    if none {
        let says = "No container requests anything, and none is limited.";
        markup.leaf("p", "", &says);
    } else {
        let says = "The scheduler reserves the effective request for the whole life of the Pod.";
        markup.leaf("p", "sub", &says);
    }
    class::quality(&mut markup, &timeline.pod);
    class::scores(&mut markup, &timeline.pod);
    volumes::memory(&mut markup, timeline);
    scale::one_more(&mut markup, timeline, workload);
    scale::autoscaler(&mut markup, timeline);
    markup.finish()
}

/// A sum of limits limits nothing while one container has none.
fn unlimited(markup: &mut Markup, timeline: &Timeline, bound: Bound, resource: &str) {
    let enforced = [CPU, MEMORY].contains(&resource) && bound == Bound::Limits;
    if !enforced || limit_of_pod(&timeline.pod, resource, timeline.version).is_some() {
        return;
    }
    let Some(index) = without_limit(&timeline.pod, resource) else { return };
    let name = &timeline.pod.container(index).name;
    let says = format_args!("A number only: {name} has no limit, so the Pod as a whole has none.");
    markup.leaf("p", "sub", &says);
}

/// The first container because of which the Pod is unlimited: in the init list, one that neither is
/// limited nor stands behind a limited sidecar (`limits.rs`).
fn without_limit(pod: &Pod, resource: &str) -> Option<ContainerIndex> {
    let mut beside_limited = false;
    pod.indices().find(|&index| {
        let container = pod.container(index);
        let limit = container.resources.limits.get(resource);
        let limited = limit.is_some_and(|limit| !limit.is_zero());
        beside_limited |= limited && container.role == ContainerRole::Sidecar;
        !limited && (container.role == ContainerRole::App || !beside_limited)
    })
}

/// The name of a resource in a sentence.
fn resource_name(resource: &str) -> &str {
    if resource == CPU { "CPU" } else { resource }
}

/// A heading inside the panel.
fn heading(markup: &mut Markup, text: &dyn Display) {
    markup.leaf("h3", "", text);
}

/// Opens a table of figures with these headings; the caller closes `tbody` and `table`.
fn open_table(markup: &mut Markup, headings: &[&str]) {
    markup.open("div").attr("class", &"wide").open("table").attr("class", &"events figures");
    markup.open("thead").open("tr");
    for heading in headings {
        markup.open("th").attr("scope", &"col").text(heading).close();
    }
    markup.close().close().open("tbody");
}

/// Closes what [`open_table`] has opened.
fn close_table(markup: &mut Markup) {
    markup.close().close().close();
}

/// Text to be copied as it stands.
fn snippet(markup: &mut Markup, text: &str) {
    markup.open("div").attr("class", &"cmd").leaf("pre", "out", &text);
    copy(markup, text, "the snippet");
    markup.close();
}
