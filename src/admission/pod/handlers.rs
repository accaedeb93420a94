//! Details of probes and hooks (`validateHTTPGetAction`, `validateStopSignal`).

use super::{Pod, formed, is_there, items, one_of, text};
use crate::manifest::{FieldPath, Report, Value, names};
use crate::version::Gate;

/// The handlers of one container, `path` being that of the container.
pub(super) fn validate(pod: Pod<'_>, container: &Value, path: &FieldPath, report: &mut Report<'_>) {
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        http(&container[probe], &path.child(probe), report);
    }
    let (lifecycle, path) = (&container["lifecycle"], path.child("lifecycle"));
    for hook in ["postStart", "preStop"] {
        http(&lifecycle[hook], &path.child(hook), report);
    }
    if report.version.has(Gate::ContainerStopSignals) {
        stop_signal(pod, &lifecycle["stopSignal"], &path.child("stopSignal"), report);
    }
}

/// The request of a handler. Where it is the second action, the server does not look into it.
fn http(handler: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if is_there(&handler["exec"]) {
        return;
    }
    let (request, path) = (&handler["httpGet"], path.child("httpGet"));
    one_of(&request["scheme"], &["HTTP", "HTTPS"], &path.child("scheme"), report);
    let list = path.child("httpHeaders");
    for (_, header) in items(&request["httpHeaders"], &list) {
        let name = text(&header["name"]);
        formed(name, names::header(name), &list, "Write a name such as X-Header-Name.", report);
    }
}

fn stop_signal(pod: Pod<'_>, value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let Some(signal) = value.as_str() else { return };
    if !is_there(&pod.spec["os"]) {
        let detail = "may not be set for containers with empty `spec.os.name`";
        report.forbidden(path, detail, "Add `os: {name: linux}` to the Pod.");
        return;
    }
    let supported = match text(&pod.spec["os"]["name"]) {
        "linux" => LINUX,
        "windows" => &["SIGKILL", "SIGTERM"],
        _ => return,
    };
    if !supported.contains(&signal) {
        report.unsupported(path, signal, supported);
    }
}

/// The signals of Linux, sorted.
#[rustfmt::skip]
const LINUX: &[&str] = &[
    "SIGABRT", "SIGALRM", "SIGBUS", "SIGCHLD", "SIGCLD", "SIGCONT", "SIGFPE", "SIGHUP", "SIGILL",
    "SIGINT", "SIGIO", "SIGIOT", "SIGKILL", "SIGPIPE", "SIGPOLL", "SIGPROF", "SIGPWR", "SIGQUIT",
    "SIGRTMAX", "SIGRTMAX-1", "SIGRTMAX-10", "SIGRTMAX-11", "SIGRTMAX-12", "SIGRTMAX-13",
    "SIGRTMAX-14", "SIGRTMAX-2", "SIGRTMAX-3", "SIGRTMAX-4", "SIGRTMAX-5", "SIGRTMAX-6", "SIGRTMAX-7",
    "SIGRTMAX-8", "SIGRTMAX-9", "SIGRTMIN", "SIGRTMIN+1", "SIGRTMIN+10", "SIGRTMIN+11", "SIGRTMIN+12",
    "SIGRTMIN+13", "SIGRTMIN+14", "SIGRTMIN+15", "SIGRTMIN+2", "SIGRTMIN+3", "SIGRTMIN+4",
    "SIGRTMIN+5", "SIGRTMIN+6", "SIGRTMIN+7", "SIGRTMIN+8", "SIGRTMIN+9", "SIGSEGV", "SIGSTKFLT",
    "SIGSTOP", "SIGSYS", "SIGTERM", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1",
    "SIGUSR2", "SIGVTALRM", "SIGWINCH", "SIGXCPU", "SIGXFSZ",
];
