//! The rest of a Pod's spec: names of other objects.

use super::{Pod, formed, one_of, text};
use crate::manifest::{Report, names};

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    let (spec, path) = (pod.spec, pod.path);
    for field in ["serviceAccountName", "nodeName", "priorityClassName"] {
        let name = text(&spec[field]);
        let fault = names::subdomain(name).filter(|_| !name.is_empty());
        formed(name, fault, &path.child(field), "Write the object's name.", report);
    }
    if let Some(name) = spec["runtimeClassName"].as_str() {
        let help = "Write the name of a RuntimeClass, or remove the line.";
        formed(name, names::subdomain(name), &path.child("runtimeClassName"), help, report);
    }
    let policies = ["Never", "PreemptLowerPriority"];
    one_of(&spec["preemptionPolicy"], &policies, &path.child("preemptionPolicy"), report);
}
