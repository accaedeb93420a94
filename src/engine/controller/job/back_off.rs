//! The delay after a failure: 10 s, 20 s, 40 s … 10 min, counted from the end of the failed Pod.
//!
//! Source: `pkg/controller/job/backoff_utils.go`.

use crate::engine::SimTime;
use crate::engine::controller::owned::doubled;
use crate::model::Millis;

/// `DefaultJobPodFailureBackOff`.
const FIRST: Millis = Millis::from_secs(10);
/// `MaxJobPodFailureBackOff`.
const MOST: Millis = Millis::from_secs(600);

/// Failures since the last success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BackOff {
    failures: u32,
    last: Option<SimTime>,
    /// The end of the delay that was told of.
    pub(super) told: Option<SimTime>,
}

impl BackOff {
    /// newBackoffRecord: the ends of the Pods that succeeded and that failed since the last look.
    pub(super) fn note(&mut self, succeeded: Option<SimTime>, failed: &[SimTime]) {
        if succeeded.is_some() {
            (self.failures, self.last) = (0, None);
        }
        // Of this look the last counts, even if an earlier look saw a later end.
        let mut last = None;
        for &end in failed.iter().filter(|&&end| succeeded.is_none_or(|success| end > success)) {
            self.failures += 1;
            last = last.max(Some(end));
        }
        self.last = last.or(self.last);
    }

    /// The whole delay in force, and when it is over.
    pub(super) fn delay(self) -> Option<(Millis, SimTime)> {
        self.last.map(|last| after(self.failures, last))
    }
}

/// The delay after so many failures, and when it is over.
pub(super) fn after(failures: u32, last: SimTime) -> (Millis, SimTime) {
    let delay = doubled(FIRST, failures, MOST);
    (delay, last + delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_up_to_ten_minutes() {
        let zero = SimTime::ZERO;
        let delays = (1..=8).map(|failures| after(failures, zero).0.whole_secs());
        assert!(delays.eq([10, 20, 40, 80, 160, 320, 600, 600]));
        assert_eq!(after(1000, zero).0, MOST);
    }

    #[test]
    fn only_failures_after_the_last_success_count() {
        // backoff_utils_test.go TestNewBackoffRecord.
        let at = SimTime::from_secs;
        let mut back_off = BackOff::default();
        back_off.note(None, &[at(3), at(5)]);
        assert_eq!(back_off.delay(), Some((Millis::from_secs(20), at(25))));
        back_off.note(Some(at(8)), &[at(7), at(9)]);
        assert_eq!(back_off.delay(), Some((Millis::from_secs(10), at(19))));
        back_off.note(Some(at(20)), &[]);
        assert_eq!(back_off.delay(), None);
        back_off.note(None, &[at(30)]);
        back_off.note(None, &[at(22)]);
        assert_eq!(back_off.delay(), Some((Millis::from_secs(20), at(42))), "the newest look");
    }
}
