//! Broken manifests as people write them: what is told, where, and what the first fix makes of it.
//!
//! A file of `tests/fixtures/diagnostics/` holds manifests, each below a line `#### title`. A line with a
//! fault ends in `#! message | help | fix`: a part of Kubernetes' own message, a part of the help, the
//! title of the fix that is offered first. What is empty may be anything, but no fix at all is offered
//! where none is named. Nothing else is told: one fault, one message.

use podline::diagnostics::{About, Diagnosis, Diagnostic, Severity};
use podline::fix;
use podline::model::Version;
use std::fs;
use std::path::Path;

/// What a line of a fixture says of a fault.
struct Expected<'a> {
    line: usize,
    message: &'a str,
    help: &'a str,
    fix: &'a str,
}

impl Expected<'_> {
    fn is(&self, told: &Diagnostic) -> bool {
        told.position.line == self.line
            && told.message.contains(self.message)
            && told.help.contains(self.help)
    }
}

/// The manifest without what is said of it.
fn read(annotated: &str) -> (String, Vec<Expected<'_>>) {
    let mut text = String::new();
    let mut expected = Vec::new();
    for (at, line) in annotated.lines().enumerate() {
        let (line, said) =
            line.split_once("#!").map_or((line, None), |(it, said)| (it, Some(said)));
        text.push_str(if said.is_some() { line.trim_end() } else { line });
        text.push('\n');
        if let Some(said) = said {
            let mut parts = said.split('|').map(str::trim);
            let mut next = || parts.next().unwrap_or_default();
            let (message, help, fix) = (next(), next(), next());
            expected.push(Expected { line: at + 1, message, help, fix });
        }
    }
    (text, expected)
}

/// Errors and warnings: what is left out of a simulation is no fault.
fn faults(all: &Diagnosis) -> Vec<(usize, &Diagnostic)> {
    let told = all.diagnostics().iter().enumerate();
    told.filter(|(_, it)| it.severity != Severity::Note).collect()
}

/// What is wrong with what is told of one manifest.
fn complaints(annotated: &str) -> Vec<String> {
    let (text, expected) = read(annotated);
    let all = Diagnosis::of(&text, Version::NEWEST);
    let told = faults(&all);
    let mut complaints = Vec::new();
    for (_, it) in &told {
        if !expected.iter().any(|expected| expected.is(it)) {
            let Diagnostic { position, path, message, help, .. } = it;
            complaints.push(format!("unexpected: {}: {path}: {message} | {help}", position.line));
        }
    }
    for expected in &expected {
        let Some(&(place, _)) = told.iter().find(|(_, it)| expected.is(it)) else {
            complaints.push(format!(
                "not told: {}: {} | {}",
                expected.line, expected.message, expected.help
            ));
            continue;
        };
        let fixes = all.fixes(place);
        let titles: Vec<&str> = fixes.iter().map(|it| it.title.as_str()).collect();
        if titles.first().copied().unwrap_or_default() != expected.fix {
            complaints.push(format!("line {}: fixes are {titles:?}", expected.line));
        }
        let Some(first) = fixes.first() else { continue };
        let mended = fix::apply(&text, &first.edits);
        let after = Diagnosis::of(&mended, Version::NEWEST);
        let is_problem = |it: &&(usize, &Diagnostic)| matches!(it.1.about, About::Problem(_));
        let left: Vec<_> = faults(&after).into_iter().filter(|it| is_problem(&it)).collect();
        if left.len() >= told.len() {
            complaints.push(format!("line {}: left {left:?} of\n{mended}", expected.line));
        }
    }
    complaints
}

fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics").join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let failed = text.split("#### ").skip(1).flat_map(|case| {
        let (title, annotated) = case.split_once('\n').expect("a title has a line of its own");
        let complaints = complaints(annotated).into_iter();
        complaints.map(move |complaint| format!("{file}: {title}: {complaint}"))
    });
    let failed: Vec<String> = failed.collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn names_that_are_nearly_right() {
    check("names.txt");
}

#[test]
fn fields_on_another_level() {
    check("levels.txt");
}

#[test]
fn values_of_another_type() {
    check("types.txt");
}

#[test]
fn texts_that_are_no_yaml() {
    check("syntax.txt");
}

#[test]
fn values_that_make_no_sense() {
    check("values.txt");
}

#[test]
fn several_faults_at_once() {
    check("two.txt");
}
