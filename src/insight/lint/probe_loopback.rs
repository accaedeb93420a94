//! A probe of a program that listens on 127.0.0.1 alone.

use super::case::Case;
use super::network::listens;
use super::{Found, Rule, Severity};
use crate::model::{Container, ProbeAction, ProbeKind};

pub(super) const RULE: Rule = Rule {
    code: "probe-loopback",
    severity: Severity::Warning,
    title: "A probe cannot reach 127.0.0.1",
    why: "Probes by httpGet, tcpSocket and grpc come from the kubelet and go to the IP of the Pod. A program that is bound to 127.0.0.1 answers only to containers of the same Pod.",
    example: "\
containers:
- name: web
  image: example/web:1
  args: [--listen=127.0.0.1:8080]
  readinessProbe: {httpGet: {port: 8080}}
",
    instead: "Bind to 0.0.0.0, or use an exec probe.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    find,
};

/// Flags whose value is the address to listen on.
const FLAGS: [&str; 8] = [
    "bind",
    "bind-addr",
    "bind-address",
    "listen",
    "listen-addr",
    "listen-address",
    "http-listen-address",
    "web.listen-address",
];

fn find(case: &Case<'_>) -> Vec<Found> {
    if case.pod.host_network {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, container) in case.containers() {
        for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
            let Some(port) = probed(container, kind) else { continue };
            let number = number(container, port);
            let Some(address) = local_bind(container, &number) else { continue };
            // Another container may be what answers on the Pod's IP.
            let is_open = case.lasting().any(|(other, it)| {
                other != index && listens(it).iter().any(|(open, _)| open.to_string() == number)
            });
            if is_open {
                continue;
            }
            let message = format!(
                "`{}` listens on {address} alone, and its {kind} probe asks port {port} of the Pod's IP.",
                container.name
            );
            let path = case.of(index, &format!("{kind}Probe"));
            found.push(Found::new(index, path, message).and(case.program(index)));
        }
    }
    found
}

fn probed(container: &Container, kind: ProbeKind) -> Option<&str> {
    match &container.probe(kind)?.action {
        ProbeAction::HttpGet { port, .. }
        | ProbeAction::TcpSocket { port }
        | ProbeAction::Grpc { port } => Some(port),
        ProbeAction::Exec { .. } => None,
    }
}

/// The number of a port, which may be given by its name.
fn number(container: &Container, port: &str) -> String {
    let named = container.ports.iter().find(|it| it.name.as_deref() == Some(port));
    named.map_or_else(|| port.to_owned(), |it| it.container_port.to_string())
}

/// The local address with the port `number` that a flag of the command binds to, if no other flag
/// binds it too.
fn local_bind<'a>(container: &'a Container, number: &str) -> Option<&'a str> {
    let words: Vec<&str> =
        container.command.iter().chain(&container.args).map(String::as_str).collect();
    let mut binds = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(flag) = word.strip_prefix('-') else { continue };
        let flag = flag.trim_start_matches('-');
        let (name, value) = match flag.split_once('=') {
            Some((name, value)) => (name, value),
            None => (flag, words.get(at + 1).copied().unwrap_or_default()),
        };
        if FLAGS.contains(&name) {
            binds.push(value);
        }
    }
    let is_local = |value: &&&str| {
        let address = value.split_once("://").map_or(**value, |(_, address)| address);
        address
            .rsplit_once(':')
            .is_some_and(|(host, it)| ["127.0.0.1", "localhost"].contains(&host) && it == number)
    };
    let local = binds.iter().find(is_local)?;
    let is_bound_elsewhere =
        binds.iter().any(|bind| !is_local(&bind) && bind.rsplit(':').next() == Some(number));
    (!is_bound_elsewhere).then_some(*local)
}
