//! A sidecar whose turn to stop comes too late.

use super::case::Case;
use super::grace;
use super::{Found, Rule, Severity};
use crate::engine::EventKind;
use crate::model::{ContainerRole, Millis};

pub(super) const RULE: Rule = Rule {
    code: "sidecar-grace",
    severity: Severity::Warning,
    title: "The grace period runs out before the sidecars have stopped",
    why: "Sidecars stop after the app containers, one by one in reverse order, all within the one grace period of the Pod. When it is over, those that are left get SIGTERM together and are killed two seconds later.",
    example: "\
terminationGracePeriodSeconds: 6
initContainers:
- {name: shipper, image: \"example/shipper:1\", restartPolicy: Always}
containers:
- name: app
  image: busybox:1.37
  command: [sh, -c, \"trap 'sleep 8; exit 0' TERM; sleep infinity & wait\"]
",
    instead: "Make `terminationGracePeriodSeconds` long enough for all of them one after another.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some((deleted, grace)) = grace::deletion(case) else { return Vec::new() };
    // Their order is lost only if somebody else takes the time.
    let late = case.containers().find_map(|(index, sidecar)| {
        let term = case.first(index, |kind| matches!(kind, EventKind::Term { .. }))?;
        let is_late = case.time(term).since(deleted) >= grace && grace > Millis::ZERO;
        (sidecar.role == ContainerRole::Sidecar && is_late).then_some((index, sidecar, term))
    });
    let about = late.map(|(index, sidecar, term)| {
        let message = format!(
            "The sidecar `{}` gets its signal only when the grace period of {grace} is over; {}.",
            sidecar.name,
            grace::advice(case)
        );
        Found::new(index, case.field("terminationGracePeriodSeconds"), message)
            .and(case.whole(index))
            .at(Some(term))
    });
    about.into_iter().collect()
}
