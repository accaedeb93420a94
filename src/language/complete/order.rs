//! The order of fields: what an object is refused without, what matters most, then by name; what only
//! the server writes comes last.

use crate::language::is_required;
use crate::manifest::schema::{self, Field, TypeId};

/// What matters most in a type, in the order in which it is written.
const FIRST: &[(&str, &[&str])] = &[
    ("Container", CONTAINER),
    ("EphemeralContainer", CONTAINER),
    ("ContainerPort", &["containerPort", "name", "protocol"]),
    ("CronJobSpec", &["schedule", "jobTemplate", "timeZone", "concurrencyPolicy"]),
    ("DaemonSetSpec", &["selector", "template", "updateStrategy"]),
    ("DeploymentSpec", &["replicas", "selector", "template", "strategy"]),
    ("EnvVar", &["name", "value", "valueFrom"]),
    ("JobSpec", &["completions", "parallelism", "backoffLimit", "template"]),
    ("LabelSelector", &["matchLabels", "matchExpressions"]),
    ("Lifecycle", &["postStart", "preStop"]),
    ("LifecycleHandler", &["exec", "httpGet", "sleep", "tcpSocket"]),
    ("ObjectMeta", &["name", "labels", "annotations", "namespace"]),
    (
        "PodSpec",
        &[
            "initContainers",
            "containers",
            "volumes",
            "restartPolicy",
            "terminationGracePeriodSeconds",
            "shareProcessNamespace",
            "serviceAccountName",
            "securityContext",
        ],
    ),
    (
        "Probe",
        &[
            "httpGet",
            "exec",
            "tcpSocket",
            "grpc",
            "initialDelaySeconds",
            "periodSeconds",
            "failureThreshold",
        ],
    ),
    ("ResourceRequirements", &["requests", "limits"]),
    (
        "StatefulSetSpec",
        &["replicas", "selector", "serviceName", "template", "volumeClaimTemplates"],
    ),
    ("Volume", &["name", "emptyDir", "configMap", "secret", "persistentVolumeClaim"]),
    ("VolumeMount", &["name", "mountPath", "readOnly", "subPath"]),
];

const CONTAINER: &[&str] = &[
    "name",
    "image",
    "command",
    "args",
    "ports",
    "env",
    "envFrom",
    "volumeMounts",
    "startupProbe",
    "readinessProbe",
    "livenessProbe",
    "lifecycle",
    "resources",
    "restartPolicy",
];

/// What matters most in every object.
const OF_OBJECTS: &[&str] = &["apiVersion", "kind", "metadata", "spec"];

/// What the server writes, and is of no use in what people write.
const OF_SERVER: &[&str] = &[
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "status",
    "uid",
];

/// What fields of a type are sorted by.
pub(super) fn rank(type_id: TypeId, field: Field) -> (bool, bool, usize, &'static str) {
    let name = schema::type_name(type_id);
    let of_type = FIRST.iter().find(|(type_name, _)| *type_name == name);
    let first = of_type.map_or(OF_OBJECTS, |(_, first)| first);
    let at = first.iter().position(|first| *first == field.name).unwrap_or(usize::MAX);
    let is_of_server = of_server(name, field.name);
    (is_of_server, !is_required(type_id, field), at, field.name)
}

fn of_server(type_name: &str, field: &str) -> bool {
    OF_SERVER.contains(&field) && (type_name == "ObjectMeta" || field == "status")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::testing::type_named;

    #[test]
    fn every_name_is_in_the_schema() {
        let of_objects = FIRST.iter().chain([&("Pod", OF_OBJECTS)]);
        for (type_name, first) in of_objects {
            for name in *first {
                assert!(schema::field(type_named(type_name), name).is_some(), "{type_name}.{name}");
            }
        }
    }
}
