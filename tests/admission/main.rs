//! What the API server refuses in a Pod's spec, and what it takes, field by field. Each file names the
//! functions of Kubernetes' `pkg/apis/core/validation/validation.go` that its facts are read from.

mod containers;
mod messages;
mod pods;
mod resources;
mod volumes;

use podline::admission::review;
use podline::manifest::{self, Problem, Severity};
use podline::model::Version;

/// The errors of `text` in Kubernetes `1.minor`: those of decoding, then those of validation.
fn errors(text: &str, minor: u8) -> Vec<Problem> {
    let version = Version::new(minor).expect("a known minor");
    let manifest = manifest::parse(text);
    let reviewed = manifest.objects.iter().flat_map(|object| review(object, version));
    let all = manifest.problems.iter().cloned().chain(reviewed);
    all.filter(|problem| problem.severity == Severity::Error).collect()
}

/// A Pod of this spec, in YAML's flow style.
fn pod(spec: &str) -> String {
    format!("{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {spec}}}")
}

/// A spec with one container that has these fields besides its name and image.
fn with_app(fields: &str) -> String {
    format!("{{containers: [{{name: app, image: 'a:1', {fields}}}]}}")
}

/// A spec with these fields besides its container.
fn with_spec(fields: &str) -> String {
    format!("{{containers: [{{name: app, image: 'a:1'}}], {fields}}}")
}

/// Checks that a Pod of `spec` is refused with these errors, each `path: Kind`, `spec.` left out.
fn refuses(minor: u8, spec: &str, expected: &[&str]) {
    let mut found: Vec<String> = errors(&pod(spec), minor)
        .iter()
        .map(|error| format!("{}: {:?}", error.path, error.kind))
        .collect();
    found.sort();
    let mut expected: Vec<String> = expected.iter().map(|error| format!("spec.{error}")).collect();
    expected.sort();
    assert_eq!(found, expected, "1.{minor}: {spec}");
}

/// Checks that a Pod of `spec` is taken.
fn takes(minor: u8, spec: &str) {
    assert_eq!(errors(&pod(spec), minor), [], "1.{minor}: {spec}");
}

/// Checks a table of fields of one container: `path: Kind` below the container, none if it is taken.
fn containers_are(table: &[(&str, &[&str])]) {
    for (fields, expected) in table {
        let expected: Vec<String> =
            expected.iter().map(|error| format!("containers[0].{error}")).collect();
        refuses(37, &with_app(fields), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// Checks a table of fields of the spec: `path: Kind` below it, none if it is taken.
fn specs_are(table: &[(&str, &[&str])]) {
    for (fields, expected) in table {
        refuses(37, &with_spec(fields), expected);
    }
}
