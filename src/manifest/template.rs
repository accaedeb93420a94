//! From a checked object to what its Pods are made from.

use super::WorkloadKind;
use super::controller::controller;
use super::decode;
use super::fields::{PodTemplate, Volume};
use super::value::Value;

/// The pod template of a checked object: the name of the object itself, and the spec that its
/// controller would use.
pub(super) fn pod_template(object: &Value, workload: WorkloadKind) -> PodTemplate {
    let (controller, jobs) = controller(object, workload);
    let claims = match workload {
        WorkloadKind::StatefulSet => claimed_volumes(object),
        _ => Vec::new(),
    };
    let pod = workload.template_steps().iter().fold(object, |value, step| &value[*step]);
    let mut spec = decode::pod_spec(&pod["spec"]);
    spec.volumes = volumes(&pod["spec"]["volumes"], claims);
    PodTemplate {
        metadata: decode::metadata(&object["metadata"]),
        labels: decode::texts_by_key(&pod["metadata"]["labels"]),
        annotations: decode::texts_by_key(&pod["metadata"]["annotations"]),
        spec,
        controller,
        jobs,
    }
}

/// The names of the volumes that a StatefulSet adds to each of its Pods, one for each claim template
/// (`updateStorage` in `pkg/controller/statefulset/stateful_set_utils.go`).
fn claimed_volumes(object: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for claim in object["spec"]["volumeClaimTemplates"].items() {
        names.extend(claim["metadata"]["name"].optional_text());
    }
    names
}

/// The volumes as declared, and those of `claims`; a volume that has the name of a claim gives way
/// to it.
fn volumes(declared: &Value, claims: Vec<String>) -> Vec<Option<Volume>> {
    let mut volumes = declared.each(volume);
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

fn volume(fields: &Value) -> Volume {
    let mut volume = Volume::default();
    for (key, value) in fields.entries() {
        match key.as_str() {
            "name" => volume.name = value.optional_text(),
            source if volume.source.is_empty() => {
                source.clone_into(&mut volume.source);
                volume.medium = value["medium"].text();
                volume.size_limit = decode::quantity(&value["sizeLimit"]);
                volume.path = value["path"].text();
            }
            _ => {}
        }
    }
    volume
}
