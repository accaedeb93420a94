//! Which part each container plays: every manifest in `tests/fixtures/patterns` says in its first lines
//! what is to be found in it, false friends included; every example is held by a table here.
//!
//! `# ship: classic sidecar, inferred, row 2, better row 6`: the container, its part, how sure that is, the
//! row of the matrix that it satisfies or `no row`, and the row of each piece of advice.

use podline::insight::patterns::{Certainty, Evidence, Named, patterns};
use podline::manifest::{self, Object};
use podline::model::{Pod, Version, lower};
use podline::{content, markup};
use std::fs;

/// The first Pod of a text, with what is found in it.
fn found(text: &str, version: Version) -> (Object, Pod, Vec<Named>) {
    let manifest = manifest::parse(text);
    let mut pods = manifest.objects.into_iter().filter_map(|object| {
        let pod = lower(&object, version).pod?;
        Some((object, pod))
    });
    let (object, pod) = pods.next().expect("a Pod");
    let named = patterns(&pod, version);
    (object, pod, named)
}

/// A finding as the fixtures write it.
fn told(pod: &Pod, named: &Named) -> String {
    let certainty = match named.certainty {
        Certainty::Declared => "declared",
        Certainty::Inferred => "inferred",
    };
    let row = named.row.map_or("no row".to_owned(), |row| format!("row {}", row.number));
    let better = named.advice.iter().map(|advice| format!(", better row {}", advice.row.number));
    let better = better.collect::<Vec<_>>().concat();
    let name = &pod.container(named.container).name;
    format!("{name}: {}, {certainty}, {row}{better}", named.pattern.name())
}

/// What the first lines of a fixture expect, and the version they mean.
fn expected(text: &str) -> (Vec<&str>, Version) {
    let lines = text.lines().map_while(|line| line.strip_prefix("# "));
    let (versions, expected): (Vec<&str>, Vec<&str>) =
        lines.partition(|line| line.starts_with("kubernetes "));
    let version = versions.first().and_then(|line| Version::named(&line["kubernetes ".len()..]));
    (expected, version.unwrap_or(Version::NEWEST))
}

#[test]
fn every_fixture_is_named_as_its_first_lines_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/patterns");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a fixture can be read");
        let (expected, version) = expected(&text);
        let (_, pod, named) = found(&text, version);
        let told: Vec<String> = named.iter().map(|it| told(&pod, it)).collect();
        count += 1;
        if told != expected {
            wrong.push(format!("{}: {told:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "{count}");
}

#[test]
fn every_example_is_named() {
    for example in content::examples() {
        let (_, pod, named) = found(example.text, Version::NEWEST);
        let told: Vec<String> = named.iter().map(|it| told(&pod, it)).collect();
        let expected = EXAMPLES.iter().find(|(id, _)| *id == example.id);
        let (_, expected) = expected.unwrap_or_else(|| panic!("no line for {}", example.id));
        assert_eq!(told, *expected, "{}", example.id);
    }
}

#[test]
fn every_part_has_evidence_with_a_line_that_is_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/patterns");
    let fixtures = fs::read_dir(folder).expect("the folder is there");
    let fixtures = fixtures.map(|entry| fs::read_to_string(entry.expect("an entry").path()));
    let examples = content::examples().iter().map(|example| example.text.to_owned());
    for text in fixtures.map(|text| text.expect("a fixture can be read")).chain(examples) {
        let (_, version) = expected(&text);
        let (object, pod, named) = found(&text, version);
        for it in &named {
            let name = &pod.container(it.container).name;
            let strongest = it.evidence.first().unwrap_or_else(|| panic!("{name}: no evidence"));
            assert_eq!(strongest.certainty, it.certainty, "{name}: {strongest:?}");
            for Evidence { text, path, .. } in &it.evidence {
                assert!(text.ends_with('.'), "{text}");
                assert!(object.range(path).is_some(), "{name}: {path} is not in the text");
            }
            for advice in &it.advice {
                let above = advice.path.parent().expect("a field");
                let there = object.range(&advice.path).or_else(|| object.range(&above));
                assert!(there.is_some(), "{name}: {}", advice.path);
            }
        }
        let html = markup::patterns(&pod, &named);
        assert_eq!(html.matches("data-pattern=").count(), named.len());
    }
}

#[test]
fn advice_says_from_which_version_it_can_be_followed() {
    let (_, _, named) = found(
        content::example("job-classic-sidecar").expect("it is there").text,
        Version::new(28).expect("a known minor"),
    );
    let advice = &named[1].advice[0];
    assert_eq!(advice.since, Some(29));
    assert!(
        advice.text.ends_with("Kubernetes 1.28 has no native sidecars yet."),
        "{}",
        advice.text
    );
}

#[test]
fn hundreds_of_containers_and_mounts_are_named_and_counted() {
    let volumes: Vec<String> = (0..60).map(|n| format!("{{name: v{n}, emptyDir: {{}}}}")).collect();
    let mounts: Vec<String> =
        (0..60).map(|n| format!("{{name: v{n}, mountPath: /m{n}}}")).collect();
    let mounts = mounts.join(", ");
    let container = |n| {
        let args = format!("tail -F /m{n}/a http://localhost:{n}");
        format!("  - {{name: c{n}, image: x, args: [\"{args}\"], volumeMounts: [{mounts}]}}\n")
    };
    let containers: Vec<String> = (0..400).map(container).collect();
    let text = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  volumes: [{}]\n  containers:\n{}",
        volumes.join(", "),
        containers.concat()
    );
    let (_, pod, named) = found(&text, Version::NEWEST);
    assert_eq!(named.len(), 400);
    assert!(markup::patterns(&pod, &named).contains("and 350 more"));
}

const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "sidecar-and-ambassador",
        &[
            "migrate: init container, declared, row 1",
            "log-agent: native sidecar, declared, row 5",
            "fetch-config: init container, declared, row 1",
            "api: app, inferred, no row",
            "envoy: ambassador, inferred, row 3, better row 5",
        ],
    ),
    (
        "init-container",
        &["print-menu: init container, declared, row 1", "web: app, declared, no row"],
    ),
    (
        "init-handover",
        &[
            "mill: init container, declared, row 1",
            "bake: init container, declared, row 1",
            "counter: app, declared, no row",
        ],
    ),
    (
        "log-sidecar-classic",
        &[
            "ferry: app, inferred, no row",
            "log-shipper: classic sidecar, inferred, row 2, better row 2",
        ],
    ),
    (
        "log-sidecar-native",
        &["log-shipper: native sidecar, declared, row 2", "ferry: app, declared, no row"],
    ),
    (
        "sidecar-startup-probe",
        &["key-broker: native sidecar, declared, row 5", "safe: app, declared, no row"],
    ),
    (
        "ambassador-database",
        &["db-ambassador: ambassador, inferred, row 3", "ticket-desk: app, declared, no row"],
    ),
    (
        "adapter-metrics",
        &["cache: app, inferred, no row", "metrics-adapter: adapter, inferred, row 4"],
    ),
    (
        "clone-serve-pull",
        &[
            "clone: init container, declared, row 1",
            "pull: native sidecar, declared, row 2",
            "web: app, declared, no row",
        ],
    ),
    (
        "job-native-sidecar",
        &[
            "uploader: native sidecar, declared, row 6",
            "count-stock: the Job's work, declared, row 6",
        ],
    ),
    (
        "deployment-and-service",
        &["warm-up: init container, declared, row 1", "forecast: app, declared, no row"],
    ),
    (
        "job-classic-sidecar",
        &[
            "count-stock: the Job's work, inferred, row 6",
            "uploader: classic sidecar, inferred, no row, better row 6",
        ],
    ),
    ("job-retries", &["import: the Job's work, declared, row 6"]),
    (
        "init-fails",
        &[
            "prepare: init container, declared, row 1",
            "check-licence: init container, declared, row 1",
            "studio: app, declared, no row",
        ],
    ),
    (
        "init-sleeps",
        &["wait-for-night: init container, declared, row 1", "lamp: app, declared, no row"],
    ),
    (
        "init-waits",
        &[
            "wait-for-weather: init container, declared, row 1",
            "find-map: init container, declared, row 1",
            "guide: app, declared, no row",
        ],
    ),
    (
        "crash-loop",
        &[
            "parrot: app, inferred, no row, better row 8",
            "perch: app, inferred, no row, better row 8",
        ],
    ),
    ("liveness-kills", &["heater: app, declared, no row"]),
    (
        "sidecars-in-reverse",
        &[
            "tent: native sidecar, declared, row 2",
            "lights: native sidecar, declared, row 2",
            "generator: native sidecar, declared, row 2",
            "show: app, declared, no row",
        ],
    ),
    (
        "ignores-term",
        &[
            "stubborn: app, inferred, no row, better row 8",
            "polite: app, inferred, no row, better row 8",
        ],
    ),
    (
        "shell-as-pid-1",
        &[
            "clock: app, inferred, no row, better row 8",
            "fixed-clock: app, inferred, no row, better row 8",
        ],
    ),
    (
        "grace-runs-out",
        &[
            "lanterns: native sidecar, declared, row 2",
            "receipts: native sidecar, declared, row 2",
            "till: app, declared, no row",
        ],
    ),
];
