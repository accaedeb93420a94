//! What takes a finding of the lint away, by its rule, where there is one sensible edit.
//!
//! Most rules have none: what a program listens on, which version is meant, how much memory it needs is
//! known to its author alone.

mod pod;
mod probe;
mod resources;
mod volume;

use super::case::{Case, Draft};
use super::change::{sidecar, startup};
use crate::engine::Timeline;
use crate::insight::lint::{self, Finding};
use crate::manifest::FieldPath;
use crate::model::{Container, ContainerIndex};

/// A finding, and what it is about.
#[derive(Clone, Copy)]
struct About<'a> {
    case: &'a Case<'a>,
    finding: &'a Finding,
    timeline: &'a Timeline,
}

/// The drafts, the best first.
pub(super) fn drafts(case: &Case<'_>, finding: &Finding, timeline: &Timeline) -> Vec<Draft> {
    let about = About { case, finding, timeline };
    let draft = match finding.code {
        "job-classic-sidecar" | "shipper-stops-first" => {
            about.container().and_then(|path| sidecar::native(case, &path))
        }
        "init-never-ends" => about.container().and_then(|path| sidecar::beside(case, &path)),
        "sidecar-too-old" => about.container().and_then(|path| sidecar::classic(case, &path)),
        "sidecar-gates-nothing" | "liveness-without-startup" => {
            about.container().and_then(|path| startup::from_probe(case, &path))
        }
        "sidecar-no-startup-probe" => probe::waiting(about),
        "liveness-equals-readiness" => probe::more_patient(about),
        "probe-port-name-missing" => probe::declared_port(about),
        "probe-port-closed" => probe::open_port(about),
        "sidecar-after-init" => pod::sidecar_first(about),
        "job-restart-never-backoff" | "deployment-of-one-shot" => pod::on_failure(about),
        "prestop-eats-grace" | "sidecar-grace" | "grace-too-short" => pod::enough_grace(about),
        "share-pid-needed" => pod::share_processes(about),
        "hostport-in-replicas" | "port-clash-sidecar-hostport" => {
            about.remove_of_container("Remove hostPort")
        }
        "service-port-name-duplicate" => pod::own_port_name(about),
        "env-order" => pod::defined_above(about),
        "restart-rule-unreachable" => return pod::without_rule(about),
        "restart-rule-restarts-success" => return pod::without_success(about),
        "no-shared-volume" => volume::shared(about),
        "readonly-writer" => volume::writable(about),
        "subpath-split" => volume::same_part(about),
        "unused-volume" => volume::unused_one(about),
        "memory-volume-unbounded" => volume::bounded(about),
        "memory-no-limit" => resources::memory_limit(about),
        "cpu-limit-throttles" => resources::cpu_request(about),
        "qos-lost" => resources::guaranteed(about),
        "request-tiny-units" => resources::in_mebibytes(about),
        _ => None,
    };
    draft.into_iter().collect()
}

impl About<'_> {
    /// The field that is marked first.
    fn path(&self) -> Option<&FieldPath> {
        self.finding.paths.first()
    }

    /// The container as it is written.
    fn container(&self) -> Option<FieldPath> {
        self.written(self.finding.container?)
    }

    /// The container as it was read.
    fn read(&self) -> Option<&Container> {
        self.timeline.pod.containers().get(self.finding.container?.0)
    }

    /// Where any container is written.
    fn written(&self, index: ContainerIndex) -> Option<FieldPath> {
        self.case.container(&self.timeline.pod, index)
    }

    /// The container that another path of the finding is about.
    fn other(&self) -> Option<ContainerIndex> {
        let path = self.finding.paths.get(1)?;
        let indices = self.timeline.pod.indices();
        indices.into_iter().find(|index| self.written(*index).as_ref() == Some(path))
    }

    /// Takes away what is marked.
    fn remove(&self, title: &str) -> Option<Draft> {
        Draft::of("remove-field", title, self.case.editor.remove(self.path()?))
    }

    /// Takes away what is marked, of one container among several.
    fn remove_of_container(&self, title: &str) -> Option<Draft> {
        self.remove(&self.case.about(&self.container()?, title, "of"))
    }

    /// The grace period that is enough, in seconds.
    fn enough(&self) -> Option<u64> {
        Some(lint::enough_grace(self.timeline)?.whole_secs())
    }
}
