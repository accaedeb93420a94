//! The row of `kubectl get pod` (`pkg/printers/internalversion/printers.go` printPod).
//!
//! The API server prints it from the Pod alone, so it says what the statuses say, late or not.

use super::{Condition, ContainerState, ContainerStatus, PodStatus, Terminated, age, reason};
use crate::engine::SimTime;
use crate::model::{ContainerRole, Pod, Version};
use std::fmt::Write as _;

/// One row of `kubectl get pod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// NAME.
    pub name: String,
    /// READY, such as `2/3`.
    pub ready: String,
    /// STATUS.
    pub status: String,
    /// RESTARTS, such as `3 (10s ago)`.
    pub restarts: String,
    /// AGE.
    pub age: String,
}

/// What `-o wide` adds to the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wide {
    /// IP.
    pub ip: String,
    /// NODE.
    pub node: String,
    /// NOMINATED NODE.
    pub nominated_node: String,
    /// READINESS GATES, such as `1/2`.
    pub readiness_gates: String,
}

/// The row at `now`, for a Pod that has a deletion timestamp if `deleted`.
pub fn row(pod: &Pod, status: &PodStatus, deleted: bool, now: SimTime, version: Version) -> Row {
    let mut print = Print::new(pod, status);
    if print.init_list() || status.conditions.is_true(Condition::Initialized) {
        print.app_list();
    }
    if deleted && status.reason == Some("NodeLost") {
        "Unknown".clone_into(&mut print.status);
    } else if deleted && !(status.phase.is_terminal() && version.at_least(31)) {
        "Terminating".clone_into(&mut print.status);
    }
    let total = pod.containers().iter().filter(|c| c.role != ContainerRole::Init).count();
    let sum = print.restarts;
    let mut restarts = sum.count.to_string();
    if let Some(at) = sum.last_exit.filter(|_| sum.count > 0) {
        let _ = write!(restarts, " ({} ago)", age(now.since(at).whole_secs()));
    }
    Row {
        name: pod.name.clone(),
        ready: format!("{}/{total}", print.ready),
        status: print.status,
        restarts,
        age: age(now.0 / 1000),
    }
}

/// The columns that `-o wide` adds, for a Pod that is bound to `node`.
pub fn wide(pod: &Pod, status: &PodStatus, node: Option<&str>) -> Wide {
    let or_none =
        |text: Option<&str>| text.filter(|it| !it.is_empty()).unwrap_or("<none>").to_owned();
    let total = pod.readiness_gates.len();
    let open = status.gates.iter().filter(|value| **value == Some("True")).count();
    let gates = (total > 0).then(|| format!("{open}/{total}"));
    Wide {
        ip: or_none(status.ip),
        node: or_none(node),
        nominated_node: or_none(status.nominated_node),
        readiness_gates: or_none(gates.as_deref()),
    }
}

/// Restarts, and when the newest run that ended before one did so.
#[derive(Clone, Copy, Default)]
struct Restarts {
    count: u32,
    last_exit: Option<SimTime>,
}

impl Restarts {
    fn add(&mut self, status: &ContainerStatus) {
        self.count += status.restart_count;
        self.last_exit = self.last_exit.max(status.last.and_then(|last| last.finished_at));
    }
}

/// The walk of printPod over the statuses.
struct Print<'a> {
    pod: &'a Pod,
    from: &'a PodStatus,
    status: String,
    ready: usize,
    restarts: Restarts,
    of_sidecars: Restarts,
}

impl<'a> Print<'a> {
    fn new(pod: &'a Pod, from: &'a PodStatus) -> Self {
        let scheduled = from.conditions.get(Condition::PodScheduled);
        let gated = scheduled.map(|told| told.reason).filter(|&told| told == "SchedulingGated");
        Self {
            pod,
            from,
            status: gated.or(from.reason).unwrap_or(from.phase.as_str()).to_owned(),
            ready: 0,
            restarts: Restarts::default(),
            of_sidecars: Restarts::default(),
        }
    }

    /// Walks the init list; false if an entry stops the walk.
    fn init_list(&mut self) -> bool {
        let (pod, from) = (self.pod, self.from);
        let listed = pod.init_indices().filter_map(|index| Some((index, from.container(index)?)));
        for (done, (index, status)) in listed.enumerate() {
            let sidecar = pod.container(index).role == ContainerRole::Sidecar;
            self.restarts.add(status);
            if sidecar {
                self.of_sidecars.add(status);
            }
            self.status = match status.state {
                ContainerState::Terminated(ended) if ended.exit_code == 0 => continue,
                _ if sidecar && status.started => {
                    self.ready += usize::from(status.ready);
                    continue;
                }
                ContainerState::Terminated(ended) => format!("Init:{}", word(&ended)),
                ContainerState::Waiting(waiting)
                    if !["", reason::POD_INITIALIZING].contains(&waiting.reason) =>
                {
                    format!("Init:{}", waiting.reason)
                }
                _ => format!("Init:{done}/{}", pod.init_count()),
            };
            return false;
        }
        true
    }

    /// Walks the app containers, last to first, so that the first one with a reason wins.
    fn app_list(&mut self) {
        self.restarts = self.of_sidecars;
        let mut running_ready = false;
        for &index in self.from.app_order.iter().rev() {
            let Some(status) = self.from.container(index) else { continue };
            self.restarts.add(status);
            match status.state {
                ContainerState::Waiting(waiting) if !waiting.reason.is_empty() => {
                    waiting.reason.clone_into(&mut self.status);
                }
                ContainerState::Terminated(ended) => self.status = word(&ended),
                ContainerState::Running { .. } if status.ready => {
                    running_ready = true;
                    self.ready += 1;
                }
                _ => {}
            }
        }
        if self.status == reason::COMPLETED && running_ready {
            let ready = self.from.conditions.is_true(Condition::Ready);
            (if ready { "Running" } else { "NotReady" }).clone_into(&mut self.status);
        }
    }
}

/// A run that ended, in one word: its reason, or else its signal or exit code.
fn word(ended: &Terminated) -> String {
    match ended {
        Terminated { reason: "", signal: 0, exit_code, .. } => format!("ExitCode:{exit_code}"),
        Terminated { reason: "", signal, .. } => format!("Signal:{signal}"),
        Terminated { reason, .. } => (*reason).to_owned(),
    }
}
