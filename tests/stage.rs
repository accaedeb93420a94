//! Inside the Pod: who calls whom, who reads and who writes, and how it is drawn over time.
//!
//! `fixtures/stage/*.yaml` say in their first lines what is to be found in them: `ports`, `links`,
//! `clashes`, `outside`, `reads`, `writes`, `files`. A line that is missing means that there is none,
//! and `-` says so aloud.

use podline::insight::evidence::{Basis, Evidence};
use podline::insight::links::{self, Links, Target, Way};
use podline::insight::sharing::{self, Moment, Sharing};
use podline::manifest::{self, Manifest};
use podline::model::{self, ContainerIndex, Pod, Version};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The first Pod of a text and all that is found out about it.
struct Found {
    manifest: Manifest,
    object: usize,
    pod: Pod,
    links: Links,
    sharing: Sharing,
}

fn found(text: &str) -> Found {
    let manifest = manifest::parse(text);
    let mut pods = manifest.objects.iter().enumerate();
    let (object, pod) = pods
        .find_map(|(at, it)| Some((at, model::lower(it, Version::NEWEST).pod?)))
        .unwrap_or_else(|| panic!("no Pod in\n{text}"));
    let links = links::links(&pod, &manifest.objects[object], &manifest.objects);
    let sharing = sharing::sharing(&pod, &manifest.objects[object]);
    Found { manifest, object, pod, links, sharing }
}

fn basis(evidence: &Evidence) -> &'static str {
    match evidence.basis {
        Basis::Declared => "declared",
        Basis::Command => "command",
        Basis::Variable => "variable",
        Basis::Probe => "probe",
        Basis::Annotation => "annotation",
        Basis::Image => "image",
    }
}

impl Found {
    fn name(&self, index: ContainerIndex) -> &str {
        &self.pod.container(index).name
    }

    /// What is found under one heading, in the words of the fixtures.
    fn told(&self, heading: &str) -> BTreeSet<String> {
        let links = &self.links;
        match heading {
            "ports" => {
                let port = |it: &links::OpenPort| {
                    format!("{} {} {}", self.name(it.container), it.port, basis(&it.evidence[0]))
                };
                links.ports.iter().map(port).collect()
            }
            "links" => links.links.iter().map(|it| self.link(it)).collect(),
            "clashes" => {
                let names = |it: &links::Clash| {
                    it.containers.iter().map(|&it| self.name(it)).collect::<Vec<_>>().join(" ")
                };
                links.clashes.iter().map(|it| format!("{} {}", it.port, names(it))).collect()
            }
            "outside" => links.outside.iter().map(|it| self.outside(it)).collect(),
            "reads" => self.uses(|it| it.reads.as_ref()),
            "writes" => self.uses(|it| it.writes.as_ref()),
            "files" => self.files(),
            other => panic!("no heading {other}"),
        }
    }

    fn link(&self, link: &links::Link) -> String {
        let to = match link.to {
            Target::Container(index) => self.name(index),
            Target::Nobody { sure: true } => "nobody",
            Target::Nobody { sure: false } => "perhaps-nobody",
            Target::Node => "node",
        };
        format!("{} -> {to} {} {}", self.name(link.from), link.port, basis(&link.evidence[0]))
    }

    fn outside(&self, it: &links::Outside) -> String {
        let way = match it.way {
            Way::Service => "service",
            Way::Scrapes => "scrapes",
            Way::Out => "out",
        };
        let container = it.container.map_or("?", |index| self.name(index));
        format!("{container} {way} {}", it.name)
    }

    fn uses(&self, which: impl Fn(&sharing::Mounted) -> Option<&Evidence>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for volume in &self.sharing.volumes {
            for mount in &volume.mounts {
                if let Some(evidence) = which(mount) {
                    let name = self.name(mount.container);
                    found.insert(format!("{} {name} {}", volume.name, basis(evidence)));
                }
            }
        }
        found
    }

    fn files(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for volume in &self.sharing.volumes {
            for file in &volume.files {
                let moment = match file.moment {
                    Moment::Start => "start",
                    Moment::End => "end",
                    Moment::PreStop => "prestop",
                };
                let readers: Vec<&str> = file.readers.iter().map(|&it| self.name(it)).collect();
                let readers = if readers.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", readers.join(" "))
                };
                let by = self.name(file.by);
                found.insert(format!("{} {} {by} {moment}{readers}", volume.name, file.path));
            }
        }
        found
    }

    /// Every piece of evidence.
    fn evidence(&self) -> Vec<&Evidence> {
        let mut all: Vec<&Evidence> = Vec::new();
        all.extend(self.links.ports.iter().flat_map(|it| &it.evidence));
        all.extend(self.links.links.iter().flat_map(|it| &it.evidence));
        all.extend(
            self.links.outside.iter().filter(|it| it.way != Way::Service).map(|it| &it.evidence),
        );
        for volume in &self.sharing.volumes {
            all.extend(volume.files.iter().map(|it| &it.evidence));
            all.extend(volume.mounts.iter().flat_map(|it| it.reads.iter().chain(&it.writes)));
        }
        all
    }
}

const HEADINGS: [&str; 7] = ["ports", "links", "clashes", "outside", "reads", "writes", "files"];

/// What the first lines of a fixture promise under a heading.
fn promised(text: &str, heading: &str) -> BTreeSet<String> {
    let start = format!("# {heading}: ");
    let line = text.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or("-");
    let items = line.split(';').map(|it| it.trim().to_owned());
    items.filter(|it| !it.is_empty() && it != "-").collect()
}

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stage");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|it| it.expect("a file").path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("a text"))
    };
    files.iter().map(read).collect()
}

#[test]
fn what_a_manifest_promises_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    let all = fixtures();
    assert!(all.len() >= 30);
    for (name, text) in &all {
        let found = found(text);
        for heading in HEADINGS {
            let (promised, told) = (promised(text, heading), found.told(heading));
            if promised != told {
                wrong.push(format!(
                    "{name}: {heading}\n  promised {promised:?}\n  found    {told:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_claim_names_its_line() {
    for (name, text) in fixtures() {
        let found = found(&text);
        let object = &found.manifest.objects[found.object];
        for evidence in found.evidence() {
            let range = evidence.range(object);
            assert!(range.is_some(), "{name}: {evidence:?}");
        }
    }
}

/// What there is to be found in the examples; those that are not named have nothing of the kind.
const EXAMPLES: &[(&str, &str, &[&str])] = &[
    (
        "sidecar-and-ambassador",
        "ports",
        &["api 8080 declared", "envoy 5432 declared", "log-agent 2020 declared"],
    ),
    ("sidecar-and-ambassador", "reads", &["logs log-agent image"]),
    ("init-container", "ports", &["web 80 declared"]),
    ("init-container", "reads", &["page web image"]),
    ("init-container", "writes", &["page print-menu command"]),
    ("init-container", "files", &["page index.html print-menu end"]),
    ("init-handover", "ports", &["counter 8080 probe"]),
    ("init-handover", "reads", &["pantry bake command"]),
    ("init-handover", "writes", &["pantry bake command", "pantry mill command"]),
    ("init-handover", "files", &["pantry bread bake end", "pantry flour mill end (bake)"]),
    ("log-sidecar-classic", "reads", &["logbook log-shipper image"]),
    ("log-sidecar-classic", "writes", &["logbook ferry command"]),
    ("log-sidecar-classic", "files", &["logbook today ferry start"]),
    ("log-sidecar-native", "reads", &["logbook log-shipper image"]),
    ("log-sidecar-native", "writes", &["logbook ferry command"]),
    ("log-sidecar-native", "files", &["logbook today ferry start"]),
    ("sidecar-startup-probe", "reads", &["keys key-broker probe"]),
    ("sidecar-startup-probe", "writes", &["keys key-broker command"]),
    ("sidecar-startup-probe", "files", &["keys ready key-broker start"]),
    ("ambassador-database", "ports", &["db-ambassador 6432 declared", "ticket-desk 8080 declared"]),
    ("ambassador-database", "links", &["ticket-desk -> db-ambassador 6432 variable"]),
    ("ambassador-database", "outside", &["db-ambassador out tickets.db.example.org"]),
    ("adapter-metrics", "ports", &["cache 11211 declared", "metrics-adapter 9150 declared"]),
    ("adapter-metrics", "links", &["metrics-adapter -> cache 11211 command"]),
    ("adapter-metrics", "outside", &["metrics-adapter scrapes Prometheus"]),
    ("clone-serve-pull", "ports", &["web 80 declared"]),
    ("clone-serve-pull", "reads", &["site web image"]),
    ("clone-serve-pull", "writes", &["site clone command", "site pull command"]),
    ("job-native-sidecar", "reads", &["lists uploader image"]),
    ("job-native-sidecar", "writes", &["lists count-stock command"]),
    ("job-native-sidecar", "files", &["lists total count-stock end"]),
    ("job-classic-sidecar", "reads", &["lists uploader image"]),
    ("job-classic-sidecar", "writes", &["lists count-stock command"]),
    ("job-classic-sidecar", "files", &["lists total count-stock end"]),
    ("deployment-and-service", "ports", &["forecast 8080 declared"]),
    ("deployment-and-service", "outside", &["forecast service weather"]),
    ("init-waits", "writes", &["maps find-map command"]),
    ("init-waits", "files", &["maps today.png find-map end"]),
    ("crash-loop", "ports", &["perch 80 image"]),
    ("ignores-term", "ports", &["polite 80 image"]),
];

#[test]
fn the_examples_share_what_they_show() {
    for example in podline::content::examples() {
        let found = found(example.text);
        for heading in HEADINGS {
            let row = EXAMPLES.iter().find(|(id, of, _)| *id == example.id && *of == heading);
            let promised = row.map_or(&[][..], |(.., promised)| promised);
            let told = found.told(heading);
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            assert_eq!(told, promised, "{}: {heading}", example.id);
        }
    }
}

#[test]
fn no_script_is_too_strange() {
    let doubling = "x=$x$x$x; ".repeat(2000) + "cat /v/$x";
    for script in [
        "echo 'open",
        "cat \"/v/$(",
        "$(".repeat(3000).as_str(),
        "`".repeat(3001).as_str(),
        "((((",
        "))))",
        "${",
        "${x:-",
        "$",
        "\\",
        "> ",
        "<<EOF",
        "cat <<EOF\nno end",
        "cd ../../../..; touch é/日本/\u{202e}x",
        "tar",
        "cp",
        "git clone",
        "nc localhost",
        "redis-cli -p",
        "curl localhost:99999 [::1]:",
        "sh -c \"sh -c 'sh -c x'\"",
        "exec",
        "timeout",
        "trap",
        "for",
        "socat UNIX-LISTEN: UNIX:",
        doubling.as_str(),
    ] {
        let quoted = format!("{script:?}").replace("\\'", "'").replace("\\u{202e}", "x");
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  volumes: [{{name: v, emptyDir: {{}}}}]\n  \
             containers:\n  - {{name: a, image: x, command: [sh, -c, {quoted}], volumeMounts: [{{name: v, mountPath: /v}}]}}\n"
        );
        let found = found(&text);
        assert_eq!(found.pod.containers()[0].command.len(), 3, "{script}");
    }
}
