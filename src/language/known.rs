//! The values that Kubernetes knows, of fields that take only those, or hardly any others.

use super::outline::Outline;
use super::place::Place;
use crate::manifest::WorkloadKind;
use crate::manifest::schema::{FieldKind, ValueKind};
use crate::version::{Gate, Version};

/// The values of a type's field, the usual ones first.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("AppArmorProfile", "type", &["RuntimeDefault", "Localhost", "Unconfined"]),
    ("AzureDiskVolumeSource", "cachingMode", &["None", "ReadOnly", "ReadWrite"]),
    ("AzureDiskVolumeSource", "kind", &["Managed", "Dedicated", "Shared"]),
    ("Capabilities", "add", &["NET_BIND_SERVICE", "NET_ADMIN", "SYS_PTRACE", "SYS_TIME"]),
    ("Capabilities", "drop", &["ALL"]),
    ("Container", "imagePullPolicy", PULL_POLICIES),
    ("Container", "terminationMessagePolicy", &["File", "FallbackToLogsOnError"]),
    ("ContainerPort", "protocol", &["TCP", "UDP", "SCTP"]),
    ("ContainerResizePolicy", "resourceName", &["cpu", "memory"]),
    ("ContainerResizePolicy", "restartPolicy", &["NotRequired", "RestartContainer"]),
    ("ContainerRestartRuleOnExitCodes", "operator", &["In", "NotIn"]),
    ("CronJobSpec", "concurrencyPolicy", &["Allow", "Forbid", "Replace"]),
    ("DaemonSetUpdateStrategy", "type", &["RollingUpdate", "OnDelete"]),
    ("DeploymentStrategy", "type", &["RollingUpdate", "Recreate"]),
    ("EmptyDirVolumeSource", "medium", &["Memory", "HugePages"]),
    ("EphemeralContainer", "imagePullPolicy", PULL_POLICIES),
    ("EphemeralContainer", "terminationMessagePolicy", &["File", "FallbackToLogsOnError"]),
    ("HTTPGetAction", "scheme", &["HTTP", "HTTPS"]),
    (
        "HostPathVolumeSource",
        "type",
        &[
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ],
    ),
    ("ImageVolumeSource", "pullPolicy", PULL_POLICIES),
    ("JobSpec", "completionMode", &["NonIndexed", "Indexed"]),
    ("JobSpec", "podReplacementPolicy", &["TerminatingOrFailed", "Failed"]),
    ("LabelSelectorRequirement", "operator", &["In", "NotIn", "Exists", "DoesNotExist"]),
    (
        "Lifecycle",
        "stopSignal",
        &["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGKILL"],
    ),
    ("NodeSelectorRequirement", "operator", &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
    (
        "ObjectFieldSelector",
        "fieldPath",
        &[
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.podIP",
            "status.podIPs",
        ],
    ),
    (
        "PersistentVolumeClaimSpec",
        "accessModes",
        &["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
    ),
    ("PersistentVolumeClaimSpec", "volumeMode", &["Filesystem", "Block"]),
    ("PodAffinityTerm", "topologyKey", TOPOLOGY_KEYS),
    ("PodFailurePolicyOnExitCodesRequirement", "operator", &["In", "NotIn"]),
    ("PodFailurePolicyOnPodConditionsPattern", "status", &["True", "False", "Unknown"]),
    ("PodFailurePolicyOnPodConditionsPattern", "type", &["DisruptionTarget"]),
    ("PodFailurePolicyRule", "action", &["FailJob", "FailIndex", "Ignore", "Count"]),
    ("PodOS", "name", &["linux", "windows"]),
    ("PodSecurityContext", "fsGroupChangePolicy", &["OnRootMismatch", "Always"]),
    ("PodSecurityContext", "seLinuxChangePolicy", &["MountOption", "Recursive"]),
    ("PodSecurityContext", "supplementalGroupsPolicy", &["Merge", "Strict"]),
    ("PodSpec", "dnsPolicy", &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
    ("PodSpec", "preemptionPolicy", &["PreemptLowerPriority", "Never"]),
    (
        "ResourceFieldSelector",
        "resource",
        &[
            "limits.cpu",
            "limits.memory",
            "limits.ephemeral-storage",
            "requests.cpu",
            "requests.memory",
            "requests.ephemeral-storage",
        ],
    ),
    ("SeccompProfile", "type", &["RuntimeDefault", "Localhost", "Unconfined"]),
    ("SecurityContext", "procMount", &["Default", "Unmasked"]),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", "whenDeleted", &["Retain", "Delete"]),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", "whenScaled", &["Retain", "Delete"]),
    ("StatefulSetSpec", "podManagementPolicy", &["OrderedReady", "Parallel"]),
    ("StatefulSetUpdateStrategy", "type", &["RollingUpdate", "OnDelete"]),
    ("Toleration", "effect", &["NoSchedule", "PreferNoSchedule", "NoExecute"]),
    ("Toleration", "operator", &["Equal", "Exists"]),
    ("TopologySpreadConstraint", "nodeAffinityPolicy", &["Honor", "Ignore"]),
    ("TopologySpreadConstraint", "nodeTaintsPolicy", &["Ignore", "Honor"]),
    ("TopologySpreadConstraint", "topologyKey", TOPOLOGY_KEYS),
    ("TopologySpreadConstraint", "whenUnsatisfiable", &["DoNotSchedule", "ScheduleAnyway"]),
    ("VolumeMount", "mountPropagation", &["None", "HostToContainer", "Bidirectional"]),
    ("VolumeMount", "recursiveReadOnly", &["Disabled", "IfPossible", "Enabled"]),
];

const PULL_POLICIES: &[&str] = &["IfNotPresent", "Always", "Never"];

const TOPOLOGY_KEYS: &[&str] =
    &["kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region"];

const RESTART_POLICIES: &[&str] = &["Always", "OnFailure", "Never"];

/// The values that `version` takes at a place, the usual ones first; none if any text will do.
pub(super) fn known(place: &Place, outline: &Outline, version: Version) -> Vec<&'static str> {
    match (place.path.as_str(), place.field_name()) {
        ("kind", _) => of_kinds(outline, place),
        ("apiVersion", _) => api_versions(&place.object_kind),
        (_, ("PodSpec", "restartPolicy")) => pod_restart_policies(place).to_vec(),
        (path, ("Container", "restartPolicy")) => {
            let is_init = path.contains("initContainers[");
            match (is_init, version.has(Gate::ContainerRestartRules)) {
                (_, true) => RESTART_POLICIES.to_vec(),
                (true, false) if version.at_least(28) => vec!["Always"],
                _ => Vec::new(),
            }
        }
        (_, ("ContainerRestartRule", "action")) => {
            let whole_pod = version.has(Gate::RestartAllContainersOnContainerExits);
            let mut actions = vec!["Restart"];
            actions.extend(whole_pod.then_some("RestartAllContainers"));
            actions
        }
        (_, (type_name, field)) => {
            if place.kind == Some(FieldKind::Value(ValueKind::Boolean)) {
                return vec!["true", "false"];
            }
            let row = VALUES.iter().find(|row| (row.0, row.1) == (type_name, field));
            row.map_or(&[][..], |row| row.2).to_vec()
        }
    }
}

/// The kinds of objects, those of the `apiVersion` beside it if there is one.
fn of_kinds(outline: &Outline, place: &Place) -> Vec<&'static str> {
    let version = outline.text_at(place.object, "apiVersion");
    let kinds = WorkloadKind::ALL.into_iter();
    let fitting: Vec<_> = kinds.clone().filter(|kind| kind.api_version() == version).collect();
    let kinds = if fitting.is_empty() { kinds.collect() } else { fitting };
    kinds.into_iter().map(WorkloadKind::as_str).collect()
}

/// The `apiVersion` of a kind; all of them if the kind is not known.
fn api_versions(kind: &str) -> Vec<&'static str> {
    match WorkloadKind::from_name(kind) {
        Some(kind) => vec![kind.api_version()],
        None => vec!["v1", "apps/v1", "batch/v1"],
    }
}

/// What the controller takes whose template the Pod is.
fn pod_restart_policies(place: &Place) -> &'static [&'static str] {
    match WorkloadKind::from_name(&place.object_kind) {
        Some(WorkloadKind::Job | WorkloadKind::CronJob) => &["OnFailure", "Never"],
        None | Some(WorkloadKind::Pod) => RESTART_POLICIES,
        Some(_) => &["Always"],
    }
}

#[cfg(test)]
mod tests {
    use super::VALUES;
    use crate::language::testing::type_named;
    use crate::manifest::schema::{self, FieldKind, ValueKind};

    #[test]
    fn every_row_is_a_text_of_the_schema() {
        for (type_name, name, values) in VALUES {
            let id = type_named(type_name);
            let field = schema::field(id, name).unwrap_or_else(|| panic!("{type_name}.{name}"));
            assert!(
                matches!(
                    field.kind,
                    FieldKind::Value(ValueKind::String) | FieldKind::List(ValueKind::String)
                ),
                "{type_name}.{name}"
            );
            assert!(!values.is_empty(), "{type_name}.{name}");
        }
    }
}
