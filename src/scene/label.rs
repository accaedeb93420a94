//! What is written beside the marks of a lane, and on which side.
//!
//! Distances are judged at a usual width of the track; a label that would run into the next mark
//! flips to the left, and one that fits nowhere is left to the tooltip.

use super::{Lane, Range};
use crate::engine::SimTime;

/// Below this distance to the next mark a label flips.
const NEAR: f64 = 64.0;
/// What a signal's name needs.
const SIGNAL_ROOM: f64 = 56.0;

/// On which side of its mark a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left of it.
    Left,
    /// Centred on it.
    Middle,
    /// Right of it.
    Right,
}

/// What a label belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A signal: above the bar.
    Signal,
    /// An exit code: beside the cap.
    ExitCode,
    /// An exit code with a back-off behind it: above the gap, so that its line stays free.
    ExitCodeAboveGap,
    /// A back-off delay: above the gap.
    Delay,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where it stands.
    pub at: SimTime,
    /// From when on it is past; before, it is drawn pale.
    pub since: SimTime,
    /// What it belongs to.
    pub kind: LabelKind,
    /// What is written.
    pub text: String,
    /// On which side.
    pub side: Side,
}

/// The labels of `lane`. `arrows` are the instants at which cause arrows touch or cross it.
pub(super) fn labels(lane: &Lane, range: Range, arrows: &[SimTime], signal: &str) -> Vec<Label> {
    let mut labels = Vec::new();
    signals(lane, range, arrows, signal, &mut labels);
    exit_codes(lane, range, &mut labels);
    for gap in &lane.gaps {
        // A probe that kills leaves a signal's name where the gap begins.
        let signal = lane.signals.iter().any(|mark| mark.at == gap.span.from);
        if range.px_width(gap.span) >= if signal { 2.0 * NEAR + 20.0 } else { 34.0 } {
            let at = SimTime(u64::midpoint(gap.span.from.0, gap.span.to.0));
            let (since, text) = (gap.span.from, gap.delay.to_string());
            let label = Label { at, since, kind: LabelKind::Delay, text, side: Side::Middle };
            add(&mut labels, label);
        }
    }
    labels
}

/// Adds a label in order of time.
fn add(labels: &mut Vec<Label>, label: Label) {
    labels.insert(labels.partition_point(|other| other.at <= label.at), label);
}

fn signals(lane: &Lane, range: Range, arrows: &[SimTime], signal: &str, labels: &mut Vec<Label>) {
    for (n, mark) in lane.signals.iter().enumerate() {
        let after = lane.signals.get(n + 1).map(|next| next.at);
        let before = n.checked_sub(1).map(|previous| lane.signals[previous].at);
        let crossing = arrows.iter().copied().find(|&at| at > mark.at);
        let free_right = after
            .into_iter()
            .chain(crossing)
            .min()
            .map_or(f64::MAX, |next| range.px(next) - range.px(mark.at))
            .min(range.px(range.end) - range.px(mark.at));
        let free_left =
            before.map_or(range.px(mark.at), |before| range.px(mark.at) - range.px(before));
        let side = if free_right >= NEAR {
            Side::Right
        } else if free_left >= SIGNAL_ROOM {
            Side::Left
        } else if free_right >= SIGNAL_ROOM || after.is_none() {
            Side::Right
        } else {
            continue;
        };
        let text = if mark.kill { "SIGKILL" } else { signal }.to_owned();
        add(labels, Label { at: mark.at, since: mark.at, kind: LabelKind::Signal, text, side });
    }
}

fn exit_codes(lane: &Lane, range: Range, labels: &mut Vec<Label>) {
    for run in &lane.runs {
        let Some(exit) = &run.exit else { continue };
        let at = run.span.to;
        let gap = lane.gaps.iter().find(|gap| gap.span.from == at);
        let next_run = lane.runs.iter().map(|run| run.span.from).find(|&from| from >= at);
        let next_pull = lane.pulls.iter().map(|pull| pull.span.from).find(|&from| from >= at);
        let free = next_run
            .into_iter()
            .chain(next_pull)
            .min()
            .map_or(f64::MAX, |next| range.px(next) - range.px(at))
            .min(range.px(range.end) - range.px(at));
        let (needed, kind) = match gap {
            Some(_) => (2.0 * NEAR + 20.0, LabelKind::ExitCodeAboveGap),
            None => (NEAR, LabelKind::ExitCode),
        };
        if free >= needed {
            let text = format!("exit {}", exit.code);
            add(labels, Label { at, since: at, kind, text, side: Side::Right });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Timeline;
    use crate::scene::{build, sample};

    fn labels(timeline: &Timeline, name: &str) -> Vec<String> {
        let scene = build(timeline);
        let lane = scene.lanes().find(|lane| lane.name == name).expect("in the sample");
        lane.labels
            .iter()
            .map(|label| format!("{} {} {:?}", label.at, label.text, label.side))
            .collect()
    }

    #[test]
    fn a_signal_flips_when_an_arrow_follows_closely() {
        let shop = sample::shop();
        assert_eq!(labels(&shop, "api"), ["29.0 s SIGTERM Left", "31.0 s exit 0 Right"]);
        assert_eq!(labels(&shop, "envoy"), ["24.0 s SIGTERM Right", "25.0 s exit 0 Right"]);
        assert_eq!(labels(&shop, "log-agent"), ["31.0 s SIGTERM Right", "32.0 s exit 0 Right"]);
    }

    #[test]
    fn a_back_off_is_labelled_with_its_delay_and_an_exit_only_where_there_is_room() {
        assert_eq!(
            labels(&sample::crash_loop(), "app"),
            ["4.0 s exit 1 Right", "9.0 s 10s Middle", "19.0 s 20s Middle"]
        );
    }
}
