//! A restart rule that changes nothing.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::model::{ContainerRole, ExitCodes, RestartAction, RestartPolicy};

pub(super) const RULE: Rule = Rule {
    code: "restart-rule-unreachable",
    severity: Severity::Warning,
    title: "A restart rule that changes nothing",
    why: "The first rule that matches an exit code decides. A rule behind one that has taken all its codes is never asked, and `Restart` under the policy Always says what happens anyway.",
    example: "\
restartPolicy: Always
restartPolicyRules:
- {action: Restart, exitCodes: {operator: In, values: [42]}}
",
    instead: "Write the rules for a container with `restartPolicy: Never` or `OnFailure`, the special codes first; remove those that are never asked.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.containers() {
        let rules = &container.restart_rules;
        let policy = case.pod.restart_policy_of(container);
        let restarts = policy == RestartPolicy::Always || container.role == ContainerRole::Sidecar;
        let only_restart = rules.iter().all(|rule| rule.action == RestartAction::Restart);
        for (at, rule) in rules.iter().enumerate() {
            let path = case.of(index, &format!("restartPolicyRules[{at}]"));
            if restarts && only_restart {
                let message = format!(
                    "`{}` is restarted after every exit anyway, as its restartPolicy is Always.",
                    container.name
                );
                found.push(Found::new(index, path, message));
                break;
            }
            let mut earlier = rules[..at].iter().enumerate();
            let Some((by, _)) = earlier.find(|(_, it)| covers(&it.exit_codes, &rule.exit_codes))
            else {
                continue;
            };
            let message = format!(
                "Rule {} of `{}` is never asked: rule {} takes all its exit codes.",
                at + 1,
                container.name,
                by + 1
            );
            found.push(Found::new(index, path, message));
        }
    }
    found
}

/// Whether one set of codes holds all of another.
fn covers(one: &ExitCodes, other: &ExitCodes) -> bool {
    match (one, other) {
        (_, ExitCodes::In(codes)) => codes.iter().all(|&code| one.contains(code)),
        (ExitCodes::NotIn(left_out), ExitCodes::NotIn(_)) => {
            left_out.iter().all(|&code| !other.contains(code))
        }
        // All but a few are never among a few.
        (ExitCodes::In(_), ExitCodes::NotIn(_)) => false,
    }
}
