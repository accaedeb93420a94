//! Image pulls: part of a container's start, so everything behind them waits.
//!
//! Source: `pkg/kubelet/images/image_manager.go` EnsureImageExists.

use super::kubelet::Kubelet;
use super::queue::Alarm;
use super::restart::BackOff;
use super::status::reason;
use super::{EventId, EventKind, PullOutcome, PullRun, Rule, SimTime, Subject};
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
        self.runtime[container.0].pull_failed = None;
        let kind = EventKind::Pulled { already_present: true, took: Millis::ZERO };
        let pulled = self.log(Subject::Container(container), kind, Some(cause), rule, false);
        self.create(container, pulled);
    }

    /// Policy `Never` and no image: said once, tried again in every pass, without any pull.
    fn image_missing(&mut self, container: ContainerIndex) {
        if self.runtime[container.0].pull_failed.is_none() {
            let (cause, _) = self.release(container);
            let kind = EventKind::PullFailed(reason::ERR_IMAGE_NEVER_PULL);
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
        let image = self.image(container);
        let back_off = self.pull_back_offs.iter().find(|(of, _)| *of == image);
        if let Some(again) = back_off.map(|(_, entry)| entry.pull_again_at())
            && self.now < again
        {
            self.refuse_pull(container, again);
            return;
        }
        let (cause, rule) = self.release(container);
        self.runtime[container.0].pulls += 1;
        let subject = Subject::Container(container);
        let began = self.log(subject, EventKind::PullStarted, Some(cause), rule, false);
        self.runtime[container.0].step = Some(began);
        if run.takes.value == Millis::ZERO {
            self.pull_over(container);
        } else {
            self.block();
            self.queue.set(self.now + run.takes.value, Alarm::PullOver { container });
        }
    }

    /// Books the failure of the container's image, and says how long to wait after it.
    fn next_pull_delay(&mut self, container: ContainerIndex) -> Millis {
        let image = self.image(container);
        let at = self.pull_back_offs.iter().position(|(of, _)| *of == image);
        let mut entry = at.map(|at| self.pull_back_offs.remove(at).1);
        let delay = BackOff::next_pull(&mut entry, self.now);
        self.pull_back_offs.extend(entry.map(|entry| (image, entry)));
        delay
    }

    /// The last failed pull of the container's image for another container.
    fn other_failed_pull(&self, container: ContainerIndex) -> Option<(EventId, SimTime, bool)> {
        let event = self.events.iter().rev().find(|event| {
            matches!(event.kind, EventKind::PullFailed(_))
                && matches!(event.subject, Subject::Container(other)
                    if self.image(other) == self.image(container))
        })?;
        Some((event.id, event.at, false))
    }

    /// No new attempt inside the back-off; the status says so shortly after the failure.
    fn refuse_pull(&mut self, container: ContainerIndex, again: SimTime) {
        let own = self.runtime[container.0].pull_failed;
        // A container that meets the back-off of another's pull is told at once.
        if let Some((failed, at, told)) = own.or_else(|| self.other_failed_pull(container))
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
        let began = self.runtime[container.0].step;
        let assumed = run.takes.is_assumed();
        if run.outcome == PullOutcome::Fails {
            let kind = EventKind::PullFailed(reason::ERR_IMAGE_PULL);
            let failed = self.log(subject, kind, began, Rule::PullBlocks, assumed);
            let delay = self.next_pull_delay(container);
            self.runtime[container.0].pull_failed = Some((failed, self.now, false));
            self.queue.wake_at(self.now + self.scenario.timings.notice);
            self.queue.wake_at(self.now + delay);
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
