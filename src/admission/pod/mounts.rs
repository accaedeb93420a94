//! Mounts and devices of containers (`ValidateVolumeMounts`, `ValidateVolumeDevices`).

use super::{Volumes, filled, is_there, items, one_of, quoted, text};
use crate::manifest::{FieldPath, Report, Value};
use std::collections::BTreeSet;

/// The mounts and devices of one container, `path` being that of the container. The server leaves out
/// the index of the mount in some of its paths.
pub(super) fn validate(
    container: &Value,
    volumes: &Volumes,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let list = path.child("volumeMounts");
    let devices = &container["volumeDevices"];
    let (device_names, device_paths) = (all(devices, "name"), all(devices, "devicePath"));
    let mut paths = BTreeSet::new();
    for (path, mount) in items(&container["volumeMounts"], &list) {
        filled(mount, "name", &path, report);
        let name = text(&mount["name"]);
        if volumes.is_broken(name) {
            let help = format!("Mend the volume {name} first.");
            report.not_found(&path.child("name"), name, &help);
        }
        filled(mount, "mountPath", &path, report);
        let place = text(&mount["mountPath"]);
        let at = path.child("mountPath");
        if !place.is_empty() && !paths.insert(place) {
            let help = "Mount each volume at a path of its own.";
            report.invalid(&at, &quoted(place), "must be unique", help);
        }
        let help = "A volume is mounted or used as a device, not both.";
        if device_names.contains(name) {
            let detail = "must not already exist in volumeDevices";
            report.invalid(&path.child("name"), &quoted(name), detail, help);
        }
        if device_paths.contains(place) {
            let detail = "must not already exist as a path in volumeDevices";
            report.invalid(&at, &quoted(place), detail, help);
        }
        sub_paths(mount, &list, &path, report);
        propagation(mount, container, &list.child("mountPropagation"), report);
        if report.version.at_least(31) {
            recursive_read_only(mount, &list.child("recursiveReadOnly"), report);
        }
    }
    self::devices(container, volumes, &path.child("volumeDevices"), report);
}

/// What the items of `list` have in `field`, the empty text left out.
fn all<'a>(list: &'a Value, field: &str) -> BTreeSet<&'a str> {
    list.items().iter().map(|item| text(&item[field])).filter(|text| !text.is_empty()).collect()
}

fn sub_paths(mount: &Value, list: &FieldPath, path: &FieldPath, report: &mut Report<'_>) {
    let expression = text(&mount["subPathExpr"]);
    descending(text(&mount["subPath"]), &list.child("subPath"), report);
    if !expression.is_empty() && !text(&mount["subPath"]).is_empty() {
        let detail = "subPathExpr and subPath are mutually exclusive";
        report.invalid(
            &path.child("subPathExpr"),
            &quoted(expression),
            detail,
            "Keep one of them.",
        );
    }
    descending(expression, &list.child("subPathExpr"), report);
}

/// A path that leads down from where it begins (`validateLocalDescendingPath`).
pub(super) fn descending(place: &str, path: &FieldPath, report: &mut Report<'_>) {
    if place.starts_with('/') {
        let help = "Remove the slash at the beginning.";
        report.invalid(path, &quoted(place), "must be a relative path", help);
    } else {
        no_backsteps(place, path, report);
    }
}

/// A path that nowhere goes up (`validatePathNoBacksteps`).
pub(super) fn no_backsteps(place: &str, path: &FieldPath, report: &mut Report<'_>) {
    if place.split('/').any(|step| step == "..") {
        let help = "Write the path without going up.";
        report.invalid(path, &quoted(place), "must not contain '..'", help);
    }
}

/// A path for a file of a volume (`ValidateLocalNonReservedPath`).
pub(super) fn of_file(place: &str, path: &FieldPath, report: &mut Report<'_>) {
    descending(place, path, report);
    if place.starts_with("..") && !place.split('/').any(|step| step == "..") {
        let help = "Names that begin with two dots are the kubelet's own.";
        report.invalid(path, &quoted(place), "must not start with '..'", help);
    }
}

fn propagation(mount: &Value, container: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let modes = ["Bidirectional", "HostToContainer", "None"];
    match mount["mountPropagation"].as_str() {
        Some("Bidirectional") if !container["securityContext"]["privileged"].is_true() => {
            let detail =
                "Bidirectional mount propagation is available only to privileged containers";
            let help = "Use HostToContainer, or make the container privileged.";
            report.forbidden(path, detail, help);
        }
        Some(mode) if !modes.contains(&mode) => report.unsupported(path, mode, &modes),
        _ => {}
    }
}

fn recursive_read_only(mount: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let value = &mount["recursiveReadOnly"];
    let propagation = &mount["mountPropagation"];
    if !matches!(text(value), "Enabled" | "IfPossible") {
        one_of(value, &["Disabled", "Enabled", "IfPossible"], path, report);
    } else if !mount["readOnly"].is_true() {
        let detail = "may only be specified when readOnly is true";
        report.forbidden(path, detail, "Add `readOnly: true` to the mount.");
    } else if is_there(propagation) && text(propagation) != "None" {
        let detail = "may only be specified when mountPropagation is None or not specified";
        report.forbidden(path, detail, "Remove mountPropagation.");
    }
}

fn devices(container: &Value, volumes: &Volumes, list: &FieldPath, report: &mut Report<'_>) {
    let mounts = &container["volumeMounts"];
    let (mounted, mount_paths) = (all(mounts, "name"), all(mounts, "mountPath"));
    let mut names = BTreeSet::new();
    let mut paths = BTreeSet::new();
    for (path, device) in items(&container["volumeDevices"], list) {
        filled(device, "name", &path, report);
        filled(device, "devicePath", &path, report);
        let (name, place) = (text(&device["name"]), text(&device["devicePath"]));
        let (at_name, at_path) = (path.child("name"), path.child("devicePath"));
        let help = "Use each volume and each path once, as a mount or as a device.";
        if !name.is_empty() {
            match volumes.source(name) {
                None => report.not_found(&at_name, name, "Declare the volume below `volumes:`."),
                Some("persistentVolumeClaim" | "ephemeral") => {}
                Some(_) => {
                    let detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
                    report.invalid(&at_name, &quoted(name), detail, "Use a persistentVolumeClaim.");
                }
            }
            if !names.insert(name) {
                report.invalid(&at_name, &quoted(name), "must be unique", help);
            }
        }
        if place.split('/').any(|step| step == "..") {
            let detail = "can not contain backsteps ('..')";
            report.invalid(&at_path, &quoted(place), detail, "Write the path without going up.");
        } else if !place.is_empty() && !paths.insert(place) {
            report.invalid(&at_path, &quoted(place), "must be unique", help);
        }
        if mounted.contains(name) {
            let detail = "must not already exist in volumeMounts";
            report.invalid(&at_name, &quoted(name), detail, help);
        }
        if mount_paths.contains(place) {
            let detail = "must not already exist as a path in volumeMounts";
            report.invalid(&at_path, &quoted(place), detail, help);
        }
    }
}
