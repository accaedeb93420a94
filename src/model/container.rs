//! A container of a Pod, with what its lifecycle depends on.

use super::{Hook, Mount, Port, Probe, ProbeAction, ProbeKind, Resources};

/// The position of a container in its Pod: the init list first, then the app containers, both in
/// declared order. Valid only for the Pod it was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContainerIndex(pub usize);

/// What a container is to the lifecycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerRole {
    /// An ordinary init container: must exit 0 before the next one starts.
    Init,
    /// A native sidecar: an init container with `restartPolicy: Always` (KEP-753).
    Sidecar,
    /// An entry of `spec.containers`.
    App,
}

/// `restartPolicy` of a Pod or, from 1.34 on, of a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RestartPolicy {
    /// Restart after any exit.
    #[default]
    Always,
    /// Restart after a non-zero exit.
    OnFailure,
    /// Never restart.
    Never,
}

/// A set of exit codes (`core/v1.ContainerRestartRuleOnExitCodes`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitCodes {
    /// These.
    In(Vec<i32>),
    /// All but these.
    NotIn(Vec<i32>),
}

impl ExitCodes {
    /// Whether `code` is one of them.
    pub fn contains(&self, code: i32) -> bool {
        match self {
            Self::In(codes) => codes.contains(&code),
            Self::NotIn(codes) => !codes.contains(&code),
        }
    }
}

/// What a restart rule does (KEP-5307, KEP-5532).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestartAction {
    /// The container is restarted, whatever its policy says.
    Restart,
    /// Every container of the Pod is stopped and the Pod starts over, in the same sandbox.
    RestartAllContainers,
}

/// One entry of `restartPolicyRules`; the first that matches an exit decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestartRule {
    /// What to do.
    pub action: RestartAction,
    /// After which exit codes.
    pub exit_codes: ExitCodes,
}

/// `imagePullPolicy`, after the API server's defaulting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PullPolicy {
    /// Ask the registry at every start.
    Always,
    /// Pull only what is not on the node.
    IfNotPresent,
    /// Never pull; an absent image is `ErrImageNeverPull`.
    Never,
}

/// One entry of `env` with a literal value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvVar {
    /// The variable's name.
    pub name: String,
    /// Its literal value; empty when it comes from somewhere else (`valueFrom`).
    pub value: String,
}

/// One container as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Its name, unique in the Pod.
    pub name: String,
    /// What it is to the lifecycle.
    pub role: ContainerRole,
    /// Whether it is meant to run as long as the Pod does: written as a native sidecar, be it in a
    /// version that makes an ordinary init container of it.
    pub serves: bool,
    /// The image reference as written.
    pub image: String,
    /// When the image is pulled.
    pub pull_policy: PullPolicy,
    /// `command`: replaces the image's entrypoint.
    pub command: Vec<String>,
    /// `args`.
    pub args: Vec<String>,
    /// `env`, in order.
    pub env: Vec<EnvVar>,
    /// `stdin`, or `tty`, whose terminal is an input too: what reads it waits there instead of ending
    /// at once.
    pub stdin: bool,
    /// Whether more variables come from `envFrom`.
    pub env_from: bool,
    /// `ports`, in order.
    pub ports: Vec<Port>,
    /// `volumeMounts`, in order.
    pub mounts: Vec<Mount>,
    /// `volumeDevices`: the names of the volumes.
    pub devices: Vec<String>,
    /// `resources`, a missing request made good by the limit.
    pub resources: Resources,
    /// `startupProbe`.
    pub startup_probe: Option<Probe>,
    /// `livenessProbe`.
    pub liveness_probe: Option<Probe>,
    /// `readinessProbe`.
    pub readiness_probe: Option<Probe>,
    /// `lifecycle.postStart`.
    pub post_start: Option<Hook>,
    /// `lifecycle.preStop`.
    pub pre_stop: Option<Hook>,
    /// `lifecycle.stopSignal`, such as `SIGQUIT`.
    pub stop_signal: Option<String>,
    /// The container's own `restartPolicy`, if the manifest gives one.
    pub restart_policy: Option<RestartPolicy>,
    /// `restartPolicyRules`, in order.
    pub restart_rules: Vec<RestartRule>,
}

impl Container {
    /// A container with nothing but name, role and image; everything else at its default.
    pub fn new(name: &str, role: ContainerRole, image: &str) -> Self {
        Self {
            name: name.to_owned(),
            role,
            serves: role == ContainerRole::Sidecar,
            image: image.to_owned(),
            pull_policy: PullPolicy::IfNotPresent,
            command: Vec::new(),
            args: Vec::new(),
            env: Vec::new(),
            stdin: false,
            env_from: false,
            ports: Vec::new(),
            mounts: Vec::new(),
            devices: Vec::new(),
            resources: Resources::default(),
            startup_probe: None,
            liveness_probe: None,
            readiness_probe: None,
            post_start: None,
            pre_stop: None,
            stop_signal: None,
            restart_policy: None,
            restart_rules: Vec::new(),
        }
    }

    /// The first of its restart rules that matches an exit code
    /// (`pkg/api/v1/pod/util.go` FindMatchingContainerRestartRule).
    pub fn restart_rule(&self, exit_code: i32) -> Option<&RestartRule> {
        self.restart_rules.iter().find(|rule| rule.exit_codes.contains(exit_code))
    }

    /// The tag of its image, `latest` if the reference has neither tag nor digest; `None` if only a
    /// digest names it.
    pub fn tag(&self) -> Option<&str> {
        tag(&self.image)
    }

    /// The probe of one kind.
    pub fn probe(&self, kind: ProbeKind) -> Option<&Probe> {
        match kind {
            ProbeKind::Startup => self.startup_probe.as_ref(),
            ProbeKind::Liveness => self.liveness_probe.as_ref(),
            ProbeKind::Readiness => self.readiness_probe.as_ref(),
        }
    }

    /// The port name that a probe asks for, if the container declares none of that name: such a probe
    /// cannot be made (`pkg/probe/util.go` ResolveContainerPort).
    pub fn missing_port(&self, kind: ProbeKind) -> Option<&str> {
        let (ProbeAction::HttpGet { port, .. } | ProbeAction::TcpSocket { port }) =
            &self.probe(kind)?.action
        else {
            return None;
        };
        let is_name = port.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_declared = self.ports.iter().any(|it| it.name.as_ref() == Some(port));
        (is_name && !is_declared).then_some(port)
    }
}

/// The tag of an image reference; `None` if only a digest names it.
pub(super) fn tag(image: &str) -> Option<&str> {
    let (reference, digest) =
        image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    // A colon before the last slash belongs to the registry's port.
    let last = reference.rsplit('/').next().unwrap_or(reference);
    match last.split_once(':') {
        Some((_, tag)) => Some(tag),
        None if digest.is_none() => Some("latest"),
        None => None,
    }
}
