//! Resources of the Pod as a whole (`validatePodResources`, `validatePodResourceConsistency`), claims
//! (`validatePodResourceClaims`) and overhead.

use super::resources::{self, Level};
use super::{Pod, filled, formed, is_there, items, text};
use crate::manifest::{FieldPath, Report, Value, names};
use crate::model::{self, Bound, Resources, aggregate, is_huge_pages};
use crate::version::Gate;
use std::collections::BTreeSet;

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    let overhead = resources::list(&pod.spec["overhead"]);
    let overhead = Resources { limits: overhead, ..Resources::default() };
    resources::check(&overhead, Level::Container, &pod.path.child("overhead"), report);
    claims(pod, report);
    let path = pod.path.child("resources");
    if !is_there(&pod.spec["resources"]) || !report.version.has(Gate::PodLevelResources) {
        return;
    }
    if text(&pod.spec["os"]["name"]) == "windows" {
        let help = "Write the resources of each container instead.";
        report.forbidden(&path, "may not be set for a windows pod", help);
        return;
    }
    if is_there(&pod.spec["resources"]["claims"]) {
        let detail = "claims may not be set for Resources at pod-level";
        report.forbidden(&path.child("claims"), detail, "Move them into a container.");
    }
    consistent(pod, &path, report);
}

/// What the Pod has as a whole against what its containers have.
fn consistent(pod: Pod<'_>, path: &FieldPath, report: &mut Report<'_>) {
    let lower = if pod.is_pod() { model::lower } else { model::lower_as_written };
    let lowered = lower(report.object, report.version).pod;
    let mut own = resources::written(&pod.spec["resources"]);
    if let Some(defaulted) = lowered.as_ref().and_then(|pod| pod.resources.as_ref()) {
        for (name, amount) in defaulted.requests.iter() {
            own.requests.set_missing(name, amount);
        }
        for (name, amount) in defaulted.limits.iter() {
            own.limits.set_missing(name, amount);
        }
    }
    resources::check(&own, Level::Pod, path, report);
    let sums = |bound| lowered.as_ref().map(|pod| aggregate(pod, bound)).unwrap_or_default();
    for (name, sum) in sums(Bound::Requests).iter() {
        if let Some(request) = own.requests.get(name).filter(|request| sum > *request) {
            let detail =
                format!("must be greater than or equal to aggregate container requests of {sum}");
            let help = format!("Request at least {sum} of {name}, or less in the containers.");
            let path = path.child("requests").key(name);
            report.invalid(&path, &resources::printed(request), &detail, &help);
        }
    }
    for (name, sum) in sums(Bound::Limits).iter().filter(|(name, _)| is_huge_pages(name)) {
        if let Some(limit) = own.limits.get(name).filter(|limit| sum > *limit) {
            let detail =
                format!("must be greater than or equal to aggregate container limits of {sum}");
            let help = format!("Write a limit of at least {sum}.");
            let path = path.child("limits").key(name);
            report.invalid(&path, &resources::printed(limit), &detail, &help);
        }
    }
    // Only app containers, one by one; their sum may be more.
    for (at, container) in pod.spec["containers"].items().iter().enumerate() {
        for (name, limit) in resources::list(&container["resources"]["limits"]).iter() {
            if let Some(most) = own.limits.get(name).filter(|most| limit > *most) {
                let detail = format!("must be less than or equal to pod limits of {most}");
                let help = format!("Lower the container's limit of {name}, or raise the Pod's.");
                // The server puts the container below the Pod's resources.
                let path = path.child("containers").index(at).key(name).child("limits");
                report.invalid(&path, &resources::printed(limit), &detail, &help);
            }
        }
    }
}

/// The claims that the Pod declares.
fn claims(pod: Pod<'_>, report: &mut Report<'_>) {
    // On since 1.34; before, the field is dropped in silence.
    if !report.version.at_least(34) {
        return;
    }
    let mut names = BTreeSet::new();
    for (path, claim) in items(&pod.spec["resourceClaims"], &pod.path.child("resourceClaims")) {
        filled(claim, "name", &path, report);
        let name = text(&claim["name"]);
        let at = path.child("name");
        if !name.is_empty() && !names.insert(name) {
            report.duplicate(&at, name, "Give each claim a name of its own.");
        } else if !name.is_empty() {
            let help = "Use lower-case letters, digits and hyphens.";
            formed(name, names::label(name), &at, help, report);
        }
        one_source(claim, &path, report);
    }
}

fn one_source(claim: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let sources = ["resourceClaimName", "resourceClaimTemplateName"];
    let given = sources.iter().filter(|field| is_there(&claim[**field])).count();
    let detail = match given {
        0 => "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`",
        2 => "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified",
        _ => "",
    };
    if !detail.is_empty() {
        let value = super::quoted(text(&claim["name"]));
        report.invalid(path, &value, detail, "Name a ResourceClaim or its template.");
    }
    for field in sources {
        if let Some(name) = claim[field].as_str() {
            let help = "Write the object's name.";
            formed(name, names::subdomain(name), &path.child(field), help, report);
        }
    }
}
