//! The QoS class with its reason, and the order in which the kernel kills.

use super::{NODE_MEMORY, NODE_MEMORY_TEXT, close_table, heading, open_table};
use crate::insight::resources::{
    Lack, QosClass, is_node_critical, lacks, oom_score_adj, qos_class,
};
use crate::markup::{Markup, hue};
use crate::model::{MEMORY, Pod};

/// As many reasons are written out.
const MOST: usize = 6;
/// As many containers have a row.
const MOST_ROWS: usize = 50;

/// The class, and why it is no other.
pub(super) fn quality(markup: &mut Markup, pod: &Pod) {
    let class = qos_class(pod);
    heading(markup, &format_args!("QoS class: {}", class.as_str()));
    let whose = if pod.resources.is_some() { "The Pod itself" } else { "Every container" };
    let says = match class {
        QosClass::Guaranteed => {
            format!("{whose} has limits of CPU and memory, and requests just as much.")
        }
        QosClass::BestEffort => {
            "Nothing requests or limits CPU or memory: the Pod is among the first to be evicted."
                .to_owned()
        }
        QosClass::Burstable => "It would be Guaranteed, but for this:".to_owned(),
    };
    markup.leaf("p", "", &says);
    if class != QosClass::Burstable {
        return;
    }
    let lacks = lacks(pod);
    markup.open("ul").attr("class", &"plain");
    for lack in lacks.iter().take(MOST) {
        markup.leaf("li", "", &words(pod, lack));
    }
    if let Some(more) = lacks.len().checked_sub(MOST).filter(|&more| more > 0) {
        markup.leaf("li", "", &format_args!("{more} more"));
    }
    markup.close();
}

fn words(pod: &Pod, lack: &Lack) -> String {
    let whose = lack.container.map_or("spec.resources", |index| &pod.container(index).name);
    let resource = super::resource_name(lack.resource);
    match lack.differ {
        None => format!("{whose} has no {resource} limit"),
        Some((request, limit)) => {
            format!("{whose} requests {request} of {resource}, and its limit is {limit}")
        }
    }
}

/// `oom_score_adj` of every container.
pub(super) fn scores(markup: &mut Markup, pod: &Pod) {
    heading(markup, &"When the node runs out of memory");
    let says = if is_node_critical(pod) {
        "The Pod is critical to its node: its processes are killed last.".to_owned()
    } else {
        format!(
            "The kernel kills by score: the higher, the sooner. Scores of a node with \
             {NODE_MEMORY_TEXT} of memory, which is assumed."
        )
    };
    markup.leaf("p", "", &says);
    open_table(markup, &["Container", "Memory request", "oom_score_adj"]);
    for index in pod.indices().take(MOST_ROWS) {
        let container = pod.container(index);
        markup.open("tr").open("td").attr("data-lane", &hue(index));
        markup.leaf("span", "who", &container.name).close();
        let request = container.resources.requests.get(MEMORY).map(|amount| amount.to_string());
        markup.leaf("td", "", &request.as_deref().unwrap_or("none"));
        let memory = NODE_MEMORY.unsigned_abs();
        markup.leaf("td", "", &oom_score_adj(pod, index, memory)).close();
    }
    close_table(markup);
    if let Some(more) = pod.containers().len().checked_sub(MOST_ROWS).filter(|&more| more > 0) {
        markup.leaf("p", "sub", &format_args!("{more} more containers are left out."));
    }
}
