//! A Job beside whose work a second app container never ends.

use super::case::Case;
use super::script;
use super::{Found, Rule, Severity};
use crate::engine::inferred::Ending;

pub(super) const RULE: Rule = Rule {
    code: "job-classic-sidecar",
    severity: Severity::Error,
    title: "A helper that never ends keeps a Job from completing",
    why: "A Job is complete when its Pods have succeeded, and a Pod succeeds when every app container has ended. A classic sidecar is an app container.",
    example: "\
kind: Job
spec:
  template:
    spec:
      containers:
      - {name: report, image: \"example/report:1\"}
      - {name: shipper, image: \"fluent/fluent-bit:3.2\"}
",
    instead: "Move the helper to `initContainers` and give it `restartPolicy: Always` (from 1.29): the kubelet stops it when the work has ended.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    if !case.is_of_job() || asks_to_quit(case) {
        return Vec::new();
    }
    let (helpers, work): (Vec<_>, Vec<_>) =
        case.apps().partition(|&(index, _)| case.ending(index) == Ending::Never);
    let Some((first, worker)) = work.first() else { return Vec::new() };
    let name = case.job_name();
    let about = helpers.into_iter().map(|(index, helper)| {
        let ended = case.exited(*first);
        let when = ended.map(|event| format!(" at {}", case.time(event))).unwrap_or_default();
        let message = format!(
            "{name} never completes: `{}` goes on when `{}` has ended{when}.",
            helper.name, worker.name
        );
        Found::new(index, case.whole(index), message).at(ended)
    });
    about.collect()
}

/// Whether a container tells another one to end, as `curl localhost:15020/quitquitquit` does.
fn asks_to_quit(case: &Case<'_>) -> bool {
    let asks = |text: String| ["quit", "kill", "shutdown"].iter().any(|word| text.contains(word));
    case.apps().any(|(_, container)| asks(script::text_with_hooks(container)))
}
