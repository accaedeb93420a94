//! What a container that is being stopped waits for: its hook, its turn, its process.

use super::{Look, MOST};
use crate::engine::{EventKind, HookKind, Rule};
use crate::insight::grace_budget;
use crate::insight::why::Wait;
use crate::model::{ContainerIndex, ContainerRole};

impl Look<'_> {
    /// What a container that is being stopped waits for.
    pub(super) fn stop(&self, index: ContainerIndex) -> Vec<Wait> {
        let name = self.case.name(index);
        let now = self.state.container(index);
        let term = self.last(index, |kind| matches!(kind, EventKind::Term { .. }));
        if now.term_at.is_some()
            && let Some((at, EventKind::Term { grace })) = term.map(|term| (term.at, &term.kind))
        {
            let mut lines = vec![self.case.program(index)];
            lines.extend(self.case.grace_line());
            return vec![Wait {
                text: format!(
                    "{name} must end its process: it has got {}.",
                    self.case.signal(index)
                ),
                since: at,
                until: self.next(index, |kind| matches!(kind, EventKind::Exited { .. })),
                otherwise: format!(
                    "At {} it gets SIGKILL, and ends with exit code 137.",
                    at + *grace
                ),
                rule: Rule::KillAtDeadline,
                lines,
            }];
        }
        let mut waits: Vec<Wait> = self.pre_stop(index).into_iter().collect();
        waits.extend(self.turn(index));
        waits
    }

    fn pre_stop(&self, index: ContainerIndex) -> Option<Wait> {
        let name = self.case.name(index);
        let begun = self.last(index, |kind| *kind == EventKind::HookStarted(HookKind::PreStop))?;
        let over = |kind: &EventKind| {
            matches!(kind, EventKind::HookFinished { hook: HookKind::PreStop, .. })
        };
        if self.state.container(index).hook != Some(HookKind::PreStop) {
            return None;
        }
        let mut lines = vec![self.case.lines.of(index, "lifecycle.preStop", "no hook")];
        lines.extend(self.case.grace_line());
        let limit = match grace_budget::end(self.case.timeline)
            .filter(|_| self.state.stopping_since.is_some())
        {
            Some(end) => format!(", at {end}"),
            None => String::new(),
        };
        Some(Wait {
            text: format!(
                "The preStop hook of {name} must return: {}.",
                self.case.hook_text(index, HookKind::PreStop)
            ),
            since: begun.at,
            until: self.next(index, over),
            otherwise: format!(
                "When the grace period is over{limit}, the kubelet waits no longer: {} comes, and SIGKILL two seconds later.",
                self.case.signal(index)
            ),
            rule: Rule::PreStopFirst,
            lines,
        })
    }

    /// Whom a sidecar has to let go first.
    fn turn(&self, index: ContainerIndex) -> Vec<Wait> {
        let pod = self.case.pod();
        let Some(since) = self.state.stopping_since else { return Vec::new() };
        if self.case.container(index).role != ContainerRole::Sidecar
            || !self.case.timeline.version.at_least(29)
        {
            return Vec::new();
        }
        let runs = |other: &ContainerIndex| self.state.container(*other).is_running();
        let apps: Vec<ContainerIndex> = pod.app_indices().filter(runs).collect();
        let later: Vec<ContainerIndex> = pod
            .init_indices()
            .filter(|&other| {
                other > index && self.case.container(other).role == ContainerRole::Sidecar
            })
            .filter(runs)
            .collect();
        let end = grace_budget::end(self.case.timeline);
        let otherwise = format!(
            "When the grace period is over{}, every sidecar that still waits gets its signal at once, and SIGKILL two seconds later.",
            end.map(|end| format!(", at {end}")).unwrap_or_default()
        );
        let gone = |others: &[ContainerIndex]| {
            let ends = others
                .iter()
                .map(|&other| self.next(other, |kind| matches!(kind, EventKind::Exited { .. })));
            ends.collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max())
        };
        let line = |other: ContainerIndex| {
            self.case.lines.of(other, "restartPolicy", "an ordinary init container")
        };
        let mut waits = Vec::new();
        if !apps.is_empty() {
            waits.push(Wait {
                text: format!(
                    "Every app container must end first; {} still run{}.",
                    self.case.names(&apps),
                    if apps.len() == 1 { "s" } else { "" }
                ),
                since,
                until: gone(&apps),
                otherwise: otherwise.clone(),
                rule: Rule::SidecarsAfterApps,
                lines: vec![line(index)],
            });
        }
        if !later.is_empty() {
            waits.push(Wait {
                text: format!(
                    "The native sidecar{} after it in the list, {}, must end before it.",
                    if later.len() == 1 { "" } else { "s" },
                    self.case.names(&later)
                ),
                since,
                until: gone(&later),
                otherwise,
                rule: Rule::SidecarsReversed,
                lines: later.iter().take(MOST).map(|&other| self.case.lines.whole(other)).collect(),
            });
        }
        waits
    }
}
