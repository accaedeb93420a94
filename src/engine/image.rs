//! Image pulls: part of a container's start, so everything behind them waits.
//!
//! Source: `pkg/kubelet/images/image_manager.go` EnsureImageExists.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::restart::BackOff;
use super::{EventKind, PullOutcome, PullRun, Rule, SimTime, Subject, WaitingReason};
use crate::model::{ContainerIndex, Millis, PullPolicy};

impl<'a> Kubelet<'a> {
    /// Makes sure that the image is on the node, then creates the container.
    pub(super) fn ensure_image(&mut self, container: ContainerIndex) {
        let run = self.next_pull(container);
        let on_node =
            self.images.contains(&self.image(container)) || run.outcome == PullOutcome::Present;
        match self.pod.container(container).pull_policy {
            PullPolicy::Never if on_node || run.outcome == PullOutcome::Ok => {
                self.image_present(container);
            }
            PullPolicy::Never => self.image_missing(container),
            PullPolicy::IfNotPresent if on_node => self.image_present(container),
            PullPolicy::Always | PullPolicy::IfNotPresent => self.pull(container, run),
        }
    }

    fn image(&self, container: ContainerIndex) -> &'a str {
        &self.pod.container(container).image
    }

    fn next_pull(&self, container: ContainerIndex) -> PullRun {
        *self.scenario.process(container).pull(self.runtime[container.0].pulls)
    }

    fn image_present(&mut self, container: ContainerIndex) {
        let (cause, rule) = self.release(container);
        let rule =
            if rule == Rule::AppsInOnePass || cause.0 == 0 { Rule::ImagePresent } else { rule };
        let kind = EventKind::Pulled { already_present: true, took: Millis::ZERO };
        let pulled = self.log(Subject::Container(container), kind, Some(cause), rule, false);
        self.create(container, pulled);
    }

    /// Policy `Never` and no image: said once, tried again in every pass, without any pull.
    fn image_missing(&mut self, container: ContainerIndex) {
        if self.runtime[container.0].pull_failed.is_none() {
            let (cause, _) = self.release(container);
            let kind = EventKind::PullFailed(WaitingReason::ErrImageNeverPull);
            let failed = self.log(
                Subject::Container(container),
                kind,
                Some(cause),
                Rule::ImagePresent,
                false,
            );
            self.runtime[container.0].pull_failed = Some((failed, self.now, true));
            self.note_app(container, failed);
        }
        self.give_up_start(container);
    }

    fn pull(&mut self, container: ContainerIndex, run: PullRun) {
        if let Some(again) = self.runtime[container.0].pull_back_off.map(BackOff::pull_again_at)
            && self.now < again
        {
            self.refuse_pull(container, again);
            return;
        }
        let (cause, rule) = self.release(container);
        self.runtime[container.0].pulls += 1;
        self.log(Subject::Container(container), EventKind::PullStarted, Some(cause), rule, false);
        if run.takes.value == Millis::ZERO {
            self.pull_over(container);
        } else {
            self.block();
            self.queue.set(self.now + run.takes.value, Alarm::PullOver { container });
        }
    }

    /// No new attempt inside the back-off; the status says so shortly after the failure.
    fn refuse_pull(&mut self, container: ContainerIndex, again: SimTime) {
        if let Some((failed, at, told)) = self.runtime[container.0].pull_failed
            && !told
            && self.now >= at + self.scenario.timings.notice
        {
            let kind = EventKind::PullBackOff { delay: again.since(at) };
            let id = self.log(
                Subject::Container(container),
                kind,
                Some(failed),
                Rule::PullBackOff,
                false,
            );
            self.runtime[container.0].pull_failed = Some((id, at, true));
            self.note_app(container, id);
        }
        self.give_up_start(container);
    }

    /// A pull attempt is over.
    pub(super) fn pull_over(&mut self, container: ContainerIndex) {
        self.unblock();
        let attempt = self.runtime[container.0].pulls - 1;
        let run = *self.scenario.process(container).pull(attempt);
        let subject = Subject::Container(container);
        let began = self
            .events
            .iter()
            .rev()
            .find(|e| e.subject == subject && e.kind == EventKind::PullStarted);
        let began = began.map(|event| event.id);
        let assumed = run.takes.is_assumed();
        if run.outcome == PullOutcome::Fails {
            let kind = EventKind::PullFailed(WaitingReason::ErrImagePull);
            let failed = self.log(subject, kind, began, Rule::PullBlocks, assumed);
            let runtime = &mut self.runtime[container.0];
            let delay = BackOff::next_pull(&mut runtime.pull_back_off, self.now);
            runtime.pull_failed = Some((failed, self.now, false));
            self.queue.set(self.now + self.scenario.timings.notice, Alarm::Wake);
            self.queue.set(self.now + delay, Alarm::Wake);
            self.note_app(container, failed);
            self.give_up_start(container);
        } else {
            let kind = EventKind::Pulled { already_present: false, took: run.takes.value };
            let pulled = self.log(subject, kind, began, Rule::PullBlocks, assumed);
            self.runtime[container.0].pull_failed = None;
            let image = self.image(container);
            self.images.push(image);
            self.create(container, pulled);
        }
    }
}
