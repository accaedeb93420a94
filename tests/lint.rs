//! Every rule beyond the API finds what it is there for, and leaves its near misses alone.
//!
//! `fixtures/lint/<code>/`: `bad-*.yaml` trigger the rule, `good-*.yaml` do not. The first line says
//! why; `# Kubernetes 1.28` there names the version.

use podline::content;
use podline::engine::{Verb, inferred, simulate};
use podline::insight::lint::{self, Finding, RULES, Severity};
use podline::manifest::{self, Object};
use podline::model::{self, Millis, Version};
use std::collections::BTreeSet;
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
                bad += 1;
            } else {
                good += 1;
            }
            if about.len() != usize::from(is_bad) {
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

#[test]
fn good_manifests_trigger_no_error_of_any_rule() {
    let mut wrong = Vec::new();
    for file in fixtures().iter().flat_map(|folder| files(folder)) {
        if name(&file).starts_with("bad-") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a text");
        for finding in findings(&text, version(&text)) {
            if finding.severity == Severity::Error {
                wrong.push(format!("{}: {}: {}", file.display(), finding.code, finding.message));
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
fn the_documentation_has_a_row_for_each_rule_in_order() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lint.md");
    let text = fs::read_to_string(file).expect("docs/lint.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    let row = |rule: &lint::Rule| {
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        format!("| `{}` | {severity} | {} |", rule.code, rule.title)
    };
    assert_eq!(rows, RULES.iter().map(row).collect::<Vec<_>>());
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

/// What the examples trigger, and why that is right.
const IN_EXAMPLES: &[(&str, &str, &str)] = &[
    // It shows exactly this.
    (
        "log-sidecar-classic",
        "shipper-stops-first",
        "`log-shipper` is gone at 15.0 s, while `ferry` goes on until 17.0 s: what that writes to `logbook` in between is not read.",
    ),
    // Podline cannot tell that the sidecar writes an empty file alone.
    (
        "sidecar-startup-probe",
        "memory-volume-unbounded",
        "Nothing limits how much memory `key-broker` takes by writing to the volume `keys`.",
    ),
    // It shows exactly this.
    (
        "job-classic-sidecar",
        "job-classic-sidecar",
        "Job `stocktaking` never completes: `uploader` goes on when `count-stock` has ended at 10.8 s.",
    ),
    // It shows exactly this: every failure makes another Pod.
    (
        "job-retries",
        "job-restart-never-backoff",
        "`import` ends with exit code 1, and Job `nightly-import` makes up to 2 more Pods before it gives up.",
    ),
    // It shows exactly these: `stubborn` ignores the signal, nobody set a trap for `clock`.
    (
        "ignores-term",
        "signal-ignored",
        "`stubborn` does not react to SIGTERM and is killed 10s after the deletion (grace period 10s).",
    ),
    (
        "shell-as-pid-1",
        "signal-ignored",
        "`clock` does not react to SIGTERM and is killed 30s after the deletion (grace period 30s).",
    ),
    // It shows exactly these: the app takes eight seconds, and each of the sidecars one.
    (
        "grace-runs-out",
        "sidecar-grace",
        "The sidecar `lanterns` gets its signal only when the grace period of 6s is over; 11s would be enough.",
    ),
    (
        "grace-runs-out",
        "grace-too-short",
        "`till` needs 8s after its signal and is killed when the grace period of 6s is over; 11s would be enough.",
    ),
];

#[test]
fn the_examples_trigger_what_they_show_and_nothing_else() {
    let mut found = Vec::new();
    for example in content::examples() {
        let findings = findings(example.text, Version::NEWEST);
        found.extend(findings.into_iter().map(|it| (example.id, it.code, it.message)));
    }
    let found: Vec<_> = found.iter().map(|(id, code, text)| (*id, *code, text.as_str())).collect();
    assert_eq!(found, IN_EXAMPLES);
}

#[test]
fn a_comment_allows_a_finding() {
    let text = "\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  # podline: allow latest-tag (built in the pipeline)
  - name: a
    image: example/a
  - {name: b, image: example/b}
  - name: c
    image: example/c # podline: allow signal-ignored, latest-tag
";
    let codes = |text: &str| {
        let manifest = manifest::parse(text);
        let object = &manifest.objects[0];
        let findings = findings_of(object, Version::NEWEST).expect("a Pod");
        let all = findings.len();
        let shown = lint::shown(findings, object, &manifest::allowed(text));
        let names = shown.into_iter().map(|it| it.paths[0].to_string()).collect::<Vec<_>>();
        (all, names)
    };
    assert_eq!(codes(text), (3, vec!["spec.containers[1].image".to_owned()]));
    assert_eq!(codes(&format!("# podline: allow latest-tag\n{text}")), (3, vec![]));
    assert_eq!(codes(&format!("# podline: allow same-port\n{text}")).1.len(), 1);
}

#[test]
fn what_is_assumed_is_no_exact_number() {
    let message = |case: &str, code: &str| {
        let file = format!("{}/tests/fixtures/lint/{case}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(file).expect("a text");
        let found = findings(&text, Version::NEWEST);
        found.into_iter().find(|it| it.code == code).expect("a finding").message
    };
    let of_hook = message("prestop-eats-grace/bad-equal", "prestop-eats-grace");
    assert!(of_hook.ends_with("; about 32s would be enough."), "{of_hook}");
    let of_trap = message("grace-too-short/bad-trap", "grace-too-short");
    assert!(of_trap.ends_with("; 9s would be enough."), "{of_trap}");
}

#[test]
fn a_deletion_with_its_own_grace_period_says_nothing_about_the_pods() {
    let text = content::example("grace-runs-out").expect("an example").text;
    let object = &manifest::parse(text).objects[0];
    let pod = model::lower(object, Version::NEWEST).pod.expect("a Pod");
    let mut scenario = inferred::scenario(&pod, Version::NEWEST);
    let mut findings = |grace| {
        let deletion = scenario.actions.first_mut().expect("a deletion");
        deletion.verb = Verb::Delete { grace };
        lint::lint(&simulate(&pod, &scenario, Version::NEWEST), None).len()
    };
    assert_eq!(findings(None), 2);
    assert_eq!(findings(Some(Millis::from_secs(1))), 0);
}

#[test]
fn a_cron_jobs_finding_stands_in_its_job_template() {
    let file = fixtures().iter().flat_map(|folder| files(folder)).find(|it| name(it) == "bad-cron");
    let text = fs::read_to_string(file.expect("the fixture")).expect("a text");
    let manifest = manifest::parse(&text);
    let findings = findings(&text, Version::NEWEST);
    let path = &findings[0].paths[0];
    assert_eq!(path.as_str(), "spec.jobTemplate.spec.template.spec.containers[0].command");
    assert!(manifest.objects[0].range(path).is_some());
}
