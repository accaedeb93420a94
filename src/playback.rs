//! The cursor in time: playing, rate, seek, step. Pure: the caller says how much wall time went by.
//!
//! Knows the timeline's instants, nothing of frames, pictures or keys. How far a step goes is said
//! in the visual language (`landing`): past an event, so that its mark can be seen, but never past
//! the next one.

use crate::engine::{Event, EventKind, SimTime, Timeline};
use crate::model::Millis;
use std::fmt;

/// How far behind an event a step lands, at most.
const SETTLE: Millis = Millis(400);
/// How long each event is shown when playing goes from event to event, at 1×.
const DWELL: Millis = Millis(1200);

/// How fast simulated time runs against wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate {
    /// Simulated milliseconds in four milliseconds of wall time: all rates are whole quarters.
    quarters: u64,
}

impl Rate {
    /// One second a second.
    pub const NORMAL: Self = Self { quarters: 4 };
    /// The rates on offer, slowest first.
    pub const ALL: [Self; 6] = [
        Self { quarters: 1 },
        Self { quarters: 2 },
        Self::NORMAL,
        Self { quarters: 8 },
        Self { quarters: 16 },
        Self { quarters: 32 },
    ];

    /// Whether time runs faster than on a clock.
    pub fn is_fast(self) -> bool {
        self > Self::NORMAL
    }
}

/// `0.25×`, `1×`, `8×`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarters {
            1 => f.write_str("0.25×"),
            2 => f.write_str("0.5×"),
            quarters => write!(f, "{}×", quarters / 4),
        }
    }
}

/// How the cursor moves while playing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// With every frame.
    #[default]
    Smooth,
    /// From event to event, resting at each: for people who ask for reduced motion.
    EventByEvent,
}

/// Direction of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Towards the beginning.
    Back,
    /// Towards the end.
    Forward,
}

/// The instants at which a step can stop, ascending and without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stops {
    instants: Vec<SimTime>,
    end: SimTime,
}

impl Stops {
    /// The stops of `timeline` as far as `end`, the last instant that is shown.
    pub fn of(timeline: &Timeline, end: SimTime) -> Self {
        let events = timeline.events.iter().filter(|event| is_step(event) && event.at <= end);
        Self::new(events.map(|event| event.at).collect(), end)
    }

    fn new(mut instants: Vec<SimTime>, end: SimTime) -> Self {
        instants.dedup();
        Self { instants, end }
    }

    /// The last instant that can be shown.
    pub fn end(&self) -> SimTime {
        self.end
    }

    /// Where a step to the stop at `index` lands: a little behind it, at most half-way to the next.
    fn landing(&self, index: usize) -> SimTime {
        let at = self.instants[index];
        let room = match self.instants.get(index + 1) {
            Some(next) => Millis(next.since(at).0 / 2),
            None => self.end.since(at),
        };
        at + SETTLE.min(room)
    }

    /// Where to show what happens at `at`: behind the stop at that instant, or there if it is none.
    pub fn settle(&self, at: SimTime) -> SimTime {
        self.instants.binary_search(&at).map_or(at, |index| self.landing(index))
    }

    /// Where a step from `cursor` lands.
    fn step(&self, cursor: SimTime, step: Step) -> SimTime {
        let passed = self.instants.partition_point(|&stop| stop <= cursor);
        match step {
            Step::Forward if passed < self.instants.len() => self.landing(passed),
            Step::Forward => self.end,
            Step::Back => {
                // Well behind an event, the way back leads to it; standing at it, to the one before.
                let here = passed.checked_sub(1).filter(|&index| self.landing(index) < cursor);
                match here.or_else(|| passed.checked_sub(2)) {
                    Some(index) => self.landing(index),
                    None => SimTime::ZERO,
                }
            }
        }
    }
}

/// Whether an event is worth a stop: not a single probe result (what follows from it is an event of
/// its own), nor what merely follows from another event at the same instant.
pub fn is_step(event: &Event) -> bool {
    !matches!(
        event.kind,
        EventKind::Probed { .. }
            | EventKind::ConditionChanged(..)
            | EventKind::PhaseChanged(_)
            | EventKind::Created
            | EventKind::PassStarted
            | EventKind::PassFinished
            | EventKind::BecameStarted
    )
}

/// Where the cursor is and how it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playback {
    cursor: SimTime,
    playing: bool,
    rate: Rate,
    pace: Pace,
    /// Quarter milliseconds that were played but do not fill a millisecond of the cursor yet (or,
    /// from event to event, do not fill the rest at an event).
    owed: u64,
}

impl Playback {
    /// Paused at `cursor`, at 1×.
    pub fn at(cursor: SimTime, pace: Pace) -> Self {
        Self { cursor, playing: false, rate: Rate::NORMAL, pace, owed: 0 }
    }

    /// The instant shown.
    pub fn cursor(&self) -> SimTime {
        self.cursor
    }

    /// Whether time runs.
    pub fn playing(&self) -> bool {
        self.playing
    }

    /// How fast it runs.
    pub fn rate(&self) -> Rate {
        self.rate
    }

    /// Sets how fast it runs.
    pub fn set_rate(&mut self, rate: Rate) {
        self.rate = rate;
    }

    /// How the cursor moves while playing.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Starts; from the beginning if the end has been reached.
    pub fn play(&mut self, stops: &Stops) {
        if self.cursor >= stops.end {
            self.cursor = SimTime::ZERO;
        }
        self.playing = true;
        self.owed = 0;
    }

    /// Stops time.
    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// Lets `elapsed` of wall time pass. Stops at the end.
    pub fn tick(&mut self, elapsed: Millis, stops: &Stops) {
        if !self.playing {
            return;
        }
        self.owed += elapsed.0 * self.rate.quarters;
        match self.pace {
            Pace::Smooth => {
                self.cursor = self.cursor + Millis(self.owed / 4);
                self.owed %= 4;
            }
            Pace::EventByEvent => {
                while self.owed >= DWELL.0 * 4 && self.cursor < stops.end {
                    self.owed -= DWELL.0 * 4;
                    self.cursor = stops.step(self.cursor, Step::Forward);
                }
            }
        }
        if self.cursor >= stops.end {
            self.cursor = stops.end;
            self.playing = false;
        }
    }

    /// Goes to `at`; to the end if that lies behind it.
    pub fn seek(&mut self, at: SimTime, stops: &Stops) {
        self.cursor = at.min(stops.end);
        self.owed = 0;
    }

    /// Goes to the next or the previous event and stops there.
    pub fn step(&mut self, step: Step, stops: &Stops) {
        self.playing = false;
        self.seek(stops.step(self.cursor.min(stops.end), step), stops);
    }

    /// Moves the cursor by `by`, without regard to events, and stops there.
    pub fn nudge(&mut self, step: Step, by: Millis, stops: &Stops) {
        self.playing = false;
        self.seek(
            match step {
                Step::Back => self.cursor - by,
                Step::Forward => self.cursor + by,
            },
            stops,
        );
    }
}

/// The first event of the Pod's end: its deletion, its deadline, or the kubelet stopping it.
pub fn shutdown(timeline: &Timeline) -> Option<&Event> {
    timeline.events.iter().find(|event| {
        matches!(
            event.kind,
            EventKind::DeletionRequested { .. }
                | EventKind::StopRequested
                | EventKind::DeadlineExceeded
        )
    })
}

/// Where the page opens: behind the first container's start, with something to see on both sides.
pub fn opening(timeline: &Timeline, stops: &Stops) -> SimTime {
    let first = timeline.events.iter().find(|event| event.kind == EventKind::Started);
    first.map_or(SimTime::ZERO, |event| stops.settle(event.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops() -> Stops {
        Stops::new([0, 1000, 1000, 1300, 5000].map(SimTime).to_vec(), SimTime(9000))
    }

    fn at(ms: u64) -> Playback {
        Playback::at(SimTime(ms), Pace::Smooth)
    }

    #[test]
    fn a_step_lands_behind_the_event_but_never_past_the_next() {
        let cases = [
            // from, direction, to
            (0, Step::Forward, 1150),    // half-way between 1000 and 1300
            (1150, Step::Forward, 1700), // 0.4 s behind 1300
            (1700, Step::Forward, 5400),
            (5400, Step::Forward, 9000), // nothing left: the end
            (9000, Step::Forward, 9000),
            (9000, Step::Back, 5400), // well behind 5000: back to it
            (5400, Step::Back, 1700),
            (1700, Step::Back, 1150),
            (1150, Step::Back, 400),
            (400, Step::Back, 0),
            (0, Step::Back, 0),
            (1300, Step::Back, 1150), // standing at an event, the one before
        ];
        for (from, step, to) in cases {
            let mut playback = at(from);
            playback.step(step, &stops());
            assert_eq!(playback.cursor(), SimTime(to), "{step:?} from {from}");
        }
    }

    #[test]
    fn a_step_pauses() {
        let mut playback = at(0);
        playback.play(&stops());
        playback.step(Step::Forward, &stops());
        assert!(!playback.playing());
    }

    #[test]
    fn slow_rates_lose_no_time_to_rounding() {
        for (rate, expected) in Rate::ALL.into_iter().zip([250, 500, 1000, 2000, 4000, 8000]) {
            let mut playback = at(0);
            playback.set_rate(rate);
            playback.play(&stops());
            for _ in 0..1000 {
                playback.tick(Millis(1), &stops());
            }
            assert_eq!(playback.cursor(), SimTime(expected), "{rate}");
        }
    }

    #[test]
    fn playing_stops_at_the_end_and_starts_over_from_there() {
        let mut playback = at(8990);
        playback.play(&stops());
        playback.tick(Millis(100), &stops());
        assert_eq!((playback.cursor(), playback.playing()), (SimTime(9000), false));
        playback.play(&stops());
        assert_eq!((playback.cursor(), playback.playing()), (SimTime::ZERO, true));
    }

    #[test]
    fn nothing_moves_while_paused() {
        let mut playback = at(1234);
        playback.tick(Millis(100), &stops());
        assert_eq!(playback.cursor(), SimTime(1234));
    }

    #[test]
    fn reduced_motion_rests_at_each_event() {
        let mut playback = Playback::at(SimTime::ZERO, Pace::EventByEvent);
        playback.play(&stops());
        playback.tick(Millis(1199), &stops());
        assert_eq!(playback.cursor(), SimTime::ZERO);
        playback.tick(Millis(1), &stops());
        assert_eq!(playback.cursor(), SimTime(1150));
        playback.tick(Millis(1200), &stops());
        assert_eq!(playback.cursor(), SimTime(1700));
        playback.tick(Millis(1200 * 2), &stops());
        assert_eq!((playback.cursor(), playback.playing()), (SimTime(9000), false));
    }

    #[test]
    fn seeking_and_nudging_stay_inside_the_timeline() {
        let mut playback = at(0);
        playback.seek(SimTime(99_000), &stops());
        assert_eq!(playback.cursor(), SimTime(9000));
        playback.nudge(Step::Back, Millis(100), &stops());
        assert_eq!(playback.cursor(), SimTime(8900));
        playback.seek(SimTime(50), &stops());
        playback.nudge(Step::Back, Millis(100), &stops());
        assert_eq!(playback.cursor(), SimTime::ZERO);
    }

    #[test]
    fn rates_read_as_factors() {
        let text: Vec<String> = Rate::ALL.iter().map(Rate::to_string).collect();
        assert_eq!(text, ["0.25×", "0.5×", "1×", "2×", "4×", "8×"]);
        assert!(!Rate::NORMAL.is_fast());
        assert!(Rate::ALL[3].is_fast());
    }
}
