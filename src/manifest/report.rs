//! Collects what is wrong with one object, in the server's words.

use super::{Draft, FieldPath, Object, Problem, ProblemKind, Problems, Severity};
use crate::version::Version;

/// Collects what is wrong with one object.
///
/// Its methods are named after the functions of apimachinery's `field/errors.go`, and put what is wrong
/// into their words. `help` says what to write instead.
pub(crate) struct Report<'a> {
    pub(crate) object: &'a Object,
    pub(crate) version: Version,
    pub(crate) problems: Problems,
}

impl<'a> Report<'a> {
    pub(crate) fn new(object: &'a Object, version: Version) -> Self {
        Self { object, version, problems: Problems::default() }
    }

    pub(crate) fn push(&mut self, path: &FieldPath, draft: Draft) {
        self.problems.add_with(|| self.object.problem(Severity::Error, path, draft));
    }

    pub(crate) fn required(&mut self, path: &FieldPath, detail: &str, help: &str) {
        let message = if detail.is_empty() {
            "Required value".to_owned()
        } else {
            format!("Required value: {detail}")
        };
        self.push(path, Problem::draft(ProblemKind::Required, path, message).help(help));
    }

    /// A text that is empty or absent; one that was pruned has been reported by the check.
    pub(crate) fn missing(&mut self, path: &FieldPath, help: &str) {
        if !self.object.has_value(path) {
            self.required(path, "", help);
        }
    }

    pub(crate) fn invalid(&mut self, path: &FieldPath, value: &str, detail: &str, help: &str) {
        let message = format!("Invalid value: {value}: {detail}");
        self.push(path, Problem::draft(ProblemKind::Invalid, path, message).help(help));
    }

    /// An invalid value that the message leaves out (`field.OmitValueType`).
    pub(crate) fn invalid_without_value(&mut self, path: &FieldPath, detail: &str, help: &str) {
        let message = format!("Invalid value: {detail}");
        self.push(path, Problem::draft(ProblemKind::Invalid, path, message).help(help));
    }

    pub(crate) fn unsupported(&mut self, path: &FieldPath, value: &str, supported: &[&str]) {
        let list =
            supported.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(", ");
        let message = format!("Unsupported value: \"{value}\": supported values: {list}");
        let help = match supported {
            [only] => format!("Write {only}, or remove the line."),
            // An empty text is the same as no field.
            ["", rest @ ..] | rest => format!("Write one of {}.", rest.join(", ")),
        };
        self.push(path, Problem::draft(ProblemKind::NotSupported, path, message).help(help));
    }

    pub(crate) fn duplicate(&mut self, path: &FieldPath, value: &str, help: &str) {
        let message = format!("Duplicate value: \"{value}\"");
        self.push(path, Problem::draft(ProblemKind::Duplicate, path, message).help(help));
    }

    pub(crate) fn forbidden(&mut self, path: &FieldPath, detail: &str, help: &str) {
        self.push(
            path,
            Problem::draft(ProblemKind::Forbidden, path, format!("Forbidden: {detail}")).help(help),
        );
    }

    pub(crate) fn not_found(&mut self, path: &FieldPath, value: &str, help: &str) {
        self.push(
            path,
            Problem::draft(ProblemKind::NotFound, path, format!("Not found: \"{value}\""))
                .help(help),
        );
    }

    pub(crate) fn too_many(&mut self, path: &FieldPath, count: usize, most: usize, help: &str) {
        let message = format!("Too many: {count}: must have at most {most} items");
        self.push(path, Problem::draft(ProblemKind::TooMany, path, message).help(help));
    }

    /// A text that is too long, which is not repeated.
    pub(crate) fn too_long(&mut self, path: &FieldPath, detail: &str, help: &str) {
        let message = format!("Too long: {detail}");
        self.push(path, Problem::draft(ProblemKind::TooLong, path, message).help(help));
    }

    /// A warning, as the API server sends it beside its answer; `message` without the path.
    pub(crate) fn warn(&mut self, path: &FieldPath, message: &str, help: &str) {
        let draft = Problem::draft(ProblemKind::Warning, path, message).help(help);
        self.problems.add_with(|| self.object.problem(Severity::Warning, path, draft));
    }
}
