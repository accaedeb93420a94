//! Who restarts, and after which delay.

use super::{ContainerStatus, SimTime};
use crate::model::{Container, ContainerRole, Millis, Pod, RestartPolicy};

/// Whether a container whose newest run ended is started again
/// (`pkg/api/v1/pod/util.go` ContainerShouldRestart; sidecars: `computeInitContainerActions`).
///
/// An ordinary init container that exited 0 is done under every policy.
pub(super) fn may_restart(pod: &Pod, container: &Container, status: &ContainerStatus) -> bool {
    let failed = status.newest_exit().is_none_or(|exit| exit.exit_code != 0);
    match (container.role, pod.restart_policy_of(container)) {
        (ContainerRole::Sidecar, _) | (ContainerRole::App, RestartPolicy::Always) => true,
        (_, RestartPolicy::Never) => false,
        (ContainerRole::Init, _) | (ContainerRole::App, RestartPolicy::OnFailure) => failed,
    }
}

/// The delays of one growing back-off: 10 s, 20 s, 40 s … 5 min
/// (client-go `flowcontrol/backoff.go`, `kubelet.go` newCrashLoopBackOff).
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
    const INITIAL: Millis = Millis::from_secs(10);
    const CAP: Millis = Millis::from_secs(300);
    /// A run (or a wait) longer than this makes the back-off start over.
    const EXPIRY: Millis = Millis::from_secs(600);

    /// Asks whether a container whose newest known run ended at `exit` may start at `now`, and books
    /// the start if so (`kuberuntime_manager.go` doBackOff). The first restart is immediate.
    pub(super) fn ask(entry: &mut Option<Self>, exit: SimTime, now: SimTime) -> Verdict {
        let valid = entry.filter(|e| {
            exit.since(e.last_update) <= Self::EXPIRY && now.since(e.last_update) <= Self::EXPIRY
        });
        let delay = match valid {
            Some(e) if now < exit + e.delay => {
                return Verdict::Refuse { until: exit + e.delay, delay: e.delay };
            }
            Some(e) => Millis((e.delay.0 * 2).min(Self::CAP.0)),
            None => Self::INITIAL,
        };
        *entry = Some(Self { delay, last_update: now });
        Verdict::Start
    }

    /// The delay before the next image pull after one that failed now
    /// (`images/image_manager.go`): counted from the attempt.
    pub(super) fn next_pull(entry: &mut Option<Self>, now: SimTime) -> Millis {
        let delay = entry.map_or(Self::INITIAL, |e| Millis((e.delay.0 * 2).min(Self::CAP.0)));
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
    fn starts(run: Millis, count: usize) -> Vec<u64> {
        let (mut entry, mut now, mut starts) = (None, SimTime::ZERO, vec![0]);
        while starts.len() < count {
            let exit = now + run;
            now = match BackOff::ask(&mut entry, exit, exit) {
                Verdict::Start => exit,
                Verdict::Refuse { until, .. } => {
                    assert_eq!(BackOff::ask(&mut entry, exit, until), Verdict::Start);
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
        assert_eq!(starts(Millis::ZERO, 9), [0, 0, 10, 30, 70, 150, 310, 610, 910]);
    }

    #[test]
    fn the_delay_counts_from_the_exit() {
        assert_eq!(starts(Millis::from_secs(5), 5), [0, 5, 20, 45, 90]);
    }

    #[test]
    fn a_run_of_more_than_ten_minutes_starts_over() {
        assert_eq!(starts(Millis::from_secs(601), 3), [0, 601, 1202]);
    }
}
