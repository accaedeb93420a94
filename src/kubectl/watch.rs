//! `kubectl get pods -w`: a line for every change of the Pod that the API server sends.
//!
//! kubectl prints each event of the watch as it comes (`pkg/cmd/get/get.go` watch), also where no cell
//! but AGE differs from the line before: it is the object that has changed, not the row. A write that
//! changes nothing makes no event. Who writes:
//! - whoever creates the Pod, and whoever deletes it (a line each);
//! - the scheduler, which binds it (`pkg/registry/core/pod/storage/storage.go` assignPod: node and
//!   condition in one write);
//! - the kubelet: what changes in the status at one instant is one write
//!   (`pkg/kubelet/status/status_manager.go` syncBatch). With the last of the Pod it asks for a deletion
//!   without grace: the server writes that grace first and removes the object then
//!   (`apiserver pkg/registry/generic/registry/store.go` updateForGracefulDeletionAndFinalizers), which
//!   makes two more lines.

use super::table::Table;
use crate::engine::status::{Condition, PodStatus, row};
use crate::engine::{Event, EventKind, PodState, Row, SimTime, Timeline};
use crate::model::Millis;

/// What a watch calls a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The object is there.
    Added,
    /// It is another than before.
    Modified,
    /// It is gone; the line shows how it was last.
    Deleted,
}

impl Change {
    /// The type of the event, as `--output-watch-events` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "ADDED",
            Self::Modified => "MODIFIED",
            Self::Deleted => "DELETED",
        }
    }
}

/// Who wrote the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Whoever creates or deletes it: you, or a controller.
    Client,
    /// The scheduler.
    Scheduler,
    /// The kubelet.
    Kubelet,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchLine {
    /// When it is printed.
    pub at: SimTime,
    /// What the watch sends.
    pub change: Change,
    /// Who has written.
    pub author: Author,
    /// What is printed.
    pub row: Row,
    /// No cell but AGE differs from the line before.
    pub repeats: bool,
}

/// Every line of a watch that was there before the Pod, in order.
pub fn watch(timeline: &Timeline) -> Vec<WatchLine> {
    let mut watch = Watch {
        timeline,
        state: PodState::new(&timeline.pod, timeline.version),
        written: PodStatus::new(&timeline.pod),
        lines: Vec::new(),
    };
    for at_once in timeline.events.chunk_by(|one, next| one.at == next.at) {
        for event in at_once {
            watch.see(event);
        }
        watch.write(at_once[0].at);
    }
    watch.lines
}

/// The lines as a terminal shows them.
pub fn watch_text(lines: &[WatchLine]) -> String {
    let mut table = Table::default();
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let Row { name, ready, status, restarts, age } = line.row.clone();
        let cells = vec![name, ready, status, restarts, age];
        let head = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"].map(str::to_owned).to_vec();
        // The head comes with the first line.
        text += &match number {
            0 => table.print(&[head, cells]),
            _ => table.print(&[cells]),
        };
    }
    text
}

struct Watch<'a> {
    timeline: &'a Timeline,
    state: PodState,
    /// The status that the last line has told.
    written: PodStatus,
    lines: Vec<WatchLine>,
}

impl Watch<'_> {
    fn see(&mut self, event: &Event) {
        let at = event.at;
        match event.kind {
            EventKind::Gated => {
                // The server itself tells that the Pod is gated, as it accepts it.
                self.apply(event);
                self.tell(at, Change::Added, Author::Client);
            }
            EventKind::Scheduled => {
                if self.lines.is_empty() {
                    self.tell(at, Change::Added, Author::Client);
                }
                self.state.status.conditions.set(Condition::PodScheduled, (true, ""), at);
                self.tell(at, Change::Modified, Author::Scheduler);
                self.apply(event);
            }
            EventKind::DeletionRequested { .. } => {
                self.write(at);
                self.apply(event);
                self.tell(at, Change::Modified, Author::Client);
            }
            EventKind::Removed => {
                self.write(at);
                if self.state.deletion.is_some_and(|deletion| deletion.grace > Millis::ZERO) {
                    self.tell(at, Change::Modified, Author::Kubelet);
                }
                self.apply(event);
                self.tell(at, Change::Deleted, Author::Kubelet);
            }
            _ => self.apply(event),
        }
    }

    fn apply(&mut self, event: &Event) {
        self.state.apply(&self.timeline.pod, event);
    }

    /// The kubelet writes what has changed.
    fn write(&mut self, at: SimTime) {
        if self.state.status != self.written {
            self.tell(at, Change::Modified, Author::Kubelet);
        }
    }

    fn tell(&mut self, at: SimTime, change: Change, author: Author) {
        let Timeline { pod, version, .. } = self.timeline;
        self.written.clone_from(&self.state.status);
        let row = row(pod, &self.state.status, self.state.deletion.is_some(), at, *version);
        let repeats = self.lines.last().is_some_and(|last| {
            let shown = |row: &Row| (row.ready.clone(), row.status.clone(), count(row).to_owned());
            shown(&last.row) == shown(&row)
        });
        self.lines.push(WatchLine { at, change, author, row, repeats });
    }
}

/// RESTARTS without the age behind it.
fn count(row: &Row) -> &str {
    row.restarts.split(' ').next().unwrap_or_default()
}
