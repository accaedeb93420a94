//! How long images take to arrive.

use super::spread;
use crate::engine::{Guess, PullOutcome, PullRun};
use crate::model::{ContainerIndex, Millis, Pod, PullPolicy};

/// What the registry takes to say that the image on the node is the newest.
const ASKING: Millis = Millis(300);

/// The pulls of the container at `index`: by the image's name, 0.8–2.5 s. An image that an earlier
/// container of the Pod brought is on the node. Under `Never` somebody has put it there.
pub(super) fn pulls(pod: &Pod, index: ContainerIndex) -> Vec<PullRun> {
    let container = pod.container(index);
    let again = match container.pull_policy {
        PullPolicy::Always => ASKING,
        PullPolicy::IfNotPresent | PullPolicy::Never => Millis::ZERO,
    };
    let present = PullRun { outcome: PullOutcome::Present, takes: Guess::assumed(again) };
    let came_before =
        pod.containers()[..index.0].iter().any(|earlier| earlier.image == container.image);
    if came_before || container.pull_policy == PullPolicy::Never {
        return vec![present];
    }
    let takes = Millis(800 + spread(&container.image, 18) * 100);
    vec![PullRun { outcome: PullOutcome::Ok, takes: Guess::assumed(takes) }, present]
}
