//! Volumes in memory: what is written there is charged to the containers that write.

use super::{NODE_MEMORY, NODE_MEMORY_TEXT, heading};
use crate::engine::Timeline;
use crate::insight::resources::{limit_of_container, memory_size};
use crate::markup::Markup;
use crate::model::{ContainerIndex, MEMORY, Medium, Quantity, Volume, VolumeSource};

/// As many volumes are told of, and as many containers of one.
const MOST: usize = 12;

/// What each volume in memory may hold, and who is killed for filling it.
pub(super) fn memory(markup: &mut Markup, timeline: &Timeline) {
    let in_memory = |volume: &&Volume| {
        matches!(volume.source, VolumeSource::EmptyDir { medium: Medium::Memory, .. })
    };
    let volumes: Vec<&Volume> = timeline.pod.volumes.iter().filter(in_memory).collect();
    if volumes.is_empty() {
        return;
    }
    heading(markup, &"Volumes in memory");
    for volume in volumes.iter().take(MOST) {
        let VolumeSource::EmptyDir { size_limit, .. } = volume.source else { continue };
        let size =
            memory_size(&timeline.pod, volume, Quantity::from_units(NODE_MEMORY), timeline.version);
        markup.open("p").leaf("b", "", &volume.name);
        let whole_node = size == Some(Quantity::from_units(NODE_MEMORY));
        let says = match (size, size_limit) {
            (Some(size), Some(limit)) if size == limit => {
                format!(" holds {size}, its sizeLimit.")
            }
            (Some(_), _) if whole_node => format!(
                " may grow as large as the node's memory ({NODE_MEMORY_TEXT}, assumed): neither \
                 sizeLimit nor a memory limit of the Pod bounds it."
            ),
            (Some(size), _) => format!(" holds {size}, the memory limit of the Pod."),
            (None, _) => {
                " has the size that the kernel gives it: half of the node's memory.".to_owned()
            }
        };
        markup.text(&says).close();
        writers(markup, timeline, volume, size);
    }
    if let Some(more) = volumes.len().checked_sub(MOST).filter(|&more| more > 0) {
        markup.leaf("p", "sub", &format_args!("{more} more volumes are left out."));
    }
    let says = "What is written there counts as memory of the container that writes it, and stays \
                charged to the Pod when that container is started again.";
    markup.leaf("p", "sub", &says);
}

/// Who can write to a volume, and whether it is larger than what they may use.
fn writers(markup: &mut Markup, timeline: &Timeline, volume: &Volume, size: Option<Quantity>) {
    let pod = &timeline.pod;
    let can_write = |&index: &ContainerIndex| {
        let mounts = pod.container(index).mounts.iter();
        mounts.into_iter().any(|mount| mount.volume == volume.name && !mount.read_only)
    };
    let writers: Vec<ContainerIndex> = pod.indices().filter(can_write).collect();
    markup.open("ul").attr("class", &"plain");
    for &index in writers.iter().take(MOST) {
        let name = &pod.container(index).name;
        let limit = limit_of_container(pod, index, MEMORY, timeline.version);
        let says = match (limit, size) {
            (Some(limit), Some(size)) if size >= limit => format!(
                "{name} can write, and its memory limit is {limit}: it is OOMKilled before the \
                 volume is full"
            ),
            (Some(limit), _) => format!("{name} can write; its memory limit is {limit}"),
            (None, _) => format!("{name} can write, and has no memory limit"),
        };
        markup.leaf("li", "", &says);
    }
    if writers.is_empty() {
        markup.leaf("li", "", &"No container can write to it");
    }
    markup.close();
}
