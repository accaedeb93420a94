//! What holds for every fix that is offered, over everything there is: the examples, the manifests of the
//! lint's rules, and what the API server's own tests reject, each in several shapes.

use crate::shape::shapes;
use crate::{errors, findings, problems, timeline};
use podline::content;
use podline::fix::{self, Fix};
use podline::insight::lint;
use podline::manifest::{self, ProblemKind};
use podline::model::Version;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A text, what it is called, and the version it is for.
struct Sample {
    name: String,
    text: String,
    version: Version,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn examples() -> Vec<Sample> {
    let sample = |it: &content::Example| Sample {
        name: it.id.to_owned(),
        text: it.text.to_owned(),
        version: Version::NEWEST,
    };
    content::examples().iter().map(sample).collect()
}

fn of_lint() -> Vec<Sample> {
    let folders = files(&root().join("fixtures/lint"));
    let all = folders.iter().flat_map(|folder| files(folder));
    let sample = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("a text");
        let first = text.lines().next().unwrap_or_default();
        let minor = first.strip_prefix("# Kubernetes 1.").and_then(|minor| minor.parse().ok());
        let version = minor.and_then(Version::new).unwrap_or(Version::NEWEST);
        Sample { name: file.display().to_string(), text, version }
    };
    all.map(sample).collect()
}

fn rejects() -> Vec<Sample> {
    let text = std::fs::read_to_string(root().join("conformance/validation.yaml")).expect("cases");
    let cases: Vec<Value> = serde_yaml::from_str(&text).expect("cases");
    let sample = |case: &Value| {
        let text = |key: &str| case.get(key).and_then(Value::as_str).map(str::to_owned);
        let minor = text("until").and_then(|it| it.strip_prefix("1.")?.parse().ok());
        let manifest = case.get("manifest").map(|it| serde_yaml::to_string(it).expect("a text"));
        Some(Sample {
            name: text("id")?,
            text: text("manifestText").or(manifest)?,
            version: minor.and_then(Version::new).unwrap_or(Version::NEWEST),
        })
    };
    cases.iter().filter_map(sample).collect()
}

/// Everything that is offered for a text, with what it is offered for.
fn offers(text: &str, version: Version) -> Vec<(String, Fix)> {
    let manifest = manifest::parse(text);
    let mut offers = Vec::new();
    for (object, problem) in problems(&manifest, version) {
        let what = format!("{}: {}", problem.path, problem.message);
        let fixes = fix::of_problem(&manifest, object, &problem, version);
        for fix in &fixes {
            let left = problems(&manifest::parse(&fix::apply(text, &fix.edits)), version);
            let before = problems(&manifest, version);
            let count = |all: &[(Option<usize>, manifest::Problem)]| {
                let same = |it: &&(Option<usize>, manifest::Problem)| {
                    it.1.kind == problem.kind && it.1.message == problem.message
                };
                all.iter().filter(same).count()
            };
            assert!(count(&left) < count(&before), "{what} is still there: {}\n{text}", fix.title);
        }
        offers.extend(fixes.into_iter().map(|fix| (what.clone(), fix)));
    }
    for (at, object) in manifest.objects.iter().enumerate() {
        let Some(timeline) = timeline(object, version) else { continue };
        for finding in findings(object, &timeline) {
            let what = format!("{}: {}", finding.code, finding.message);
            for fix in fix::of_finding(&manifest, at, &finding, &timeline) {
                let changed = fix::apply(text, &fix.edits);
                let again = manifest::parse(&changed);
                let object = &again.objects[at];
                let now = crate::timeline(object, version).expect("a Pod");
                let left = lint::shown(findings(object, &now), object, &manifest::allowed(&changed));
                assert!(left.iter().all(|it| it.message != finding.message), "{what}: {}", fix.title);
                offers.push((what.clone(), fix));
            }
        }
        let indices = timeline.pod.indices().map(Some).chain([None]);
        for index in indices {
            let fixes = fix::at(&manifest, at, index, &timeline.pod, version);
            offers.extend(fixes.into_iter().map(|fix| ("a change".to_owned(), fix)));
        }
    }
    offers
}

/// Every comment of a text, how often it is there.
fn comments(text: &str) -> BTreeMap<&str, usize> {
    let mut comments = BTreeMap::new();
    for line in text.lines() {
        let at = if line.trim_start().starts_with('#') { line.find('#') } else { line.find(" # ") };
        if let Some(at) = at {
            *comments.entry(line[at..].trim()).or_default() += 1;
        }
    }
    comments
}

/// Holds the laws against everything that is offered for the samples, in all shapes; returns how often
/// each code is offered.
fn hold(samples: &[Sample]) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for sample in samples {
        for (shape, text) in shapes(&sample.text) {
            let before = errors(&text, sample.version);
            for (what, fix) in offers(&text, sample.version) {
                let about = format!("{} ({shape}): {what}: {}\n{text}", sample.name, fix.title);
                *codes.entry(fix.code).or_default() += 1;
                let mut end = 0;
                for edit in &fix.edits {
                    assert!(edit.range.start >= end, "out of order: {about}");
                    assert!(text.is_char_boundary(edit.range.start), "{about}");
                    assert!(text.is_char_boundary(edit.range.end), "{about}");
                    end = edit.range.end;
                }
                let changed = fix::apply(&text, &fix.edits);
                let after = errors(&changed, sample.version);
                assert!(after.len() <= before.len() || is_uncovering(&fix), "{about}\n{after:#?}\n{changed}");
                if !loses_comments(&fix) {
                    let left = comments(&changed);
                    for (comment, count) in comments(&text) {
                        let now = left.get(comment).copied().unwrap_or(0);
                        assert!(now >= count, "lost `{comment}`: {about}\n{changed}");
                    }
                }
                let breaks = |text: &str| text.matches("\r\n").count() == text.matches('\n').count();
                assert_eq!(breaks(&changed), breaks(&text), "line breaks: {about}");
                let is_word = |c: char| c.is_ascii_alphanumeric() || " ./:-_".contains(c);
                assert!(fix.title.starts_with(|c: char| c.is_ascii_uppercase()), "{about}");
                assert!(fix.title.len() < 80 && fix.title.chars().all(is_word), "{about}");
            }
        }
    }
    codes
}

/// Fixes that take something away take its comments along.
fn loses_comments(fix: &Fix) -> bool {
    ["remove-field", "remove-duplicate", "make-classic-sidecar", "leave-out-success", "request-cpu"]
        .contains(&fix.code)
}

/// What nobody could read before may be wrong itself.
fn is_uncovering(fix: &Fix) -> bool {
    ["rename-field", "move-field", "quote", "indent-with-spaces"].contains(&fix.code)
}

#[test]
fn examples_keep_the_laws() {
    let codes = hold(&examples());
    assert!(codes.contains_key("make-native-sidecar"), "{codes:?}");
    println!("{codes:#?}");
}

#[test]
fn manifests_of_the_lint_keep_the_laws() {
    let codes = hold(&of_lint());
    println!("{codes:#?}");
    assert!(codes.len() >= 20, "{codes:?}");
}

#[test]
fn what_the_api_server_rejects_keeps_the_laws() {
    let codes = hold(&rejects());
    println!("{codes:#?}");
    assert!(codes.len() > 15, "{codes:?}");
}

#[test]
fn what_has_no_fault_is_offered_no_fix_for_one() {
    for example in content::examples() {
        let manifest = manifest::parse(example.text);
        for (object, problem) in problems(&manifest, Version::NEWEST) {
            let is_note = problem.kind == ProblemKind::NotSimulated;
            assert!(is_note || object.is_some(), "{}: {}", example.id, problem.message);
        }
    }
}

#[test]
fn a_text_that_is_cut_anywhere_harms_nothing() {
    for example in content::examples().iter().take(4) {
        let text = &example.text[..example.text.len().min(1500)];
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end) && end % 7 == 0) {
            offers(&text[..end], Version::NEWEST);
        }
    }
}
