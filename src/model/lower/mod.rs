//! From what was written to what it means: the API server's defaults filled in, the Pod that a
//! controller would make.
//!
//! Source of the defaults: kubernetes `pkg/apis/core/v1/defaults.go`.

mod container;
mod handler;
mod name;
mod notes;
mod resources;
mod workload;

use super::{Medium, Millis, Owner, OwnerKind, Pod, RestartPolicy, Version, Volume, VolumeSource};
use crate::manifest::fields::{self, PodSpec};
use crate::manifest::{Object, Problem, WorkloadKind, validate};

pub use workload::workload;

/// `terminationGracePeriodSeconds` where none is given.
const DEFAULT_GRACE: Millis = Millis::from_secs(30);

/// The Pod that an object describes, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// The Pod, if there is enough of it to simulate.
    pub pod: Option<Pod>,
    /// What is wrong or left out, in order of place.
    pub problems: Vec<Problem>,
}

/// The Pod of `object` as Kubernetes `version` understands it: the Pod itself, or the one a
/// controller would make from its template. `None`, without a problem, for kinds that are not
/// simulated. A field whose feature gate is off is gone by then, as the API server drops it.
pub fn lower(object: &Object, version: Version) -> Lowered {
    let mut lowered = lower_as_written(object, version);
    if let Some(pod) = &mut lowered.pod {
        resources::set_defaults(pod, version);
    }
    lowered
}

/// As [`lower`], but requests and limits are only those that were written. No cluster has such a
/// Pod; Kubernetes' tests of its formulas do.
pub fn lower_as_written(object: &Object, version: Version) -> Lowered {
    let Some(workload) = object.workload else {
        return Lowered { pod: None, problems: Vec::new() };
    };
    let (template, mut problems) = validate::validate(object, workload, version);
    for note in notes::not_simulated(object, workload, &template.spec) {
        problems.add_with(|| note);
    }
    let metadata = &template.metadata;
    let written = &object.template.spec;
    let pod = pod(&template.spec, written, &name::pod_name(metadata, workload));
    let pod = pod.map(|mut pod| {
        pod.labels.clone_from(&template.labels);
        pod.annotations.clone_from(&template.annotations);
        some(&metadata.namespace).unwrap_or("default").clone_into(&mut pod.namespace);
        pod.owner =
            owner_kind(workload).map(|kind| Owner { kind, name: name::object_name(metadata) });
        pod
    });
    Lowered { pod, problems: problems.finish() }
}

/// The Pod of a valid spec, without its owner; `None` if no app container is left. `written` is the
/// spec before the API server dropped anything from it.
fn pod(spec: &PodSpec, written: &PodSpec, name: &str) -> Option<Pod> {
    let init =
        spec.init_containers.iter().zip(&written.init_containers).filter_map(
            |(fields, written)| Some(container::init(fields.as_ref()?, written.as_ref())),
        );
    let apps = spec.containers.iter().flatten().map(container::app);
    let mut pod = Pod::new(name, init.chain(apps).collect())?;
    pod.restart_policy =
        spec.restart_policy.as_deref().and_then(restart_policy).unwrap_or_default();
    // A negative one becomes 1 on its way into the server (since 1.27).
    pod.termination_grace_period = spec
        .termination_grace_period_seconds
        .map_or(DEFAULT_GRACE, |seconds| Millis::from_secs(u64::try_from(seconds).unwrap_or(1)));
    pod.active_deadline = spec
        .active_deadline_seconds
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map(Millis::from_secs);
    pod.volumes = spec.volumes.iter().flatten().filter_map(volume).collect();
    pod.resources = resources::of_pod(spec);
    pod.overhead = resources::list(&spec.overhead);
    pod.priority_class = some(&spec.priority_class_name).map(str::to_owned);
    pod.host_network = spec.host_network;
    pod.share_process_namespace = spec.share_process_namespace;
    pod.ephemeral =
        spec.ephemeral_containers.iter().flatten().map(|fields| fields.name.clone()).collect();
    pod.scheduling_gates =
        spec.scheduling_gates.iter().flatten().map(|gate| gate.name.clone()).collect();
    pod.readiness_gates =
        spec.readiness_gates.iter().flatten().map(|gate| gate.condition_type.clone()).collect();
    Some(pod)
}

/// A volume by the first source it has; `emptyDir` if it has none (`SetDefaults_Volume`).
fn volume(fields: &fields::Volume) -> Option<Volume> {
    let source = match fields.source.as_str() {
        "emptyDir" | "" => VolumeSource::EmptyDir {
            medium: if fields.medium == "Memory" { Medium::Memory } else { Medium::Disk },
            size_limit: fields.size_limit,
        },
        other => VolumeSource::Other(other.to_owned()),
    };
    Some(Volume {
        name: fields.name.clone()?,
        source,
        host_path: some(&fields.path).filter(|_| fields.source == "hostPath").map(str::to_owned),
    })
}

fn restart_policy(text: &str) -> Option<RestartPolicy> {
    match text {
        "Always" => Some(RestartPolicy::Always),
        "OnFailure" => Some(RestartPolicy::OnFailure),
        "Never" => Some(RestartPolicy::Never),
        _ => None,
    }
}

fn owner_kind(workload: WorkloadKind) -> Option<OwnerKind> {
    match workload {
        WorkloadKind::Pod => None,
        WorkloadKind::Deployment => Some(OwnerKind::Deployment),
        WorkloadKind::ReplicaSet => Some(OwnerKind::ReplicaSet),
        WorkloadKind::StatefulSet => Some(OwnerKind::StatefulSet),
        WorkloadKind::DaemonSet => Some(OwnerKind::DaemonSet),
        WorkloadKind::Job => Some(OwnerKind::Job),
        WorkloadKind::CronJob => Some(OwnerKind::CronJob),
    }
}

/// The text, unless it is empty: the API takes an empty string for an absent one.
fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
