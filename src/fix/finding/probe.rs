//! Probes: the port they ask, how patient they are, the one that is missing.

use super::About;
use crate::fix::case::Draft;
use crate::fix::change::startup;
use crate::fix::edit::New;
use crate::insight::lint;
use crate::manifest::FieldPath;
use crate::model::Probe;

/// A startup probe made from another one, else one of the only port that is declared.
pub(super) fn waiting(about: About<'_>) -> Option<Draft> {
    let path = about.container()?;
    let of_port = || match about.read()?.ports.as_slice() {
        [port] => startup::of_port(about.case, &path, port.container_port),
        _ => None,
    };
    startup::from_probe(about.case, &path).or_else(of_port)
}

/// A liveness probe that fails three times as long as the readiness probe before it kills.
pub(super) fn more_patient(about: About<'_>) -> Option<Draft> {
    let container = about.read()?;
    let patience = |probe: &Probe| probe.period.0 * u64::from(probe.failure_threshold);
    let wanted = 3 * patience(container.readiness_probe.as_ref()?);
    let threshold = wanted.div_ceil(container.liveness_probe.as_ref()?.period.0.max(1));
    let path = about.path()?.child("failureThreshold");
    let editor = &about.case.editor;
    let edit = match editor.find(&path) {
        Some(_) => editor.replace_plain(&path, &threshold.to_string()),
        None => editor.put(&path, New::plain(threshold), &["periodSeconds"]),
    };
    Draft::of(
        "raise-threshold",
        format!("Raise the liveness failureThreshold to {threshold}"),
        edit,
    )
}

/// The only port that the container declares, by its name if it has one.
pub(super) fn declared_port(about: About<'_>) -> Option<Draft> {
    let [port] = about.read()?.ports.as_slice() else { return None };
    match &port.name {
        Some(name) => ask(about, name, |path| about.case.editor.replace_text(path, name)),
        None => ask_number(about, port.container_port),
    }
}

/// The port on which the image listens.
pub(super) fn open_port(about: About<'_>) -> Option<Draft> {
    ask_number(about, lint::known_port(about.read()?)?)
}

fn ask_number(about: About<'_>, port: u16) -> Option<Draft> {
    let number = port.to_string();
    ask(about, &number, |path| about.case.editor.replace_plain(path, &number))
}

fn ask(
    about: About<'_>,
    port: &str,
    edit: impl Fn(&FieldPath) -> Option<crate::fix::TextEdit>,
) -> Option<Draft> {
    let probe = about.path()?;
    let paths = ["httpGet", "tcpSocket"].map(|action| probe.child(action).child("port"));
    let path = paths.iter().find(|path| about.case.editor.find(path).is_some())?;
    Draft::of("probe-port", format!("Probe port {port}"), edit(path))
}
