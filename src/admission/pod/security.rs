//! Security contexts (`ValidateSecurityContext`, `validatePodSpecSecurityContext`).

use super::{Pod, formed, is_there, items, mounts, one_of, quoted, text, within};
use crate::manifest::{FieldPath, Report, Value};
use std::collections::BTreeSet;

/// What the server says of a number that is no user or group.
const IDS: &str = "must be between 0 and 2147483647, inclusive";
const ALL_IDS: std::ops::RangeInclusive<i64> = 0..=i32::MAX as i64;
const PROFILES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

/// The security context of one container, `path` being that of the container.
pub(super) fn validate(pod: Pod<'_>, container: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let context = &container["securityContext"];
    let path = path.child("securityContext");
    for field in ["runAsUser", "runAsGroup"] {
        within(&context[field], ALL_IDS, IDS, &path.child(field), report);
    }
    let mount = path.child("procMount");
    match context["procMount"].as_str() {
        Some("Unmasked") if pod.spec["hostUsers"] != Value::Bool(false) => {
            let detail = "`hostUsers` must be false to use `Unmasked`";
            report.invalid(&mount, "\"Unmasked\"", detail, "Add `hostUsers: false` to the Pod.");
        }
        Some("Default" | "Unmasked") | None => {}
        Some(other) => report.unsupported(&mount, other, &["Default", "Unmasked"]),
    }
    profiles(context, &path, report);
    if context["allowPrivilegeEscalation"] != Value::Bool(false) {
        return;
    }
    let value = quoted("allowPrivilegeEscalation");
    if context["privileged"].is_true() {
        let detail = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
        let help = "A privileged container can always do more: remove one of the two.";
        report.invalid(&path, &value, detail, help);
    } else if context["capabilities"]["add"].items().iter().any(|it| text(it) == "CAP_SYS_ADMIN") {
        let detail =
            "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN";
        report.invalid(&path, &value, detail, "Remove one of the two.");
    }
}

/// The security context of the Pod.
pub(super) fn validate_pod(pod: Pod<'_>, report: &mut Report<'_>) {
    let context = &pod.spec["securityContext"];
    let path = pod.path.child("securityContext");
    for field in ["fsGroup", "runAsUser", "runAsGroup"] {
        within(&context[field], ALL_IDS, IDS, &path.child(field), report);
    }
    let groups = path.child("supplementalGroups");
    for (at, group) in context["supplementalGroups"].items().iter().enumerate() {
        within(group, ALL_IDS, IDS, &groups.index(at), report);
    }
    for (field, supported) in [
        ("fsGroupChangePolicy", ["Always", "OnRootMismatch"]),
        ("supplementalGroupsPolicy", ["Merge", "Strict"]),
        ("seLinuxChangePolicy", ["MountOption", "Recursive"]),
    ] {
        one_of(&context[field], &supported, &path.child(field), report);
    }
    sysctls(pod, context, &path.child("sysctls"), report);
    profiles(context, &path, report);
}

fn profiles(context: &Value, path: &FieldPath, report: &mut Report<'_>) {
    profile(&context["seccompProfile"], "seccomp", &path.child("seccompProfile"), report);
    // The field is new in 1.30.
    profile(&context["appArmorProfile"], "AppArmor", &path.child("appArmorProfile"), report);
}

/// A profile of `seccomp` or `AppArmor`. That it has no type is the schema's word.
fn profile(profile: &Value, what: &str, path: &FieldPath, report: &mut Report<'_>) {
    let Value::Map(_) = profile else { return };
    super::filled(profile, "type", path, report);
    one_of(&profile["type"], &PROFILES, &path.child("type"), report);
    let (file, path) = (&profile["localhostProfile"], path.child("localhostProfile"));
    let is_local = text(&profile["type"]) == "Localhost";
    if !is_local && is_there(file) {
        let detail = format!("can only be set when {what} type is Localhost");
        let help = "Remove it, or write `type: Localhost`.";
        report.invalid(&path, &quoted(text(file)), &detail, help);
    } else if is_local && text(file).trim().is_empty() && !report.object.has_value(&path) {
        let detail = format!("must be set when {what} type is Localhost");
        report.required(&path, &detail, "Name the profile on the node.");
    } else if is_local && what == "seccomp" {
        mounts::descending(text(file), &path, report);
    } else if is_local && text(file) != text(file).trim() {
        let help = "Remove the blanks around it.";
        report.invalid(&path, &quoted(text(file)), "must not be padded with whitespace", help);
    }
}

fn sysctls(pod: Pod<'_>, context: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let mut names = BTreeSet::new();
    for (path, sysctl) in items(&context["sysctls"], path) {
        let name = text(&sysctl["name"]);
        let path = path.child("name");
        if name.is_empty() {
            // Its absence is the schema's word.
            if is_there(&sysctl["name"]) {
                report.required(&path, "", "Name the sysctl.");
            }
            continue;
        }
        let fault = (!is_sysctl(name)).then_some(
            "must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
        );
        formed(name, fault, &path, "Write a name such as net.core.somaxconn.", report);
        if fault.is_none() && !names.insert(name) {
            report.duplicate(&path, name, "Set each sysctl once.");
        }
        let dotted = name.replace('/', ".");
        let of_ipc = ["kernel.shm", "kernel.msg", "fs.mqueue."];
        let is_ipc = dotted == "kernel.sem" || of_ipc.iter().any(|start| dotted.starts_with(start));
        for (host, shared) in [("hostNetwork", dotted.starts_with("net.")), ("hostIPC", is_ipc)] {
            if shared && pod.spec[host].is_true() {
                let detail = format!("may not be specified when '{host}' is true");
                report.invalid(&path, &quoted(name), &detail, "It would change the node.");
            }
        }
    }
}

/// `IsValidSysctlName`.
fn is_sysctl(name: &str) -> bool {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.len() <= 253
        && name.split(['.', '/']).all(|part| {
            part.starts_with(edge)
                && part.ends_with(edge)
                && part.chars().all(|c| edge(c) || c == '-' || c == '_')
        })
}
