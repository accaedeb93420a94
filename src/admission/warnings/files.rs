//! Files of a volume that get in each other's way (`warningsForOverlappingVirtualPaths`).

use super::Template;
use crate::manifest::{FieldPath, Report, Value};
use std::collections::BTreeMap;
use std::ops::Bound;

/// The first minor that compares whole paths.
const SINCE: u8 = 31;

/// No directory has a longer path on Linux (`PATH_MAX`).
const MAX_PATH: usize = 4096;

const HELP: &str =
    "Give each file a path of its own, and no file the path of another one's directory.";

/// A file: its path without slashes at the end, and where it comes from; empty if there is only one
/// source.
struct File {
    path: String,
    source: String,
}

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    if !report.version.at_least(SINCE) {
        return;
    }
    for (at, volume) in template.spec()["volumes"].items().iter().enumerate() {
        let path = template.spec_path().child("volumes").index(at);
        let name = volume["name"].text();
        for (field, what, name_field) in [
            ("configMap", "ConfigMap", "name"),
            ("secret", "Secret", "secretName"),
            ("downwardAPI", "DownwardAPI", ""),
        ] {
            let source = &volume[field];
            let files = files(&source["items"], "");
            let named = named(what, &source[name_field]);
            overlaps(&files, &name, &named, &path.child(field), report);
        }
        let mut files = Vec::new();
        for (at, source) in volume["projected"]["sources"].items().iter().enumerate() {
            if source.entries().is_empty() {
                let message = format!("volume \"{name}\" (Projected) has no sources provided");
                let path = path.child("projected").child("sources").index(at);
                report.warn(
                    &path,
                    &message,
                    "Add a source, such as `configMap:`, or remove the item.",
                );
            }
            files.extend(projected(source));
        }
        overlaps(&files, &name, "Projected", &path.child("projected"), report);
    }
}

/// Warns of every pair of `files` of which one is the other, or stands below it.
fn overlaps(files: &[File], volume: &str, source: &str, path: &FieldPath, report: &mut Report<'_>) {
    let mut earlier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| !file.path.is_empty()) {
        let mut others: Vec<usize> = above(&file.path)
            .filter_map(|path| earlier.get(path))
            .chain(below(&file.path, &earlier))
            .flatten()
            .copied()
            .collect();
        others.sort_unstable();
        for other in others {
            if report.problems.is_full() {
                return;
            }
            let (file, other) = (file.describe(), files[other].describe());
            let message =
                format!("volume \"{volume}\" ({source}): overlapping paths: {file} with {other}");
            report.warn(path, &message, HELP);
        }
        earlier.entry(&file.path).or_default().push(at);
    }
}

/// A path and those of the directories above it.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices('/').map(|(end, _)| end).take_while(|end| *end <= MAX_PATH);
    ends.map(|end| &path[..end]).chain(std::iter::once(path))
}

/// What stands below the directory `path`.
fn below<'a>(
    path: &str,
    all: &'a BTreeMap<&str, Vec<usize>>,
) -> impl Iterator<Item = &'a Vec<usize>> {
    let directory = format!("{path}/");
    let from = all.range::<str, _>((Bound::Included(directory.as_str()), Bound::Unbounded));
    let found = from.take_while(|(path, _)| path.starts_with(&directory)).map(|(_, at)| at);
    found.collect::<Vec<_>>().into_iter()
}

impl File {
    fn describe(&self) -> String {
        match self.source.as_str() {
            "" => format!("\"{}\"", self.path),
            source => format!("\"{}\" ({source})", self.path),
        }
    }
}

/// The files of one source of a projected volume.
fn projected(source: &Value) -> Vec<File> {
    let single = |field: &str, from: String| {
        let path = source[field]["path"].as_str()?.trim_end_matches('/').to_owned();
        Some(File { path, source: from })
    };
    let bundle = &source["clusterTrustBundle"];
    let bundle_name = if bundle["name"].as_str().is_some() { "name" } else { "signerName" };
    [
        files(&source["configMap"]["items"], &named("ConfigMap", &source["configMap"]["name"])),
        files(&source["secret"]["items"], &named("Secret", &source["secret"]["name"])),
        files(&source["downwardAPI"]["items"], "DownwardAPI"),
        single("serviceAccountToken", "ServiceAccountToken".to_owned()).into_iter().collect(),
        single("clusterTrustBundle", named("ClusterTrustBundle", &bundle[bundle_name]))
            .into_iter()
            .collect(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn files(items: &Value, source: &str) -> Vec<File> {
    let path = |item: &Value| Some(item["path"].as_str()?.trim_end_matches('/').to_owned());
    let paths = items.items().iter().filter_map(path);
    paths.map(|path| File { path, source: source.to_owned() }).collect()
}

/// `ConfigMap "web"`.
fn named(what: &str, name: &Value) -> String {
    match what {
        "DownwardAPI" => what.to_owned(),
        _ => format!("{what} \"{}\"", name.text()),
    }
}
