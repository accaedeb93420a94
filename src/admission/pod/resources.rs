//! Requests and limits (`validateResourceRequirements`, `ValidateContainerResourceName`).

use super::{Pod, formed, items, quoted, text};
use crate::manifest::{FieldPath, Problem, ProblemKind, Quantity, Report, Value, names};
use crate::model::{CPU, MEMORY, ResourceList, Resources, is_huge_pages};
use std::collections::BTreeSet;

const NAME_HELP: &str =
    "Use cpu, memory or ephemeral-storage, or a name with a domain: example.com/gpu.";

/// What the server knows by a name without a domain; of these, containers have the first three.
const STANDARD: &[&str] = &[
    "cpu",
    "memory",
    "ephemeral-storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
    "configmaps",
    "storage",
];

/// Whose resources they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Container,
    Pod,
}

/// The resources of one container, `path` being that of the container; with `defaults`, a limit stands
/// in for a missing request, as in a Pod.
pub(super) fn validate(
    pod: Pod<'_>,
    container: &Value,
    defaults: bool,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let path = path.child("resources");
    let mut resources = written(&container["resources"]);
    if defaults {
        for (name, limit) in resources.limits.iter() {
            resources.requests.set_missing(name, limit);
        }
    }
    check(&resources, Level::Container, &path, report);
    claims(pod, &container["resources"], &path.child("claims"), report);
}

/// The requests and limits that are written.
pub(super) fn written(resources: &Value) -> Resources {
    Resources { requests: list(&resources["requests"]), limits: list(&resources["limits"]) }
}

/// Amounts by resource.
pub(super) fn list(amounts: &Value) -> ResourceList {
    let mut list = ResourceList::default();
    for (name, amount) in amounts.entries() {
        if let Some(amount) = amount.as_str().and_then(|text| Quantity::parse(text).ok()) {
            list.set(name, amount);
        }
    }
    list
}

/// Reports what is wrong with requests and limits at `path`.
pub(super) fn check(
    resources: &Resources,
    level: Level,
    path: &FieldPath,
    report: &mut Report<'_>,
) {
    let Resources { requests, limits } = resources;
    let (limits_path, requests_path) = (path.child("limits"), path.child("requests"));
    for (name, limit) in limits.iter() {
        amount(name, limit, level, &limits_path.key(name), report);
    }
    for (name, request) in requests.iter() {
        amount(name, request, level, &requests_path.key(name), report);
        let overcommits = is_native(name) && !is_huge_pages(name);
        match limits.get(name) {
            Some(limit) if request != limit && !overcommits => {
                let detail = format!("must be equal to {name} limit of {limit}");
                let help = format!("Write the same amount of {name} in both lists.");
                refuse(name, request, &detail, &help, &requests_path, report);
            }
            Some(limit) if request > limit => {
                let detail = format!("must be less than or equal to {name} limit of {limit}");
                let help = format!("Lower the request of {name}, or raise its limit.");
                refuse(name, request, &detail, &help, &requests_path, report);
            }
            None if !overcommits => {
                let detail = "Limit must be set for non overcommitable resources";
                let help = format!("Add {name} to the limits, with the same amount.");
                report.required(&limits_path, detail, &help);
            }
            _ => {}
        }
    }
    let names = || limits.iter().chain(requests.iter()).map(|(name, _)| name);
    if names().any(is_huge_pages) && !names().any(|name| [CPU, MEMORY].contains(&name)) {
        let detail = "HugePages require cpu or memory";
        report.forbidden(path, detail, "Add a request or a limit of cpu or memory.");
    }
}

/// A request that does not go with its limit: the path lacks the resource, the mark does not.
fn refuse(
    name: &str,
    request: Quantity,
    detail: &str,
    help: &str,
    requests: &FieldPath,
    report: &mut Report<'_>,
) {
    let message = format!("Invalid value: {}: {detail}", printed(request));
    let draft = Problem::draft(ProblemKind::Invalid, requests, message).help(help);
    report.push(&requests.key(name), draft);
}

/// One amount: its name, its sign, and what makes it whole.
fn amount(name: &str, amount: Quantity, level: Level, path: &FieldPath, report: &mut Report<'_>) {
    match level {
        Level::Container => formed(name, name_fault(name), path, NAME_HELP, report),
        Level::Pod => pod_name(name, path, report),
    }
    if amount < Quantity::ZERO {
        let detail = "must be greater than or equal to 0";
        report.invalid(path, &printed(amount), detail, "Remove the minus.");
    }
    if is_whole_only(name) && Quantity::from_units(amount.units()) != amount {
        let help = "Write a whole number: it cannot be divided.";
        report.invalid(path, &printed(amount), "must be an integer", help);
    }
    if is_huge_pages(name) && !is_divisible(name, amount) {
        let detail = format!("{amount} is not positive integer multiple of {name}");
        report.invalid(path, &printed(amount), &detail, "Write a multiple of the page size.");
    }
}

/// What is wrong with the name of a container's resource.
fn name_fault(name: &str) -> Option<&'static str> {
    let is_huge = is_huge_pages(name);
    names::qualified(name).or_else(|| match name.contains('/') {
        false if !is_huge && !is_standard(name) => {
            Some("must be a standard resource type or fully qualified")
        }
        false if !is_huge && !STANDARD[..3].contains(&name) => {
            Some("must be a standard resource for containers")
        }
        true if !is_native(name) && !is_extended(name) => {
            Some("doesn't follow extended resource name standard")
        }
        _ => None,
    })
}

/// The name of a resource of the Pod as a whole (`validatePodResourceName`).
fn pod_name(name: &str, path: &FieldPath, report: &mut Report<'_>) {
    let unknown = !name.contains('/') && !is_huge_pages(name) && !is_standard(name);
    let fault = names::qualified(name)
        .or_else(|| unknown.then_some("must be a standard resource type or fully qualified"));
    let help = "A Pod as a whole has cpu, memory and huge pages.";
    formed(name, fault, path, help, report);
    if fault.is_none() && ![CPU, MEMORY].contains(&name) && !is_huge_pages(name) {
        report.unsupported(path, name, &[CPU, "hugepages-", MEMORY]);
    }
}

fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name) || name.starts_with("requests.hugepages-")
}

/// Whether Kubernetes itself names it (`IsNativeResource`).
fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether it is somebody else's (`IsExtendedResourceName`).
fn is_extended(name: &str) -> bool {
    !is_native(name)
        && !name.starts_with("requests.")
        && names::qualified(&format!("requests.{name}")).is_none()
}

/// Whether it is counted (`IsIntegerResourceName`).
fn is_whole_only(name: &str) -> bool {
    let is_amount = |part: &str| ["cpu", "memory", "storage"].iter().any(|it| part.ends_with(it));
    is_extended(name) || STANDARD.contains(&name) && !is_amount(name)
}

/// `IsHugePageResourceValueDivisible`.
fn is_divisible(name: &str, amount: Quantity) -> bool {
    let size = name.strip_prefix("hugepages-").and_then(|size| Quantity::parse(size).ok());
    size.is_some_and(|size| {
        size.is_positive()
            && Quantity::from_units(size.units()) == size
            && amount.units() % size.units() == 0
    })
}

/// An amount as the server prints it.
pub(super) fn printed(amount: Quantity) -> String {
    quoted(&amount.to_string())
}

/// Claims of a container, by the names that the Pod gives them (`validateResourceClaimNames`).
fn claims(pod: Pod<'_>, resources: &Value, path: &FieldPath, report: &mut Report<'_>) {
    // DynamicResourceAllocation is on since 1.34; before, claims are dropped in silence.
    if !report.version.at_least(34) {
        return;
    }
    let mut seen = BTreeSet::new();
    let known = pod.spec["resourceClaims"].items();
    for (path, claim) in items(&resources["claims"], path) {
        let name = text(&claim["name"]);
        if name.is_empty() {
            report.required(&path, "", "Name a claim of the Pod.");
            continue;
        }
        if !seen.insert((name, text(&claim["request"]))) {
            report.duplicate(&path, name, "Name each claim once.");
        }
        if known.iter().all(|known| text(&known["name"]) != name) {
            let names: Vec<&str> = known.iter().map(|known| text(&known["name"])).collect();
            let these = match names.as_slice() {
                [] => " which is empty".to_owned(),
                names => format!(": {}", names.join(", ")),
            };
            let message = format!(
                "Not found: \"{name}\": must be one of the names in pod.spec.resourceClaims{these}"
            );
            let draft = Problem::draft(ProblemKind::NotFound, &path, message);
            report.push(&path, draft.help("Declare it below `resourceClaims:` of the Pod."));
        }
    }
}
