//! Who restarts, and after which delay.

use super::{ContainerNow, NodeConfig, SimTime};
use crate::model::{Container, ContainerRole, Gate, Millis, Pod, RestartPolicy, Version};

/// Whether a container is started again after a run that ended with `exit_code`
/// (`pkg/api/v1/pod/util.go` ContainerShouldRestart; sidecars: `computeInitContainerActions`).
///
/// Of its restart rules the first that matches decides, then its own policy, then the Pod's. An
/// ordinary init container that exited 0 is done under every policy.
pub(super) fn should_restart(pod: &Pod, container: &Container, exit_code: i32) -> bool {
    let failed = exit_code != 0;
    let by_rule = container.restart_rule(exit_code).is_some();
    match (container.role, pod.restart_policy_of(container)) {
        (ContainerRole::Sidecar, _) | (ContainerRole::App, RestartPolicy::Always) => true,
        (ContainerRole::App, _) if by_rule => true,
        (ContainerRole::Init, _) if by_rule => failed,
        (_, RestartPolicy::Never) => false,
        (ContainerRole::Init, _) | (ContainerRole::App, RestartPolicy::OnFailure) => failed,
    }
}

/// Whether a container whose newest run ended is started again.
pub(super) fn may_restart(pod: &Pod, container: &Container, status: &ContainerNow) -> bool {
    status.newest_exit().is_none_or(|exit| should_restart(pod, container, exit.exit_code))
}

/// Whether one of the container's restart rules matches how its newest run ended (KEP-5307).
pub(super) fn by_rule(container: &Container, status: &ContainerNow) -> bool {
    status.newest_exit().is_some_and(|exit| container.restart_rule(exit.exit_code).is_some())
}

/// How long crash back-off waits at first and at most
/// (`kubelet.go` newCrashLoopBackOff).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delays {
    initial: Millis,
    cap: Millis,
}

impl Delays {
    /// 10 s, doubled up to 5 min: the default, and what image pulls keep to.
    pub(super) const DEFAULT: Self =
        Self { initial: Millis::from_secs(10), cap: Millis::from_secs(300) };
    /// With the gate ReduceDefaultCrashLoopBackOffDecay (KEP-4603).
    const REDUCED: Self = Self { initial: Millis::from_secs(1), cap: Millis::from_secs(60) };

    /// What holds on a node. A maximum set there wins, and lowers the first delay if it is shorter.
    pub(super) fn of(version: Version, node: NodeConfig) -> Self {
        let base = if version.has(Gate::ReduceDefaultCrashLoopBackOffDecay) {
            Self::REDUCED
        } else {
            Self::DEFAULT
        };
        match node.max_container_restart_period {
            Some(cap) if version.has(Gate::KubeletCrashLoopBackOffMax) => {
                Self { initial: base.initial.min(cap), cap }
            }
            _ => base,
        }
    }

    fn next(self, entry: Option<BackOff>) -> Millis {
        entry.map_or(self.initial, |entry| Millis((entry.delay.0 * 2).min(self.cap.0)))
    }
}

/// The delays of one growing back-off (client-go `flowcontrol/backoff.go`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BackOff {
    delay: Millis,
    last_update: SimTime,
}

/// What the back-off says to a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Start now.
    Start,
    /// Not before `until`; the whole delay is `delay`.
    Refuse { until: SimTime, delay: Millis },
}

impl BackOff {
    /// A run (or a wait) longer than this makes the back-off start over.
    const EXPIRY: Millis = Millis::from_secs(600);

    fn is_valid(self, at: SimTime) -> bool {
        at.since(self.last_update) <= Self::EXPIRY
    }

    /// Asks whether a container whose newest known run ended at `exit` may start at `now`, and books
    /// the start if so (`kuberuntime_manager.go` doBackOff). The first restart is immediate.
    pub(super) fn ask(
        entry: &mut Option<Self>,
        delays: Delays,
        exit: SimTime,
        now: SimTime,
    ) -> Verdict {
        let valid = entry.filter(|entry| entry.is_valid(exit) && entry.is_valid(now));
        if let Some(entry) = valid
            && now < exit + entry.delay
        {
            return Verdict::Refuse { until: exit + entry.delay, delay: entry.delay };
        }
        *entry = Some(Self { delay: delays.next(valid), last_update: now });
        Verdict::Start
    }

    /// The delay before the next image pull after one that failed now
    /// (`images/image_manager.go`): counted from the attempt.
    pub(super) fn next_pull(entry: &mut Option<Self>, now: SimTime) -> Millis {
        let delay = Delays::DEFAULT.next(entry.filter(|entry| entry.is_valid(now)));
        *entry = Some(Self { delay, last_update: now });
        delay
    }

    /// Until when no new pull is tried.
    pub(super) fn pull_again_at(self) -> SimTime {
        self.last_update + self.delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts of a container whose every run takes `run`, as doBackOff lets them happen.
    fn starts(delays: Delays, run: Millis, count: usize) -> Vec<u64> {
        let (mut entry, mut now, mut starts) = (None, SimTime::ZERO, vec![0]);
        while starts.len() < count {
            let exit = now + run;
            now = match BackOff::ask(&mut entry, delays, exit, exit) {
                Verdict::Start => exit,
                Verdict::Refuse { until, .. } => {
                    assert_eq!(BackOff::ask(&mut entry, delays, exit, until), Verdict::Start);
                    until
                }
            };
            starts.push(now.0 / 1000);
        }
        starts
    }

    #[test]
    fn instant_crashes_restart_at_the_documented_instants() {
        // test/e2e_node/container_restart_test.go lists 0, 0, 10, 30, 70, 150, 310.
        assert_eq!(
            starts(Delays::DEFAULT, Millis::ZERO, 9),
            [0, 0, 10, 30, 70, 150, 310, 610, 910]
        );
    }

    #[test]
    fn the_delay_counts_from_the_exit() {
        assert_eq!(starts(Delays::DEFAULT, Millis::from_secs(5), 5), [0, 5, 20, 45, 90]);
    }

    #[test]
    fn a_run_of_more_than_ten_minutes_starts_over() {
        assert_eq!(starts(Delays::DEFAULT, Millis::from_secs(601), 3), [0, 601, 1202]);
    }
    #[test]
    fn version_and_node_change_the_delays() {
        let node =
            |seconds| NodeConfig { max_container_restart_period: Some(Millis::from_secs(seconds)) };
        let unset = NodeConfig::default();
        let newest = Version::NEWEST;
        let reduced = newest.with(Gate::ReduceDefaultCrashLoopBackOffDecay, true);
        let v134 = Version::new(34).expect("a known minor");
        for (version, node, expected) in [
            // container_restart_test.go, with a maximum of 30 s and of 1 s on the node.
            (newest, node(30), [0, 0, 10, 30, 60, 90, 120]),
            (newest, node(1), [0, 0, 1, 2, 3, 4, 5]),
            // The setting needs its gate, on from 1.35.
            (v134, node(30), [0, 0, 10, 30, 70, 150, 310]),
            (reduced, unset, [0, 0, 1, 3, 7, 15, 31]),
            // A maximum that is set wins over the reduced one.
            (reduced, node(300), [0, 0, 1, 3, 7, 15, 31]),
        ] {
            let delays = Delays::of(version, node);
            assert_eq!(starts(delays, Millis::ZERO, 7), expected, "{version} {node:?}");
        }
    }
}
