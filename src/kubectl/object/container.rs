//! One entry of `containerStatuses` or `initContainerStatuses`.

use super::super::{date::rfc3339, invented};
use crate::engine::SimTime;
use crate::engine::status::{ContainerState, ContainerStatus, Terminated, waiting_message};
use crate::kubectl::tree::{Map, Node};
use crate::model::{Container, ContainerIndex, Mount, Pod, ResourceList, Version};

/// The status of one container. What the runtime reports is there only where it has an instance:
/// `resized` is whether the resources in force are among that (1.33).
pub(super) fn map(
    pod: &Pod,
    index: ContainerIndex,
    status: &ContainerStatus,
    version: Version,
    resized: bool,
) -> Map {
    let container = pod.container(index);
    let exists = status.id.is_some();
    let image =
        if exists { invented::full_image(&container.image) } else { container.image.clone() };
    let image_id = if exists { invented::image_id(&container.image) } else { String::new() };
    let last =
        status.last.map(|ended| Map::new().with("terminated", terminated(container, &ended)));
    let in_force = (exists && resized).then_some(&container.resources);
    let lists = in_force.map(|resources| {
        Map::new()
            .with_some("limits", list(&resources.limits))
            .with_some("requests", list(&resources.requests))
    });
    let mounts = (version.at_least(31) && !container.mounts.is_empty())
        .then(|| container.mounts.iter().map(|it| Node::from(mount(it))).collect::<Vec<Node>>());
    Map::new()
        .with_some("allocatedResources", in_force.and_then(|resources| list(&resources.requests)))
        .with_some("containerID", status.id.map(|id| invented::container_id(container, id)))
        .with("image", image)
        .with("imageID", image_id)
        .with("lastState", last.unwrap_or_default())
        .with("name", container.name.as_str())
        .with("ready", status.ready)
        .with_some("resources", lists)
        .with("restartCount", i64::from(status.restart_count))
        .with("started", status.started)
        .with("state", state(pod, container, status, version))
        .with_some("volumeMounts", mounts)
}

fn state(pod: &Pod, container: &Container, status: &ContainerStatus, version: Version) -> Map {
    match status.state {
        ContainerState::Empty => Map::new(),
        ContainerState::Waiting(waiting) => {
            let message = waiting_message(pod, container, waiting, version);
            let told =
                Map::new().with_text("message", &message).with_text("reason", waiting.reason);
            Map::new().with("waiting", told)
        }
        ContainerState::Running { started_at } => {
            Map::new().with("running", Map::new().with("startedAt", rfc3339(started_at)))
        }
        ContainerState::Terminated(ended) => {
            Map::new().with("terminated", terminated(container, &ended))
        }
    }
}

fn terminated(container: &Container, ended: &Terminated) -> Map {
    let time = |at: Option<SimTime>| at.map_or(Node::Null, |at| Node::Text(rfc3339(at)));
    Map::new()
        .with_some("containerID", ended.id.map(|id| invented::container_id(container, id)))
        .with("exitCode", i64::from(ended.exit_code))
        .with("finishedAt", time(ended.finished_at))
        .with_text("reason", ended.reason)
        .with_some("signal", (ended.signal != 0).then(|| i64::from(ended.signal)))
        .with("startedAt", time(ended.started_at))
}

fn list(list: &ResourceList) -> Option<Map> {
    let map = |map: Map, (name, amount): (&str, crate::model::Quantity)| {
        map.with(name, amount.to_string())
    };
    (!list.is_empty()).then(|| list.iter().fold(Map::new(), map))
}

/// Since 1.31 the kubelet tells how volumes are mounted (KEP-3857).
fn mount(mount: &Mount) -> Map {
    Map::new()
        .with("mountPath", mount.path.as_str())
        .with("name", mount.volume.as_str())
        .with_some("readOnly", mount.read_only.then_some(true))
        .with_some("recursiveReadOnly", mount.read_only.then_some("Disabled"))
}
