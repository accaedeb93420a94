//! Probes and hooks.

use super::process::{Run, command};
use super::program::FileChange;
use crate::engine::{Guess, HookRun};
use crate::model::{Container, Hook, Millis, Probe, ProbeAction};

/// When probes would succeed, counted from the process start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Checks {
    /// The startup probe would succeed from then on.
    pub(super) startup: Guess<Option<Millis>>,
    /// Likewise the readiness probe.
    pub(super) readiness: Guess<Option<Millis>>,
    /// The liveness probe fails from then on.
    pub(super) liveness_fails: Option<Millis>,
}

/// A program answers its startup probe this long after its start,
const STARTUP: Millis = Millis(2000);
/// and its readiness probe this long.
const READY: Millis = Millis(1500);
/// A hook that is no sleep takes this long.
const HOOK: Millis = Millis(500);
/// A hook that never returns, in a number: far behind every grace period.
const NEVER_RETURNS: Millis = Millis::from_secs(86_400);

/// How the probes of `container` fare. Liveness holds, unless the command removes the very file
/// that the probe looks at.
pub(super) fn checks(container: &Container, run: &Run) -> Checks {
    let watched =
        |probe: &Option<Probe>| probe.as_ref().and_then(watched_file).map(ToOwned::to_owned);
    let comes = |probe, otherwise| {
        let file: Option<String> = watched(probe);
        let at = file.and_then(|file| appears(&run.files, &file));
        at.map_or(Guess::assumed(Some(otherwise)), |at| Guess::declared(Some(at)))
    };
    let liveness = watched(&container.liveness_probe);
    Checks {
        startup: comes(&container.startup_probe, STARTUP),
        readiness: comes(&container.readiness_probe, READY),
        liveness_fails: liveness.and_then(|file| vanishes(&run.files, &file)),
    }
}

/// The file that `cat FILE` or `test -f FILE` looks at.
fn watched_file(probe: &Probe) -> Option<&str> {
    let ProbeAction::Exec { command } = &probe.action else { return None };
    let words: Vec<&str> = match command.as_slice() {
        [shell, flag, script] if shell.ends_with("sh") && flag == "-c" => {
            script.split_ascii_whitespace().collect()
        }
        words => words.iter().map(String::as_str).collect(),
    };
    match words.as_slice() {
        ["cat" | "ls" | "stat", file]
        | ["test", "-f" | "-e", file]
        | ["[", "-f" | "-e", file, "]"] => Some(file),
        _ => None,
    }
}

fn appears(files: &[FileChange], path: &str) -> Option<Millis> {
    files.iter().find(|change| change.path == path && change.exists).map(|change| change.at)
}

fn vanishes(files: &[FileChange], path: &str) -> Option<Millis> {
    files
        .iter()
        .rfind(|change| change.path == path)
        .filter(|change| !change.exists)
        .map(|change| change.at)
}

/// How a hook runs. A container without one never asks.
pub(super) fn hook(container: &Container, hook: Option<&Hook>) -> HookRun {
    match hook {
        Some(Hook::Sleep(span)) => HookRun { takes: Guess::declared(*span), fails: false },
        Some(Hook::Exec { command: argv }) => {
            let (takes, code) = command(container, argv);
            let takes = Guess { value: takes.value.unwrap_or(NEVER_RETURNS), basis: takes.basis };
            HookRun { takes, fails: code != 0 }
        }
        Some(Hook::HttpGet { .. }) | None => HookRun { takes: Guess::assumed(HOOK), fails: false },
    }
}
