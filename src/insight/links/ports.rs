//! Who listens where.
//!
//! `containerPort` documents and opens nothing, yet it is what the author says; flags, variables and
//! probes say more, an image the least.

use super::OpenPort;
use super::address::{any_interface, local, port};
use super::flags::{Meaning, flags, is_client, is_own_port, is_text, meaning};
use super::images;
use crate::insight::command::{When, commands, is_one_of, variables};
use crate::insight::evidence::{Basis, Evidence, Written};
use crate::manifest::FieldPath;
use crate::model::{ContainerIndex, Hook, ProbeAction, ProbeKind, Protocol};

/// The ports of one container under construction.
struct Ports {
    container: ContainerIndex,
    found: Vec<OpenPort>,
}

impl Ports {
    fn add(&mut self, port: u16, protocol: Protocol, name: Option<&str>, evidence: Evidence) {
        let known = self.found.iter_mut().find(|it| it.port == port);
        let known = known.filter(|it| it.protocol == protocol || evidence.basis.is_inferred());
        match known {
            Some(known) => {
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
            }
            None => self.found.push(OpenPort {
                container: self.container,
                port,
                protocol,
                name: name.map(str::to_owned),
                evidence: vec![evidence],
            }),
        }
    }

    fn tcp(&mut self, port: u16, evidence: Evidence) {
        self.add(port, Protocol::Tcp, None, evidence);
    }
}

/// The ports that the container at `index` opens, as far as it tells itself; not by its probes.
pub(super) fn opened(written: &Written<'_>, index: ContainerIndex) -> Vec<OpenPort> {
    let mut ports = Ports { container: index, found: Vec::new() };
    declared(written, index, &mut ports);
    in_command(written, index, &mut ports);
    in_variables(written, index, &mut ports);
    if ports.found.is_empty() {
        let image = written.container(index).0.child("image");
        let container = written.pod.container(index);
        for &port in images::ports(container) {
            ports.tcp(port, Evidence::new(Basis::Image, image.clone(), &container.image));
        }
    }
    ports.found
}

fn declared(written: &Written<'_>, index: ContainerIndex, ports: &mut Ports) {
    let (path, value) = written.container(index);
    for port in &written.pod.container(index).ports {
        let number = i64::from(port.container_port);
        let items = value["ports"].items();
        let at = items.iter().position(|it| it["containerPort"].as_i64() == Some(number));
        let field = path.child("ports").index(at.unwrap_or(0)).child("containerPort");
        let evidence = Evidence::new(Basis::Declared, field, "");
        ports.add(port.container_port, port.protocol, port.name.as_deref(), evidence);
    }
}

fn in_command(written: &Written<'_>, index: ContainerIndex, ports: &mut Ports) {
    let commands = commands(written, index);
    for simple in commands.iter().filter(|it| it.when == When::Running && !is_text(it)) {
        let program = simple.program();
        if is_client(simple) {
            continue;
        }
        let listens = simple.arguments().iter().any(|it| {
            it == "-l"
                || it == "--listen"
                || (it.starts_with("-l") && is_one_of(it, "-lk -lp -lkp -lkv -lv"))
        });
        for flag in flags(simple) {
            let value = flag.value;
            let evidence = simple.evidence(flag.place, value);
            let found = match program {
                // `nc -lk -p 8080`, `nc -l 8080`.
                "nc" | "ncat" | "netcat" => {
                    port(value).filter(|_| listens && !is_one_of(flag.name, "w q i"))
                }
                // `python -m http.server 8000`.
                _ if is_module(simple.arguments(), "http.server") => {
                    port(value).filter(|_| flag.name.is_empty())
                }
                "socat" => value
                    .split_once("-LISTEN:")
                    .or_else(|| value.split_once("-L:"))
                    .and_then(|(_, rest)| port(rest.split(',').next()?)),
                "httpd" | "memcached" | "http-server" | "flask" | "serve"
                    if is_one_of(flag.name, "p l") =>
                {
                    port(value).or_else(|| any_interface(value))
                }
                _ => None,
            };
            let found =
                found.or_else(|| any_interface(value)).or_else(|| match meaning(flag.name) {
                    Meaning::Listens => {
                        port(value).or_else(|| local(value).first().map(|it| it.port))
                    }
                    _ if is_own_port(flag.name) => port(value),
                    _ => None,
                });
            if let Some(port) = found {
                ports.tcp(port, evidence);
            }
        }
    }
}

fn is_module(arguments: &[String], module: &str) -> bool {
    arguments.windows(2).any(|pair| pair[0] == "-m" && pair[1] == module)
}

fn in_variables(written: &Written<'_>, index: ContainerIndex, ports: &mut Ports) {
    let variables = variables(written.pod.container(index));
    for (name, value) in &variables {
        // With a host of the same name it is the port of that host.
        let host = name.strip_suffix("PORT").map(|prefix| format!("{prefix}HOST"));
        let is_of_other = host.and_then(|host| variables.get(&host)).is_some_and(|host| {
            !["0.0.0.0", "localhost", "127.0.0.1", "::"].contains(&host.as_str())
                || !is_own_port(name)
        });
        let found: Vec<u16> = if is_of_other {
            Vec::new()
        } else if meaning(name) == Meaning::Listens {
            let listed = value.split([',', ';']).map(str::trim);
            listed
                .filter_map(|it| {
                    any_interface(it).or_else(|| port(it)).or_else(|| Some(local(it).first()?.port))
                })
                .collect()
        } else if is_own_port(name) {
            value.split([',', ';']).filter_map(|it| port(it.trim())).collect()
        } else {
            value.split([',', ';']).filter_map(|it| any_interface(it.trim())).collect()
        };
        for port in found {
            let field = written.variable(index, name);
            ports.tcp(port, Evidence::new(Basis::Variable, field, &port.to_string()));
        }
    }
}

/// The ports that the kubelet asks in probes and hooks of the container at `index`, each with its field.
/// It asks the Pod's address: any container may be the one that answers.
pub(super) fn asked(written: &Written<'_>, index: ContainerIndex) -> Vec<(u16, Evidence)> {
    let container = written.pod.container(index);
    let (path, value) = written.container(index);
    let mut found = Vec::new();
    let mut ask = |text: &str, host: Option<&str>, field: FieldPath| {
        let named = container.ports.iter().find(|it| it.name.as_deref() == Some(text));
        let number = named.map(|it| it.container_port).or_else(|| port(text));
        // Another host is asked instead of the Pod.
        if let Some(number) = number.filter(|_| host.is_none_or(str::is_empty)) {
            found.push((number, Evidence::new(Basis::Probe, field, text)));
        }
    };
    for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
        let name = format!("{kind}Probe");
        let (field, text) = match container.probe(kind).map(|probe| &probe.action) {
            Some(ProbeAction::HttpGet { port, .. }) => ("httpGet", port),
            Some(ProbeAction::TcpSocket { port }) => ("tcpSocket", port),
            Some(ProbeAction::Grpc { port }) => ("grpc", port),
            _ => continue,
        };
        let host = value[name.as_str()][field]["host"].as_str();
        ask(text, host, path.child(&name).child(field).child("port"));
    }
    for (hook, name) in [(&container.post_start, "postStart"), (&container.pre_stop, "preStop")] {
        if let Some(Hook::HttpGet { port, .. }) = hook {
            let host = value["lifecycle"][name]["httpGet"]["host"].as_str();
            ask(port, host, path.child("lifecycle").child(name).child("httpGet.port"));
        }
    }
    found
}
