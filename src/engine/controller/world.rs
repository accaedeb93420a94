//! The world: a clock, several kubelets, and what a controller may do.

use super::owned::{NewPod, Owned};
use super::timeline::{Moment, OwnedJob, OwnedPod, WorkloadTimeline};
use super::{Cause, Controller, ControllerEvent, ControllerEventId, ControllerEventKind};
use crate::engine::kubelet::Kubelet;
use crate::engine::{End, EventId, Rule, Scenario, SimTime};
use crate::model::{Version, Workload};

/// More Pods than this tell nothing new.
const POD_CAP: usize = 200;
/// More events than this, of all Pods and controllers, are a pattern that repeats.
const EVENT_CAP: usize = 20_000;

/// One simulation of a workload.
pub(super) struct World<'a> {
    pub(super) workload: &'a Workload,
    /// The scenario of the first Pod, and that of the others: the same without acts of a user.
    scenarios: [&'a Scenario; 2],
    pub(super) version: Version,
    pub(super) now: SimTime,
    pub(super) pods: Vec<Owned<'a>>,
    pub(super) jobs: Vec<OwnedJob>,
    pub(super) events: Vec<ControllerEvent>,
    order: Vec<Moment>,
    /// How many runs of each container there have been, over all Pods.
    drawn: Vec<usize>,
    /// The controller did something at this look.
    changed: bool,
    /// When the controller has to look again at the latest.
    wake: Option<SimTime>,
    /// A Pod was not made because there are enough of them.
    full: bool,
}

impl<'a> World<'a> {
    pub(super) fn new(
        workload: &'a Workload,
        scenario: &'a Scenario,
        left_alone: &'a Scenario,
        version: Version,
    ) -> Self {
        let mut world = Self {
            workload,
            scenarios: [scenario, left_alone],
            version,
            now: SimTime::ZERO,
            pods: Vec::new(),
            jobs: Vec::new(),
            events: Vec::new(),
            order: Vec::new(),
            drawn: vec![0; workload.template.containers().len()],
            changed: false,
            wake: None,
            full: false,
        };
        world.log(ControllerEventKind::Applied, None, Rule::WorkloadApplied);
        world
    }

    /// Runs to the end.
    pub(super) fn run(mut self, mut controller: Controller<'a>) -> WorkloadTimeline {
        if matches!(controller, Controller::Job(_)) {
            self.add_job(self.workload.name.clone(), ControllerEventId(0));
        }
        loop {
            self.look(&mut controller);
            if self.order.len() >= EVENT_CAP {
                return self.finish(End::EventCap);
            }
            match self.next() {
                Ok(next) => {
                    let due = self.pods.iter().filter_map(Owned::due).min();
                    self.now = due.map_or(next, |due| due.min(next));
                }
                Err(end) => return self.finish(end),
            }
        }
    }

    /// Everything that happens at this instant: the kubelets, then the controller, and again.
    fn look(&mut self, controller: &mut Controller<'a>) {
        loop {
            let mut goes_on = false;
            for pod in 0..self.pods.len() {
                goes_on |= self.settle(pod);
            }
            (self.changed, self.wake) = (false, None);
            controller.sync(self);
            if !(self.changed || goes_on) || self.order.len() >= EVENT_CAP {
                return;
            }
        }
    }

    /// Lets a kubelet do what is due now; true if it has more to do. A delete is known to the
    /// controllers before a process can have ended of it.
    fn settle(&mut self, pod: usize) -> bool {
        loop {
            self.pods[pod].rest = self.step(pod, Kubelet::rest);
            if self.pods[pod].due().is_none_or(|due| due > self.now) {
                return false;
            }
            let is_deleted = self.pods[pod].state().deletion.is_some();
            self.step(pod, Kubelet::advance);
            if self.pods[pod].state().deletion.is_some() != is_deleted {
                return true;
            }
        }
    }

    /// When there is more to see, or how it all ends. Behind the horizon only what is being stopped
    /// is followed to its end.
    fn next(&self) -> Result<SimTime, End> {
        let horizon = SimTime::ZERO + self.scenarios[0].horizon;
        let pods = self.pods.iter().filter_map(Owned::interest).min();
        let next = match (pods, self.wake) {
            (Some(pods), Some(wake)) => Some(pods.min(wake)),
            (pods, wake) => pods.or(wake),
        };
        if let Some(next) = next.filter(|next| *next <= horizon) {
            return Ok(next);
        }
        let stopping = self.pods.iter().filter(|pod| pod.is_stopping());
        stopping.filter_map(Owned::interest).min().ok_or(match next {
            Some(next) => End::Horizon { next },
            None if self.pods.iter().all(|pod| pod.rest == Err(End::Finished)) => End::Finished,
            None => End::Steady,
        })
    }

    /// Lets one kubelet act, with the runs of all Pods in its count.
    fn step<T>(&mut self, pod: usize, act: impl FnOnce(&mut Kubelet<'a>) -> T) -> T {
        let owned = &mut self.pods[pod];
        std::mem::swap(&mut owned.kubelet.drawn, &mut self.drawn);
        let result = act(&mut owned.kubelet);
        std::mem::swap(&mut owned.kubelet.drawn, &mut self.drawn);
        let new = &owned.kubelet.events[owned.told..];
        self.order.extend(new.iter().map(|event| Moment::Pod { pod, event: event.id }));
        owned.told = owned.kubelet.events.len();
        result
    }

    /// Notes what the controller did.
    pub(super) fn log(
        &mut self,
        kind: ControllerEventKind,
        cause: Option<Cause>,
        rule: Rule,
    ) -> ControllerEventId {
        let id = u32::try_from(self.events.len()).expect("invariant: events are capped");
        let id = ControllerEventId(id);
        self.events.push(ControllerEvent { id, at: self.now, kind, cause, rule });
        self.order.push(Moment::Controller(id));
        self.changed = true;
        id
    }

    /// The controller has to look again at `at`, whatever happens before. What is past wakes nobody:
    /// time goes on.
    pub(super) fn wake_at(&mut self, at: SimTime) {
        debug_assert!(at > self.now, "a controller waits for what is past");
        if at > self.now {
            self.wake = Some(self.wake.map_or(at, |wake| wake.min(at)));
        }
    }

    /// Creates a Pod; false if there are enough of them.
    pub(super) fn create(&mut self, given: NewPod, cause: Option<Cause>, rule: Rule) -> bool {
        let pod = self.pods.len();
        if pod >= POD_CAP {
            self.full = true;
            return false;
        }
        let created_by = self.log(ControllerEventKind::PodCreated { pod }, cause, rule);
        let scenario = self.scenarios[usize::from(pod > 0)];
        let mut kubelet = Kubelet::new(&self.workload.template, scenario, self.version);
        kubelet.drawn = Vec::new();
        self.pods.push(Owned {
            given,
            created: self.now,
            created_by,
            deleted_by: None,
            counted: None,
            kubelet,
            rest: Ok(SimTime::ZERO),
            told: 0,
        });
        self.step(pod, Kubelet::begin);
        true
    }

    /// Deletes a Pod with its own grace period, unless that has been done.
    pub(super) fn delete(&mut self, pod: usize, cause: Option<Cause>, rule: Rule) {
        let owned = &self.pods[pod];
        if owned.state().deletion.is_some() || owned.state().removed {
            return;
        }
        let own = SimTime::ZERO + self.now.since(owned.created);
        let deleted = self.log(ControllerEventKind::PodDeleted { pod }, cause, rule);
        self.pods[pod].deleted_by = Some(deleted);
        self.step(pod, |kubelet| {
            kubelet.now = own;
            kubelet.delete(None, false);
        });
    }

    /// A Job came to be.
    pub(super) fn add_job(&mut self, name: String, created_by: ControllerEventId) {
        self.jobs.push(OwnedJob { name, created: self.now, created_by });
    }

    /// The last event of a Pod that meets `wanted`, over all Pods, as a cause.
    pub(super) fn latest(
        &self,
        wanted: impl Fn(&Owned<'a>, &crate::engine::EventKind) -> bool,
    ) -> Option<Cause> {
        let mut moments = self.order.iter().rev();
        moments.find_map(|moment| match *moment {
            Moment::Pod { pod, event } => {
                let owned = &self.pods[pod];
                let kind = &owned.kubelet.events[event.0 as usize].kind;
                wanted(owned, kind).then_some(Cause::Pod { pod, event })
            }
            Moment::Controller(_) => None,
        })
    }

    /// When a cause happened.
    pub(super) fn time_of(&self, cause: Cause) -> SimTime {
        match cause {
            Cause::Controller(id) => self.events[id.0 as usize].at,
            Cause::Pod { pod, event } => {
                let owned = &self.pods[pod];
                owned.in_world(owned.kubelet.events[event.0 as usize].at)
            }
        }
    }

    fn finish(self, end: End) -> WorkloadTimeline {
        let horizon = SimTime::ZERO + self.scenarios[0].horizon;
        let until = match end {
            End::Horizon { .. } => self.now.max(horizon),
            _ => self.now,
        };
        let pods = self.pods.into_iter().map(|owned| {
            let end = owned.rest.err().unwrap_or_else(|| match owned.kubelet.queue.next() {
                Some(next) => End::Horizon { next },
                None => End::Steady,
            });
            let mut timeline = owned.kubelet.finish(end);
            timeline.pod.name.clone_from(&owned.given.name);
            if end != End::Finished {
                timeline.until = SimTime::ZERO + until.since(owned.created);
            }
            OwnedPod {
                name: owned.given.name,
                created: owned.created,
                job: owned.given.job,
                index: owned.given.index,
                created_by: owned.created_by,
                deleted_by: owned.deleted_by,
                timeline,
            }
        });
        WorkloadTimeline {
            workload: self.workload.clone(),
            version: self.version,
            pods: pods.collect(),
            jobs: self.jobs,
            events: self.events,
            order: self.order,
            end: if self.full { End::EventCap } else { end },
            until,
        }
    }
}

/// A Pod's event as a cause.
pub(super) fn pod_event(pod: usize, event: Option<EventId>) -> Option<Cause> {
    event.map(|event| Cause::Pod { pod, event })
}
