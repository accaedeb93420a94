//! Where rows stand: the vertical half of the picture, in pixels.
//!
//! Apart from the scene because it alone depends on the selection: among many lanes, the selected
//! one keeps its full height.

use super::{Anchor, CauseArrow, Scene};
use crate::model::ContainerIndex;

/// How closely lanes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// Up to 8 containers: everything is drawn.
    Full,
    /// 9 to 12: without probe marks.
    Condensed,
    /// More: bars, signals and caps only; the selected lane is full.
    Dense,
}

impl Density {
    /// The name that the style sheet knows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Condensed => "condensed",
            Self::Dense => "dense",
        }
    }
}

/// The height of an image pull, as a share of the bar's.
pub const PULL: f64 = 0.4;

/// The row of one lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Whose lane.
    pub container: ContainerIndex,
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// The upper edge of its bars, from the upper edge of the row.
    pub bar_top: f64,
    /// The height of its bars.
    pub bar: f64,
    /// Whether its labels are written.
    pub labels: bool,
    /// Whether its probe marks are drawn.
    pub probes: bool,
}

impl Row {
    /// The middle of its bars, from the top of the track.
    pub fn middle(&self) -> f64 {
        self.top + self.bar_top + self.bar / 2.0
    }
}

/// The heights of one density, and every row's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// How closely lanes are packed.
    pub density: Density,
    /// The axis and the bands' names.
    pub head: f64,
    /// The Pod's own lane.
    pub pod: f64,
    /// The heading of a group.
    pub group: f64,
    /// The upper edge of each group heading, in order of the groups.
    pub group_tops: Vec<f64>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// The height of the whole track.
    pub height: f64,
}

impl Layout {
    /// Where the bands begin, under the axis.
    pub const BANDS_TOP: f64 = 21.0;
    /// Where the grid and the playhead begin, just under the axis' numbers.
    pub const GRID_TOP: f64 = 17.0;

    /// The layout of `scene` with `selected` picked out.
    pub fn new(scene: &Scene, selected: Option<ContainerIndex>) -> Self {
        let count = scene.lanes().count();
        let (density, group) = match count {
            ..=8 => (Density::Full, 18.0),
            9..=12 => (Density::Condensed, 16.0),
            _ => (Density::Dense, 15.0),
        };
        let (head, pod) = (40.0, 30.0);
        let mut y = head + pod;
        let mut group_tops = Vec::new();
        let mut rows = Vec::new();
        for section in &scene.groups {
            group_tops.push(y);
            y += group;
            for lane in &section.lanes {
                let row = row(lane.container, y, density, selected == Some(lane.container));
                y += row.height;
                rows.push(row);
            }
        }
        Self { density, head, pod, group, group_tops, rows, height: y + 4.0 }
    }

    /// The row of `container`.
    pub fn row(&self, container: ContainerIndex) -> Option<&Row> {
        self.rows.iter().find(|row| row.container == container)
    }

    /// Where the shaft of `arrow` begins and where its tip touches, in pixels from the top.
    pub fn arrow(&self, arrow: &CauseArrow) -> Option<(f64, f64)> {
        let (from, to) = (self.row(arrow.from.0)?, self.row(arrow.to.0)?);
        let down = if to.top > from.top { 1.0 } else { -1.0 };
        let reach = |row: &Row, anchor| match anchor {
            Anchor::Bar => row.bar / 2.0,
            Anchor::Pull => row.bar * PULL / 2.0,
            Anchor::Cap => row.bar * 0.4,
        };
        let gap = if arrow.to.1 == Anchor::Pull { 3.0 } else { 2.0 };
        let start = from.middle() + down * reach(from, arrow.from.1);
        let tip = to.middle() - down * (reach(to, arrow.to.1) + gap);
        Some((start, tip))
    }

    /// The height at which the sentence of `arrow` stands: in an empty group heading on its way, else
    /// half-way along.
    pub fn pill(&self, arrow: &CauseArrow) -> Option<f64> {
        let (start, tip) = self.arrow(arrow)?;
        let (top, bottom) = (start.min(tip), start.max(tip));
        let headings = self.group_tops.iter().map(|top| top + self.group / 2.0);
        Some(
            headings
                .filter(|y| (top..bottom).contains(y))
                .last()
                .unwrap_or(f64::midpoint(top, bottom)),
        )
    }

    /// The upper edge of the Pod's bar.
    pub fn pod_bar_top(&self) -> f64 {
        self.head + 6.0
    }

    /// The height of the Pod's bar.
    pub const POD_BAR: f64 = 17.0;
}

fn row(container: ContainerIndex, top: f64, density: Density, selected: bool) -> Row {
    let (height, bar_top, bar) = match (density, selected) {
        (Density::Full, _) => (38.0, 10.0, 20.0),
        (_, true) => (34.0, 8.0, 18.0),
        (Density::Condensed, false) => (26.0, 7.0, 14.0),
        (Density::Dense, false) => (14.0, 3.0, 8.0),
    };
    Row {
        container,
        top,
        height,
        bar_top,
        bar,
        labels: selected || density != Density::Dense,
        probes: selected || density == Density::Full,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{build, sample};

    fn rows(apps: usize, selected: Option<usize>) -> Layout {
        Layout::new(&build(&sample::idle(apps)), selected.map(ContainerIndex))
    }

    #[test]
    fn eight_lanes_are_full_and_nine_are_not() {
        assert_eq!(rows(8, None).density, Density::Full);
        assert_eq!(rows(9, None).density, Density::Condensed);
        assert_eq!(rows(12, None).density, Density::Condensed);
        assert_eq!(rows(13, None).density, Density::Dense);
    }

    #[test]
    fn rows_follow_each_other_without_a_gap() {
        let layout = rows(13, Some(4));
        for pair in layout.rows.windows(2) {
            assert!((pair[0].top + pair[0].height - pair[1].top).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn the_selected_lane_stays_full() {
        let layout = rows(13, Some(4));
        let heights: Vec<f64> = layout.rows.iter().map(|row| row.height).collect();
        assert!((heights[4] - 34.0).abs() < f64::EPSILON);
        assert!((heights[3] - 14.0).abs() < f64::EPSILON);
        assert!(layout.rows[4].labels && !layout.rows[3].labels);
    }

    #[test]
    fn arrows_end_just_before_what_they_release() {
        let scene = build(&sample::shop());
        let layout = Layout::new(&scene, None);
        let ends: Vec<(f64, f64)> =
            scene.causes.iter().filter_map(|arrow| layout.arrow(arrow)).collect();
        assert_eq!(
            ends,
            [(116.0, 195.0), (192.0, 153.0), (154.0, 251.0), (268.0, 289.0), (250.0, 214.0)]
        );
        assert_eq!(layout.pill(&scene.causes[1]), Some(173.0), "in the heading of the sidecars");
        assert_eq!(layout.pill(&scene.causes[4]), Some(229.0), "in the heading of the containers");
    }

    #[test]
    fn the_look_of_five_lanes_is_318_pixels_high() {
        let layout = Layout::new(&build(&sample::shop()), None);
        assert!((layout.height - 318.0).abs() < f64::EPSILON);
        assert!((layout.rows[0].top + layout.rows[0].bar_top - 98.0).abs() < f64::EPSILON);
    }
}
