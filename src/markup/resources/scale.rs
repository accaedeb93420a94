//! More of it: one more sidecar in every Pod, and more Pods by the use of one container.

use super::{close_table, heading, open_table, resource_name, snippet};
use crate::engine::Timeline;
use crate::insight::resources::{self, Cost, QosClass, qos_class, replicas, times, usual};
use crate::markup::Markup;
use crate::model::{
    Bound, CPU, Container, ContainerRole, Owner, OwnerKind, Pod, Quantity, Workload, WorkloadSpec,
};

/// What one more sidecar costs, for each Pod and for all of the workload.
pub(super) fn one_more(markup: &mut Markup, timeline: &Timeline, workload: Option<&Workload>) {
    let pod = &timeline.pod;
    let (like, amounts) = usual(pod);
    let more = resources::one_more(pod, &amounts, timeline.version);
    let list: Vec<String> = amounts
        .list(Bound::Requests)
        .iter()
        .map(|(resource, amount)| format!("{amount} {}", resource_name(resource)))
        .collect();
    heading(markup, &"One more sidecar");
    let list = list.join(" and ");
    let says = match like {
        Some(Container { name, .. }) => format!("Another one like {name} requests {list}."),
        None => format!("Say it requests {list}."),
    };
    markup.leaf("p", "", &says);
    let count = workload.and_then(replicas).filter(|&count| count > 1);
    let all = count.map(|count| format!("For {count} Pods"));
    let mut headings = vec!["Resource", "Now", "Listed first", "Listed last"];
    headings.extend(all.as_deref());
    open_table(markup, &headings);
    for cost in &more.costs {
        let Cost { resource, now, first, last } = cost;
        markup.open("tr").leaf("td", "", &resource_name(resource)).leaf("td", "", now);
        for grown in [*first, *last] {
            markup.leaf("td", "", &format_args!("+{}", grown - *now));
        }
        if let Some(count) = count {
            let (low, high) = (times(*last - *now, count), times(*first - *now, count));
            let says = if low == high { format!("+{high}") } else { format!("+{low} to +{high}") };
            markup.leaf("td", "", &says);
        }
        markup.close();
    }
    close_table(markup);
    if more.costs.iter().any(|cost| cost.first != cost.last) {
        let says = "Listed first it runs beside every init container; listed last, beside none.";
        markup.leaf("p", "sub", &says);
    }
    if qos_class(pod) == QosClass::Guaranteed && more.qos != QosClass::Guaranteed {
        let says = "Without limits of its own it takes the class Guaranteed away from the Pod.";
        markup.leaf("p", "sub", &says);
    }
    if let Some(WorkloadSpec::DaemonSet) = workload.map(|workload| &workload.spec) {
        markup.leaf("p", "sub", &"A DaemonSet pays that on every node.");
    }
}

/// A `HorizontalPodAutoscaler` that looks at one container instead of the whole Pod.
pub(super) fn autoscaler(markup: &mut Markup, timeline: &Timeline) {
    let pod = &timeline.pod;
    heading(markup, &"Scale by one container");
    let scaled = pod.owner.as_ref().filter(|owner| {
        let kinds = [OwnerKind::Deployment, OwnerKind::ReplicaSet, OwnerKind::StatefulSet];
        kinds.contains(&owner.kind)
    });
    let Some(owner) = scaled else {
        let says = "A HorizontalPodAutoscaler scales Deployments, ReplicaSets and StatefulSets; this \
                    Pod belongs to none.";
        markup.leaf("p", "", &says);
        return;
    };
    let requests = |container: &Container| {
        container.resources.requests.get(CPU).filter(|amount| amount.is_positive())
    };
    let mut apps = pod.app_indices().map(|index| pod.container(index));
    let Some(app) = apps.find(|&app| requests(app).is_some()) else {
        let says = "Utilization is a share of the request: no app container requests CPU yet.";
        markup.leaf("p", "", &says);
        return;
    };
    markup.leaf("p", "", &why(pod, app, requests(app).unwrap_or(Quantity::ZERO)));
    snippet(markup, &manifest(owner, &pod.namespace, &app.name));
    let says = "ContainerResource metrics are stable since Kubernetes 1.30.";
    markup.leaf("p", "sub", &says);
}

/// What the average over the Pod would hide, with the Pod's own numbers.
fn why(pod: &Pod, app: &Container, request: Quantity) -> String {
    let long = pod.containers().iter().filter(|container| container.role != ContainerRole::Init);
    let all = long
        .filter_map(|container| container.resources.requests.get(CPU))
        .fold(Quantity::ZERO, |sum, amount| sum + amount);
    let share = i128::from(request.milli_units()) * 100 / i128::from(all.milli_units().max(1));
    let name = &app.name;
    if share >= 100 {
        return format!(
            "{name} is all that requests CPU; the metric stays right when a sidecar comes."
        );
    }
    format!(
        "A metric of the whole Pod averages: {name} at its full request of {request} while the others \
         idle counts as {share} % of {all}. A metric of the container counts it as 100 %."
    )
}

/// The manifest of the autoscaler.
fn manifest(owner: &Owner, namespace: &str, container: &str) -> String {
    let Owner { kind, name } = owner;
    let kind = kind.as_str();
    let namespace = match namespace {
        "default" => String::new(),
        other => format!("  namespace: {other}\n"),
    };
    format!(
        "apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {name}
{namespace}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {kind}
    name: {name}
  minReplicas: 1
  maxReplicas: 10
  metrics:
  - type: ContainerResource
    containerResource:
      name: cpu
      container: {container}
      target:
        type: Utilization
        averageUtilization: 70
"
    )
}
