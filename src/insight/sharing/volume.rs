//! What a volume is: where its content comes from, how long it lives, what it lives on.

use crate::insight::evidence::Written;
use crate::manifest::{FieldPath, Value};
use crate::model::{Medium, Quantity, VolumeSource};

/// How long the content of a volume lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lifetime {
    /// As long as the Pod: it survives restarts of containers and goes with the Pod.
    Pod,
    /// As long as the node keeps it.
    Node,
    /// Longer than the Pod and its node.
    Beyond,
    /// As long as the object that it shows, which lives on its own.
    Object,
}

/// A volume without its mounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The field of `volumes` that says what it is: `emptyDir`, `configMap` …; empty if nothing does.
    pub(super) kind: String,
    /// What it is taken from: a ConfigMap's name, a claim's, a path of the node.
    pub(super) of: Option<String>,
    pub(super) lifetime: Lifetime,
    pub(super) medium: Option<Medium>,
    pub(super) size_limit: Option<Quantity>,
    /// No mount can write to it.
    pub(super) read_only: bool,
    pub(super) path: FieldPath,
}

/// The volume `name`; `None` if the manifest does not define it.
pub(super) fn source(written: &Written<'_>, name: &str) -> Option<Source> {
    let Some(volume) = written.pod.volumes.iter().find(|it| it.name == name) else {
        return claimed(written, name);
    };
    let (path, value) = written.volume(name);
    let (kind, medium, size_limit) = match &volume.source {
        VolumeSource::EmptyDir { medium, size_limit } => ("emptyDir", Some(*medium), *size_limit),
        VolumeSource::Other(kind) => (kind.as_str(), None, None),
    };
    let fields = &value[kind];
    Some(Source {
        kind: kind.to_owned(),
        of: taken_from(kind, fields),
        lifetime: lifetime(kind),
        medium,
        size_limit,
        read_only: is_always_read_only(kind) || fields["readOnly"].is_true(),
        path,
    })
}

/// A volume that a StatefulSet makes for each of its Pods.
fn claimed(written: &Written<'_>, name: &str) -> Option<Source> {
    let templates = written.object.checked["spec"]["volumeClaimTemplates"].items();
    let at = templates.iter().position(|it| it["metadata"]["name"].as_str() == Some(name))?;
    Some(Source {
        kind: "persistentVolumeClaim".to_owned(),
        of: Some(format!("{name}-{}", written.pod.name)),
        lifetime: Lifetime::Beyond,
        medium: None,
        size_limit: None,
        read_only: false,
        path: FieldPath::from("spec.volumeClaimTemplates").index(at),
    })
}

/// What the kinds of volume promise (Kubernetes, "Volumes"). An `ephemeral` claim and an inline CSI
/// volume go with the Pod.
fn lifetime(kind: &str) -> Lifetime {
    match kind {
        "emptyDir" | "ephemeral" | "csi" => Lifetime::Pod,
        "hostPath" => Lifetime::Node,
        "configMap" | "secret" | "downwardAPI" | "projected" | "image" => Lifetime::Object,
        _ => Lifetime::Beyond,
    }
}

fn is_always_read_only(kind: &str) -> bool {
    matches!(kind, "configMap" | "secret" | "downwardAPI" | "projected" | "image")
}

fn taken_from(kind: &str, fields: &Value) -> Option<String> {
    let field = match kind {
        "configMap" => "name",
        "secret" => "secretName",
        "persistentVolumeClaim" => "claimName",
        "hostPath" | "nfs" => "path",
        "csi" => "driver",
        "image" => "reference",
        _ => return None,
    };
    fields[field].optional_text()
}
