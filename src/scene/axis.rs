//! The time that is shown, its place across the track, and the axis above it.

use super::Cut;
use crate::engine::{EventKind, SimTime, Timeline};
use crate::model::Millis;

/// The width at which distances in pixels are judged. The track itself may be wider or narrower.
const TRACK_PX: f64 = 900.0;
/// At most this many steps on the axis.
const MOST_STEPS: u64 = 18;
/// What stays free behind the last event, in percent: room for an exit code.
const MARGIN: f64 = 9.0;
/// The same when the deadline is written there.
const DEADLINE_MARGIN: f64 = 10.5;
/// Where a torn edge stands, in percent.
const CUT_AT: f64 = 95.65;

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first instant.
    pub from: SimTime,
    /// Its end.
    pub to: SimTime,
}

impl Span {
    /// Whether nothing lies between the two ends.
    pub fn is_empty(self) -> bool {
        self.to <= self.from
    }
}

/// The time on the axis, from 0 to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The right edge of the track; never zero.
    pub end: SimTime,
}

#[expect(clippy::cast_precision_loss, reason = "times on a track are far below 2^52 milliseconds")]
impl Range {
    /// The place of `at` in percent of the track's width.
    pub fn percent(self, at: SimTime) -> f64 {
        100.0 * at.0 as f64 / self.end.0 as f64
    }

    /// The width of `span` in percent of the track's width.
    pub fn width(self, span: Span) -> f64 {
        (self.percent(span.to) - self.percent(span.from)).max(0.0)
    }

    /// The instant at `fraction` (0 to 1) of the track's width, held inside the range.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=end"
    )]
    pub fn at_fraction(self, fraction: f64) -> SimTime {
        SimTime((fraction.clamp(0.0, 1.0) * self.end.0 as f64).round() as u64)
    }

    /// The place of `at` in pixels of a track of usual width: only for judging distances.
    pub(super) fn px(self, at: SimTime) -> f64 {
        self.percent(at) * TRACK_PX / 100.0
    }

    /// The length of `span` in pixels of a track of usual width.
    pub(super) fn px_width(self, span: Span) -> f64 {
        self.width(span) * TRACK_PX / 100.0
    }
}

/// One number on the axis, with its grid line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its instant.
    pub at: SimTime,
    /// What is written: `0 s`, then plain seconds.
    pub text: String,
}

/// The range of `timeline`: a bit more than what happens, or a torn edge near the right.
pub(super) fn range(timeline: &Timeline, cut: Option<&Cut>) -> Range {
    if let Some(cut) = cut {
        return Range { end: stretch(cut.at, 100.0 - CUT_AT) };
    }
    let last = timeline.events.last().map_or(SimTime::ZERO, |event| event.at).max(SimTime(1000));
    let deadline_ahead = timeline.events.iter().any(|event| match event.kind {
        EventKind::DeletionRequested { grace } => event.at + grace > last,
        _ => false,
    });
    let wanted = stretch(last, if deadline_ahead { DEADLINE_MARGIN } else { MARGIN });
    let step = step(wanted);
    Range { end: SimTime(wanted.0.div_ceil(step.0) * step.0) }
}

/// The axis of `range`; nothing is written behind a torn edge.
pub(super) fn ticks(range: Range, cut: Option<&Cut>) -> Vec<Tick> {
    let step = step(range.end);
    let last = cut.map_or(range.end, |cut| cut.at);
    (0..=last.0 / step.0)
        .map(|n| SimTime(n * step.0))
        .map(|at| Tick { at, text: if at.0 == 0 { "0 s".to_owned() } else { number(at) } })
        .collect()
}

/// The end that leaves `margin` percent free behind `last`.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times on a track are far below 2^52 milliseconds and never negative"
)]
fn stretch(last: SimTime, margin: f64) -> SimTime {
    SimTime((last.0 as f64 / (1.0 - margin / 100.0)).ceil() as u64)
}

/// The smallest of 0.1, 0.2, 0.5, 1, 2, 5, 10 … seconds that needs no more than [`MOST_STEPS`].
fn step(end: SimTime) -> Millis {
    let mut decade = 100;
    loop {
        for factor in [1, 2, 5] {
            if end.0.div_ceil(decade * factor) <= MOST_STEPS {
                return Millis(decade * factor);
            }
        }
        decade *= 10;
    }
}

/// Plain seconds with a decimal where needed.
pub(super) fn number(at: SimTime) -> String {
    match at.0 % 1000 / 100 {
        0 => (at.0 / 1000).to_string(),
        tenths => format!("{}.{tenths}", at.0 / 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(end: u64) -> String {
        ticks(Range { end: SimTime(end) }, None)
            .iter()
            .map(|tick| tick.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!(step(SimTime::from_secs(36)), Millis::from_secs(2));
        assert_eq!(step(SimTime::from_secs(37)), Millis::from_secs(5));
        assert_eq!(step(SimTime::from_secs(92)), Millis::from_secs(10));
        assert_eq!(step(SimTime::from_secs(600)), Millis::from_secs(50));
        assert_eq!(step(SimTime(1500)), Millis(100));
    }

    #[test]
    fn axis_starts_with_the_unit() {
        assert_eq!(axis(10_000), "0 s 1 2 3 4 5 6 7 8 9 10");
        assert_eq!(axis(2_000), "0 s 0.2 0.4 0.6 0.8 1 1.2 1.4 1.6 1.8 2");
    }

    #[test]
    fn a_place_and_its_instant_agree() {
        let range = Range { end: SimTime::from_secs(36) };
        assert!((range.percent(SimTime(7_400)) - 20.556).abs() < 0.001);
        assert_eq!(range.at_fraction(0.5), SimTime::from_secs(18));
        assert_eq!(range.at_fraction(-0.2), SimTime::ZERO);
        assert_eq!(range.at_fraction(1.7), range.end);
    }
}
