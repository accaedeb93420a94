//! From a checked object to what its Pods are made from.

use super::controller::controller;
use super::fields::{Amounts, PodTemplate, Resources, Volume};
use super::{Quantity, WorkloadKind};
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

/// The pod template of a checked object: the name of the object itself, and the spec that its
/// controller would use.
pub(super) fn pod_template(
    mut object: Value,
    workload: WorkloadKind,
) -> Result<PodTemplate, serde_yaml::Error> {
    let metadata = take(&mut object, "metadata");
    let (controller, jobs) = controller(&object, workload);
    let claims = match workload {
        WorkloadKind::StatefulSet => claimed_volumes(&object),
        _ => Vec::new(),
    };
    let mut spec = object;
    for step in workload.template_steps().iter().chain(&["spec"]) {
        spec = take(&mut spec, step);
    }
    let volumes = volumes(&spec["volumes"], claims);
    let of_pod = resources(&spec);
    let overhead = amounts(&spec["overhead"]);
    let of_containers: Vec<Resources> = ["initContainers", "containers"]
        .iter()
        .flat_map(|list| items(&spec[list]))
        .map(resources)
        .collect();
    let mut template =
        PodTemplate { metadata: decoded(metadata)?, spec: decoded(spec)?, controller, jobs };
    let spec = &mut template.spec;
    spec.volumes = volumes;
    spec.resources = of_pod;
    spec.overhead = overhead;
    let containers = spec.init_containers.iter_mut().chain(&mut spec.containers);
    for (container, resources) in containers.zip(of_containers) {
        // A container that was pruned has kept its place in both.
        if let Some(container) = container {
            container.resources = resources;
        }
    }
    Ok(template)
}

/// `resources` of a container or a Pod.
fn resources(fields: &Value) -> Resources {
    let resources = &fields["resources"];
    Resources { requests: amounts(&resources["requests"]), limits: amounts(&resources["limits"]) }
}

/// Amounts by resource; what is no amount is left out.
fn amounts(list: &Value) -> Amounts {
    let amount =
        |(name, amount): (&Value, &Value)| Some((name.as_str()?.to_owned(), quantity(amount)?));
    list.as_mapping().into_iter().flatten().filter_map(amount).collect()
}

fn quantity(value: &Value) -> Option<Quantity> {
    Quantity::parse(value.as_str()?).ok()
}

/// What `value` says; everything at its default if it is absent.
fn decoded<T: DeserializeOwned + Default>(value: Value) -> Result<T, serde_yaml::Error> {
    if value.is_null() { Ok(T::default()) } else { serde_yaml::from_value(value) }
}

fn take(value: &mut Value, key: &str) -> Value {
    value.get_mut(key).map(std::mem::take).unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

/// The names of the volumes that a StatefulSet adds to each of its Pods, one for each claim template
/// (`updateStorage` in `pkg/controller/statefulset/stateful_set_utils.go`).
fn claimed_volumes(object: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for claim in items(&object["spec"]["volumeClaimTemplates"]) {
        names.extend(claim["metadata"]["name"].as_str().map(str::to_owned));
    }
    names
}

/// The volumes as declared, and those of `claims`; a volume that has the name of a claim gives way
/// to it.
fn volumes(declared: &Value, claims: Vec<String>) -> Vec<Option<Volume>> {
    let mut volumes: Vec<Option<Volume>> =
        items(declared).iter().map(|value| value.as_mapping().map(volume)).collect();
    for name in claims {
        let name = Some(name);
        // In its place, so that the others keep their index.
        let same = volumes
            .iter()
            .position(|volume| volume.as_ref().is_some_and(|volume| volume.name == name));
        let source = "persistentVolumeClaim".to_owned();
        let claim = Some(Volume { name, source, ..Volume::default() });
        match same {
            Some(at) => volumes[at] = claim,
            None => volumes.push(claim),
        }
    }
    volumes
}

fn volume(fields: &Mapping) -> Volume {
    let mut volume = Volume::default();
    for (key, value) in fields {
        match key.as_str() {
            Some("name") => volume.name = value.as_str().map(str::to_owned),
            Some(source) if volume.source.is_empty() => {
                source.clone_into(&mut volume.source);
                value["medium"].as_str().unwrap_or_default().clone_into(&mut volume.medium);
                volume.size_limit = quantity(&value["sizeLimit"]);
            }
            _ => {}
        }
    }
    volume
}
