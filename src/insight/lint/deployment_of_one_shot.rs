//! A command that is done, restarted for ever.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::EventKind;
use crate::engine::inferred::Ending;
use crate::model::{ContainerRole, RestartPolicy};

pub(super) const RULE: Rule = Rule {
    code: "deployment-of-one-shot",
    severity: Severity::Error,
    title: "A command that ends is restarted for ever",
    why: "Under `restartPolicy: Always` a container that ends is started again, also after exit code 0. The kubelet waits longer each time: CrashLoopBackOff.",
    example: "\
kind: Deployment
spec:
  template:
    spec:
      containers:
      - {name: hello, image: \"busybox:1.37\", command: [echo, hello]}
",
    instead: "Use a Job for work that ends, or a Pod with `restartPolicy: OnFailure`. A container that is meant to stay needs a command that does not end; an image such as `busybox` brings none.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let restarts = container.role == ContainerRole::App
            && case.pod.restart_policy_of(container) == RestartPolicy::Always;
        let succeeds = matches!(case.ending(index), Ending::With { code: 0, .. });
        if !restarts || !succeeds {
            return None;
        }
        // Work that goes on for longer than any back-off is not refused its restart.
        let refused = case.first(index, |kind| matches!(kind, EventKind::BackOff { .. }))?;
        let ended = case.exited(index)?;
        let message = format!(
            "`{}` is done at {} with exit code 0 and is restarted all the same: CrashLoopBackOff from {} on.",
            container.name,
            case.time(ended),
            case.time(refused)
        );
        Some(Found::new(index, case.program(index), message).at(Some(refused)))
    })
}
