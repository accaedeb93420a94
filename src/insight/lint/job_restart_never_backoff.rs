//! A failing Job that makes a new Pod each time.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::inferred::Ending;
use crate::model::RestartPolicy;

pub(super) const RULE: Rule = Rule {
    code: "job-restart-never-backoff",
    severity: Severity::Warning,
    title: "Each failure makes a new Pod",
    why: "With `restartPolicy: Never` a failed Pod stays as it is and the Job controller makes another one, until `backoffLimit` is passed. The failed Pods remain.",
    example: "\
kind: Job
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: check, image: \"busybox:1.37\", command: [sh, -c, \"exit 1\"]}
",
    instead: "Write `restartPolicy: OnFailure` to restart the container in the same Pod, or lower `backoffLimit`.",
    reference: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some(job) = case.job() else { return Vec::new() };
    let has_its_own_limits = job.failure_policy.is_some() || job.limits_indexes();
    if case.pod.restart_policy != RestartPolicy::Never
        || has_its_own_limits
        || job.backoff_limit == 0
    {
        return Vec::new();
    }
    let failing = case.apps().find_map(|(index, container)| match case.ending(index) {
        Ending::With { code, .. } if code != 0 && container.restart_rules.is_empty() => {
            Some((index, container, code))
        }
        _ => None,
    });
    let about = failing.map(|(index, container, code)| {
        let message = format!(
            "`{}` ends with exit code {code}, and {} makes up to {} more Pods before it gives up.",
            container.name,
            case.name(),
            job.backoff_limit
        );
        Found::new(index, case.program(index), message)
            .and(case.field("restartPolicy"))
            .at(case.exited(index))
    });
    about.into_iter().collect()
}
