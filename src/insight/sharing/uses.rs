//! Who reads and who writes at each mount of a container.

use super::images::{custom, is_in};
use super::tools::{is_known, touches};
use crate::insight::command::{Simple, When, commands, is_one_of, variables};
use crate::insight::evidence::{Basis, Evidence, Written};
use crate::model::{ContainerIndex, Mount};

/// One thing that a container does at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The path, absolute, as the container sees it.
    pub(super) path: String,
    pub(super) reads: bool,
    pub(super) writes: bool,
    /// The file that comes to be, if it is known.
    pub(super) creates: Option<String>,
    /// It is a unix socket: who writes listens there, who reads calls it.
    pub(super) socket: bool,
    pub(super) when: When,
    pub(super) evidence: Evidence,
}

/// What the container at `index` does to files, by its commands and variables.
pub(super) fn uses(written: &Written<'_>, index: ContainerIndex) -> Vec<Use> {
    let mut found = Vec::new();
    for simple in &commands(written, index) {
        for touch in touches(simple) {
            found.push(Use {
                evidence: simple.evidence(touch.place, &touch.word),
                path: touch.path,
                reads: touch.reads,
                writes: touch.writes,
                creates: touch.creates,
                socket: false,
                when: simple.when,
            });
        }
        sockets(simple, &mut found);
        if !is_known(simple.program()) {
            by_flags(simple, &mut found);
        }
    }
    for (name, value) in &variables(written.pod.container(index)) {
        let evidence = || Evidence::new(Basis::Variable, written.variable(index, name), value);
        if let Some(path) = socket(value) {
            found.push(socket_use(
                path,
                meaning(name) == Some((false, true)),
                When::Running,
                evidence(),
            ));
        } else if let Some((reads, writes)) = meaning(name).filter(|_| value.starts_with('/')) {
            let path = value.clone();
            found.push(Use {
                path,
                reads,
                writes,
                creates: None,
                socket: false,
                when: When::Running,
                evidence: evidence(),
            });
        }
    }
    found
}

/// What the image is known to do at a mount, if the commands say nothing of it.
pub(super) fn by_image(
    written: &Written<'_>,
    index: ContainerIndex,
    mount: &Mount,
    fixed: bool,
) -> Vec<Use> {
    let container = written.pod.container(index);
    let Some(custom) = custom(container, &mount.path, fixed) else { return Vec::new() };
    let evidence =
        Evidence::new(Basis::Image, written.container(index).0.child("image"), &container.image);
    let plain = Use {
        path: mount.path.clone(),
        reads: custom.reads,
        writes: custom.writes,
        creates: None,
        socket: false,
        when: When::Running,
        evidence,
    };
    let mut found = vec![plain.clone()];
    for name in custom.creates.split(' ').filter(|it| !it.is_empty()) {
        let path = format!("{}/{name}", mount.path.trim_end_matches('/'));
        found.push(Use { creates: Some(path.clone()), path, ..plain.clone() });
    }
    found
}

/// What the name of a flag or a variable says of the path in it: reads, writes.
fn meaning(name: &str) -> Option<(bool, bool)> {
    const READ: &str = "config conf configs cfg input in src source template templates cert cacert ca key \
        secret secrets credentials token watch watched webroot docroot static public from read htpasswd policy rules pipeline";
    const WRITTEN: &str = "log logs logfile logdir output out dest destination pid pidfile listen bind \
        write export report cachedir cache spool upload uploads accesslog errorlog";
    const BOTH: &str = "data datadir storage db database store state dbpath";
    let name = name.to_ascii_lowercase();
    let parts: Vec<&str> = name.split(['-', '.', '_']).collect();
    let any = |words: &str| parts.iter().any(|part| is_one_of(part, words));
    if any(WRITTEN) {
        Some((false, true))
    } else if any(READ) || name == "c" || name == "f" {
        Some((true, false))
    } else if any(BOTH) {
        Some((true, true))
    } else {
        None
    }
}

/// The flags of a program that nobody knows: their names say what the path in them is for.
fn by_flags(simple: &Simple, found: &mut Vec<Use>) {
    let mut pending = "";
    for (place, word) in simple.words.iter().enumerate().skip(1) {
        let (name, value) = match word.strip_prefix('-') {
            Some(flag) => {
                let flag = flag.trim_start_matches('-');
                let (name, value) = flag.split_once('=').unwrap_or((flag, ""));
                pending = if flag.contains('=') { "" } else { name };
                (name, value)
            }
            None => (std::mem::take(&mut pending), word.as_str()),
        };
        if socket(value).is_some() || !value.starts_with('/') {
            continue;
        }
        if let (Some(path), Some((reads, writes))) = (simple.path(value), meaning(name)) {
            let evidence = simple.evidence(place, value);
            found.push(Use {
                path,
                reads,
                writes,
                creates: None,
                socket: false,
                when: simple.when,
                evidence,
            });
        }
    }
}

/// The path of a unix socket in a word: `unix:///run/app.sock`, `/run/app.sock`, `UNIX-LISTEN:/run/x`.
fn socket(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    let marked =
        ["UNIX-LISTEN:", "UNIX-CONNECT:", "UNIX-CLIENT:", "UNIX:"].iter().find_map(|mark| {
            let at = upper.find(mark)?;
            word.get(at + mark.len()..)
        });
    let path = marked.unwrap_or(word).trim_start_matches("//");
    let path = path.split([',', ';', ' ', '?', '"', '\'']).next()?;
    let end = path.rsplit('.').next();
    let is_socket = marked.is_some() || matches!(end, Some("sock" | "socket"));
    (path.starts_with('/') && is_socket).then(|| path.trim_end_matches(':').to_owned())
}

fn sockets(simple: &Simple, found: &mut Vec<Use>) {
    if is_known(simple.program()) && simple.program() != "curl" {
        return;
    }
    let mut before = "";
    for (place, word) in simple.words.iter().enumerate().skip(1) {
        if let Some(path) = socket(word) {
            let name = word.split('=').next().filter(|it| it.starts_with('-')).unwrap_or(before);
            let parts = name.to_ascii_lowercase();
            let listens = parts.contains("listen")
                || parts.contains("bind")
                || parts == "-l"
                || word.to_ascii_uppercase().contains("UNIX-LISTEN:");
            found.push(socket_use(path, listens, simple.when, simple.evidence(place, word)));
        }
        before = word;
    }
}

fn socket_use(path: String, listens: bool, when: When, evidence: Evidence) -> Use {
    let creates = listens.then(|| path.clone());
    Use { path, reads: !listens, writes: listens, creates, socket: true, when, evidence }
}

/// The mount that `path` lies in, the innermost of them: its position and the path within it.
pub(super) fn mount_of<'p>(mounts: &[Mount], path: &'p str) -> Option<(usize, &'p str)> {
    let within = mounts.iter().enumerate().filter(|(_, mount)| is_in(path, &mount.path));
    let (at, mount) = within.max_by_key(|(_, mount)| mount.path.trim_end_matches('/').len())?;
    let rest = path.strip_prefix(mount.path.trim_end_matches('/'))?;
    Some((at, rest.trim_start_matches('/')))
}
