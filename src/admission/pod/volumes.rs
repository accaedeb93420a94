//! Volumes: their names, and one source for each (`ValidateVolumes`, `validateVolumeSource`).

use super::{Pod, formed, is_there, items, text, volume_sources};
use crate::manifest::{FieldPath, Report, Value, WorkloadKind, names};

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
    declared: Vec<(&'a str, &'static str)>,
    valid: Vec<(&'a str, &'static str)>,
}

impl Volumes<'_> {
    /// The source of the volume `name`, whatever else is wrong with it.
    pub(super) fn declared(&self, name: &str) -> Option<&'static str> {
        find(&self.declared, name)
    }

    /// The source of the volume `name`, if it can be used.
    pub(super) fn source(&self, name: &str) -> Option<&'static str> {
        find(&self.valid, name)
    }

    /// Whether there is a volume of this name, and something is wrong with it: to the containers it is
    /// not there.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        !name.is_empty() && self.declared(name).is_some() && self.source(name).is_none()
    }
}

fn find(volumes: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    volumes.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// Reports what is wrong with the volumes of a Pod. A StatefulSet adds one for each claim of its own.
pub(super) fn validate<'a>(pod: Pod<'a>, root: &'a Value, report: &mut Report<'_>) -> Volumes<'a> {
    let mut volumes = Volumes { declared: Vec::new(), valid: Vec::new() };
    if pod.kind == WorkloadKind::StatefulSet {
        for claim in root["spec"]["volumeClaimTemplates"].items() {
            volumes.valid.push((text(&claim["metadata"]["name"]), "persistentVolumeClaim"));
        }
        volumes.declared.clone_from(&volumes.valid);
    }
    let object = text(&root["metadata"]["name"]);
    for (path, volume) in items(&pod.spec["volumes"], &pod.path.child("volumes")) {
        let before = report.problems.count();
        let name = text(&volume["name"]);
        let source = source(pod, volume, &path, report);
        let fault = names::label(name).filter(|_| !name.is_empty());
        let help = "Use lower-case letters, digits and hyphens.";
        formed(name, fault, &path.child("name"), help, report);
        if pod.is_pod() && !name.is_empty() && !object.is_empty() {
            claimed(pod, volume, source, object, &path, report);
        }
        if !name.is_empty() && volumes.source(name).is_none() && before == report.problems.count() {
            volumes.valid.push((name, source));
        }
        volumes.declared.push((name, source));
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

/// The claim that an ephemeral volume makes for its Pod.
fn claimed(
    pod: Pod<'_>,
    volume: &Value,
    source: &str,
    object: &str,
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
    let is_made = pod.spec["volumes"].items().iter().any(|other| {
        let Some(volume) = used.strip_prefix(object).and_then(|it| it.strip_prefix('-')) else {
            return false;
        };
        is_there(&other["ephemeral"]) && text(&other["name"]) == volume
    });
    if is_made {
        let path = path.child("persistentVolumeClaim").child("claimName");
        let detail = "must not reference a PVC that gets created for an ephemeral volume";
        report.invalid(&path, &super::quoted(used), detail, "Mount the ephemeral volume itself.");
    }
}
