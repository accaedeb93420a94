//! From a checked object to what its Pods are made from.

use super::WorkloadKind;
use super::fields::PodTemplate;
use serde_yaml::{Mapping, Value};

/// The pod template of a checked object: the name of the object itself, and the spec that its
/// controller would use.
pub(super) fn pod_template(
    mut object: Value,
    workload: WorkloadKind,
) -> Result<PodTemplate, serde_yaml::Error> {
    let metadata = take(&mut object, "metadata");
    let claims = match workload {
        WorkloadKind::StatefulSet => claimed_volumes(&object["spec"]["volumeClaimTemplates"]),
        _ => Vec::new(),
    };
    let steps = workload.template_steps().iter().chain(&["spec"]);
    let mut spec = steps.fold(object, |mut value, step| take(&mut value, step));
    add_volumes(&mut spec, claims);
    let parts = [("metadata", metadata), ("spec", spec)];
    let given = parts.into_iter().filter(|(_, value)| !value.is_null());
    serde_yaml::from_value(Value::Mapping(given.map(|(key, value)| (key.into(), value)).collect()))
}

fn take(value: &mut Value, key: &str) -> Value {
    value.get_mut(key).map(std::mem::take).unwrap_or_default()
}

/// The volumes that a StatefulSet adds to each of its Pods, one for each claim template
/// (`updateStorage` in `pkg/controller/statefulset/stateful_set_utils.go`).
fn claimed_volumes(templates: &Value) -> Vec<Mapping> {
    let names =
        templates.as_sequence().into_iter().flatten().map(|claim| &claim["metadata"]["name"]);
    names
        .filter(|name| name.is_string())
        .map(|name| {
            let source = Value::Mapping(Mapping::new());
            [("name".into(), name.clone()), ("persistentVolumeClaim".into(), source)]
                .into_iter()
                .collect()
        })
        .collect()
}

/// Adds `claims` to the volumes of `spec`; one that has the name of a claim gives way to it.
fn add_volumes(spec: &mut Value, claims: Vec<Mapping>) {
    let Value::Mapping(spec) = spec else { return };
    let volumes = spec.entry("volumes".into()).or_insert_with(|| Value::Sequence(Vec::new()));
    let Value::Sequence(volumes) = volumes else { return };
    for claim in claims {
        // In its place, so that the others keep their index.
        match volumes.iter_mut().find(|volume| volume["name"] == claim["name"]) {
            Some(volume) => *volume = Value::Mapping(claim),
            None => volumes.push(Value::Mapping(claim)),
        }
    }
}
