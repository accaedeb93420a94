//! The events that the kubelet records with the API server, in the words of the simulated version.
//!
//! Source: `pkg/kubelet/events/event.go` and the callers of `recordContainerEvent`. A container's
//! exit, a completed init container and a passing probe leave no event at all.

use super::status::reason;
use super::{Event, EventKind, HookKind, Rule, SimTime, Subject, Timeline};
use crate::model::{Container, ContainerRole, Pod, ProbeAction, ProbeKind, RestartPolicy};

/// The UID of every simulated Pod. Invented, and visibly so.
pub const POD_UID: &str = "00000000-0000-4000-8000-000000000001";
/// The only node. Invented.
pub const NODE: &str = "node-1";

/// One event as the API server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterEvent {
    /// When.
    pub at: SimTime,
    /// Whom it is about.
    pub subject: Subject,
    /// `Warning` rather than `Normal`.
    pub warning: bool,
    /// The reason: `Started`, `Killing` …
    pub reason: &'static str,
    /// The message, in the words of the simulated version.
    pub message: String,
}

/// The cluster's events that come with one event of the timeline: none, one, or two.
pub(super) fn of(pod: &Pod, event: &Event, timeline: &Timeline) -> Vec<ClusterEvent> {
    let told = match event.subject {
        Subject::Pod => about_pod(pod, &event.kind),
        Subject::Container(index) => {
            let words =
                Words { pod, container: pod.container(index), minor: timeline.version.minor() };
            words.about(event, timeline)
        }
    };
    let (at, subject) = (event.at, event.subject);
    told.into_iter()
        .map(|(warning, reason, message)| ClusterEvent { at, subject, warning, reason, message })
        .collect()
}

/// What a pull is told to have brought. The number is invented: no manifest says how large an image is.
const IMAGE_SIZE: &str = ". Image size: 50000000 bytes.";

type Told = (bool, &'static str, String);

fn about_pod(pod: &Pod, kind: &EventKind) -> Vec<Told> {
    match kind {
        EventKind::Scheduled => {
            let message = format!("Successfully assigned {}/{} to {NODE}", pod.namespace, pod.name);
            vec![(false, "Scheduled", message)]
        }
        EventKind::SandboxChanged => {
            let message = "Pod sandbox changed, it will be killed and re-created.".to_owned();
            vec![(false, "SandboxChanged", message)]
        }
        EventKind::DeadlineExceeded => {
            let message =
                "Pod was active on the node longer than the specified deadline".to_owned();
            vec![(false, "DeadlineExceeded", message)]
        }
        _ => Vec::new(),
    }
}

struct Words<'a> {
    pod: &'a Pod,
    container: &'a Container,
    minor: u8,
}

impl ClusterEvent {
    /// Who recorded it (`source.component`).
    pub fn from(&self) -> &'static str {
        if self.reason == "Scheduled" { "default-scheduler" } else { "kubelet" }
    }
}

impl Words<'_> {
    fn about(&self, event: &Event, timeline: &Timeline) -> Vec<Told> {
        let (name, image) = (&self.container.name, &self.container.image);
        match &event.kind {
            EventKind::PullStarted => {
                vec![(false, "Pulling", format!("Pulling image \"{image}\""))]
            }
            EventKind::Pulled { already_present: true, .. } => {
                let since_135 =
                    if self.minor >= 35 { " and can be accessed by the pod" } else { "" };
                let message =
                    format!("Container image \"{image}\" already present on machine{since_135}");
                vec![(false, "Pulled", message)]
            }
            EventKind::Pulled { took, .. } => {
                let size = if self.minor >= 30 { IMAGE_SIZE } else { "" };
                let message = format!(
                    "Successfully pulled image \"{image}\" in {took} ({took} including waiting){size}"
                );
                vec![(false, "Pulled", message)]
            }
            EventKind::PullFailed(reason::ERR_IMAGE_NEVER_PULL) => vec![
                (
                    true,
                    "ErrImageNeverPull",
                    format!("Container image \"{image}\" is not present with pull policy of Never"),
                ),
                (true, "Failed", "Error: ErrImageNeverPull".to_owned()),
            ],
            EventKind::PullFailed(reason) => vec![
                (
                    true,
                    "Failed",
                    format!("Failed to pull image \"{image}\": {}", reason::PULL_ERROR),
                ),
                (true, "Failed", format!("Error: {reason}")),
            ],
            EventKind::PullBackOff { .. } => vec![
                (false, "BackOff", format!("Back-off pulling image \"{image}\"")),
                (true, "Failed", "Error: ImagePullBackOff".to_owned()),
            ],
            EventKind::Created => vec![(false, "Created", self.created())],
            EventKind::Started if self.minor >= 35 => {
                vec![(false, "Started", "Container started".to_owned())]
            }
            EventKind::Started => vec![(false, "Started", format!("Started container {name}"))],
            EventKind::HookFinished { hook: HookKind::PostStart, failed: true, .. } => {
                vec![(true, "FailedPostStartHook", "PostStartHook failed".to_owned())]
            }
            EventKind::HookFinished { hook: HookKind::PreStop, failed: true, .. } => {
                vec![(true, "FailedPreStopHook", "PreStopHook failed".to_owned())]
            }
            EventKind::Probed { probe, success: false } => {
                vec![(true, "Unhealthy", self.unhealthy(*probe))]
            }
            EventKind::BackOff { .. } => {
                let (pod, namespace) = (&self.pod.name, &self.pod.namespace);
                let message = format!(
                    "Back-off restarting failed container {name} in pod {pod}_{namespace}({POD_UID})"
                );
                vec![(true, "BackOff", message)]
            }
            EventKind::Stopping => vec![(false, "Killing", self.killing(event, timeline))],
            _ => Vec::new(),
        }
    }

    fn created(&self) -> String {
        let name = &self.container.name;
        match self.minor {
            35.. => "Container created".to_owned(),
            32..35 => format!("Created container: {name}"),
            _ => format!("Created container {name}"),
        }
    }

    fn unhealthy(&self, kind: ProbeKind) -> String {
        let what = match kind {
            ProbeKind::Startup => "Startup",
            ProbeKind::Liveness => "Liveness",
            ProbeKind::Readiness => "Readiness",
        };
        if let Some(port) = self.container.missing_port(kind) {
            return format!(
                "{what} probe errored and resulted in unknown state: strconv.Atoi: parsing \"{port}\": invalid syntax"
            );
        }
        let output = match self.container.probe(kind).map(|probe| &probe.action) {
            Some(ProbeAction::HttpGet { .. }) => "HTTP probe failed with statuscode: 503",
            Some(ProbeAction::TcpSocket { .. }) => "dial tcp: connect: connection refused",
            Some(ProbeAction::Grpc { .. }) => "service unhealthy (responded with \"NOT_SERVING\")",
            Some(ProbeAction::Exec { .. }) | None => "command exited with 1",
        };
        format!("{what} probe failed: {output}")
    }

    fn killing(&self, event: &Event, timeline: &Timeline) -> String {
        let name = &self.container.name;
        match event.rule {
            Rule::PostStartFailed => return "FailedPostStartHook".to_owned(),
            Rule::RestartAllKills => return "killing".to_owned(),
            _ => {}
        }
        let verdict = event.cause.map(|cause| &timeline.event(cause).kind);
        let Some(EventKind::ProbeVerdict(probe)) = verdict else {
            return format!("Stopping container {name}");
        };
        match self.container.role {
            ContainerRole::App
                if self.pod.restart_policy_of(self.container) == RestartPolicy::Never =>
            {
                format!("Container {name} failed {probe} probe")
            }
            ContainerRole::App => {
                format!("Container {name} failed {probe} probe, will be restarted")
            }
            _ => format!("Init container {name} failed {probe} probe"),
        }
    }
}
