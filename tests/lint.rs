//! Every rule beyond the API finds what it is there for, and leaves its near misses alone.
//!
//! `fixtures/lint/<code>/`: `bad-*.yaml` trigger the rule, `good-*.yaml` do not. The first line says
//! why; `# Kubernetes 1.28` there names the version.

use podline::content;
use podline::engine::{inferred, simulate};
use podline::insight::lint::{self, Finding, RULES, Severity};
use podline::manifest::{self, Object};
use podline::model::{self, Version};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The findings about one object; `None` if there is no Pod to be had from it.
fn findings_of(object: &Object, version: Version) -> Option<Vec<Finding>> {
    let pod = model::lower(object, version).pod?;
    let workload = model::workload(object, pod.clone(), version);
    let scenario = inferred::scenario(&pod, version);
    let timeline = simulate(&pod, &scenario, version);
    let findings = lint::lint(&timeline, workload.as_ref());
    for finding in &findings {
        let what = format!("{}: {}", finding.code, finding.message);
        let rule = lint::rule(finding.code).unwrap_or_else(|| panic!("no rule of {what}"));
        assert_eq!(rule.severity, finding.severity, "{what}");
        assert!(finding.at.is_none_or(|id| timeline.events.len() > id.0 as usize), "{what}");
        assert!(finding.message.ends_with('.') && !finding.message.contains(". "), "{what}");
        let path = finding.paths.first().unwrap_or_else(|| panic!("no place of {what}"));
        let container = path.as_str().contains("ontainers[");
        assert!(!container || finding.container.is_some(), "{what}");
    }
    Some(findings)
}

/// The findings about the first Pod of a text.
fn findings(text: &str, version: Version) -> Vec<Finding> {
    let manifest = manifest::parse(text);
    let found = manifest.objects.iter().find_map(|object| findings_of(object, version));
    found.unwrap_or_else(|| panic!("no Pod in\n{text}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files
}

fn fixtures() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint"))
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The version that the first line names, or the newest.
fn version(text: &str) -> Version {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("# Kubernetes 1.") {
        Some(minor) => Version::new(minor.parse().expect("a minor")).expect("a known minor"),
        None => Version::NEWEST,
    }
}

#[test]
fn every_rule_finds_its_bad_manifests_and_leaves_the_good_ones_alone() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for folder in fixtures() {
        let code = name(&folder);
        assert!(lint::rule(&code).is_some(), "no rule {code}");
        let (mut bad, mut good) = (0, 0);
        for file in files(&folder) {
            let text = fs::read_to_string(&file).expect("a text");
            let found = findings(&text, version(&text));
            let about: Vec<&Finding> = found.iter().filter(|it| it.code == code).collect();
            let is_bad = name(&file).starts_with("bad-");
            if is_bad {
                bad += 1
            } else {
                good += 1
            }
            if about.is_empty() == is_bad {
                wrong.push(format!("{code}/{}: {about:#?}", name(&file)));
            }
        }
        assert!(bad >= 1 && good >= 2, "{code} has {bad} bad and {good} good manifests");
        seen.insert(code);
    }
    let without: Vec<&str> =
        RULES.iter().map(|rule| rule.code).filter(|code| !seen.contains(*code)).collect();
    assert!(without.is_empty(), "rules without manifests: {without:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An error is never a near miss of another rule: where a good manifest triggers one, it is listed.
const ERRORS_IN_GOOD: &[(&str, &str)] = &[];

#[test]
fn good_manifests_trigger_no_error_of_any_rule() {
    let mut wrong = Vec::new();
    for file in fixtures().iter().flat_map(|folder| files(folder)) {
        if name(&file).starts_with("bad-") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a text");
        for finding in findings(&text, version(&text)) {
            let case = (name(file.parent().expect("a folder")), name(&file));
            let place = format!("{}/{}", case.0, case.1);
            let is_known = ERRORS_IN_GOOD.contains(&(place.as_str(), finding.code));
            if finding.severity == Severity::Error && !is_known {
                wrong.push(format!("{place}: {}: {}", finding.code, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixtures_are_manifests_that_the_api_server_takes() {
    let mut wrong = Vec::new();
    for file in fixtures().iter().flat_map(|folder| files(folder)) {
        let text = fs::read_to_string(&file).expect("a text");
        let manifest = manifest::parse(&text);
        let object = manifest.objects.first().expect("an object");
        let lowered = model::lower(object, version(&text));
        for problem in manifest.problems.iter().chain(&lowered.problems) {
            if problem.severity == manifest::Severity::Error {
                wrong.push(format!("{}: {} {}", file.display(), problem.path, problem.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_have_a_name_of_their_own_and_say_everything() {
    let mut codes = BTreeSet::new();
    for rule in RULES {
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        let is_kebab = rule.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(is_kebab, "{}", rule.code);
        for text in [rule.why, rule.instead] {
            assert!(text.ends_with('.') && !text.contains('!'), "{}: {text}", rule.code);
        }
        assert!(!rule.title.ends_with('.') && !rule.title.is_empty(), "{}", rule.code);
        assert!(rule.example.ends_with('\n'), "{}", rule.code);
        let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(rule.example);
        assert!(read.is_ok(), "{}: {read:?}", rule.code);
        assert!(rule.reference.starts_with("https://kubernetes.io/docs/"), "{}", rule.code);
    }
}
