//! A restart rule that restarts what has succeeded.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{ContainerRole, RestartPolicy};

pub(super) const RULE: Rule = Rule {
    code: "restart-rule-restarts-success",
    severity: Severity::Warning,
    title: "A restart rule that restarts a success",
    why: "A rule that matches exit code 0 restarts a container that has done its work. An init container never gets past it, and a Job never completes.",
    example: "\
restartPolicy: Never
restartPolicyRules:
- {action: Restart, exitCodes: {operator: NotIn, values: [42]}}
",
    instead: "Leave 0 out: list the codes of failures, or add 0 to `NotIn`.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let has_to_end = match container.role {
            ContainerRole::Init => true,
            ContainerRole::App => case.is_of_job(),
            ContainerRole::Sidecar => false,
        };
        let decides = case.pod.restart_policy_of(container) != RestartPolicy::Always
            || container.role == ContainerRole::Init;
        if !has_to_end || !decides {
            return None;
        }
        let rule = container.restart_rule(0)?;
        let at = container.restart_rules.iter().position(|it| it == rule)?;
        let message = format!(
            "`{}` is restarted when it has ended with exit code 0, and so never succeeds.",
            container.name
        );
        let path = case.of(index, &format!("restartPolicyRules[{at}]"));
        Some(Found::new(index, path, message).at(case.exited(index)))
    })
}
