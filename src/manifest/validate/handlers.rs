//! Rules about probes and lifecycle hooks (`validateProbe`, `validateLifecycle`, `validateHandler`).

use super::{PORT_RANGE, Report};
use crate::manifest::fields::{Action, Container, Handler, Port};
use crate::manifest::{FieldPath, names};
use crate::version::Gate;

/// The API server's default of `terminationGracePeriodSeconds`.
const GRACE: i64 = 30;

/// Takes probes and hooks from a plain init container: only native sidecars may have them.
pub(super) fn forbid_on_init(container: &mut Container, path: &FieldPath, report: &mut Report<'_>) {
    let detail = if report.version.at_least(28) {
        "may not be set for init containers without restartPolicy=Always"
    } else {
        "must not be set for init containers"
    };
    let help = if report.version.has(Gate::SidecarContainers) {
        "Add `restartPolicy: Always` to make it a native sidecar, or remove this."
    } else {
        "Remove this, or choose a Kubernetes with native sidecars."
    };
    let mut forbid = |field: &str, given: bool| {
        if given {
            report.forbidden(&path.child(field), detail, help);
        }
    };
    forbid("lifecycle", container.lifecycle.take().is_some());
    forbid("livenessProbe", container.liveness_probe.take().is_some());
    forbid("readinessProbe", container.readiness_probe.take().is_some());
    forbid("startupProbe", container.startup_probe.take().is_some());
}

/// Drops probes and hooks that do nothing or more than one thing, and resets numbers out of range.
pub(super) fn validate(
    container: &mut Container,
    grace: Option<i64>,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    for (field, slot) in [
        ("livenessProbe", &mut container.liveness_probe),
        ("readinessProbe", &mut container.readiness_probe),
        ("startupProbe", &mut container.startup_probe),
    ] {
        let path = path.child(field);
        if slot.as_ref().is_some_and(|probe| !acts(probe, &path, report)) {
            *slot = None;
        }
        if let Some(probe) = slot {
            numbers(probe, field, &path, report);
        }
    }
    let Some(lifecycle) = &mut container.lifecycle else {
        return;
    };
    for (field, slot) in
        [("postStart", &mut lifecycle.post_start), ("preStop", &mut lifecycle.pre_stop)]
    {
        let path = path.child("lifecycle").child(field);
        if slot.as_ref().is_some_and(|hook| {
            !acts(hook, &path, report) || !sleeps_in_time(hook, grace, &path, report)
        }) {
            *slot = None;
        }
    }
}

/// `validateHandler`: one action, and all it needs.
fn acts(handler: &Handler, path: &FieldPath, report: &mut Report<'_>) -> bool {
    let given: Vec<&str> = [
        ("exec", handler.exec.is_some()),
        ("httpGet", handler.http_get.is_some()),
        ("tcpSocket", handler.tcp_socket.is_some()),
        ("grpc", handler.grpc.is_some()),
        ("sleep", handler.sleep.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, given)| given.then_some(name))
    .collect();
    let Some((_, more)) = given.split_first() else {
        report.required(
            path,
            "must specify a handler type",
            "Add what to do: exec, httpGet or tcpSocket.",
        );
        return false;
    };
    for second in more {
        report.forbidden(
            &path.child(second),
            "may not specify more than 1 handler type",
            "Keep one of them.",
        );
    }
    // Of several only the first is looked into.
    more.is_empty() & first_fits(handler, path, report)
}

/// Whether the first action of a handler has all it needs.
fn first_fits(handler: &Handler, path: &FieldPath, report: &mut Report<'_>) -> bool {
    if let Some(exec) = &handler.exec {
        if exec.command.is_empty() {
            let path = path.child("exec").child("command");
            report.required(&path, "", "Write the command to run as a list.");
        }
        return !exec.command.is_empty();
    }
    let network = [
        ("httpGet", &handler.http_get),
        ("tcpSocket", &handler.tcp_socket),
        ("grpc", &handler.grpc),
    ];
    network
        .into_iter()
        .find_map(|(name, action)| Some((name, action.as_ref()?)))
        .is_none_or(|(name, action)| has_port(action, &path.child(name), report))
}

/// A number from 1 to 65535, or a port's name.
fn has_port(action: &Action, path: &FieldPath, report: &mut Report<'_>) -> bool {
    let path = path.child("port");
    let (value, fault, help) = match &action.port {
        // One of the wrong type has been reported by the check; an absent one is 0.
        Port::Absent if report.object.has_value(&path) => return false,
        Port::Absent => {
            ("0".to_owned(), Some(PORT_RANGE), "Write the port the process listens on.")
        }
        Port::Number(number) => {
            let fits = (1..=65535).contains(number);
            let help = "Write the port the process listens on.";
            (number.to_string(), (!fits).then_some(PORT_RANGE), help)
        }
        Port::Name(name) => {
            let help = "A number stands without quotes; in quotes it is a port's name.";
            (format!("\"{name}\""), names::port(name), help)
        }
    };
    if let Some(detail) = fault {
        report.invalid(&path, &value, detail, help);
    }
    fault.is_none()
}

/// `validateProbe`: no negative numbers; a success threshold other than 1 is for readiness only.
fn numbers(probe: &mut Handler, field: &str, path: &FieldPath, report: &mut Report<'_>) {
    for (name, number) in [
        ("initialDelaySeconds", &mut probe.initial_delay_seconds),
        ("periodSeconds", &mut probe.period_seconds),
        ("timeoutSeconds", &mut probe.timeout_seconds),
        ("successThreshold", &mut probe.success_threshold),
        ("failureThreshold", &mut probe.failure_threshold),
    ] {
        if name == "successThreshold" && field != "readinessProbe" && !(0..=1).contains(number) {
            let help = "Only a readinessProbe may ask for more.";
            report.invalid(&path.child(name), &number.to_string(), "must be 1", help);
            *number = 1;
        } else if *number < 0 {
            let detail = "must be greater than or equal to 0";
            report.invalid(
                &path.child(name),
                &number.to_string(),
                detail,
                "Remove the minus, or the line for the default.",
            );
            *number = 0;
        }
    }
    let Some(seconds) = probe.termination_grace_period_seconds else {
        return;
    };
    let path = path.child("terminationGracePeriodSeconds");
    if field == "readinessProbe" {
        let value = seconds.to_string();
        report.invalid(
            &path,
            &value,
            "must not be set for readinessProbes",
            "A readiness probe kills nothing: remove the line.",
        );
    } else if seconds <= 0 {
        report.invalid(
            &path,
            &seconds.to_string(),
            "must be greater than 0",
            "Write at least 1, or remove the line.",
        );
    } else {
        return;
    }
    probe.termination_grace_period_seconds = None;
}

/// `validateSleepAction`.
fn sleeps_in_time(
    hook: &Handler,
    grace: Option<i64>,
    path: &FieldPath,
    report: &mut Report<'_>,
) -> bool {
    let Some(sleep) = &hook.sleep else {
        return true;
    };
    // A negative grace period is 1 by then.
    let grace = grace.map_or(GRACE, |seconds| if seconds < 0 { 1 } else { seconds });
    let zero = report.version.has(Gate::PodLifecycleSleepActionAllowZero);
    let fits = (i64::from(!zero)..=grace).contains(&sleep.seconds);
    if !fits {
        let least = if zero { "non-negative" } else { "greater than 0" };
        let mut detail =
            format!("must be {least} and less than terminationGracePeriodSeconds ({grace})");
        if !zero && report.version.at_least(32) {
            detail += ". Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.";
        }
        report.invalid(
            &path.child("sleep"),
            &sleep.seconds.to_string(),
            &detail,
            if sleep.seconds > grace {
                "Shorten the sleep, or raise terminationGracePeriodSeconds."
            } else {
                "Remove the hook, or let it sleep for a second."
            },
        );
    }
    fits
}
