//! Documents that are YAML or JSON and no manifests, told by their keys; and objects of kinds that are
//! not simulated.

use super::super::tree::{Entry, NodeId, Scalar, Tree, Value};
use super::super::{FieldPath, Problem, ProblemKind, Severity, Source, TextRange, WorkloadKind};
use super::{Foreign, instead, kinds, no_manifest, whole};

/// What a document is, if it is no manifest; what its objects are, if they are not simulated.
pub(super) fn recognise(source: &Source, tree: &Tree) -> Vec<Foreign> {
    let root = tree.root();
    match &tree.node(root).value {
        Value::List(items) => json_patch(source, tree, items).into_iter().collect(),
        Value::Map(entries) => {
            if let Some(found) = file(source, tree, entries) {
                return vec![found];
            }
            let is_list = tree.text(root, "kind").is_some_and(|kind| kind.ends_with("List"));
            let items = tree.entry(root, "items").filter(|_| is_list);
            match items.map(|items| &tree.node(items.value).value) {
                Some(Value::List(items)) => {
                    items.iter().filter_map(|item| object(source, tree, *item)).collect()
                }
                _ => object(source, tree, root).into_iter().collect(),
            }
        }
        Value::Scalar(_) => Vec::new(),
    }
}

/// A list of operations, as `kubectl patch --type=json` takes it.
fn json_patch(source: &Source, tree: &Tree, items: &[NodeId]) -> Option<Foreign> {
    const OPERATIONS: &[&str] = &["add", "remove", "replace", "move", "copy", "test"];
    let is_operation = |item: &NodeId| {
        tree.text(*item, "op").is_some_and(|op| OPERATIONS.contains(&op))
            && tree.text(*item, "path").is_some_and(|path| path.starts_with('/'))
    };
    let is_patch = !items.is_empty() && items.iter().all(is_operation);
    is_patch.then(|| {
        let draft =
            no_manifest("a JSON patch", "It changes a manifest. Paste the manifest that it made.");
        instead(source, whole(tree), tree.node(items[0]).range, draft)
    })
}

/// A file of another tool.
fn file(source: &Source, tree: &Tree, entries: &[Entry]) -> Option<Foreign> {
    let root = tree.root();
    let kind = tree.text(root, "kind");
    let group = tree.text(root, "apiVersion").unwrap_or_default();
    let group = group.split_once('/').map_or("", |(group, _)| group);
    let has = |key: &&str| tree.entry(root, key).is_some();
    let (key, what, help) = match kind {
        Some("Kustomization" | "Component") if matches!(group, "" | "kustomize.config.k8s.io") => {
            ("kind", "a kustomization.yaml", KUSTOMIZE)
        }
        Some("Config") if has(&"clusters") || has(&"contexts") => (
            "kind",
            "a kubeconfig",
            "It says where clusters are and may hold credentials: keep it to yourself. Paste a Pod, Deployment or Job.",
        ),
        Some(_) => return None,
        None => untyped(tree, entries)?,
    };
    let at = tree.entry(root, key)?.key_range;
    Some(instead(source, whole(tree), at, no_manifest(what, help)))
}

const KUSTOMIZE: &str =
    "It names manifests. Run `kubectl kustomize` in its folder and paste what it prints.";
const CHART: &str = "Run `helm template` on the chart and paste what it prints.";

type Named = (&'static str, &'static str, &'static str);

/// Keys that only a kustomization has.
const GENERATORS: &[&str] = &[
    "patchesStrategicMerge",
    "patchesJson6902",
    "configMapGenerator",
    "secretGenerator",
    "namePrefix",
    "nameSuffix",
    "commonLabels",
    "commonAnnotations",
    "kustomize",
    "bases",
];

/// A file without `kind`: the key that shows what it is.
fn untyped(tree: &Tree, entries: &[Entry]) -> Option<Named> {
    let root = tree.root();
    let has = |key: &str| tree.entry(root, key).is_some();
    let first = |keys: &[&'static str]| keys.iter().copied().find(|key| has(key));
    if has("spec") || has("metadata") {
        return None;
    }
    if let Some(services) = tree.entry(root, "services").filter(|_| !has("apiVersion")) {
        let is_service = |service: &Entry| {
            ["image", "build"].iter().any(|key| tree.entry(service.value, key).is_some())
        };
        if let Value::Map(services) = &tree.node(services.value).value
            && services.iter().any(is_service)
        {
            let help = "Write a Pod with a container for each service, or run `kompose convert` and paste what it prints.";
            return Some(("services", "a Compose file", help));
        }
    }
    if let Some(key) = first(GENERATORS) {
        return Some((key, "a kustomization.yaml", KUSTOMIZE));
    }
    if is_list_of_files(tree, "resources") {
        return Some(("resources", "a kustomization.yaml", KUSTOMIZE));
    }
    let is_chart = has("apiVersion") && has("name") && has("version");
    if is_chart
        && first(&["appVersion", "type", "dependencies", "description", "maintainers"]).is_some()
    {
        return Some(("name", "a Chart.yaml", CHART));
    }
    if has("apiVersion") {
        return None;
    }
    // One such key may stand anywhere, two of them only here.
    let mut values = entries.iter().filter_map(|entry| {
        VALUES.iter().find(|(key, inner)| {
            entry.key == *key && (inner.is_empty() || tree.entry(entry.value, inner).is_some())
        })
    });
    let key = values.next()?.0;
    values.next()?;
    let help =
        "Run `helm template` on its chart with `--values` and this file, and paste what it prints.";
    Some((key, "a values.yaml of Helm", help))
}

/// Keys of a chart's values as `helm create` writes them, and one that stands below.
const VALUES: &[(&str, &str)] = &[
    ("replicaCount", ""),
    ("image", "repository"),
    ("nameOverride", ""),
    ("fullnameOverride", ""),
    ("serviceAccount", "create"),
    ("podAnnotations", ""),
    ("podSecurityContext", ""),
    ("ingress", "enabled"),
    ("autoscaling", "enabled"),
    ("httpRoute", "enabled"),
    ("global", ""),
];

fn is_list_of_files(tree: &Tree, key: &str) -> bool {
    let Some(entry) = tree.entry(tree.root(), key) else { return false };
    let Value::List(items) = &tree.node(entry.value).value else { return false };
    let is_file = |item: &NodeId| {
        matches!(&tree.node(*item).value, Value::Scalar(Scalar::Text(text))
            if text.contains('/') || [".yaml", ".yml"].iter().any(|end| text.ends_with(end)))
    };
    !items.is_empty() && items.iter().all(is_file)
}

/// An object that is a patch, or of a kind that is not simulated.
fn object(source: &Source, tree: &Tree, id: NodeId) -> Option<Foreign> {
    let kind = tree.text(id, "kind")?;
    let api_version = tree.text(id, "apiVersion").unwrap_or_default();
    let range = tree.node(id).range;
    let is_builtin = !api_version.split_once('/').is_some_and(|(group, _)| group.contains('.'));
    if WorkloadKind::from_name(kind).is_some() && is_builtin {
        return patch(source, tree, id);
    }
    let has_template = tree.range(id, &FieldPath::from("spec.template.spec.containers")).is_some();
    let help = kinds::help(api_version, kind, has_template)?;
    let path = FieldPath::from("kind");
    let draft = Problem::draft(
        ProblemKind::NotSimulated,
        &path,
        format!("kind \"{kind}\" is not simulated"),
    );
    let at = tree.range(id, &path).unwrap_or(range);
    let problem = draft.help(help).at(Severity::Note, source, at);
    Some(Foreign { problem, covers: Some(range) })
}

/// A patch for kustomize, told by its directives for sure, or by what it leaves out perhaps.
fn patch(source: &Source, tree: &Tree, id: NodeId) -> Option<Foreign> {
    let range = tree.node(id).range;
    let help = "Run `kubectl kustomize` in its folder and paste what it prints.";
    if let Some(at) = directive(tree, id) {
        let draft = no_manifest("a patch for kustomize", format!("It changes a manifest. {help}"));
        return Some(instead(source, range, at, draft));
    }
    is_fragment(tree, id).then(|| {
        let message = "a patch for kustomize leaves out the selector and the images";
        let draft = Problem::draft(ProblemKind::NotSimulated, &FieldPath::root(), message)
            .help(format!("If this is one: {help}"));
        let problem = draft.at(Severity::Note, source, source.first_line(range));
        Foreign { problem, covers: None }
    })
}

/// Whether a Deployment or the like has neither selector nor images, and says more of its containers
/// than their names: nobody writes a manifest in that order.
fn is_fragment(tree: &Tree, id: NodeId) -> bool {
    let has_selector = tree.range(id, &FieldPath::from("spec.selector")).is_some();
    let needs_selector = matches!(
        tree.text(id, "kind"),
        Some("Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet")
    );
    let steps = ["spec", "template", "spec", "containers"];
    let containers = steps.into_iter().try_fold(id, |id, key| Some(tree.entry(id, key)?.value));
    let Some(Value::List(items)) = containers.map(|id| &tree.node(id).value) else { return false };
    let is_part = |item: &NodeId| {
        let Value::Map(entries) = &tree.node(*item).value else { return false };
        let has = |key: &str| entries.iter().any(|entry| entry.key == key);
        has("name") && !has("image") && entries.len() > 1
    };
    needs_selector && !has_selector && !items.is_empty() && items.iter().all(is_part)
}

/// Where a `$patch: delete` or the like stands. Nothing that Kubernetes stores has such a key.
fn directive(tree: &Tree, id: NodeId) -> Option<TextRange> {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match &tree.node(id).value {
            Value::Map(entries) => {
                let is_directive = |entry: &&Entry| {
                    matches!(entry.key.as_str(), "$patch" | "$retainKeys")
                        || entry.key.starts_with("$setElementOrder/")
                        || entry.key.starts_with("$deleteFromPrimitiveList/")
                };
                if let Some(entry) = entries.iter().find(is_directive) {
                    return Some(entry.key_range);
                }
                open.extend(entries.iter().rev().map(|entry| entry.value));
            }
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Scalar(_) => {}
        }
    }
    None
}
