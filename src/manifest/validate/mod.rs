//! The API server's rules about values, in one version, applied to the pod template of an object.
//!
//! What breaks a rule is reported and pruned, as in the check before: a container that cannot
//! stand is dropped, a wrong value goes back to its default, and the rest goes on. One file per
//! part of the template. Source: kubernetes `pkg/apis/core/validation/validation.go`.

mod containers;
mod handlers;
mod pod;
mod version;
mod volumes;

use super::fields::PodTemplate;
use super::{Draft, FieldPath, Object, Problem, ProblemKind, Problems, Severity, WorkloadKind};
use crate::version::Version;

/// The pod template of `object` with nothing in it that breaks a rule, and what was broken.
/// Containers that are left have a name of their own; there may be none left.
pub(crate) fn validate(
    object: &Object,
    workload: WorkloadKind,
    version: Version,
) -> (PodTemplate, Problems) {
    let mut template = object.template.clone();
    let mut report = Report { object, version, problems: Problems::default() };
    version::prune(&mut template, workload, &mut report);
    pod::validate(&mut template, workload, &mut report);
    (template, report.problems)
}

/// Collects what is wrong with one object.
struct Report<'a> {
    object: &'a Object,
    version: Version,
    problems: Problems,
}

impl Report<'_> {
    fn push(&mut self, path: &FieldPath, draft: Draft) {
        self.problems.add_with(|| self.object.problem(Severity::Error, path, draft));
    }

    fn required(&mut self, path: &FieldPath, detail: &str, help: &str) {
        let message = if detail.is_empty() {
            "Required value".to_owned()
        } else {
            format!("Required value: {detail}")
        };
        self.push(path, Problem::draft(ProblemKind::Required, path, message).help(help));
    }

    /// A text that is empty or absent; one that was pruned has been reported by the check.
    fn missing(&mut self, path: &FieldPath, help: &str) {
        if !self.object.has_value(path) {
            self.required(path, "", help);
        }
    }

    fn invalid(&mut self, path: &FieldPath, value: &str, detail: &str, help: &str) {
        let message = format!("Invalid value: {value}: {detail}");
        self.push(path, Problem::draft(ProblemKind::Invalid, path, message).help(help));
    }

    fn unsupported(&mut self, path: &FieldPath, value: &str, supported: &[&str]) {
        let list =
            supported.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(", ");
        let message = format!("Unsupported value: \"{value}\": supported values: {list}");
        let help = match supported {
            [only] => format!("Write {only}, or remove the line."),
            _ => format!("Write one of {}.", supported.join(", ")),
        };
        self.push(path, Problem::draft(ProblemKind::NotSupported, path, message).help(help));
    }

    fn duplicate(&mut self, path: &FieldPath, value: &str, help: &str) {
        let message = format!("Duplicate value: \"{value}\"");
        self.push(path, Problem::draft(ProblemKind::Duplicate, path, message).help(help));
    }

    fn forbidden(&mut self, path: &FieldPath, detail: &str, help: &str) {
        self.push(
            path,
            Problem::draft(ProblemKind::Forbidden, path, format!("Forbidden: {detail}")).help(help),
        );
    }

    fn not_found(&mut self, path: &FieldPath, value: &str, help: &str) {
        self.push(
            path,
            Problem::draft(ProblemKind::NotFound, path, format!("Not found: \"{value}\""))
                .help(help),
        );
    }
}
