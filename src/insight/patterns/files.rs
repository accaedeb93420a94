//! Who hands files to whom through a volume.

use crate::model::{Container, ContainerIndex, ContainerRole, Mount, Pod, VolumeSource};
use std::collections::BTreeMap;

/// A volume through which one container gives files to another.
pub(super) struct Shared<'a> {
    /// The volume.
    pub(super) volume: &'a str,
    /// The other container.
    pub(super) other: ContainerIndex,
    /// The position of the mount in the container that is looked at.
    pub(super) mount: usize,
    /// Whether a command says so; else only who may write.
    pub(super) told: bool,
}

/// What a container does with a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Reads,
    Writes,
    Unknown,
}

/// One mount of a volume.
#[derive(Clone, Copy, Debug)]
struct Mounted {
    container: ContainerIndex,
    mount: usize,
    does: Use,
}

/// Every volume that containers can write to, with its mounts in those that keep running.
#[derive(Debug)]
pub(super) struct Volumes<'a>(BTreeMap<&'a str, Vec<Mounted>>);

impl<'a> Volumes<'a> {
    pub(super) fn of(pod: &'a Pod) -> Self {
        let writable = pod.volumes.iter().filter(|volume| is_writable(&volume.source));
        let mut volumes: BTreeMap<&str, Vec<Mounted>> =
            writable.map(|volume| (volume.name.as_str(), Vec::new())).collect();
        for index in pod.indices() {
            let container = pod.container(index);
            if container.role == ContainerRole::Init {
                continue;
            }
            let text = text(container);
            for (at, mount) in container.mounts.iter().enumerate() {
                if let Some(mounts) = volumes.get_mut(mount.volume.as_str()) {
                    mounts.push(Mounted {
                        container: index,
                        mount: at,
                        does: use_of(&text, mount),
                    });
                }
            }
        }
        Self(volumes)
    }

    /// The volume out of which a container reads what another one writes.
    pub(super) fn read_by(&self, index: ContainerIndex) -> Option<Shared<'a>> {
        self.shared(index, Use::Reads, Use::Writes)
    }

    /// The volume into which a container writes what another one reads.
    pub(super) fn written_by(&self, index: ContainerIndex) -> Option<Shared<'a>> {
        self.shared(index, Use::Writes, Use::Reads)
    }

    /// The first volume with which a container does `wanted`, and another one the `opposite`. Of one of
    /// the two it may be unknown.
    fn shared(&self, index: ContainerIndex, wanted: Use, opposite: Use) -> Option<Shared<'a>> {
        self.0.iter().find_map(|(&volume, mounts)| {
            let own = mounts.iter().find(|it| it.container == index)?;
            let fits = |it: &&Mounted| match own.does {
                does if does == wanted => it.does != wanted,
                Use::Unknown => it.does == opposite,
                _ => false,
            };
            let other = mounts.iter().filter(|it| it.container != index).find(fits)?;
            let told = own.does != Use::Unknown && other.does != Use::Unknown;
            Some(Shared { volume, other: other.container, mount: own.mount, told })
        })
    }
}

fn is_writable(source: &VolumeSource) -> bool {
    let fixed = ["configMap", "secret", "projected", "downwardAPI", "image"];
    !matches!(source, VolumeSource::Other(source) if fixed.contains(&source.as_str()))
}

fn use_of(text: &str, mount: &Mount) -> Use {
    if mount.read_only {
        Use::Reads
    } else if writes(text, &mount.path) {
        Use::Writes
    } else if follows(text, &mount.path) {
        Use::Reads
    } else {
        Use::Unknown
    }
}

/// Command and arguments as one text.
pub(super) fn text(container: &Container) -> String {
    let words: Vec<&str> =
        container.command.iter().chain(&container.args).map(String::as_str).collect();
    words.join(" ")
}

/// Whether a text writes below `folder`: a redirection, `tee`, a clone or a pull, the end of `cp` and `mv`.
fn writes(text: &str, folder: &str) -> bool {
    let into = |before: &str| {
        text.match_indices(before).any(|(at, _)| {
            let rest = text[at + before.len()..].trim_start_matches(['>', '|', ' ', '"', '\'']);
            rest.starts_with(folder)
        })
    };
    let ends = text.split([';', '\n', '&', '|']).any(|command| {
        let words: Vec<&str> = command.split_whitespace().collect();
        let copies =
            words.iter().any(|word| matches!(*word, "cp" | "mv" | "clone" | "rsync" | "install"));
        copies
            && words.last().is_some_and(|last| last.trim_matches(['"', '\'']).starts_with(folder))
    });
    let pulls = text.contains("git -C") && text.contains("pull") && into("-C");
    into(">")
        || into("tee -a")
        || into("tee")
        || into("-O")
        || into("touch")
        || into("--root=")
        || ends
        || pulls
}

/// Whether a text follows a file below `folder`.
fn follows(text: &str, folder: &str) -> bool {
    let reads = |word: &str| matches!(word, "tail" | "cat" | "less" | "inotifywait");
    text.split([';', '\n', '&', '|']).any(|command| {
        let words: Vec<&str> = command.split_whitespace().collect();
        words.iter().any(|word| reads(word)) && words.iter().any(|word| word.starts_with(folder))
    })
}

/// Whether a text follows a file and puts it into another form on the way.
pub(super) fn transforms(text: &str) -> bool {
    text.contains("tail")
        && text.split('|').skip(1).any(|rest| {
            let program = rest.split_whitespace().next().unwrap_or_default();
            matches!(program, "awk" | "gawk" | "jq" | "perl" | "sed" | "tr")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_does_with_a_folder() {
        for (text, writes_it, follows_it) in [
            ("date >> /log/today", true, false),
            ("tail -n+1 -F /log/today", false, true),
            ("git clone https://git.example.org/x /log", true, false),
            ("cp /log/a /b", false, false),
            ("echo hello", false, false),
        ] {
            assert_eq!(writes(text, "/log"), writes_it, "{text}");
            assert_eq!(follows(text, "/log"), follows_it, "{text}");
        }
    }
}
