//! `restartPolicy` of a Pod: what a Job asks for, and what other workloads refuse.

use crate::fix::case::{Case, Draft};
use crate::fix::edit::New;
use crate::manifest::{Problem, ProblemKind, WorkloadKind};

pub(super) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let path = case.spec().child("restartPolicy");
    let of_job = matches!(case.kind, WorkloadKind::Job | WorkloadKind::CronJob);
    let asks = matches!(problem.kind, ProblemKind::Required | ProblemKind::NotSupported);
    if problem.path != path || !asks {
        return Vec::new();
    }
    if !of_job {
        let edit = case.editor.remove(&path);
        return Draft::of("remove-field", "Remove restartPolicy", edit).into_iter().collect();
    }
    let write = |policy: &str| {
        let edit = match case.editor.find(&path) {
            Some(_) => case.editor.replace_text(&path, policy),
            None => case.editor.put(&path, New::text(policy), &[]),
        };
        Draft::of("set-restart-policy", format!("Write restartPolicy: {policy}"), edit)
    };
    ["OnFailure", "Never"].into_iter().filter_map(write).collect()
}
