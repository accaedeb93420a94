//! What a manifest lets us guess about its processes: one file per kind of evidence.
//!
//! Every value carries its [`Basis`](super::Basis): declared when it follows from what stands in the
//! manifest (`sleep 3`, `exit 1`, `while true`), assumed when it is a sensible guess from an image's
//! name or a container's role. Knows nothing of how the kubelet works.

mod check;
mod deletion;
mod ending;
mod image;
mod process;
mod program;
mod pull;
mod shell;
mod variables;

pub use ending::{Ending, ending};
pub use image::official_image;

use super::{Attempt, NodeConfig, Process, Scenario, Timings};
use crate::model::{ContainerIndex, Millis, Pod, Version};

/// How long a Pod is simulated that is not deleted.
const HORIZON: Millis = Millis::from_secs(120);
/// From scheduling to a ready sandbox, and from image to process: what a node without load takes.
/// A kubelet tells of a back-off with the pass after the exit, about a second later.
const TIMINGS: Timings =
    Timings { sandbox: Millis(600), create: Millis(100), notice: Millis::from_secs(1) };

/// The scenario that the manifest suggests. For a Pod that would run on for ever it includes a
/// proposed deletion.
pub fn scenario(pod: &Pod, version: Version) -> Scenario {
    let processes = pod.indices().map(|index| process_of(pod, index)).collect();
    let mut scenario = Scenario {
        processes,
        actions: Vec::new(),
        horizon: HORIZON,
        timings: TIMINGS,
        node: NodeConfig::default(),
    };
    scenario.actions.extend(deletion::proposed(pod, &scenario, version));
    scenario
}

fn process_of(pod: &Pod, index: ContainerIndex) -> Process {
    let container = pod.container(index);
    let run = process::run(pod, index);
    let checks = check::checks(container, &run);
    let attempt = Attempt {
        lost_exit_code: 137,
        runs: run.runs,
        exit_code: run.exit_code,
        on_term: run.on_term,
        term_exit_code: run.term_exit_code,
        startup_after: checks.startup,
        ready_after: checks.readiness,
        liveness_fails_after: checks.liveness_fails,
        post_start: check::hook(container, container.post_start.as_ref()),
        pre_stop: check::hook(container, container.pre_stop.as_ref()),
    };
    Process { pulls: pull::pulls(pod, index), attempts: vec![attempt] }
}

/// A number below `below` that depends on `name` alone (FNV-1a): assumed times differ from one
/// another, and are the same every time.
fn spread(name: &str, below: u64) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 16) % below
}

#[cfg(test)]
mod tests;
