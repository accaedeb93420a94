//! What the API server accepts with a warning.
//!
//! Source: kubernetes `pkg/api/pod/warnings.go`, and `WarningsOnCreate` of each kind in
//! `pkg/registry`. One file per part of the template. Nothing here is told where anything is
//! refused, so values may be taken as they are.

mod deprecated;
mod env;
mod files;
mod ports;
mod references;
mod resources;
mod volumes;
mod workload;

use crate::manifest::{FieldPath, Report, Value, WorkloadKind};

/// The template of an object, or the Pod itself.
struct Template<'a> {
    kind: WorkloadKind,
    /// `metadata` and `spec`.
    object: &'a Value,
    /// Where it stands; the root for a Pod.
    path: FieldPath,
}

impl<'a> Template<'a> {
    fn spec(&self) -> &'a Value {
        &self.object["spec"]
    }

    fn spec_path(&self) -> FieldPath {
        self.path.child("spec")
    }

    /// Every container with its path, in the order in which the server visits them.
    fn containers(&self) -> Vec<(FieldPath, &'a Value)> {
        let mut containers = Vec::new();
        for list in ["initContainers", "containers", "ephemeralContainers"] {
            let path = self.spec_path().child(list);
            let items = self.spec()[list].items().iter().enumerate();
            containers.extend(items.map(|(at, container)| (path.index(at), container)));
        }
        containers
    }
}

/// Reports them.
pub(super) fn warn(kind: WorkloadKind, report: &mut Report<'_>) {
    let object = report.object;
    let steps = kind.template_steps();
    let template = Template {
        kind,
        object: steps.iter().fold(&*object.checked, |value, step| &value[*step]),
        path: steps.iter().fold(FieldPath::root(), |path, step| path.child(step)),
    };
    workload::warn(kind, report);
    deprecated::warn(&template, report);
    volumes::warn(&template, report);
    files::warn(&template, report);
    references::warn(&template, report);
    resources::warn(&template, report);
    env::warn(&template, report);
    ports::warn(&template, report);
}
