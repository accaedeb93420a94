//! Who calls whom inside a Pod: all its containers share one loopback.
//!
//! Kubernetes knows nothing of this but `containerPort`, which opens nothing. The rest is read off
//! arguments, variables, commands, probes and images, and carries its [`Evidence`]; what only looks
//! like an address is left alone, for a false link is worse than none. Knows no time: whether an end
//! is up is for whoever has the timeline.

mod address;
mod calls;
mod flags;
mod images;
mod outside;
mod ports;

pub use super::command::When;
use super::command::commands;
use super::evidence::{Basis, Evidence, Written};
use super::lint;
use crate::manifest::Object;
use crate::model::{ContainerIndex, ContainerRole, Pod, Protocol};

/// A port that a container listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPort {
    /// Whose.
    pub container: ContainerIndex,
    /// Its number.
    pub port: u16,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its name, if `ports` gives it one.
    pub name: Option<String>,
    /// What says so, the strongest first; never empty.
    pub evidence: Vec<Evidence>,
}

impl OpenPort {
    /// Whether `ports` does not have it.
    pub fn is_inferred(&self) -> bool {
        self.evidence.iter().all(|it| it.basis.is_inferred())
    }
}

/// Where a call on localhost ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// At this container.
    Container(ContainerIndex),
    /// Nowhere: no container listens there, as far as is known.
    Nobody {
        /// Every other container is known to listen elsewhere, or not at all.
        sure: bool,
    },
    /// On the node: with `hostNetwork`, localhost is the node's.
    Node,
}

/// A call from one container to a port of the Pod itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who calls.
    pub from: ContainerIndex,
    /// The port.
    pub port: u16,
    /// Who answers.
    pub to: Target,
    /// When it is made, the earliest if at several times.
    pub when: When,
    /// What says so, the strongest first; never empty.
    pub evidence: Vec<Evidence>,
}

/// One port that several containers take, which run at the same time: all but the first to start get
/// `address already in use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The port.
    pub port: u16,
    /// Its protocol.
    pub protocol: Protocol,
    /// The containers, in list order; two at least.
    pub containers: Vec<ContainerIndex>,
}

/// Which way traffic goes over the boundary of the Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// A Service leads here.
    Service,
    /// Somebody collects metrics here.
    Scrapes,
    /// A container calls out.
    Out,
}

/// Somebody outside the Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Which way.
    pub way: Way,
    /// Its name: a Service's, a host with its port.
    pub name: String,
    /// The container at the end inside the Pod, if it is known.
    pub container: Option<ContainerIndex>,
    /// The port, on the side that is called.
    pub port: Option<u16>,
    /// What says so. For a Service the path is one of its own object.
    pub evidence: Evidence,
}

/// Everything that is known of the network of a Pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The ports, by container and in order of their evidence.
    pub ports: Vec<OpenPort>,
    /// The calls, by container.
    pub links: Vec<Link>,
    /// Ports taken twice.
    pub clashes: Vec<Clash>,
    /// Who is outside: Services, scrapers, then those that are called.
    pub outside: Vec<Outside>,
}

/// The network of `pod`, which was read from `object`; `objects` are all objects of the same text.
pub fn links(pod: &Pod, object: &Object, objects: &[Object]) -> Links {
    let written = Written::new(pod, object);
    let mut ports: Vec<OpenPort> =
        pod.indices().flat_map(|it| ports::opened(&written, it)).collect();
    add_asked(&written, &mut ports);
    let links = called(&written, &mut ports);
    for port in &mut ports {
        port.evidence.sort_by_key(|it| it.basis);
    }
    ports.sort_by_key(|it| it.container);
    let mut outside = outside::services(&written, objects, &ports);
    outside.extend(outside::scraper(&written, &ports));
    outside.extend(outside::targets(&written));
    let clashes = if pod.host_network { Vec::new() } else { clashes(pod, &ports, &links) };
    Links { ports, links, clashes, outside }
}

/// A probed port that nobody is known to open is one of the probed container's own.
fn add_asked(written: &Written<'_>, ports: &mut Vec<OpenPort>) {
    for container in written.pod.indices() {
        for (port, evidence) in ports::asked(written, container) {
            let own = ports.iter_mut().find(|it| it.port == port && it.container == container);
            if let Some(own) = own {
                own.evidence.push(evidence);
            } else if !ports.iter().any(|it| it.port == port) {
                ports.push(open(container, port, evidence));
            }
        }
    }
}

fn open(container: ContainerIndex, port: u16, evidence: Evidence) -> OpenPort {
    OpenPort { container, port, protocol: Protocol::Tcp, name: None, evidence: vec![evidence] }
}

/// The calls from one container to another; a call that turns out to be its own port goes to `ports`.
fn called(written: &Written<'_>, ports: &mut Vec<OpenPort>) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for from in written.pod.indices() {
        for call in calls::calls(written, from) {
            let port = call.port;
            let own = ports.iter().find(|it| it.port == port && it.container == from);
            // An init container is no longer there to answer.
            let lasts =
                |it: &&OpenPort| written.pod.container(it.container).role != ContainerRole::Init;
            let mut others = ports.iter().filter(lasts);
            let other = others.find(|it| it.port == port && it.container != from);
            // A proxy may declare a port of the Pod's address and call the same on the loopback.
            let is_own = own.is_some_and(|own| other.is_none_or(|it| is_told(own) || !is_told(it)));
            let to = match other {
                // It asks itself.
                _ if is_own => continue,
                Some(other) => Target::Container(other.container),
                None if call.open || call.when == When::Probe => {
                    ports.push(open(from, port, call.evidence));
                    continue;
                }
                None if written.pod.host_network => Target::Node,
                None => Target::Nobody { sure: false },
            };
            match links.iter_mut().find(|it| it.from == from && it.port == port) {
                Some(known) => {
                    known.when = known.when.min(call.when);
                    if !known.evidence.contains(&call.evidence) {
                        known.evidence.push(call.evidence);
                        known.evidence.sort_by_key(|it| it.basis);
                    }
                }
                None => links.push(Link {
                    from,
                    port,
                    to,
                    when: call.when,
                    evidence: vec![call.evidence],
                }),
            }
        }
    }
    if links.iter().any(|it| matches!(it.to, Target::Nobody { .. })) {
        let unknown: Vec<ContainerIndex> =
            written.pod.indices().filter(|&it| !is_known(written, it)).collect();
        for link in &mut links {
            if let Target::Nobody { sure } = &mut link.to {
                *sure = unknown.iter().all(|&it| it == link.from);
            }
        }
    }
    links
}

/// Whether the program itself is told to listen there.
fn is_told(port: &OpenPort) -> bool {
    port.evidence.iter().any(|it| matches!(it.basis, Basis::Command | Basis::Variable))
}

/// Whether it is known where a container listens, if anywhere: declared ports may be too few.
fn is_known(written: &Written<'_>, index: ContainerIndex) -> bool {
    const QUIET: &str = "cat cp curl cut date done echo false find git grep head kill ln ls mkdir mv nslookup \
        printf read rm sed seq set sleep sort tail tar tee test touch tr true wait wc wget [ [[ : fi esac \
        fluent-bit filebeat promtail";
    let commands = commands(written, index);
    let container = written.pod.container(index);
    container.role == ContainerRole::Init
        || lint::known_port(container).is_some()
        || (!commands.is_empty()
            && commands.iter().all(|it| super::command::is_one_of(it.program(), QUIET)))
}

/// The ports that are taken twice among containers that go on.
fn clashes(pod: &Pod, ports: &[OpenPort], links: &[Link]) -> Vec<Clash> {
    let mut clashes: Vec<Clash> = Vec::new();
    let lasting = |it: &&OpenPort| pod.container(it.container).role != ContainerRole::Init;
    for open in ports.iter().filter(lasting) {
        // A probe or an image alone is too little to say that something fails.
        let is_strong = |it: &OpenPort| it.evidence.iter().any(|it| it.basis != Basis::Probe);
        let others = ports
            .iter()
            .filter(lasting)
            .filter(|it| it.port == open.port && it.protocol == open.protocol);
        let mut containers: Vec<ContainerIndex> =
            others.filter(|it| is_strong(it)).map(|it| it.container).collect();
        containers.dedup();
        // Who calls a port of its own number has another address for itself.
        containers
            .retain(|&it| !links.iter().any(|link| link.from == it && link.port == open.port));
        let is_said = clashes.iter().any(|it| it.port == open.port && it.protocol == open.protocol);
        if containers.len() > 1 && !is_said {
            clashes.push(Clash { port: open.port, protocol: open.protocol, containers });
        }
    }
    clashes
}
