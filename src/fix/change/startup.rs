//! A startup probe for a container that has another probe to make it from.

use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::manifest::FieldPath;

/// How often it asks: often, as it holds everything else back.
const PERIOD: u64 = 2;

/// For how long it asks at least, in seconds.
const WINDOW: u64 = 60;

const CODE: &str = "add-startup-probe";

/// One that asks what the liveness probe asks, else the readiness probe; it waits a minute, or as long as
/// these probes are told to wait before they begin.
pub(in crate::fix) fn from_probe(case: &Case<'_>, container: &FieldPath) -> Option<Draft> {
    let probes = ["livenessProbe", "readinessProbe"].map(|probe| container.child(probe));
    let delays = probes.iter().map(|probe| number(case, &probe.child("initialDelaySeconds")));
    let window = delays.max().unwrap_or(0).saturating_mul(2).max(WINDOW);
    let (key, action) = probes.iter().find_map(|probe| action(case, probe))?;
    draft(case, container, key, action, window)
}

/// One that waits until a port is open.
pub(in crate::fix) fn of_port(case: &Case<'_>, container: &FieldPath, port: u16) -> Option<Draft> {
    let action = New::map([("port", New::plain(port))]);
    draft(case, container, "tcpSocket", action, WINDOW)
}

fn draft(
    case: &Case<'_>,
    container: &FieldPath,
    key: &str,
    action: New,
    window: u64,
) -> Option<Draft> {
    let path = container.child("startupProbe");
    if case.editor.find(&path).is_some() {
        return None;
    }
    let probe = New::map([
        (key, action),
        ("periodSeconds", New::plain(PERIOD)),
        ("failureThreshold", New::plain(window.div_ceil(PERIOD))),
    ]);
    let title = case.about(container, "Add a startupProbe", "to");
    Draft::of(CODE, title, case.editor.put(&path, probe, &[]))
}

/// What a probe does, and by which means.
fn action(case: &Case<'_>, probe: &FieldPath) -> Option<(&'static str, New)> {
    let mut kinds = ["httpGet", "tcpSocket", "grpc", "exec"].into_iter();
    kinds.find_map(|kind| Some((kind, case.editor.copy(&probe.child(kind))?)))
}

fn number(case: &Case<'_>, path: &FieldPath) -> u64 {
    let id = case.editor.value(path);
    id.and_then(|id| case.editor.slice(id).parse().ok()).unwrap_or(0)
}
