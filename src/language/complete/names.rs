//! Names that stand in the same text, where one name refers to another.

use super::site::Site;
use crate::language::outline::{NodeId, Outline, documents};

/// A name, and what it is the name of.
type Name = (String, &'static str);

/// The names that the value at the cursor may refer to, in the order in which they stand.
pub(super) fn names(site: &Site<'_>, text: &str) -> Vec<Name> {
    let place = &site.place;
    let pod = place.within("PodSpec");
    let mut found = match place.field_name() {
        ("VolumeMount" | "VolumeDevice", "name") => volumes(site, pod),
        ("HTTPGetAction" | "TCPSocketAction", "port") => ports(site, true),
        ("GRPCAction", "port") => ports(site, false),
        ("ResourceClaim", "name") => named(site, pod, &["resourceClaims"], "resource claim"),
        ("ResourceFieldSelector", "containerName")
        | ("EphemeralContainer", "targetContainerName") => containers(site, pod),
        ("PodFailurePolicyOnExitCodesRequirement", "containerName") => {
            let job = place.within("JobSpec");
            containers(site, job.and_then(|job| site.outline.at(job, &["template", "spec"])))
        }
        ("PersistentVolumeClaimVolumeSource", "claimName") => {
            objects(text, "PersistentVolumeClaim")
        }
        (
            "ConfigMapVolumeSource"
            | "ConfigMapProjection"
            | "ConfigMapEnvSource"
            | "ConfigMapKeySelector",
            "name",
        ) => objects(text, "ConfigMap"),
        ("SecretProjection" | "SecretEnvSource" | "SecretKeySelector", "name")
        | ("SecretVolumeSource", "secretName") => objects(text, "Secret"),
        ("ConfigMapKeySelector", "key") => keys(site, text, "ConfigMap"),
        ("SecretKeySelector", "key") => keys(site, text, "Secret"),
        ("PodSpec", "serviceAccountName") => objects(text, "ServiceAccount"),
        ("StatefulSetSpec", "serviceName") => objects(text, "Service"),
        _ => {
            let key = place.map_key.as_deref();
            let labels = labels(site).into_iter().filter(|(name, ..)| Some(name.as_str()) == key);
            labels.map(|(_, value, from)| (value, from)).collect()
        }
    };
    found.retain(|(name, _)| !name.is_empty());
    let mut seen = Vec::new();
    found.retain(|(name, _)| {
        let is_new = !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
    found
}

/// The labels that a selector, or the labels that it selects, should repeat: key, value and where they
/// are from. Empty in any other map.
pub(super) fn labels(site: &Site<'_>) -> Vec<(String, String, &'static str)> {
    let outline = site.outline;
    let is_template = site.place.within("PodTemplateSpec").is_some();
    let (keys, from): (&[&str], _) = match site.place.field_name() {
        ("LabelSelector", "matchLabels") => {
            (&["template", "metadata", "labels"], "label of the template")
        }
        ("ObjectMeta", "labels") if is_template => (&["selector", "matchLabels"], "selector"),
        _ => return Vec::new(),
    };
    let mut above = site.place.above.iter().rev().map(|(_, node)| *node);
    let Some(map) = above.find_map(|node| outline.at(node, keys)) else { return Vec::new() };
    let entries = outline.entries(map).iter();
    entries.map(|entry| (outline.word(&entry.key), outline.text(entry.value), from)).collect()
}

/// The names of the items of the list at the end of `keys`.
fn named(site: &Site<'_>, from: Option<NodeId>, keys: &[&str], what: &'static str) -> Vec<Name> {
    let list = from.and_then(|from| site.outline.at(from, keys));
    let items = list.map(|list| site.outline.items(list)).unwrap_or_default();
    items.iter().map(|item| (site.outline.text_at(*item, "name"), what)).collect()
}

fn volumes(site: &Site<'_>, pod: Option<NodeId>) -> Vec<Name> {
    let mut found = named(site, pod, &["volumes"], "volume");
    let outline = site.outline;
    let templates = outline.at(site.place.object, &["spec", "volumeClaimTemplates"]);
    for claim in templates.map(|list| outline.items(list)).unwrap_or_default() {
        let metadata = outline.get(*claim, "metadata");
        let name = metadata.map(|metadata| outline.text_at(metadata, "name"));
        found.extend(name.map(|name| (name, "volume claim template")));
    }
    found
}

fn containers(site: &Site<'_>, pod: Option<NodeId>) -> Vec<Name> {
    let mut found = named(site, pod, &["containers"], "container");
    found.extend(named(site, pod, &["initContainers"], "init container"));
    found
}

/// The ports of the container at the cursor, by name where that is wanted.
fn ports(site: &Site<'_>, by_name: bool) -> Vec<Name> {
    let container = site.place.within("Container");
    let mut found = if by_name { named(site, container, &["ports"], "port") } else { Vec::new() };
    let list = container.and_then(|container| site.outline.get(container, "ports"));
    for port in list.map(|list| site.outline.items(list)).unwrap_or_default() {
        found.push((site.outline.text_at(*port, "containerPort"), "port"));
    }
    found
}

/// The names of the objects of a kind, in all documents of the text.
fn objects(text: &str, kind: &'static str) -> Vec<Name> {
    let names = outlines(text).filter(|outline| outline.text_at(Outline::ROOT, "kind") == kind);
    names.map(|outline| (name(&outline), kind)).collect()
}

fn name(outline: &Outline) -> String {
    let metadata = outline.get(Outline::ROOT, "metadata");
    metadata.map(|metadata| outline.text_at(metadata, "name")).unwrap_or_default()
}

/// The keys of the object that is named beside the cursor.
fn keys(site: &Site<'_>, text: &str, kind: &'static str) -> Vec<Name> {
    let selector = site.place.above.last().map(|(_, node)| site.outline.text_at(*node, "name"));
    let mut found = Vec::new();
    for outline in outlines(text) {
        if outline.text_at(Outline::ROOT, "kind") == kind && Some(name(&outline)) == selector {
            for data in ["data", "stringData"] {
                let map = outline.get(Outline::ROOT, data);
                let entries = map.map(|map| outline.entries(map)).unwrap_or_default();
                found.extend(entries.iter().map(|entry| (outline.word(&entry.key), kind)));
            }
        }
    }
    found
}

fn outlines(text: &str) -> impl Iterator<Item = Outline> + '_ {
    documents(text).into_iter().map(|range| Outline::read(text, range))
}
