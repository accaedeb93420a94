//! What a Pod of one operating system may not have (`validateOS`, `validateLinux`, `validateWindows`),
//! and Windows' host processes.

use super::{Pod, is_there, items, text};
use crate::manifest::{FieldPath, Report, Value};

/// Security settings that only Linux has.
const OF_LINUX_PODS: &[&str] = &[
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "sysctls",
    "runAsUser",
    "runAsGroup",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "seLinuxChangePolicy",
];
const OF_LINUX_CONTAINERS: &[&str] = &[
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
];

const WINDOWS: &str = "cannot be set for a windows pod";
const HELP: &str = "Remove it, or change `os.name`.";

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    host_processes(pod, report);
    let Value::Map(_) = pod.spec["os"] else { return };
    let name = text(&pod.spec["os"]["name"]);
    let os = pod.path.child("os");
    super::filled(&pod.spec["os"], "name", &os, report);
    match name {
        "linux" => {
            each_context(pod, |context, path| {
                if is_there(&context["windowsOptions"]) {
                    let detail = "windows options cannot be set for a linux pod";
                    report.forbidden(&path.child("windowsOptions"), detail, HELP);
                }
            });
        }
        "windows" => of_windows(pod, report),
        "" => {}
        other => report.unsupported(&os, other, &["linux", "windows"]),
    }
}

fn of_windows(pod: Pod<'_>, report: &mut Report<'_>) {
    let spec = pod.spec;
    each_context(pod, |context, path| {
        let is_of_pod = path.parent().as_ref() == Some(pod.path);
        for field in if is_of_pod { OF_LINUX_PODS } else { OF_LINUX_CONTAINERS } {
            if is_there(&context[*field]) {
                report.forbidden(&path.child(field), WINDOWS, HELP);
            }
        }
    });
    for (field, given) in [
        ("hostUsers", is_there(&spec["hostUsers"]) && report.version.at_least(33)),
        ("hostPID", spec["hostPID"].is_true()),
        ("hostIPC", spec["hostIPC"].is_true()),
        ("shareProcessNamespace", is_there(&spec["shareProcessNamespace"])),
    ] {
        if given {
            report.forbidden(&pod.path.child(field), WINDOWS, HELP);
        }
    }
}

/// Calls `look` with each security context: that of the Pod, then those of all containers.
fn each_context(pod: Pod<'_>, mut look: impl FnMut(&Value, &FieldPath)) {
    look(&pod.spec["securityContext"], &pod.path.child("securityContext"));
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        for (path, container) in items(&pod.spec[list], &pod.path.child(list)) {
            look(&container["securityContext"], &path.child("securityContext"));
        }
    }
}

/// Containers of Windows that run as processes of the node: all or none (`validateWindowsHostProcessPod`).
fn host_processes(pod: Pod<'_>, report: &mut Report<'_>) {
    let of_pod = &pod.spec["securityContext"]["windowsOptions"]["hostProcess"];
    let (mut all, mut on_host) = (0, 0);
    each_context(pod, |context, path| {
        if path.parent().as_ref() == Some(pod.path) {
            return;
        }
        let own = &context["windowsOptions"]["hostProcess"];
        all += 1;
        let inherited = if is_there(own) { own } else { of_pod };
        on_host += usize::from(inherited.is_true());
        if is_there(own) && is_there(of_pod) && own != of_pod {
            let (was, is) = (of_pod.is_true(), own.is_true());
            let detail =
                format!("pod hostProcess value must be identical if both are specified, was {was}");
            let path = path.child("windowsOptions").child("hostProcess");
            report.invalid(&path, &is.to_string(), &detail, "Remove the container's.");
        }
    });
    if on_host == 0 {
        return;
    }
    if on_host != all {
        let detail = "If pod contains any hostProcess containers then all containers must be HostProcess containers";
        report.invalid(pod.path, "\"\"", detail, "Set it for the Pod instead.");
    }
    if !pod.spec["hostNetwork"].is_true() {
        let detail = "hostNetwork must be true if pod contains any hostProcess containers";
        let path = pod.path.child("hostNetwork");
        report.invalid(&path, "false", detail, "Add `hostNetwork: true`.");
    }
}
