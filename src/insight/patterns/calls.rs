//! Who calls whom over localhost, as far as commands, arguments and variables tell.

use super::{images, path};
use crate::manifest::FieldPath;
use crate::model::{Container, ContainerIndex, Hook, Pod, Probe, ProbeAction, ProbeKind};
use std::collections::{BTreeMap, BTreeSet};

/// One container that names a port of localhost. Inferred: nobody declares that it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalCall {
    /// Who calls.
    pub from: ContainerIndex,
    /// The port.
    pub port: u16,
    /// Who listens there; `None` if nobody of the Pod is known to.
    pub to: Option<ContainerIndex>,
    /// The line that names it.
    pub path: FieldPath,
}

/// Every port of localhost that a container names and that is not its own.
pub fn local_calls(pod: &Pod) -> Vec<LocalCall> {
    let mut listeners: BTreeMap<u16, Vec<ContainerIndex>> = BTreeMap::new();
    for index in pod.indices() {
        for port in listens(pod.container(index)) {
            listeners.entry(port).or_default().push(index);
        }
    }
    let mut calls: Vec<LocalCall> = Vec::new();
    for from in pod.indices() {
        let mut known = BTreeSet::new();
        for (field, port) in named(pod.container(from)) {
            let there = listeners.get(&port).map(Vec::as_slice).unwrap_or_default();
            if there.contains(&from) || !known.insert(port) {
                continue;
            }
            let to = there.first().copied();
            calls.push(LocalCall { from, port, to, path: path(pod, from).child(&field) });
        }
    }
    calls
}

/// The ports on which a container is known to listen: those it declares, those its probes ask, and that
/// of a well-known image.
pub(super) fn listens(container: &Container) -> Vec<u16> {
    let mut ports: Vec<u16> = container.ports.iter().map(|port| port.container_port).collect();
    for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
        ports.extend(container.probe(kind).and_then(probed));
    }
    // `--listen-address=127.0.0.1:9100` names a port of its own.
    let words = container.command.iter().chain(&container.args);
    ports.extend(words.filter(|word| is_own(word)).flat_map(|word| ports_of(word)));
    let own = container.env.iter().filter(|variable| is_own(&variable.name));
    ports.extend(own.flat_map(|variable| ports_of(&variable.value)));
    if ports.is_empty() {
        ports.extend(images::port(&container.image));
    }
    ports
}

/// Whether a flag or a variable says where a program listens.
fn is_own(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or(word).to_ascii_lowercase();
    ["listen", "bind"].iter().any(|part| name.contains(part))
}

fn probed(probe: &Probe) -> Option<u16> {
    match &probe.action {
        ProbeAction::HttpGet { port, .. }
        | ProbeAction::TcpSocket { port }
        | ProbeAction::Grpc { port } => port.parse().ok(),
        ProbeAction::Exec { .. } => None,
    }
}

/// Every port of localhost that a container's own fields name, with the field.
fn named(container: &Container) -> Vec<(String, u16)> {
    let mut found = Vec::new();
    let mut look = |field: String, text: &str| {
        found.extend(ports_of(text).into_iter().map(|port| (field.clone(), port)));
    };
    look("command".to_owned(), &container.command.join(" "));
    look("args".to_owned(), &container.args.join(" "));
    for (at, variable) in container.env.iter().enumerate() {
        if is_own(&variable.name) {
            continue;
        }
        look(format!("env[{at}]"), &variable.value);
        // DB_HOST=localhost and DB_PORT=5432.
        if is_local(&variable.value)
            && let Some(prefix) = ["HOSTNAME", "HOST", "ADDRESS", "ADDR"]
                .iter()
                .find_map(|end| variable.name.strip_suffix(end))
            && let Some(port) = container.env.iter().find(|it| it.name == format!("{prefix}PORT"))
        {
            look(format!("env[{at}]"), &format!("localhost:{}", port.value));
        }
    }
    for (field, hook) in [("postStart", &container.post_start), ("preStop", &container.pre_stop)] {
        if let Some(Hook::Exec { command }) = hook {
            look(format!("lifecycle.{field}"), &command.join(" "));
        }
    }
    found
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// The ports in `localhost:8080`, `127.0.0.1 8080`, `[::1]:8080`.
fn ports_of(text: &str) -> Vec<u16> {
    let mut ports = Vec::new();
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        for (at, _) in text.match_indices(host) {
            let longer =
                text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '-');
            let rest = text[at + host.len()..].strip_prefix([':', ' ']);
            let digits: String =
                rest.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            if let Some(port) = digits.parse().ok().filter(|&port| port > 0 && !longer) {
                ports.push(port);
            }
        }
    }
    ports
}

/// An address outside of the Pod that a container names, with the field.
pub(super) fn outside(container: &Container) -> Option<(String, String)> {
    for (at, variable) in container.env.iter().enumerate() {
        let is_host = ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "UPSTREAM", "TARGET"]
            .iter()
            .any(|end| variable.name.ends_with(end));
        let plain = variable.value.split(':').next().unwrap_or_default();
        let names = is_host && !plain.is_empty() && plain.parse::<std::net::IpAddr>().is_err();
        let host = host_of(&variable.value)
            .or_else(|| (names && is_label(plain) && !is_local(plain)).then(|| plain.to_owned()));
        if let Some(host) = host {
            return Some((host, format!("env[{at}]")));
        }
    }
    [("command", &container.command), ("args", &container.args)].into_iter().find_map(
        |(field, words)| {
            let host = words.iter().find_map(|word| host_of(word))?;
            Some((host, field.to_owned()))
        },
    )
}

fn is_label(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Last parts by which a name with dots is a file's, not a host's.
const FILES: &str = "cfg conf crt env html ini js json key log md out pem php png properties py rb sh so sock sql \
    toml ts txt xml yaml yml";

/// The first host name with a dot in a text that is none of localhost's.
fn host_of(text: &str) -> Option<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || ".-_/".contains(c));
    text.split(ends).find_map(|word| {
        // A path may hold a dot; a URL's host stands before its first slash.
        let word = word.trim_start_matches("//");
        if word.starts_with('/') {
            return None;
        }
        // What begins with a dot is the end of a name: `$(NAMESPACE).svc.cluster.local`.
        let host = word.split('/').next()?.trim_end_matches('.');
        let last = host.rsplit_once('.')?.1;
        let labels = host.split('.').all(|label| !label.is_empty() && is_name(label));
        let is_host = labels
            && last.len() >= 2
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !FILES.split_ascii_whitespace().any(|end| end == last);
        is_host.then(|| host.to_owned())
    })
}

fn is_name(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_of_localhost_in_a_text() {
        for (text, expected) in [
            ("http://localhost:8080/x", &[8080][..]),
            ("nc -z 127.0.0.1 5432", &[5432]),
            ("--a=[::1]:70 --b=localhost:71", &[71, 70]),
            ("notlocalhost:8080 my.localhost:1", &[]),
            ("localhost:0 localhost:99999999 localhost", &[]),
        ] {
            assert_eq!(ports_of(text), expected, "{text}");
        }
    }

    #[test]
    fn hosts_outside_of_the_pod() {
        for (text, expected) in [
            ("tickets.db.example.org", Some("tickets.db.example.org")),
            ("https://logs.example.org:9200/x.json", Some("logs.example.org")),
            ("--upstream=redis-0.redis.svc:6379", Some("redis-0.redis.svc")),
            ("/etc/app.d/config.yaml", None),
            ("app.conf", None),
            ("10.0.0.1:80", None),
            ("localhost:8080", None),
            ("v1.34", None),
            ("$(NAMESPACE).svc.cluster.local", None),
        ] {
            assert_eq!(host_of(text).as_deref(), expected, "{text}");
        }
    }
}
