//! `kind: validation`: what the API server rejects, and what it warns of.

use crate::{Case, Faults};
use podline::admission::review;
use podline::manifest::{self, Problem, ProblemKind, Severity};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expect {
    errors: Vec<String>,
    error_types: Option<Vec<String>>,
    #[serde(default)]
    warnings: Vec<String>,
}

pub(crate) fn run(case: &Case) -> Faults {
    let expect: Expect = case.get("expect").expect("something is expected");
    let message: Option<String> = case.get("message");
    let problems = problems(case);
    let mut faults = Faults::new();
    let errors: Vec<&Problem> = of(&problems, Severity::Error).collect();
    let found = sorted(errors.iter().map(|problem| problem.path.to_string()));
    if found != sorted(expect.errors.iter().cloned()) {
        faults.push(format!("expected errors at {:?}, came {found:?}", expect.errors));
    } else if let Some(types) = &expect.error_types {
        let wanted = expect.errors.iter().zip(types);
        let wanted = sorted(wanted.map(|(path, kind)| format!("{path}: {kind}")));
        let found = sorted(errors.iter().map(|e| format!("{}: {}", e.path, type_of(e.kind))));
        if types.len() != expect.errors.len() || found != wanted {
            faults.push(format!("expected {wanted:?}, came {found:?}"));
        }
    }
    if let Some(message) = message
        && !errors.iter().any(|error| message.contains(&error.message))
    {
        faults.push(format!("expected the server to say `{message}`"));
    }
    // What the server drops in silence it does not warn of.
    let warnings: Vec<String> = problems
        .iter()
        .filter(|problem| problem.kind == ProblemKind::Warning)
        .map(|problem| {
            // Some of the server's lines begin with a volume, not with a path.
            let is_line = problem.message.starts_with("volume \"");
            if is_line { problem.message.clone() } else { problem.path.to_string() }
        })
        .collect();
    if !is_matched(&expect.warnings, &warnings) {
        faults.push(format!("expected warnings at {:?}, came {warnings:?}", expect.warnings));
    }
    faults
}

/// The paths of the errors, sorted.
pub(crate) fn rejected<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> Vec<String> {
    let errors = problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    sorted(errors.map(|problem| problem.path.to_string()))
}

/// Everything wrong with the manifest, as the page tells it.
fn problems(case: &Case) -> Vec<Problem> {
    let manifest = manifest::parse(&case.manifest());
    let reviewed = manifest.objects.iter().flat_map(|object| review(object, case.version()));
    let more: Vec<Problem> = reviewed.collect();
    manifest.problems.into_iter().chain(more).collect()
}

fn of(problems: &[Problem], severity: Severity) -> impl Iterator<Item = &Problem> {
    problems.iter().filter(move |problem| problem.severity == severity)
}

/// Each warning that came begins with one that is wanted, one to one.
fn is_matched(wanted: &[String], came: &[String]) -> bool {
    let mut left: Vec<&String> = came.iter().collect();
    for wanted in wanted {
        let Some(place) = left.iter().position(|came| came.starts_with(wanted)) else {
            return false;
        };
        left.remove(place);
    }
    left.is_empty()
}

/// Sorted, each once: the cases name a path once, however much the server has to say of it.
fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts.dedup();
    texts
}

/// The kind of a problem in the words of the cases.
fn type_of(kind: ProblemKind) -> String {
    format!("{kind:?}")
}
