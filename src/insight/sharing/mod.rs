//! What the containers of a Pod share: volumes, and the namespaces of the kernel.
//!
//! Kind, lifetime and mounts of a volume are declared. Who reads and who writes is read off commands,
//! variables and images, and carries its [`Evidence`]; a mount of which nothing is known says nothing.
//! Knows no time but the two moments at which a container's files come to be.

mod images;
mod tools;
mod uses;
mod volume;

use super::evidence::{Basis, Evidence, Written};
use crate::engine::inferred::{Ending, ending};
use crate::insight::command::When;
use crate::manifest::{FieldPath, Object};
use crate::model::{ContainerIndex, ContainerRole, Medium, Pod, Quantity};
use uses::Use;
pub use volume::Lifetime;

/// One mount of a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mounted {
    /// In which container.
    pub container: ContainerIndex,
    /// Where it stands there; a block device's path for `volumeDevices`.
    pub path: String,
    /// `subPath`, or `subPathExpr` as written.
    pub sub_path: Option<String>,
    /// Nothing can be written through it: the mount says so, or the kind of volume.
    pub read_only: bool,
    /// `mountPropagation`, unless it is `None`, the default.
    pub propagation: Option<String>,
    /// That the container reads here, as far as is known.
    pub reads: Option<Evidence>,
    /// That the container writes here, as far as is known. With `read_only` the write fails.
    pub writes: Option<Evidence>,
    /// The mount's field.
    pub field: FieldPath,
}

/// When a file comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// With the start of its container.
    Start,
    /// By the end of its container.
    End,
    /// In its `preStop` hook.
    PreStop,
}

/// A file, a folder or a socket that a container makes in a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the volume. A star stands for what only a real run would know.
    pub path: String,
    /// Who makes it.
    pub by: ContainerIndex,
    /// When.
    pub moment: Moment,
    /// Who else reads it by name, or calls it if it is a socket.
    pub readers: Vec<ContainerIndex>,
    /// It is a unix socket.
    pub socket: bool,
    /// What says so.
    pub evidence: Evidence,
}

/// One volume of a Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedVolume {
    /// Its name.
    pub name: String,
    /// The field of `volumes` that says what it is: `emptyDir`, `configMap` …; empty if none does.
    pub kind: String,
    /// What it is taken from: a ConfigMap's name, a claim's, a path of the node.
    pub of: Option<String>,
    /// How long its content lives; `None` for a volume that is mounted and not defined.
    pub lifetime: Option<Lifetime>,
    /// What an `emptyDir` lives on.
    pub medium: Option<Medium>,
    /// How much an `emptyDir` may hold.
    pub size_limit: Option<Quantity>,
    /// Its mounts, by container; empty if it is mounted nowhere.
    pub mounts: Vec<Mounted>,
    /// The files that commands make in it, by path.
    pub files: Vec<File>,
    /// Its field.
    pub field: FieldPath,
}

/// What the containers of a Pod share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts independent of one another")]
pub struct Sharing {
    /// The volumes: those of `volumes` in order, then those that are mounted only.
    pub volumes: Vec<SharedVolume>,
    /// `shareProcessNamespace`: the containers see one another's processes, and PID 1 is the sandbox's.
    pub process_namespace: bool,
    /// `hostNetwork`: localhost is the node's.
    pub host_network: bool,
    /// `hostPID`: the processes of the node are seen.
    pub host_pid: bool,
    /// `hostIPC`: the shared memory of the node is seen.
    pub host_ipc: bool,
}

/// What the containers of `pod`, which was read from `object`, share.
pub fn sharing(pod: &Pod, object: &Object) -> Sharing {
    let written = Written::new(pod, object);
    let mut names: Vec<&str> = pod.volumes.iter().map(|it| it.name.as_str()).collect();
    for container in pod.containers() {
        for mount in &container.mounts {
            if !names.contains(&mount.volume.as_str()) {
                names.push(&mount.volume);
            }
        }
    }
    let mut volumes: Vec<SharedVolume> =
        names.into_iter().map(|it| volume_named(&written, it)).collect();
    let all: Vec<Vec<Use>> = pod.indices().map(|it| all_uses(&written, it)).collect();
    for (index, uses) in pod.indices().zip(&all) {
        for it in uses {
            add_use(pod, index, it, &mut volumes);
        }
    }
    // A file may be read by a container that stands before the one that makes it.
    for (index, uses) in pod.indices().zip(&all) {
        for it in uses.iter().filter(|it| it.reads) {
            add_reader(pod, index, it, &mut volumes);
        }
    }
    Sharing {
        volumes,
        process_namespace: pod.share_process_namespace,
        host_network: pod.host_network,
        host_pid: written.spec["hostPID"].is_true(),
        host_ipc: written.spec["hostIPC"].is_true(),
    }
}

fn volume_named(written: &Written<'_>, name: &str) -> SharedVolume {
    let source = volume::source(written, name);
    let fixed = source.as_ref().is_some_and(|it| it.read_only);
    let mounts = written.pod.indices().flat_map(|it| mounts_in(written, it, name, fixed)).collect();
    let mut volume = SharedVolume {
        name: name.to_owned(),
        kind: String::new(),
        of: None,
        lifetime: None,
        medium: None,
        size_limit: None,
        mounts,
        files: Vec::new(),
        field: written.field("volumes"),
    };
    if let Some(source) = source {
        volume.kind = source.kind;
        volume.of = source.of;
        volume.lifetime = Some(source.lifetime);
        volume.medium = source.medium;
        volume.size_limit = source.size_limit;
        volume.field = source.path;
    }
    volume
}

/// The mounts of the volume `name` in one container, then its block devices.
fn mounts_in(
    written: &Written<'_>,
    index: ContainerIndex,
    name: &str,
    fixed: bool,
) -> Vec<Mounted> {
    let (place, value) = written.container(index);
    let list = |field: &str| {
        let items = value[field].items().iter().enumerate();
        items.filter(|(_, it)| it["name"].as_str() == Some(name)).collect::<Vec<_>>()
    };
    let mount = |(at, it): &(usize, &crate::manifest::Value)| Mounted {
        container: index,
        path: it["mountPath"].text(),
        sub_path: it["subPath"].optional_text().or_else(|| it["subPathExpr"].optional_text()),
        read_only: fixed || it["readOnly"].is_true(),
        propagation: it["mountPropagation"].optional_text().filter(|it| it != "None"),
        reads: None,
        writes: None,
        field: place.child("volumeMounts").index(*at),
    };
    let device = |(at, it): &(usize, &crate::manifest::Value)| Mounted {
        container: index,
        path: it["devicePath"].text(),
        sub_path: None,
        read_only: fixed,
        propagation: None,
        reads: None,
        writes: None,
        field: place.child("volumeDevices").index(*at),
    };
    let mounts = list("volumeMounts").iter().map(mount).collect::<Vec<_>>();
    mounts.into_iter().chain(list("volumeDevices").iter().map(device)).collect()
}

/// What a container does to files: by its commands, and by its image at mounts of which they say
/// nothing.
fn all_uses(written: &Written<'_>, index: ContainerIndex) -> Vec<Use> {
    let mounts = &written.pod.container(index).mounts;
    let mut all = uses::uses(written, index);
    let mut seen = vec![false; mounts.len()];
    for (at, _) in all.iter().filter_map(|it| uses::mount_of(mounts, &it.path)) {
        seen[at] = true;
    }
    for (mount, _) in mounts.iter().zip(seen).filter(|(_, seen)| !seen) {
        let fixed = volume::source(written, &mount.volume).is_some_and(|it| it.read_only);
        all.extend(uses::by_image(written, index, mount, fixed));
    }
    all
}

/// Puts it onto the mount that it happens at, and the file that it makes into the volume.
fn add_use(pod: &Pod, index: ContainerIndex, it: &Use, volumes: &mut [SharedVolume]) {
    let mounts = &pod.container(index).mounts;
    let Some((at, _)) = uses::mount_of(mounts, &it.path) else { return };
    let mount = &mounts[at];
    let Some(volume) = volumes.iter_mut().find(|volume| volume.name == mount.volume) else {
        return;
    };
    let is_this = |known: &&mut Mounted| known.container == index && known.path == mount.path;
    let Some(mounted) = volume.mounts.iter_mut().find(is_this) else { return };
    if it.reads {
        keep_best(&mut mounted.reads, &it.evidence);
    }
    if it.writes {
        keep_best(&mut mounted.writes, &it.evidence);
    }
    let made = it.creates.as_deref().and_then(|file| uses::mount_of(mounts, file));
    let made = made.filter(|(place, name)| *place == at && !name.is_empty() && !mounted.read_only);
    let Some((_, name)) = made.filter(|_| it.when != When::Probe) else { return };
    let path = in_volume(mount.sub_path.as_deref(), name);
    if !volume.files.iter().any(|file| file.path == path) {
        volume.files.push(File {
            path,
            by: index,
            // Who listens goes on.
            moment: if it.socket { Moment::Start } else { moment(pod, index, it.when) },
            readers: Vec::new(),
            socket: it.socket,
            evidence: it.evidence.clone(),
        });
    }
}

/// Notes that a container reads a file which another one makes.
fn add_reader(pod: &Pod, index: ContainerIndex, it: &Use, volumes: &mut [SharedVolume]) {
    let mounts = &pod.container(index).mounts;
    let Some((at, rest)) = uses::mount_of(mounts, &it.path) else { return };
    let mount = &mounts[at];
    let path = in_volume(mount.sub_path.as_deref(), rest);
    let volume = volumes.iter_mut().find(|volume| volume.name == mount.volume);
    let file = volume.and_then(|volume| volume.files.iter_mut().find(|file| file.path == path));
    if let Some(file) = file.filter(|file| file.by != index && !file.readers.contains(&index)) {
        file.readers.push(index);
    }
}

fn keep_best(known: &mut Option<Evidence>, new: &Evidence) {
    if known.as_ref().is_none_or(|it| it.basis > new.basis) {
        *known = Some(new.clone());
    }
}

fn in_volume(sub_path: Option<&str>, rest: &str) -> String {
    match sub_path.map(|it| it.trim_matches('/')).filter(|it| !it.is_empty()) {
        Some(sub_path) => format!("{sub_path}/{rest}").trim_end_matches('/').to_owned(),
        None => rest.to_owned(),
    }
}

/// What a container that ends makes is there for sure only when it has ended.
fn moment(pod: &Pod, index: ContainerIndex, when: When) -> Moment {
    let container = pod.container(index);
    let ends = matches!(ending(pod, index), Ending::With { .. });
    match when {
        When::PreStop => Moment::PreStop,
        When::PostStart => Moment::Start,
        _ if container.role == ContainerRole::Init && !container.serves => Moment::End,
        _ if ends => Moment::End,
        _ => Moment::Start,
    }
}

impl Mounted {
    /// Whether one of its claims is a guess.
    pub fn is_inferred(&self) -> bool {
        [&self.reads, &self.writes].into_iter().flatten().any(|it| it.basis != Basis::Declared)
    }
}
