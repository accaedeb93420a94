//! The lane of the Pod's phase, with its Ready edge and the deletion timestamp.

use super::{Range, Span};
use crate::engine::{Condition, EventKind, Phase, SimTime, Timeline};

/// One phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseBar {
    /// Which.
    pub phase: Phase,
    /// From when to when.
    pub span: Span,
}

/// A word on the Pod's lane.
#[derive(Clone, Debug, PartialEq)]
pub struct PodText {
    /// The mark it belongs to.
    pub at: SimTime,
    /// How far right of it the word begins, in pixels, so that words do not run together.
    pub dx: f64,
    /// The word.
    pub text: &'static str,
}

/// The Pod's own lane.
#[derive(Clone, Debug, PartialEq)]
pub struct PodLane {
    /// The phases, in order.
    pub phases: Vec<PhaseBar>,
    /// When the condition Ready was True.
    pub ready: Vec<Span>,
    /// What is written on it, left to right.
    pub texts: Vec<PodText>,
    /// The end of the Pod's API object, or of the picture.
    pub end: SimTime,
    /// The lane in one sentence, for screen readers.
    pub sentence: String,
}

const LETTER: f64 = 6.2;
const INSET: f64 = 7.0;
/// Clear of the cap that a final phase begins with.
const VERDICT_INSET: f64 = 12.0;
const DELETION: &str = "deletionTimestamp set";

/// The Pod's lane up to `last`.
pub(super) fn pod_lane(timeline: &Timeline, range: Range, last: SimTime) -> PodLane {
    let mut phases = vec![(SimTime::ZERO, Phase::Pending)];
    let mut ready = Vec::new();
    let mut ready_since = None;
    let mut texts = Vec::new();
    let mut removed = None;
    for event in timeline.events.iter().filter(|event| event.at <= last) {
        match event.kind {
            EventKind::PhaseChanged(phase) => phases.push((event.at, phase)),
            EventKind::ConditionChanged(Condition::Ready, true) => {
                ready_since = Some(event.at);
                if ready.is_empty() {
                    texts.push((event.at, "Ready"));
                }
            }
            EventKind::ConditionChanged(Condition::Ready, false) => {
                ready.extend(ready_since.take().map(|from| Span { from, to: event.at }));
            }
            EventKind::DeletionRequested { .. } => texts.push((event.at, DELETION)),
            EventKind::Removed => removed = Some(event.at),
            _ => {}
        }
    }
    let end = removed.unwrap_or(last);
    ready.extend(ready_since.map(|from| Span { from, to: end }));
    let ends: Vec<SimTime> = phases.iter().skip(1).map(|(at, _)| *at).chain([end]).collect();
    let phases: Vec<PhaseBar> = phases
        .into_iter()
        .zip(ends)
        .map(|((from, phase), to)| PhaseBar { phase, span: Span { from, to } })
        .filter(|bar| !bar.span.is_empty())
        .collect();
    texts.extend(phases.iter().map(|bar| (bar.span.from, name(bar.phase))));
    let texts = in_order(texts);
    let sentence = sentence(&phases, &ready, removed);
    PodLane { texts: place(&texts, range, end), phases, ready, end, sentence }
}

/// The words in order of time; of one instant, the phase first.
fn in_order(texts: Vec<(SimTime, &'static str)>) -> Vec<(SimTime, &'static str)> {
    let rank = |(at, text): (SimTime, &str)| (at, text == DELETION, text == "Ready");
    let mut ordered = Vec::with_capacity(texts.len());
    for text in texts {
        ordered.insert(ordered.partition_point(|&other| rank(other) <= rank(text)), text);
    }
    ordered
}

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Pending => "Pending",
        Phase::Running => "Running",
        Phase::Succeeded => "Succeeded",
        Phase::Failed => "Failed",
    }
}

/// Left to right: each word keeps clear of the one before. The deletion is named as fully as there is
/// room; any other word that would cover the mark of the next, or the end of the lane, is left out.
fn place(texts: &[(SimTime, &'static str)], range: Range, end: SimTime) -> Vec<PodText> {
    let mut placed = Vec::new();
    let mut free_from = f64::MIN;
    for (n, &(at, text)) in texts.iter().enumerate() {
        let mark = range.px(at);
        let inset = if matches!(text, "Succeeded" | "Failed") { VERDICT_INSET } else { INSET };
        let left = (mark + inset).max(free_from);
        // "Ready" stands under its own edge and may be pushed along it by the word before.
        let next = texts.get(n + 1).filter(|(_, next)| *next != "Ready");
        let room = next.map_or(range.px(end), |(at, _)| range.px(*at)).max(mark) - left;
        let shorter: &[&str] =
            if text == DELETION { &["deletionTimestamp", "deletion"] } else { &[] };
        if let Some(text) = [text].iter().chain(shorter).copied().find(|text| width(text) <= room) {
            placed.push(PodText { at, dx: left - mark, text });
            free_from = left + width(text) + 10.0;
        }
    }
    placed
}

#[expect(clippy::cast_precision_loss, reason = "a word has two dozen letters")]
fn width(word: &str) -> f64 {
    LETTER * word.len() as f64
}

fn sentence(phases: &[PhaseBar], ready: &[Span], removed: Option<SimTime>) -> String {
    let phases: Vec<String> =
        phases.iter().map(|bar| format!("{} from {}", name(bar.phase), bar.span.from)).collect();
    let gone = removed.map(|at| format!(", gone at {at}")).unwrap_or_default();
    let ready: Vec<String> =
        ready.iter().map(|span| format!("; Ready from {} to {}", span.from, span.to)).collect();
    format!("Pod phase: {}{gone}{}", phases.join(", "), ready.concat())
}

#[cfg(test)]
mod tests {
    use crate::scene::{build, sample};

    #[test]
    fn words_do_not_run_together() {
        let pod = build(&sample::shop()).pod;
        let words: Vec<(&str, f64)> =
            pod.texts.iter().map(|text| (text.text, text.dx.round())).collect();
        assert_eq!(
            words,
            [("Pending", 7.0), ("Running", 7.0), ("Ready", 30.0), ("deletionTimestamp set", 7.0)]
        );
    }

    #[test]
    fn the_lane_says_when_the_pod_was_ready() {
        assert_eq!(
            build(&sample::shop()).pod.sentence,
            "Pod phase: Pending from 0.0 s, Running from 12.8 s, gone at 32.2 s; Ready from 14.0 s to 25.0 s"
        );
    }
}
