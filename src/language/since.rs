//! Since which Kubernetes minor there is a field, for all minors back to 1.8.
//!
//! The schema's table looks no further back than the page needs; `since.txt` has the rest. Both are
//! written by `cargo xtask schema`.

use crate::manifest::schema::{self, Field, TypeId};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const TEXT: &str = include_str!("since.txt");

/// The first minor that has the field of a type, at the earliest place where the type is used; 0 if it
/// is as old as what leads to the type, or older than 1.9.
pub(super) fn since(type_id: TypeId, field: Field) -> u8 {
    let key = (schema::type_name(type_id), field.name);
    field.since.max(table().get(&key).copied().unwrap_or(0))
}

fn table() -> &'static BTreeMap<(&'static str, &'static str), u8> {
    static TABLE: OnceLock<BTreeMap<(&'static str, &'static str), u8>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut of_type = "";
        let mut table = BTreeMap::new();
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix(' ').and_then(|field| field.split_once(' ')) {
                Some((field, minor)) => {
                    let minor = minor.parse().expect("invariant: the table has minors");
                    table.insert((of_type, field), minor);
                }
                None => of_type = line,
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::schema::{FieldKind, ValueKind};

    /// The latest minor on the way along `path`, as a manifest has to have it.
    fn along(api_version: &str, kind: &str, path: &str) -> u8 {
        let mut type_id = schema::root(api_version, kind).expect(kind);
        let mut latest = 0;
        for name in path.split('.') {
            let field = schema::field(type_id, name).unwrap_or_else(|| panic!("{path}: {name}"));
            latest = latest.max(since(type_id, field));
            let (FieldKind::Value(value) | FieldKind::List(value) | FieldKind::Map(value)) =
                field.kind;
            if let ValueKind::Object(id) = value {
                type_id = id;
            }
        }
        latest
    }

    /// From the changelogs of the minors and the milestones of the enhancements.
    #[test]
    fn known_fields_came_when_kubernetes_says() {
        for (path, minor) in [
            ("spec.containers.restartPolicy", 28),
            ("spec.containers.lifecycle.preStop.sleep", 29),
            ("spec.containers.lifecycle.postStart.sleep.seconds", 29),
            ("spec.containers.lifecycle.stopSignal", 33),
            ("spec.containers.startupProbe", 16),
            ("spec.containers.startupProbe.httpGet", 16),
            ("spec.containers.livenessProbe.grpc", 23),
            ("spec.containers.livenessProbe.terminationGracePeriodSeconds", 21),
            ("spec.containers.resizePolicy", 27),
            ("spec.containers.volumeMounts.subPathExpr", 14),
            ("spec.containers.volumeMounts.recursiveReadOnly", 30),
            ("spec.containers.securityContext.seccompProfile", 19),
            ("spec.containers.securityContext.appArmorProfile", 30),
            ("spec.containers.restartPolicyRules", 34),
            ("spec.containers.restartPolicyRules.exitCodes", 34),
            ("spec.ephemeralContainers", 16),
            ("spec.ephemeralContainers.image", 16),
            ("spec.shareProcessNamespace", 10),
            ("spec.topologySpreadConstraints", 16),
            ("spec.topologySpreadConstraints.minDomains", 24),
            ("spec.schedulingGates", 26),
            ("spec.hostUsers", 25),
            ("spec.os", 23),
            ("spec.resources", 32),
            ("spec.resources.limits", 32),
            ("spec.volumes.ephemeral", 19),
            ("spec.volumes.image", 31),
            // Always there.
            ("spec.containers.image", 0),
            ("spec.containers.lifecycle.preStop.exec.command", 0),
            ("spec.initContainers", 0),
            ("spec.terminationGracePeriodSeconds", 0),
            ("metadata.labels", 0),
        ] {
            assert_eq!(along("v1", "Pod", path), minor, "{path}");
        }
        for (kind, path, minor) in [
            ("Job", "spec.podFailurePolicy", 25),
            ("Job", "spec.successPolicy", 30),
            ("Job", "spec.podReplacementPolicy", 28),
            ("Job", "spec.backoffLimitPerIndex", 28),
            ("Job", "spec.maxFailedIndexes", 28),
            ("Job", "spec.managedBy", 30),
            ("Job", "spec.completionMode", 21),
            ("Job", "spec.suspend", 21),
            ("Job", "spec.backoffLimit", 0),
            ("CronJob", "spec.timeZone", 24),
            ("CronJob", "spec.schedule", 0),
        ] {
            assert_eq!(along("batch/v1", kind, path), minor, "{path}");
        }
        for (kind, path, minor) in [
            ("StatefulSet", "spec.ordinals", 26),
            ("StatefulSet", "spec.minReadySeconds", 22),
            // Its type was another one until 1.28; who wrote it wrote the same.
            ("StatefulSet", "spec.volumeClaimTemplates.spec.resources.requests", 0),
            ("DaemonSet", "spec.updateStrategy.rollingUpdate.maxSurge", 21),
            ("Deployment", "spec.replicas", 0),
        ] {
            assert_eq!(along("apps/v1", kind, path), minor, "{path}");
        }
    }
}
