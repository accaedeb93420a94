//! What each kind of volume needs (`validate…VolumeSource`).
//!
//! The schema tells which required fields are absent; an empty text in them is told here.

use super::{Pod, downward, filled, formed, is_there, items, mounts, one_of, quoted, text, within};
use crate::manifest::{FieldPath, Quantity, Report, Value, names};
use std::collections::BTreeSet;

/// `fileModeErrorMsg`.
const FILE_MODE: &str = "must be a number between 0 and 0777 (octal), both inclusive";

/// Fields that may not be empty, by source.
const FILLED: &[(&str, &[&str])] = &[
    ("hostPath", &["path"]),
    ("gitRepo", &["repository"]),
    ("awsElasticBlockStore", &["volumeID"]),
    ("nfs", &["server", "path"]),
    ("iscsi", &["targetPortal", "iqn"]),
    ("glusterfs", &["endpoints", "path"]),
    ("persistentVolumeClaim", &["claimName"]),
    ("rbd", &["monitors", "image"]),
    ("cinder", &["volumeID"]),
    ("cephfs", &["monitors"]),
    ("quobyte", &["registry", "volume"]),
    ("flexVolume", &["driver"]),
    ("configMap", &["name"]),
    ("azureFile", &["secretName", "shareName"]),
    ("vsphereVolume", &["volumePath"]),
    ("photonPersistentDisk", &["pdID"]),
    ("portworxVolume", &["volumeID"]),
    ("azureDisk", &["diskName", "diskURI"]),
    ("scaleIO", &["gateway", "system"]),
    ("csi", &["driver"]),
];

/// Fields that the schema does not ask for, and the server does.
const REQUIRED: &[(&str, &str)] = &[
    ("secret", "secretName"),
    ("storageos", "volumeName"),
    ("scaleIO", "volumeName"),
    ("ephemeral", "volumeClaimTemplate"),
];

/// The source `name` of a volume, `path` being that of the volume.
pub(super) fn validate(
    pod: Pod<'_>,
    name: &str,
    volume: &Value,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let source = &volume[name];
    let at = path.child(name);
    for (_, fields) in FILLED.iter().filter(|(of, _)| *of == name) {
        fields.iter().for_each(|field| filled(source, field, &at, report));
    }
    for (_, field) in REQUIRED.iter().filter(|(of, _)| *of == name) {
        report.missing(&at.child(field), &format!("Add `{field}:` here."));
    }
    within(&source["defaultMode"], 0..=0o777, FILE_MODE, &at.child("defaultMode"), report);
    match name {
        "emptyDir" => empty_dir(source, &at, report),
        "hostPath" => {
            mounts::no_backsteps(text(&source["path"]), &at.child("path"), report);
            one_of(&source["type"], HOST_PATHS, &at.child("type"), report);
        }
        "gitRepo" => {
            mounts::descending(text(&source["directory"]), &at.child("directory"), report);
        }
        // At a path of its own making.
        "gcePersistentDisk" => disk(source, &path.child("persistentDisk"), report),
        "awsElasticBlockStore" => partition(source, &at, report),
        "secret" | "configMap" => keys(source, &at, report),
        "nfs" => absolute(text(&source["path"]), &at.child("path"), report),
        "iscsi" => iscsi(source, &at, report),
        "flocker" => flocker(source, &at, report),
        "cinder" | "storageos" => secret_name(source, "secretRef", &at, report),
        "downwardAPI" => {
            items(&source["items"], &at).for_each(|(_, file)| downward_file(file, &at, report));
        }
        "fc" => fibre_channel(source, &at, report),
        "flexVolume" => flex_options(source, &at, report),
        "azureDisk" => azure_disk(source, &at, report),
        "projected" => projected(source, &at, report),
        "csi" => csi(source, &at, report),
        "image" if report.version.at_least(35) => {
            if pod.is_pod() {
                report.missing(&at.child("reference"), "Name the image to mount.");
            }
            let policies = ["Always", "IfNotPresent", "Never"];
            one_of(&source["pullPolicy"], &policies, &at.child("pullPolicy"), report);
        }
        _ => {}
    }
}

/// The empty text is one of them.
const HOST_PATHS: &[&str] = &[
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
];

fn empty_dir(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let limit = source["sizeLimit"].as_str().and_then(|limit| Quantity::parse(limit).ok());
    if limit.is_some_and(|limit| limit < Quantity::ZERO) {
        let detail = "SizeLimit field must be a valid resource quantity";
        report.forbidden(&path.child("sizeLimit"), detail, "Remove the minus.");
    }
}

fn absolute(place: &str, path: &FieldPath, report: &mut Report<'_>) {
    if !place.is_empty() && !place.starts_with('/') {
        let help = "Begin the path with a slash.";
        report.invalid(path, &quoted(place), "must be an absolute path", help);
    }
}

fn partition(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let detail = "must be between 0 and 255, inclusive";
    within(&source["partition"], 0..=255, detail, &path.child("partition"), report);
}

fn disk(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if text(&source["pdName"]).is_empty() {
        report.required(&path.child("pdName"), "", "Name the disk: `pdName: my-disk`.");
    }
    partition(source, path, report);
}

fn secret_name(source: &Value, field: &str, path: &FieldPath, report: &mut Report<'_>) {
    if let Value::Map(_) = source[field] {
        report.missing(&path.child(field).child("name"), "Name the Secret.");
    }
}

fn iscsi(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let detail = "must be between 0 and 255, inclusive";
    within(&source["lun"], 0..=255, detail, &path.child("lun"), report);
    let iqn = text(&source["iqn"]);
    if !iqn.is_empty() && !["iqn", "eui", "naa"].iter().any(|start| iqn.starts_with(start)) {
        let detail = "must be valid format starting with iqn, eui, or naa";
        report.invalid(&path.child("iqn"), &quoted(iqn), detail, "Write the target's name.");
    }
    let chap = source["chapAuthDiscovery"].is_true() || source["chapAuthSession"].is_true();
    if chap && !is_there(&source["secretRef"]) {
        report.missing(&path.child("secretRef"), "CHAP needs a Secret.");
    }
}

fn flocker(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let name = text(&source["datasetName"]);
    let has_id = !text(&source["datasetUUID"]).is_empty();
    if name.is_empty() && !has_id {
        let detail = "one of datasetName and datasetUUID is required";
        report.required(path, detail, "Name the dataset.");
    } else if !name.is_empty() && has_id {
        let detail = "datasetName and datasetUUID can not be specified simultaneously";
        report.invalid(path, "\"resource\"", detail, "Keep one of them.");
    }
    if name.contains('/') {
        let path = path.child("datasetName");
        report.invalid(&path, &quoted(name), "must not contain '/'", "Remove the slash.");
    }
}

fn fibre_channel(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let has = |field: &str| !source[field].items().is_empty();
    let targets = path.child("targetWWNs");
    match (has("targetWWNs"), has("wwids")) {
        (false, false) => {
            let detail = "must specify either targetWWNs or wwids, but not both";
            report.required(&targets, detail, "Add one of the two.");
        }
        (true, true) => {
            let detail = "targetWWNs and wwids can not be specified simultaneously";
            report.invalid(&targets, "\"\"", detail, "Keep one of the two.");
        }
        _ => {}
    }
    if has("targetWWNs") && !is_there(&source["lun"]) {
        let detail = "lun is required if targetWWNs is specified";
        report.required(&path.child("lun"), detail, "Add `lun: 0`.");
    }
    let detail = "must be between 0 and 255, inclusive";
    within(&source["lun"], 0..=255, detail, &path.child("lun"), report);
}

fn flex_options(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (key, _) in source["options"].entries() {
        let domain = key.split_once('/').map_or(key.as_str(), |(domain, _)| domain);
        let domain = format!(".{}", domain.to_lowercase());
        if domain.ends_with(".kubernetes.io") || domain.ends_with(".k8s.io") {
            let detail = "kubernetes.io and k8s.io namespaces are reserved";
            let path = path.child("options").key(key);
            report.invalid(&path, &quoted(key), detail, "Use a domain of your own.");
        }
    }
}

fn azure_disk(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let modes = ["None", "ReadOnly", "ReadWrite"];
    one_of(&source["cachingMode"], &modes, &path.child("cachingMode"), report);
    one_of(&source["kind"], &["Dedicated", "Managed", "Shared"], &path.child("kind"), report);
    let uri = text(&source["diskURI"]);
    let (start, form) = if text(&source["kind"]) == "Managed" {
        (
            "/subscriptions/",
            "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}",
        )
    } else {
        (
            "https://",
            "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd",
        )
    };
    if !uri.is_empty() && !uri.starts_with(start) {
        report.unsupported(&path.child("diskURI"), uri, &[form]);
    }
}

fn csi(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let driver = text(&source["driver"]);
    if driver.len() > 63 {
        let help = "Write the driver's name.";
        report.too_long(&path.child("driver"), "may not be more than 63 bytes", help);
    } else if !driver.is_empty() {
        let fault = names::subdomain(&driver.to_lowercase());
        formed(driver, fault, &path.child("driver"), "Write the driver's name.", report);
    }
    secret_name(source, "nodePublishSecretRef", path, report);
}

/// The items of a ConfigMap or a Secret (`validateKeyToPath`).
fn keys(source: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for (path, item) in items(&source["items"], &path.child("items")) {
        filled(item, "key", &path, report);
        filled(item, "path", &path, report);
        mounts::of_file(text(&item["path"]), &path.child("path"), report);
        within(&item["mode"], 0..=0o777, FILE_MODE, &path.child("mode"), report);
    }
}

/// A file of the downward API; `path` is that of the whole source, as the server reports it.
fn downward_file(file: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if text(&file["path"]).is_empty() {
        report.required(&path.child("path"), "", "Give each item a path.");
    }
    mounts::of_file(text(&file["path"]), &path.child("path"), report);
    let (field, resource) = (&file["fieldRef"], &file["resourceFieldRef"]);
    match (is_there(field), is_there(resource)) {
        (true, true) => {
            let detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
            report.invalid(path, "\"resource\"", detail, "Keep one of them.");
        }
        (true, false) => {
            downward::field(field, downward::OF_FILES, &path.child("fieldRef"), report);
        }
        (false, true) => {
            downward::resource(resource, true, &path.child("resourceFieldRef"), report);
        }
        (false, false) => {
            let detail = "one of fieldRef and resourceFieldRef is required";
            report.required(path, detail, "Say what the file holds.");
        }
    }
    within(&file["mode"], 0..=0o777, FILE_MODE, &path.child("mode"), report);
}

/// The sources of a projected volume (`validateProjectionSources`).
fn projected(volume: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let mut taken = BTreeSet::new();
    for (at, source) in items(&volume["sources"], &path.child("sources")) {
        if source.entries().len() > 1 {
            let detail = "may not specify more than 1 volume type per source";
            report.forbidden(&at, detail, "Give each source an item of its own.");
        }
        for (name, fields) in source.entries() {
            let at = at.child(name);
            match name.as_str() {
                "secret" | "configMap" => {
                    filled(fields, "name", &at, report);
                    keys(fields, &at, report);
                }
                "downwardAPI" => {
                    items(&fields["items"], &at)
                        .for_each(|(_, file)| downward_file(file, &at, report));
                }
                // Its path is reported at the volume.
                "serviceAccountToken" => token(fields, &at, path, report),
                "clusterTrustBundle" => {
                    filled(fields, "path", &at, report);
                    mounts::of_file(text(&fields["path"]), &at.child("path"), report);
                }
                _ => {}
            }
            let own = matches!(name.as_str(), "clusterTrustBundle").then_some(fields);
            for file in fields["items"].items().iter().chain(own) {
                let place = text(&file["path"]);
                if !place.is_empty() && !taken.insert(place) {
                    let help = "Give each file a path of its own.";
                    report.invalid(path, &quoted(place), "conflicting duplicate paths", help);
                }
            }
        }
    }
}

fn token(fields: &Value, at: &FieldPath, volume: &FieldPath, report: &mut Report<'_>) {
    let seconds = fields["expirationSeconds"].as_i64().unwrap_or(3600);
    let detail = if seconds < 600 {
        "may not specify a duration less than 10 minutes"
    } else {
        "may not specify a duration larger than 2^32 seconds"
    };
    within(&Value::Int(seconds), 600..=1 << 32, detail, &at.child("expirationSeconds"), report);
    let (place, path) = (text(&fields["path"]), volume.child("path"));
    if place.is_empty() {
        report.required(&path, "", "Give the token a path.");
    }
    mounts::of_file(place, &path, report);
}
