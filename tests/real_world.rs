//! Manifests in the shapes that people have: what kubectl prints, what Helm renders, what injectors
//! add, what is written by hand. Each loads clean and comes up.
//!
//! `fixtures/real/*.yaml|json`. The comment at the top says which shape it is, and declares what is
//! expected:
//!
//! - `# status: Running`: the STATUS of its Pod once it is up or done; one line a Pod, or one for all;
//! - `# warns: <words>`: a warning of the API server or of the decoder that has these words;
//! - `# finds: <code>`: a finding of a rule beyond the API.
//!
//! What is not declared must not be said. JSON has no comments: there it stands in `<file>.head`.

use podline::admission;
use podline::engine::{inferred, simulate};
use podline::insight::lint;
use podline::manifest::{self, Problem, Severity};
use podline::model::{self, Version};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a text says, beside what its head expects.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    statuses: Vec<String>,
    problems: Vec<String>,
    findings: BTreeSet<String>,
}

fn said(text: &str) -> Said {
    let version = Version::NEWEST;
    let manifest = manifest::parse(text);
    let mut problems: Vec<Problem> = manifest.problems;
    let mut said = Said::default();
    for object in &manifest.objects {
        problems.extend(admission::review(object, version));
        let Some(pod) = model::lower(object, version).pod else { continue };
        let workload = model::workload(object, pod.clone(), version);
        let scenario = inferred::scenario(&pod, version).without_deletion();
        let timeline = simulate(&pod, &scenario, version);
        said.statuses.push(timeline.row(timeline.until).status);
        let proposed = simulate(&pod, &inferred::scenario(&pod, version), version);
        let findings = lint::lint(&proposed, workload.as_ref());
        said.findings.extend(findings.into_iter().map(|finding| finding.code.to_owned()));
    }
    let told = problems.iter().filter(|problem| problem.severity != Severity::Note);
    said.problems = told.map(line).collect();
    said
}

fn line(problem: &Problem) -> String {
    let place = problem.position;
    let what = if problem.severity == Severity::Error { "error" } else { "warning" };
    format!("{what} {}:{} {}: {}", place.line, place.column, problem.path, problem.message)
}

/// The values of the lines `# key: value` in a head.
fn declared<'h>(head: &'h str, key: &str) -> Vec<&'h str> {
    let lines =
        head.lines().filter_map(|line| line.trim_start_matches('\u{feff}').strip_prefix("# "));
    lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::trim).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/real");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json"))
        .collect();
    files.sort();
    files
}

/// The text of a fixture and its head.
fn read(file: &Path) -> (String, String) {
    let text = fs::read_to_string(file).expect("a text");
    let head = file.with_added_extension("head");
    let head = if head.exists() { fs::read_to_string(head).expect("a head") } else { text.clone() };
    (text, head)
}

/// What is said against its head, if anything.
fn differences(file: &Path) -> Vec<String> {
    let (text, head) = read(file);
    let said = said(&text);
    let mut wrong = Vec::new();
    let mut expected = declared(&head, "status");
    if expected.len() == 1 {
        expected.resize(said.statuses.len().max(1), expected[0]);
    }
    if said.statuses != expected {
        wrong.push(format!("STATUS {:?}, expected {expected:?}", said.statuses));
    }
    let warns = declared(&head, "warns");
    for problem in &said.problems {
        let is_declared = warns.iter().any(|words| problem.contains(words));
        if problem.starts_with("error") || !is_declared {
            wrong.push(problem.clone());
        }
    }
    for words in warns.iter().filter(|words| !said.problems.iter().any(|it| it.contains(**words))) {
        wrong.push(format!("no warning says `{words}`"));
    }
    let finds: BTreeSet<String> = declared(&head, "finds").into_iter().map(str::to_owned).collect();
    for code in said.findings.symmetric_difference(&finds) {
        let what = if finds.contains(code) { "does not find" } else { "finds" };
        wrong.push(format!("{what} {code}"));
    }
    wrong
}

#[test]
fn what_people_have_loads_clean_and_comes_up() {
    let mut wrong = Vec::new();
    for file in fixtures() {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let differences = differences(&file);
        if !differences.is_empty() {
            wrong.push(format!("{name}\n  {}", differences.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_fifty_and_each_says_what_it_is() {
    let files = fixtures();
    assert!(files.len() >= 50, "{} manifests", files.len());
    for file in files {
        let (_, head) = read(&file);
        assert!(!declared(&head, "shape").is_empty(), "{}: which shape?", file.display());
    }
}
