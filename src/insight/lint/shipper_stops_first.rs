//! A reader of logs that is gone before the last line is written.

use super::case::Case;
use super::grace;
use super::volumes::mounts_of;
use super::{Found, Rule, Severity};
use crate::engine::{Basis, EventId, EventKind, Subject};
use crate::model::{ContainerIndex, ContainerRole};

pub(super) const RULE: Rule = Rule {
    code: "shipper-stops-first",
    severity: Severity::Warning,
    title: "The last lines are written when their reader is gone",
    why: "App containers get their signal all at the same moment. A container that only reads what another one writes may be gone while that one still writes.",
    example: "\
containers:
- {name: app, image: \"example/app:1\", volumeMounts: [{name: logs, mountPath: /logs}], lifecycle: {preStop: {exec: {command: [sleep, \"5\"]}}}}
- {name: shipper, image: \"fluent/fluent-bit:3.2\", volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]}
",
    instead: "Make the reader a sidecar: an init container with `restartPolicy: Always` (from 1.29) stops after the app containers.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    if grace::deletion(case).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (_, volume) in case.empty_dirs() {
        let mounts = mounts_of(case, &volume.name);
        let is_app = |index| case.pod.container(index).role == ContainerRole::App;
        for &(reader, at, _) in
            mounts.iter().filter(|(index, _, it)| it.read_only && is_app(*index))
        {
            let Some(gone) = last_exit(case, reader) else { continue };
            let writer = mounts
                .iter()
                .filter(|(index, _, it)| !it.read_only && is_app(*index))
                .find_map(|&(writer, ..)| {
                    let ends = last_exit(case, writer)?;
                    (is_said(case, writer) && case.time(ends) > case.time(gone))
                        .then_some((writer, ends))
                });
            let Some((writer, ends)) = writer else { continue };
            let message = format!(
                "`{}` is gone at {}, while `{}` goes on until {}: what that writes to `{}` in between is not read.",
                case.pod.container(reader).name,
                case.time(gone),
                case.pod.container(writer).name,
                case.time(ends),
                volume.name
            );
            found.push(
                Found::new(reader, case.whole(reader), message)
                    .and(case.of(reader, &format!("volumeMounts[{at}]")))
                    .at(Some(gone)),
            );
        }
    }
    found
}

/// Whether the manifest itself says how long a container takes to stop.
fn is_said(case: &Case<'_>, index: ContainerIndex) -> bool {
    let attempt = case.timeline.scenario.process(index).attempt(0);
    let hook = case.pod.container(index).pre_stop.is_some();
    attempt.on_term.basis == Basis::Declared
        || hook && attempt.pre_stop.takes.basis == Basis::Declared
}

fn last_exit(case: &Case<'_>, index: ContainerIndex) -> Option<EventId> {
    let mut events = case.timeline.events.iter();
    let event = events.rfind(|event| {
        event.subject == Subject::Container(index) && matches!(event.kind, EventKind::Exited { .. })
    })?;
    Some(event.id)
}
