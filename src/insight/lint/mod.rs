//! What a Pod's author should know and no API server says: one rule, one file.
//!
//! A finding rests on what stands in the manifest and on what the timeline shows, never on an
//! assumption about a program that only its author knows: a false alarm is worse than silence. Hence
//! the near misses beside every rule (`tests/fixtures/lint`). Its numbers are those of the
//! simulation. Knows no text; [`shown`] leaves out what a comment allows.

mod app_order;
mod case;
mod cpu_limit_throttles;
mod deployment_of_one_shot;
mod env_order;
mod grace;
mod grace_too_short;
mod hostpath_in_replicas;
mod hostport_in_replicas;
mod init_dominates;
mod init_never_ends;
mod job_classic_sidecar;
mod job_never_completes;
mod job_restart_never_backoff;
mod latest_tag;
mod liveness_equals_readiness;
mod liveness_without_startup;
mod memory_no_limit;
mod memory_volume_over_limit;
mod memory_volume_unbounded;
mod mount_shadows;
mod network;
mod no_shared_volume;
mod one_user_volume;
mod port_clash_sidecar_hostport;
mod ports_are_documentation;
mod prestop_eats_grace;
mod probe_loopback;
mod probe_port_closed;
mod probe_port_name_missing;
mod pull_always_latest;
mod qos_lost;
mod readonly_writer;
mod request_tiny_units;
mod restart_rule_restarts_success;
mod restart_rule_unreachable;
mod same_port;
mod same_volume_twice;
mod script;
mod service_port_name_duplicate;
mod share_pid_needed;
mod shipper_stops_first;
mod sidecar_after_init;
mod sidecar_gates_nothing;
mod sidecar_grace;
mod sidecar_no_startup_probe;
mod sidecar_too_old;
mod signal_ignored;
mod subpath_split;
mod unused_volume;
mod volumes;

use crate::engine::{EventId, Timeline};
use crate::manifest::{Allowed, FieldPath, Object};
use crate::model::{Container, ContainerIndex, Millis, Workload};
use case::Case;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It will not work.
    Error,
    /// It is likely wrong.
    Warning,
    /// It is good to know.
    Info,
}

/// What a rule teaches, whatever the Pod.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name: stands in comments, and never changes.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it finds.
    pub title: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What it looks like, as YAML.
    pub example: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// Where Kubernetes documents it.
    pub reference: &'static str,
    find: fn(&Case<'_>) -> Vec<Found>,
}

/// One place to which a rule applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The container it is about, if it is one.
    pub container: Option<ContainerIndex>,
    /// The fields it is about, the one to mark first. They count what was read: behind an item of a
    /// list that is no object at all, an index is too low.
    pub paths: Vec<FieldPath>,
    /// Where it shows on the timeline.
    pub at: Option<EventId>,
    /// One sentence, with the Pod's own names and numbers.
    pub message: String,
}

/// A finding in the making.
struct Found {
    container: Option<ContainerIndex>,
    paths: Vec<FieldPath>,
    at: Option<EventId>,
    message: String,
}

impl Found {
    /// About one container.
    fn new(container: ContainerIndex, path: FieldPath, message: String) -> Self {
        Self { container: Some(container), paths: vec![path], at: None, message }
    }

    /// About the Pod as a whole.
    fn of_pod(path: FieldPath, message: String) -> Self {
        Self { container: None, paths: vec![path], at: None, message }
    }

    /// Another field that takes part.
    fn and(mut self, path: FieldPath) -> Self {
        self.paths.push(path);
        self
    }

    /// Where it shows.
    fn at(mut self, event: Option<EventId>) -> Self {
        self.at = event;
        self
    }
}

/// Every rule, in the order in which findings come.
pub const RULES: &[Rule] = &[
    job_classic_sidecar::RULE,
    job_never_completes::RULE,
    job_restart_never_backoff::RULE,
    deployment_of_one_shot::RULE,
    init_never_ends::RULE,
    sidecar_too_old::RULE,
    sidecar_no_startup_probe::RULE,
    sidecar_gates_nothing::RULE,
    sidecar_after_init::RULE,
    app_order::RULE,
    same_port::RULE,
    port_clash_sidecar_hostport::RULE,
    ports_are_documentation::RULE,
    service_port_name_duplicate::RULE,
    hostport_in_replicas::RULE,
    probe_port_name_missing::RULE,
    probe_port_closed::RULE,
    probe_loopback::RULE,
    liveness_without_startup::RULE,
    liveness_equals_readiness::RULE,
    prestop_eats_grace::RULE,
    sidecar_grace::RULE,
    grace_too_short::RULE,
    signal_ignored::RULE,
    shipper_stops_first::RULE,
    share_pid_needed::RULE,
    no_shared_volume::RULE,
    readonly_writer::RULE,
    subpath_split::RULE,
    mount_shadows::RULE,
    unused_volume::RULE,
    one_user_volume::RULE,
    same_volume_twice::RULE,
    hostpath_in_replicas::RULE,
    memory_volume_unbounded::RULE,
    memory_volume_over_limit::RULE,
    memory_no_limit::RULE,
    cpu_limit_throttles::RULE,
    request_tiny_units::RULE,
    qos_lost::RULE,
    init_dominates::RULE,
    env_order::RULE,
    latest_tag::RULE,
    pull_always_latest::RULE,
    restart_rule_unreachable::RULE,
    restart_rule_restarts_success::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// What there is to know about the Pod of `timeline`, which `workload` made, if it is not a bare Pod:
/// by rule, and within a rule in order of the Pod's lists.
pub fn lint(timeline: &Timeline, workload: Option<&Workload>) -> Vec<Finding> {
    let case = Case { pod: &timeline.pod, timeline, workload };
    let mut findings = Vec::new();
    for rule in RULES {
        findings.extend((rule.find)(&case).into_iter().map(|found| Finding {
            code: rule.code,
            severity: rule.severity,
            container: found.container,
            paths: found.paths,
            at: found.at,
            message: found.message,
        }));
    }
    findings
}

/// The least grace period, in whole seconds, in which every container of the timeline's Pod has stopped;
/// `None` without a deletion, or if one of them ignores its stop signal.
pub fn enough_grace(timeline: &Timeline) -> Option<Millis> {
    grace::enough(&Case { pod: &timeline.pod, timeline, workload: None })
}

/// A file that `writer` writes and `reader` reads, and that lies in no volume of both.
pub fn file_apart(
    timeline: &Timeline,
    writer: ContainerIndex,
    reader: ContainerIndex,
) -> Option<String> {
    let case = Case { pod: &timeline.pod, timeline, workload: None };
    no_shared_volume::file(&case, timeline.pod.container(writer), timeline.pod.container(reader))
}

/// The TCP port of a known server that nothing in the manifest tells to take another one.
pub fn known_port(container: &Container) -> Option<u16> {
    network::known_port(container)
}

/// Findings that another one of the same fault makes needless: its code, and the other's.
const OF_ONE_FAULT: [(&str, &str); 4] = [
    ("sidecar-grace", "prestop-eats-grace"),
    ("sidecar-grace", "grace-too-short"),
    ("grace-too-short", "prestop-eats-grace"),
    ("latest-tag", "pull-always-latest"),
];

/// One finding for each fault: where two rules end in the same advice, the one that names the cause.
pub fn one_for_each_fault(findings: &[Finding]) -> Vec<Finding> {
    let is_needless = |finding: &Finding| {
        OF_ONE_FAULT.iter().filter(|(code, _)| *code == finding.code).any(|(code, cause)| {
            // The turn of a sidecar comes too late because of any container.
            let is_near =
                |it: &&Finding| it.container == finding.container || *code == "sidecar-grace";
            findings.iter().filter(is_near).any(|it| it.code == *cause)
        })
    };
    findings.iter().filter(|finding| !is_needless(finding)).cloned().collect()
}

/// The findings about `object` that no comment of its text allows, for any of their fields.
pub fn shown(findings: Vec<Finding>, object: &Object, allowed: &Allowed) -> Vec<Finding> {
    let is_allowed = |finding: &Finding| {
        finding.paths.iter().any(|path| allowed.permits(finding.code, object, path))
    };
    findings.into_iter().filter(|finding| !is_allowed(finding)).collect()
}
