//! The bands behind the lanes: what the Pod is going through as a whole.

use super::{Range, Side, Span};
use crate::engine::{EventKind, Phase, SimTime, Timeline};

/// What a band stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandKind {
    /// Until every app container was started.
    Initializing,
    /// From then on.
    Running,
    /// From the deletion on. Not a phase: kubectl's STATUS.
    Terminating,
    /// The Pod ended by itself, in this phase.
    Ended(Phase),
}

impl BandKind {
    /// What is written on it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Initializing => "Initializing",
            Self::Running => "Running",
            Self::Terminating => "Terminating",
            Self::Ended(Phase::Succeeded) => "Succeeded",
            Self::Ended(_) => "Failed",
        }
    }
}

/// One band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// What it stands for.
    pub kind: BandKind,
    /// From when to when.
    pub span: Span,
    /// Where its name stands: right of its left edge, left of its right edge, or nowhere.
    pub label: Option<Side>,
}

/// A letter of a band's name at the usual width, and of the grace countdown.
const LETTER: f64 = 7.0;
const COUNTDOWN: f64 = 172.0;

/// The bands of `timeline` up to `last`.
pub(super) fn bands(timeline: &Timeline, range: Range, last: SimTime) -> Vec<Band> {
    let mut starts = vec![(SimTime::ZERO, BandKind::Initializing)];
    for event in timeline.events.iter().filter(|event| event.at <= last) {
        let kind = match event.kind {
            EventKind::DeletionRequested { .. } => BandKind::Terminating,
            EventKind::PhaseChanged(Phase::Running) => BandKind::Running,
            EventKind::PhaseChanged(phase @ (Phase::Succeeded | Phase::Failed)) => {
                BandKind::Ended(phase)
            }
            _ => continue,
        };
        // What ends while terminating goes on being Terminating in STATUS.
        if starts.last().is_some_and(|(_, band)| *band == BandKind::Terminating || *band == kind) {
            continue;
        }
        starts.push((event.at, kind));
    }
    let ends: Vec<SimTime> = starts.iter().skip(1).map(|(at, _)| *at).chain([last]).collect();
    let mut bands: Vec<Band> = starts
        .into_iter()
        .zip(ends)
        .map(|((from, kind), to)| Band { kind, span: Span { from, to }, label: None })
        .filter(|band| !band.span.is_empty())
        .collect();
    place_names(&mut bands, range);
    bands
}

/// From the right: each name keeps clear of the one behind it.
fn place_names(bands: &mut [Band], range: Range) {
    let mut free_until = range.px(range.end);
    for band in bands.iter_mut().rev() {
        let countdown = if band.kind == BandKind::Terminating { COUNTDOWN } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "a title has a dozen letters")]
        let needed = 10.0 + LETTER * band.kind.title().len() as f64 + countdown;
        let from = range.px(band.span.from);
        if from + needed <= free_until {
            band.label = Some(Side::Right);
            free_until = from;
        } else if band.kind == BandKind::Terminating {
            band.label = Some(Side::Left);
            free_until -= needed;
        } else {
            free_until = free_until.min(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{build, sample};

    fn drawn(timeline: &Timeline) -> Vec<String> {
        build(timeline)
            .bands
            .iter()
            .map(|band| {
                format!(
                    "{} {}–{} {:?}",
                    band.kind.title(),
                    band.span.from.0,
                    band.span.to.0,
                    band.label
                )
            })
            .collect()
    }

    #[test]
    fn bands_follow_the_phase_and_the_deletion() {
        assert_eq!(
            drawn(&sample::shop()),
            [
                "Initializing 0–12800 Some(Right)",
                "Running 12800–24000 Some(Right)",
                "Terminating 24000–36000 Some(Right)"
            ]
        );
    }

    #[test]
    fn a_finished_job_ends_in_its_phase() {
        assert_eq!(
            drawn(&sample::job()),
            [
                "Initializing 0–1000 Some(Right)",
                "Running 1000–6000 Some(Right)",
                "Succeeded 6000–7000 Some(Right)"
            ]
        );
    }
}
