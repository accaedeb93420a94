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
    let pods = manifest.objects.iter().enumerate();
    let (object, pod) = pods
        .filter_map(|(at, it)| Some((at, model::lower(it, Version::NEWEST).pod?)))
        .next()
        .unwrap_or_else(|| panic!("no Pod in\n{text}"));
    let links = links::links(&pod, &manifest.objects[object], &manifest.objects);
    let sharing = sharing::sharing(&pod, &manifest.objects[object]);
    Found { object, pod, links, sharing, manifest }
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
                let readers =
                    if readers.is_empty() { String::new() } else { format!(" ({})", readers.join(" ")) };
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
        all.extend(self.links.outside.iter().filter(|it| it.way != Way::Service).map(|it| &it.evidence));
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
                wrong.push(format!("{name}: {heading}\n  promised {promised:?}\n  found    {told:?}"));
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
