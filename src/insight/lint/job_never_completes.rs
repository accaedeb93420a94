//! A Job in which no container ever ends.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::inferred::Ending;

pub(super) const RULE: Rule = Rule {
    code: "job-never-completes",
    severity: Severity::Error,
    title: "A Job whose only work never ends",
    why: "A Job is complete when its Pods have succeeded. A server or an endless loop never ends, so the Job stays active until somebody deletes it.",
    example: "\
kind: Job
spec:
  template:
    spec:
      containers:
      - {name: web, image: \"nginx:1.29\"}
",
    instead: "Run what is meant to stay in a Deployment; give a Job a command that ends, or set `activeDeadlineSeconds`.",
    reference: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let Some(job) = case.job() else { return Vec::new() };
    let ends_anyway = job.active_deadline.is_some() || case.pod.active_deadline.is_some();
    let mut apps = case.apps();
    if ends_anyway || !apps.all(|(index, _)| case.ending(index) == Ending::Never) {
        return Vec::new();
    }
    let about = case.apps().take(1).map(|(index, container)| {
        let message = format!(
            "{} never completes: `{}` never ends by itself.",
            case.job_name(),
            container.name
        );
        Found::new(index, case.program(index), message).at(case.started(index))
    });
    about.collect()
}
