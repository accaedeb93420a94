//! What a rule looks at: a Pod with its timeline and its workload, and where the Pod's fields stand.

use super::Found;
use crate::engine::inferred::{Ending, ending};
use crate::engine::{EventId, EventKind, SimTime, Subject, Timeline};
use crate::manifest::{FieldPath, WorkloadKind};
use crate::model::{
    Container, ContainerIndex, ContainerRole, Job, OwnerKind, Pod, Volume, VolumeSource, Workload,
    WorkloadSpec,
};

/// One Pod, to be looked at.
pub(super) struct Case<'a> {
    /// The Pod.
    pub(super) pod: &'a Pod,
    /// What happens to it.
    pub(super) timeline: &'a Timeline,
    /// What made it.
    pub(super) workload: Option<&'a Workload>,
}

impl<'a> Case<'a> {
    /// Every container.
    pub(super) fn containers(&self) -> impl Iterator<Item = (ContainerIndex, &'a Container)> {
        (0..).map(ContainerIndex).zip(self.pod.containers())
    }

    /// The app containers.
    pub(super) fn apps(&self) -> impl Iterator<Item = (ContainerIndex, &'a Container)> {
        self.containers().filter(|(_, container)| container.role == ContainerRole::App)
    }

    /// The containers that run together: sidecars and app containers.
    pub(super) fn lasting(&self) -> impl Iterator<Item = (ContainerIndex, &'a Container)> {
        self.containers().filter(|(_, container)| container.role != ContainerRole::Init)
    }

    /// How a container ends by itself, if that is sure.
    pub(super) fn ending(&self, index: ContainerIndex) -> Ending {
        ending(self.pod, index)
    }

    /// The volumes that are born empty.
    pub(super) fn empty_dirs(&self) -> impl Iterator<Item = (usize, &'a Volume)> {
        let volumes = self.pod.volumes.iter().enumerate();
        volumes.filter(|(_, volume)| matches!(volume.source, VolumeSource::EmptyDir { .. }))
    }

    /// The volume of this name.
    pub(super) fn volume(&self, name: &str) -> Option<&'a Volume> {
        self.pod.volumes.iter().find(|volume| volume.name == name)
    }

    /// What the Job goes by, or each Job of the CronJob.
    pub(super) fn job(&self) -> Option<&'a Job> {
        match &self.workload?.spec {
            WorkloadSpec::Job(job) => Some(job),
            WorkloadSpec::CronJob(cron_job) => Some(&cron_job.job),
            _ => None,
        }
    }

    /// Whether a Job or a CronJob made the Pod.
    pub(super) fn is_of_job(&self) -> bool {
        let kind = self.pod.owner.as_ref().map(|owner| owner.kind);
        matches!(kind, Some(OwnerKind::Job | OwnerKind::CronJob))
    }

    /// How many Pods like this one run side by side, by a controller that counts them.
    pub(super) fn replicas(&self) -> u32 {
        match self.workload.map(|workload| &workload.spec) {
            Some(WorkloadSpec::ReplicaSet { replicas }) => *replicas,
            Some(WorkloadSpec::StatefulSet(set)) => set.replicas,
            _ => 1,
        }
    }

    /// `Deployment web`, `Pod web`: what a message is about as a whole.
    pub(super) fn name(&self) -> String {
        match &self.pod.owner {
            Some(owner) => format!("{} `{}`", owner.kind.as_str(), owner.name),
            None => format!("Pod `{}`", self.pod.name),
        }
    }

    /// The Job that the Pod works for; of a CronJob, any.
    pub(super) fn job_name(&self) -> String {
        match self.workload.map(|workload| &workload.spec) {
            Some(WorkloadSpec::CronJob(_)) => format!("A Job of {}", self.name()),
            _ => self.name(),
        }
    }

    /// A field of the Pod's `spec`.
    pub(super) fn field(&self, members: &str) -> FieldPath {
        let kind = self.pod.owner.as_ref().map(|owner| owner.kind.as_str());
        let kind = kind.and_then(WorkloadKind::from_name).unwrap_or(WorkloadKind::Pod);
        kind.pod_spec_path().child(members)
    }

    /// A container as a whole.
    pub(super) fn whole(&self, index: ContainerIndex) -> FieldPath {
        match index.0.checked_sub(self.pod.init_count()) {
            Some(app) => self.field("containers").index(app),
            None => self.field("initContainers").index(index.0),
        }
    }

    /// A field of a container.
    pub(super) fn of(&self, index: ContainerIndex, members: &str) -> FieldPath {
        self.whole(index).child(members)
    }

    /// What a container runs: its command, else its args, else its image.
    pub(super) fn program(&self, index: ContainerIndex) -> FieldPath {
        let container = self.pod.container(index);
        let field = match (container.command.is_empty(), container.args.is_empty()) {
            (false, _) => "command",
            (_, false) => "args",
            _ => "image",
        };
        self.of(index, field)
    }

    /// The first event of a container that `wanted` picks.
    pub(super) fn first(
        &self,
        index: ContainerIndex,
        wanted: impl Fn(&EventKind) -> bool,
    ) -> Option<EventId> {
        let mut events = self.timeline.events.iter();
        let subject = Subject::Container(index);
        let event = events.find(|event| event.subject == subject && wanted(&event.kind))?;
        Some(event.id)
    }

    /// Its first start.
    pub(super) fn started(&self, index: ContainerIndex) -> Option<EventId> {
        self.first(index, |kind| *kind == EventKind::Started)
    }

    /// The first end of its process.
    pub(super) fn exited(&self, index: ContainerIndex) -> Option<EventId> {
        self.first(index, |kind| matches!(kind, EventKind::Exited { .. }))
    }

    /// When an event happens.
    pub(super) fn time(&self, event: EventId) -> SimTime {
        self.timeline.event(event).at
    }

    /// One finding for each container that `look` has something to say about.
    pub(super) fn each(
        &self,
        look: impl Fn(ContainerIndex, &'a Container) -> Option<Found>,
    ) -> Vec<Found> {
        self.containers().filter_map(|(index, container)| look(index, container)).collect()
    }
}
