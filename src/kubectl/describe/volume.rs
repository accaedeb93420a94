//! One volume in `kubectl describe` (describeVolumes).

use crate::manifest::Value;
use crate::model::{Medium, Pod, Volume, VolumeSource};
use std::fmt::Write as _;

/// The lines about a volume, in kubectl's words for its type; `spec` is the Pod's as written, for what
/// the lifecycle does not depend on.
pub(super) fn describe(text: &mut String, pod: &Pod, volume: &Volume, spec: &Value) {
    let _ = writeln!(text, "  {}:", volume.name);
    let is_it = |it: &&Value| it["name"].as_str() == Some(&volume.name);
    let declared = spec["volumes"].items().iter().find(is_it);
    match &volume.source {
        VolumeSource::EmptyDir { medium, size_limit } => {
            let medium = if *medium == Medium::Memory { "Memory" } else { "" };
            let limit = size_limit.filter(|limit| limit.is_positive());
            let limit = limit.map_or_else(|| "<unset>".to_owned(), |size| size.to_string());
            kind(text, "EmptyDir (a temporary directory that shares a pod's lifetime)");
            fields(text, &[("Medium", medium), ("SizeLimit", &limit)]);
        }
        VolumeSource::Other(source) => {
            kind(text, kind_of(source));
            match declared.map(|declared| &declared[source.as_str()]) {
                Some(of) => details(text, source, of),
                // A StatefulSet has made the claim for this Pod.
                None if source == "persistentVolumeClaim" && *spec != Value::Absent => {
                    let claim = format!("{}-{}", volume.name, pod.name);
                    fields(text, &[("ClaimName", &claim), ("ReadOnly", "false")]);
                }
                None => {}
            }
        }
    }
}

fn kind(text: &mut String, kind: &str) {
    fields(text, &[("Type", kind)]);
}

fn fields(text: &mut String, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        let _ = writeln!(text, "    {name}:\t{value}");
    }
}

fn kind_of(source: &str) -> &str {
    match source {
        "configMap" => "ConfigMap (a volume populated by a ConfigMap)",
        "secret" => "Secret (a volume populated by a Secret)",
        "persistentVolumeClaim" => {
            "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)"
        }
        "hostPath" => "HostPath (bare host directory volume)",
        "projected" => "Projected (a volume that contains injected data from multiple sources)",
        "downwardAPI" => "DownwardAPI (a volume populated by information about the pod)",
        "ephemeral" => {
            "EphemeralVolume (an inline specification for a volume that gets created and deleted \
             with the pod)"
        }
        "nfs" => "NFS (an NFS mount that lasts the lifetime of a pod)",
        "csi" => "CSI (a Container Storage Interface (CSI) volume source)",
        other => other,
    }
}

/// The lines behind the type, of the sources that Pods have most.
fn details(text: &mut String, source: &str, of: &Value) {
    let [name, path, server] = ["name", "path", "server"].map(|key| of[key].text());
    let flag = |key: &str| if of[key].is_true() { "true" } else { "false" };
    match source {
        "configMap" => fields(text, &[("Name", &name), ("Optional", flag("optional"))]),
        "secret" => {
            let name = of["secretName"].text();
            fields(text, &[("SecretName", &name), ("Optional", flag("optional"))]);
        }
        "persistentVolumeClaim" => {
            let name = of["claimName"].text();
            fields(text, &[("ClaimName", &name), ("ReadOnly", flag("readOnly"))]);
        }
        "hostPath" => {
            // Defaulting gives the type an empty text.
            fields(text, &[("Path", &path), ("HostPathType", &of["type"].text())]);
        }
        "nfs" => {
            fields(text, &[("Server", &server), ("Path", &path), ("ReadOnly", flag("readOnly"))]);
        }
        "csi" => {
            let [driver, fs_type] = ["driver", "fsType"].map(|key| of[key].text());
            let read_only = flag("readOnly");
            fields(text, &[("Driver", &driver), ("FSType", &fs_type), ("ReadOnly", read_only)]);
            super::sorted(text, "    VolumeAttributes", &of["volumeAttributes"]);
        }
        "downwardAPI" => {
            *text += "    Items:\n";
            for item in of["items"].items() {
                let field = item["fieldRef"]["fieldPath"].as_str();
                let from = field.or(item["resourceFieldRef"]["resource"].as_str());
                let (from, path) = (from.unwrap_or_default(), item["path"].text());
                let _ = writeln!(text, "      {from} -> {path}");
            }
        }
        "projected" => of["sources"].items().iter().for_each(|source| projected(text, source)),
        _ => {}
    }
}

/// One source of a projected volume.
fn projected(text: &mut String, source: &Value) {
    let optional = |of: &Value| match &of["optional"] {
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => "<nil>",
    };
    let [secret, config] = ["secret", "configMap"].map(|key| &source[key]);
    if *secret != Value::Absent {
        let name = secret["name"].text();
        fields(text, &[("SecretName", &name), ("SecretOptionalName", optional(secret))]);
    } else if source["downwardAPI"] != Value::Absent {
        fields(text, &[("DownwardAPI", "true")]);
    } else if *config != Value::Absent {
        let name = config["name"].text();
        fields(text, &[("ConfigMapName", &name), ("ConfigMapOptional", optional(config))]);
    } else if source["serviceAccountToken"] != Value::Absent {
        // An hour, if nothing is given (SetDefaults_ServiceAccountTokenProjection).
        let seconds = source["serviceAccountToken"]["expirationSeconds"].as_i64().unwrap_or(3600);
        fields(text, &[("TokenExpirationSeconds", &seconds.to_string())]);
    }
}
