//! `podFailurePolicy` and `successPolicy`.
//!
//! Source: `pkg/controller/job/pod_failure_policy.go`, `success_policy.go`.

use crate::engine::controller::owned::Owned;
use crate::engine::{Condition, Phase};
use crate::model::{ContainerIndex, FailureAction, FailureMatch, FailureRule, Job, SuccessRule};

/// isPodFailed: the phase Failed; without `podReplacementPolicy: Failed` also a Pod that is being
/// deleted and has not succeeded.
pub(super) fn is_failed(job: &Job, pod: &Owned<'_>) -> bool {
    match pod.state().status.phase {
        Phase::Failed => true,
        Phase::Succeeded => false,
        _ => !job.replaces_only_ended && pod.state().deletion.is_some(),
    }
}

/// The first rule that a failed Pod meets, and the Job's message if it fails the Job
/// (matchPodFailurePolicy).
pub(super) fn matching(job: &Job, pod: &Owned<'_>) -> Option<(FailureAction, String)> {
    let rules = job.failure_policy.as_ref()?;
    rules.iter().enumerate().find_map(|(at, rule)| {
        let what = meets(rule, pod)?;
        Some((rule.action, format!("{what} matching FailJob rule at index {at}")))
    })
}

/// What of the Pod a rule matches, in the words of the Job's message.
fn meets(rule: &FailureRule, pod: &Owned<'_>) -> Option<String> {
    let (template, state) = (pod.kubelet.pod, pod.state());
    let name = format!("{}/{}", template.namespace, pod.given.name);
    match &rule.matches {
        FailureMatch::ExitCodes { container, codes } => {
            // App containers first, then the init list.
            let mut all = template.app_indices().chain(template.init_indices());
            let code = |index: ContainerIndex| {
                let ended = state.status.container(index)?.terminated()?.exit_code;
                let this = &template.container(index).name;
                let named = container.as_ref().is_none_or(|name| name == this);
                (named && ended != 0 && codes.contains(ended)).then_some((this, ended))
            };
            let (container, code) = all.find_map(code)?;
            Some(format!("Container {container} for pod {name} failed with exit code {code}"))
        }
        FailureMatch::Conditions(patterns) => {
            let (condition, _) = patterns.iter().find(|(wanted, value)| {
                let known = Condition::ALL.iter().find(|known| known.as_str() == wanted);
                known.is_some_and(|known| state.is(*known) == *value)
            })?;
            Some(format!("Pod {name} has condition {condition}"))
        }
    }
}

/// matchSuccessPolicy: the position of the first rule that the succeeded indexes meet.
pub(super) fn success(rules: &[SuccessRule], completions: u32, succeeded: &[u32]) -> Option<usize> {
    if succeeded.is_empty() {
        return None;
    }
    rules.iter().position(|rule| {
        let required = match &rule.indexes {
            None => return rule.count.is_some_and(|count| succeeded.len() >= count as usize),
            Some(ranges) => |index: u32| {
                index < completions
                    && ranges.iter().any(|&(low, high)| (low..=high).contains(&index))
            },
        };
        let all = (0..completions).filter(|&index| required(index)).count();
        let done = succeeded.iter().filter(|&&index| required(index)).count();
        all > 0 && (done == all || rule.count.is_some_and(|count| done >= count as usize))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_success_rule_asks_for_indexes_or_a_number_of_them() {
        // success_policy_test.go TestMatchSuccessPolicy.
        let rule = |indexes: Option<&[(u32, u32)]>, count| SuccessRule {
            indexes: indexes.map(<[_]>::to_vec),
            count,
        };
        let met = |rule: SuccessRule, succeeded: &[u32]| success(&[rule], 10, succeeded).is_some();
        assert!(!met(rule(None, Some(1)), &[]));
        assert!(met(rule(None, Some(2)), &[3, 7]));
        assert!(!met(rule(None, Some(3)), &[3, 7]));
        assert!(met(rule(Some(&[(0, 1)]), None), &[1, 0]));
        assert!(!met(rule(Some(&[(0, 1)]), None), &[0, 5]));
        assert!(met(rule(Some(&[(0, 2)]), Some(2)), &[0, 2, 5]));
        assert!(met(rule(Some(&[(8, 20)]), None), &[8, 9]), "what has no Pod is not asked for");
        assert!(!met(rule(Some(&[(20, 30)]), None), &[8, 9]));
    }
}
