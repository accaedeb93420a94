//! The kinds that carry a pod template, and where it stands in each.

use super::FieldPath;

/// A kind whose Pods Podline simulates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkloadKind {
    /// A bare Pod.
    Pod,
    /// `apps/v1` Deployment.
    Deployment,
    /// `apps/v1` ReplicaSet.
    ReplicaSet,
    /// `apps/v1` StatefulSet.
    StatefulSet,
    /// `apps/v1` DaemonSet.
    DaemonSet,
    /// `batch/v1` Job.
    Job,
    /// `batch/v1` CronJob.
    CronJob,
}

impl WorkloadKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Pod,
        Self::Deployment,
        Self::ReplicaSet,
        Self::StatefulSet,
        Self::DaemonSet,
        Self::Job,
        Self::CronJob,
    ];

    /// The kind of this name. Case matters, as it does for the API server.
    pub fn from_name(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == kind)
    }

    /// The kind as written in a manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pod => "Pod",
            Self::Deployment => "Deployment",
            Self::ReplicaSet => "ReplicaSet",
            Self::StatefulSet => "StatefulSet",
            Self::DaemonSet => "DaemonSet",
            Self::Job => "Job",
            Self::CronJob => "CronJob",
        }
    }

    /// The `apiVersion` it has today.
    pub fn api_version(self) -> &'static str {
        match self {
            Self::Pod => "v1",
            Self::Deployment | Self::ReplicaSet | Self::StatefulSet | Self::DaemonSet => "apps/v1",
            Self::Job | Self::CronJob => "batch/v1",
        }
    }

    /// The members that lead to the pod template, that is to the object with `metadata` and `spec`.
    pub(crate) fn template_steps(self) -> &'static [&'static str] {
        match self {
            Self::Pod => &[],
            Self::CronJob => &["spec", "jobTemplate", "spec", "template"],
            _ => &["spec", "template"],
        }
    }

    /// The path of the Pod's `spec`.
    pub fn pod_spec_path(self) -> FieldPath {
        self.template_steps()
            .iter()
            .fold(FieldPath::root(), |path, step| path.child(step))
            .child("spec")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::schema;

    #[test]
    fn names_and_versions_agree_with_the_schema() {
        for kind in WorkloadKind::ALL {
            assert_eq!(WorkloadKind::from_name(kind.as_str()), Some(kind));
            assert_eq!(schema::api_version(kind.as_str()), Some(kind.api_version()));
        }
        assert_eq!(WorkloadKind::from_name("pod"), None);
    }

    #[test]
    fn each_kind_has_its_template_path() {
        assert_eq!(WorkloadKind::Pod.pod_spec_path().as_str(), "spec");
        assert_eq!(WorkloadKind::Job.pod_spec_path().as_str(), "spec.template.spec");
        assert_eq!(
            WorkloadKind::CronJob.pod_spec_path().as_str(),
            "spec.jobTemplate.spec.template.spec"
        );
    }
}
