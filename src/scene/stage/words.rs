//! The picture in words: what is written into it, what the pointer is told, and the whole of it as
//! sentences for whoever does not see it.

use super::{Look, Source, Stage};
use crate::engine::{SimTime, Timeline};
use crate::insight::links::{Link, Links, OpenPort, Way};
use crate::insight::sharing::{File, Lifetime, Moment, Mounted, SharedVolume, Sharing};
use crate::model::{Medium, Pod};

/// What a volume is: `emptyDir`, `configMap shop`.
pub(super) fn kind(volume: &SharedVolume) -> String {
    match (&volume.of, volume.kind.as_str()) {
        (_, "") => "not defined".to_owned(),
        (Some(of), kind) if *of != volume.name => format!("{kind} {of}"),
        (_, kind) => kind.to_owned(),
    }
}

/// How long a volume lives, on what, how much it may hold; or that nothing mounts it.
pub(super) fn life(volume: &SharedVolume) -> String {
    if volume.mounts.is_empty() {
        return "mounted nowhere".to_owned();
    }
    let lives = match volume.lifetime {
        Some(Lifetime::Pod) => "lives as long as the Pod",
        Some(Lifetime::Node) => "lives on the node",
        Some(Lifetime::Beyond) => "outlives the Pod",
        Some(Lifetime::Object) => "shows an API object, read-only",
        None => "the Pod is refused without it",
    };
    let lives = match volume.kind.as_str() {
        "image" => "shows an image, read-only",
        _ => lives,
    };
    let memory = if volume.medium == Some(Medium::Memory) { " · in memory" } else { "" };
    let limit = volume.size_limit.map(|it| format!(" · ≤ {it}")).unwrap_or_default();
    format!("{lives}{memory}{limit}")
}

/// The same where there is little room.
pub(super) fn short_life(volume: &SharedVolume) -> String {
    let lives = match volume.lifetime {
        _ if volume.mounts.is_empty() => "mounted nowhere",
        Some(Lifetime::Pod) => "with the Pod",
        Some(Lifetime::Node) => "on the node",
        Some(Lifetime::Beyond) => "outlives the Pod",
        Some(Lifetime::Object) => "read-only",
        None => "not defined",
    };
    let memory = if volume.medium == Some(Medium::Memory) { ", memory" } else { "" };
    format!("{lives}{memory}")
}

/// Writes into the picture what the pointer is told.
pub(super) fn titles(stage: &mut Stage, timeline: &Timeline, links: &Links, sharing: &Sharing) {
    let pod = &timeline.pod;
    for shown in &mut stage.volumes {
        let volume = &sharing.volumes[shown.volume];
        for mark in &mut shown.files {
            mark.title = file_title(pod, volume, &volume.files[mark.file]);
        }
    }
    for line in &mut stage.mounts {
        let volume = &sharing.volumes[line.volume];
        line.title = mount_title(pod, volume, &volume.mounts[line.mount]);
    }
    for jack in &mut stage.jacks {
        jack.title = port_title(pod, &links.ports[jack.open]);
    }
    for wire in &mut stage.wires {
        wire.title = link_title(pod, &links.links[wire.link]);
    }
}

fn file_title(pod: &Pod, volume: &SharedVolume, file: &File) -> String {
    let name = &pod.container(file.by).name;
    let what = if file.socket { "socket" } else { "file" };
    let when = match file.moment {
        Moment::Start => "from its start on",
        Moment::End => "by its end",
        Moment::PreStop => "in its preStop hook",
    };
    let readers: Vec<&str> =
        file.readers.iter().map(|&it| pod.container(it).name.as_str()).collect();
    let read = if readers.is_empty() {
        String::new()
    } else {
        format!("; read by {}", readers.join(", "))
    };
    format!("{what} {} in {}: made by {name} {when}{read}", file.path, volume.name)
}

fn mount_title(pod: &Pod, volume: &SharedVolume, mount: &Mounted) -> String {
    let name = &pod.container(mount.container).name;
    let mode = if mount.read_only { "read-only" } else { "read-write" };
    let part = mount.sub_path.as_ref().map(|it| format!(", only {it}")).unwrap_or_default();
    let propagation = mount.propagation.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    let use_ = match (&mount.reads, &mount.writes) {
        (_, Some(_)) if mount.read_only => "; a command writes there, which fails",
        (Some(_), Some(_)) => "; reads and writes",
        (Some(_), None) => "; reads",
        (None, Some(_)) => "; writes",
        (None, None) => "",
    };
    format!("{name} mounts {} at {}{part}, {mode}{propagation}{use_}", volume.name, mount.path)
}

fn port_title(pod: &Pod, open: &OpenPort) -> String {
    let name = &pod.container(open.container).name;
    let named = open.name.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
    format!("{name} listens on port {}{named}", open.port)
}

fn link_title(pod: &Pod, link: &Link) -> String {
    format!("{} calls localhost:{}", pod.container(link.from).name, link.port)
}

/// The picture at `at` in sentences.
pub(super) fn sentences(stage: &Stage, at: SimTime) -> Vec<String> {
    let mut told = vec![format!("Pod {}: {}.", stage.name, stage.element.life.at(at).text)];
    for card in &stage.cards {
        told.push(format!("{}, {}: {}.", card.name, card.kind, card.element.life.at(at).text));
    }
    for volume in &stage.volumes {
        told.push(volume_sentence(stage, volume, at));
    }
    for jack in &stage.jacks {
        let now = jack.element.life.at(at);
        match now.look {
            Look::Off => {}
            Look::Failed => told.push(format!("{}.", now.text)),
            _ => told.push(format!("{}{}.", jack.title, guess(&jack.source))),
        }
    }
    for wire in &stage.wires {
        let now = wire.element.life.at(at);
        if now.look != Look::Off {
            told.push(format!("{}{}.", now.text, guess(&wire.source)));
        }
    }
    for ghost in &stage.ghosts {
        let text = &ghost.element.life.at(at).text;
        let what = match ghost.way {
            Way::Service => format!("{}, {}", ghost.name, ghost.role),
            Way::Scrapes | Way::Out => format!("{} outside the Pod, {}", ghost.name, ghost.role),
        };
        told.push(if text.is_empty() { format!("{what}.") } else { format!("{what}: {text}.") });
    }
    if !stage.left_out.is_empty() {
        told.push(format!("Not drawn: {}.", stage.left_out.join(", ")));
    }
    told
}

/// How a guess is known; nothing for what is declared.
fn guess(source: &Source) -> String {
    if source.inferred { format!(" ({})", source.words) } else { String::new() }
}

/// `Volume logs, emptyDir, lives as long as the Pod: api writes it at /logs, agent reads it at /in.`
fn volume_sentence(stage: &Stage, volume: &super::VolumeBox, at: SimTime) -> String {
    let mut uses = Vec::new();
    for line in stage.mounts.iter().filter(|it| it.volume == volume.volume) {
        if line.element.life.at(at).look == Look::Off {
            continue;
        }
        let name = stage.cards.iter().find(|it| it.container == line.container);
        let name = name.map_or("", |it| it.name.as_str());
        let does = match (line.flow.reads, line.flow.writes, line.read_only) {
            (true, true, _) => "reads and writes",
            (true, false, _) => "reads",
            (false, true, _) => "writes",
            (false, false, true) => "may read",
            (false, false, false) => "may read and write",
        };
        uses.push(format!("{name} {does} it at {}{}", line.path, guess(&line.source)));
    }
    let files: Vec<&str> = volume
        .files
        .iter()
        .filter(|it| it.element.life.at(at).look != Look::Off)
        .map(|it| it.label.as_str())
        .collect();
    let uses = match (uses.is_empty(), volume.title.contains("nowhere")) {
        (false, _) => uses.join(", "),
        (true, true) => "no container mounts it".to_owned(),
        (true, false) => "no container uses it now".to_owned(),
    };
    let held =
        if files.is_empty() { String::new() } else { format!("; it holds {}", files.join(", ")) };
    format!("Volume {}: {uses}{held}.", volume.title)
}
