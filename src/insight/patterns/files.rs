//! Who hands files to whom through a volume.

use super::Case;
use crate::model::{Container, ContainerIndex, ContainerRole, Mount, VolumeSource};

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

/// The volume out of which a container reads what another one writes, both running together.
pub(super) fn reads_of<'a>(case: &Case<'a>, index: ContainerIndex) -> Option<Shared<'a>> {
    shared(case, index, Use::Reads)
}

/// The volume into which a container writes what another one reads.
pub(super) fn writes_for<'a>(case: &Case<'a>, index: ContainerIndex) -> Option<Shared<'a>> {
    shared(case, index, Use::Writes)
}

fn shared<'a>(case: &Case<'a>, index: ContainerIndex, wanted: Use) -> Option<Shared<'a>> {
    let container = case.container(index);
    container.mounts.iter().enumerate().find_map(|(at, mount)| {
        if !is_scratch(case, &mount.volume) {
            return None;
        }
        let others: Vec<(ContainerIndex, Use)> = others(case, index, &mount.volume);
        let own = use_of(container, mount);
        let (volume, mount) = (mount.volume.as_str(), at);
        let found = others.iter().find(|(_, theirs)| match wanted {
            Use::Reads => {
                own == Use::Reads && *theirs != Use::Reads
                    || own == Use::Unknown && *theirs == Use::Writes
            }
            _ => {
                own == Use::Writes && *theirs != Use::Writes
                    || own == Use::Unknown && *theirs == Use::Reads
            }
        });
        let told = own != Use::Unknown && found.is_some_and(|(_, theirs)| *theirs != Use::Unknown);
        found.map(|&(other, _)| Shared { volume, other, mount, told })
    })
}

/// The other containers that mount a volume, and run at some time together with this one.
fn others(case: &Case<'_>, index: ContainerIndex, volume: &str) -> Vec<(ContainerIndex, Use)> {
    let mut found = Vec::new();
    for other in case.pod.indices().filter(|&other| other != index) {
        if case.container(other).role == ContainerRole::Init {
            continue;
        }
        let declared = case.container(other);
        let mounts = declared.mounts.iter().filter(|mount| mount.volume == volume);
        found.extend(mounts.map(|mount| (other, use_of(declared, mount))));
    }
    found
}

/// Whether containers can write to the volume at all.
fn is_scratch(case: &Case<'_>, name: &str) -> bool {
    case.pod.volumes.iter().any(|volume| {
        volume.name == name
            && !matches!(&volume.source, VolumeSource::Other(source)
                if ["configMap", "secret", "projected", "downwardAPI", "image"].contains(&source.as_str()))
    })
}

fn use_of(container: &Container, mount: &Mount) -> Use {
    let text = text(container);
    if mount.read_only {
        Use::Reads
    } else if writes(&text, &mount.path) {
        Use::Writes
    } else if follows(&text, &mount.path) {
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
