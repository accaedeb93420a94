//! Starting one container: back-off, image, create, start, `postStart`.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_container.go` startContainer.

use super::kubelet::Kubelet;
use super::plan::Start;
use super::queue::Alarm;
use super::restart::{BackOff, Verdict};
use super::{EventId, EventKind, HookKind, Rule, SimTime, Subject};
use crate::model::{ContainerIndex, Millis};

impl Kubelet<'_> {
    /// Starting one container: back-off, image, create, start, `postStart`; the pass waits for each.
    pub(super) fn start_container(&mut self, start: Start) {
        let container = start.container;
        if let Some(exit) = start.exit {
            let verdict =
                BackOff::ask(&mut self.runtime[container.0].back_off, self.delays, exit, self.now);
            if let Verdict::Refuse { until, delay } = verdict {
                self.refuse(start, exit, until, delay);
                return;
            }
        }
        if let Some(pass) = &mut self.pass {
            pass.starting = Some(start);
        }
        self.ensure_image(start.container);
    }

    /// A start inside the back-off is refused; the status says so shortly after the exit.
    fn refuse(&mut self, start: Start, exit: SimTime, until: SimTime, delay: Millis) {
        let container = start.container;
        let told = exit + self.scenario.timings.notice;
        if self.runtime[container.0].refused.is_none() && self.now >= told {
            let exited = self.exited(container);
            let id = self.log(
                Subject::Container(container),
                EventKind::BackOff { delay },
                Some(exited),
                Rule::CrashBackOff,
                false,
            );
            self.runtime[container.0].refused = Some(id);
        }
        let again = if self.now < told { told.min(until) } else { until };
        self.queue.wake_at(again);
        self.give_up_start(container);
    }

    /// The image is there: the container is created.
    pub(super) fn create(&mut self, container: ContainerIndex, image: EventId) {
        if !self.state.sandbox {
            self.give_up_start(container); // The sandbox died while the pass was busy.
            return;
        }
        let subject = Subject::Container(container);
        let created =
            self.log(subject, EventKind::Created, Some(image), Rule::CreateThenStart, false);
        self.runtime[container.0].step = Some(created);
        if self.scenario.timings.create == Millis::ZERO {
            self.start_process(container);
        } else {
            self.block();
            self.queue
                .set(self.now + self.scenario.timings.create, Alarm::CreateOver { container });
        }
    }

    /// The process starts; `postStart` runs beside it, and the pass waits for that.
    pub(super) fn start_process(&mut self, container: ContainerIndex) {
        let created = self.runtime[container.0].step;
        self.unblock();
        if !self.state.sandbox {
            self.give_up_start(container);
            return;
        }
        let run = {
            let runtime = &mut self.runtime[container.0];
            runtime.known = true;
            runtime.run += 1;
            runtime.attempt = self.drawn[container.0];
            self.drawn[container.0] += 1;
            runtime.verdict = None;
            runtime.refused = None;
            runtime.post_start_failed = false;
            runtime.in_a_row = Default::default();
            runtime.run
        };
        let subject = Subject::Container(container);
        let started = self.log(subject, EventKind::Started, created, Rule::CreateThenStart, false);
        self.runtime[container.0].started = Some(started);
        self.runtime[container.0].released = Some(started);
        let attempt = *self.attempt(container);
        if let Some(runs) = attempt.runs.value {
            self.queue.set(self.now + runs, Alarm::ProcessOver { container, run, after: None });
        }
        self.note_started(container);
        self.note_app(container, started);
        if self.pod.container(container).post_start.is_some() {
            let kind = EventKind::HookStarted(HookKind::PostStart);
            self.log(subject, kind, Some(started), Rule::PostStartBlocks, false);
            self.block();
            let over = self.now + self.hook_run(container, HookKind::PostStart).takes.value;
            self.queue.set(over, Alarm::HookOver { container, run, hook: HookKind::PostStart });
        } else {
            self.start_over();
        }
    }

    /// `postStart` returned: the pass goes on, or the container is killed.
    pub(super) fn post_start_over(&mut self, container: ContainerIndex) {
        let run = self.hook_run(container, HookKind::PostStart);
        self.finish_post_start(container, run.fails, run.takes.is_assumed());
    }

    fn finish_post_start(&mut self, container: ContainerIndex, failed: bool, assumed: bool) {
        let kind = EventKind::HookFinished { hook: HookKind::PostStart, failed, cut: false };
        let cause = self.runtime[container.0].started;
        let subject = Subject::Container(container);
        let over = self.log(subject, kind, cause, Rule::PostStartBlocks, assumed);
        self.note_app(container, over);
        if failed {
            self.runtime[container.0].post_start_failed = true;
            if self.state.container(container).is_running() {
                self.block();
                self.kill_after_post_start(container, over);
                return;
            }
            self.give_up_start(container);
        } else {
            if self.pod.container(container).startup_probe.is_none() {
                self.runtime[container.0].released = Some(over);
            }
            self.start_over();
        }
    }

    /// A process that ends while its `postStart` hook runs takes the hook with it.
    pub(super) fn post_start_died(&mut self, container: ContainerIndex) {
        let dies_with_it = !self.is_sleep(container, HookKind::PostStart);
        let has_failed = self.runtime[container.0].post_start_failed;
        if self.is_starting(container) && dies_with_it && !has_failed {
            self.finish_post_start(container, true, false);
        }
    }
}
