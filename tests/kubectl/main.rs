//! What kubectl prints over time, held against what Kubernetes' sources say it prints.

mod advice;
mod describe;
mod hostile;
mod laws;
mod object;
mod panels;
mod resources;
mod watch;

use podline::engine::{PullOutcome, Scenario, SimTime, Timeline, inferred, simulate};
use podline::manifest;
use podline::model::{Pod, Version, lower};

/// The first Pod of `text`.
fn pod(text: &str, version: Version) -> Pod {
    let manifest = manifest::parse(text);
    let pod = manifest.objects.iter().find_map(|object| lower(object, version).pod);
    pod.unwrap_or_else(|| panic!("no Pod in {text}: {:?}", manifest.problems))
}

/// What becomes of the Pod under the scenario that is read from it, changed by `change`.
fn changed(minor: u8, text: &str, change: impl Fn(&mut Scenario)) -> Timeline {
    let version = Version::new(minor).expect("a known minor");
    let pod = pod(text, version);
    let mut scenario = inferred::scenario(&pod, version);
    change(&mut scenario);
    simulate(&pod, &scenario, version)
}

/// What becomes of the Pod if nobody deletes it.
fn left_alone(minor: u8, text: &str) -> Timeline {
    changed(minor, text, |scenario| *scenario = scenario.clone().without_deletion())
}

/// What becomes of the Pod if it is deleted after `seconds`.
fn deleted(minor: u8, text: &str, seconds: u64) -> Timeline {
    let at = SimTime::from_secs(seconds);
    changed(minor, text, |scenario| *scenario = scenario.clone().with_deletion(at))
}

/// What becomes of the Pod if the first container's image never comes.
fn without_image(minor: u8, text: &str) -> Timeline {
    changed(minor, text, |scenario| {
        for pull in &mut scenario.processes[0].pulls {
            pull.outcome = PullOutcome::Fails;
        }
    })
}
