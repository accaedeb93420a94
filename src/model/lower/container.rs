//! Containers: their role and their defaults.

use super::{handler, resources, restart_policy, some};
use crate::manifest::fields;
use crate::model::{
    Container, ContainerRole, EnvVar, ExitCodes, Mount, Port, Protocol, PullPolicy, RestartAction,
    RestartRule, tag,
};

/// An entry of `initContainers`: a native sidecar if its own policy is Always (KEP-753).
///
/// Where the API server drops the field, an ordinary init container is left: of a program that still
/// serves, as `written` says.
pub(super) fn init(fields: &fields::Container, written: Option<&fields::Container>) -> Container {
    let is_always = |fields: &fields::Container| fields.restart_policy.as_deref() == Some("Always");
    let role = if is_always(fields) { ContainerRole::Sidecar } else { ContainerRole::Init };
    Container { serves: written.is_some_and(is_always), ..lower(fields, role) }
}

/// An entry of `containers`.
pub(super) fn app(fields: &fields::Container) -> Container {
    lower(fields, ContainerRole::App)
}

fn lower(fields: &fields::Container, role: ContainerRole) -> Container {
    let lifecycle = fields.lifecycle.as_ref();
    Container {
        pull_policy: pull_policy(fields.image_pull_policy.as_deref(), &fields.image),
        command: fields.command.clone(),
        args: fields.args.clone(),
        env: fields.env.iter().flatten().map(env).collect(),
        stdin: fields.stdin,
        env_from: fields.env_from,
        ports: fields.ports.iter().flatten().filter_map(port).collect(),
        mounts: fields.volume_mounts.iter().flatten().map(mount).collect(),
        devices: fields.volume_devices.iter().flatten().map(|device| device.name.clone()).collect(),
        resources: resources::of_container(&fields.resources),
        startup_probe: fields.startup_probe.as_ref().and_then(handler::probe),
        liveness_probe: fields.liveness_probe.as_ref().and_then(handler::probe),
        readiness_probe: fields.readiness_probe.as_ref().and_then(handler::probe),
        post_start: lifecycle.and_then(|lifecycle| handler::hook(lifecycle.post_start.as_ref()?)),
        pre_stop: lifecycle.and_then(|lifecycle| handler::hook(lifecycle.pre_stop.as_ref()?)),
        stop_signal: lifecycle.and_then(|lifecycle| lifecycle.stop_signal.clone()),
        restart_policy: fields.restart_policy.as_deref().and_then(restart_policy),
        restart_rules: restart_rules(fields),
        ..Container::new(&fields.name, role, &fields.image)
    }
}

/// `restartPolicyRules`, those that say what they do and when.
fn restart_rules(fields: &fields::Container) -> Vec<RestartRule> {
    let rule = |rule: &fields::RestartRule| {
        let action = match rule.action.as_str() {
            "Restart" => RestartAction::Restart,
            "RestartAllContainers" => RestartAction::RestartAllContainers,
            _ => return None,
        };
        let codes = rule.exit_codes.as_ref()?;
        let exit_codes = match codes.operator.as_str() {
            "In" => ExitCodes::In(codes.values.clone()),
            "NotIn" => ExitCodes::NotIn(codes.values.clone()),
            _ => return None,
        };
        Some(RestartRule { action, exit_codes })
    };
    fields.restart_policy_rules.iter().flatten().filter_map(rule).collect()
}

fn env(fields: &fields::Entry) -> EnvVar {
    EnvVar { name: fields.name.clone(), value: fields.value.clone() }
}

fn port(fields: &fields::Entry) -> Option<Port> {
    Some(Port {
        name: some(&fields.name).map(str::to_owned),
        container_port: u16::try_from(fields.container_port?).ok()?,
        protocol: match fields.protocol.as_deref() {
            Some("UDP") => Protocol::Udp,
            Some("SCTP") => Protocol::Sctp,
            _ => Protocol::Tcp,
        },
        // Zero is absence here.
        host_port: fields
            .host_port
            .and_then(|port| u16::try_from(port).ok())
            .filter(|&port| port > 0),
        host_ip: some(&fields.host_ip).map(str::to_owned),
    })
}

fn mount(fields: &fields::Entry) -> Mount {
    Mount {
        volume: fields.name.clone(),
        path: fields.mount_path.clone(),
        sub_path: some(&fields.sub_path).map(str::to_owned),
        sub_path_expr: some(&fields.sub_path_expr).map(str::to_owned),
        read_only: fields.read_only,
    }
}

/// `SetDefaults_Container`: Always for the tag `latest`, which an image without tag and digest has.
fn pull_policy(given: Option<&str>, image: &str) -> PullPolicy {
    match given {
        Some("Always") => PullPolicy::Always,
        Some("Never") => PullPolicy::Never,
        Some("IfNotPresent") => PullPolicy::IfNotPresent,
        _ if tag(image) == Some("latest") => PullPolicy::Always,
        _ => PullPolicy::IfNotPresent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_decides_when_an_image_is_pulled() {
        for (image, policy) in [
            ("nginx", PullPolicy::Always),
            ("nginx:latest", PullPolicy::Always),
            ("nginx:1.27", PullPolicy::IfNotPresent),
            ("registry.example:5000/nginx", PullPolicy::Always),
            ("registry.example:5000/nginx:1", PullPolicy::IfNotPresent),
            ("nginx@sha256:00ff", PullPolicy::IfNotPresent),
            ("nginx:latest@sha256:00ff", PullPolicy::Always),
        ] {
            assert_eq!(pull_policy(None, image), policy, "{image}");
        }
        assert_eq!(pull_policy(Some("Never"), "nginx"), PullPolicy::Never);
    }
}
