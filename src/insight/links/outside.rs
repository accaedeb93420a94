//! What a Pod talks to beyond its boundary, and who talks to it.
//!
//! Out: addresses in arguments and variables of the containers that go on. In: a Service of the same
//! text that selects the Pod, and whoever reads its metrics by the well-known annotations.

use super::address::{outside, port};
use super::flags::{Meaning, flags, is_text, meaning};
use super::{OpenPort, Outside, Way};
use crate::insight::command::{When, commands, variables};
use crate::insight::evidence::{Basis, Evidence, Written};
use crate::manifest::tree::{NodeId, Scalar, Tree, Value};
use crate::manifest::{FieldPath, Object};
use crate::model::{ContainerIndex, ContainerRole};

/// What the containers of a Pod call outside of it.
pub(super) fn targets(written: &Written<'_>) -> Vec<Outside> {
    let mut found = Vec::new();
    let lasting = written.pod.indices();
    for index in lasting.filter(|&it| written.pod.container(it).role != ContainerRole::Init) {
        let variables = variables(written.pod.container(index));
        for (name, value) in &variables {
            if matches!(meaning(name), Meaning::Foreign | Meaning::Listens) {
                continue;
            }
            let named = || {
                let prefix = name.strip_suffix("HOST")?;
                let port = variables.get(&format!("{prefix}PORT")).and_then(|it| port(it));
                let is_host = value.contains('.') || port.is_some();
                outside(&format!("host://{value}"))
                    .filter(|_| is_host)
                    .map(|(host, _)| (host, port))
            };
            if let Some((host, port)) = outside(value).or_else(named) {
                let evidence = Evidence::new(Basis::Variable, written.variable(index, name), &host);
                add(&mut found, index, &host, port, evidence);
            }
        }
        for simple in
            commands(written, index).iter().filter(|it| it.when == When::Running && !is_text(it))
        {
            for flag in flags(simple) {
                if matches!(meaning(flag.name), Meaning::Foreign | Meaning::Listens) {
                    continue;
                }
                if let Some((host, port)) = outside(flag.value) {
                    let evidence = simple.evidence(flag.place, &host);
                    add(&mut found, index, &host, port, evidence);
                }
            }
        }
    }
    found
}

fn add(
    found: &mut Vec<Outside>,
    container: ContainerIndex,
    host: &str,
    port: Option<u16>,
    evidence: Evidence,
) {
    let name = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    if !found.iter().any(|it| it.container == Some(container) && it.name == name) {
        found.push(Outside { way: Way::Out, name, container: Some(container), port, evidence });
    }
}

/// Whoever collects metrics by `prometheus.io/…`: a convention of its users, not of Kubernetes.
pub(super) fn scraper(written: &Written<'_>, ports: &[OpenPort]) -> Option<Outside> {
    let annotation = |name: &str| {
        let key = format!("prometheus.io/{name}");
        let found = written.pod.annotations.iter().find(|(it, _)| *it == key);
        found.map(|(_, value)| value.as_str())
    };
    if annotation("scrape").is_some_and(|value| value != "true") {
        return None;
    }
    let number = port(annotation("port")?)?;
    let container = ports.iter().find(|it| it.port == number).map(|it| it.container);
    let path = written.annotations().key("prometheus.io/port");
    Some(Outside {
        way: Way::Scrapes,
        name: "Prometheus".to_owned(),
        container,
        port: Some(number),
        evidence: Evidence::new(Basis::Annotation, path, ""),
    })
}

/// The Services among `objects` that select the Pod, each with the first port it leads to.
pub(super) fn services(
    written: &Written<'_>,
    objects: &[Object],
    ports: &[OpenPort],
) -> Vec<Outside> {
    objects
        .iter()
        .filter(|it| it.kind == "Service")
        .filter_map(|it| service(written, it, ports))
        .collect()
}

fn service(written: &Written<'_>, object: &Object, ports: &[OpenPort]) -> Option<Outside> {
    let (tree, root) = (&*object.place.tree, object.place.root);
    let spec = tree.entry(root, "spec")?.value;
    let metadata = tree.entry(root, "metadata").map(|it| it.value);
    let namespace = metadata.and_then(|it| tree.text(it, "namespace")).unwrap_or("default");
    let Value::Map(wanted) = &tree.node(tree.entry(spec, "selector")?.value).value else {
        return None;
    };
    let labels = &written.pod.labels;
    let is_met = wanted.iter().all(|entry| {
        let value = scalar(tree, entry.value);
        labels.iter().any(|(key, has)| *key == entry.key && Some(has) == value.as_ref())
    });
    if wanted.is_empty() || !is_met || namespace != written.pod.namespace {
        return None;
    }
    let first = match &tree.node(tree.entry(spec, "ports")?.value).value {
        Value::List(items) => items.first().copied(),
        _ => None,
    };
    let target = first.and_then(|it| {
        let entry = tree.entry(it, "targetPort").or_else(|| tree.entry(it, "port"))?;
        scalar(tree, entry.value)
    });
    let open = ports.iter().find(|it| {
        target.as_deref().is_some_and(|target| {
            it.name.as_deref() == Some(target) || port(target) == Some(it.port)
        })
    });
    Some(Outside {
        way: Way::Service,
        name: object.name.clone(),
        container: open.map(|it| it.container),
        port: open.map(|it| it.port).or_else(|| port(target.as_deref()?)),
        evidence: Evidence::new(Basis::Declared, FieldPath::from("spec.selector"), ""),
    })
}

fn scalar(tree: &Tree, node: NodeId) -> Option<String> {
    match &tree.node(node).value {
        Value::Scalar(Scalar::Text(text)) => Some(text.clone()),
        Value::Scalar(Scalar::Int(number)) => Some(number.to_string()),
        _ => None,
    }
}
