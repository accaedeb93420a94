//! Volumes: their names, and one source for each (`ValidateVolumes`, `validateVolumeSource`).

use super::{Pod, formed, is_there, items, text, volume_sources};
use crate::manifest::{FieldPath, Report, Value, WorkloadKind, names};
use std::collections::{BTreeMap, BTreeSet};

/// The sources in the order in which the server looks at them, and the path at which it reports one
/// that is not the first.
const SOURCES: &[(&str, &str)] = &[
    ("emptyDir", "emptyDir"),
    ("hostPath", "hostPath"),
    ("gitRepo", "gitRepo"),
    ("gcePersistentDisk", "gcePersistentDisk"),
    ("awsElasticBlockStore", "awsElasticBlockStore"),
    ("secret", "secret"),
    ("nfs", "nfs"),
    ("iscsi", "iscsi"),
    ("glusterfs", "glusterfs"),
    ("flocker", "flocker"),
    ("persistentVolumeClaim", "persistentVolumeClaim"),
    ("rbd", "rbd"),
    ("cinder", "cinder"),
    ("cephfs", "cephFS"),
    ("quobyte", "quobyte"),
    // As the server spells it.
    ("downwardAPI", "downwarAPI"),
    ("fc", "fc"),
    ("flexVolume", "flexVolume"),
    ("configMap", "configMap"),
    ("azureFile", "azureFile"),
    ("vsphereVolume", "vsphereVolume"),
    ("photonPersistentDisk", "photonPersistentDisk"),
    ("portworxVolume", "portworxVolume"),
    ("azureDisk", "azureDisk"),
    ("storageos", "storageos"),
    ("projected", "projected"),
    ("scaleIO", "scaleIO"),
    ("csi", "csi"),
    ("ephemeral", "ephemeral"),
    ("image", "image"),
];

/// The volumes of a Pod by name, each with its source.
pub(super) struct Volumes<'a> {
    declared: BTreeMap<&'a str, &'static str>,
    valid: BTreeMap<&'a str, &'static str>,
}

impl Volumes<'_> {
    /// The source of the volume `name`, whatever else is wrong with it.
    pub(super) fn declared(&self, name: &str) -> Option<&'static str> {
        self.declared.get(name).copied()
    }

    /// The source of the volume `name`, if it can be used.
    pub(super) fn source(&self, name: &str) -> Option<&'static str> {
        self.valid.get(name).copied()
    }

    /// Whether there is a volume of this name, and something is wrong with it: to the containers it is
    /// not there.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        !name.is_empty() && self.declared(name).is_some() && self.source(name).is_none()
    }
}

/// Reports what is wrong with the volumes of a Pod. A StatefulSet adds one for each claim of its own.
pub(super) fn validate<'a>(pod: Pod<'a>, root: &'a Value, report: &mut Report<'_>) -> Volumes<'a> {
    let mut volumes = Volumes { declared: BTreeMap::new(), valid: BTreeMap::new() };
    if pod.kind == WorkloadKind::StatefulSet {
        for claim in root["spec"]["volumeClaimTemplates"].items() {
            volumes.valid.insert(text(&claim["metadata"]["name"]), "persistentVolumeClaim");
        }
        volumes.declared.clone_from(&volumes.valid);
    }
    let object = text(&root["metadata"]["name"]);
    let all = pod.spec["volumes"].items().iter();
    let ephemeral: BTreeSet<&str> = all
        .filter(|volume| is_there(&volume["ephemeral"]))
        .map(|volume| text(&volume["name"]))
        .collect();
    for (path, volume) in items(&pod.spec["volumes"], &pod.path.child("volumes")) {
        let before = report.problems.count();
        let name = text(&volume["name"]);
        let source = source(pod, volume, &path, report);
        let fault = names::label(name).filter(|_| !name.is_empty());
        let help = "Use lower-case letters, digits and hyphens.";
        formed(name, fault, &path.child("name"), help, report);
        if pod.is_pod() && !name.is_empty() && !object.is_empty() {
            claimed(volume, source, object, &ephemeral, &path, report);
        }
        if !name.is_empty() && volumes.source(name).is_none() && before == report.problems.count() {
            volumes.valid.insert(name, source);
        }
        volumes.declared.entry(name).or_insert(source);
    }
    volumes
}

/// The source of a volume: the first that it has, or the default.
fn source(pod: Pod<'_>, volume: &Value, path: &FieldPath, report: &mut Report<'_>) -> &'static str {
    let mut first = None;
    for (source, other) in SOURCES {
        if !is_there(&volume[*source]) {
            continue;
        }
        if first.is_some() {
            let detail = "may not specify more than 1 volume type";
            report.forbidden(&path.child(other), detail, "Keep one source for each volume.");
        } else {
            first = Some(*source);
            volume_sources::validate(pod, source, volume, path, report);
        }
    }
    first.unwrap_or("emptyDir")
}

/// The claim that an ephemeral volume makes for its Pod; `ephemeral` are the names of all of these.
fn claimed(
    volume: &Value,
    source: &str,
    object: &str,
    ephemeral: &BTreeSet<&str>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let name = text(&volume["name"]);
    let made = format!("{object}-{name}");
    if let Some(fault) = names::subdomain(&made).filter(|_| source == "ephemeral") {
        let detail = format!("PVC name \"{made}\": {fault}");
        report.invalid(&path.child("name"), &super::quoted(name), &detail, "Shorten the name.");
    }
    let used = text(&volume["persistentVolumeClaim"]["claimName"]);
    let made_for = used.strip_prefix(object).and_then(|rest| rest.strip_prefix('-'));
    if made_for.is_some_and(|volume| ephemeral.contains(volume)) {
        let path = path.child("persistentVolumeClaim").child("claimName");
        let detail = "must not reference a PVC that gets created for an ephemeral volume";
        report.invalid(&path, &super::quoted(used), detail, "Mount the ephemeral volume itself.");
    }
}
