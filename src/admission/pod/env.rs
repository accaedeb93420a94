//! Environment variables (`ValidateEnv`, `validateEnvVarValueFrom`, `ValidateEnvFrom`,
//! `validateFileKeyRefVolumes`).

use super::{Volumes, downward, filled, formed, items, text};
use crate::manifest::{FieldPath, Report, Value, names};

/// The variables of one container, `path` being that of the container.
pub(super) fn validate(
    container: &Value,
    volumes: &Volumes,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    for (path, variable) in items(&container["env"], &path.child("env")) {
        filled(variable, "name", &path, report);
        name(text(&variable["name"]), &path.child("name"), report);
        if let Value::Map(_) = variable["valueFrom"] {
            value_from(variable, volumes, &path.child("valueFrom"), report);
        }
    }
    let list = path.child("envFrom");
    for (path, source) in items(&container["envFrom"], &list) {
        name(text(&source["prefix"]), &path.child("prefix"), report);
        let mut given = 0;
        for field in ["configMapRef", "secretRef"] {
            if let Value::Map(_) = source[field] {
                given += 1;
                let path = path.child(field);
                filled(&source[field], "name", &path, report);
                let name = text(&source[field]["name"]);
                // A name may end with a hyphen here, as if it were only the beginning of one.
                let fault = names::subdomain(name.strip_suffix('-').unwrap_or(name));
                let fault = fault.filter(|_| !name.is_empty());
                formed(name, fault, &path.child("name"), "Write the object's name.", report);
            }
        }
        // The path lacks the index.
        if given == 0 && !report.object.has_value(&path) {
            let detail = "must specify one of: `configMapRef` or `secretRef`";
            report.invalid(&list, "\"\"", detail, "Add configMapRef or secretRef.");
        } else if given > 1 {
            let detail = "may not have more than one field specified at a time";
            report.invalid(&list, "\"\"", detail, "Give each source an item of its own.");
        }
    }
}

/// The name of a variable, or the beginning of several.
fn name(text: &str, path: &FieldPath, report: &mut Report<'_>) {
    let relaxed = report.version.at_least(32);
    let fault = names::variable(text, relaxed).filter(|_| !text.is_empty());
    formed(text, fault, path, "Write it like MY_NAME: letters, digits and _.", report);
}

fn value_from(variable: &Value, volumes: &Volumes, path: &FieldPath, report: &mut Report<'_>) {
    let source = &variable["valueFrom"];
    // Files come with the gate EnvFiles (1.35); 1.34 drops them in silence.
    let files = report.version.at_least(35);
    let mut given = 0;
    for field in ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"] {
        let reference = &source[field];
        if !matches!(reference, Value::Map(_))
            || field == "fileKeyRef" && report.version.minor() == 34
        {
            continue;
        }
        given += 1;
        let path = path.child(field);
        match field {
            "fieldRef" => downward::field(reference, downward::OF_ENV, &path, report),
            "resourceFieldRef" => downward::resource(reference, false, &path, report),
            "fileKeyRef" => file(reference, volumes, &path, report),
            _ => key(reference, &path, report),
        }
    }
    let value = &variable["value"];
    if given == 0 {
        // What was pruned has been reported by the check.
        if !report.object.has_value(path) || source["fileKeyRef"] != Value::Absent {
            let detail = if files {
                "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
            } else {
                "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            };
            report.invalid(path, "\"\"", detail, "Say where the value comes from.");
        }
    } else if !text(value).is_empty() {
        let detail = "may not be specified when `value` is not empty";
        report.invalid(path, "\"\"", detail, "Keep `value` or `valueFrom`, not both.");
    } else if given > 1 {
        let detail = "may not have more than one field specified at a time";
        report.invalid(path, "\"\"", detail, "Keep one of them.");
    }
}

/// A key of a ConfigMap or a Secret.
fn key(reference: &Value, path: &FieldPath, report: &mut Report<'_>) {
    // An absent name is an empty one; one of the wrong type has been reported.
    if is_given_or_absent(reference, "name", path, report) {
        let name = text(&reference["name"]);
        let help = "Write the name of the ConfigMap or Secret.";
        formed(name, names::subdomain(name), &path.child("name"), help, report);
    }
    filled(reference, "key", path, report);
    let key = text(&reference["key"]);
    let fault = names::config_key(key).filter(|_| !key.is_empty());
    formed(key, fault, &path.child("key"), "Write a key of its data.", report);
}

fn is_given_or_absent(fields: &Value, field: &str, path: &FieldPath, report: &Report<'_>) -> bool {
    fields[field] != Value::Absent || !report.object.has_value(&path.child(field))
}

/// A key of a file in a volume.
fn file(reference: &Value, volumes: &Volumes, path: &FieldPath, report: &mut Report<'_>) {
    for field in ["key", "path", "volumeName"] {
        filled(reference, field, path, report);
    }
    let key = text(&reference["key"]);
    formed(key, names::variable(key, true), &path.child("key"), "Write a variable's name.", report);
    super::mounts::no_backsteps(text(&reference["path"]), &path.child("path"), report);
    let name = text(&reference["volumeName"]);
    if name.is_empty() {
        return;
    }
    let path = path.child("volumeName");
    match volumes.declared(name) {
        _ if names::label(name).is_some() => {
            formed(name, names::label(name), &path, "Write the volume's name.", report);
        }
        None => report.not_found(&path, name, "Declare a volume of this name below `volumes:`."),
        Some("emptyDir") => {}
        Some(_) => {
            let detail = "referenced volume must be of type emptyDir";
            report.invalid(&path, &super::quoted(name), detail, "Use an emptyDir volume.");
        }
    }
}
