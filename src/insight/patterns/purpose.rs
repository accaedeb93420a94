//! What a long-lived container is for, as far as its links, volumes, image and command tell.

use super::images::{self, Known};
use super::{Case, Certainty, Evidence, calls, files};
use crate::model::{ContainerIndex, ContainerRole};

/// What a container is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Speaks to the outside for another container.
    Ambassador,
    /// Puts what another container gives out into another form.
    Adapter,
    /// Helps another container in a way that files or its image tell.
    Helps,
    /// By its name a helper.
    NamedHelper,
    /// Nothing tells.
    Unknown,
}

/// A purpose with its reasons, the strongest first.
pub(super) struct Found {
    pub(super) purpose: Purpose,
    pub(super) evidence: Vec<Evidence>,
}

impl Found {
    fn new(purpose: Purpose, evidence: Vec<Evidence>) -> Self {
        Self { purpose, evidence }
    }

    /// Nothing is known.
    pub(super) fn nothing() -> Self {
        Self::new(Purpose::Unknown, Vec::new())
    }
}

/// What the container at `index` is for; nothing of an ordinary init container.
pub(super) fn purpose(case: &Case<'_>, index: ContainerIndex) -> Found {
    if case.container(index).role == ContainerRole::Init {
        return Found::nothing();
    }
    ambassador(case, index)
        .or_else(|| adapter(case, index))
        .or_else(|| helps(case, index))
        .or_else(|| named(case, index))
        .unwrap_or_else(Found::nothing)
}

fn inferred(text: String, path: crate::manifest::FieldPath) -> Evidence {
    Evidence { text, path, certainty: Certainty::Inferred }
}

/// The image, said as evidence.
fn image_says(case: &Case<'_>, index: ContainerIndex, what: &str) -> Evidence {
    let image = images::base_name(&case.container(index).image);
    inferred(format!("The image `{image}` is known as {what}."), case.of(index, "image"))
}

/// Called on localhost, and it speaks to the outside: by an address that it names, or because its image
/// is known for it.
fn ambassador(case: &Case<'_>, index: ContainerIndex) -> Option<Found> {
    let container = case.container(index);
    let is_proxy = images::known(&container.image) == Some(Known::Proxy);
    let call = case.calls.iter().find(|call| call.to == Some(index));
    let outside = calls::outside(container);
    // A server that calls others is no proxy for them: it must be known as one, or be called and hand on
    // to an address of its own.
    let hands_on = call.is_some() && outside.is_some() && !is_app_itself(case, index);
    if !is_proxy && !hands_on {
        return None;
    }
    // Alone with nobody to speak for, a proxy is the app.
    if case.pod.indices().filter(|&other| is_lasting(case, other)).count() < 2 {
        return None;
    }
    let mut evidence = Vec::new();
    if let Some(call) = call {
        let caller = &case.container(call.from).name;
        evidence.push(inferred(
            format!("{caller} calls it on `localhost:{}`.", call.port),
            call.path.clone(),
        ));
    }
    if let Some((host, field)) = outside {
        evidence.push(inferred(
            format!("It knows an address outside of the Pod, `{host}`."),
            case.of(index, &field),
        ));
    }
    if is_proxy {
        evidence.push(image_says(case, index, "an outbound proxy"));
    }
    Some(Found::new(Purpose::Ambassador, evidence))
}

/// A container that takes traffic of its own from elsewhere is not there for its neighbour alone: it has a
/// readiness probe or declares a port that nobody in the Pod calls.
fn is_app_itself(case: &Case<'_>, index: ContainerIndex) -> bool {
    let container = case.container(index);
    if container.role != ContainerRole::App {
        return false;
    }
    let called =
        |port: u16| case.calls.iter().any(|call| call.to == Some(index) && call.port == port);
    container
        .ports
        .iter()
        .any(|port| !called(port.container_port) && !is_admin(port.name.as_deref()))
}

/// Ports beside the one that the work goes through.
fn is_admin(name: Option<&str>) -> bool {
    name.is_some_and(|name| {
        ["admin", "metrics", "health", "stats"].iter().any(|it| name.contains(it))
    })
}

fn is_lasting(case: &Case<'_>, index: ContainerIndex) -> bool {
    case.container(index).role != ContainerRole::Init
}

/// It asks another container on localhost and gives out what monitoring reads, or follows a file and puts
/// it into another form.
fn adapter(case: &Case<'_>, index: ContainerIndex) -> Option<Found> {
    let container = case.container(index);
    let is_exporter = images::known(&container.image) == Some(Known::Exporter);
    let asks = case.calls.iter().find(|call| call.from == index && call.to.is_some());
    let scraped = scraped(case, index);
    let mut evidence = Vec::new();
    if let Some(call) = asks
        && let Some(to) = call.to
    {
        let other = &case.container(to).name;
        evidence.push(inferred(
            format!("It asks {other} on `localhost:{}`.", call.port),
            call.path.clone(),
        ));
    } else if is_exporter && let Some(other) = exported(case, index) {
        evidence.push(inferred(
            format!(
                "By its image it shows the metrics of {}, which runs beside it.",
                case.container(other).name
            ),
            case.of(index, "image"),
        ));
    } else {
        return by_pipe(case, index);
    }
    if is_exporter {
        evidence.push(image_says(case, index, "a metrics exporter"));
    }
    let is_scraped = scraped.is_some();
    evidence.extend(scraped);
    (is_exporter || is_scraped).then(|| Found::new(Purpose::Adapter, evidence))
}

/// The container whose image is the product that an exporter shows the metrics of.
fn exported(case: &Case<'_>, index: ContainerIndex) -> Option<ContainerIndex> {
    let product =
        images::product(&case.container(index).image).filter(|product| !product.is_empty())?;
    case.pod.indices().find(|&other| {
        let name = images::base_name(&case.container(other).image);
        other != index
            && is_lasting(case, other)
            && name.split(['-', '_']).any(|part| part == product)
    })
}

/// That its metrics are read: by an annotation, a port's name, or a path.
fn scraped(case: &Case<'_>, index: ContainerIndex) -> Option<Evidence> {
    let container = case.container(index);
    let ports = calls::listens(container);
    let annotated = case.pod.annotations.iter().find(|(key, _)| key == "prometheus.io/port");
    if let Some((_, port)) =
        annotated.filter(|(_, port)| port.parse().is_ok_and(|it| ports.contains(&it)))
    {
        return Some(inferred(
            format!("Prometheus is told to read its port {port}."),
            case.of(index, "ports"),
        ));
    }
    let named = container.ports.iter().position(|port| {
        port.name.as_deref().is_some_and(|name| name.contains("metrics") || name.contains("prom"))
    })?;
    Some(inferred("It has a port for metrics.".to_owned(), case.of(index, "ports").index(named)))
}

/// `tail -F /logs/app.log | jq …`: from a file that another one writes into another form.
fn by_pipe(case: &Case<'_>, index: ContainerIndex) -> Option<Found> {
    let shared = case.volumes.read_by(index)?;
    if !files::transforms(&files::text(case.container(index))) {
        return None;
    }
    let evidence = vec![
        reads(case, index, &shared),
        inferred("Its command puts it into another form.".to_owned(), case.program(index)),
    ];
    Some(Found::new(Purpose::Adapter, evidence))
}

fn reads(case: &Case<'_>, index: ContainerIndex, shared: &files::Shared<'_>) -> Evidence {
    let (other, volume) = (&case.container(shared.other).name, shared.volume);
    let text = if shared.told {
        format!("It reads what {other} writes to the volume {volume}.")
    } else {
        format!(
            "It shares the volume {volume} with {other}, and seems to read what {other} writes there."
        )
    };
    inferred(text, case.of(index, "volumeMounts").index(shared.mount))
}

/// It shares files with another container, or its image is known to help.
fn helps(case: &Case<'_>, index: ContainerIndex) -> Option<Found> {
    let container = case.container(index);
    let known = images::known(&container.image);
    let says = match known {
        Some(Known::Shipper) => Some("a log shipper"),
        Some(Known::Gate) => Some("a proxy for incoming requests"),
        Some(Known::Syncer) => Some("something that keeps files up to date"),
        Some(Known::Storage) => Some("a helper of a storage driver"),
        _ => None,
    };
    let mut evidence = Vec::new();
    // An app may well read files; only what follows a file of another one is there for that.
    if let Some(shared) =
        case.volumes.read_by(index).filter(|_| says.is_some() || tails(case, index))
    {
        evidence.push(reads(case, index, &shared));
    }
    if let Some(shared) =
        case.volumes.written_by(index).filter(|_| says.is_some() || pulls(case, index))
    {
        let other = &case.container(shared.other).name;
        evidence.push(inferred(
            format!("It keeps up to date what {other} reads from the volume {}.", shared.volume),
            case.of(index, "volumeMounts").index(shared.mount),
        ));
    }
    if known == Some(Known::Gate)
        && let Some(call) = case.calls.iter().find(|call| call.from == index && call.to.is_some())
        && let Some(to) = call.to
    {
        let other = &case.container(to).name;
        evidence.push(inferred(
            format!("It hands requests on to {other} on `localhost:{}`.", call.port),
            call.path.clone(),
        ));
    }
    if let Some(what) = says {
        evidence.push(image_says(case, index, what));
    }
    (!evidence.is_empty()).then(|| Found::new(Purpose::Helps, evidence))
}

fn tails(case: &Case<'_>, index: ContainerIndex) -> bool {
    let text = files::text(case.container(index));
    text.contains("tail ") && (text.contains("-F") || text.contains("-f"))
}

/// Whether it fetches something again and again.
fn pulls(case: &Case<'_>, index: ContainerIndex) -> bool {
    let text = files::text(case.container(index));
    let loops = text.contains("while ") || text.contains("until ");
    let fetches = ["git", "curl", "wget", "rsync", "rclone", "aws s3", "gsutil"];
    loops && fetches.iter().any(|program| text.contains(program))
}

/// People call helpers by names that say so.
fn named(case: &Case<'_>, index: ContainerIndex) -> Option<Found> {
    let word = images::helper_word(&case.container(index).name)?;
    let evidence = inferred(
        format!("Its name says {word}; nothing else tells what it does."),
        case.of(index, "name"),
    );
    Some(Found::new(Purpose::NamedHelper, vec![evidence]))
}
